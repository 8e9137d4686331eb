"""Silences: how long nothing was written in an open cycle, in teaching days."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from enquiry.acts import ActKind
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import ONE_DAY, Period, spell_short
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import NOT_ASKED, Finding, label_entry_bracketed, list_entry_names, suggest_act
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.words import format_count


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
    if cycle.state is not CycleState.OPEN or cycle.is_embedded:
        return 0
    return count_teaching_days_between(cycle.last_on, today, calendar)


def list_quiet_spells(cycle: Cycle, calendar: Calendar, today: date) -> Iterator[QuietSpell]:
    """Yield the silences of a cycle while it was open, the one up to today last.

    A silence ends with an entry, a new version of the question, or the cycle being opened again. Nothing is expected
    while it is paused, or after the decision to embed: follow-ups have days of their own.
    """
    days = {cycle.began_on, *(question.on for question in cycle.questions), *(turn.on for turn in cycle.turns)}
    for before, after in pairwise(sorted(days | {entry.happened_on for entry in cycle.kept})):
        span = cycle.get_span_on(before)
        if span.state is CycleState.OPEN and not span.embedded:
            yield QuietSpell(count_teaching_days_between(before, after, calendar), before, after)
    yield QuietSpell(count_quiet_days(cycle, calendar, today), cycle.last_on, today, to_today=True)


def evaluate_gap(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Judge how long the longest silence of an open cycle was.

    Rule: *quiet* when it is over 20 teaching days and lasts until today, *a long silence* when it is over and past,
    else *no long silence*. Not asked of a cycle that is paused or closed.
    """
    if cycle.state is not CycleState.OPEN:
        return Finding("gap", NOT_ASKED, f"None is looked for: the cycle is {cycle.state}.")
    *_, now = spells = list(list_quiet_spells(cycle, calendar, today))
    if now.teaching_days > rules.quiet:
        last = next((entry for entry in reversed(cycle.kept) if entry.happened_on <= now.before), None)
        began = f"{spell_short(now.before)}, when it began; there is no entry yet"
        since = label_entry_bracketed(last) if last else began
        words = f"{format_count(now.teaching_days, 'teaching day').capitalize()} since {since}."
        act = suggest_act(cycle, "A line is enough.", ActKind.LOG_EVIDENCE)
        return Finding("gap", "quiet", words, list_entry_names(last), act, asks=True)
    longest = max(spells, key=lambda spell: spell.teaching_days)
    long = longest.teaching_days > rules.quiet
    words, entries = _format_longest_spell(cycle, longest)
    return Finding("gap", "a long silence" if long else "no long silence", words, entries, asks=long)


def _format_longest_spell(cycle: Cycle, longest: QuietSpell) -> tuple[str, tuple[str, ...]]:
    """Return a silence in a sentence, and the names of the entries on either side of it."""
    if not cycle.kept:
        return f"There is no entry yet; it began on {spell_short(cycle.began_on)}.", ()
    if not longest.teaching_days:
        return f"There is none: {label_entry_bracketed(cycle.kept[-1])} is the last entry.", (cycle.kept[-1].name,)
    before = next((entry for entry in reversed(cycle.kept) if entry.happened_on == longest.before), None)
    after = next((entry for entry in cycle.kept if entry.happened_on == longest.after and not longest.to_today), None)
    since = label_entry_bracketed(before) if before else spell_short(longest.before)
    until = "today" if longest.to_today else label_entry_bracketed(after) if after else spell_short(longest.after)
    told = f"The longest is {format_count(longest.teaching_days, 'teaching day')}, from {since} to {until}."
    if entries := list_entry_names(before, after):
        return told, entries
    return f"{told} The last entry is {cycle.kept[-1].name}.", (cycle.kept[-1].name,)
