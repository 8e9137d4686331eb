"""A command may be killed or stopped at any moment: what it said was done is done, and the journal is always whole."""

import random
import signal
import time
from collections.abc import Callable

import pytest

from tests.faults.desk import COMMANDS, STOPPED, Desk, Ended, Trial, trial

Note = Callable[[str], None]
STOPS = {"kill -9": signal.SIGKILL, "Ctrl-C": signal.SIGINT}


def length_of(kind: Trial) -> float:
    """Return the seconds a command takes where nothing stops it."""
    twin, began = kind.desk.twin(), time.monotonic()
    twin.ok(*kind.argv(twin))
    twin.clear()
    return time.monotonic() - began


def stopped(twin: Desk, argv: tuple[str, ...], after: float, how: signal.Signals) -> Ended:
    with twin.popen(*argv) as process:
        time.sleep(after)
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
    return Ended(process.returncode, out, err)


def before_the_program(ended: Ended) -> bool:
    """Say whether a stop fell while Python itself was still starting, which then ends in its own way."""
    return ended.code == 1 and "KeyboardInterrupt" in ended.err and "/enquiry/" not in ended.err


def stop_often(desk: Desk, how: str, times: int, note: Note) -> None:
    chance, seen, wrong = random.Random(how), dict[str, int](), list[str]()
    for kind in COMMANDS:
        told = trial(desk, kind)
        whole = length_of(told)
        for _ in range(times // len(COMMANDS)):
            twin = desk.twin()
            ended = stopped(twin, told.argv(twin), chance.uniform(0.2, 1.1) * whole, STOPS[how])
            words = told.verdict(twin, ended)
            wrong += [f"{kind}: {words}\n{ended.err}"] if words else []
            assert ended.code in (0, -STOPS[how], STOPPED) or before_the_program(ended), ended
            state = "done" if ended.acknowledged else "new" if twin.shape == told.new else "old"
            seen[state] = seen.get(state, 0) + 1
            twin.ok("note", "afterwards")
            twin.clear()
    note(f"{how}: {sum(seen.values())} commands of {len(COMMANDS)} kinds stopped, {seen}: {len(wrong)} violations")
    assert wrong == []
    assert times < 100 or seen.keys() >= {"old", "done"}, "some must be stopped early and some late"


@pytest.mark.parametrize("how", STOPS)
def test_no_acknowledged_change_is_lost(desk: Desk, how: str, figure: Note) -> None:
    stop_often(desk, how, 5, figure)


@pytest.mark.long
@pytest.mark.parametrize("how", STOPS)
def test_no_acknowledged_change_is_lost_in_three_hundred(desk: Desk, how: str, figure: Note) -> None:
    stop_often(desk, how, 300, figure)
