"""Silences: how long nothing was written in an open cycle, in teaching days."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import ONE_DAY, Period, spell_short
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import NOT_ASKED, Finding, label_entry_bracketed
from enquiry.insight.pulse.snapshot import find_state_span, is_embedded, list_state_spans
from enquiry.insight.words import format_count
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry


class QuietSpell(NamedTuple):
    """The teaching days between two days on which something was written, or between the last one and today."""

    teaching_days: int
    before: date
    after: date
    to_today: bool = False


def count_teaching_days_between(before: date, after: date, calendar: Calendar) -> int:
    """Return how many teaching days lie between two days, neither of them counted."""
    return calendar.count_teaching_days(Period(before + ONE_DAY, after)) if before + ONE_DAY < after else 0


def count_quiet_days(cycle: Cycle, calendar: Calendar, today: date) -> int:
    """Return the teaching days since anything was dated in an open cycle; 0 once it is embedded or no longer open."""
    if cycle.state is not CycleState.OPEN or is_embedded(cycle):
        return 0
    return count_teaching_days_between(cycle.last_on, today, calendar)


def list_quiet_spells(cycle: Cycle, calendar: Calendar, today: date) -> Iterator[QuietSpell]:
    """Yield the silences of a cycle while it was open, the one up to today last.

    A silence ends with an entry, a new version of the question, or the cycle being opened again. Nothing is expected
    while it is paused, or after the decision to embed: follow-ups have days of their own.
    """
    days = {cycle.began_on, *(question.on for question in cycle.questions), *(turn.on for turn in cycle.turns)}
    found = list_state_spans(cycle)
    for before, after in pairwise(sorted(days | {entry.happened_on for entry in cycle.kept})):
        course = find_state_span(found, before)
        if course.state is CycleState.OPEN and not course.embedded:
            yield QuietSpell(count_teaching_days_between(before, after, calendar), before, after)
    yield QuietSpell(count_quiet_days(cycle, calendar, today), cycle.last_on, today, to_today=True)


def evaluate_gap(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Say how long the longest silence of an open cycle was.

    Rule: *quiet* when it is over 20 teaching days and lasts until today, *a long silence* when it is over and past,
    else *no long silence*. Not asked of a cycle that is paused or closed.
    """
    if cycle.state is not CycleState.OPEN:
        return Finding("gap", NOT_ASKED, f"None is looked for: the cycle is {cycle.state}.")
    *_, now = found = list(list_quiet_spells(cycle, calendar, today))
    command = f"enquiry evidence -c {cycle.number}"
    if now.teaching_days > rules.quiet:
        since = _find_last_entry(cycle, now.before)
        told = (
            label_entry_bracketed(since)
            if since
            else f"{spell_short(now.before)}, when it began; there is no entry yet"
        )
        words = f"{format_count(now.teaching_days, 'teaching day').capitalize()} since {told}."
        return Finding("gap", "quiet", words, (since.name,) if since else (), "A line is enough.", command, asks=True)
    longest = max(found, key=lambda silence: silence.teaching_days)
    long = longest.teaching_days > rules.quiet
    words, entries = _format_longest_spell(cycle, longest)
    return Finding("gap", "a long silence" if long else "no long silence", words, entries, asks=long)


def _format_longest_spell(cycle: Cycle, longest: QuietSpell) -> tuple[str, tuple[str, ...]]:
    if not cycle.kept:
        return f"There is no entry yet; it began on {spell_short(cycle.began_on)}.", ()
    if not longest.teaching_days:
        return f"There is none: {label_entry_bracketed(cycle.kept[-1])} is the last entry.", (cycle.kept[-1].name,)
    days = format_count(longest.teaching_days, "teaching day")
    before = _find_last_entry(cycle, longest.before, exactly=True)
    after = None if longest.to_today else _first_on(cycle, longest.after)
    since = label_entry_bracketed(before) if before else spell_short(longest.before)
    until = "today" if longest.to_today else label_entry_bracketed(after) if after else spell_short(longest.after)
    entries = tuple(entry.name for entry in (before, after) if entry)
    told = f"The longest is {days}, from {since} to {until}."
    return (told, entries) if entries else (f"{told} The last entry is {cycle.kept[-1].name}.", (cycle.kept[-1].name,))


def _find_last_entry(cycle: Cycle, day: date, *, exactly: bool = False) -> AnyEntry | None:
    found = (e for e in reversed(cycle.kept) if (e.happened_on == day if exactly else e.happened_on <= day))
    return next(found, None)


def _first_on(cycle: Cycle, day: date) -> AnyEntry | None:
    return next((entry for entry in cycle.kept if entry.happened_on == day), None)
