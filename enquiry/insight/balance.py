"""What was begun in a time, beside what stopped or shrank to make room for it.

Rules: an enquiry begins something, unless it grew from one that is at rest or closed by then: it goes on with that. An
enquiry that goes on, and an action, begin something of their own where they say what gives way to it. What gave way
is what they say in `instead`, and an enquiry that was closed or paused, unless it is embedded or another goes on with
it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from enquiry.acts import Act, ActKind, NextAct
from enquiry.dates.period import Period
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle
from enquiry.words import join_words


class BegunThing(NamedTuple):
    """Something begun: its day, its name (`7`, or `7.4` of an action), the number of its cycle, and its words."""

    on: date
    name: str
    cycle: int
    text: str


class StoppedThing(NamedTuple):
    """Something that stopped or shrank. `what` says how: *gave way* to `name`, or the enquiry `name` was closed."""

    on: date
    name: str
    cycle: int
    what: str
    text: str


class Balance(NamedTuple):
    """What was begun in a time and what stopped, each in the order of the days."""

    begun: tuple[BegunThing, ...]
    stopped: tuple[StoppedThing, ...]

    @property
    def is_uneven(self) -> bool:
        """Whether more was begun than stopped: at least two things, since one enquiry alone is no burden yet."""
        return len(self.begun) > max(1, len(self.stopped))


def build_balance(cycles: Iterable[Cycle], period: Period) -> Balance:
    """Return what was begun and what stopped on the days of a period, as things stood on its last day."""
    kept, last = list(cycles), period.last
    ended = {one.id: one for one in kept if one.get_state_on(last) in (CycleState.RESTING, CycleState.CLOSED)}
    gone_on = {one.grew_from for one in kept if one.questions[0].on <= last}
    begun, stopped = list[BegunThing](), list[StoppedThing]()
    for cycle in kept:
        on, name = cycle.questions[0].on, str(cycle.number)
        if cycle.grew_from not in ended or cycle.instead:
            begun.append(BegunThing(on, name, cycle.number, cycle.question))
        if cycle.instead:
            stopped.append(StoppedThing(on, name, cycle.number, GAVE_WAY, cycle.instead))
        for action in cycle.actions:
            if action.instead:
                begun.append(BegunThing(action.happened_on, action.name, cycle.number, action.text))
                place = (action.happened_on, action.name, cycle.number)
                stopped.append(StoppedThing(*place, GAVE_WAY, action.instead))
        if cycle.id not in gone_on:
            stopped += find_ending(cycle, last)
    return Balance(
        tuple(sorted((one for one in begun if one.on in period), key=lambda one: (one.on, one.cycle))),
        tuple(sorted((one for one in stopped if one.on in period), key=lambda one: (one.on, one.cycle))),
    )


GAVE_WAY = "gave way"
"""What is said of a thing that stopped or shrank to make room for another."""


def find_ending(cycle: Cycle, day: date) -> Iterator[StoppedThing]:
    """Yield how an enquiry stood still by a day, where it was paused or closed and is not how its owner works now."""
    span = cycle.get_span_on(day)
    if span.embedded or span.state not in (CycleState.PAUSED, CycleState.CLOSED):
        return
    decided = next((one for one in reversed(cycle.reviews) if one.decision and one.happened_on <= day), None)
    is_stop = span.state is CycleState.CLOSED and decided is not None and decided.decision is Decision.STOP
    what = "stopped" if is_stop else span.state.value
    yield StoppedThing(span.on, str(cycle.number), cycle.number, what, cycle.question)


def suggest_making_room(balance: Balance) -> NextAct | None:
    """Return the gentle line for a time in which more was begun than stopped, with the act; None for any other.

    It asks about the latest thing begun that says of nothing that it gives way.
    """
    if not balance.is_uneven:
        return None
    made_room = {one.name for one in balance.stopped if one.what == GAVE_WAY}
    latest = next((one for one in reversed(balance.begun) if one.name not in made_room), balance.begun[-1])
    begun, stopped = _join_names(balance.begun), _join_names(balance.stopped) or "nothing so far"
    words = f"Begun: {begun}; stopped or made smaller: {stopped}. What could give way to {latest.name}?"
    return NextAct(words, Act(ActKind.SET_INSTEAD, item=latest.name))


def _join_names(things: Iterable[BegunThing | StoppedThing]) -> str:
    told = (
        (f"{one.text} ({one.name})" if isinstance(one, StoppedThing) and one.what == GAVE_WAY else one.name)
        for one in things
    )
    return join_words(list(dict.fromkeys(told)))
