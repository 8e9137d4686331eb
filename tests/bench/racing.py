"""Races: a command as whole processes, in turn with another, timed by the system that runs them."""

import os
import pty
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Command(NamedTuple):
    """A program to time: its arguments, and what it finds in its environment.

    With `fresh` the second folder is made anew from the first before each run. `terminal` is for a pseudo-terminal.
    """

    argv: Sequence[str]
    environ: Mapping[str, str]
    fresh: tuple[Path, Path] | None = None
    terminal: bool = False


class Timed(NamedTuple):
    """One run: seconds by the clock, and seconds of processor."""

    wall: float
    cpu: float


class Race(NamedTuple):
    """The runs of a command and, where it had one, of its rival, in the order in which they were run by turns."""

    own: tuple[Timed, ...]
    rival: tuple[Timed, ...] = ()

    @property
    def ratio(self) -> float:
        """The median of the ratios of processor time, pair by pair: what else the machine does changes it least."""
        return median(self._ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest of those ratios."""
        return min(self._ratios), max(self._ratios)

    @property
    def _ratios(self) -> list[float]:
        return [own.cpu / rival.cpu for own, rival in zip(self.own, self.rival, strict=True)]


def race(command: Command, rival: Command | None, runs: int) -> Race:
    """Run a command and its rival by turns, `runs` times after a run of each that does not count."""
    run(command)
    if rival:
        run(rival)
    own, others = [], []
    for _ in range(runs):
        own.append(run(command))
        if rival:
            others.append(run(rival))
    return Race(tuple(own), tuple(others))


def run(command: Command) -> Timed:
    """Run it once, and read what it says, through a pipe or at a terminal.

    Raises RuntimeError where it fails: a command that does not work is quick.
    """
    if command.fresh:
        made, kept = command.fresh
        shutil.rmtree(kept)
        shutil.copytree(made, kept)
    ours, theirs = pty.openpty() if command.terminal else os.pipe()
    began = time.perf_counter()
    process = subprocess.Popen(
        command.argv, env=command.environ, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.STDOUT
    )
    os.close(theirs)
    said = b""
    with suppress(OSError), os.fdopen(ours, "rb", buffering=0) as output:  # a terminal nobody holds is an error
        while part := output.read(1 << 16):
            said = said[-2000:] + part
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"{' '.join(command.argv)} ended with {process.returncode}: {said.decode(errors='replace')[-2000:]}"
        raise RuntimeError(msg)
    return Timed(wall, usage.ru_utime + usage.ru_stime)


_WATCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak(command: Command) -> float:
    """Run it once, and return the most memory it held, in MiB.

    It is started by a small process of its own: Linux counts into a program's peak what its starter held.
    """
    watched = (sys.executable, "-c", _WATCHER, *command.argv)
    told = subprocess.run(watched, env=command.environ, capture_output=True, text=True, check=True)
    return int(told.stdout) / 1024
