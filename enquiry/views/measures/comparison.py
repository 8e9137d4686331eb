"""A comparison, in the order that keeps it honest: how many moved, the raw figures, the picture, then the rest."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.insight.measures.catalogue import definition_said
from enquiry.insight.measures.comparison import Comparison
from enquiry.insight.measures.wording import difference_said, moved_said, neat, side_said, told
from enquiry.views.measures.charts import bars
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look

WIDEST = 100
_LABELS = 16


def comparison_view(comparison: Comparison, look: Look) -> RenderableType:
    """Draw a comparison: labels beside what they name, or above it where there is little room."""
    look = look._replace(width=min(look.width, WIDEST))
    inner = look._replace(width=look.width - (2 if look.narrow else _LABELS))
    rows: list[tuple[str, RenderableType]] = [
        ("how many moved", said(moved_said(comparison))),
        ("the figures", Group(*_figures(comparison, look))),
        *(("the picture", picture) for picture in _pictures(comparison, inner)),
        *((label, said(words)) for label, words in told(comparison)),
    ]
    return Group(*_title(comparison, look), *_laid_out(rows, look))


def _title(comparison: Comparison, look: Look) -> Iterator[RenderableType]:
    subject = comparison.subject
    what = definition_said(subject.unit, subject.better, subject.lowest, subject.highest)
    name = said(one_line(subject.name) or "A comparison", "strong")
    yield Text.assemble(name, (f"  {look.marks.dot}  ", "quiet"), said(what, "quiet")) if what else name
    if subject.cycle:
        question = said(f"{subject.cycle.number} {look.marks.dot} {one_line(subject.cycle.question)}", "quiet")
        table = Table.grid()
        table.add_column(max_width=look.width, overflow="fold")
        table.add_row(question)
        yield table


def _laid_out(rows: list[tuple[str, RenderableType]], look: Look) -> Iterator[RenderableType]:
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


def _figures(comparison: Comparison, look: Look) -> Iterator[Text]:
    if comparison.pairs:
        before, after = (side.label for side in comparison.compared)
        yield said(f"{one_line(before)}, then {one_line(after)}:", "quiet")
        yield from (Text(f"{neat(early)}, then {neat(late)}") for early, late in comparison.pairs)
        return
    room = max(len(side.label) for group in comparison.groups for side in group.sides) + 2
    for group in comparison.groups:
        if len(comparison.groups) > 1:
            yield said(one_line(group.name), "strong")
        for side in group.sides:
            entry = f"  {look.marks.dot} {side.entry}" if side.entry else ""
            label, figures = said(one_line(side.label).ljust(room), "quiet"), side_said(side, comparison.subject.unit)
            yield Text.assemble(label, said(figures), (entry, "quiet"))
    yield said(difference_said(comparison), "strong")


def _pictures(comparison: Comparison, look: Look) -> Iterator[RenderableType]:
    """Yield the bars, those of several groups one below the other on the same scale."""
    several = len(comparison.groups) > 1
    top = max([comparison.subject.highest or 0, *(bar.value for bar in comparison.picture)])
    drawn: list[RenderableType] = []
    for name, values in groupby(comparison.picture, key=lambda bar: bar.group):
        if (picture := bars([*values], top, look)) is None:
            return
        drawn += [said(one_line(name), "strong"), picture] if several else [picture]
    if drawn:
        yield Group(*drawn)


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Say the same in plain lines, in the same order."""
    subject = comparison.subject
    if subject.name:
        yield f"measure: {one_line(subject.name)}"
    if what := definition_said(subject.unit, subject.better, subject.lowest, subject.highest):
        yield f"is: {one_line(what)}"
    if subject.cycle:
        yield f"cycle: {subject.cycle.number}"
    yield f"moved: {moved_said(comparison)}"
    sides = ((group.name, side) for group in comparison.groups for side in group.sides if side.mean is not None)
    for name, side in sides:
        entry = f", {side.entry}" if side.entry else ""
        yield one_line(f"{name}, {side.label}: {side_said(side, subject.unit)}{entry}")
    for before, after in comparison.pairs:
        yield f"scores: {neat(before)} then {neat(after)}"
    if words := difference_said(comparison):
        yield f"difference: {words}"
    yield from (one_line(f"{label}: {words}") for label, words in told(comparison))
