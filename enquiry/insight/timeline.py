"""The timeline as a value: its posts, where terms begin, which holidays pass and where there was silence.

Views only lay it out, or set the cycles of a school year side by side as lanes. Rules: a cycle's questions, turns and
measures are shown where the cycle by itself meets the query, whatever its time; a term is named where the first thing
in it stands; a holiday is a band where it begins, whether or not something lies in it, unless more than a year passes;
ten or more teaching days in a row with nothing written are a silence: the same silences that the pulse counts, whatever
the query leaves out. What speaks of another entry stands right beneath it, where that is on the line.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import msgspec
from dateutil.relativedelta import relativedelta

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period, spell
from enquiry.dates.school_year import SchoolYear
from enquiry.insight.comments.beneath import arrange_beneath, get_about
from enquiry.insight.measures.series import Series, build_point, collect_series, format_point
from enquiry.insight.pulse.snapshot import compute_cycle_span
from enquiry.insight.pulse.spread import QuietSpell, list_quiet_spells
from enquiry.insight.readings.known import iterate_said
from enquiry.insight.year.weeks import SchoolWeek, WeekRange, build_week_ranges
from enquiry.model.choices import CycleState, Direction, EvidenceStage, PlanState
from enquiry.model.cycle import Cycle, format_target
from enquiry.model.entry import (
    Action,
    AnyEntry,
    Ask,
    Evidence,
    Reading,
    Review,
    format_delivery,
    format_reference,
)
from enquiry.model.journal import Journal
from enquiry.model.measure import format_plain_number
from enquiry.query.item import SearchItem
from enquiry.query.select import Selection

QUIET_DAYS = 10
"""Teaching days without anything written that make a silence."""

TARGET = "target"
"""What a target that has a day is called on the line."""

MIN_BAND_DAYS = 4
"""Days (weekends counted) of a holiday that is worth a band; a single day off is not."""


class TimelinePost(NamedTuple):
    """One thing on the line. `what` says what it is in a word; `aside` is a word more, such as *baseline*.

    `details` is what an entry says beside its text: a reference, how often it was done, values its text leaves out.
    `about` is the name of the entry it speaks of; `depth` says how far beneath that it stands. `by` names who wrote it,
    in a team's journal.
    """

    on: date
    cycle: int
    what: str
    text: str
    because: str = ""
    aside: str = ""
    name: str = ""
    details: tuple[str, ...] = ()
    about: str = ""
    depth: int = 0
    by: str = ""


class TermHeading(NamedTuple):
    """A term, or a school year where the calendar has no terms, that the following posts belong to."""

    text: str
    on: date


class HolidayBand(NamedTuple):
    """A holiday that passes between two things."""

    name: str
    period: Period


TimelineMark = TimelinePost | TermHeading | HolidayBand | QuietSpell


class Timeline(NamedTuple):
    """What is to be drawn: the cycles, the marks in the order of the days, and the measures of each cycle."""

    cycles: tuple[Cycle, ...]
    marks: tuple[TimelineMark, ...]
    series: tuple[tuple[int, tuple[Series, ...]], ...]
    today: date
    journal: Journal = Journal()


def build_timeline(
    selection: Selection, journal: Journal, calendar: Calendar, today: date, *, by_day: bool = False
) -> Timeline:
    """Return the timeline of what was selected. Cycles without a post are left out.

    With `by_day` everything stands on its own day, whatever it speaks of.
    """

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
    if not by_day:
        arranged = arrange_beneath(posts, lambda post: post.name, lambda post: post.about)
        posts = [post._replace(depth=depth) for post, depth in arranged]
    with_posts = {post.cycle for post in posts}
    cycles = tuple(found.cycle for found in selection.found if found.cycle.number in with_posts)
    still_open = any(cycle.state is CycleState.OPEN for cycle in cycles) and (window is None or today in window)
    silences = [one for one in list_quiet_spells(cycles, calendar, today) if one.teaching_days >= QUIET_DAYS]
    silences = [one for one in silences if still_open or not one.to_today]
    marks = tuple(_build_marks(posts, silences, calendar, today, still_open=still_open))
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
    """Yield the posts of the cycle itself: its questions, its turns, its next look and its targets that have a day."""
    for place, question in enumerate(cycle.questions):
        what = "refined" if place else "question"
        yield TimelinePost(question.on, cycle.number, what, question.text, question.because, by=question.by)
    for turn in cycle.turns:
        what = "opened again" if turn.state is CycleState.OPEN else turn.state.value
        yield TimelinePost(turn.on, cycle.number, what, "", turn.because)
    if look := cycle.next_look:
        yield TimelinePost(look, cycle.number, "next look", "", aside="planned" if look > today else "due")
    for target in cycle.targets:
        if target.by:
            yield TimelinePost(target.by, cycle.number, TARGET, format_target(msgspec.structs.replace(target, by=None)))


def _build_entry_post(cycle: Cycle, entry: AnyEntry, journal: Journal) -> TimelinePost:
    on, what, because, aside, details = entry.happened_on, entry.kind.value, "", "", list[str]()
    match entry:
        case Review():
            what, because = entry.decision.value if entry.decision else what, entry.because
            details = [f"{label}: {said}" for label, said in iterate_said(entry, journal)]
        case Reading():
            details = list(filter(None, [format_reference(entry)]))
        case Action() if entry.is_plan:
            aside = (entry.plan or PlanState.PLANNED).value
            on = entry.plan_for or on
        case Action():
            details = list(filter(None, [format_delivery(entry), entry.instead and f"instead of: {entry.instead}"]))
        case Ask():
            aside = entry.answer.value if entry.answer else "open"
            answered = f"answered {spell(entry.answered_on)}" if entry.answered_on else ""
            came = ": ".join(filter(None, (answered, entry.came_of_it)))
            details = list(filter(None, [entry.of and f"asked of {entry.of}", came]))
        case Evidence():
            stage = cycle.stages[entry.id]
            asides = {Direction.CONTRADICTS: "disagrees", Direction.MIXED: "mixed"}
            aside = asides.get(entry.direction, "") if entry.direction else ""
            aside = aside or (stage.value if stage is not EvidenceStage.DURING else "")
            details = list(_format_untold_values(entry, journal))
            details += [f"in the words of {entry.words_of}"] if entry.gift else []
        case _:
            pass
    about = journal.get_name(get_about(entry))
    told = TimelinePost(on, cycle.number, what, entry.text, because, aside, entry.name, tuple(details), about)
    return told._replace(by=entry.by)


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
    posts: list[TimelinePost], silences: list[QuietSpell], calendar: Calendar, today: date, *, still_open: bool
) -> Iterator[TimelineMark]:
    """Yield the posts with what passed between them: silence, then holidays, then the heading of another term.

    A heading names the term that holds a day, else the holiday, with the school year; else the year alone.
    """
    heading, before, last = "", posts[0].on if posts else today, max((post.on for post in posts), default=today)
    ended = deque(one for one in silences if not one.to_today and before <= one.before)  # as they follow one another
    days = [post.on for post in posts if not post.depth]
    days += [today] if still_open and days and days[-1] <= today else []
    holidays = deque(_list_holiday_bands(days, calendar))
    for place, post in enumerate(posts):
        if post.depth:
            yield post
            continue
        if place:
            while ended and ended[0].after <= post.on:
                yield ended.popleft()
            if before <= today < post.on:
                yield from (one for one in silences if one.to_today)
            while holidays and holidays[0].period.begin <= post.on:
                yield holidays.popleft()
        within, year = calendar.find_part(post.on) or calendar.find_holiday(post.on), calendar.find_year(post.on).label
        if (text := f"{within.name}, {year}" if within else year) != heading:
            heading = text
            yield TermHeading(text, post.on)
        yield post
        before = post.on
    yield from (one for one in silences if not one.to_today and before < one.after <= last)
    if still_open and posts and before <= today:
        yield from (one for one in silences if one.to_today)
        yield from holidays


def _list_holiday_bands(days: Sequence[date], calendar: Calendar) -> Iterator[HolidayBand]:
    """Yield the holidays that begin after the first of some days in order and by the last, each once.

    None where more than a year lies between two days. One that runs on over the end of a school year is one holiday.
    """
    far = [pair for pair in pairwise(days) if (pair[1] - pair[0]).days > 365]
    far = [(before, after) for before, after in far if after > before + relativedelta(years=1)]
    ends = [*days[:1], *(day for pair in far for day in pair), *days[-1:]]
    for before, after in zip(ends[::2], ends[1::2], strict=True):
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
        """Say whether something could have been written in a week: not while it was paused, embedded or closed."""
        if self.under_way is None or not (days := self.under_way.find_overlap(week.days)):
            return False
        span = self.cycle.get_span_on(days.begin)
        return span.state is CycleState.OPEN and not span.embedded


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
