"""The shared folder itself: which copies lie there, what is in them, and this machine's own laid there whole.

A copy is `laptop.json.age`, or `laptop.json` where copies are not locked: a whole journal file, written by the machine
that it is named for and by no other. What brings the folder from machine to machine is somebody else's program, so that
a copy may be half there, old, or not the one it was; and such a program may put a second one aside beside it, as
`laptop (conflicted copy).json` or `laptop.json.sync-conflict-….age`, which is no machine's.
"""

import os
import re
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from enquiry.errors import CannotRead, CannotUnlock, JournalDamaged, JournalNewer, LockFault
from enquiry.store.disk.atomic import commit_file, name_temporary_file, stage_file, sweep_temporary_files
from enquiry.store.disk.os_errors import translate_read_errors, translate_write_errors
from enquiry.store.disk.places import JournalPath
from enquiry.store.disk.system import READ_FLAGS
from enquiry.store.disk.unfinished import STALE_SECONDS, note_unfinished
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_file, decode_steps
from enquiry.store.keys.identity import Identity
from enquiry.store.keys.locked import LOCKED_ENDING, is_locked, lock, unlock
from enquiry.store.sharing.memory import FileStamp
from enquiry.store.sync_copies import is_conflict_mark, is_journal_head, is_leftover_name

MAX_COPY_BYTES = 512_000_000
"""The most that a copy may hold."""

MAX_NAME = 40
MACHINE_NAME = re.compile(rf"\w[\w -]{{0,{MAX_NAME - 1}}}")
"""What a machine can be called."""

ENDING = ".json"
_WHOLE = " The journal here is whole."
_HEAD = b'{\n"about": {'
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_COPY_NAME = re.compile(
    r"(?P<absent>\.(?=.*\.icloud$))?(?P<name>[^.].*?)\.json(?:(?P<mark>.*)\.age)?(?(absent)\.icloud)", re.IGNORECASE
)


class SharedCopy(NamedTuple):
    """A file in the shared folder named as another machine's copy is; `stamp` is None where it is not here yet.

    With `aside` it is one that a synchronising program put aside, and `machine` the one whose copy it had been.
    """

    machine: str
    path: Path
    stamp: FileStamp | None
    aside: bool = False

    @property
    def words(self) -> str:
        """Whose copy it is: the machine, or that it was put aside."""
        return f"a copy of {self.machine} that was put aside" if self.aside else self.machine

    @property
    def doubt(self) -> str:
        """What speaks against its being put aside: that a machine can have that name, and wrote nothing by it yet."""
        named = _COPY_NAME.fullmatch(self.path.name)
        likely = named and not named["mark"] and MACHINE_NAME.fullmatch(named["name"])
        return f", unless a machine is called {named['name']}" if named and likely else ""

    @property
    def hour(self) -> str:
        """When the file was written, in brackets; nothing where it is not here yet."""
        written = datetime.fromtimestamp(self.stamp.modified / 1e9).astimezone() if self.stamp else None
        return f" ({written:%H:%M})" if written else ""


class CopyFault(StrEnum):
    """Why a copy is not taken in."""

    INCOMPLETE = "not whole"
    NEWER = "newer"
    UNREADABLE = "unreadable"
    OPEN = "not locked"
    NO_KEY = "no key"
    OTHER_KEY = "other key"
    FORGED = "forged"
    STRANGER = "another journal"


class LeftCopy(NamedTuple):
    """A copy that was left where it is, and why; `detail` is what more there is to say, such as its format."""

    copy: SharedCopy
    fault: CopyFault
    detail: str = ""


_LOCK_FAULTS = {
    LockFault.DAMAGED: CopyFault.INCOMPLETE,
    LockFault.NO_KEY: CopyFault.NO_KEY,
    LockFault.OTHER_KEY: CopyFault.OTHER_KEY,
    LockFault.FORGED: CopyFault.FORGED,
}


def name_copy(machine: str, *, locked: bool) -> str:
    """Return the file name of a machine's copy."""
    return f"{machine}{ENDING}{LOCKED_ENDING if locked else ''}"


def list_names(folder: Path) -> list[str]:
    """Return the names of all that lies in the folder, in one listing for who wants several things of it.

    Raises CannotRead.
    """
    with translate_read_errors(folder):
        return os.listdir(folder)  # noqa: PTH208 (names are looked at)


def list_copies(folder: Path, machine: str = "", names: Iterable[str] | None = None) -> list[SharedCopy]:
    """Return the copies in the folder but the one named for `machine`, by their names. Raises CannotRead.

    `names` is what lies there, where it was listed. What is put aside is known by its name here; `find_writer` asks
    what is in it.
    """
    there = list_names(folder) if names is None else names
    with translate_read_errors(folder):
        return sorted(_scan_copies(folder, machine, there))


def _scan_copies(folder: Path, own: str, names: Iterable[str]) -> Iterator[SharedCopy]:
    found = [(folder / name, named) for name in names if (named := _COPY_NAME.fullmatch(name))]
    machines = {named["name"] for _, named in found if MACHINE_NAME.fullmatch(named["name"])} | {own}
    for path, named in found:
        name, mark = named["name"], named["mark"]
        wanted = is_conflict_mark(mark) if mark else name.casefold() != own.casefold()
        stamp = None if named["absent"] else stamp_file(path)
        if wanted and (stamp or named["absent"]):
            origin = name if mark else _find_origin(name, machines)
            yield SharedCopy(origin or name, path, stamp, aside=origin is not None)


