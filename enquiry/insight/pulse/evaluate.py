"""The pulse of a cycle, and of several: all signs together, the words they come to, and the next act."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.insight.measures.series import Series, collect_series
from enquiry.insight.pulse.breadth import (
    EvidenceCell,
    build_evidence_grid,
    evaluate_one_sidedness,
    evaluate_triangulation,
    find_disagreeing_evidence,
)
from enquiry.insight.pulse.gaps import evaluate_gap
from enquiry.insight.pulse.hunch import evaluate_delivery, evaluate_hunch
from enquiry.insight.pulse.next_look import evaluate_next_look, plan_next_look
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import Finding, format_short_day
from enquiry.insight.pulse.snapshot import compute_cycle_span, is_embedded, snapshot_cycle
from enquiry.insight.pulse.spread import CycleWeek, EntryPosition, build_cycle_weeks, evaluate_spread, locate_evaluation
from enquiry.insight.pulse.start import evaluate_baseline, evaluate_success_sign, needs_baseline
from enquiry.insight.pulse.sustain import FollowUp, build_follow_ups, evaluate_sustain
from enquiry.insight.pulse.timing import evaluate_timeliness
from enquiry.insight.words import format_count, join_words, spell_number
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence
from enquiry.model.journal import Journal

# --- The state of a cycle's evaluation, in words.


class EvaluationState(StrEnum):
    """How a cycle's evaluation reads, in a word."""

    DUE = "due a look"
    NEEDS_BASELINE = "needs a baseline"
    QUIET = "quiet"
    END_LOADED = "end-loaded"
    EARLY = "early days"
    STEADY = "steady"
    EMBEDDED = "embedded"
    STOPPED = "stopped"


def evaluate_states(cycle: Cycle, signs: dict[str, Finding]) -> tuple[EvaluationState, ...]:
    """Return the words a cycle reads as: how its evaluation goes, then *embedded* or *stopped* where that was decided.

    How it goes is the first of these that holds: *due a look* (the next look has come), *needs a baseline* (something
    was changed, nothing says how it was before, nor why not), *quiet* (a silence over the threshold lasts until today),
    *end-loaded*, *early days* (too few pieces to speak of their spread), *steady*. An embedded cycle is never asked for
    a baseline, a paused or closed one for a look either; with too few pieces these two are called nothing at all.
    """
    return tuple(word for word in (_choose_progress_state(cycle, signs), _what_was_decided(cycle)) if word)


def _choose_progress_state(cycle: Cycle, signs: dict[str, Finding]) -> EvaluationState | None:
    states = {name: sign.state for name, sign in signs.items()}
    settled = cycle.state is not CycleState.OPEN or is_embedded(cycle)
    if states["next look"] == "due":
        return EvaluationState.DUE
    if needs_baseline(cycle) and not settled:
        return EvaluationState.NEEDS_BASELINE
    if states["gap"] == "quiet":
        return EvaluationState.QUIET
    if states["spread"] == "too few to say":
        return None if settled else EvaluationState.EARLY
    return EvaluationState.END_LOADED if states["spread"] == "end-loaded" else EvaluationState.STEADY


def _what_was_decided(cycle: Cycle) -> EvaluationState | None:
    if is_embedded(cycle):
        return EvaluationState.EMBEDDED
    stopped = cycle.decided is not None and cycle.decided.decision is Decision.STOP
    return EvaluationState.STOPPED if stopped and cycle.state is CycleState.CLOSED else None


# --- How many cycles are open at once.


