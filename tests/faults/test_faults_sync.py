"""Every system call by which a sync touches its files is made to fail, in its own folders and in the shared one.

The quick form of this proof, within the process, is in `tests/cli/together/test_sync.py`.
"""

import shutil
from collections.abc import Callable

import pytest

from enquiry.store.journal import read_journal
from tests.faults.desk import COMMANDS, Desk, Trial, begun, trial
from tests.faults.test_faults_calls import FAULTS, calls_of, hurt_at, needs_strace

Note = Callable[[str], None]


def ready_to_sync(desk: Desk) -> tuple[str, ...]:
    """Share a desk's journal, lay another machine's newer copy there, and return the command that takes it in."""
    shared = desk.folder / "shared"
    if not shared.exists():
        shared.mkdir()
        desk.ok("sync", str(shared), "--unlocked", "--machine", "laptop")
        shutil.copy(desk.folder / "later.json", shared / "school.json")
        desk.ok("note", "of the laptop meanwhile")
    return ("sync",)


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a journal in use, and a copy of it from a machine that wrote on."""
    desk = begun(tmp_path_factory.mktemp("apart") / "desk")
    later = desk.twin()
    later.ok("reflect", "of school")
    later.ok("edit", "1.1", "the first words, seen again")
    shutil.copy(later.journal, desk.folder / "later.json")
    later.clear()
    return desk


class _SyncTrial(Trial):
    """A trial of a sync: copies in the shared folder stay whole journals, and the next sync brings all together."""

    def verdict(self, twin: Desk, ended: object) -> str:
        for path in (twin.folder / "shared").glob("*.json"):
            read_journal(path)  # raises where it is not whole
        words = super().verdict(twin, ended)  # type: ignore[arg-type]
        if not words and not (again := twin.run("sync")).acknowledged:
            words = f"the next sync failed: {again.err}"
        return words or ("" if twin.shape == self.new else "the next sync did not bring all together")


def hurt_sync(desk: Desk, every: int, note: Note, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "sync", ready_to_sync)
    beginning = desk.twin()
    ready_to_sync(beginning)
    told = trial(desk, "sync")
    told = _SyncTrial(desk, ready_to_sync, beginning.shape, told.new)
    calls = calls_of(told)
    assert {"fsync", "rename", "flock"} <= {call.name for call in calls}
    assert len(calls) > 80
    pairs = [(place, fault) for place in range(len(calls)) for fault in FAULTS][::every]
    wrong = [words for place, fault in pairs if (words := hurt_at(told, calls, place, fault))]
    note(f"sync: {len(pairs)} faults in {len(calls)} calls: {len(wrong)} violations")
    assert not wrong, "\n".join(wrong)


@needs_strace
@pytest.mark.long
def test_a_fault_in_every_call_of_a_sync_breaks_no_promise(
    apart: Desk, figure: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurt_sync(apart, 1, figure, monkeypatch)
