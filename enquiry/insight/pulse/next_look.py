"""The next look: every open cycle has one, set by the person or worked out."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import ONE_DAY
from enquiry.insight.pulse.look_dates import compute_usual_look, get_look_interval
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import NOT_ASKED, Finding, format_short_day, label_entry, label_entry_bracketed
from enquiry.insight.pulse.snapshot import is_embedded, list_reviews
from enquiry.insight.pulse.sustain import find_next_follow_up
from enquiry.insight.words import format_count
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Review


class PlannedLook(NamedTuple):
    """When a cycle is to be looked at next: the day, the first teaching day from then on, and who set it."""

    on: date
    due_on: date
    was_set: bool


def plan_next_look(
    cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> PlannedLook | None:
    """Return when an open cycle is to be looked at next; None where it is paused or closed.

    Rule: the day that was set, until a review on or after it has answered it; else, once embedded, the day from which
    the next follow-up is due; else 20 teaching days after the last review, or after the cycle began. A day off is not
    a day to look: the look is due on the first teaching day from then on.
    """
    if cycle.state is not CycleState.OPEN:
        return None
    answered = any(cycle.next_look and review.happened_on >= cycle.next_look for review in list_reviews(cycle))
    if cycle.next_look and not answered:
        return PlannedLook(cycle.next_look, _find_teaching_day(cycle.next_look, calendar), was_set=True)
    if is_embedded(cycle):
        following = find_next_follow_up(cycle, calendar, today, rules)
        return PlannedLook(following, _find_teaching_day(following, calendar), was_set=False) if following else None
    reviews = list_reviews(cycle)
    since = reviews[-1].happened_on if reviews else cycle.began_on
    usual = compute_usual_look(cycle, calendar, since, rules)
    return PlannedLook(usual, usual, was_set=False)


def _find_teaching_day(day: date, calendar: Calendar) -> date:
    return calendar.add_teaching_days(day - ONE_DAY, 1)


def is_look_due(ahead: PlannedLook | None, today: date) -> bool:
    """Say whether the look is due: its first teaching day has come."""
    return ahead is not None and ahead.due_on <= today


def find_due_cycles(
    cycles: Iterable[Cycle], calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> tuple[Cycle, ...]:
    """Return the cycles that are due a look, the longest overdue first."""
    looks = [(plan_next_look(cycle, calendar, today, rules), cycle) for cycle in cycles]
    due = [(ahead.due_on, cycle.number, cycle) for ahead, cycle in looks if ahead and is_look_due(ahead, today)]
    return tuple(cycle for _, _, cycle in sorted(due, key=lambda one: one[:2]))


def evaluate_next_look(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Say when an open cycle is to be looked at next.

    Rule: every open cycle has a next look. *Due* when its day (the next teaching day, where that is a day off) has
    come; else *set*, or *not set* where the usual one of 20 teaching days after the last review stands in for it.
    """
    ahead = plan_next_look(cycle, calendar, today, rules)
    if cycle.state is not CycleState.OPEN:
        return Finding("next look", NOT_ASKED, f"There is none: the cycle is {cycle.state}.")
    reviews = list_reviews(cycle)
    entries = (reviews[-1].name,) if reviews else ()
    if ahead is None:
        return Finding(
            "next look", "not set", f"None is set since it was embedded ({label_entry(reviews[-1])}).", entries
        )
    words = _format_look_reason(cycle, ahead, reviews, today, rules)
    if is_look_due(ahead, today):
        command = f"enquiry review -c {cycle.number}"
        return Finding("next look", "due", words, entries, "Look at the whole of it.", command, asks=True)
    return Finding("next look", "set" if ahead.was_set else "not set", words, entries)


def _format_look_reason(
    cycle: Cycle, ahead: PlannedLook, reviews: tuple[Review, ...], today: date, rules: PulseRules
) -> str:
    on = format_short_day(ahead.on, today)
    if ahead.was_set and reviews and reviews[-1].next_look == ahead.on:
        return f"Set for {on} at the last review ({label_entry(reviews[-1])})."
    if ahead.was_set:
        last = f"the last review was {label_entry_bracketed(reviews[-1])}" if reviews else "there is no review yet"
        return f"Set for {on}; {last}."
    if is_embedded(cycle):
        return f"None is set; the follow-up after embedding ({label_entry(reviews[-1])}) is due from {on}."
    days = format_count(get_look_interval(cycle, rules), "teaching day")
    if reviews:
        return f"None is set; {days} after the last review ({label_entry(reviews[-1])}) is {on}."
    return f"None is set, and there is no review yet; {days} after it began is {on}."
