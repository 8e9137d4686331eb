"""Steps: what each command did to the journal, and what it replaced."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from enquiry.model.record import Moment, Value

RecordRow = dict[str, object]
"""A record as it stands in the file."""

HISTORY = "history"
"""The table of the steps."""


class Clock(Value, frozen=True, kw_only=True, order=True):
    """A stamp that never goes back, even when the clock does: of two, the greater was made later or elsewhere.

    A hybrid logical clock: `wall` is the latest moment any clock has shown so far, `count` tells apart what was done
    while the clock stood still or went back, and `device` names the machine. Source: Kulkarni and others, "Logical
    Physical Clocks" (2014).
    """

    wall: Moment
    count: int = 0
    device: str = ""


def update_clock(last: Clock | None, now: datetime, device: str) -> Clock:
    """Return the stamp that follows `last`, in milliseconds."""
    wall = now - timedelta(microseconds=now.microsecond % 1000)
    if last and last.wall >= wall:
        return Clock(wall=last.wall, count=last.count + 1, device=device)
    return Clock(wall=wall, device=device)


class StepStamp(NamedTuple):
    """When a command runs: `at` on the day that is set, `real` by the clock; and a new id for what it makes."""

    at: datetime
    id: str
    real: datetime


class Step(Value, frozen=True, kw_only=True):
    """One command's change: its number, when it was made, what it did in words, and each row as it was before.

    `at` is the moment by the person's day; `clock` orders steps. `before` holds triples of a table's name, a record's
    id and the row (None: there was none); the settings, which have no id, go by their table's name. A step that undoes
    or redoes others names them by number.

    Two fields are for steps of several machines in one line (`insight.merging`). `knows` holds, for each machine of
    which the writer did not know every earlier step, the stamp of the latest that it knew (None: it knew none). `apart`
    holds a table's name, a record's id, and the row before and after as the writer had them, where the line has others;
    two Nones say that the writer changed nothing there. `machine` is what the writer's machine is called, which its
    first step under a name says.

    `forgets` is for a step that forgets: the table's name and the id of each record of which something was forgotten,
    in itself or in its history, and of each step whose own words were; the third place is empty. Whoever has the step
    tells those records without what went (`insight.merging.forgetting`).
    """

    number: int
    id: str
    at: Moment
    clock: Clock
    did: str
    undoes: tuple[int, ...] = ()
    redoes: tuple[int, ...] = ()
    before: tuple[tuple[str, str, RecordRow | None], ...] = ()
    knows: dict[str, Clock | None] = msgspec.field(default_factory=dict)
    apart: tuple[tuple[str, str, RecordRow | None, RecordRow | None], ...] = ()
    machine: str = ""
    forgets: tuple[tuple[str, str, None], ...] = ()

    def knows_of(self, other: "Step") -> bool:
        """Say whether the writer of this step knew another one of the same line."""
        latest = self.knows.get(other.clock.device, self.clock)
        return latest is not None and other.clock <= latest


def name_machines(steps: Iterable[Step]) -> dict[str, str]:
    """Return what each machine is called, by its device in the stamps of steps, as far as they say so."""
    return {step.clock.device: step.machine for step in steps if step.machine}


def is_of_several_devices(steps: Iterable[Step]) -> bool:
    """Say whether more than one machine made these steps."""
    return len({step.clock.device for step in steps} - {""}) > 1
