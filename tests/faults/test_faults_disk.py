"""Disks and folders as they are: full, read-only, behind a link, open to nobody; and who may read what is written."""

import os
import resource
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.desk import COMMANDS, Desk, begun, trial
from tests.faults.disks import small_disk

Note = Callable[[str], None]
ROOT_READS_ALL = os.name == "posix" and os.geteuid() == 0


def no_room(bytes_left: int) -> Callable[[], None]:
    """Return what makes a child's disk full after so many bytes of any one file."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, bytes_left))


@pytest.mark.parametrize("kind", COMMANDS)
def test_no_room_for_the_new_file_leaves_the_old_one(desk: Desk, kind: str) -> None:
    told = trial(desk, kind)
    twin = desk.twin()
    ended = twin.run(*told.argv(twin), preexec_fn=no_room(len(twin.journal.read_bytes()) + 10))
    assert ended.code == 1
    assert "can't be written" in ended.err
    assert told.verdict(twin, ended) == ""
    assert twin.shape == told.old
    assert twin.leftovers == []
    twin.ok(*told.argv(twin))
    assert twin.shape == told.new
    twin.clear()


def test_a_disk_that_fills_up_loses_nothing_that_was_acknowledged(figure: Note) -> None:
    with small_disk("1m") as disk:
        if disk is None:
            pytest.skip("only where a small disk may be made")
        fill_up(begun(disk / "desk"), figure)


def fill_up(desk: Desk, figure: Note) -> None:
    kept = list[str]()
    for number in range(200):
        text = f"{number} {'word ' * 3000}"
        ended = desk.run("reflect", text)
        if not ended.acknowledged:
            break
        kept.append(text)
    assert ended.code == 1
    assert "the disk is full" in ended.err
    assert "Nothing was changed." in ended.err
    assert all(text.split()[0] in desk.shape for text in kept)
    assert desk.shape.count("word word word") >= len(kept) > 0
    assert desk.ok("status").startswith("Tuesday 3 February 2026")
    assert desk.run("doctor").code in (0, 1)
    figure(f"a disk of 1 MB: full after {len(kept)} entries, all of them there")


READING = ["status", "list", "show 1", "timeline", "pulse", "search words", "tags", "summary", "export", "doctor"]


@pytest.mark.parametrize("how", ["file", pytest.param("link", marks=pytest.mark.long)])
def test_a_read_only_journal_is_refused_and_read(desk: Desk, how: str) -> None:
    twin = desk.twin()
    if how == "link":
        real = twin.journal.with_name("real.json")
        twin.journal.rename(real)
        twin.journal.symlink_to(real)
    twin.journal.chmod(0o400)
    before = twin.journal.read_bytes()
    for kind, argv in COMMANDS.items():
        ended = twin.run(*argv(twin))
        assert ended.code == 1, kind
        assert "read-only" in ended.err
    for line in READING:
        assert "Traceback" not in twin.run(*line.split()).err
        assert twin.run(*line.split()).code == (1 if line == "doctor" else 0)
    assert twin.journal.read_bytes() == before
    assert twin.journal.stat().st_mode & 0o777 == 0o400
    twin.clear()


@pytest.mark.skipif(ROOT_READS_ALL, reason="whoever runs this may write anywhere")
def test_a_folder_that_may_not_be_written_in_is_said(desk: Desk) -> None:
    twin = desk.twin()
    twin.journal.parent.chmod(0o500)
    ended = twin.run("reflect", "never")
    twin.journal.parent.chmod(0o700)
    assert ended.code == 1
    assert "permissions" in ended.err
    assert twin.shape == desk.shape
    twin.clear()


def test_a_link_stays_a_link_through_every_kind_of_change(desk: Desk) -> None:
    for kind in COMMANDS:
        told, twin = trial(desk, kind), desk.twin()
        real = twin.folder / "elsewhere" / "real.json"
        real.parent.mkdir()
        twin.journal.rename(real)
        twin.journal.symlink_to(real)
        twin.ok(*told.argv(twin))
        assert twin.journal.is_symlink()
        assert twin.shape == told.new
        twin.clear()


# Who may read


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777], ids=oct)
def test_all_that_is_written_is_the_owner_s_alone(tmp_path: Path, umask: int) -> None:
    desk, out = Desk(tmp_path / "desk"), tmp_path / "out"
    out.mkdir()
    before = {tmp_path, out, desk.folder, desk.journal.parent}
    for argv in (
        ("start", "What happens when I wait?"),
        ("evidence", "five spoke", "--measure", "spoke=5"),
        ("read", "a claim", "--title", "A book"),
        ("edit", "1.1", "six spoke"),
        ("config", "wait", "3"),
        ("export", "-o", str(out / "journal-export.json")),
        ("export", "-o", str(out / "readings.bib")),
        ("export", "-o", str(out / "readings.csl.json")),
        ("summary", "-o", str(out / "year.md")),
        ("demo",),
    ):
        ended = desk.run(*argv, preexec_fn=lambda: os.umask(umask) and None)
        assert ended.acknowledged, ended.err
    written = [path for path in tmp_path.rglob("*") if path not in before]
    assert len(written) > 12
    for path in written:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path}: {mode:o}"
        assert path.is_dir() or path.read_bytes() or path.suffix == ".lock"
