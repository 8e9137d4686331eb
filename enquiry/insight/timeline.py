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

from enquiry.dates.calendar import Calendar, Part
from enquiry.dates.period import Period
from enquiry.insight.measures.series import Point, Series, series_of, spelled
from enquiry.model.choices import Direction, Stage, State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, AnyEntry, Evidence, Reading, Review, delivery, reference
from enquiry.model.journal import Journal
from enquiry.model.measure import plain_number
from enquiry.query.item import Piece
from enquiry.query.select import Found, Selection

QUIET_DAYS = 10
"""Teaching days without anything written that make a silence."""

LEAST_BAND = 4
"""Days (weekends counted) of a holiday that is worth a band; a single day off is not."""


class Post(NamedTuple):
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


class Heading(NamedTuple):
    """A term, or a school year where the calendar has no terms, in which what follows stands."""

    text: str
    on: date


class Band(NamedTuple):
    """A holiday that passes between two things."""

    name: str
    period: Period


class Silence(NamedTuple):
    """Teaching days in which nothing was written, up to the next thing or to today."""

    teaching_days: int
    to_today: bool

    @property
    def weeks(self) -> int:
        """Its length in whole teaching weeks."""
        return self.teaching_days // 5


Mark = Post | Heading | Band | Silence


class Timeline(NamedTuple):
    """What is to be drawn: the cycles, the marks in the order of the days, and the measures of each cycle."""

    cycles: tuple[Cycle, ...]
    marks: tuple[Mark, ...]
    series: tuple[tuple[int, tuple[Series, ...]], ...]
    today: date


def timeline_of(selection: Selection, journal: Journal, calendar: Calendar, today: date) -> Timeline:
    """Return the timeline of what was selected. Cycles of which nothing stands on the line are left out."""
    posts = sorted(_posts(selection, journal, today), key=lambda post: (post.on, post.cycle, _order(post)))
    cycles = tuple(found.cycle for found in selection.found if any(p.cycle == found.cycle.number for p in posts))
    window = selection.query.window
    still_open = any(cycle.state is State.OPEN for cycle in cycles) and (window is None or today in window)
    marks = tuple(_marks(posts, calendar, today, still_open=still_open))
    shown = [cycle for cycle in cycles if selection.query.condition(Piece(cycle, cycle))]
    series = tuple((cycle.number, _within(series_of(cycle, journal), window)) for cycle in shown)
    return Timeline(cycles, marks, tuple((number, found) for number, found in series if found), today)


def _within(series: tuple[Series, ...], window: Period | None) -> tuple[Series, ...]:
    """Return the series with the values dated in the window, where one was asked for."""
    if window is None:
        return series
    clipped = (one._replace(points=tuple(p for p in one.points if p.on in window)) for one in series)
    return tuple(one for one in clipped if one.points)


def _order(post: Post) -> tuple[int, int]:
    """Return where a thing stands on its day: questions first, then entries in the order of writing, then turns."""
    if post.name:
        return 1, int(post.name.rpartition(".")[2])
    return (0, 0) if post.what in ("question", "refined") else (2, 0)


def _posts(selection: Selection, journal: Journal, today: date) -> Iterator[Post]:
    query = selection.query
    for found in selection.found:
        yield from (_entry_post(found.cycle, entry, journal) for entry in found.entries)
        if query.condition(Piece(found.cycle, found.cycle)):
            posts = _cycle_posts(found, today)
            yield from (post for post in posts if query.window is None or post.on in query.window)


def _cycle_posts(found: Found, today: date) -> Iterator[Post]:
    cycle = found.cycle
    for place, question in enumerate(cycle.questions):
        what = "refined" if place else "question"
        yield Post(question.on, cycle.number, what, question.text, question.because)
    for turn in cycle.turns:
        yield Post(
            turn.on, cycle.number, "opened again" if turn.state is State.OPEN else turn.state.value, "", turn.because
        )
    if cycle.next_look:
        yield Post(
            cycle.next_look, cycle.number, "next look", "", aside="planned" if cycle.next_look > today else "due"
        )


def _entry_post(cycle: Cycle, entry: AnyEntry, journal: Journal) -> Post:
    because = entry.because if isinstance(entry, Review) else ""
    what = entry.decision.value if isinstance(entry, Review) and entry.decision else entry.kind.value
    details = tuple(_details(entry, journal))
    return Post(entry.happened_on, cycle.number, what, entry.text, because, _aside(cycle, entry), entry.name, details)


def _details(entry: AnyEntry, journal: Journal) -> Iterator[str]:
    match entry:
        case Reading() if source := reference(entry):
            yield source
        case Action() if entry.planned is not None or entry.done is not None:
            yield delivery(entry)
        case Evidence():
            for value in entry.values:
                if not re.search(rf"(?<![\d.]){re.escape(plain_number(value.value))}(?!\.?\d)", entry.text):
                    known = journal.measure(value.measure)
                    point = Point(entry.happened_on, value.value, value.sd, entry.n, entry.name)
                    yield f"{value.measure} {spelled(point, known.unit if known else '')}"


def _aside(cycle: Cycle, entry: AnyEntry) -> str:
    if not isinstance(entry, Evidence):
        return ""
    match entry.direction:
        case Direction.CONTRADICTS:
            return "disagrees"
        case Direction.MIXED:
            return "mixed"
        case _:
            stage = cycle.stage_of(entry)
            return stage.value if stage is not Stage.DURING else ""


def _marks(posts: list[Post], calendar: Calendar, today: date, *, still_open: bool) -> Iterator[Mark]:
    heading = ""
    for place, post in enumerate(posts):
        if place:
            yield from _between(posts[place - 1].on, post.on, calendar, today)
        text = _heading(post.on, calendar)
        if text != heading:
            heading = text
            yield Heading(text, post.on)
        yield post
    if still_open and posts and posts[-1].on < today:
        yield from _between(posts[-1].on, today, calendar, today, ends_today=True)


def _heading(day: date, calendar: Calendar) -> str:
    year = calendar.year_of(day).label
    part: Part | None = calendar.part_of(day)
    return f"{part.name}, {year}" if part else year


def _between(before: date, after: date, calendar: Calendar, today: date, *, ends_today: bool = False) -> Iterator[Mark]:
    """Yield what passed between two days: silence, of which the days to come are none, and holidays."""
    first = before + timedelta(days=1)
    until = min(after, today)
    taught = calendar.teaching_days(Period(first, until)) if first < until else 0
    if taught >= QUIET_DAYS:
        yield Silence(taught, to_today=ends_today or after > today)
    if before < after:
        yield from _holidays(before, after, calendar)


def _holidays(before: date, after: date, calendar: Calendar) -> Iterator[Band]:
    """Yield the holidays that begin after one day and by another; one that runs on over a school year's end is one."""
    bands = list[Band]()
    day = before
    while day <= after or (bands and bands[-1].period.begin <= after and bands[-1].period.end == day):
        year = calendar.year_of(day)
        for name, period in ((holiday.name, holiday.period) for holiday in calendar.holidays(year)):
            runs_on = bands and bands[-1].name == name and bands[-1].period.end == period.begin
            begin = bands.pop().period.begin if runs_on else period.begin
            bands.append(Band(name, Period(begin, period.end)))
        day = year.period.end
    yield from (b for b in bands if before < b.period.begin <= after and b.period.days >= LEAST_BAND)
