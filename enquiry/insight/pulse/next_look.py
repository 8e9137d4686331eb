"""The next look: every open cycle has one, set by the person or worked out."""

from datetime import date
from typing import NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import EARLIEST, LATEST, ONE_DAY, spell
from enquiry.dates.terms import UNNAMED_HOLIDAY
from enquiry.insight.pulse import sign
from enquiry.insight.pulse.follow_ups import build_follow_ups, find_next_follow_up
from enquiry.insight.pulse.sign import Finding
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.tag import is_tag_under
from enquiry.words import format_count

SPRINT = "sprint"
"""The tag of a cycle of a few quick turns."""

LEADERSHIP = "leadership"
"""The tag of a cycle about leading, where change takes longer to show."""


def get_look_interval(cycle: Cycle, rules: PulseRules = DEFAULT_RULES) -> int:
    """Return how many teaching days after a review the next look at a cycle falls, unless a day is named.

    Rule: 20; 5 in a cycle tagged *sprint*, 30 in one tagged *leadership*, or under a tag nested in these.
    """
    if any(is_tag_under(tag, SPRINT) for tag in cycle.tags):
        return rules.sprint
    return rules.leadership if any(is_tag_under(tag, LEADERSHIP) for tag in cycle.tags) else rules.next_look


def compute_usual_look(cycle: Cycle, calendar: Calendar, day: date, rules: PulseRules = DEFAULT_RULES) -> date:
    """Return the day of the next look for a review on `day`: the cycle's pace in teaching days after it.

    Like every day that is kept it is `LATEST` at most.
    """
    return min(calendar.add_teaching_days(day, get_look_interval(cycle, rules)), LATEST)


class PlannedLook(NamedTuple):
    """When a cycle is to be looked at next: the day, the first teaching day from then on, and who set it."""

    on: date
    due_on: date
    was_set: bool


def tell_day_off(day: date, calendar: Calendar) -> str:
    """Return which holiday a day lies in and when school is back, to follow the day; nothing for any other day."""
    holiday = calendar.find_holiday(day)
    if holiday is None:
        return ""
    name = f"in the {holiday.name}" if holiday.period.days > 1 else f"which is {holiday.name}"
    name = "in the holidays" if holiday.name == UNNAMED_HOLIDAY else name
    return f", {name}; school is back on {spell(calendar.add_teaching_days(day - ONE_DAY, 1), weekday=True)}"


def plan_next_look(
    cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> PlannedLook | None:
    """Return when a cycle is to be looked at next; None where nothing was promised for a paused or closed one.

    Rule for an open cycle: the day that was set, until a review on or after it has answered it; else, once embedded,
    the day from which the next follow-up is due; else 20 teaching days after the last review, or after the cycle began.
    A paused or resting cycle has the day to take it up again, where one was set; a closed one the looks that were
    promised, one after the other until each was made, unless its next look was cleared. A day off is not a day to
    look: the look is due on the first teaching day from then on.
    """
    if cycle.state is CycleState.CLOSED:
        return plan_promised_look(cycle, calendar, today, rules)
    was_set = False
    if (on := cycle.next_look) and not any(review.happened_on >= on for review in cycle.reviews):
        was_set = True
    elif cycle.state is not CycleState.OPEN:
        return None
    elif not cycle.is_embedded:
        since = cycle.reviews[-1].happened_on if cycle.reviews else cycle.began_on
        usual = compute_usual_look(cycle, calendar, since, rules)
        return PlannedLook(usual, usual, was_set=False)
    elif (on := find_next_follow_up(cycle, calendar, today, rules)) is None:
        return None
    return PlannedLook(on, calendar.add_teaching_days(max(on, EARLIEST) - ONE_DAY, 1), was_set)


def plan_promised_look(
    cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> PlannedLook | None:
    """Return the first look at a closed cycle that was promised and not made; None once they were made or let go."""
    if not cycle.next_look:
        return None
    found = build_follow_ups(cycle, calendar, today, rules) if cycle.is_embedded else ()
    waiting = {one.on for one in found if one.state != "done"} if not found or found[-1].state != "done" else set()
    looks = [entry for entry in (*cycle.evidence, *cycle.reviews) if entry.happened_on >= cycle.next_look]
    if not looks and cycle.next_look not in {one.on for one in found}:
        waiting.add(cycle.next_look)
    on = min(waiting, default=None)
    return PlannedLook(on, calendar.add_teaching_days(on - ONE_DAY, 1), on == cycle.next_look) if on else None


def describe_promise(cycle: Cycle, ahead: PlannedLook) -> tuple[str, Act]:
    """Return what was promised for a paused or closed cycle, in a sentence, and the act that keeps it."""
    if cycle.state is not CycleState.CLOSED:
        words = f"Cycle {cycle.number} is {cycle.state}; you meant to take it up again on {spell(ahead.on)}."
        return words, Act(ActKind.REOPEN_ITEM, item=str(cycle.number))
    embed = cycle.embedding_review
    since = f"was embedded on {spell(embed.happened_on)}" if embed and cycle.is_embedded else "is closed"
    words = f"Cycle {cycle.number} {since}; you meant to look on {spell(ahead.on)} whether it is still happening."
    return words, Act(ActKind.LOG_FOLLOW_UP, cycle.number)


def is_look_due(ahead: PlannedLook | None, today: date) -> bool:
    """Return whether the look is due: its first teaching day has come."""
    return ahead is not None and ahead.due_on <= today


def evaluate_next_look(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Return when an open cycle is to be looked at next, and why.

    Rule: every open cycle has a next look. *Due* when its day (the next teaching day, where that is a day off) has
    come; else *set*, or *not set* where the usual one of 20 teaching days after the last review stands in for it.
    """
    if cycle.state is not CycleState.OPEN:
        promised = plan_next_look(cycle, calendar, today, rules)
        words = f"There is none: the cycle is {cycle.state}."
        if promised:
            words = f"None is asked for. {describe_promise(cycle, promised)[0]}"
        return Finding("next look", sign.NOT_ASKED, words)
    ahead, last = plan_next_look(cycle, calendar, today, rules), cycle.reviews[-1] if cycle.reviews else None
    entries, review = sign.list_entry_names(last), f"({sign.label_entry(last)})" if last else ""
    if ahead is None:
        return Finding("next look", "not set", f"None is set since it was embedded {review}.", entries)
    on = sign.format_short_day(ahead.on, today)
    if ahead.was_set and last and last.next_look == ahead.on:
        words = f"Set for {on} at the last review {review}."
    elif ahead.was_set:
        told = f"the last review was {sign.label_entry_bracketed(last)}" if last else "there is no review yet"
        words = f"Set for {on}; {told}."
    elif cycle.is_embedded:
        words = f"None is set; the follow-up after embedding {review} is due from {on}."
    else:
        days = format_count(get_look_interval(cycle, rules), "teaching day")
        words = f"None is set; {days} after the last review {review} is {on}."
        words = words if last else f"None is set, and there is no review yet; {days} after it began is {on}."
    if is_look_due(ahead, today):
        act = sign.suggest_act(cycle, "Look at the whole of it.", ActKind.REVIEW)
        return Finding("next look", "due", words, entries, act, asks=True)
    return Finding("next look", "set" if ahead.was_set else "not set", words, entries)
