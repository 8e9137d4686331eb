"""A replay drawn: decision by decision what stood there then, whole; what came later about those days a line each."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.history.changes import FieldChange, format_field
from enquiry.insight.replay.value import CycleReplay, Expected, LaterEntry, ReplayedDecision, ToldBy
from enquiry.model.cycle import StateChange
from enquiry.model.entry import Action, AnyEntry, Evidence, Reading, Review, format_delivery, format_reference
from enquiry.unsafe_chars import flatten_text
from enquiry.views.history import draw_labelled_change, format_field_change_lines
from enquiry.views.layout import (
    HangingIndent,
    draw_grid,
    draw_one_line,
    draw_question,
    draw_text,
    format_field_lines,
    format_fields,
    limit_width,
)
from enquiry.views.theme import RenderOptions
from enquiry.words import join_words

READABLE = 100
"""Columns that lines of a diary are wide at most."""

NOTHING_BY_THEN = "Nothing had been written in the cycle by then."
NOTHING_DECIDED = "Nothing has been decided in it yet."


def draw_replay(replay: CycleReplay, look: RenderOptions) -> RenderableType:
    """Draw the decisions one after the other, each with what was new beside it then."""
    parts: list[RenderableType] = [draw_question(replay.cycle.number, replay.cycle.question, look)]
    parts += [draw_text(note, "quiet") for note in replay.notes]
    if replay.expected:
        parts += ["", *_draw_expected(replay.expected, look)]
    before: ReplayedDecision | None = None
    for decision in replay.decisions:
        parts += ["", *_draw_decision(decision, before, look)]
        before = decision
    parts += [] if replay.decisions else ["", Text(NOTHING_DECIDED)]
    for answer in replay.answers:
        parts += ["", Text(f"{answer.parts[0].asked} You wrote on {spell(answer.happened_on)}:", "quiet")]
        parts.append(_indent(draw_text(answer.text)))
    return limit_width(Group(*parts), look, READABLE)


def _indent(drawing: RenderableType) -> Padding:
    return Padding(drawing, (0, 0, 0, 2))


def _draw_expected(expected: Expected, look: RenderOptions) -> Iterator[RenderableType]:
    name, day = expected.action.name, spell(expected.at.date())
    yield Text.assemble(f"When the first action was written, on {day} (", (name, "strong"), ")")
    yield _indent(draw_text(flatten_text(expected.action.text), "quiet"))
    for label, words in _list_expected(expected):
        yield _indent(HangingIndent(Text(f"{label}: ", "quiet"), draw_text(words)))
    for one in expected.changes:
        label = f"changed on {spell(one.on)}"
        yield _indent(Text(label, "quiet"))
        yield Padding(draw_labelled_change(one.change, look), (0, 0, 0, 4))
    if not expected.changes:
        yield _indent(Text(_format_unchanged(expected), "quiet"))


def _format_unchanged(expected: Expected) -> str:
    if expected.told_by is ToldBy.MOMENTS:
        return "Whether the hunch was changed before it came here can't be told."
    return "Neither was changed afterwards."


def _list_expected(expected: Expected) -> Iterator[tuple[str, str]]:
    """Yield the hunch and each success sign as they stood then; that there was none is told too."""
    yield "hunch", flatten_text(expected.hunch) or "none had been written"
    yield from (("success sign", flatten_text(sign.text)) for sign in expected.success)
    if not expected.success:
        yield "success sign", "none had been said"


def _draw_decision(
    decision: ReplayedDecision, before: ReplayedDecision | None, look: RenderOptions
) -> Iterator[RenderableType]:
    """Draw one decision: the day as a rule, what stood beside it, what was decided, and what came later."""
    day = f"{spell(decision.at.date() if _is_anew(decision, before) else decision.on)} "
    yield Text.assemble((day, "strong"), (look.marks.rule * max(0, min(look.width, READABLE) - len(day)), "quiet"))
    yield from (_indent(part) for part in _draw_beside(decision, before, look))
    name = (f"{decision.name} ", "strong") if decision.name else ""
    word = (decision.word, "decision") if decision.word else ("a review", "strong")
    because = f", because {flatten_text(decision.made.because)}" if decision.made.because else ""
    yield from ("", _indent(Text.assemble(name, word, draw_text(because))))
    yield from (_indent(part) for part in _draw_after(decision, look))


def _draw_beside(
    decision: ReplayedDecision, before: ReplayedDecision | None, look: RenderOptions
) -> Iterator[RenderableType]:
    """Draw what stood there when it was decided, as far as the decision before has not shown it."""
    if aside := ("decided anew" if _is_anew(decision, before) else format_aside(decision)):
        yield draw_text(aside, "quiet")
    if before is None or before.question != decision.question:
        words = draw_text(flatten_text(decision.question), "question")
        yield HangingIndent(Text("asked then: ", "quiet"), words)
    if before and before.hunch != decision.hunch:
        words = draw_text(flatten_text(decision.hunch) or "taken back")
        yield HangingIndent(Text("hunch then: ", "quiet"), words)
    if fresh := list(decision.fresh):
        yield from ("", Text("New since then" if before else "Written by then", "quiet"))
        yield _draw_entries(fresh, look)
    else:
        nothing = "Nothing in the cycle had been written since." if decision.known else NOTHING_BY_THEN
        yield Text(nothing, "quiet")
    if changed := [told.entry.name for told in decision.known if told.fresh and told.changes]:
        yield draw_text(f"In other words now: {join_words(changed)}", "quiet")


def _draw_after(decision: ReplayedDecision, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw the words of a decision, and folded beneath what came later or is gone."""
    if isinstance(decision.made, Review) and decision.made.text:
        yield draw_text(decision.made.text)
    for change in decision.changes:
        yield draw_labelled_change(change._replace(name=f"{change.name}, changed since:"), look)
    for title, entries in (("Written with it", decision.made_with), ("At the same moment", decision.unsure)):
        if entries:
            yield Text(title, "quiet")
            yield _draw_entries(entries, look)
    if decision.later:
        yield from ("", Text("Written down later, about that day or earlier", "quiet"))
        yield from (_draw_later(one, look) for one in decision.later)
    if decision.gone:
        yield draw_text(f"Beside it then, and not now: {format_gone(decision)}", "quiet")


