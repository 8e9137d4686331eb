"""What is half written for people is known while it is being written, and found when its program has ended."""

import os
import stat
import time
from pathlib import Path

import pytest

from enquiry.store.disk.unfinished import (
    FOLDER,
    STALE_SECONDS,
    hold_temporary_folder,
    list_in_use,
    name_temporary_folder,
    note_unfinished,
    sweep_stale_files,
    sweep_unfinished,
)

PART = f".enquiry-{'0' * 12}-{'1' * 16}.part"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def part(tmp_path: Path) -> Path:
    """A temporary file that somebody left."""
    path = tmp_path / PART
    path.write_text("words")
    return path


def leave(state: Path, path: Path) -> Path:
    """Keep a note of a path as a program does that then dies."""
    note = state / FOLDER / os.urandom(8).hex()
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_bytes(os.fsencode(path))
    return note


def test_what_is_in_use_stays_and_goes_once_its_program_has_ended(state: Path, part: Path) -> None:
    with note_unfinished(state, part):
        assert list_in_use(state) == {part}
        assert sweep_unfinished(state) == []
        assert part.exists()
    assert list_in_use(state) == set()
    assert sweep_unfinished(state) == [part], "it was not taken away within the block"
    assert not part.exists()
    assert list((state / FOLDER).iterdir()) == []


def test_a_path_that_is_relative_is_known_from_anywhere(
    state: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(part.parent)
    with note_unfinished(state, Path(PART)):
        assert list_in_use(state) == {part}


def test_only_what_is_ours_is_swept(state: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text("words")
    (tmp_path / PART).symlink_to(mine)
    folder = name_temporary_folder(tmp_path)
    folder.mkdir()
    for name in ("cycle-001-why.md", PART, "Mine.txt"):
        (folder / name).write_text("words")
    for path in (mine, tmp_path / PART, folder, Path("relative") / PART, tmp_path / "gone" / PART):
        leave(state, path)
    (state / FOLDER / "other").write_bytes(os.fsencode(mine))
    assert sweep_unfinished(state) == [tmp_path / PART]
    assert mine.read_text() == "words"
    assert [path.name for path in folder.iterdir()] == ["Mine.txt"]
    notes = {path.read_bytes() for path in (state / FOLDER).iterdir()}
    out_of_reach = {os.fsencode(path) for path in (folder, tmp_path / "gone" / PART)}
    assert notes == out_of_reach | {os.fsencode(mine)}, "what another program laid there is no note"


def test_where_no_note_can_be_kept_the_block_runs_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in the way")
    with note_unfinished(tmp_path / "state", tmp_path / PART):
        ran = True
    assert ran
    assert sweep_unfinished(tmp_path / "state") == []


def test_a_private_folder_is_gone_whatever_happens_in_it(state: Path) -> None:
    def print_a_page() -> None:
        with hold_temporary_folder(state, state / FOLDER / PART) as folder:
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            (folder / "page.html").touch()
            raise KeyboardInterrupt

    before = os.umask(0o777)
    try:
        with pytest.raises(KeyboardInterrupt):
            print_a_page()
    finally:
        os.umask(before)
    assert list((state / FOLDER).iterdir()) == []


def test_a_private_folder_left_behind_goes_whole(state: Path) -> None:
    folder = name_temporary_folder(state / FOLDER)
    (folder / "profile").mkdir(parents=True)
    (folder / "profile" / "Lock").symlink_to("nowhere")
    leave(state, folder)
    assert sweep_unfinished(state) == [folder]
    assert list((state / FOLDER).iterdir()) == []


def test_a_file_that_nothing_is_noted_of_goes_after_a_day(part: Path) -> None:
    other = part.with_name("old.part")
    other.write_text("not ours")
    for path in (part, other):
        os.utime(path, (0, time.time() - STALE_SECONDS / 2))
    sweep_stale_files(part.parent)
    assert part.exists()
    for path in (part, other):
        os.utime(path, (0, time.time() - 2 * STALE_SECONDS))
    sweep_stale_files(part.parent)
    assert not part.exists()
    assert other.exists()
    sweep_stale_files(part.parent / "nowhere")
