"""What was offered and decided on this machine, so that nothing is asked again.

    <state>/tidied/<hash>.json    of one journal, by the place of its file
    <state>/offered/<hash>.json

It is no part of the journal: it holds ids and days alone, and losing it only means being asked again.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import hash_path, make_folder


class TidyMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """The ids of the entries that stay, the label of the school year in which it was last offered, and `dismissed`."""

    kept: tuple[str, ...] = ()
    offered: str = ""
    dismissed: bool = False


class OfferMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was declined, by ids, and the day on which notes that belong together were last offered as a question.

    `gifts` are the ids of those of which it was said that their day to be deleted has come. `room` is the label of the
    school year in which it was said that more is begun than stopped.
    """

    declined: tuple[str, ...] = ()
    gifts: tuple[str, ...] = ()
    grouped: date | None = None
    room: str = ""


_FOLDERS: dict[type, str] = {TidyMemory: "tidied", OfferMemory: "offered"}

M = TypeVar("M", TidyMemory, OfferMemory)


def read_memory(kind: type[M], journal: Path, state_folder: Path) -> M:
    """Return what was decided for the journal at a path; nothing where that can't be read."""
    with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        return msgspec.json.decode(_get_memory_path(kind, journal, state_folder).read_bytes(), type=kind)
    return kind()


def keep_memory(kind: type[M], journal: Path, state_folder: Path, **changes: object) -> None:
    """Keep what was decided beside what was before. Raises CannotWrite."""
    path = _get_memory_path(kind, journal, state_folder)
    with translate_write_errors(path):
        make_folder(path.parent)
    write_file_atomically(path, msgspec.json.encode(replace(read_memory(kind, journal, state_folder), **changes)))


def _get_memory_path(kind: type, journal: Path, state_folder: Path) -> Path:
    return state_folder / _FOLDERS[kind] / f"{hash_path(journal)}.json"
