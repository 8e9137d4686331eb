"""The pulse of a cycle, and of several: all signs together, the words they come to, and the next act."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.insight.measures.series import Series, series_of
from enquiry.insight.pulse.breadth import Cell, disagreeing, grid, one_sided, triangulation
from enquiry.insight.pulse.gaps import gap
from enquiry.insight.pulse.hunch import delivery, hunch_and_found
from enquiry.insight.pulse.next_look import look_ahead, next_look
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.sign import Sign, day_in
from enquiry.insight.pulse.snapshot import as_at, is_embedded, whole
from enquiry.insight.pulse.spread import Placed, Week, placed, spread, weeks
from enquiry.insight.pulse.start import baseline, needs_baseline, success_sign
from enquiry.insight.pulse.sustain import FollowUp, follow_ups, sustain
from enquiry.insight.pulse.timing import written_at_the_time
from enquiry.insight.words import counted, joined, spelled_number
from enquiry.model.choices import Decision, State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence
from enquiry.model.journal import Journal

# --- The state of a cycle's evaluation, in words.


class Reads(StrEnum):
    """How a cycle's evaluation reads, in a word."""

    DUE = "due a look"
    NEEDS_BASELINE = "needs a baseline"
    QUIET = "quiet"
    END_LOADED = "end-loaded"
    EARLY = "early days"
    STEADY = "steady"
    EMBEDDED = "embedded"
    STOPPED = "stopped"


def reads(cycle: Cycle, signs: dict[str, Sign]) -> tuple[Reads, ...]:
    """Return the words a cycle reads as: how its evaluation goes, then *embedded* or *stopped* where that was decided.

    How it goes is the first of these that holds: *due a look* (the next look has come), *needs a baseline* (something
    was changed, nothing says how it was before, nor why not), *quiet* (a silence over the threshold lasts until today),
    *end-loaded*, *early days* (too few pieces to speak of their spread), *steady*. An embedded cycle is never asked for
    a baseline, a paused or closed one for a look either; with too few pieces these two are called nothing at all.
    """
    return tuple(word for word in (_how_it_goes(cycle, signs), _what_was_decided(cycle)) if word)


def _how_it_goes(cycle: Cycle, signs: dict[str, Sign]) -> Reads | None:
    states = {name: sign.state for name, sign in signs.items()}
    settled = cycle.state is not State.OPEN or is_embedded(cycle)
    if states["next look"] == "due":
        return Reads.DUE
    if needs_baseline(cycle) and not settled:
        return Reads.NEEDS_BASELINE
    if states["gap"] == "quiet":
        return Reads.QUIET
    if states["spread"] == "too few to say":
        return None if settled else Reads.EARLY
    return Reads.END_LOADED if states["spread"] == "end-loaded" else Reads.STEADY


def _what_was_decided(cycle: Cycle) -> Reads | None:
    if is_embedded(cycle):
        return Reads.EMBEDDED
    stopped = cycle.decided is not None and cycle.decided.decision is Decision.STOP
    return Reads.STOPPED if stopped and cycle.state is State.CLOSED else None


# --- How many cycles are open at once.


def too_many(cycles: Sequence[Cycle], rules: Rules = USUAL) -> Sign:
    """Say whether more is under way than one person can look at closely.

    Rule: *many* with more than 2 open cycles, those that are embedded not counted; else *few*.
    """
    under_way = [cycle for cycle in cycles if cycle.state is State.OPEN and not is_embedded(cycle)]
    if not under_way:
        return Sign("too many", "few", "No cycle is under way.")
    last = tuple(cycle.kept[-1].name for cycle in under_way if cycle.kept)
    told = joined([_told(cycle) for cycle in under_way])
    words = f"{counted(len(under_way), 'cycle')} {'is' if len(under_way) == 1 else 'are'} under way: {told}."
    words = words[0].upper() + words[1:]
    if len(under_way) <= rules.open_cycles:
        return Sign("too many", "few", words, last)
    act = f"Fewer actions, connected to each other, go deeper than {spelled_number(len(under_way))} at once."
    return Sign("too many", "many", words, last, act, "enquiry list", asks=True)


def _told(cycle: Cycle) -> str:
    return f"{cycle.number} (last {cycle.kept[-1].name})" if cycle.kept else f"{cycle.number} (no entry yet)"


FIRST_THINGS = (
    *("next look", "baseline", "gap", "sustain", "one-sided", "delivery"),
    *("triangulation", "success sign", "spread", "written at the time"),
)
"""The signs in the order in which their acts come next."""


class Act(NamedTuple):
    """The smallest useful next act: in words, and as a line that can be pasted."""

    words: str
    command: str


