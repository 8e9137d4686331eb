"""Forgetting, hurt at every system call: the word is where it was or nowhere, and the next start finishes it."""

import os
from pathlib import Path

import pytest

from enquiry.insight.forgetting.words import WordPattern
from enquiry.store.backups.catalogue import is_readable_backup, list_stored_backups
from enquiry.store.backups.continuity import list_apart_versions
from tests.faults.desk import Desk, Trial, begun
from tests.faults.test_faults_calls import STRACE, Note, calls_of, needs_strace

WORD = WordPattern("Xylophanes")
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")


def forgetting(_: Desk) -> tuple[str, ...]:
    return ("forget", "--word", WORD.word, "--confirm", "forget")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """A desk on which a name stands in the journal, its history, its backups and a saved query."""
    desk = begun(tmp_path_factory.mktemp("forget") / "desk")
    desk.ok("evidence", "Xylophanes spoke", "--kind", "case-pupil")
    desk.ok("edit", "2.1", "XYLOPHANES’s friend spoke")
    desk.ok("search", "--save", "x", "xylophanes")
    twin = desk.twin()
    twin.ok(*forgetting(twin))
    new = twin.shape
    assert places(twin) == []
    twin.clear()
    return Trial(desk, forgetting, desk.shape, new)


def places(desk: Desk) -> list[Path]:
    files = (path for path in desk.folder.rglob("*") if path.is_file())
    return [path for path in files if WORD.stands_in(path.read_bytes().decode("utf-8", "ignore"))]


def fault_at(told: Trial, name: str, number: int, fault: str) -> str:
    """Return what is wrong after one call was hurt and the program was started again; nothing where all is well."""
    twin = told.desk.twin()
    log = twin.folder.with_suffix(".log")
    before = (STRACE, "-f", "-qq", "-e", f"trace={name}", "-e", f"inject={name}:{fault}:when={number}", "-o", str(log))
    ended = twin.run(*forgetting(twin), before=before)
    words = told.verdict(twin, ended)
    started = twin.run("status")
    shape, left = twin.shape, places(twin)
    if not words and not started.acknowledged:
        words = f"the next start failed: {started.err}"
    elif not words and shape == told.new and left:
        words = f"forgotten, and still in {left}"
    elif not words and shape == told.old and len(left) != len(places(told.desk)):
        words = f"not forgotten, and only in {left}"
    bad = [backup.name for backup in list_stored_backups(twin.journal, twin.state) if not is_readable_backup(backup)]
    apart = list_apart_versions(twin.journal, twin.state)
    words = words or (f"backups can't be read: {bad}, or are held: {apart}" if bad or apart else "")
    if not words:
        afterwards = twin.run("note", "afterwards")
        words = "" if afterwards.acknowledged else f"nothing could be written afterwards: {afterwards.err}"
        batches = list((twin.state / "batches").glob("*")) if (twin.state / "batches").exists() else []
        words = words or (f"left behind: {twin.leftovers} {batches}" if twin.leftovers or batches else "")
    twin.clear()
    log.unlink(missing_ok=True)
    return f"{name} number {number}, {fault}: {words}\n{ended.err}" if words else ""


@needs_strace
@pytest.mark.long
def test_a_fault_in_every_system_call_leaves_the_word_everywhere_or_nowhere(told: Trial, figure: Note) -> None:
    calls = calls_of(told)
    assert len(calls) > 100, calls
    pairs = [(call, fault) for call in calls for fault in FAULTS][:: int(os.environ.get("ENQUIRY_EVERY", "1"))]
    wrong = [words for call, fault in pairs if (words := fault_at(told, call.name, call.number, fault))]
    figure(f"forget: {len(pairs)} faults in {len(calls)} calls: {len(wrong)} violations")
    assert not wrong, "\n".join(wrong)
