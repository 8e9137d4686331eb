"""The timeline as a value: its posts, where terms begin, which holidays pass and where there was silence.

Views only lay it out, or set the cycles of a school year side by side as lanes. Rules: a cycle's questions, turns and
measures are shown where the cycle by itself meets the query, whatever its time; a term is named where the first thing
in it stands; a holiday is a band where it begins, whether or not something lies in it; ten or more teaching days in a
row with nothing written are a silence, said in teaching weeks of five days. In an open cycle the silence from the last
thing to today counts too.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.dates.school_year import SchoolYear
from enquiry.insight.measures.series import Series, build_point, collect_series, format_point
from enquiry.insight.pulse.snapshot import compute_cycle_span
from enquiry.insight.year.weeks import SchoolWeek, WeekRange, build_week_ranges
from enquiry.model.choices import CycleState, Direction, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, AnyEntry, Evidence, Reading, Review, format_delivery, format_reference
from enquiry.model.journal import Journal
from enquiry.model.measure import format_plain_number
from enquiry.query.item import SearchItem
from enquiry.query.select import Selection

QUIET_DAYS = 10
"""Teaching days without anything written that make a silence."""

MIN_BAND_DAYS = 4
"""Days (weekends counted) of a holiday that is worth a band; a single day off is not."""


class TimelinePost(NamedTuple):
    """One thing on the line. `what` says what it is in a word; `aside` is a word more, such as *baseline*.

    `details` is what an entry says beside its text: a reference, how often it was done, values its text leaves out.
    """

    on: date
    cycle: int
    what: str
    text: str
    because: str = ""
    aside: str = ""
    name: str = ""
    details: tuple[str, ...] = ()


class TermHeading(NamedTuple):
    """A term, or a school year where the calendar has no terms, that the following posts belong to."""

    text: str
    on: date


class HolidayBand(NamedTuple):
    """A holiday that passes between two things."""

    name: str
    period: Period


class TimelineGap(NamedTuple):
    """Teaching days in which nothing was written, up to the next thing or to today."""

    teaching_days: int
    to_today: bool

    @property
    def weeks(self) -> int:
        """Its length in whole teaching weeks."""
        return self.teaching_days // 5


TimelineMark = TimelinePost | TermHeading | HolidayBand | TimelineGap


class Timeline(NamedTuple):
    """What is to be drawn: the cycles, the marks in the order of the days, and the measures of each cycle."""

    cycles: tuple[Cycle, ...]
    marks: tuple[TimelineMark, ...]
    series: tuple[tuple[int, tuple[Series, ...]], ...]
    today: date
    journal: Journal = Journal()


def build_timeline(selection: Selection, journal: Journal, calendar: Calendar, today: date) -> Timeline:
    """Return the timeline of what was selected. Cycles without a post are left out."""

    def order(post: TimelinePost) -> tuple[date, int, int, int]:
        """Within a day stand the questions of a cycle, then entries in the order of writing, then turns."""
        place = 1 if post.name else 0 if post.what in ("question", "refined") else 2
        return post.on, post.cycle, place, int(post.name.rpartition(".")[2] or 0)

    window, posts = selection.query.window, list[TimelinePost]()
    whole = [one for one in selection.found if selection.query.condition(SearchItem(one.cycle, one.cycle))]
    posts += [_build_entry_post(found.cycle, entry, journal) for found in selection.found for entry in found.entries]
    for found in whole:
        posts += [post for post in _build_cycle_posts(found.cycle, today) if window is None or post.on in window]
    posts.sort(key=order)
    with_posts = {post.cycle for post in posts}
    cycles = tuple(found.cycle for found in selection.found if found.cycle.number in with_posts)
    still_open = any(cycle.state is CycleState.OPEN for cycle in cycles) and (window is None or today in window)
    marks = tuple(_build_marks(posts, calendar, today, still_open=still_open))
    series = list[tuple[int, tuple[Series, ...]]]()
    for found in whole:
        dated = (
            one if window is None else one._replace(points=tuple(point for point in one.points if point.on in window))
            for one in collect_series(found.cycle, journal)
        )
        if told := tuple(one for one in dated if one.points):
            series.append((found.cycle.number, told))
    return Timeline(cycles, marks, tuple(series), today, journal)


def _build_cycle_posts(cycle: Cycle, today: date) -> Iterator[TimelinePost]:
    """Yield the posts of the cycle itself: its questions, its turns and its next look."""
    for place, question in enumerate(cycle.questions):
        what = "refined" if place else "question"
        yield TimelinePost(question.on, cycle.number, what, question.text, question.because)
    for turn in cycle.turns:
        what = "opened again" if turn.state is CycleState.OPEN else turn.state.value
        yield TimelinePost(turn.on, cycle.number, what, "", turn.because)
    if look := cycle.next_look:
        yield TimelinePost(look, cycle.number, "next look", "", aside="planned" if look > today else "due")


def _build_entry_post(cycle: Cycle, entry: AnyEntry, journal: Journal) -> TimelinePost:
    what, because, aside, details = entry.kind.value, "", "", list[str]()
    match entry:
        case Review():
            what, because = entry.decision.value if entry.decision else what, entry.because
        case Reading():
            details = list(filter(None, [format_reference(entry)]))
        case Action() if entry.planned is not None or entry.done is not None:
            details = [format_delivery(entry)]
        case Evidence():
            stage = cycle.resolve_stage(entry)
            asides = {Direction.CONTRADICTS: "disagrees", Direction.MIXED: "mixed"}
            aside = asides.get(entry.direction, "") if entry.direction else ""
            aside = aside or (stage.value if stage is not EvidenceStage.DURING else "")
            details = list(_format_untold_values(entry, journal))
        case _:
            pass
    return TimelinePost(entry.happened_on, cycle.number, what, entry.text, because, aside, entry.name, tuple(details))


def _format_untold_values(entry: Evidence, journal: Journal) -> Iterator[str]:
    """Yield the values of measures that the entry's text leaves out."""
    for value in entry.values:
        if not re.search(rf"(?<![\d.]){re.escape(format_plain_number(value.value))}(?!\.?\d)", entry.text):
            known = journal.find_measure(value.measure)
            told = format_point(
                build_point(entry, value, known), known.unit if known else "", known.levels if known else ()
            )
            yield f"{value.measure} {told}"


