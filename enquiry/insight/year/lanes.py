"""A school year's cycles side by side: one lane a cycle, cut into the school's weeks.

What stands on the lanes is what stands on the timeline of the same selection, so that both tell the same.
"""

from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.dates.school_year import SchoolYear
from enquiry.insight.pulse.snapshot import whole
from enquiry.insight.timeline import Post, Timeline
from enquiry.insight.year.weeks import SchoolWeek, Stretch, stretches_of
from enquiry.model.cycle import Cycle


class Lane(NamedTuple):
    """One cycle in the year: what stands in it, and the days of the year on which it was under way."""

    cycle: Cycle
    posts: tuple[Post, ...]
    under_way: Period | None

    def held_in(self, week: SchoolWeek) -> tuple[Post, ...]:
        """Return what stands in a week."""
        return tuple(post for post in self.posts if post.on in week.days)

    def runs_in(self, week: SchoolWeek) -> bool:
        """Say whether the cycle was under way in a week."""
        return self.under_way is not None and self.under_way.clipped(week.days) is not None


class Lanes(NamedTuple):
    """A school year in weeks, and its cycles as lanes; `timeline` is the same told down the page."""

    year: SchoolYear
    year_word: str
    stretches: tuple[Stretch, ...]
    lanes: tuple[Lane, ...]
    timeline: Timeline

    @property
    def today(self) -> date:
        """The day on which it is looked at."""
        return self.timeline.today


def lanes_of(timeline: Timeline, year: SchoolYear, calendar: Calendar) -> Lanes:
    """Return the lanes of a school year from the timeline of what was selected in it."""
    posts = [mark for mark in timeline.marks if isinstance(mark, Post)]
    stretches = stretches_of(year, calendar, [post.on for post in posts])
    lanes = tuple(
        Lane(
            cycle,
            tuple(post for post in posts if post.cycle == cycle.number),
            whole(cycle, timeline.today).clipped(year.period),
        )
        for cycle in timeline.cycles
    )
    return Lanes(year, calendar.words.year, stretches, lanes, timeline)
