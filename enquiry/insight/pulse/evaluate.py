"""The pulse of a cycle, and of several: all findings together, the states they come to, and the next act."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from enquiry.acts import Act, ActKind, NextAct
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.insight.balance import Balance, build_balance
from enquiry.insight.measures.series import Series, collect_series
from enquiry.insight.pulse import breadth, spread
from enquiry.insight.pulse.follow_ups import FollowUp, build_follow_ups
from enquiry.insight.pulse.next_look import evaluate_next_look, plan_next_look
from enquiry.insight.pulse.plan import evaluate_baseline, evaluate_delivery, evaluate_hunch, evaluate_success_sign
from enquiry.insight.pulse.sign import Finding, format_short_day
from enquiry.insight.pulse.snapshot import compute_cycle_span, snapshot_cycle
from enquiry.insight.pulse.sustain import evaluate_sustain
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence
from enquiry.model.journal import Journal
from enquiry.words import choose_form, format_count, join_words, spell_number

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
    """Return the states of a cycle: how its evaluation goes, then *embedded* or *stopped* where that was decided.

    How it goes is the first of these that holds: *due a look* (the next look has come), *needs a baseline* (something
    was changed, nothing says how it was before, nor why not), *quiet* (a silence over the threshold lasts until today),
    *end-loaded*, *early days* (too few pieces to speak of their spread), *steady*. An embedded cycle is never asked for
    a baseline, a paused or closed one for a look either; with too few pieces these two are called nothing at all.
    """
    states = {name: sign.state for name, sign in signs.items()}
    stopped = cycle.decided is not None and cycle.decided.decision is Decision.STOP
    settled = cycle.state is not CycleState.OPEN or cycle.is_embedded
    found = list[EvaluationState]()
    if states["next look"] == "due":
        found = [EvaluationState.DUE]
    elif not settled and states["baseline"] == "missing" and signs["baseline"].asks:
        found = [EvaluationState.NEEDS_BASELINE]
    elif states["gap"] == "quiet":
        found = [EvaluationState.QUIET]
    elif states["spread"] == "end-loaded":
        found = [EvaluationState.END_LOADED]
    elif states["spread"] != "too few to say":
        found = [EvaluationState.STEADY]
    elif not settled:
        found = [EvaluationState.EARLY]
    if cycle.is_embedded:
        found.append(EvaluationState.EMBEDDED)
    elif stopped and cycle.state is CycleState.CLOSED:
        found.append(EvaluationState.STOPPED)
    return tuple(found)


# --- How many cycles are open at once.


def evaluate_open_cycles(cycles: Sequence[Cycle], rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Judge whether more cycles are open than one person can look at closely.

    Rule: *many* with more than 2 open cycles, those that are embedded not counted; else *few*.
    """
    under_way = [cycle for cycle in cycles if cycle.state is CycleState.OPEN and not cycle.is_embedded]
    if not under_way:
        return Finding("too many", "few", "No cycle is under way.")
    last = tuple(cycle.kept[-1].name for cycle in under_way if cycle.kept)
    named = [f"{c.number} ({f'last {c.kept[-1].name}' if c.kept else 'no entry yet'})" for c in under_way]
    number, are = format_count(len(under_way), "cycle"), choose_form(len(under_way), "is", "are")
    words = f"{number} {are} under way: {join_words(named)}."
    words = words[0].upper() + words[1:]
    if len(under_way) <= rules.open_cycles:
        return Finding("too many", "few", words, last)
    advice = f"Fewer actions, connected to each other, go deeper than {spell_number(len(under_way))} at once."
    return Finding("too many", "many", words, last, NextAct(advice, Act(ActKind.LIST_CYCLES)), asks=True)


ACT_ORDER = (
    *("next look", "baseline", "gap", "sustain", "one-sided", "delivery"),
    *("triangulation", "success sign", "spread", "written at the time"),
)
"""The findings in the order in which their acts come next."""


class Pulse(NamedTuple):
    """How the evaluation of one cycle is going, as at a day. The cycle is as it stood at the end of that day."""

    cycle: Cycle
    reads: tuple[EvaluationState, ...]
    span: Period
    weeks: tuple[spread.CycleWeek, ...]
    placed: tuple[spread.EntryPosition, ...]
    signs: tuple[Finding, ...]
    disagreeing: tuple[Evidence, ...]
    grid: tuple[breadth.EvidenceCell, ...]
    found: tuple[Series, ...]
    look_on: date | None
    follow_ups: tuple[FollowUp, ...]
    next: NextAct

    @property
    def words(self) -> tuple[str, ...]:
        """The words shown beside its question: its states, and *paused* or *closed* where that says more."""
        known = {EvaluationState.STOPPED} & {*self.reads} or self.cycle.state is CycleState.OPEN
        return tuple(str(word) for word in (*self.reads, *(() if known else (self.cycle.state,))))


