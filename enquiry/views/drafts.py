"""The drafts that wait: what each was to become, when it was begun, its first words, and how to go on with it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.drafts import DraftList, describe_draft
from enquiry.insight.words import format_count
from enquiry.model.draft import StoredDraft
from enquiry.unsafe_chars import flatten_text
from enquiry.views.text import draw_one_line, draw_text
from enquiry.views.theme import RenderOptions

NO_DRAFTS = "No draft waits: all that was written is saved."


def draw_draft_list(listed: DraftList, look: RenderOptions) -> RenderableType:
    """Draw each draft with its first words, and the commands for the latest."""
    if not listed.drafts:
        return Text(NO_DRAFTS)
    drawing = list[RenderableType]()
    for one in listed.drafts:
        drawing += [_head(one, listed, look)]
        if one.draft and one.draft.opening:
            drawing.append(Padding(draw_one_line(one.draft.opening, look), (0, 0, 0, 4)))
    if ready := listed.ready:
        name = ready[-1].name
        drawing += [
            "",
            Text(f"enquiry drafts resume {name}", "accent"),
            Text(f"enquiry drafts discard {name}", "accent"),
        ]
    return Group(*drawing)


def _head(one: StoredDraft, listed: DraftList, look: RenderOptions) -> Text:
    words = (
        f"{describe_draft(one.draft)}, begun {spell_short(one.draft.began.date(), year=True)}"
        if one.draft
        else one.flaw
    )
    dot = f" {look.marks.dot} "
    notes = "".join(dot + note for note in _list_draft_notes(one, listed))
    return Text.assemble((f"{one.name:<4}", "strong"), draw_text(words), draw_text(notes, "quiet"))


def _list_draft_notes(one: StoredDraft, listed: DraftList) -> Iterator[str]:
    if one.busy:
        yield "being written in another window"
    if one.draft:
        if one.draft.answers:
            yield format_count(len(one.draft.answers), "answer")
        if one.draft.journal != listed.journal:
            yield f"of another journal, {one.draft.journal}"


def format_draft_list_lines(listed: DraftList) -> Iterator[str]:
    """Say the same in plain lines."""
    for one in listed.drafts:
        yield f"draft: {one.name}"
        if one.draft:
            yield f"what: {describe_draft(one.draft)}"
            yield f"began: {one.draft.began.date().isoformat()}"
            yield f"journal: {flatten_text(one.draft.journal)}"
            yield f"words: {flatten_text(one.draft.words)}"
        else:
            yield f"flaw: {flatten_text(one.flaw)}"
        yield from (f"note: {flatten_text(note)}" for note in _list_draft_notes(one, listed))
        yield ""
