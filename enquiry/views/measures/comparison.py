"""A comparison, in the order that keeps it honest: how many moved, the raw figures, the picture, then the rest."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.insight.measures.catalogue import format_definition
from enquiry.insight.measures.comparison import Comparison
from enquiry.insight.measures.wording import (
    describe_comparison,
    format_figure,
    format_group_figures,
    format_learners_moved,
    format_raw_difference,
)
from enquiry.unsafe_chars import flatten_text
from enquiry.views.measures.charts import draw_bars
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100
_LABELS = 16


def draw_comparison(comparison: Comparison, look: RenderOptions) -> RenderableType:
    """Draw a comparison: labels beside what they name, or above it where there is little room."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    inner = look._replace(width=look.width - (2 if look.narrow else _LABELS))
    rows: list[tuple[str, RenderableType]] = [
        ("how many moved", draw_text(format_learners_moved(comparison))),
        ("the figures", Group(*_draw_figures(comparison, look))),
        *(("the picture", picture) for picture in _draw_comparison_bars(comparison, inner)),
        *((label, draw_text(words)) for label, words in describe_comparison(comparison)),
    ]
    return Group(*_draw_comparison_title(comparison, look), *_draw_labelled_rows(rows, look))


def _draw_comparison_title(comparison: Comparison, look: RenderOptions) -> Iterator[RenderableType]:
    subject = comparison.subject
    what = format_definition(subject.unit, subject.better, subject.lowest, subject.highest)
    name = draw_text(flatten_text(subject.name) or "A comparison", "strong")
    yield Text.assemble(name, (f"  {look.marks.dot}  ", "quiet"), draw_text(what, "quiet")) if what else name
    if subject.cycle:
        question = draw_text(f"{subject.cycle.number} {look.marks.dot} {flatten_text(subject.cycle.question)}", "quiet")
        table = Table.grid()
        table.add_column(max_width=look.width, overflow="fold")
        table.add_row(question)
        yield table


def _draw_labelled_rows(rows: list[tuple[str, RenderableType]], look: RenderOptions) -> Iterator[RenderableType]:
    for label, drawing in rows:
        name = Text(label.capitalize(), "attention" if label == "take care" else "quiet")
        yield ""
        if look.narrow:
            yield name
            yield Padding(drawing, (0, 0, 0, 2))
            continue
        table = Table.grid()
        table.width = look.width
        table.add_column(width=_LABELS, overflow="fold")
        table.add_column(ratio=1, overflow="fold")
        table.add_row(Padding(name, (0, 2, 0, 0)), drawing)
        yield table


def _draw_figures(comparison: Comparison, look: RenderOptions) -> Iterator[Text]:
    if comparison.pairs:
        before, after = (side.label for side in comparison.compared)
        yield draw_text(f"{flatten_text(before)}, then {flatten_text(after)}:", "quiet")
        yield from (Text(f"{format_figure(early)}, then {format_figure(late)}") for early, late in comparison.pairs)
        return
    room = max(len(side.label) for group in comparison.groups for side in group.sides) + 2
    for group in comparison.groups:
        if len(comparison.groups) > 1:
            yield draw_text(flatten_text(group.name), "strong")
        for side in group.sides:
            entry = f"  {look.marks.dot} {side.entry}" if side.entry else ""
            label, figures = (
                draw_text(flatten_text(side.label).ljust(room), "quiet"),
                format_group_figures(side, comparison.subject.unit),
            )
            yield Text.assemble(label, draw_text(figures), (entry, "quiet"))
    yield draw_text(format_raw_difference(comparison), "strong")


def _draw_comparison_bars(comparison: Comparison, look: RenderOptions) -> Iterator[RenderableType]:
    """Yield the bars, those of several groups one below the other on the same scale."""
    several = len(comparison.groups) > 1
    top = max([comparison.subject.highest or 0, *(bar.value for bar in comparison.picture)])
    drawn: list[RenderableType] = []
    for name, values in groupby(comparison.picture, key=lambda bar: bar.group):
        if (picture := draw_bars([*values], top, look)) is None:
            return
        drawn += [draw_text(flatten_text(name), "strong"), picture] if several else [picture]
    if drawn:
        yield Group(*drawn)


def format_comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Say the same in plain lines, in the same order."""
    subject = comparison.subject
    if subject.name:
        yield f"measure: {flatten_text(subject.name)}"
    if what := format_definition(subject.unit, subject.better, subject.lowest, subject.highest):
        yield f"is: {flatten_text(what)}"
    if subject.cycle:
        yield f"cycle: {subject.cycle.number}"
    yield f"moved: {format_learners_moved(comparison)}"
    sides = ((group.name, side) for group in comparison.groups for side in group.sides if side.mean is not None)
    for name, side in sides:
        entry = f", {side.entry}" if side.entry else ""
        yield flatten_text(f"{name}, {side.label}: {format_group_figures(side, subject.unit)}{entry}")
    for before, after in comparison.pairs:
        yield f"scores: {format_figure(before)} then {format_figure(after)}"
    if words := format_raw_difference(comparison):
        yield f"difference: {words}"
    yield from (flatten_text(f"{label}: {words}") for label, words in describe_comparison(comparison))
