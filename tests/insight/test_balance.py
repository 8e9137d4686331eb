"""What was begun beside what stopped: what counts as either, and when the gentle line is said."""

from datetime import date

from enquiry.command_lines import format_command
from enquiry.dates.period import Period
from enquiry.insight.balance import build_balance, suggest_making_room
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle, StateChange
from tests.conftest import NOW, a_cycle, an_entry

YEAR = Period(date(2025, 8, 1), date(2026, 8, 1))
LATER = date(2026, 1, 12)


def told(*cycles: Cycle) -> tuple[list[str], list[tuple[str, str]]]:
    balance = build_balance(cycles, YEAR)
    return [one.name for one in balance.begun], [(one.name, one.what) for one in balance.stopped]


def turned(state: CycleState) -> tuple[StateChange, ...]:
    return (StateChange(state=state, on=LATER, at=NOW),)


def decided(decision: Decision) -> tuple[object, ...]:
    return (an_entry("review", LATER, decision=decision, because="it is enough"),)


def test_an_enquiry_is_begun_and_one_that_was_stopped_closed_or_paused_stands_beside() -> None:
    assert told(a_cycle(1)) == (["1"], [])
    assert told(a_cycle(1, entries=decided(Decision.STOP))) == (["1"], [("1", "stopped")])
    assert told(a_cycle(1, turns=turned(CycleState.CLOSED))) == (["1"], [("1", "closed")])
    assert told(a_cycle(1, entries=decided(Decision.PAUSE))) == (["1"], [("1", "paused")])
    assert told(a_cycle(1, entries=decided(Decision.EMBED), turns=turned(CycleState.CLOSED))) == (["1"], [])


def test_one_that_goes_on_with_another_begins_nothing_and_ends_nothing() -> None:
    grown = a_cycle(2, on=LATER, grew_from=1)
    assert told(a_cycle(1, turns=turned(CycleState.RESTING)), grown) == (["1"], [])
    assert told(a_cycle(1, turns=turned(CycleState.CLOSED)), grown) == (["1"], [])
    assert told(a_cycle(1), grown) == (["1", "2"], [])


def test_what_gives_way_is_told_of_enquiries_and_of_actions_and_only_in_the_time() -> None:
    plan = an_entry("action", LATER, number=3, instead="the quiz", plan_for=LATER)
    acts = (an_entry("action", LATER, instead="the spelling test"), an_entry("action", LATER, number=2), plan)
    assert told(a_cycle(1, instead="worksheets", entries=acts)) == (
        ["1", "1.1"],
        [("1", "gave way"), ("1.1", "gave way")],
    )
    assert told(a_cycle(1, on=date(2025, 7, 31), instead="worksheets")) == ([], [])


def test_more_begun_than_stopped_is_asked_about_and_the_latest_that_makes_no_room_is_named() -> None:
    assert suggest_making_room(build_balance([a_cycle(1)], YEAR)) is None
    cycles = [a_cycle(1, instead="worksheets"), a_cycle(2), a_cycle(3, on=LATER, instead="the club")]
    line = suggest_making_room(build_balance(cycles, YEAR))
    assert line is not None
    assert line.words == (
        "Begun: 1, 2 and 3; stopped or made smaller: worksheets (1) and the club (3). What could give way to 2?"
    )
    assert format_command(line.act) == 'enquiry edit 2 --instead "…"'
    assert suggest_making_room(build_balance([*cycles, a_cycle(4, instead="playground duty")], YEAR)) is not None
    assert suggest_making_room(build_balance([*cycles[::2]], YEAR)) is None
