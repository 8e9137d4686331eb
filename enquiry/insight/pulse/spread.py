"""How evaluation was spread over a cycle: a little all along, or most of it at the end."""

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.sign import Sign, dated, listed, names
from enquiry.insight.pulse.snapshot import pieces_of, whole
from enquiry.insight.words import counted, spelled_number
from enquiry.model.choices import State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry

WEEK = timedelta(days=7)
FINE = 9
"""Decimals to which positions are compared, so that a mean of exactly 0.70 is not above 0.70."""


class Placed(NamedTuple):
    """A piece of evaluation and where it lies between a cycle's beginning (0) and its end (1)."""

    entry: AnyEntry
    position: float


class Week(NamedTuple):
    """A week of a cycle: its Monday, how many pieces of evaluation are dated in it, and its teaching days."""

    begins: date
    pieces: int
    teaching_days: int


def position(day: date, span: Period, calendar: Calendar) -> float:
    """Return where `day` lies in a span of days, counted in teaching days, from 0 to 1.

    A teaching day takes up one place of as many as the span has teaching days and stands in its middle; a day off
    stands where its two neighbours meet. So a piece on every teaching day, and any pieces that lie evenly from both
    ends, have a mean of 0.50. A span with no teaching days at all has only its middle.
    """
    taught = calendar.teaching_days(span)
    if not taught:
        return 0.5
    before = calendar.teaching_days(Period(span.begin, day)) if day > span.begin else 0
    through = calendar.teaching_days(Period.through(span.begin, day))
    return (before + through) / 2 / taught


def placed(cycle: Cycle, calendar: Calendar, today: date) -> tuple[Placed, ...]:
    """Return the pieces of evaluation with their positions between the cycle's beginning and its end, or today."""
    span = whole(cycle, today)
    return tuple(Placed(piece, position(piece.happened_on, span, calendar)) for piece in pieces_of(cycle))


def mean_position(pieces: tuple[Placed, ...]) -> float | None:
    """Return the mean of the positions, or None where there are none."""
    return sum(piece.position for piece in pieces) / len(pieces) if pieces else None


def spread(cycle: Cycle, calendar: Calendar, today: date, rules: Rules = USUAL) -> Sign:
    """Say whether evaluation was spread over the cycle.

    Rule: for 4 or more pieces of evidence, reflection and review, *end-loaded* when their mean position is above 0.70
    or more than half lie after 0.75; else *spread out*. Fewer are *too few to say*.
    """
    pieces = placed(cycle, calendar, today)
    entries = tuple(piece.entry for piece in pieces)
    if len(pieces) < rules.pieces:
        words = f"{counted(len(pieces), 'piece').capitalize()} so far ({listed(entries)})." if pieces else NOTHING
        return Sign("spread", "too few to say", words, names(entries))
    late = tuple(piece.entry for piece in pieces if round(piece.position, FINE) > rules.late_from)
    mean = round(sum(piece.position for piece in pieces) / len(pieces), FINE)
    if len(late) > len(pieces) * rules.late_share:
        return _end_loaded(cycle, entries, late, "last quarter" if rules.late_from == 0.75 else "last part")
    if mean > rules.mean_position:
        later = tuple(piece.entry for piece in pieces if piece.position > 0.5)
        return _end_loaded(cycle, entries, later, "second half")
    words = f"{counted(len(pieces), 'piece').capitalize()}, from {dated(entries[0])} to {dated(entries[-1])}."
    return Sign("spread", "spread out", words, names(entries))


def _end_loaded(cycle: Cycle, pieces: tuple[AnyEntry, ...], late: tuple[AnyEntry, ...], part: str) -> Sign:
    of = f"{spelled_number(len(late))} of {spelled_number(len(pieces))}".capitalize()
    words = f"{of} pieces lie in the {part} of the cycle ({listed(late)})."
    act = "Write a line in a week when nothing is due." if cycle.state is State.OPEN else ""
    command = f"enquiry reflect -c {cycle.number}" if act else ""
    return Sign("spread", "end-loaded", words, names(late), act, command, asks=True)


NOTHING = "There is no evidence, reflection or review yet."


def weeks(cycle: Cycle, calendar: Calendar, today: date) -> tuple[Week, ...]:
    """Return the weeks of the cycle, Monday to Sunday, the empty ones too."""
    pieces = Counter(_monday(piece.happened_on) for piece in pieces_of(cycle))
    span = whole(cycle, today)
    mondays = (date.fromordinal(day) for day in range(_monday(span.begin).toordinal(), span.end.toordinal(), 7))
    return tuple(Week(day, pieces[day], calendar.teaching_days(Period(day, day + WEEK))) for day in mondays)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
