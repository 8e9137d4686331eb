"""One measure, whole: every value it has in each cycle, its picture, and how it has changed."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import short
from enquiry.insight.measures.catalogue import Known, Use, definition_said
from enquiry.insight.measures.change import change_said
from enquiry.insight.measures.series import spelled
from enquiry.model.measure import plain_number
from enquiry.views.measures.charts import run_chart, run_said
from enquiry.views.measures.list import first_to_latest, heading
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look


def measure_view(known: Known, look: Look) -> RenderableType:
    """Draw a measure with a table and a picture for each cycle that used it."""
    parts: list[RenderableType] = [heading(known, look)]
    for use in known.uses:
        parts += ["", *_use(use, look)]
    return Group(*parts)


def _use(use: Use, look: Look) -> Iterator[RenderableType]:
    question = one_line(use.cycle.question)
    yield Text.assemble((f"{use.cycle.number} {look.marks.dot} ", "strong"), said(question, "question"))
    yield Padding(Group(*_values(use, look._replace(width=look.width - 2))), (0, 0, 0, 2))


def _values(use: Use, look: Look) -> Iterator[RenderableType]:
    if look.narrow:
        yield from (said(line) for line in _listed(use))
    else:
        yield _table(use)
    if use.run:
        yield from ("", run_chart(use.run, look), "")
        yield from (Text(sentence) for sentence in run_said(use.run))
    elif use.change:
        yield from ("", first_to_latest(use.series, look))
    if use.change:
        words = change_said(use.change)
        yield Text(f"{words[:1].upper()}{words[1:]}.")


def _listed(use: Use) -> Iterator[str]:
    for point, stage in zip(use.series.points, use.stages, strict=True):
        yield f"{short(point.on, year=True)}  {spelled(point, '')}, {stage}, {point.entry}"


def _table(use: Use) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="quiet")
    table.add_column("day", no_wrap=True, style="quiet", justify="right")
    for head in ("value", "SD", "n"):
        table.add_column(head, no_wrap=True, justify="right")
    table.add_column("stage", no_wrap=True, style="quiet")
    table.add_column("entry", no_wrap=True, style="quiet")
    for point, stage in zip(use.series.points, use.stages, strict=True):
        sd = "" if point.sd is None else plain_number(point.sd)
        day = short(point.on, year=True)
        table.add_row(day, plain_number(point.value), sd, str(point.n or ""), stage.value, point.entry)
    return table


def measure_lines(known: Known) -> Iterator[str]:
    """Say the same in plain lines."""
    yield f"measure: {one_line(known.name)}"
    if what := definition_said(known.unit, known.better, known.lowest, known.highest):
        yield f"is: {one_line(what)}"
    for use in known.uses:
        yield f"cycle: {use.cycle.number}"
        yield f"question: {one_line(use.cycle.question)}"
        for point, stage in zip(use.series.points, use.stages, strict=True):
            sd = "" if point.sd is None else f", SD {plain_number(point.sd)}"
            n = f", n {point.n}" if point.n else ""
            yield f"value: {point.on.isoformat()} {plain_number(point.value)}{sd}{n}, {stage}, {point.entry}"
        if use.run:
            yield from (f"run: {sentence}" for sentence in run_said(use.run))
        if use.change:
            yield f"change: {change_said(use.change)}"
