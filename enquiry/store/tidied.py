"""What was decided when a journal was tidied, on this machine: what stays, and what is not to be said again.

    <state>/tidied/<hash>.json    of one journal, by the place of its file

It is no part of the journal: it holds ids alone, and losing it only means being asked again.
"""

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import hash_path, make_folder


class TidyMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """The ids of the entries that stay, the label of the school year in which it was last offered, and `dismissed`.

    `gifts` are the ids of those of which it was said that their day to be deleted has come.
    """

    kept: tuple[str, ...] = ()
    offered: str = ""
    dismissed: bool = False
    gifts: tuple[str, ...] = ()


def read_tidy_memory(journal: Path, state_folder: Path) -> TidyMemory:
    """Return what was decided for the journal at a path; nothing where that can't be read."""
    with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        return msgspec.json.decode(_get_memory_path(journal, state_folder).read_bytes(), type=TidyMemory)
    return TidyMemory()


def keep_tidy_memory(journal: Path, state_folder: Path, **changes: object) -> None:
    """Keep what was decided beside what was before. Raises CannotWrite."""
    path = _get_memory_path(journal, state_folder)
    with translate_write_errors(path):
        make_folder(path.parent)
    write_file_atomically(path, msgspec.json.encode(replace(read_tidy_memory(journal, state_folder), **changes)))


def _get_memory_path(journal: Path, state_folder: Path) -> Path:
    return state_folder / "tidied" / f"{hash_path(journal)}.json"