def _is_anew(decision: ReplayedDecision, before: ReplayedDecision | None) -> bool:
    """Say whether the decision of the review that was told just before was changed."""
    return before is not None and bool(decision.name) and before.name == decision.name


def format_aside(decision: ReplayedDecision) -> str:
    """Return when and where a decision was written down, where its day does not say so."""
    written = "" if decision.at.date() == decision.on else f"written down on {spell(decision.at.date())}"
    machine = f"on {decision.machine}" if decision.machine else ""
    return " ".join(filter(None, (written, machine)))


def format_gone(decision: ReplayedDecision) -> str:
    """Return what stood beside a decision and is out of sight now: names, and what became of each."""
    return ", ".join(f"{one.name} ({one.became})" for one in decision.gone)


def _draw_entries(entries: Iterable[AnyEntry], look: RenderOptions) -> RenderableType:
    if look.narrow:
        told = list[RenderableType]()
        for entry in entries:
            told.append(Text.assemble((f"{entry.name} ", "strong"), f"{_name_kind(entry)}, ", _spell_day(entry)))
            told.append(_indent(_draw_words(entry)))
        return Group(*told)
    return draw_grid(
        (
            (Text(_spell_day(entry), "quiet"), Text(entry.name, "strong"), _name_kind(entry), _draw_words(entry))
            for entry in entries
        ),
        "right keep keep fold",
    )


def _draw_words(entry: AnyEntry) -> Text:
    """Draw what an entry said, and beneath it the values, the source or the times done that it came with."""
    details = _format_details(entry)
    return draw_text(entry.text).append_text(draw_text(f"\n{details}" if details else "", "quiet"))


