"""How big a measure's change was, said last and only where the figures bear it: for documents and `show`.

Rule: one group before and after on the same measure, each with its standard deviation and at least six learners. The
sentences keep their order: the size with its n and interval, the design, what it can't say, regression to the mean.
"""

from enquiry.dates.period import spell_short
from enquiry.insight.measures.change import find_baseline
from enquiry.insight.measures.compare import compare_before_after
from enquiry.insight.measures.comparison import ComparedGroup, ComparedMeasure, Comparison, GroupFigures
from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.insight.measures.wording import format_effect_size
from enquiry.model.cycle import Cycle


def format_effect_summary(series: Series, cycle: Cycle) -> str:
    """Return what can be said of how big the change since the baseline was; nothing where too little is known."""
    found = _compared(series, cycle)
    if found is None or found.effect is None:
        return ""
    one, other = found.compared
    said = (
        f"Effect size, {one.label} to {other.label}: {format_effect_size(found)}",
        found.design_words,
        found.cannot_say,
        found.regression,
    )
    return " ".join(filter(None, said))


def _compared(series: Series, cycle: Cycle) -> Comparison | None:
    before = find_baseline(series, cycle) or series.first
    later = [point for point in series.points if point.on > before.on and point.sd is not None]
    if before.sd is None or not later:
        return None
    subject = ComparedMeasure(series.name, series.unit, series.better, cycle=cycle)
    return compare_before_after(
        subject, ComparedGroup(cycle.group, build_point_figures(before), build_point_figures(later[-1]))
    )


def build_point_figures(point: SeriesPoint) -> GroupFigures:
    """Return a value of a series as one side of a comparison."""
    return GroupFigures(spell_short(point.on, year=True), point.value, point.sd, point.n, point.on, point.entry)
