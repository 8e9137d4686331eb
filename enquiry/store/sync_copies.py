"""Files beside a journal: those that stopped commands left, and copies that synchronising programs made of it."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from enquiry.errors import EnquiryError
from enquiry.store.disk.places import JournalPath
from enquiry.store.disk.system import READ_FLAGS
from enquiry.store.disk.unfinished import TEMPORARY_NAME
from enquiry.store.encoding.layout import PROGRAM

MAX_FOLDER_NAMES = 5_000
"""A folder with more names is not looked through: the journal lies in a heap of other files."""

_LEFTOVER_NAME = re.compile(rf"{TEMPORARY_NAME.pattern}|\.enquiry-replaced\.part|previous\.part")
_JOURNAL_HEAD = re.compile(rb'"program"\s*:\s*"%s"' % PROGRAM.encode())
_CONFLICT_NAME = re.compile(
    r"conflict|konflikt|conflit|conflicto|\(\d+\)|\bcopy\b|\bkopie\b|\bcopie\b|\.(?:orig|rej|bak|old|tmp)$|~$",
    re.IGNORECASE,
)
_MACHINE_MARK = re.compile(r"-(?=[A-Z0-9-]*[A-Z]{2})[A-Z0-9-]+")
_KEPT_NAME = re.compile(r"\.(?:orig|rej|bak|old|tmp)$|~$", re.IGNORECASE)
_OPEN_ELSEWHERE_NAME = re.compile(r"^~\$|^\.~lock\..*#$|^\.#|^\..*\.sw[a-p]$")
_NOT_DOWNLOADED_NAME = re.compile(r"^\..*\.icloud$")

SiblingKind = Literal["copy", "open elsewhere", "not downloaded"]


class SiblingFile(NamedTuple):
    """A file beside the journal, and what it seems to be."""

    path: Path
    kind: SiblingKind


def find_sync_copies(place: JournalPath) -> list[SiblingFile]:
    """Return the files beside the journal that are copies of one, by what is in them or by their names.

    Synchronising programs lay the version they did not choose beside the other (`journal (conflicted copy) …`,
    `journal.sync-conflict-…`, `journal-LAPTOP.json`); editors and office programs mark a file they have open.
    Raises OSError where the folder can't be looked at.
    """
    found = ((name, _detect_sibling_kind(name, place.file)) for name in _list_folder_names(place.file.parent))
    return [SiblingFile(place.file.with_name(name), kind) for name, kind in found if kind]


def is_conflict_mark(added: str) -> bool:
    """Say whether a synchronising program adds this to the name of the version that it did not choose."""
    return bool(_CONFLICT_NAME.search(added) or _MACHINE_MARK.fullmatch(added)) and not _KEPT_NAME.search(added)


def find_conflict_copies(journal: Path) -> list[Path]:
    """Return the copies that a synchronising program laid beside the journal, by their names; a person's own are none.

    Only files with the journal's name in theirs are opened. None where the folder can't be looked at.
    """
    with suppress(OSError):
        named = (name for name in _list_folder_names(journal.parent) if journal.stem.casefold() in name.casefold())
        kept = (name for name in named if not _KEPT_NAME.search(name))
        return [journal.with_name(name) for name in kept if _detect_sibling_kind(name, journal) == "copy"]
    return []


ANOTHER_JOURNAL = -1
"""Stands for the steps of a file that is a journal by itself, and no copy of the one it lies beside."""


def count_unseen_steps(journal: Path, copy: Path) -> int | None:
    """Return how many steps a copy holds that the journal lacks, or None where one of them can't be read.

    Where they have none in common it is no copy, and ANOTHER_JOURNAL is returned.
    """
    try:
        own, other = (_read_step_ids(path) for path in (journal, copy))
    except EnquiryError:
        return None
    return ANOTHER_JOURNAL if other and own.isdisjoint(other) else len(other - own)


def has_common_steps(journal: Path, copy: Path) -> bool:
    """Say whether two files are journals with steps in common; what can't be read has none."""
    with suppress(EnquiryError):
        return not _read_step_ids(journal).isdisjoint(_read_step_ids(copy))
    return False


def _read_step_ids(path: Path) -> set[str]:
    from enquiry.store.encoding.rows import decode_step_ids  # only where there is a copy, which is seldom
    from enquiry.store.journal import read_contents

    return set(decode_step_ids(read_contents(path, None)[1]))


def find_leftover_files(folders: Iterable[Path]) -> list[Path]:
    """Return the temporary files in these folders that stopped commands left. Raises OSError."""
    names = ((folder, name) for folder in folders for name in _list_folder_names(folder))
    return [folder / name for folder, name in names if is_leftover_name(name)]


def is_leftover_name(name: str) -> bool:
    """Say whether a file is called as the temporary files of this program are."""
    return _LEFTOVER_NAME.fullmatch(name) is not None


def _list_folder_names(folder: Path) -> list[str]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 (names are looked at, of one folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return names if len(names) <= MAX_FOLDER_NAMES else []


def _detect_sibling_kind(name: str, journal: Path) -> SiblingKind | None:
    if name == journal.name or is_leftover_name(name):
        return None
    same_stem = journal.stem.casefold() in name.casefold()
    # LibreOffice and Office shorten the name in their mark, so that its end is compared.
    if _OPEN_ELSEWHERE_NAME.match(name) and (same_stem or name[2:] in journal.name):
        return "open elsewhere"
    if _NOT_DOWNLOADED_NAME.match(name) and same_stem:
        return "not downloaded"
    found = same_stem and bool(_CONFLICT_NAME.search(name.replace(journal.stem, "", 1)))
    try:  # whatever it is called
        found = found or is_journal_file(journal.with_name(name))
    except FileNotFoundError:
        return None
    except OSError:  # whoever reads it says why it can't be read
        found = same_stem
    return "copy" if found else None


def is_journal_head(data: bytes) -> bool:
    """Say whether bytes begin as a journal's own file does, which a backup of it does too."""
    return _JOURNAL_HEAD.search(data[:400]) is not None


def is_journal_file(path: Path) -> bool:
    """Say whether a file begins as a journal does. Raises OSError."""
    descriptor = os.open(path, READ_FLAGS)
    try:
        regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return regular and is_journal_head(os.read(descriptor, 400))
    finally:
        os.close(descriptor)


def walk_folder(folder: Path) -> Iterator[Path]:
    """Yield the folder and all that is in it, if it is there. Links are not followed. Raises OSError."""
    if not os.path.lexists(folder):
        return
    yield folder
    if folder.is_dir() and not folder.is_symlink():
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 (a list, sorted, of one folder)
            yield from walk_folder(folder / name)
