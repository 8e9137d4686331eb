"""The drafts: what each is for, when it was begun, its first words, and the commands that resume or discard it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.dates.period import spell_short
from enquiry.insight.drafts import DraftList, describe_draft
from enquiry.model.asking.draft import StoredDraft
from enquiry.unsafe_chars import show_on_one_line
from enquiry.views.layout import draw_one_line, draw_text, format_field_lines
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count

NO_DRAFTS = "No draft waits: all that was written is saved."


def draw_draft_list(listed: DraftList, look: RenderOptions) -> RenderableType:
    """Draw each draft with its first words, and the commands for the latest."""
    if not listed.drafts:
        return Text(NO_DRAFTS)
    drawing, dot = list[RenderableType](), f" {look.marks.dot} "
    for one in listed.drafts:
        words, draft = one.flaw, one.draft
        if draft:
            words = f"{describe_draft(draft)}, begun {spell_short(draft.began.date(), year=True)}"
        notes = "".join(dot + note for note in _list_draft_notes(one, listed))
        drawing.append(Text.assemble((f"{one.name:<4}", "strong"), draw_text(words), draw_text(notes, "quiet")))
        if draft and draft.opening:
            drawing.append(Padding(draw_one_line(draft.opening, look), (0, 0, 0, 4)))
    if ready := listed.ready:
        acts = (ActKind.RESUME_DRAFT, ActKind.DISCARD_DRAFT)
        commands = (format_command(Act(what, item=ready[-1].name)) for what in acts)
        drawing += ["", *(Text(command, "accent") for command in commands)]
    return Group(*drawing)


def _list_draft_notes(one: StoredDraft, listed: DraftList) -> Iterator[str]:
    if one.busy:
        yield "being written in another window"
    if one.draft and one.draft.answers:
        yield format_count(len(one.draft.answers), "answer")
    if one.draft and one.draft.journal != listed.journal:
        yield f"of another journal, {show_on_one_line(one.draft.journal)}"


def format_draft_list_lines(listed: DraftList) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    for one in listed.drafts:
        fields: list[tuple[str, object]] = [("draft", one.name), ("flaw", one.flaw)]
        if draft := one.draft:
            fields[1:] = [("what", describe_draft(draft)), ("began", draft.began.date())]
            fields += [("journal", show_on_one_line(draft.journal)), ("words", draft.words)]
        yield from format_field_lines(*fields, *(("note", note) for note in _list_draft_notes(one, listed)))
        yield ""