def _format_details(entry: AnyEntry) -> str:
    match entry:
        case Evidence():
            return format_field(entry.values)
        case Reading():
            return format_reference(entry)
        case Action():
            return format_delivery(entry)
    return ""


def _spell_day(entry: AnyEntry) -> str:
    return spell_short(entry.happened_on, year=True)


def _name_kind(entry: AnyEntry) -> str:
    """Return what an entry is in a word; evidence that disagrees is called that."""
    if isinstance(entry, Evidence) and entry.direction and entry.direction.value == "contradicts":
        return "disagrees"
    return entry.kind.value


def _draw_later(one: LaterEntry, look: RenderOptions) -> RenderableType:
    """Draw what came later in one line: it is folded, and `show` opens it."""
    head = f"{_spell_day(one.entry)} {one.entry.name} {_name_kind(one.entry)}"
    how = f"{one.how}; written down" if one.how else "written down"
    words = draw_one_line(f"{head} {look.marks.dot} {one.entry.text}", look, "quiet")
    return Group(words, _indent(Text(f"{how} {spell_short(one.came, year=True)}", "quiet")))


# --- The same in plain lines.


def format_replay_lines(replay: CycleReplay) -> Iterator[str]:
    """Yield the same as `label: value` lines, everything that stood beside each decision among them."""
    yield from format_field_lines(("cycle", replay.cycle.number), ("question", replay.cycle.question))
    yield from format_field_lines(*(("note", note) for note in replay.notes))
    if expected := replay.expected:
        yield ""
        yield from _format_entry_lines("first action", expected.action)
        yield from format_field_lines(("written", expected.at.date()), *_list_expected(expected))
        yield from format_fields(("since", "" if expected.changes else _format_unchanged(expected)))
        for one in expected.changes:
            yield from format_field_lines(("changed", one.on))
            yield from format_field_change_lines(one.change)
    for decision in replay.decisions:
        yield ""
        yield from _format_decision_lines(decision)
    if not replay.decisions:
        yield f"decisions: {NOTHING_DECIDED}"
    for answer in replay.answers:
        yield ""
        yield from _format_entry_lines(flatten_text(answer.parts[0].asked), answer)


def _format_decision_lines(decision: ReplayedDecision) -> Iterator[str]:
    made = decision.made
    turn = "cycle" if isinstance(made, StateChange) else None
    yield from format_field_lines(("day", decision.on), ("decision of", decision.name or turn))
    yield from format_field_lines(("written", decision.at.date()), ("told by", decision.told_by.value))
    yield from format_fields(("machine", decision.machine), ("asked then", decision.question))
    yield from format_fields(("hunch then", decision.hunch))
    for told in decision.known:
        yield from _format_entry_lines("new, written by then" if told.fresh else "written by then", told.entry)
        yield from _format_changes(told.changes)
    yield from format_fields(("decision", decision.word), ("because", made.because))
    if isinstance(made, Review):
        yield from format_fields(("text", made.text))
    yield from _format_changes(decision.changes)
    for label, entries in (("with it", decision.made_with), ("at the same moment", decision.unsure)):
        for entry in entries:
            yield from _format_entry_lines(label, entry)
    for later in decision.later:
        yield from _format_entry_lines("later", later.entry)
        yield from format_fields(("  written", later.came), ("  how", later.how))
    yield from format_fields(("gone", format_gone(decision)))


def _format_entry_lines(label: str, entry: AnyEntry) -> Iterator[str]:
    told = f"{entry.happened_on} {entry.name} {_name_kind(entry)}: {entry.text}"
    return format_fields((label, told), ("  with", _format_details(entry)))


def _format_changes(changes: Iterable[FieldChange]) -> Iterator[str]:
    for change in changes:
        yield from (f"  {line}" for line in format_field_change_lines(change))