class PulseReport(NamedTuple):
    """The pulses that were asked for, as at a day, and whether too much is under way at once.

    `balance` is what was begun in the school year beside what stopped, where all open cycles were asked for.
    """

    today: date
    pulses: tuple[Pulse, ...]
    many: Finding
    balance: Balance


def build_pulse_report(
    cycles: Iterable[Cycle] | None, journal: Journal, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> PulseReport:
    """Return the pulses of some cycles as at the end of `today`; of every cycle open on that day, where None."""
    then = [snapshot_cycle(cycle, today) for cycle in journal.kept if cycle.began_on <= today]
    still_open = [cycle for cycle in then if cycle.state is CycleState.OPEN]
    chosen = still_open if cycles is None else cycles
    pulses = tuple(build_pulse(cycle, journal, calendar, today, rules) for cycle in chosen)
    year = Period.through(calendar.find_year(today).period.begin, today)
    balance = build_balance(then if cycles is None else (), year)
    return PulseReport(today, pulses, evaluate_open_cycles(still_open, rules), balance)


def build_pulse(
    cycle: Cycle, journal: Journal, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> Pulse:
    """Return the pulse of a cycle as at the end of `today`."""
    then = snapshot_cycle(cycle, today)
    found, sort = collect_series(then, journal), journal.get_group_sort(then)
    signs = (
        evaluate_baseline(then),
        evaluate_success_sign(then),
        spread.evaluate_spread(then, calendar, today, rules),
        spread.evaluate_gap(then, calendar, today, rules),
        spread.evaluate_timeliness(then, rules),
        evaluate_next_look(then, calendar, today, rules),
        breadth.evaluate_triangulation(then, rules, sort),
        breadth.evaluate_one_sidedness(then, rules),
        evaluate_delivery(then, today, rules),
        evaluate_hunch(then, found),
        evaluate_sustain(then, found, calendar, today, rules),
    )
    ahead = plan_next_look(then, calendar, today, rules)
    look_on = ahead and ahead.due_on
    return Pulse(
        cycle=then,
        reads=evaluate_states(then, {sign.name: sign for sign in signs}),
        span=compute_cycle_span(then, today),
        weeks=spread.build_cycle_weeks(then, calendar, today),
        placed=spread.locate_evaluation(then, calendar, today),
        signs=signs,
        disagreeing=breadth.find_disagreeing_evidence(then),
        grid=breadth.build_evidence_grid(then, sort),
        found=found,
        look_on=look_on,
        follow_ups=build_follow_ups(then, calendar, today, rules),
        next=_choose_next_act(then, signs, journal, look_on, today),
    )


def _choose_next_act(
    cycle: Cycle, signs: tuple[Finding, ...], journal: Journal, look_on: date | None, today: date
) -> NextAct:
    """Return the act of the first finding that asks for one; else what usually comes next."""
    if cycle.state is not CycleState.OPEN:
        grown = [other for other in journal.kept if other.grew_from == cycle.id and other.began_on <= today]
        if grown:
            return NextAct(f"It grew into {grown[0].number}.", Act(ActKind.SHOW_PULSE, grown[0].number))
        if cycle.state is not CycleState.CLOSED:
            act = Act(ActKind.REOPEN_ITEM, item=str(cycle.number))
            return NextAct("It waits until you take it up again.", act)
        stopped = cycle.decided is not None and cycle.decided.decision is Decision.STOP
        words = "Begin the following one with a baseline." if stopped else "Another may grow from it."
        return NextAct(words, Act(ActKind.GROW_CYCLE, cycle.number))
    asking = {sign.name: sign.next for sign in signs if sign.asks and sign.next}
    if name := next((name for name in ACT_ORDER if name in asking), ""):
        return asking[name]
    if not cycle.kept and signs[0].next:
        return signs[0].next
    until = f", until the look on {format_short_day(look_on, today)}" if look_on else ""
    return NextAct(f"A line now and then{until}.", Act(ActKind.LOG_EVIDENCE, cycle.number))
