"""The pulse: how a cycle's evaluation goes and what comes next, then what asks for something, then all else."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from enquiry.acts import Act, ActKind, NextAct
from enquiry.command_lines import format_command
from enquiry.dates.period import spell_short
from enquiry.insight.pulse.breadth import EvidenceCell
from enquiry.insight.pulse.evaluate import Pulse, PulseReport
from enquiry.insight.pulse.sign import NOT_ASKED, Finding
from enquiry.model.choices import Direction, Perspective
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import draw_one_line, draw_text, format_field_lines
from enquiry.views.theme import RenderOptions
from enquiry.views.year.work import draw_balance, format_balance_lines
from enquiry.words import choose_form, format_count, spell_number

# --- The strip of a cycle's weeks: silence is drawn, not skipped.


LONG = 300
"""Days after which the strip's ends say their year."""

LEGEND = "evidence, reflection and reviews by"


def draw_week_strip(pulse: Pulse, look: RenderOptions) -> RenderableType:
    """Draw the weeks between the first and the last day, a character each or, on a narrow screen, several in one.

    A bar is as high as there are pieces, up to the highest there is; a dot stands for none, a band for a holiday.
    """
    marks, years = look.marks, pulse.span.days > LONG
    begin, end = spell_short(pulse.span.begin, year=years), spell_short(pulse.span.last, year=years)
    together = -(-len(pulse.weeks) // max(1, look.width - len(begin) - len(end) - 2))
    bars = Text()
    for weeks in (pulse.weeks[place : place + together] for place in range(0, len(pulse.weeks), together)):
        if pieces := sum(week.pieces for week in weeks):
            bar = str(min(pieces, 9)) if marks.sparks.isascii() else marks.sparks[min(pieces, len(marks.sparks)) - 1]
            bars.append(bar, "accent")
        else:
            bars.append(marks.quiet if any(week.teaching_days for week in weeks) else marks.band, "quiet")
    strip = Text.assemble((begin, "quiet"), " ", bars, " ", (end, "quiet"))
    legend = Text(f"{LEGEND} {'week' if together == 1 else format_count(together, 'week')}", "quiet")
    if strip.cell_len + 3 + legend.cell_len <= look.width:
        return Text.assemble(strip, "   ", legend)
    return Group(strip, legend)


# --- The grid of perspectives and kinds of evidence: what is there, and what could still be asked.


INVITED = 2
"""How many empty cells of a row are offered; the grid is an invitation, not a form."""


def _group_by_perspective(
    cells: tuple[EvidenceCell, ...],
) -> Iterator[tuple[Perspective, list[EvidenceCell], list[str]]]:
    """Yield each perspective with its cells that hold entries, and the kinds of those that are empty."""
    for perspective, row in groupby(cells, key=lambda cell: cell.perspective):
        kinds = list(row)
        yield perspective, [cell for cell in kinds if cell.entries], [c.kind.value for c in kinds if not c.entries]


def draw_evidence_grid(cells: tuple[EvidenceCell, ...], look: RenderOptions) -> RenderableType:
    """Draw a row for each perspective: the kinds there are with their entries, then some there could be."""
    columns = (Column(width=12), Column(ratio=1, overflow="fold"), Column(width=31, overflow="fold"))
    table, stacked = Table.grid(*columns, padding=(0, 2, 0, 0), pad_edge=False), list[RenderableType]()
    table.width = look.width
    table.add_row(Text("through", "quiet"), Text("so far", "quiet"), Text("could be asked", "quiet"))
    for perspective, cells_found, empty in _group_by_perspective(cells):
        counts = (f" ({len(cell.entries)})" if len(cell.entries) > 1 else "" for cell in cells_found)
        told = Text(", ".join(f"{cell.kind.value}{count}" for cell, count in zip(cells_found, counts, strict=True)))
        invited = ", ".join(empty[:INVITED])
        table.add_row(Text(perspective.value, "quiet"), told, Text(invited, "quiet"))
        asked = [Text(f"could be asked: {invited}", "quiet")] if empty else []
        stacked.append(Text(perspective.value, "quiet"))
        stacked += [Padding(text, (0, 0, 0, 2)) for text in (*([told] if cells_found else []), *asked)]
    return Group(*stacked) if look.narrow else table


# --- The pulse whole.


MAX_WIDTH = 110
LABELS = {
    "written at the time": "at the time",
    "triangulation": "kinds",
    "one-sided": "disagrees",
    "hunch and found": "hunch",
}
LABEL_WIDTH = 14
SELF_EVIDENT = {"said", "counted", "under way", "at the time", "set", "not set", "none yet", "no hunch"}
"""States whose sentence says the word itself; it is not said twice."""

WORTH_SAYING_ANYWAY = {"baseline", "success sign", "next look", "hunch and found"}
"""Signs that are drawn even where there is no entry yet to rest on; the others then say nothing new."""

CALM = {"steady", "early days", "embedded", "stopped", "paused", "closed"}


def draw_pulse_list(found: PulseReport, look: RenderOptions, *, every: bool = False) -> RenderableType:
    """Draw the pulses one beneath the other, and last whether too much is under way at once.

    Without `every` findings that ask for nothing are only counted.
    """
    look = look._replace(width=min(look.width, MAX_WIDTH))
    drawing = list[RenderableType]()
    for place, pulse in enumerate(found.pulses):
        drawing += [Text(look.marks.rule * look.width, "quiet"), ""] if place else []
        drawing += [*draw_pulse(pulse, look, every=every), ""]
    if drawing:
        drawing.pop()
        if len(found.balance.begun) > 1 or found.balance.stopped:  # one enquiry alone is said already
            drawing += draw_balance(found.balance, look)
    if found.many.asks and found.many.next:
        drawing += ["", Text(found.many.sentence, "attention"), draw_next_act(found.many.next, look)]
    return Group(*drawing)


def draw_pulse(pulse: Pulse, look: RenderOptions, *, every: bool = False) -> Iterator[RenderableType]:
    """Draw one pulse: its question with how it reads, the next act, its weeks, and its findings.

    What disagrees and what asks for something is told; the other findings and the kinds of evidence with `every`.
    """
    number = f"{pulse.cycle.number} {look.marks.dot} "
    reads = [Text(word, "strong" if word in CALM else "attention") for word in pulse.words]
    words = Text(f" {look.marks.dot} ").join(reads)
    beside = 0 if look.narrow else words.cell_len + 2
    table = Table.grid(Column(width=len(number)), Column(width=max(10, look.width - len(number) - beside)))
    if not look.narrow:
        table.add_column(width=beside, justify="right", no_wrap=True)
    row = (Text(number, "strong"), draw_text(pulse.cycle.question, "question"), words)
    table.add_row(*row[: len(table.columns)])
    yield table
    yield from [Padding(words, (0, 0, 0, len(number)))] if look.narrow else []
    indent = 0 if look.narrow else len(number)  # a command keeps its line as long as it can
    yield Padding(draw_next_act(pulse.next, look._replace(width=look.width - indent)), (0, 0, 0, indent))
    yield from ("", draw_week_strip(pulse, look), "")
    signs = [s for s in sort_findings(pulse.signs) if s.entries or s.asks or s.name in WORTH_SAYING_ANYWAY]
    told = [sign for sign in signs if every or sign.asks or sign.state == "noticed"]
    for sign in told:
        yield _draw_finding(sign, pulse, look)
        yield from _quote_contradictions(pulse, look) if sign.name == "one-sided" else ()
    if every:
        yield from ("", draw_evidence_grid(pulse.grid, look))
    elif fine := [LABELS.get(sign.name, sign.name) for sign in signs if sign not in told]:
        yield from [""] if told else []
        yield from draw_calm_findings(fine, pulse, others=bool(told))


def draw_calm_findings(names: list[str], pulse: Pulse, *, others: bool) -> Iterator[RenderableType]:
    """Draw how many findings ask for nothing, their names, and the command that tells them; `others` stand above."""
    number = format_count(len(names), "other", "others") if others else f"all {spell_number(len(names))}"
    words = f"{number} {choose_form(len(names), 'asks', 'ask')} for nothing: {', '.join(names)}."
    yield Text(f"{words[0].upper()}{words[1:]}", "quiet")
    yield Text(f"  {format_command(Act(ActKind.SHOW_WHOLE_PULSE, pulse.cycle.number))}", "accent")


def sort_findings(signs: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings that apply to the cycle: what disagrees, then what asks for something, then all else."""
    asked = [sign for sign in signs if sign.state != NOT_ASKED]
    return sorted(asked, key=lambda sign: (sign.state != "noticed", not sign.asks))


def _draw_finding(sign: Finding, pulse: Pulse, look: RenderOptions) -> RenderableType:
    label, words = Text(LABELS.get(sign.name, sign.name), "quiet"), draw_text(sign.sentence)
    if sign.name == "hunch and found" and pulse.cycle.hunch:
        words = Text("\n").join([draw_text(f"“{flatten_text(pulse.cycle.hunch)}”"), words])
    elif sign.state not in SELF_EVIDENT:
        state = (f"{sign.state}: ", "attention" if sign.asks else "none")
        words = Text.assemble(state, draw_text(sign.sentence[0].lower() + sign.sentence[1:]))
    if look.narrow:
        return Group(label, Padding(words, (0, 0, 0, 2)))
    table = Table.grid(Column(width=LABEL_WIDTH), Column(width=look.width - LABEL_WIDTH, overflow="fold"))
    table.add_row(label, words)
    return table


def _quote_contradictions(pulse: Pulse, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw what disagrees outright in the person's own words, a line each."""
    indent = 2 if look.narrow else LABEL_WIDTH
    for piece in pulse.disagreeing:
        if piece.direction is Direction.CONTRADICTS and piece.text:
            room = look.width - indent - len(piece.name) - 2
            table = Table.grid(Column(width=indent - 1), Column(no_wrap=True), Column(width=room), padding=(0, 1))
            table.add_row("", Text(piece.name, "quiet"), draw_one_line(piece.text, look))
            yield table


def draw_next_act(act: NextAct, look: RenderOptions) -> RenderableType:
    """Draw the next act with its command: beside it on a wide screen, else beneath."""
    words = Text.assemble(("Next: ", "strong"), draw_text(act.words[0].lower() + act.words[1:]))
    command = Text(format_command(act.act), "accent")
    if words.cell_len + 3 + command.cell_len <= look.width:
        return Text.assemble(words, "   ", command)
    return Group(words, Padding(command, (0, 0, 0, 2)))


def format_pulse_list_lines(found: PulseReport) -> Iterator[str]:
    """Yield the same as `label: value` lines, with the act of each sign that has one."""
    for place, pulse in enumerate(found.pulses):
        cycle = pulse.cycle
        yield from [""] if place else []
        reads = ("reads", ", ".join(pulse.words))
        yield from format_field_lines(("cycle", cycle.number), ("question", cycle.question), reads)
        yield f"next: {pulse.next.words} {format_command(pulse.next.act)}"
        weeks = (str(week.pieces) if week.pieces or week.teaching_days else "holiday" for week in pulse.weeks)
        yield from format_field_lines(("from", pulse.span.begin), ("to", pulse.span.last))
        yield f"{LEGEND} week: {' '.join(weeks)}"
        for sign in sort_findings(pulse.signs):
            to_do = f"{sign.next.words} {format_command(sign.next.act)}" if sign.next else None
            told = (sign.name, f"{sign.state}. {sign.sentence}")
            yield from format_field_lines(told, (f"{sign.name}, to do", to_do))
        pieces = (f"{one.name}, {spell_short(one.happened_on)}: {one.text}" for one in pulse.disagreeing)
        yield from format_field_lines(("hunch", cycle.hunch or None), *(("disagrees", words) for words in pieces))
        for perspective, found_cells, empty in _group_by_perspective(pulse.grid):
            held = "; ".join(f"{cell.kind.value} {', '.join(cell.entries)}" for cell in found_cells) or "nothing yet"
            asked = f"; could be asked: {', '.join(empty)}" if empty else ""
            yield f"through {perspective.value}: {held}{asked}"
    yield ""
    yield f"too many: {found.many.state}. {found.many.sentence}"
    yield from format_balance_lines(found.balance)
