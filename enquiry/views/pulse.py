"""The pulse: how a cycle's evaluation goes, with the strip of its weeks, its signs, and whose eyes it looks through."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.pulse.breadth import EvidenceCell
from enquiry.insight.pulse.evaluate import NextAct, Pulse, PulseReport
from enquiry.insight.pulse.sign import NOT_ASKED, Finding
from enquiry.insight.pulse.spread import CycleWeek
from enquiry.insight.words import format_count
from enquiry.model.choices import Direction, Perspective
from enquiry.unsafe_chars import flatten_text
from enquiry.views.text import draw_one_line, draw_text
from enquiry.views.theme import Glyphs, RenderOptions

# --- The strip of a cycle's weeks: silence is drawn, not skipped.


LONG = 300
"""Days after which the strip's ends say their year."""

LEGEND = "evidence, reflection and reviews by"


def draw_week_strip(pulse: Pulse, look: RenderOptions) -> RenderableType:
    """Draw the weeks between the first and the last day, a sign each; several weeks in one where there is no room."""
    years = pulse.span.days > LONG
    begin, end = spell_short(pulse.span.begin, year=years), spell_short(pulse.span.last, year=years)
    together = -(-len(pulse.weeks) // max(1, look.width - len(begin) - len(end) - 2))
    signs = Text().join(_draw_strip_bar(weeks, look.marks) for weeks in _groups(pulse.weeks, together))
    strip = Text.assemble((begin, "quiet"), " ", signs, " ", (end, "quiet"))
    legend = Text(f"{LEGEND} {'week' if together == 1 else format_count(together, 'week')}", "quiet")
    if strip.cell_len + 3 + legend.cell_len <= look.width:
        return Text.assemble(strip, "   ", legend)
    return Group(strip, legend)


def _groups(weeks: tuple[CycleWeek, ...], together: int) -> Iterator[tuple[CycleWeek, ...]]:
    yield from (weeks[place : place + together] for place in range(0, len(weeks), together))


def _draw_strip_bar(weeks: tuple[CycleWeek, ...], marks: Glyphs) -> Text:
    """Return a bar as high as there are pieces, up to the highest there is; a dot for none, a band for a holiday."""
    pieces = sum(week.pieces for week in weeks)
    plain = marks.sparks.isascii()
    if pieces:
        return Text(str(min(pieces, 9)) if plain else marks.sparks[min(pieces, len(marks.sparks)) - 1], "accent")
    taught = any(week.teaching_days for week in weeks)
    return Text(marks.quiet if taught else marks.band, "quiet")


def format_week_strip_lines(pulse: Pulse) -> Iterator[str]:
    """Say the weeks in plain lines: the count of each, *holiday* where nothing was taught and nothing written."""
    told = (str(week.pieces) if week.pieces or week.teaching_days else "holiday" for week in pulse.weeks)
    yield f"from: {pulse.span.begin}"
    yield f"to: {pulse.span.last}"
    yield f"{LEGEND} week: {' '.join(told)}"


# --- The grid of perspectives and kinds of evidence: what is there, and what could still be asked.


INVITED = 2
"""How many empty cells of a row are offered; the grid is an invitation, not a form."""


def _group_by_perspective(
    cells: tuple[EvidenceCell, ...],
) -> Iterator[tuple[Perspective, list[EvidenceCell], list[EvidenceCell]]]:
    for perspective, row in groupby(cells, key=lambda cell: cell.perspective):
        kinds = list(row)
        yield perspective, [cell for cell in kinds if cell.entries], [cell for cell in kinds if not cell.entries]


def draw_evidence_grid(cells: tuple[EvidenceCell, ...], look: RenderOptions) -> RenderableType:
    """Draw a row for each perspective: the kinds there are with their entries, then some there could be."""
    if look.narrow:
        return Group(*(part for row in _group_by_perspective(cells) for part in _stacked(*row)))
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(width=12)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=31, overflow="fold")
    table.width = look.width
    table.add_row(Text("through", "quiet"), Text("so far", "quiet"), Text("could be asked", "quiet"))
    for perspective, found, empty in _group_by_perspective(cells):
        table.add_row(
            Text(perspective.value, "quiet"), _draw_found_kinds(found), Text(_format_invited_kinds(empty), "quiet")
        )
    return table


