"""Copies of this machine's own that stayed in folders by which it shares the journal no more: where each one lies."""

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import msgspec

from enquiry.errors import CannotWrite
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import make_folder
from enquiry.store.disk.unfinished import note_unfinished
from enquiry.store.sharing.folder import name_copy, remove_copy
from enquiry.store.sharing.memory import locate_record


class LeftPlace(msgspec.Struct, frozen=True, array_like=True):
    """A folder, and what this machine is called there."""

    folder: str
    machine: str

    @property
    def words(self) -> str:
        """The copy and its folder in words."""
        return f"the copy of {self.machine} in {self.folder}"

    def is_in(self, folder: Path) -> bool:
        """Say whether it lies in that folder."""
        return os.path.realpath(self.folder) == os.path.realpath(folder)


def locate_left_places(journal: Path, state: Path) -> Path:
    """Return the path of the list of a journal, whether or not there is one."""
    return locate_record(journal, state).with_suffix(".left")


def list_left_places(journal: Path, state: Path) -> list[LeftPlace]:
    """Return where this machine's copies may lie still, the latest last; none where the list can't be read."""
    try:
        return msgspec.json.decode(locate_left_places(journal, state).read_bytes(), type=list[LeftPlace])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return []


def list_left_files(journal: Path, state: Path) -> list[Path]:
    """Return the files of such copies that are there."""
    places = list_left_places(journal, state)
    files = (Path(one.folder) / name_copy(one.machine, locked=locked) for one in places for locked in (True, False))
    return [file for file in files if file.is_file()]


def write_left_places(journal: Path, state: Path, places: Iterable[LeftPlace]) -> None:
    """Remember these places and no others. Raises CannotWrite."""
    path, kept = locate_left_places(journal, state), list(dict.fromkeys(places))
    with translate_write_errors(path):
        if not kept:
            path.unlink(missing_ok=True)
            return
        make_folder(path.parent)
    write_file_atomically(path, msgspec.json.encode(kept), announce=partial(note_unfinished, state))


def remove_left_copies(journal: Path, state: Path) -> tuple[list[LeftPlace], list[LeftPlace]]:
    """Take such copies away; return the places they were taken from, and those that can't be reached now.

    Raises CannotWrite for the list.
    """
    gone, kept = list[LeftPlace](), list[LeftPlace]()
    for one in list_left_places(journal, state):
        try:
            if not Path(one.folder).is_dir():
                kept.append(one)
            elif remove_copy(Path(one.folder), one.machine):
                gone.append(one)
        except CannotWrite:
            kept.append(one)
    write_left_places(journal, state, kept)
    return gone, kept
