"""Every system call by which a real command touches its files is made to fail, and the process is ended before it.

What a command asks of the kernel is recorded once with `strace`; then each of those calls is hurt in turn. A call is
known by its name and by how many of that name came before it, which is the same in every run of one command.
"""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.desk import COMMANDS, KILLED, TOGETHER, Desk, Trial, trial

Note = Callable[[str], None]
STRACE = shutil.which("strace") or ""
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
KINDS = [kind for kind in ("capture", "edit", "undo") if kind in COMMANDS]
_CALL = re.compile(r"(?:\[pid +\d+\] |\d+ +)?(\w+)\(")


def _works() -> bool:
    """Say whether this machine lets one process look over another's shoulder."""
    command = [STRACE, "-f", "-qq", "-e", "trace=none", "true"]
    return bool(STRACE) and subprocess.run(command, capture_output=True, check=False).returncode == 0


needs_strace = pytest.mark.skipif(not _works(), reason="strace is not installed, or may not be used here")


MISSED = "another call was hurt"


class Call(NamedTuple):
    """A system call: its name, and the how-manieth of that name it is."""

    name: str
    number: int


def calls_of(told: Trial) -> list[Call]:
    """Return the calls of a command that touch the files of its desk."""
    twin = told.desk.twin()
    log = twin.folder.with_suffix(".log")
    before = (STRACE, "-f", "-y", "-qq", "-s", "64", "-e", "trace=%file,%desc", "-o", str(log))
    assert twin.run(*told.argv(twin), before=before).acknowledged
    found = list(_touching(log.read_text("utf-8", "replace"), twin.folder))
    twin.clear()
    return found


def _touching(log: str, folder: Path) -> Iterator[Call]:
    seen = Counter[str]()
    for line in log.splitlines():
        if (call := _CALL.match(line)) and "<unfinished" not in line:
            seen[call[1]] += 1
            if str(folder) in line.partition("execve")[0]:
                yield Call(call[1], seen[call[1]])


def hurt(told: Trial, call: Call, fault: str) -> str:
    """Return what is wrong after one call was hurt; nothing where every promise was kept."""
    twin = told.desk.twin()
    log = twin.folder.with_suffix(".log")
    inject = f"inject={call.name}:{fault}:when={call.number}"
    before = (STRACE, "-f", "-y", "-qq", "-s", "64", "-e", f"trace={call.name}", "-e", inject, "-o", str(log))
    ended = twin.run(*told.argv(twin), before=before)
    words = told.verdict(twin, ended) or _lost_copy(told, twin)
    if fault == "signal=KILL":
        words = words or ("" if ended.code in (KILLED, 128 + 9) else f"{MISSED}, or none: ended with {ended.code}")
    else:
        words = words or _missed(log.read_text("utf-8", "replace"), twin.folder)
    if not words:
        afterwards = twin.run("note", "afterwards")
        words = "" if afterwards.acknowledged else f"nothing could be written afterwards: {afterwards.err}"
        words = words or (f"left behind: {twin.leftovers}" if twin.leftovers else "")
    twin.clear()
    log.unlink()
    return f"{call.name} number {call.number}, {fault}: {words}\n{ended.err}" if words else ""


def hurt_at(told: Trial, calls: list[Call], place: int, fault: str) -> str:
    """Return what is wrong after one of the calls was hurt.

    Where the count of calls has shifted, since a module was compiled meanwhile, the calls are counted anew.
    """
    for _ in range(5):
        words = hurt(told, calls[place], fault)
        if MISSED not in words:
            break
        calls[:] = calls_of(told)
    return words


def _lost_copy(told: Trial, twin: Desk) -> str:
    """Say so where a copy that lay beside the journal is neither there nor among the backups."""
    for copy in told.desk.journal.parent.glob("journal-*"):
        kept = [path.read_bytes() for path in (*twin.journal.parent.glob("journal-*"), *twin.state.rglob("b*.json"))]
        if copy.read_bytes() not in kept:
            return "the copy is nowhere"
    return ""


def _missed(log: str, folder: Path) -> str:
    """Say so where the call that was hurt is not one of the desk's: the test would show nothing."""
    injected = [line for line in log.splitlines() if "(INJECTED)" in line]
    return "" if injected and str(folder) in injected[0] else f"{MISSED}: {injected}"


def hurt_each(desk: Desk, kind: str, every: int, note: Note) -> None:
    told = trial(desk, kind)
    calls = calls_of(told)
    assert len(calls) > 40, calls
    assert {"fsync", "rename", "flock"} <= {call.name for call in calls}
    pairs = [(place, fault) for place in range(len(calls)) for fault in FAULTS][::every]
    wrong = [words for place, fault in pairs if (words := hurt_at(told, calls, place, fault))]
    kinds = len({call.name for call in calls})
    note(f"{kind}: {len(pairs)} faults in {len(calls)} calls of {kinds} kinds: {len(wrong)} violations")
    assert not wrong, "\n".join(wrong)


@needs_strace
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_in_a_system_call_breaks_no_promise(desk: Desk, kind: str, figure: Note) -> None:
    hurt_each(desk, kind, 173, figure)


@needs_strace
@pytest.mark.long
@pytest.mark.parametrize("kind", [*KINDS, *TOGETHER])
def test_a_fault_in_every_system_call_breaks_no_promise(desk: Desk, kind: str, figure: Note) -> None:
    hurt_each(desk, kind, 1, figure)
