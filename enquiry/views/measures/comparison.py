"""A comparison, in the order that keeps it honest: how many moved, the raw figures, the picture, then the rest."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from enquiry.insight.measures.catalogue import format_definition
from enquiry.insight.measures.comparison import Comparison
from enquiry.model.measure import format_figure
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import draw_text
from enquiry.views.measures.catalogue import draw_heading, format_heading_lines
from enquiry.views.measures.charts import draw_bars
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100
_LABELS = 16
"""Characters of the column of labels."""


def draw_comparison(comparison: Comparison, look: RenderOptions) -> RenderableType:
    """Draw a comparison: labels beside what they name, or above it where the screen is narrow."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    inner = look._replace(width=look.width - (2 if look.narrow else _LABELS))
    subject = comparison.subject
    drawn: list[RenderableType] = [draw_heading(subject.name or "A comparison", format_definition(subject), look)]
    if subject.cycle:
        question = draw_text(f"{subject.cycle.number} {look.marks.dot} {flatten_text(subject.cycle.question)}", "quiet")
        table = Table.grid(Column(max_width=look.width, overflow="fold"))
        table.add_row(question)
        drawn.append(table)
    rows: list[tuple[str, RenderableType]] = [
        ("how many moved", draw_text(comparison.moved_words)),
        ("the figures", Group(*_draw_figures(comparison, look))),
        *(("the picture", picture) for picture in _draw_comparison_bars(comparison, inner)),
        *((label, draw_text(words)) for label, words in comparison.sentences),
    ]
    for label, drawing in rows:
        name = Text(label.capitalize(), "attention" if label == "take care" else "quiet")
        if look.narrow:
            drawn += ["", name, Padding(drawing, (0, 0, 0, 2))]
            continue
        table = Table.grid(Column(width=_LABELS, overflow="fold"), Column(ratio=1, overflow="fold"))
        table.width = look.width
        table.add_row(Padding(name, (0, 2, 0, 0)), drawing)
        drawn += ["", table]
    return Group(*drawn)


def _draw_figures(comparison: Comparison, look: RenderOptions) -> Iterator[Text]:
    if comparison.pairs:
        before, after = (side.label for side in comparison.compared)
        yield draw_text(f"{flatten_text(before)}, then {flatten_text(after)}:", "quiet")
        yield from (Text(f"{format_figure(early)}, then {format_figure(late)}") for early, late in comparison.pairs)
        return
    room = max(len(side.label) for group in comparison.groups for side in group.sides) + 2
    for group, figures in zip(comparison.groups, comparison.figures, strict=True):
        if len(comparison.groups) > 1:
            yield draw_text(flatten_text(group.name), "strong")
        for side, words in zip(group.sides, figures, strict=True):
            entry = f"  {look.marks.dot} {side.entry}" if side.entry else ""
            label = draw_text(flatten_text(side.label).ljust(room), "quiet")
            yield Text.assemble(label, draw_text(words), (entry, "quiet"))
    if comparison.difference_words:
        yield draw_text(comparison.difference_words, "strong")


def _draw_comparison_bars(comparison: Comparison, look: RenderOptions) -> Iterator[RenderableType]:
    """Yield the bars, those of several groups one below the other on the same scale; nothing where one has none."""
    several = len(comparison.groups) > 1
    highest = 100 if comparison.is_share else comparison.subject.highest or 0
    target = comparison.target
    top = max([highest, *(bar.value for bar in comparison.picture), *([target.value] if target else [])])
    drawn: list[RenderableType] = []
    for name, values in groupby(comparison.picture, key=lambda bar: bar.group):
        if (picture := draw_bars([*values], top, look, target)) is None:
            return
        drawn += [draw_text(flatten_text(name), "strong"), picture] if several else [picture]
    if drawn:
        yield Group(*drawn)


def format_comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the same as plain lines, in the same order."""
    subject = comparison.subject
    yield from format_heading_lines(subject.name, format_definition(subject))
    yield from [f"cycle: {subject.cycle.number}"] if subject.cycle else []
    yield f"moved: {comparison.moved_words}"
    for group, figures in zip(comparison.groups, comparison.figures, strict=True):
        for side, words in zip(group.sides, figures, strict=True):
            if side.mean is not None or comparison.subject.levels:
                entry = f", {side.entry}" if side.entry else ""
                yield flatten_text(f"{group.name}, {side.label}: {words}{entry}")
    yield from [f"target: {comparison.target.told}"] if comparison.target else []
    for before, after in comparison.pairs:
        yield f"scores: {format_figure(before)} then {format_figure(after)}"
    yield from [f"difference: {comparison.difference_words}"] if comparison.difference_words else []
    yield from (flatten_text(f"{label}: {words}") for label, words in comparison.sentences)
