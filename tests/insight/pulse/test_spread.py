"""Silences: counted in one walk over the days, as asking every cycle about every day would count them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from enquiry.insight.pulse.spread import list_quiet_spells
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle, StateChange
from tests.conftest import NOW, a_cycle, an_entry
from tests.hostile import SCOTLAND

FIRST = date(2025, 9, 1)
DAYS = st.integers(-9, 40).map(lambda day: FIRST + timedelta(days=day))


@st.composite
def few_cycles(draw: st.DrawFn) -> list[Cycle]:
    """Draw cycles that are decided on, turned and written to on the same few days."""
    states, decisions = st.sampled_from(CycleState), st.sampled_from([*Decision, None])
    cycles = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        turned = draw(st.lists(st.tuples(DAYS, states), max_size=3))
        turns = tuple(StateChange(state=state, on=day, at=NOW, because="x") for day, state in sorted(turned))
        decided = draw(st.lists(st.tuples(DAYS, decisions), max_size=4))
        held = tuple(
            an_entry("review", day, cycle=number, number=place, decision=decision)
            for place, (day, decision) in enumerate(decided, 1)
        )
        cycles.append(a_cycle(number, on=draw(DAYS), entries=held, turns=turns))
    return cycles


@given(few_cycles())
def test_a_silence_is_one_where_any_of_the_cycles_was_open(cycles: list[Cycle]) -> None:
    today = FIRST + timedelta(days=30)
    asked_on = {question.on for cycle in cycles for question in cycle.questions}
    days = {*asked_on, *(turn.on for cycle in cycles for turn in cycle.turns)}
    days |= {*(entry.happened_on for cycle in cycles for entry in cycle.kept)}
    days = {day for day in days if day <= today}
    told = [(spell.before, spell.after) for spell in list_quiet_spells(cycles, SCOTLAND, today)]
    asked = [
        (before, after)
        for before, after in pairwise(sorted(days))
        for spans in [[cycle.get_span_on(before) for cycle in cycles if cycle.began_on <= before]]
        if any(span.state is CycleState.OPEN and not span.embedded for span in spans)
    ]
    assert told[:-1] == asked
    assert told[-1] == (max(days, default=today), today)