def evaluate_open_cycles(cycles: Sequence[Cycle], rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Say whether more is under way than one person can look at closely.

    Rule: *many* with more than 2 open cycles, those that are embedded not counted; else *few*.
    """
    under_way = [cycle for cycle in cycles if cycle.state is CycleState.OPEN and not is_embedded(cycle)]
    if not under_way:
        return Finding("too many", "few", "No cycle is under way.")
    last = tuple(cycle.kept[-1].name for cycle in under_way if cycle.kept)
    told = join_words([_told(cycle) for cycle in under_way])
    words = f"{format_count(len(under_way), 'cycle')} {'is' if len(under_way) == 1 else 'are'} under way: {told}."
    words = words[0].upper() + words[1:]
    if len(under_way) <= rules.open_cycles:
        return Finding("too many", "few", words, last)
    act = f"Fewer actions, connected to each other, go deeper than {spell_number(len(under_way))} at once."
    return Finding("too many", "many", words, last, act, "enquiry list", asks=True)


def _told(cycle: Cycle) -> str:
    return f"{cycle.number} (last {cycle.kept[-1].name})" if cycle.kept else f"{cycle.number} (no entry yet)"


ACT_ORDER = (
    *("next look", "baseline", "gap", "sustain", "one-sided", "delivery"),
    *("triangulation", "success sign", "spread", "written at the time"),
)
"""The signs in the order in which their acts come next."""


class NextAct(NamedTuple):
    """The smallest useful next act: in words, and as a line that can be pasted."""

    words: str
    command: str


class Pulse(NamedTuple):
    """How the evaluation of one cycle is going, as at a day. The cycle is as it stood at the end of that day."""

    cycle: Cycle
    reads: tuple[EvaluationState, ...]
    span: Period
    weeks: tuple[CycleWeek, ...]
    placed: tuple[EntryPosition, ...]
    signs: tuple[Finding, ...]
    disagreeing: tuple[Evidence, ...]
    grid: tuple[EvidenceCell, ...]
    found: tuple[Series, ...]
    look_on: date | None
    follow_ups: tuple[FollowUp, ...]
    next: NextAct

    @property
    def words(self) -> tuple[str, ...]:
        """What is said of it beside its question: how it reads, and *paused* or *closed* where that says more."""
        known = {EvaluationState.STOPPED} & {*self.reads} or self.cycle.state is CycleState.OPEN
        return tuple(str(word) for word in (*self.reads, *(() if known else (self.cycle.state,))))


class PulseReport(NamedTuple):
    """The pulses that were asked for, as at a day, and whether too much is under way at once."""

    today: date
    pulses: tuple[Pulse, ...]
    many: Finding


def build_pulse_report(
    cycles: Iterable[Cycle] | None, journal: Journal, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> PulseReport:
    """Return the pulses of some cycles as at the end of `today`; of every cycle open on that day, where None."""
    then = [snapshot_cycle(cycle, today) for cycle in journal.kept if cycle.began_on <= today]
    still_open = [cycle for cycle in then if cycle.state is CycleState.OPEN]
    chosen = still_open if cycles is None else cycles
    pulses = tuple(build_pulse(cycle, journal, calendar, today, rules) for cycle in chosen)
    return PulseReport(today, pulses, evaluate_open_cycles(still_open, rules))


def build_pulse(
    cycle: Cycle, journal: Journal, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> Pulse:
    """Return the pulse of a cycle as at the end of `today`."""
    then = snapshot_cycle(cycle, today)
    found = collect_series(then, journal)
    signs = _evaluate_rules(then, found, calendar, today, rules)
    ahead = plan_next_look(then, calendar, today, rules)
    return Pulse(
        cycle=then,
        reads=evaluate_states(then, {sign.name: sign for sign in signs}),
        span=compute_cycle_span(then, today),
        weeks=build_cycle_weeks(then, calendar, today),
        placed=locate_evaluation(then, calendar, today),
        signs=signs,
        disagreeing=find_disagreeing_evidence(then),
        grid=build_evidence_grid(then),
        found=found,
        look_on=ahead and ahead.due_on,
        follow_ups=build_follow_ups(then, calendar, today, rules),
        next=_choose_next_act(then, signs, journal, ahead and ahead.due_on, today),
    )


def _evaluate_rules(
    cycle: Cycle, found: tuple[Series, ...], calendar: Calendar, today: date, rules: PulseRules
) -> tuple[Finding, ...]:
    return (
        evaluate_baseline(cycle),
        evaluate_success_sign(cycle),
        evaluate_spread(cycle, calendar, today, rules),
        evaluate_gap(cycle, calendar, today, rules),
        evaluate_timeliness(cycle, rules),
        evaluate_next_look(cycle, calendar, today, rules),
        evaluate_triangulation(cycle, rules),
        evaluate_one_sidedness(cycle, rules),
        evaluate_delivery(cycle, today, rules),
        evaluate_hunch(cycle, found),
        evaluate_sustain(cycle, found, calendar, today, rules),
    )


def _choose_next_act(
    cycle: Cycle, signs: tuple[Finding, ...], journal: Journal, look_on: date | None, today: date
) -> NextAct:
    """Return the act of the first sign that asks for one; else what the cycle goes on with."""
    if cycle.state is not CycleState.OPEN:
        return _choose_act_after_end(cycle, journal, today)
    asking = {sign.name: sign for sign in signs if sign.asks and sign.command}
    if name := next((name for name in ACT_ORDER if name in asking), ""):
        return NextAct(asking[name].act, asking[name].command)
    if not cycle.kept:
        sign = signs[0]
        return NextAct(sign.act, sign.command)
    until = f", until the look on {format_short_day(look_on, today)}" if look_on else ""
    return NextAct(f"A line now and then{until}.", f"enquiry evidence -c {cycle.number}")


def _choose_act_after_end(cycle: Cycle, journal: Journal, today: date) -> NextAct:
    grown = [other for other in journal.kept if other.grew_from == cycle.id and other.began_on <= today]
    if grown:
        return NextAct(f"It grew into {grown[0].number}.", f"enquiry pulse {grown[0].number}")
    if cycle.state is CycleState.PAUSED:
        return NextAct("It waits until you take it up again.", f"enquiry reopen {cycle.number}")
    stopped = cycle.decided is not None and cycle.decided.decision is Decision.STOP
    words = "Begin the following one with a baseline." if stopped else "Another may grow from it."
    return NextAct(words, f'enquiry start --grew-from {cycle.number} "…"')
