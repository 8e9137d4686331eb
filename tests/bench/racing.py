"""Races: a command as whole processes, in turn with another, timed by the system that runs them."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Command(NamedTuple):
    """A program to time: its arguments, and what it finds in its environment."""

    argv: Sequence[str]
    environ: Mapping[str, str]


class Timed(NamedTuple):
    """One run: seconds by the clock, seconds of processor, and the most memory it held, in MiB."""

    wall: float
    cpu: float
    peak: float


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
    return Timed(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
