"""The doctor's checks of files and of the machine, over what a probe saw."""

from datetime import timedelta
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from enquiry.cli.doctor import files
from enquiry.cli.doctor.files import check_journal, check_kept_files
from enquiry.cli.doctor.machine import check_extras, check_terminal, list_extras
from enquiry.cli.doctor.probe import ReadStage, Refusal, SyncCopy, catch_refusal
from enquiry.command_lines import format_hint
from enquiry.insight.doctor import Check, CheckState
from enquiry.model.backup import Backup
from enquiry.store.disk.places import JournalPath
from enquiry.store.sync_copies import find_sync_copies
from enquiry.views.theme import ASCII, UNICODE, RenderOptions
from tests.conftest import NOW, a_journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal's file that is there."""
    file = tmp_path / "journal.json"
    file.write_bytes(b"{}")
    return file


def a_probe(path: Path, **seen: Any) -> Any:
    """Return a probe that saw a sound journal and nothing around it, but for what is said otherwise."""
    kept: dict[str, object] = {"backups": (), "copies": (), "leftovers": [], "open_files": [], "own_files": ()}
    kept["list_foreign_files"] = lambda _user: []
    journal = {"there": True, "reached": ReadStage.WHOLE, "refused": None, "journal": a_journal(), "writes": 3}
    read = {"path": path, "place": JournalPath(path, path.resolve()), "data": b"x" * 3_200_000, "steps": (NOW,)}
    read |= {"step_flaw": "", "divergence": None, "held": ()}
    session = SimpleNamespace(places=SimpleNamespace(state=path.parent / "state"))
    return SimpleNamespace(**{"now": NOW, "session": session, **journal, **read, **kept, **seen})


def check_file(path: Path, **seen: Any) -> Check:
    return next(iter(check_journal(a_probe(path, **seen))))


def test_a_file_is_told_by_its_size_and_what_hinders(path: Path) -> None:
    assert check_file(path, writes=2).told == "3.2 MB, written 2 times"
    assert check_file(path, writes=1, data=b"x" * 12).told == "12 bytes, written once"
    link = path.with_name("link.json")
    link.symlink_to(path)
    told = check_file(link, writes=2)
    assert (told.told, f"a link to {path}" in told.reason) == ("a link: 3.2 MB, written 2 times", True)
    path.chmod(0o400)
    assert check_file(path).state is CheckState.WRONG


@pytest.mark.parametrize("stage", [ReadStage.CHECKSUM, ReadStage.SCHEMA, ReadStage.IDS])
def test_what_comes_after_damage_cannot_be_seen(path: Path, stage: ReadStage) -> None:
    refused = Refusal("JournalDamaged", "The journal x is damaged: it holds the id “Ann” twice.", "h")
    found = list(check_journal(a_probe(path, reached=stage, refused=refused, journal=None)))
    states = {check.name: check.state for check in found}
    order = list(states)
    assert states[stage.value] is CheckState.DAMAGED
    assert {states[name] for name in order[: order.index(stage.value)]} == {CheckState.FINE}
    assert {states[name] for name in order[order.index(stage.value) + 1 :]} == {CheckState.UNSEEN}
    told = next(check.told for check in found if check.state is CheckState.DAMAGED)
    assert told == "JournalDamaged: twice"


def test_a_journal_that_is_gone_is_told_from_one_that_never_was(path: Path) -> None:
    gone = {"there": False, "data": None, "journal": None}
    assert check_file(path, **gone).state is CheckState.NOTE
    assert check_file(path, **gone, backups=(a_backup(),)).state is CheckState.WRONG


# What lies around it


def check_around(path: Path, name: str, **seen: Any) -> Check:
    return next(check for check in check_kept_files(a_probe(path, **seen)) if check.name == name)


def a_backup(days: int = 0, whole: bool | None = True) -> tuple[Backup, bool | None]:
    return Backup(at=NOW - timedelta(days=days), mark="m", number=4, path=Path("b4"), size=9), whole


