"""How big a measure's change was, said last and only where the figures bear it: for documents and `show`.

Rule: one group before and after on the same measure, each with its standard deviation and at least six learners. The
sentences keep their order: the size with its n and interval, the design, what it can't say, regression to the mean.
"""

from enquiry.dates.period import short
from enquiry.insight.measures.change import baseline_of
from enquiry.insight.measures.compare import before_and_after
from enquiry.insight.measures.comparison import Comparison, Group, Side, Subject
from enquiry.insight.measures.series import Point, Series
from enquiry.insight.measures.wording import effect_said
from enquiry.model.cycle import Cycle


def weight_said(series: Series, cycle: Cycle) -> str:
    """Return what can be said of how big the change since the baseline was; nothing where too little is known."""
    found = _compared(series, cycle)
    if found is None or found.effect is None:
        return ""
    one, other = found.compared
    said = (
        f"Effect size, {one.label} to {other.label}: {effect_said(found)}",
        found.design_words,
        found.cannot_say,
        found.regression,
    )
    return " ".join(filter(None, said))


def _compared(series: Series, cycle: Cycle) -> Comparison | None:
    before = baseline_of(series, cycle) or series.first
    later = [point for point in series.points if point.on > before.on and point.sd is not None]
    if before.sd is None or not later:
        return None
    subject = Subject(series.name, series.unit, series.better, cycle=cycle)
    return before_and_after(subject, Group(cycle.group, side_of(before), side_of(later[-1])))


def side_of(point: Point) -> Side:
    """Return a value of a series as one side of a comparison."""
    return Side(short(point.on, year=True), point.value, point.sd, point.n, point.on, point.entry)
