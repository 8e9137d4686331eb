"""Silences: how long nothing was written in an open cycle, in teaching days."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import ONE_DAY, Period, short
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.sign import NOT_ASKED, Sign, dated
from enquiry.insight.pulse.snapshot import course_on, courses, is_embedded
from enquiry.insight.words import counted
from enquiry.model.choices import State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry


class Silence(NamedTuple):
    """The teaching days between two days on which something was written, or between the last one and today."""

    teaching_days: int
    before: date
    after: date
    to_today: bool = False


def teaching_days_between(before: date, after: date, calendar: Calendar) -> int:
    """Return how many teaching days lie between two days, neither of them counted."""
    return calendar.teaching_days(Period(before + ONE_DAY, after)) if before + ONE_DAY < after else 0


def quiet_now(cycle: Cycle, calendar: Calendar, today: date) -> int:
    """Return the teaching days since anything was dated in an open cycle; 0 once it is embedded or no longer open."""
    if cycle.state is not State.OPEN or is_embedded(cycle):
        return 0
    return teaching_days_between(cycle.last_on, today, calendar)


def silences(cycle: Cycle, calendar: Calendar, today: date) -> Iterator[Silence]:
    """Yield the silences of a cycle while it was open, the one up to today last.

    A silence ends with an entry, a new version of the question, or the cycle being opened again. Nothing is expected
    while it is paused, or after the decision to embed: follow-ups have days of their own.
    """
    days = {cycle.began_on, *(question.on for question in cycle.questions), *(turn.on for turn in cycle.turns)}
    found = courses(cycle)
    for before, after in pairwise(sorted(days | {entry.happened_on for entry in cycle.kept})):
        course = course_on(found, before)
        if course.state is State.OPEN and not course.embedded:
            yield Silence(teaching_days_between(before, after, calendar), before, after)
    yield Silence(quiet_now(cycle, calendar, today), cycle.last_on, today, to_today=True)


def gap(cycle: Cycle, calendar: Calendar, today: date, rules: Rules = USUAL) -> Sign:
    """Say how long the longest silence of an open cycle was.

    Rule: *quiet* when it is over 20 teaching days and lasts until today, *a long silence* when it is over and past,
    else *no long silence*. Not asked of a cycle that is paused or closed.
    """
    if cycle.state is not State.OPEN:
        return Sign("gap", NOT_ASKED, f"None is looked for: the cycle is {cycle.state}.")
    *_, now = found = list(silences(cycle, calendar, today))
    command = f"enquiry evidence -c {cycle.number}"
    if now.teaching_days > rules.quiet:
        since = _last_before(cycle, now.before)
        told = dated(since) if since else f"{short(now.before)}, when it began; there is no entry yet"
        words = f"{counted(now.teaching_days, 'teaching day').capitalize()} since {told}."
        return Sign("gap", "quiet", words, (since.name,) if since else (), "A line is enough.", command, asks=True)
    longest = max(found, key=lambda silence: silence.teaching_days)
    long = longest.teaching_days > rules.quiet
    words, entries = _worded(cycle, longest)
    return Sign("gap", "a long silence" if long else "no long silence", words, entries, asks=long)


def _worded(cycle: Cycle, longest: Silence) -> tuple[str, tuple[str, ...]]:
    if not cycle.kept:
        return f"There is no entry yet; it began on {short(cycle.began_on)}.", ()
    if not longest.teaching_days:
        return f"There is none: {dated(cycle.kept[-1])} is the last entry.", (cycle.kept[-1].name,)
    days = counted(longest.teaching_days, "teaching day")
    before = _last_before(cycle, longest.before, exactly=True)
    after = None if longest.to_today else _first_on(cycle, longest.after)
    since = dated(before) if before else short(longest.before)
    until = "today" if longest.to_today else dated(after) if after else short(longest.after)
    entries = tuple(entry.name for entry in (before, after) if entry)
    told = f"The longest is {days}, from {since} to {until}."
    return (told, entries) if entries else (f"{told} The last entry is {cycle.kept[-1].name}.", (cycle.kept[-1].name,))


def _last_before(cycle: Cycle, day: date, *, exactly: bool = False) -> AnyEntry | None:
    found = (e for e in reversed(cycle.kept) if (e.happened_on == day if exactly else e.happened_on <= day))
    return next(found, None)


def _first_on(cycle: Cycle, day: date) -> AnyEntry | None:
    return next((entry for entry in cycle.kept if entry.happened_on == day), None)
