"""How evaluation lay over a cycle: silences, the spread, and whether it was written down at the time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from enquiry.acts import ActKind
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import ONE_DAY, Period, spell_short
from enquiry.insight.pulse import sign
from enquiry.insight.pulse.sign import Finding
from enquiry.insight.pulse.snapshot import compute_cycle_span
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.words import choose_form, format_count, spell_number

WEEK = timedelta(days=7)
NO_EVALUATION = "There is no evidence, reflection or review yet."
TIMELINESS = "written at the time"
POSITION_DECIMALS = 9
"""Decimals to which positions are compared, so that a mean of exactly 0.70 is not above 0.70."""


class EntryPosition(NamedTuple):
    """A piece of evaluation and where it lies between its cycle's first evidence or action (0) and its end (1)."""

    entry: AnyEntry
    position: float


class CycleWeek(NamedTuple):
    """A week of a cycle: its Monday, how many pieces of evaluation are dated in it, and its teaching days."""

    begins: date
    pieces: int
    teaching_days: int


def compute_position(day: date, span: Period, calendar: Calendar) -> float:
    """Return where `day` lies in a span of days, counted in teaching days, from 0 to 1.

    A teaching day takes up one place of as many as the span has teaching days and stands in its middle; a day off
    stands where its two neighbours meet. So a piece on every teaching day, and any pieces that lie evenly from both
    ends, have a mean of 0.50. A day before the span counts as its first. A span with no teaching days at all has only
    its middle.
    """
    taught, day = calendar.count_teaching_days(span), max(day, span.begin)
    if not taught:
        return 0.5
    before = calendar.count_teaching_days(Period(span.begin, day)) if day > span.begin else 0
    through = calendar.count_teaching_days(Period.through(span.begin, day))
    return (before + through) / 2 / taught


def locate_evaluation(cycle: Cycle, calendar: Calendar, today: date) -> tuple[EntryPosition, ...]:
    """Return the pieces of evaluation with their positions between the first evidence or action and the end, or today.

    What was only asked and read before is no time in which evaluation could have been written.
    """
    span = compute_cycle_span(cycle, today)
    if tried := [entry.happened_on for entry in (*cycle.evidence, *cycle.actions)]:
        span = Period(min(tried), max(span.end, min(tried) + ONE_DAY))
    return tuple(EntryPosition(p, compute_position(p.happened_on, span, calendar)) for p in cycle.evaluation)


def compute_mean_position(pieces: tuple[EntryPosition, ...]) -> float | None:
    """Return the mean of the positions, or None where there are none."""
    return sum(piece.position for piece in pieces) / len(pieces) if pieces else None


