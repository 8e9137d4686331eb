"""The power goes: a small ext4 disk is cut off in the middle of writing, as if the plug was pulled, and read again.

The disk is an image over a loop device. `FS_IOC_SHUTDOWN` stops it at once: what the program had not waited for is
gone, what it had waited for must be there after the journal of the file system is replayed. Where no disk may be made
(it takes the rights of an administrator) the proof is skipped, and says so.
"""

import fcntl
import os
import random
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import TOP
from tests.faults.desk import mutant
from tests.faults.disks import done, folder_apart, unmount
from tests.store.book import Book

Note = Callable[[str], None]
FS_IOC_SHUTDOWN, AT_ONCE = 0x8004587D, struct.pack("I", 2)
WRITER = """
import itertools, os, sys
from pathlib import Path
import tests.faults.spoiled
from tests.store.book import Book
book = Book(Path(sys.argv[1]))
for number in itertools.count():
    name = book.add("word " * 80)
    os.write(1, name.encode() + b"\\n")
"""


class Disk:
    """A small disk of its own, with a plug to pull."""

    def __init__(self, folder: Path) -> None:
        self.image, self.point = folder / "disk.img", folder / "disk"
        self.point.mkdir()
        with self.image.open("wb") as image:
            image.truncate(32_000_000)

    def make(self) -> bool:
        return done("mkfs.ext4", "-q", "-F", str(self.image)) and self.mount()

    def mount(self) -> bool:
        return done("mount", "-o", "loop", str(self.image), str(self.point))

    def cut(self) -> None:
        """Stop the disk where it is."""
        descriptor = os.open(self.point, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, FS_IOC_SHUTDOWN, AT_ONCE)
        finally:
            os.close(descriptor)

    def put_back(self) -> None:
        """Begin anew with what is really on it."""
        unmount(self.point)
        assert self.mount()


@pytest.fixture
def disk() -> Iterator[Disk]:
    with folder_apart() as folder:
        made = Disk(folder)
        if not (sys.platform == "linux" and made.make()):
            pytest.skip("no ext4 disk over a loop device may be made here")
        yield made


def cut_while_writing(disk: Disk, book: Book, after: float) -> list[str]:
    """Return the names that a writer acknowledged before the power went, `after` seconds from its first."""
    environ = {**os.environ, **mutant()}
    command = [sys.executable, "-c", WRITER, str(book.path.parent.parent)]
    with subprocess.Popen(command, cwd=TOP, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writer:
        assert writer.stdout
        said = writer.stdout.readline()
        time.sleep(after)
        disk.cut()
        writer.kill()
        said += writer.stdout.read()
    disk.put_back()
    return said.decode().split()


def cut_often(disk: Disk, times: int, note: Note) -> None:
    chance, acknowledged, lost, unreadable = random.Random(3), list[str](), 0, 0
    book = Book(disk.point / "home").start()
    os.sync()
    for _ in range(times):
        acknowledged += cut_while_writing(disk, book, chance.uniform(0, 0.1))
        try:
            kept = set(book.names)
        except Exception:  # noqa: BLE001 (counted, whatever it is)
            unreadable += 1
            break
        lost += bool(set(acknowledged) - kept)
    words = f"{lost} with an acknowledged entry lost, {unreadable} unreadable"
    note(f"power cut: {times} times on ext4, {len(acknowledged)} entries acknowledged: {words}")
    assert (lost, unreadable) == (0, 0)
    assert len(acknowledged) >= times
    book.add("afterwards")


def test_what_was_acknowledged_outlives_a_power_cut(disk: Disk, figure: Note) -> None:
    cut_often(disk, 12, figure)


@pytest.mark.long
def test_what_was_acknowledged_outlives_two_hundred_power_cuts(disk: Disk, figure: Note) -> None:
    cut_often(disk, 200, figure)
