"""The summary on the terminal: the same value the documents are laid out from."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.names import MONTHS
from enquiry.dates.period import short, spell, spell_period
from enquiry.insight.year import CycleSummary, Line, Summary, Values
from enquiry.views.said import said
from enquiry.views.sparkline import sparkline
from enquiry.views.theme import Look
from enquiry.views.visible import one_line

WIDEST = 100
SECTIONS = (
    ("What disagreed", "disagreed"),
    ("What was done", "done"),
    ("What was seen", "seen"),
    ("What I thought", "thought"),
    ("Decisions", "decisions"),
    ("Notes", "notes"),
    ("Readings", "readings"),
)


def summary_view(summary: Summary, look: Look) -> RenderableType:
    """Draw the summary."""
    look = look._replace(width=min(look.width, WIDEST))
    drawing: list[RenderableType] = [*_head(summary, look)]
    for cycle in summary.cycles:
        drawing += ["", *_cycle(cycle, look)]
    drawing += [*_foot(summary)]
    return Constrain(Group(*drawing), look.width)


def _head(summary: Summary, look: Look) -> Iterator[RenderableType]:
    yield said(f"Enquiry summary, {summary.title}", "strong")
    if who := ", ".join(filter(None, (summary.name, summary.role))):
        yield said(who)
    yield Text(f"As at {spell(summary.as_at)} {look.marks.dot} {spell_period(summary.window)}", "quiet")
    if summary.at_the_time.of:
        within, of = summary.at_the_time
        yield Text(f"{within} of {of} entries were written within two weeks of the day they are about.", "quiet")
    if summary.chosen:
        yield said(f"Only part of the journal is here: {summary.chosen}.", "attention")
    if not summary.cycles:
        yield Text("Nothing was written in this time.")
    elif summary.entries:
        yield ""
        yield _strip(summary, look)


def _strip(summary: Summary, look: Look) -> RenderableType:
    """Draw the months as bars with their counts, a table where there is room."""
    counts = [month.pieces for month in summary.months]
    if len(counts) * 5 > look.width or look.narrow:
        return Text(", ".join(f"{MONTHS[m.begins.month - 1][:3]} {m.pieces}" for m in summary.months))
    table = Table.grid(padding=(0, 1))
    for _ in counts:
        table.add_column(justify="center", min_width=3)
    bars = sparkline([0, *counts], look.marks)[1:]
    table.add_row(*(Text(MONTHS[month.begins.month - 1][:3], "quiet") for month in summary.months))
    table.add_row(*(Text((bar * 3) if count else " ", "accent") for bar, count in zip(bars, counts, strict=True)))
    table.add_row(*(str(count) for count in counts))
    return Group(table, Text("evidence, reflections and reviews by month", "quiet"))


def _cycle(cycle: CycleSummary, look: Look) -> Iterator[RenderableType]:
    yield Text(look.marks.rule * look.width, "quiet")
    yield Text.assemble((f"{cycle.number} {look.marks.dot} ", "strong"), said(cycle.question, "question"))
    facts = (cycle.group, ", ".join(cycle.tags), cycle.state.value, f"begun {spell(cycle.began_on)}")
    yield said(f" {look.marks.dot} ".join(filter(None, facts)), "quiet")
    for before, after in zip(cycle.versions, cycle.versions[1:], strict=False):
        because = f", because {after.because}" if after.because else ""
        yield said(f"Asked before as “{before.text}” (refined {spell(after.on)}{because}).", "quiet")
    if cycle.grew_from:
        yield Text(f"Grew from {cycle.grew_from}.", "quiet")
    for label, text in (
        ("The worry", cycle.issue),
        ("The hunch", cycle.hunch),
        ("Success", "; ".join(sign.rstrip(".") for sign in cycle.success)),
    ):
        if text:
            yield Text.assemble((f"{label}: ", "quiet"), said(text))
    for title, name in SECTIONS:
        if lines := getattr(cycle, name):
            yield ""
            yield Text(title, "attention" if name == "disagreed" else "strong")
            yield from (_line(line, look) for line in lines)
        if name == "seen" and cycle.changes:
            yield ""
            yield Text("Values", "strong")
            yield from (_values(change) for change in cycle.changes)
    yield from _next(cycle)


def _line(line: Line, look: Look) -> RenderableType:
    parts = [
        said(f"{line.lead}." if line.lead else "", "strong"),
        said(line.text),
        said(f"({line.beside})" if line.beside else "", "quiet"),
        said(f"{look.marks.dot} {', '.join(line.tags)}" if line.tags else "", "quiet"),
    ]
    words = Text(" ").join(part for part in parts if part)
    table = Table.grid(padding=(0, 2))
    table.add_column(width=8, justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(short(line.on), "quiet"), words)
    return table


def _values(change: Values) -> RenderableType:
    values = ", then ".join(f"{value} on {short(on)}" for on, value, _ in change.values)
    changed = f"; {change.change}" if change.change else ""
    words = Text.assemble(said(f"{change.measure}: {values}{changed}."), said(f" {change.weight}", "quiet"))
    words.rstrip()
    return Padding(words, (0, 0, 0, 2))


def _next(cycle: CycleSummary) -> Iterator[RenderableType]:
    yield ""
    for question in cycle.next_questions:
        yield Text.assemble(("Next: ", "strong"), said(question))
    if cycle.next_look:
        yield Text.assemble(("Next look: ", "strong"), spell(cycle.next_look))
    if cycle.standards:
        yield said(f"Standards: {', '.join(cycle.standards)}", "quiet")


def _foot(summary: Summary) -> Iterator[RenderableType]:
    rows = [(number, question, "") for number, question in summary.still_open]
    rows += [(number, question, " (nothing in this time)") for number, question in summary.without_entries]
    if rows or summary.unfiled:
        yield ""
        yield Text("Still open", "strong")
    for number, question, aside in rows:
        yield said(f"  {number}  {question}{aside}")
    if summary.unfiled:
        yield Text(f"  {summary.unfiled} note{'s' if summary.unfiled > 1 else ''} not yet filed to a cycle")


def summary_lines(summary: Summary) -> Iterator[str]:
    """Say the summary in plain lines."""
    yield f"summary: {summary.title}"
    yield from (
        f"{label}: {one_line(value)}" for label, value in (("name", summary.name), ("role", summary.role)) if value
    )
    yield f"as at: {summary.as_at.isoformat()}"
    yield f"window: {summary.window.begin.isoformat()} to {summary.window.last.isoformat()}"
    yield f"written within two weeks: {summary.at_the_time.within} of {summary.at_the_time.of}"
    yield from (f"month {month.begins:%Y-%m}: {month.pieces}" for month in summary.months)
    if summary.chosen:
        yield f"chosen: {summary.chosen}"
    for cycle in summary.cycles:
        yield ""
        yield from _cycle_lines(cycle)
    for number, question in (*summary.still_open, *summary.without_entries):
        yield f"still open: {number} {one_line(question)}"
    yield f"unfiled notes: {summary.unfiled}"


def _cycle_lines(cycle: CycleSummary) -> Iterator[str]:
    yield f"cycle: {cycle.number}"
    yield f"question: {one_line(cycle.question)}"
    for before, after in zip(cycle.versions, cycle.versions[1:], strict=False):
        because = f", because {after.because}" if after.because else ""
        yield f"asked before: {one_line(before.text)} (refined {after.on.isoformat()}{one_line(because)})"
    yield f"state: {cycle.state}, begun {cycle.began_on.isoformat()}"
    facts = (
        ("grew from", str(cycle.grew_from or "")),
        ("group", cycle.group),
        ("worry", cycle.issue),
        ("hunch", cycle.hunch),
        ("success", "; ".join(cycle.success)),
        ("tags", ", ".join(cycle.tags)),
        ("standards", ", ".join(cycle.standards)),
    )
    yield from (f"{label}: {one_line(value)}" for label, value in facts if value)
    for title, name in SECTIONS:
        for line in getattr(cycle, name):
            beside = f"({line.beside})" if line.beside else ""
            words = " ".join(filter(None, (line.lead and f"{line.lead}.", line.text, beside)))
            yield f"{title.lower()}: {line.on.isoformat()} {one_line(words)}"
    for change in cycle.changes:
        yield f"values of {one_line(change.measure)}: " + "; ".join(
            f"{on.isoformat()} {value}" for on, value, _ in change.values
        )
        if change.change:
            yield f"change of {one_line(change.measure)}: {change.change}"
        if change.weight:
            yield f"weight of {one_line(change.measure)}: {one_line(change.weight)}"
    yield from (f"next: {one_line(question)}" for question in cycle.next_questions)
    if cycle.next_look:
        yield f"next look: {cycle.next_look.isoformat()}"
