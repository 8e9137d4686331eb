"""Which steps stand and which are undone, however many there are."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from enquiry.insight.history.undo import UndoState, build_undo_state
from enquiry.model.step import Clock, Step
from tests import strategies
from tests.conftest import NOW


def a_step(number: int, undoes: tuple[int, ...] = (), redoes: tuple[int, ...] = ()) -> Step:
    clock = Clock(wall=NOW, count=number)
    return Step(number=number, id=str(number), at=NOW, clock=clock, did="", undoes=undoes, redoes=redoes)


def follow_simply(steps: list[Step]) -> UndoState:
    """Return the same as `build_undo_state` by the rule as it is said, each step looked for among all."""
    done, undone, ended_by = list[Step](), list[Step](), None
    for step in steps:
        if step.undoes:
            undone += reversed([one for one in done if one.number in step.undoes])
            done = [one for one in done if one.number not in step.undoes]
        elif step.redoes:
            done += reversed([one for one in undone if one.number in step.redoes])
            undone = [one for one in undone if one.number not in step.redoes]
        else:
            ended_by = step if undone else ended_by
            done, undone = [*done, step], []
    return UndoState(tuple(done), tuple(undone), ended_by)


@strategies.seldom
@given(st.lists(st.integers(-3, 3), max_size=30))
def test_undo_and_redo_follow_the_rule(moves: list[int]) -> None:
    """Each move undoes so many steps (negative), redoes so many (positive), or writes one (0)."""
    steps = list[Step]()
    for number, move in enumerate(moves, 1):
        now = follow_simply(steps)
        undoes = tuple(step.number for step in now.done[::-1][:-move]) if move < 0 else ()
        redoes = tuple(step.number for step in now.undone[::-1][:move]) if move > 0 else ()
        steps.append(a_step(number, undoes, redoes))
    assert build_undo_state(steps) == follow_simply(steps)


def test_each_step_is_looked_at_once() -> None:
    looked = list[int]()

    def tell(steps: list[Step]) -> Iterator[Step]:
        for step in steps:
            looked.append(step.number)
            yield step

    steps = [a_step(number) for number in range(1, 100_001)]  # copied at each step, they would take minutes
    steps += [a_step(100_001, undoes=(100_000, 99_999)), a_step(100_002, redoes=(99_999,))]
    state = build_undo_state(tell(steps))
    assert len(looked) == len(steps)
    assert (len(state.done), [step.number for step in state.undone]) == (99_999, [100_000])