def evaluate_spread(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Judge whether evaluation was spread over the cycle, from its first evidence or action to its end.

    Rule: for 4 or more pieces of evidence, reflection and review, *end-loaded* when the cycle is closed and their mean
    position is above 0.70 or more than half lie after 0.75; else *spread out*. Until a cycle is closed today is always
    its end, so it is *under way*, with no verdict. Fewer pieces are *too few to say*.
    """
    pieces = locate_evaluation(cycle, calendar, today)
    entries, number = tuple(piece.entry for piece in pieces), format_count(len(pieces), "piece").capitalize()
    if len(pieces) < rules.pieces:
        words = f"{number} so far ({sign.join_entry_names(entries)})." if pieces else NO_EVALUATION
        return Finding("spread", "too few to say", words, sign.list_entry_names(*entries))
    first, last = sign.label_entry_bracketed(entries[0]), sign.label_entry_bracketed(entries[-1])
    evenly = Finding("spread", "spread out", f"{number}, from {first} to {last}.", sign.list_entry_names(*entries))
    if cycle.state is not CycleState.CLOSED:
        return evenly._replace(state="under way")
    late = [piece.entry for piece in pieces if round(piece.position, POSITION_DECIMALS) > rules.late_from]
    part = "last quarter" if rules.late_from == 0.75 else "last part"
    if len(late) <= len(pieces) * rules.late_share:
        late = [piece.entry for piece in pieces if piece.position > 0.5]
        part = "second half"
        if round(sum(piece.position for piece in pieces) / len(pieces), POSITION_DECIMALS) <= rules.mean_position:
            return evenly
    of = f"{spell_number(len(late))} of {spell_number(len(pieces))}".capitalize()
    words = f"{of} pieces lie in the {part} of the cycle ({sign.join_entry_names(late)})."
    return Finding("spread", "end-loaded", words, sign.list_entry_names(*late), asks=True)


def build_cycle_weeks(cycle: Cycle, calendar: Calendar, today: date) -> tuple[CycleWeek, ...]:
    """Return the weeks of the cycle, Monday to Sunday, the empty ones too."""
    span = compute_cycle_span(cycle, today)
    pieces = Counter(piece.happened_on - timedelta(days=piece.happened_on.weekday()) for piece in cycle.evaluation)
    first = span.begin - timedelta(days=span.begin.weekday())
    mondays = (date.fromordinal(day) for day in range(first.toordinal(), span.end.toordinal(), 7))
    return tuple(CycleWeek(day, pieces[day], calendar.count_teaching_days(Period(day, day + WEEK))) for day in mondays)


def evaluate_timeliness(cycle: Cycle, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Judge whether evaluation was written down at the time.

    Rule: a piece of evidence, reflection or review is written at the time when it is recorded within 14 days of
    happening. *Written up afterwards* when more than half of them were typed on one day about more than 3 different
    days; else *at the time*, or *some later* where any took longer.
    """
    pieces = cycle.evaluation
    if not pieces:
        return Finding(TIMELINESS, "nothing yet", NO_EVALUATION)
    sittings: dict[date, list[AnyEntry]] = {}
    for piece in pieces:
        sittings.setdefault(piece.recorded_at.date(), []).append(piece)
    for typed, together in sittings.items():
        days = {entry.happened_on for entry in together}
        if len(together) > len(pieces) * rules.sitting_share and len(days) > rules.sitting_days:
            share, names = _format_proportion(together, len(pieces)), sign.join_entry_names(together)
            words = f"{share} typed on {spell_short(typed)} about {spell_number(len(days))} different days ({names})."
            act = sign.suggest_act(cycle, "Write the next line on its day.", ActKind.LOG_EVIDENCE)
            return Finding(TIMELINESS, "written up afterwards", words, sign.list_entry_names(*together), act, asks=True)
    late: list[AnyEntry] = [p for p in pieces if (p.recorded_at.date() - p.happened_on).days > rules.at_the_time]
    if late:
        share, names = _format_proportion(late, len(pieces)), sign.join_entry_names(late)
        words = f"{share} written more than {rules.at_the_time} days after the day ({names})."
        return Finding(TIMELINESS, "some later", words, sign.list_entry_names(*late))
    all_of = {1: "The one piece was", 2: "Both pieces were"}.get(len(pieces), f"All {spell_number(len(pieces))} were")
    words = f"{all_of} written within {rules.at_the_time} days of the day ({sign.format_entry_range(pieces)})."
    return Finding(TIMELINESS, "at the time", words, sign.list_entry_names(*pieces))


def _format_proportion(some: list[AnyEntry], of: int) -> str:
    were = choose_form(len(some), "was", "were")
    return f"{spell_number(len(some)).capitalize()} of {spell_number(of)} pieces {were}"


# --- Silences, in teaching days.


class QuietSpell(NamedTuple):
    """The teaching days between two days on which something was written, or between the last one and today."""

    teaching_days: int
    before: date
    after: date
    to_today: bool = False

    @property
    def years(self) -> int:
        """The whole years between its two days."""
        return relativedelta(self.after - ONE_DAY, self.before).years

    def format_length(self, quiet: str = "") -> str:
        """Return how long it was: "23 quiet teaching days" for the word *quiet*; "more than six years" from one on."""
        if self.years:
            number = "a" if self.years == 1 else spell_number(self.years)
            return f"more than {number} {choose_form(self.years, f'{quiet} year'.strip())}"
        return format_count(self.teaching_days, f"{quiet} teaching day".strip())


def count_teaching_days_between(before: date, after: date, calendar: Calendar) -> int:
    """Return how many teaching days lie between two days, neither of them counted."""
    return calendar.count_teaching_days(Period(before + ONE_DAY, after)) if before + ONE_DAY < after else 0


def find_latest_silence(cycles: Sequence[Cycle], calendar: Calendar, today: date) -> QuietSpell:
    """Return the silence of some cycles up to today; of no days where none of them is open and not yet embedded."""
    last = max((day for cycle in cycles for day in _list_days(cycle) if day <= today), default=today)
    expecting = any(cycle.state is CycleState.OPEN and not cycle.is_embedded for cycle in cycles)
    quiet = count_teaching_days_between(last, today, calendar) if expecting else 0
    return QuietSpell(quiet, last, today, to_today=True)


def list_quiet_spells(cycles: Sequence[Cycle], calendar: Calendar, today: date) -> Iterator[QuietSpell]:
    """Yield the silences that some cycles share while any of them was open, the one up to today last.

    A silence ends with an entry, a new version of a question, or a cycle being closed, paused or opened again. Nothing
    is expected before a cycle began, while it is paused or closed, or after the decision to embed: follow-ups have days
    of their own. What is dated after today is not here yet.
    """
    days = {day for cycle in cycles for day in _list_days(cycle) if day <= today}
    changes, awaited = (
        Counter[date](),
        0,
    )  # of how many cycles more something is expected from a day on; of all
    for cycle in cycles:
        now = False
        for day in sorted({cycle.began_on, *(span.on for span in cycle.spans if span.on > cycle.began_on)}):
            span, earlier = cycle.get_span_on(day), now
            now = span.state is CycleState.OPEN and not span.embedded
            changes[day] += now - earlier
    for before, after in pairwise(sorted(days)):
        awaited += changes[before]
        if awaited:
            yield QuietSpell(count_teaching_days_between(before, after, calendar), before, after)
    yield find_latest_silence(cycles, calendar, today)


def _list_days(cycle: Cycle) -> Iterator[date]:
    yield cycle.began_on
    yield from (dated.on for several in (cycle.questions, cycle.turns) for dated in several)
    yield from (entry.happened_on for entry in cycle.kept)


def evaluate_gap(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Judge how long the longest silence of an open cycle was.

    Rule: *quiet* when it is over 20 teaching days and lasts until today, *a long silence* when it is over and past,
    else *no long silence*. Not asked of a cycle that is paused or closed.
    """
    if cycle.state is not CycleState.OPEN:
        return Finding("gap", sign.NOT_ASKED, f"None is looked for: the cycle is {cycle.state}.")
    *_, now = spells = list(list_quiet_spells([cycle], calendar, today))
    if now.teaching_days > rules.quiet:
        last = next((entry for entry in reversed(cycle.kept) if entry.happened_on <= now.before), None)
        day = _format_past_day(now.before, today)
        since = f"{last.name} ({day})" if last else f"{day}, when it began; there is no entry yet"
        length = now.format_length()
        words = f"{length[0].upper()}{length[1:]} since {since}."
        act = sign.suggest_act(cycle, "A line is enough.", ActKind.LOG_EVIDENCE)
        return Finding("gap", "quiet", words, sign.list_entry_names(last), act, asks=True)
    longest = max(spells, key=lambda spell: spell.teaching_days)
    long = longest.teaching_days > rules.quiet
    words, entries = _format_longest_spell(cycle, longest, today)
    return Finding("gap", "a long silence" if long else "no long silence", words, entries, asks=long)


def _format_longest_spell(cycle: Cycle, longest: QuietSpell, today: date) -> tuple[str, tuple[str, ...]]:
    """Return a silence in a sentence, and the names of the entries on either side of it."""
    if not cycle.kept:
        return f"There is no entry yet; it began on {spell_short(cycle.began_on)}.", ()
    if not longest.teaching_days:
        return f"There is none: {sign.label_entry_bracketed(cycle.kept[-1])} is the last entry.", (cycle.kept[-1].name,)
    before = next((entry for entry in reversed(cycle.kept) if entry.happened_on == longest.before), None)
    after = next((entry for entry in cycle.kept if entry.happened_on == longest.after and not longest.to_today), None)
    days = (_format_past_day(day, today) for day in (longest.before, longest.after))
    since, until = (f"{e.name} ({day})" if e else day for e, day in zip((before, after), days, strict=True))
    length, until = longest.format_length(), "today" if longest.to_today else until
    told = f"The longest is {length}, from {since} to {until}."
    if entries := sign.list_entry_names(before, after):
        return told, entries
    return f"{told} The last entry is {cycle.kept[-1].name}.", (cycle.kept[-1].name,)


def _format_past_day(day: date, today: date) -> str:
    """Return a day in short, with its year where a year has passed since."""
    return spell_short(day, year=day <= today - relativedelta(years=1))
