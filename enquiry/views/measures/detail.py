"""One measure, whole: every value it has in each cycle, its picture, and how it has changed."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.measures.catalogue import MeasureInUse, MeasureUse, format_definition
from enquiry.insight.measures.change import format_change
from enquiry.insight.measures.series import format_point
from enquiry.model.measure import format_plain_number
from enquiry.unsafe_chars import flatten_text
from enquiry.views.measures.charts import draw_run_chart, format_run_sentences
from enquiry.views.measures.list import draw_first_to_latest, draw_measure_heading
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions


def draw_measure(known: MeasureInUse, look: RenderOptions) -> RenderableType:
    """Draw a measure with a table and a picture for each cycle that used it."""
    parts: list[RenderableType] = [draw_measure_heading(known, look)]
    for use in known.uses:
        parts += ["", *_use(use, look)]
    return Group(*parts)


def _use(use: MeasureUse, look: RenderOptions) -> Iterator[RenderableType]:
    question = flatten_text(use.cycle.question)
    yield Text.assemble((f"{use.cycle.number} {look.marks.dot} ", "strong"), draw_text(question, "question"))
    yield Padding(Group(*_draw_measure_values(use, look._replace(width=look.width - 2))), (0, 0, 0, 2))


def _draw_measure_values(use: MeasureUse, look: RenderOptions) -> Iterator[RenderableType]:
    if look.narrow:
        yield from (draw_text(line) for line in _listed(use))
    else:
        yield _table(use)
    if use.run:
        yield from ("", draw_run_chart(use.run, look), "")
        yield from (Text(sentence) for sentence in format_run_sentences(use.run))
    elif use.change:
        yield from ("", draw_first_to_latest(use.series, look))
    if use.change:
        words = format_change(use.change)
        yield Text(f"{words[:1].upper()}{words[1:]}.")


def _listed(use: MeasureUse) -> Iterator[str]:
    for point, stage in zip(use.series.points, use.stages, strict=True):
        yield f"{spell_short(point.on, year=True)}  {format_point(point, '')}, {stage}, {point.entry}"


def _table(use: MeasureUse) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="quiet")
    table.add_column("day", no_wrap=True, style="quiet", justify="right")
    for head in ("value", "SD", "n"):
        table.add_column(head, no_wrap=True, justify="right")
    table.add_column("stage", no_wrap=True, style="quiet")
    table.add_column("entry", no_wrap=True, style="quiet")
    for point, stage in zip(use.series.points, use.stages, strict=True):
        sd = "" if point.sd is None else format_plain_number(point.sd)
        day = spell_short(point.on, year=True)
        table.add_row(day, format_plain_number(point.value), sd, str(point.n or ""), stage.value, point.entry)
    return table


def format_measure_lines(known: MeasureInUse) -> Iterator[str]:
    """Say the same in plain lines."""
    yield f"measure: {flatten_text(known.name)}"
    if what := format_definition(known.unit, known.better, known.lowest, known.highest):
        yield f"is: {flatten_text(what)}"
    for use in known.uses:
        yield f"cycle: {use.cycle.number}"
        yield f"question: {flatten_text(use.cycle.question)}"
        for point, stage in zip(use.series.points, use.stages, strict=True):
            sd = "" if point.sd is None else f", SD {format_plain_number(point.sd)}"
            n = f", n {point.n}" if point.n else ""
            yield f"value: {point.on.isoformat()} {format_plain_number(point.value)}{sd}{n}, {stage}, {point.entry}"
        if use.run:
            yield from (f"run: {sentence}" for sentence in format_run_sentences(use.run))
        if use.change:
            yield f"change: {format_change(use.change)}"