def _stacked(
    perspective: Perspective, found: list[EvidenceCell], empty: list[EvidenceCell]
) -> Iterator[RenderableType]:
    yield Text(perspective.value, "quiet")
    if found:
        yield Padding(_draw_found_kinds(found), (0, 0, 0, 2))
    if empty:
        yield Padding(Text(f"could be asked: {_format_invited_kinds(empty)}", "quiet"), (0, 0, 0, 2))


def _draw_found_kinds(cells: list[EvidenceCell]) -> Text:
    counts = (f" ({len(cell.entries)})" if len(cell.entries) > 1 else "" for cell in cells)
    return Text(", ".join(f"{cell.kind.value}{count}" for cell, count in zip(cells, counts, strict=True)))


def _format_invited_kinds(cells: list[EvidenceCell]) -> str:
    return ", ".join(cell.kind.value for cell in cells[:INVITED])


def format_evidence_grid_lines(cells: tuple[EvidenceCell, ...]) -> Iterator[str]:
    """Say the grid in plain lines."""
    for perspective, found, empty in _group_by_perspective(cells):
        told = "; ".join(f"{cell.kind.value} {', '.join(cell.entries)}" for cell in found) or "nothing yet"
        asked = f"; could be asked: {', '.join(cell.kind.value for cell in empty)}" if empty else ""
        yield f"through {perspective.value}: {told}{asked}"


MAX_WIDTH = 110
LABELS = {
    "written at the time": "at the time",
    "triangulation": "kinds",
    "one-sided": "disagrees",
    "hunch and found": "hunch",
}
LABEL_WIDTH = 14
SELF_EVIDENT = {"said", "at the time", "set", "not set", "none yet", "no hunch"}
"""States whose sentence says the word itself; it is not said twice."""

WORTH_SAYING_ANYWAY = {"baseline", "success sign", "next look", "hunch and found"}
"""Signs that are drawn even where there is no entry yet to rest on; the others then say nothing new."""

CALM = {"steady", "early days", "embedded", "stopped", "paused", "closed"}


def draw_pulse_list(found: PulseReport, look: RenderOptions) -> RenderableType:
    """Draw the pulses one beneath the other, and last whether too much is under way at once."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    drawing = list[RenderableType]()
    for place, pulse in enumerate(found.pulses):
        drawing += [Text(look.marks.rule * look.width, "quiet"), ""] if place else []
        drawing += [*draw_pulse(pulse, look), ""]
    if found.many.asks:
        drawing += [
            Text(found.many.sentence, "attention"),
            draw_next_act(NextAct(found.many.act, found.many.command), look),
        ]
    return Group(*drawing[:-1] if drawing and drawing[-1] == "" else drawing)


def draw_pulse(pulse: Pulse, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw one pulse: its question and how it reads, its weeks, its signs, its kinds, and what comes next."""
    yield from _draw_pulse_head(pulse, look)
    yield ""
    yield draw_week_strip(pulse, look)
    yield ""
    for sign in sort_findings(pulse.signs):
        if not (sign.entries or sign.asks or sign.name in WORTH_SAYING_ANYWAY):
            continue
        yield from _draw_finding_row(LABELS.get(sign.name, sign.name), _draw_finding_words(sign, pulse), look)
        yield from _quote_contradictions(pulse, look) if sign.name == "one-sided" else ()
    yield ""
    yield draw_evidence_grid(pulse.grid, look)
    yield ""
    yield draw_next_act(pulse.next, look)


def sort_findings(signs: tuple[Finding, ...]) -> list[Finding]:
    """Return the signs that say something, what disagrees first where anything does."""
    asked = [sign for sign in signs if sign.state != NOT_ASKED]
    return sorted(asked, key=lambda sign: sign.state != "noticed")