class Pulse(NamedTuple):
    """How the evaluation of one cycle is going, as at a day. The cycle is as it stood at the end of that day."""

    cycle: Cycle
    reads: tuple[Reads, ...]
    span: Period
    weeks: tuple[Week, ...]
    placed: tuple[Placed, ...]
    signs: tuple[Sign, ...]
    disagreeing: tuple[Evidence, ...]
    grid: tuple[Cell, ...]
    found: tuple[Series, ...]
    look_on: date | None
    follow_ups: tuple[FollowUp, ...]
    next: Act

    @property
    def words(self) -> tuple[str, ...]:
        """What is said of it beside its question: how it reads, and *paused* or *closed* where that says more."""
        known = {Reads.STOPPED} & {*self.reads} or self.cycle.state is State.OPEN
        return tuple(str(word) for word in (*self.reads, *(() if known else (self.cycle.state,))))


class Pulses(NamedTuple):
    """The pulses that were asked for, as at a day, and whether too much is under way at once."""

    today: date
    pulses: tuple[Pulse, ...]
    many: Sign


def pulses_of(
    cycles: Iterable[Cycle] | None, journal: Journal, calendar: Calendar, today: date, rules: Rules = USUAL
) -> Pulses:
    """Return the pulses of some cycles as at the end of `today`; of every cycle open on that day, where None."""
    then = [as_at(cycle, today) for cycle in journal.kept if cycle.began_on <= today]
    still_open = [cycle for cycle in then if cycle.state is State.OPEN]
    chosen = still_open if cycles is None else cycles
    pulses = tuple(pulse_of(cycle, journal, calendar, today, rules) for cycle in chosen)
    return Pulses(today, pulses, too_many(still_open, rules))


def pulse_of(cycle: Cycle, journal: Journal, calendar: Calendar, today: date, rules: Rules = USUAL) -> Pulse:
    """Return the pulse of a cycle as at the end of `today`."""
    then = as_at(cycle, today)
    found = series_of(then, journal)
    signs = _signs(then, found, calendar, today, rules)
    ahead = look_ahead(then, calendar, today, rules)
    return Pulse(
        cycle=then,
        reads=reads(then, {sign.name: sign for sign in signs}),
        span=whole(then, today),
        weeks=weeks(then, calendar, today),
        placed=placed(then, calendar, today),
        signs=signs,
        disagreeing=disagreeing(then),
        grid=grid(then),
        found=found,
        look_on=ahead and ahead.due_on,
        follow_ups=follow_ups(then, calendar, today, rules),
        next=_next(then, signs, journal, ahead and ahead.due_on, today),
    )


def _signs(cycle: Cycle, found: tuple[Series, ...], calendar: Calendar, today: date, rules: Rules) -> tuple[Sign, ...]:
    return (
        baseline(cycle),
        success_sign(cycle),
        spread(cycle, calendar, today, rules),
        gap(cycle, calendar, today, rules),
        written_at_the_time(cycle, rules),
        next_look(cycle, calendar, today, rules),
        triangulation(cycle, rules),
        one_sided(cycle, rules),
        delivery(cycle, today, rules),
        hunch_and_found(cycle, found),
        sustain(cycle, found, calendar, today, rules),
    )


def _next(cycle: Cycle, signs: tuple[Sign, ...], journal: Journal, look_on: date | None, today: date) -> Act:
    """Return the act of the first sign that asks for one; else what the cycle goes on with."""
    if cycle.state is not State.OPEN:
        return _afterwards(cycle, journal, today)
    asking = {sign.name: sign for sign in signs if sign.asks and sign.command}
    if name := next((name for name in FIRST_THINGS if name in asking), ""):
        return Act(asking[name].act, asking[name].command)
    if not cycle.kept:
        sign = signs[0]
        return Act(sign.act, sign.command)
    until = f", until the look on {day_in(look_on, today)}" if look_on else ""
    return Act(f"A line now and then{until}.", f"enquiry evidence -c {cycle.number}")


def _afterwards(cycle: Cycle, journal: Journal, today: date) -> Act:
    grown = [other for other in journal.kept if other.grew_from == cycle.number and other.began_on <= today]
    if grown:
        return Act(f"It grew into {grown[0].number}.", f"enquiry pulse {grown[0].number}")
    if cycle.state is State.PAUSED:
        return Act("It waits until you take it up again.", f"enquiry reopen {cycle.number}")
    stopped = cycle.decided is not None and cycle.decided.decision is Decision.STOP
    words = "Begin the following one with a baseline." if stopped else "Another may grow from it."
    return Act(words, f'enquiry start --grew-from {cycle.number} "…"')