def _build_marks(
    posts: list[TimelinePost], calendar: Calendar, today: date, *, still_open: bool
) -> Iterator[TimelineMark]:
    heading = ""
    for place, post in enumerate(posts):
        if place:
            yield from _build_marks_between(posts[place - 1].on, post.on, calendar, today)
        year, part = calendar.find_year(post.on).label, calendar.find_part(post.on)
        text = f"{part.name}, {year}" if part else year
        if text != heading:
            heading = text
            yield TermHeading(text, post.on)
        yield post
    if still_open and posts and posts[-1].on < today:
        yield from _build_marks_between(posts[-1].on, today, calendar, today, ends_today=True)


def _build_marks_between(
    before: date, after: date, calendar: Calendar, today: date, *, ends_today: bool = False
) -> Iterator[TimelineMark]:
    """Yield what passed between two days: silence, of which the days to come are none, then the holidays.

    A holiday that begins after the first day and by the second is told; one that runs on over the end of a school year
    is one holiday.
    """
    first, until = before + timedelta(days=1), min(after, today)
    taught = calendar.count_teaching_days(Period(first, until)) if first < until else 0
    if taught >= QUIET_DAYS:
        yield TimelineGap(taught, to_today=ends_today or after > today)
    if before >= after:
        return
    bands, day = list[HolidayBand](), before
    while day <= after or (bands and bands[-1].period.begin <= after and bands[-1].period.end == day):
        year = calendar.find_year(day)
        for name, period in ((holiday.name, holiday.period) for holiday in calendar.list_holidays(year)):
            runs_on = bands and bands[-1].name == name and bands[-1].period.end == period.begin
            begin = bands.pop().period.begin if runs_on else period.begin
            bands.append(HolidayBand(name, Period(begin, period.end)))
        day = year.period.end
    yield from (b for b in bands if before < b.period.begin <= after and b.period.days >= MIN_BAND_DAYS)


# --- A school year's cycles side by side: what stands on the lanes is what stands on the timeline.


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