def _draw_pulse_head(pulse: Pulse, look: RenderOptions) -> Iterator[RenderableType]:
    number = f"{pulse.cycle.number} {look.marks.dot} "
    words = _reading(pulse, look)
    table = Table.grid()
    table.add_column(width=len(number))
    table.add_column(width=max(10, look.width - len(number) - (0 if look.narrow else words.cell_len + 2)))
    row = [Text(number, "strong"), draw_text(pulse.cycle.question, "question")]
    if not look.narrow:
        table.add_column(width=words.cell_len + 2, justify="right", no_wrap=True)
        row.append(words)
    table.add_row(*row)
    yield table
    yield from [Padding(words, (0, 0, 0, len(number)))] if look.narrow else []


def _reading(pulse: Pulse, look: RenderOptions) -> Text:
    words = [Text(word, "strong" if word in CALM else "attention") for word in pulse.words]
    return Text(f" {look.marks.dot} ").join(words)


def _draw_finding_row(label: str, words: Text, look: RenderOptions) -> Iterator[RenderableType]:
    if look.narrow:
        yield Text(label, "quiet")
        yield Padding(words, (0, 0, 0, 2))
        return
    table = Table.grid()
    table.add_column(width=LABEL_WIDTH)
    table.add_column(width=look.width - LABEL_WIDTH, overflow="fold")
    table.add_row(Text(label, "quiet"), words)
    yield table


def _draw_finding_words(sign: Finding, pulse: Pulse) -> Text:
    if sign.name == "hunch and found" and pulse.cycle.hunch:
        return Text("\n").join([draw_text(f"“{flatten_text(pulse.cycle.hunch)}”"), draw_text(sign.sentence)])
    if sign.state in SELF_EVIDENT:
        return draw_text(sign.sentence)
    return Text.assemble(
        (f"{sign.state}: ", "attention" if sign.asks else "none"), draw_text(_begin_in_lower_case(sign.sentence))
    )


def _begin_in_lower_case(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _quote_contradictions(pulse: Pulse, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw what disagrees outright in the person's own words, a line each."""
    against = [piece for piece in pulse.disagreeing if piece.direction is Direction.CONTRADICTS and piece.text]
    for piece in against:
        indent = 2 if look.narrow else LABEL_WIDTH
        table = Table.grid(padding=(0, 1))
        table.add_column(width=indent - 1)
        table.add_column(no_wrap=True)
        table.add_column(width=look.width - indent - len(piece.name) - 2)
        table.add_row("", Text(piece.name, "quiet"), draw_one_line(piece.text, look))
        yield table


def draw_next_act(act: NextAct, look: RenderOptions) -> RenderableType:
    """Draw the next act with its command: beside it where there is room, else beneath."""
    words = Text.assemble(("Next: ", "strong"), draw_text(_begin_in_lower_case(act.words)))
    command = Text(act.command, "accent")
    if words.cell_len + 3 + command.cell_len <= look.width:
        return Text.assemble(words, "   ", command)
    return Group(words, Padding(command, (0, 0, 0, 2)))


def format_pulse_list_lines(found: PulseReport) -> Iterator[str]:
    """Say the same in plain lines, with the act of each sign that has one."""
    for place, pulse in enumerate(found.pulses):
        yield from [""] if place else []
        yield f"cycle: {pulse.cycle.number}"
        yield f"question: {flatten_text(pulse.cycle.question)}"
        yield f"reads: {', '.join(pulse.words)}"
        yield from format_week_strip_lines(pulse)
        for sign in sort_findings(pulse.signs):
            yield f"{sign.name}: {sign.state}. {flatten_text(sign.sentence)}"
            if sign.command:
                yield f"{sign.name}, to do: {sign.act} {sign.command}"
        if pulse.cycle.hunch:
            yield f"hunch: {flatten_text(pulse.cycle.hunch)}"
        for piece in pulse.disagreeing:
            yield f"disagrees: {piece.name}, {spell_short(piece.happened_on)}: {flatten_text(piece.text)}"
        yield from format_evidence_grid_lines(pulse.grid)
        yield f"next: {pulse.next.words} {pulse.next.command}"
    yield ""
    yield f"too many: {found.many.state}. {found.many.sentence}"