def _find_origin(name: str, machines: Iterable[str]) -> str | None:
    """Return the machine whose copy a synchronising program put aside under this name, or None where none did.

    No machine is called with brackets or dots, as most such names are; the others count where the shorter one is there.
    """
    begun = [one for one in machines if one and name.casefold().startswith(one.casefold())]
    for one in sorted(begun, key=len, reverse=True):
        added = name[len(one) :]
        if re.match(r"[\W_]", added) and (is_conflict_mark(added) or not MACHINE_NAME.fullmatch(name)):
            return one
    if MACHINE_NAME.fullmatch(name) or not is_conflict_mark(name):
        return None
    return re.split(r"[^\w -]", name, maxsplit=1)[0].strip(" -") or None


def find_writer(copy: SharedCopy, contents: JournalContents) -> SharedCopy:
    """Return a copy as what it is by what it holds: a machine wrote in it under the name that its file has, or none."""
    named = _COPY_NAME.fullmatch(copy.path.name)
    if not copy.aside or named is None or named["mark"]:
        return copy
    wrote = any(step.machine.casefold() == named["name"].casefold() for step in decode_steps(contents))
    return copy._replace(machine=named["name"], aside=False) if wrote else copy


def list_stale_parts(folder: Path, names: Iterable[str]) -> dict[str, FileStamp]:
    """Return the temporary files of this program among the names in the folder that no command writes any more.

    Only the machine that began one may take it away. Raises CannotRead.
    """
    with translate_read_errors(folder):
        stamps = {name: stamp_file(folder / name) for name in names if is_leftover_name(name)}
    before = (time.time() - STALE_SECONDS) * 1e9
    return {name: stamp for name, stamp in stamps.items() if stamp and stamp.modified < before}


def stamp_file(path: Path) -> FileStamp | None:
    """Return the stamp of a file, or None where there is none, or what is there is no file. Raises OSError."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return FileStamp(found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def read_shared_copy(
    copy: SharedCopy, identities: Sequence[Identity], *, locked: bool, known: bool
) -> JournalContents | LeftCopy | None:
    """Return what a copy holds, or why it is left; None for a file that is no copy of any journal.

    With `locked` one that is not locked is left, since anybody may have written it. `known` says that the file was a
    copy before. Raises NotInstalled.
    """
    if copy.stamp is None:
        return LeftCopy(copy, CopyFault.INCOMPLETE)
    try:
        data, contents = _read_bytes(copy.path), None
        opened = unlock(data, identities, copy.path.name) if is_locked(data) else data
        if is_journal_head(opened):
            contents = decode_file(opened, JournalPath(copy.path, copy.path))
            build_journal(contents)
    except (JournalDamaged, CannotRead, CannotUnlock) as fault:
        return _leave_copy(copy, fault)
    if contents and locked and opened is data:
        return LeftCopy(copy, CopyFault.OPEN)
    begun = _HEAD.startswith(data[: len(_HEAD)])
    if contents is None and (known or begun or copy.path.suffix.casefold() == LOCKED_ENDING):
        return LeftCopy(copy, CopyFault.INCOMPLETE)
    return contents


def _leave_copy(copy: SharedCopy, fault: JournalDamaged | CannotRead | CannotUnlock) -> LeftCopy:
    if isinstance(fault, CannotUnlock):
        return LeftCopy(copy, _LOCK_FAULTS[fault.reason])
    if isinstance(fault, JournalNewer):
        form = re.search(r"format (\d+)", fault.words)
        return LeftCopy(copy, CopyFault.NEWER, form[1] if form else "")
    return LeftCopy(copy, CopyFault.INCOMPLETE if isinstance(fault, JournalDamaged) else CopyFault.UNREADABLE)


def _read_bytes(path: Path) -> bytes:
    """Return the bytes of a copy. Raises CannotRead, for one that is larger than MAX_COPY_BYTES too."""
    with translate_read_errors(path), os.fdopen(os.open(path, READ_FLAGS | _NO_LINK), "rb") as file:
        data = file.read(MAX_COPY_BYTES + 1)
    if len(data) > MAX_COPY_BYTES:
        raise CannotRead(f"{path} holds more than {MAX_COPY_BYTES:,} bytes.", "It is no copy of a journal.")
    return data


def lay_copy(folder: Path, machine: str, data: bytes, identity: Identity | None, state: Path) -> FileStamp:
    """Write this machine's copy, locked with the key or open without one, whole or not at all; return its stamp.

    What a stopped command leaves of it is noted in the state folder, and taken away at the next start; its copy of the
    other sort goes. Only for the holder of the folder's lock. Raises CannotWrite and NotInstalled.
    """
    target = folder / name_copy(machine, locked=identity is not None)
    whole, named = lock(data, identity) if identity else data, name_temporary_file(target)
    with translate_write_errors(target, then=_WHOLE):
        for left in (target, folder / name_copy(machine, locked=identity is None)):
            sweep_temporary_files(left)
        with note_unfinished(state, named), stage_file(target, whole, named=named) as temporary:
            commit_file(temporary, target)
        (folder / name_copy(machine, locked=identity is None)).unlink(missing_ok=True)
        stamp = stamp_file(target)
    if stamp is None:
        raise FileNotFoundError(target)
    return stamp


def remove_copy(folder: Path, machine: str) -> bool:
    """Take this machine's copy away, and say whether there was one. Raises CannotWrite."""
    gone = False
    for name in (name_copy(machine, locked=locked) for locked in (True, False)):
        with translate_write_errors(folder / name, done="taken away", then=_WHOLE):
            sweep_temporary_files(folder / name)
            if os.path.lexists(folder / name):
                (folder / name).unlink()
                gone = True
    return gone


def choose_machine_name(wished: str, taken: Iterable[str]) -> str:
    """Return the name that was wished for, or where another machine has it with the lowest number that is free."""
    used, name, number = {one.casefold() for one in taken}, wished, 1
    while name.casefold() in used:
        number += 1
        name = f"{wished}-{number}"
    return name
