"""The sides of a comparison as the journal holds them: which cycle's values, of which days."""

from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.parse import read_day
from enquiry.dates.period import short, spell
from enquiry.errors import NotFound, UsageMistake
from enquiry.insight.measures.catalogue import Known, Use
from enquiry.insight.measures.change import baseline_of
from enquiry.insight.measures.comparison import Bar, Comparison, Group
from enquiry.insight.measures.series import Point
from enquiry.insight.measures.summary import side_of
from enquiry.model.journal import Journal

MOST_BARS = 12
"""Values of a series that are drawn one by one."""


class Days(NamedTuple):
    """The days that were named, as they were typed, and what they are read by."""

    today: date
    calendar: Calendar
    from_: str | None = None
    to: str | None = None

    def point(self, raw: str, use: Use) -> Point:
        """Return the value of a day, the last where it has several. Raises NotFound where it has none."""
        day = read_day(raw, today=self.today, calendar=self.calendar)
        found = [point for point in use.series.points if point.on == day]
        if not found:
            known = ", ".join(dict.fromkeys(point.on.isoformat() for point in use.series.points))
            raise NotFound(f"“{use.series.name}” has no value of {spell(day)}.", f"Its days are: {known}.")
        return found[-1]


def use_of(measure: Known, journal: Journal) -> Use:
    """Return the one cycle's use that is meant: the only one, or the current cycle's. Raises UsageMistake for none."""
    if not measure.uses:
        hint = f'enquiry evidence … --measure "{measure.name}=…" gives it one.'
        raise UsageMistake(f"“{measure.name}” has no values yet.", hint)
    current = [use for use in measure.uses if use.cycle.number == journal.settings.current]
    if len(measure.uses) > 1 and not current:
        numbers = ", ".join(str(use.cycle.number) for use in measure.uses)
        raise UsageMistake(f"“{measure.name}” is used in cycles {numbers}.", "Name one of them with -c.")
    return (current or measure.uses)[0]


def one_group(days: Days, use: Use, name: str, *, alone: bool = False) -> Group:
    """Return a group's values on the days that were named; else its baseline (or its first value) and its latest.

    Raises UsageMistake where the days run backwards, and for a group on its own that has one value only.
    """
    points = use.series.points
    after = days.point(days.to, use) if days.to else points[-1]
    before = days.point(days.from_, use) if days.from_ else _beginning(use, after)
    if points.index(before) < points.index(after):
        return Group(name, side_of(before), side_of(after))
    if days.from_ or (days.to and before is not after):
        words = f"The value of {spell(before.on)} does not come before that of {spell(after.on)}."
        raise UsageMistake(words, "Give --from the earlier day and --to the later one.")
    if alone:
        words = f"“{use.series.name}” has nothing to set beside its value of {spell(after.on)}."
        raise UsageMistake(words, 'Look at it again later, or name another group\'s measure: --with "…"')
    return Group(name, None, side_of(after))


def _beginning(use: Use, after: Point) -> Point:
    baseline, points = baseline_of(use.series, use.cycle), use.series.points
    return baseline if baseline and points.index(baseline) < points.index(after) else points[0]


def hinted(found: Comparison, use: Use) -> Comparison:
    """Return the comparison with all the series in its picture, and with what would let it say more."""
    if not use.cycle.group:
        words = f'Cycle {use.cycle.number} names no group: enquiry edit {use.cycle.number} --group "…"'
        found = found._replace(warnings=(*found.warnings, words))
    group, points = found.groups[0], use.series.points
    before, after = found.compared
    if len(points) <= MOST_BARS:
        named = (before.entry, after.entry)
        bars = (Bar(group.name, short(p.on, year=True), p.value, p.entry in named) for p in points)
        found = found._replace(picture=tuple(bars))
    bearing = [p for p in points if p.sd is not None and p.on > (before.on or p.on) and p.on != after.on]
    if found.effect or found.shares or before.sd is None or after.sd is not None or not bearing:
        return found
    best = bearing[-1]
    return found._replace(limit=f"{found.limit} {best.entry} gives one: --to {best.on.isoformat()}.")