def test_a_folder_that_cannot_be_looked_at_is_wrong(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied", "/home/ann")

    monkeypatch.setattr(files, "list_drafts", refuse)
    check = check_around(path, "folders")
    assert (check.state, check.told) == (CheckState.WRONG, "a folder can't be looked at (PermissionError)")
    assert check_around(path, "backups").state is CheckState.UNSEEN


@pytest.mark.parametrize(
    ("backups", "state", "told"),
    [
        ((), CheckState.NOTE, "no version of the journal is kept"),
        ((a_backup(),), CheckState.FINE, "one version kept, all opened and found whole"),
        ((a_backup(), a_backup(whole=None)), CheckState.FINE, "two versions kept, the newest 1 opened"),
        ((a_backup(), a_backup(whole=False)), CheckState.WRONG, "1 of two versions can't be read"),
        ((a_backup(90),), CheckState.NOTE, "what was written long after it is kept nowhere else"),
        ((a_backup(30),), CheckState.FINE, "one version kept"),
    ],
)
def test_backups_are_there_whole_and_young(
    path: Path, backups: tuple[tuple[Backup, bool | None], ...], state: CheckState, told: str
) -> None:
    check = check_around(path, "backups", backups=backups)
    assert check.state is state
    assert told in check.told


def test_a_draft_that_waits_is_worth_knowing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_around(path, "drafts").state is CheckState.FINE
    monkeypatch.setattr(files, "list_drafts", lambda _: [1, 2])
    assert check_around(path, "drafts").told == "two drafts wait to be finished"


def a_copy(kind: str = "copy", lacks: int = 0, differs: int = 0) -> SyncCopy:
    return SyncCopy(Path("/home/ann/copy.json"), kind, lacks, differs)


def test_a_copy_is_a_way_back_where_the_journal_is_none(path: Path) -> None:
    unreadable, readable = a_copy("unreadable"), a_copy(lacks=4, differs=1)
    check = check_around(path, "copies", journal=None, copies=(unreadable, readable))
    back = 'To see whether it is the one to go on with: enquiry restore "/home/ann/copy.json" --dry-run'
    assert format_hint(check.remedy) == back
    check = check_around(path, "copies", copies=(unreadable, readable, a_copy()))
    assert "enquiry merge" in format_hint(check.remedy)
    assert check.told.endswith(
        "holds four things that the journal does not have and says one thing otherwise; one other beside it with "
        "nothing new"
    )
    assert "enquiry doctor --journal" in format_hint(check_around(path, "copies", copies=(unreadable,)).remedy)


def test_a_file_that_cannot_be_opened_is_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    journal = tmp_path / "journal.json"
    for name in ("journal.json", "broken"):
        (tmp_path / name).write_text('{"about": {"1": {"program":"enquiry"')
    (tmp_path / "astray").symlink_to("nowhere")
    assert [beside.path.name for beside in find_sync_copies(JournalPath(journal, journal))] == ["broken"]
    monkeypatch.setattr("os.read", refuse)
    assert find_sync_copies(JournalPath(journal, journal)) == []
    monkeypatch.setattr("enquiry.store.sync_copies.MAX_FOLDER_NAMES", 1)
    assert find_sync_copies(JournalPath(journal, journal)) == []
    assert find_sync_copies(JournalPath(tmp_path / "no" / "x.json", tmp_path / "no" / "x.json")) == []


# The machine


def test_a_terminal_is_told_by_its_width_and_encodings(path: Path) -> None:
    def streams(*encodings: str, tty: bool, look: RenderOptions) -> Any:
        named = zip(("stdin", "stdout", "stderr"), encodings, strict=True)
        seen = {name: SimpleNamespace(encoding=encoding, isatty=lambda: tty) for name, encoding in named}
        return a_probe(path, session=SimpleNamespace(**seen, look=look))

    wide = streams("utf-8", "UTF-8", "utf-8", tty=True, look=RenderOptions(61, UNICODE))
    assert check_terminal(wide).told == "61 columns; utf-8"
    check = check_terminal(streams("utf-8", "cp1252", "cp1252", tty=False, look=RenderOptions(80, ASCII)))
    assert check.state is CheckState.NOTE
    told = "utf-8 in, cp1252 out, cp1252 errors: plain signs are drawn; not a terminal, drawn at 80 columns"
    assert check.told == told


def test_extras_are_those_the_package_names(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = ["rich>=14", "pytest>=8; extra == 'dev'", "rich>=1; extra == 'word'", "no-such-thing<2; extra == 'pdf'"]
    monkeypatch.setattr(metadata, "requires", lambda _: [*needs, "no-such-either; extra == 'xlsx'"])
    assert list_extras() == [("word", True), ("pdf", False), ("xlsx", False)]
    told = "installed: word; not installed, and needed only for what they are named after: pdf, xlsx"
    assert check_extras().told == told
    monkeypatch.setattr(metadata, "requires", lambda _: None)
    assert check_extras().told == "this version has none"


def test_a_fault_of_the_system_while_looking_is_a_finding() -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "/home/ann")

    found = catch_refusal(refuse)
    assert isinstance(found, Refusal)
    assert found.kind == "PermissionError"
