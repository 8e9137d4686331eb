"""Which files in the shared folder are machines' copies, and which a synchronising program put aside."""

import os
from pathlib import Path

import pytest

from enquiry.store.sharing.folder import list_copies, list_names, list_stale_parts

ASIDE = (
    "laptop (conflicted copy).json",
    "laptop (Ana's conflicted copy 2026-11-27).json",
    "laptop (1).json.age",
    "laptop.sync-conflict-20261127-101112-ABCDEFG.json",
    "laptop.json.sync-conflict-20261127-101112-ABCDEFG.age",
    "laptop.json (conflicted copy 2026-11-27).age",
    "laptop.json-DESKTOP-7F3K.age",
    "laptop-DESKTOP-7F3K.json.age",
    "laptop copy.json",
    "laptop - Copy.json",
    "Laptop - Kopie.json",
    ".laptop (2).json.icloud",
)
MACHINES = ("laptop-2.json", "laptop-school.json.age", "laptops.json", "laptop 2.json", ".desk.json.icloud")
NEITHER = ("laptop.json.bak", "laptop.json.old.age", "laptop.json.txt.age", ".laptop.json", "laptop.txt")


@pytest.mark.parametrize("beside", [["laptop.json"], ["laptop.json.age"], []])
def test_what_was_put_aside_is_no_machine(tmp_path: Path, beside: list[str]) -> None:
    for name in (*ASIDE, *MACHINES, *NEITHER, *beside):
        (tmp_path / name).write_bytes(b"")
    found = list_copies(tmp_path, "laptop")
    aside = {copy.path.name: copy.machine.casefold() for copy in found if copy.aside}
    assert aside == dict.fromkeys(ASIDE, "laptop")
    assert {copy.path.name for copy in found if not copy.aside} == {*MACHINES}
    assert [copy.machine for copy in list_copies(tmp_path) if copy.path.name in beside] == ["laptop"] * len(beside)


def test_where_the_shorter_name_is_not_there_a_name_that_a_machine_can_have_is_one(tmp_path: Path) -> None:
    for name in ("desk (1).json", "laptop copy.json", "desk-PC.json", "desk.sync-conflict-2026.json", "été (a).json"):
        (tmp_path / name).write_bytes(b"")
    assert {copy.path.name: copy.machine for copy in list_copies(tmp_path) if copy.aside} == {
        "desk (1).json": "desk",
        "desk.sync-conflict-2026.json": "desk",
    }


def test_only_old_temporary_files_of_this_program_are_stale(tmp_path: Path) -> None:
    for name in (f".enquiry-{'a' * 12}-{'b' * 16}.part", f".enquiry-{'c' * 12}-{'d' * 16}.part", "mine.part"):
        (tmp_path / name).write_bytes(b"{")
        if "d" not in name:
            os.utime(tmp_path / name, (1_000_000, 1_000_000))
    assert list(list_stale_parts(tmp_path, list_names(tmp_path))) == [f".enquiry-{'a' * 12}-{'b' * 16}.part"]
