"""How the work of every command grows: the calls of functions that Python makes are counted, and nothing is timed."""

import shlex
import shutil
import sys
from collections.abc import Callable
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


def test_every_call_works(home: Home) -> None:
    """A command that refuses is quick, and straight."""
    shape = Shape(60, years=1)
    write_journal(home.journal, shape)
    write_beside(home.folder, shape)
    first = home.journal.read_bytes()
    for line, _ in list_calls():
        shutil.rmtree(home.folder / "state", ignore_errors=True)
        home.journal.write_bytes(first)
        if line != "redo --yes":  # it needs an undo before it
            home.ok(*shlex.split(line.replace("{out}", str(home.folder))))


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
@pytest.mark.parametrize(
    "shape", [Shape(0, years=10), Shape(0, 12, open_cycles=9_999, tags=9_999, years=5)], ids=["a career", "a head's"]
)
def test_no_command_grows_more_steeply_than_the_journal(home: Home, shape: Shape) -> None:
    """Of three journals each twice as long as the one before it, the third may add twice what the second added."""
    counts = dict[str, list[int]]()
    for size in (SIZES[0], *SIZES):  # at first modules are loaded, and calendars laid out
        grown = shape._replace(entries=size, notes=size // 100)
        write_journal(home.journal, grown)
        write_beside(home.folder, grown)
        first = home.journal.read_bytes()
        for line, _ in list_calls():
            shutil.rmtree(home.folder / "state", ignore_errors=True)
            home.journal.write_bytes(first)
            words = shlex.split(line.replace("{out}", str(home.folder)))
            counts.setdefault(line, []).append(count_calls(partial(home.run, *words)))
    steep = {
        line: (one, two, three)
        for line, (_, one, two, three) in counts.items()
        if three - two > 20_000 and log2((three - two) / max(1, two - one)) > STEEP
    }
    assert steep == {}
