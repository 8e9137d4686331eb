"""A school year's cycles side by side: one lane a cycle, cut into the school's weeks.

What stands on the lanes is what stands on the timeline of the same selection, so that both tell the same.
"""

from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.dates.school_year import SchoolYear
from enquiry.insight.pulse.snapshot import compute_cycle_span
from enquiry.insight.timeline import Timeline, TimelinePost
from enquiry.insight.year.weeks import SchoolWeek, WeekRange, build_week_ranges
from enquiry.model.cycle import Cycle


class CycleLane(NamedTuple):
    """One cycle in the year: what stands in it, and the days of the year on which it was under way."""

    cycle: Cycle
    posts: tuple[TimelinePost, ...]
    under_way: Period | None

    def filter_posts(self, week: SchoolWeek) -> tuple[TimelinePost, ...]:
        """Return what stands in a week."""
        return tuple(post for post in self.posts if post.on in week.days)

    def is_under_way_in(self, week: SchoolWeek) -> bool:
        """Say whether the cycle was under way in a week."""
        return self.under_way is not None and self.under_way.find_overlap(week.days) is not None


class YearLanes(NamedTuple):
    """A school year in weeks, and its cycles as lanes; `timeline` holds the same in the order of the days."""

    year: SchoolYear
    year_word: str
    stretches: tuple[WeekRange, ...]
    lanes: tuple[CycleLane, ...]
    timeline: Timeline
    today: date


def build_year_lanes(timeline: Timeline, year: SchoolYear, calendar: Calendar) -> YearLanes:
    """Return the lanes of a school year from the timeline of what was selected in it."""
    posts = [mark for mark in timeline.marks if isinstance(mark, TimelinePost)]
    lanes = tuple(
        CycleLane(
            cycle,
            tuple(post for post in posts if post.cycle == cycle.number),
            compute_cycle_span(cycle, timeline.today).find_overlap(year.period),
        )
        for cycle in timeline.cycles
    )
    ranges = build_week_ranges(year, calendar, [post.on for post in posts])
    return YearLanes(year, calendar.words.year, ranges, lanes, timeline, timeline.today)
