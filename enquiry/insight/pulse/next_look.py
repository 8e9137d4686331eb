"""The next look: every open cycle has one, set by the person or worked out."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import ONE_DAY
from enquiry.insight.pulse.look_dates import pace, usual_look
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.sign import NOT_ASKED, Sign, at, dated, day_in
from enquiry.insight.pulse.snapshot import is_embedded, reviews_of
from enquiry.insight.pulse.sustain import next_follow_up
from enquiry.insight.words import counted
from enquiry.model.choices import State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Review


class Ahead(NamedTuple):
    """When a cycle is to be looked at next: the day, the first teaching day from then on, and who set it."""

    on: date
    due_on: date
    was_set: bool


def look_ahead(cycle: Cycle, calendar: Calendar, today: date, rules: Rules = USUAL) -> Ahead | None:
    """Return when an open cycle is to be looked at next; None where it is paused or closed.

    Rule: the day that was set, until a review on or after it has answered it; else, once embedded, the day from which
    the next follow-up is due; else 20 teaching days after the last review, or after the cycle began. A day off is not
    a day to look: the look is due on the first teaching day from then on.
    """
    if cycle.state is not State.OPEN:
        return None
    answered = any(cycle.next_look and review.happened_on >= cycle.next_look for review in reviews_of(cycle))
    if cycle.next_look and not answered:
        return Ahead(cycle.next_look, _teaching_day_from(cycle.next_look, calendar), was_set=True)
    if is_embedded(cycle):
        following = next_follow_up(cycle, calendar, today, rules)
        return Ahead(following, _teaching_day_from(following, calendar), was_set=False) if following else None
    reviews = reviews_of(cycle)
    since = reviews[-1].happened_on if reviews else cycle.began_on
    usual = usual_look(cycle, calendar, since, rules)
    return Ahead(usual, usual, was_set=False)


def _teaching_day_from(day: date, calendar: Calendar) -> date:
    return calendar.after_teaching_days(day - ONE_DAY, 1)


def is_due(ahead: Ahead | None, today: date) -> bool:
    """Say whether the look is due: its first teaching day has come."""
    return ahead is not None and ahead.due_on <= today


def due_among(cycles: Iterable[Cycle], calendar: Calendar, today: date, rules: Rules = USUAL) -> tuple[Cycle, ...]:
    """Return the cycles that are due a look, the longest overdue first."""
    looks = [(look_ahead(cycle, calendar, today, rules), cycle) for cycle in cycles]
    due = [(ahead.due_on, cycle.number, cycle) for ahead, cycle in looks if ahead and is_due(ahead, today)]
    return tuple(cycle for _, _, cycle in sorted(due, key=lambda one: one[:2]))


def next_look(cycle: Cycle, calendar: Calendar, today: date, rules: Rules = USUAL) -> Sign:
    """Say when an open cycle is to be looked at next.

    Rule: every open cycle has a next look. *Due* when its day (the next teaching day, where that is a day off) has
    come; else *set*, or *not set* where the usual one of 20 teaching days after the last review stands in for it.
    """
    ahead = look_ahead(cycle, calendar, today, rules)
    if cycle.state is not State.OPEN:
        return Sign("next look", NOT_ASKED, f"There is none: the cycle is {cycle.state}.")
    reviews = reviews_of(cycle)
    entries = (reviews[-1].name,) if reviews else ()
    if ahead is None:
        return Sign("next look", "not set", f"None is set since it was embedded ({at(reviews[-1])}).", entries)
    words = _reason(cycle, ahead, reviews, today, rules)
    if is_due(ahead, today):
        command = f"enquiry review -c {cycle.number}"
        return Sign("next look", "due", words, entries, "Look at the whole of it.", command, asks=True)
    return Sign("next look", "set" if ahead.was_set else "not set", words, entries)


def _reason(cycle: Cycle, ahead: Ahead, reviews: tuple[Review, ...], today: date, rules: Rules) -> str:
    on = day_in(ahead.on, today)
    if ahead.was_set and reviews and reviews[-1].next_look == ahead.on:
        return f"Set for {on} at the last review ({at(reviews[-1])})."
    if ahead.was_set:
        last = f"the last review was {dated(reviews[-1])}" if reviews else "there is no review yet"
        return f"Set for {on}; {last}."
    if is_embedded(cycle):
        return f"None is set; the follow-up after embedding ({at(reviews[-1])}) is due from {on}."
    days = counted(pace(cycle, rules), "teaching day")
    if reviews:
        return f"None is set; {days} after the last review ({at(reviews[-1])}) is {on}."
    return f"None is set, and there is no review yet; {days} after it began is {on}."
