"""Saved means saved: a process may be killed at any moment, and eight may write at once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import TOP
from tests.store.book import Book

WRITER = """
import sys
from pathlib import Path
import tests.faults.spoiled
from tests.store.book import Book
book, name, times = Book(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for number in range(times):
    book.add(f"{name}-{number}", wait=60)
"""


def writing_until_killed(book: Book, after: float) -> list[str]:
    """Return the names that a child acknowledged before it was killed, `after` seconds from its first."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        try:
            while True:
                os.write(into, book.add("word " * 80).encode() + b"\n")
        finally:
            os._exit(1)
    os.close(into)
    with os.fdopen(out, "rb") as said:
        names = said.readline()
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        names += said.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    return names.decode().splitlines()


def kill_again_and_again(book: Book, times: int) -> int:
    chance = random.Random(7)
    acknowledged: list[str] = []
    for _ in range(times):
        acknowledged += writing_until_killed(book, chance.uniform(0, 0.04))
        kept = book.names
        assert set(acknowledged) <= set(kept)
        assert len(kept) <= len(acknowledged) + times
    book.add("afterwards")
    assert book.parts == []
    assert len(acknowledged) >= times
    return len(acknowledged)


def test_nothing_acknowledged_is_lost_when_a_process_is_killed(book: Book) -> None:
    kill_again_and_again(book, 40)


@pytest.mark.long
def test_nothing_acknowledged_is_lost_in_three_hundred_kills(book: Book, figure: Callable[[str], None]) -> None:
    acknowledged = kill_again_and_again(book, 300)
    figure(f"a writer killed 300 times in one journal: {acknowledged} entries acknowledged, 0 lost")


def write_at_once(book: Book, writers: int, times: int) -> int:
    """Let some write at once; return how often the journal was read meanwhile."""
    folder = str(book.path.parent.parent)
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, folder, f"w{number}", str(times)], cwd=TOP)
        for number in range(writers)
    ]
    read = 0
    while any(process.poll() is None for process in running):
        assert book.read()
        read += 1
        time.sleep(0.01)
    assert [process.returncode for process in running] == [0] * writers
    texts = [entry.text for entry in book.read().iterate_entries()]
    assert sorted(texts) == sorted(f"w{w}-{number}" for w in range(writers) for number in range(times))
    assert book.names == [f"1.{number}" for number in range(1, writers * times + 1)]
    return read


def test_eight_writers_at_once_lose_nothing_and_readers_never_fail(book: Book) -> None:
    write_at_once(book, 8, 6)


@pytest.mark.long
def test_four_writers_of_a_hundred_lose_nothing_in_five_rounds(tmp_path: Path, figure: Callable[[str], None]) -> None:
    read = sum(write_at_once(Book(tmp_path / str(number)).start(), 4, 100) for number in range(5))
    figure(f"4 writers x 100 x 5 rounds: 2,000 of 2,000; {read:,} readings meanwhile, none failed")


def test_eight_writers_may_make_the_journal(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from tests.store.book import Book; Book(Path(sys.argv[1])).start()"
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=TOP) for _ in range(8)]
    assert [process.wait() for process in running] == [0] * 8
    assert [cycle.number for cycle in Book(tmp_path).read().cycles] == [1]
