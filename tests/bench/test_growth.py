"""How the work of every command grows: the calls of functions that Python makes are counted, and nothing is timed."""

import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from math import log2

import pytest

from enquiry.cli.app import PANELS
from tests.bench.works import CHANGING, LOOKING, OTHERS, list_calls, write_beside
from tests.bench.writing import Shape, write_journal
from tests.conftest import Home

SIZES = (500, 1_000, 2_000)
STEEP = 1.25
"""The power of growth that is too much: where each is compared with each it is 2, and chance gives 1.15 here."""


def test_every_command_is_raced() -> None:
    names = {name for held in PANELS.values() for name in held}
    assert {line.split()[0] for line, _ in list_calls()} == names
    assert {*LOOKING, *CHANGING, *OTHERS} <= names


def grow_career(entries: int) -> Shape:
    """Return a journal of ten years."""
    return Shape(entries, years=10, notes=1 + entries // 100)


def grow_head(entries: int) -> Shape:
    """Return a journal of a head, of whose cycles all but one are open."""
    return Shape(entries, 12, entries // 12 - 1, 9_999, 5, 1 + entries // 100)


def run_calls(home: Home, shape: Shape) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each call of the program on a journal of that shape, which is made anew for it; redo needs an undo first.

    A command that refuses is quick, and straight: each must work.
    """
    write_journal(home.journal, shape)
    write_beside(home.folder, shape)
    first = home.journal.read_bytes()
    for line, _ in list_calls():
        if not line.startswith("redo"):
            shutil.rmtree(home.folder / "state", ignore_errors=True)
            home.journal.write_bytes(first)
            yield line, partial(home.ok, *shlex.split(line.replace("{out}", str(home.folder))))


@pytest.mark.parametrize("shape", [grow_career(60), grow_head(60)], ids=["a career", "a head's"])
def test_every_call_works(home: Home, shape: Shape) -> None:
    for _, call in run_calls(home, shape):
        call()


def count_calls(run: Callable[[], object]) -> int:
    """Return how many functions are called, those that are not written in Python too."""
    made = 0

    def note(_frame: object, event: str, _arg: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.long
@pytest.mark.parametrize("grow", [grow_career, grow_head])
def test_no_command_grows_more_steeply_than_the_journal(home: Home, grow: Callable[[int], Shape]) -> None:
    """Of three journals each twice as long as the one before it, the third may add twice what the second added."""
    counts = dict[str, list[int]]()
    for size in (SIZES[0], *SIZES):  # at first modules are loaded, and calendars laid out
        for line, call in run_calls(home, grow(size)):
            counts.setdefault(line, []).append(count_calls(call))
    steep = {
        line: (one, two, three)
        for line, (_, one, two, three) in counts.items()
        if three - two > 20_000 and log2((three - two) / max(1, two - one)) > STEEP
    }
    assert steep == {}
