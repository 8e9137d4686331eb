"""A cycle before its review: the question, the hunch beside what was found, what disagrees first, then the rest."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.agenda import Agenda
from enquiry.insight.comments.beneath import get_about
from enquiry.insight.readings.known import label_reading
from enquiry.model.entry import AnyEntry, Ask, Reading
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import draw_grid, draw_text, format_field_lines
from enquiry.views.measures.sparklines import draw_series_list, format_series_lines
from enquiry.views.theme import RenderOptions


def draw_agenda(agenda: Agenda, look: RenderOptions) -> RenderableType:
    """Draw what the review looks at."""
    cycle = agenda.cycle
    drawing: list[RenderableType] = [
        Text.assemble((f"{cycle.number} {look.marks.dot} ", "strong"), draw_text(cycle.question, "question")),
        draw_text(_format_last_review(agenda), "quiet"),
    ]
    if cycle.hunch:
        drawing.append(Text.assemble(("Your hunch: ", "quiet"), draw_text(cycle.hunch)))
    if agenda.series:
        drawing += [Text("What was found:", "quiet"), draw_series_list(agenda.series, look)]
    for sign in cycle.success:
        drawing.append(Text.assemble(("You said you would look at: ", "quiet"), draw_text(sign.text)))
    for ask in cycle.open_asks:
        drawing.append(Text.assemble(("You asked for: ", "quiet"), draw_text(_format_open_ask(ask))))
    for reading in agenda.unseen:
        drawing.append(Text.assemble(("Not looked at yet: ", "quiet"), draw_text(_format_expectation(reading))))
    for title, entries, style in (
        ("What disagrees", agenda.disagrees, "attention"),
        ("What has come since", agenda.since, "strong"),
    ):
        days = (Text(spell_short(entry.happened_on), "quiet") for entry in entries)
        whats = (_format_kind(one, agenda) for one in entries)
        rows = ((day, one.name, what, draw_text(one.text)) for day, one, what in zip(days, entries, whats, strict=True))
        drawing += ["", Text(title, style), draw_grid(rows, "keep keep keep fold")] if entries else []
    if not agenda.disagrees and not agenda.since:
        drawing += ["", Text("Nothing has been written since.")]
    return Group(*drawing)


def _format_last_review(agenda: Agenda) -> str:
    if not agenda.last:
        return f"Begun {spell(agenda.cycle.began_on)}; not reviewed yet."
    decided = f": {agenda.last.decision}" if agenda.last.decision else ""
    because = f", because {flatten_text(agenda.last.because)}" if agenda.last.because else ""
    return f"Last reviewed {spell(agenda.last.happened_on)}{decided}{because}."


def _format_open_ask(ask: Ask) -> str:
    """Return an ask that is open, since when, and of whom: "an hour of cover (4.12, depute, 4 September 2025)"."""
    told = ", ".join(filter(None, (ask.name, flatten_text(ask.of), spell(ask.happened_on))))
    return f"{flatten_text(ask.text)} ({told})"


def _format_expectation(reading: Reading) -> str:
    claim = flatten_text(reading.expects).rstrip(".")
    return f"{label_reading(reading)} ({reading.name}) would have you see “{claim}”"


def format_agenda_lines(agenda: Agenda) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    cycle = agenda.cycle
    facts = (("question", cycle.question), ("last", _format_last_review(agenda)), ("hunch", cycle.hunch or None))
    yield from format_field_lines(("cycle", cycle.number), *facts)
    for series in agenda.series:
        yield from format_series_lines(series)
    yield from format_field_lines(*(("you said you would look at", sign.text) for sign in cycle.success))
    yield from format_field_lines(*(("you asked for", _format_open_ask(ask)) for ask in cycle.open_asks))
    yield from format_field_lines(*(("not looked at yet", _format_expectation(one)) for one in agenda.unseen))
    for label, entries in (("disagrees", agenda.disagrees), ("since", agenda.since)):
        for one in entries:
            yield from format_field_lines(
                (label, f"{one.happened_on} {one.name} {_format_kind(one, agenda)}: {one.text}")
            )


def _format_kind(entry: AnyEntry, agenda: Agenda) -> str:
    """Return what an entry is, and which entry of its cycle it speaks of."""
    about = next((one.name for one in agenda.cycle.entries if one.id == get_about(entry)), "")
    return f"{entry.kind} on {about}" if about else entry.kind.value
