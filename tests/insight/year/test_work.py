"""What was changed in a year: each action once, under the priority and in the thread that it belongs to."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from enquiry.dates.period import Period
from enquiry.insight.year.work import YearWork, build_year_work
from enquiry.model.choices import Decision, Direction, EvidenceKind, PlanState
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.model.settings import Settings
from enquiry.query.select import build_query, select
from tests import strategies
from tests.conftest import a_cycle, a_journal, an_entry

YEAR = Period(date(2025, 8, 1), date(2026, 8, 1))
DAY = date(2025, 10, 1)


def work_of(journal: Journal, *, present: bool = False, **asked: Any) -> YearWork | None:
    return build_year_work(journal, select(journal, build_query(**asked)), YEAR, present=present)


def acting(number: int, **fields: Any) -> Cycle:
    """Return a cycle with one action in the year."""
    more = fields.pop("more", ())
    return a_cycle(number, entries=(an_entry("action", DAY, cycle=number), *more), **fields)


def told(work: YearWork | None) -> list[tuple[str, int, list[list[int]]]]:
    assert work
    return [
        (one.words, one.number, [[part.cycle.number for part in thread.cycles] for thread in one.threads])
        for one in work.priorities
    ]


def test_priorities_come_first_then_those_of_before_then_what_is_under_none() -> None:
    cycles = (
        acting(1, priority="Talk"),
        acting(2, grew_from=1),
        acting(3, priority="boats "),
        acting(4, priority="Old"),
        acting(5, grew_from=4, priority="Talk"),
        acting(6),
        a_cycle(7, priority="Talk"),
    )
    journal = a_journal(*cycles, settings=Settings(priorities=("Boats", "Talk", "Empty")))
    found = [("Boats", 1, [[3]]), ("Talk", 2, [[1, 2], [5]]), ("Old", 0, [[4]]), ("", 0, [[6]])]
    assert told(work_of(journal)) == found
    assert told(work_of(journal, present=True)) == [*found[:2], ("Empty", 3, []), *found[2:]]


def test_a_cycle_serves_what_it_grew_from_serves_and_a_circle_ends() -> None:
    journal = a_journal(
        a_cycle(1, grew_from=2), a_cycle(2, grew_from=1), a_cycle(3, priority="Talk"), acting(4, grew_from=3)
    )
    assert [journal.find_priority(cycle) for cycle in journal.cycles] == ["", "", "Talk", "Talk"]
    assert journal.find_priority(journal.cycles[3], {4}) == ""


def test_minutes_stand_beside_what_was_found_in_the_same_cycle() -> None:
    values = [(MeasuredValue(measure="hands", value=one, of=24),) for one in (5, 12)]
    minutes = (MeasuredValue(measure="cards", value=45),)
    before = an_entry("evidence", date(2025, 9, 1), number=2, values=values[0])
    after = an_entry("evidence", date(2025, 12, 1), number=3, values=values[1])
    cost = an_entry(
        "evidence", date(2025, 12, 2), "45 minutes", number=4, values=minutes, evidence_kind=EvidenceKind.TIME_COST
    )
    seen = an_entry("evidence", date(2025, 12, 3), "they ask", cycle=2, number=3, direction=Direction.SUPPORTS)
    other = an_entry("evidence", DAY, "an hour", cycle=2, number=2, evidence_kind=EvidenceKind.TIME_COST)
    work = work_of(a_journal(acting(1, more=(before, after, cost)), acting(2, more=(other, seen)), acting(3)))
    assert work
    first, second, third = (thread.cycles[0] for thread in work.priorities[0].threads)
    assert ([one.name for one in first.took], len(first.found)) == (["1.4"], 1)
    assert first.found[0].startswith("hands 21 % → 50 %")
    assert second.found == ("they ask (2.3)",)
    assert (third.took, third.found) == ((), ())


def test_what_was_begun_and_what_was_stopped_in_the_year() -> None:
    stop = an_entry("review", DAY, cycle=2, number=1, decision=Decision.STOP, because="enough")
    early = an_entry("review", date(2025, 7, 31), cycle=1, number=1, decision=Decision.STOP)
    plan = an_entry("action", DAY, cycle=3, number=1, plan=PlanState.DROPPED)
    journal = a_journal(
        a_cycle(1, on=date(2024, 9, 1), entries=(early,)),
        a_cycle(2, on=date(2025, 1, 1), entries=(stop,)),
        a_cycle(3, instead="the quiz", entries=(plan,)),
    )
    work = work_of(journal)
    assert work
    assert work.priorities == ()
    assert [one.name for one in work.balance.begun] == ["3"]
    assert [(one.name, one.what) for one in work.balance.stopped] == [("3", "gave way"), ("2", "stopped")]
    assert work_of(a_journal(a_cycle(on=date(2020, 1, 1)))) is None
    assert work_of(journal, cycles=(1,)) is None


@strategies.seldom
@given(strategies.journals(), st.booleans())
def test_every_action_of_the_year_is_told_once(journal: Journal, present: bool) -> None:
    work = work_of(journal, present=present)
    shown = [
        action.id
        for priority in (work.priorities if work else ())
        for thread in priority.threads
        for one in thread.cycles
        for action in one.actions
    ]
    actions = [one.id for cycle in journal.kept for one in cycle.actions if one.happened_on in YEAR]
    assert sorted(shown) == sorted(actions)
