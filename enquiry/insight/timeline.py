"""The timeline as a value: what stands on it, where terms begin, which holidays pass and where there was silence.

Views only lay it out. Rules: a cycle's questions, turns and measures are told where the cycle by itself meets the
query, whatever its time; a term is named where the first thing in it stands; a holiday is a band where it begins,
whether or not something lies in it; ten or more teaching days in a row with nothing written are a silence, said in
teaching weeks of five days. In an open cycle the silence from the last thing to today counts too.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.dates.terms import YearPart
from enquiry.insight.measures.series import Series, SeriesPoint, collect_series, format_point
from enquiry.model.choices import CycleState, Direction, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, AnyEntry, Evidence, Reading, Review, format_delivery, format_reference
from enquiry.model.journal import Journal
from enquiry.model.measure import format_plain_number
from enquiry.query.item import SearchItem
from enquiry.query.select import CycleMatch, Selection

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
    """A term, or a school year where the calendar has no terms, in which what follows stands."""

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
    """Return the timeline of what was selected. Cycles of which nothing stands on the line are left out."""
    posts = sorted(
        _collect_posts(selection, journal, today), key=lambda post: (post.on, post.cycle, _get_post_order(post))
    )
    cycles = tuple(found.cycle for found in selection.found if any(p.cycle == found.cycle.number for p in posts))
    window = selection.query.window
    still_open = any(cycle.state is CycleState.OPEN for cycle in cycles) and (window is None or today in window)
    marks = tuple(_build_marks(posts, calendar, today, still_open=still_open))
    shown = [cycle for cycle in cycles if selection.query.condition(SearchItem(cycle, cycle))]
    series = tuple((cycle.number, _limit_series(collect_series(cycle, journal), window)) for cycle in shown)
    return Timeline(cycles, marks, tuple((number, found) for number, found in series if found), today, journal)


def _limit_series(series: tuple[Series, ...], window: Period | None) -> tuple[Series, ...]:
    """Return the series with the values dated in the window, where one was asked for."""
    if window is None:
        return series
    clipped = (one._replace(points=tuple(p for p in one.points if p.on in window)) for one in series)
    return tuple(one for one in clipped if one.points)


def _get_post_order(post: TimelinePost) -> tuple[int, int]:
    """Return where a thing stands on its day: questions first, then entries in the order of writing, then turns."""
    if post.name:
        return 1, int(post.name.rpartition(".")[2])
    return (0, 0) if post.what in ("question", "refined") else (2, 0)


def _collect_posts(selection: Selection, journal: Journal, today: date) -> Iterator[TimelinePost]:
    query = selection.query
    for found in selection.found:
        yield from (_build_entry_post(found.cycle, entry, journal) for entry in found.entries)
        if query.condition(SearchItem(found.cycle, found.cycle)):
            posts = _build_cycle_posts(found, today)
            yield from (post for post in posts if query.window is None or post.on in query.window)


def _build_cycle_posts(found: CycleMatch, today: date) -> Iterator[TimelinePost]:
    cycle = found.cycle
    for place, question in enumerate(cycle.questions):
        what = "refined" if place else "question"
        yield TimelinePost(question.on, cycle.number, what, question.text, question.because)
    for turn in cycle.turns:
        yield TimelinePost(
            turn.on,
            cycle.number,
            "opened again" if turn.state is CycleState.OPEN else turn.state.value,
            "",
            turn.because,
        )
    if cycle.next_look:
        yield TimelinePost(
            cycle.next_look, cycle.number, "next look", "", aside="planned" if cycle.next_look > today else "due"
        )


def _build_entry_post(cycle: Cycle, entry: AnyEntry, journal: Journal) -> TimelinePost:
    because = entry.because if isinstance(entry, Review) else ""
    what = entry.decision.value if isinstance(entry, Review) and entry.decision else entry.kind.value
    details = tuple(_format_post_details(entry, journal))
    return TimelinePost(
        entry.happened_on, cycle.number, what, entry.text, because, _choose_aside(cycle, entry), entry.name, details
    )


def _format_post_details(entry: AnyEntry, journal: Journal) -> Iterator[str]:
    match entry:
        case Reading() if source := format_reference(entry):
            yield source
        case Action() if entry.planned is not None or entry.done is not None:
            yield format_delivery(entry)
        case Evidence():
            for value in entry.values:
                if not re.search(rf"(?<![\d.]){re.escape(format_plain_number(value.value))}(?!\.?\d)", entry.text):
                    known = journal.find_measure(value.measure)
                    point = SeriesPoint(entry.happened_on, value.value, value.sd, entry.n, entry.name)
                    yield f"{value.measure} {format_point(point, known.unit if known else '')}"


def _choose_aside(cycle: Cycle, entry: AnyEntry) -> str:
    if not isinstance(entry, Evidence):
        return ""
    match entry.direction:
        case Direction.CONTRADICTS:
            return "disagrees"
        case Direction.MIXED:
            return "mixed"
        case _:
            stage = cycle.resolve_stage(entry)
            return stage.value if stage is not EvidenceStage.DURING else ""


def _build_marks(
    posts: list[TimelinePost], calendar: Calendar, today: date, *, still_open: bool
) -> Iterator[TimelineMark]:
    heading = ""
    for place, post in enumerate(posts):
        if place:
            yield from _build_marks_between(posts[place - 1].on, post.on, calendar, today)
        text = _heading(post.on, calendar)
        if text != heading:
            heading = text
            yield TermHeading(text, post.on)
        yield post
    if still_open and posts and posts[-1].on < today:
        yield from _build_marks_between(posts[-1].on, today, calendar, today, ends_today=True)


def _heading(day: date, calendar: Calendar) -> str:
    year = calendar.find_year(day).label
    part: YearPart | None = calendar.find_part(day)
    return f"{part.name}, {year}" if part else year


def _build_marks_between(
    before: date, after: date, calendar: Calendar, today: date, *, ends_today: bool = False
) -> Iterator[TimelineMark]:
    """Yield what passed between two days: silence, of which the days to come are none, and holidays."""
    first = before + timedelta(days=1)
    until = min(after, today)
    taught = calendar.count_teaching_days(Period(first, until)) if first < until else 0
    if taught >= QUIET_DAYS:
        yield TimelineGap(taught, to_today=ends_today or after > today)
    if before < after:
        yield from _build_holiday_bands(before, after, calendar)


def _build_holiday_bands(before: date, after: date, calendar: Calendar) -> Iterator[HolidayBand]:
    """Yield the holidays that begin after one day and by another; one that runs on over a school year's end is one."""
    bands = list[HolidayBand]()
    day = before
    while day <= after or (bands and bands[-1].period.begin <= after and bands[-1].period.end == day):
        year = calendar.find_year(day)
        for name, period in ((holiday.name, holiday.period) for holiday in calendar.list_holidays(year)):
            runs_on = bands and bands[-1].name == name and bands[-1].period.end == period.begin
            begin = bands.pop().period.begin if runs_on else period.begin
            bands.append(HolidayBand(name, Period(begin, period.end)))
        day = year.period.end
    yield from (b for b in bands if before < b.period.begin <= after and b.period.days >= MIN_BAND_DAYS)
