"""Races: a command as whole processes, in turn with another, timed by the system that runs them."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Command(NamedTuple):
    """A program to time: its arguments, and what it finds in its environment."""

    argv: Sequence[str]
    environ: Mapping[str, str]


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
        """The median of the ratios of wall time, pair by pair, so that a machine that slows down slows both."""
        return median(self._ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest of those ratios."""
        return min(self._ratios), max(self._ratios)

    @property
    def _ratios(self) -> list[float]:
        return [own.wall / rival.wall for own, rival in zip(self.own, self.rival, strict=True)]


def race(command: Command, rival: Command | None, runs: int) -> Race:
    """Run a command and its rival by turns, `runs` times after a run of each that does not count."""
    _run(command)
    if rival:
        _run(rival)
    own, others = [], []
    for _ in range(runs):
        own.append(_run(command))
        if rival:
            others.append(_run(rival))
    return Race(tuple(own), tuple(others))


def _run(command: Command) -> Timed:
    """Run it once, its output into a pipe that is read, as it would be on its way to a terminal.

    Raises RuntimeError where it fails: a command that does not work is quick.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command.argv, env=command.environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout
    with process.stdout as output:
        said = output.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"{' '.join(command.argv)} ended with {process.returncode}: {said.decode(errors='replace')[:2000]}"
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
