"""What this machine remembers of a shared folder, in the state folder: one file for each journal that is shared.

It holds no word of the journal. Where it is lost the folder is named once more, and nothing else is lost with it.
"""

from datetime import date
from functools import partial
from pathlib import Path

import msgspec

from enquiry.errors import CannotRead
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.os_errors import translate_read_errors, translate_write_errors
from enquiry.store.disk.places import hash_path, make_folder
from enquiry.store.disk.unfinished import note_unfinished

FOLDER = "sync"


class FileStamp(msgspec.Struct, frozen=True, array_like=True):
    """By what a file is known to be the one that was looked at: its size in bytes, and when it was written, in ns."""

    size: int
    modified: int


class SyncRecord(msgspec.Struct, frozen=True):
    """The shared folder of a journal, what this machine is called there, and whether what it lays there is locked.

    `handed` is the mark of the journal's file that was laid there last, with `steps` in its history, the last of the
    id `last`; `laid` is the stamp of the copy, and `key` the mark of the key that it was locked with. `seen` are the
    copies of others, by the names of their files, of which everything is known here. `complained` is the day on which
    it was last said that the folder can't be used.
    """

    folder: str
    machine: str
    locked: bool = True
    handed: str = ""
    steps: int = 0
    last: str = ""
    laid: FileStamp | None = None
    key: str = ""
    seen: dict[str, FileStamp] = {}
    complained: date | None = None

    @property
    def place(self) -> Path:
        """The folder."""
        return Path(self.folder)


def locate_record(journal: Path, state: Path) -> Path:
    """Return the path of the record of a journal, whether or not there is one."""
    return state / FOLDER / f"{hash_path(journal)}.json"


def read_record(journal: Path, state: Path) -> SyncRecord | None:
    """Return what is remembered of a journal's shared folder, or None where it is not shared. Raises CannotRead."""
    path = locate_record(journal, state)
    with translate_read_errors(path):
        try:
            return msgspec.json.decode(path.read_bytes(), type=SyncRecord)
        except FileNotFoundError:
            return None
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            words = f"What this machine remembers of the shared folder, {path}, can't be read."
            raise CannotRead(words, "Name the folder once more: enquiry sync FOLDER") from fault


def write_record(journal: Path, state: Path, record: SyncRecord) -> None:
    """Remember it. Raises CannotWrite."""
    path = locate_record(journal, state)
    with translate_write_errors(path):
        make_folder(path.parent)
    write_file_atomically(path, msgspec.json.encode(record), announce=partial(note_unfinished, state))


def forget_record(journal: Path, state: Path) -> None:
    """Share the journal no more from this machine. Raises CannotWrite."""
    path = locate_record(journal, state)
    with translate_write_errors(path, done="taken away"):
        path.unlink(missing_ok=True)
