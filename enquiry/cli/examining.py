"""Looking at a journal and around it for the doctor: it opens whatever is there, changes nothing and never fails."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from enquiry.cli.progress import following
from enquiry.cli.session import Session
from enquiry.errors import EnquiryError
from enquiry.exchange.importing.journal import proposal
from enquiry.insight.doctor.observed import BackupSeen, CopySeen, JournalSeen, KeepingSeen, Refused, Stage
from enquiry.model.journal import Journal
from enquiry.progress import Follow
from enquiry.store.backups.catalogue import backups_of, is_whole
from enquiry.store.disk.journal_file import read_file
from enquiry.store.disk.places import Place, place_of
from enquiry.store.drafts import drafts_in
from enquiry.store.encoding.format import Sealed, opened, prove_lines
from enquiry.store.encoding.rows import Contents, contents, journal_of, steps_of
from enquiry.store.journal import read_journal
from enquiry.store.sync_copies import Beside, below, copies_beside, left_behind

T = TypeVar("T")

READ_WHOLE = 50_000_000
"""How many bytes of backups are read, the newest first: about a second's work."""


def tried(look: Callable[[], T]) -> T | Refused:
    """Return what `look` returns, or why it was refused."""
    try:
        return look()
    except EnquiryError as error:
        return Refused(kind=type(error).__name__, words=error.words, hint=error.hint)
    except (OSError, RuntimeError) as fault:  # a home that is not known is a RuntimeError
        return Refused(kind=type(fault).__name__, words=f"The system says: {fault}.")


def journal_seen(path: Path, state: Path) -> JournalSeen:
    """Return the journal at `path` as far as it can be read."""
    place = tried(lambda: place_of(path, state))
    if isinstance(place, Refused):
        return JournalSeen(path=path, there=True, reached=Stage.FILE, refused=place)
    data = tried(lambda: read_file(place))
    if isinstance(data, Refused):
        return JournalSeen(path=path, there=True, reached=Stage.FILE, refused=data)
    if data is None:
        return JournalSeen(path=path)
    seen = JournalSeen(
        path=path,
        there=True,
        leads_to=place.file if path.is_symlink() else None,
        size=len(data),
        writable=bool(place.file.stat().st_mode & 0o222) and os.access(place.file, os.W_OK),
    )
    return _read(seen, data, place)


def _read(seen: JournalSeen, data: bytes, place: Place) -> JournalSeen:
    """Return the same with what its bytes hold, stage by stage."""
    sealed = tried(lambda: opened(data, place))
    if isinstance(sealed, Refused):
        return replace(seen, reached=Stage.CHECKSUM, refused=sealed)
    kept = tried(lambda: _held(sealed, place))
    journal = kept if isinstance(kept, Refused) else tried(lambda: journal_of(kept))
    if isinstance(kept, Refused) or isinstance(journal, Refused):
        stage = Stage.SCHEMA if isinstance(kept, Refused) else Stage.IDS
        return replace(seen, reached=stage, refused=journal, writes=sealed.generation)
    steps = tried(lambda: steps_of(kept))
    seen = replace(seen, journal=journal, writes=sealed.generation)
    if isinstance(steps, Refused):
        return replace(seen, steps_refused=steps)
    return replace(seen, steps=tuple(step.at for step in steps))


def _held(sealed: Sealed, place: Place) -> Contents:
    prove_lines(sealed, place)
    return contents(sealed, place)


def keeping_seen(session: Session, journal: JournalSeen) -> KeepingSeen:
    """Return what lies around the journal."""
    state, place = session.places.state, Place(journal.path, Path(os.path.realpath(journal.path)))
    with following(session, "Reading the backups", "files") as follow:
        found = tried(lambda: _around(place, state, journal, follow))
    return KeepingSeen(refused=found) if isinstance(found, Refused) else found


def _around(place: Place, state: Path, journal: JournalSeen, follow: Follow) -> KeepingSeen:
    own = [*below(state), *([place.file] if place.file.is_file() else [])]
    folders = [place.file.parent, *(path for path in own if path.is_dir())]
    modes = {path: path.lstat() for path in own if not path.is_symlink()}
    user = _user()
    return KeepingSeen(
        modes_matter=user is not None,
        looked_at=len(own),
        open_to_others=tuple(path for path, mode in modes.items() if stat.S_IMODE(mode.st_mode) & 0o077),
        of_others=tuple(path for path, mode in modes.items() if user not in (None, mode.st_uid)),
        backups=_backups(place, state, follow),
        drafts=len(drafts_in(state)),
        leftovers=tuple(left_behind(folders)),
        copies=tuple(_copy(beside, journal.journal, state) for beside in copies_beside(place)),
    )


def _user() -> int | None:
    """Return the number of whoever runs the program, or None where files have no modes."""
    return os.getuid() if sys.platform != "win32" else None


def _backups(place: Place, state: Path, follow: Follow) -> tuple[BackupSeen, ...]:
    """Return the backups, the newest first; the newest are read whole, up to as much as takes a moment."""
    found, room = list[BackupSeen](), READ_WHOLE
    for backup in follow(backups_of(place.file, state)):
        room -= backup.size
        whole = is_whole(backup) if backup.format and (room > 0 or not found) else None
        found.append(BackupSeen(name=backup.name, at=backup.at, size=backup.size, whole=whole))
    return tuple(found)


def _copy(beside: Beside, journal: Journal | None, state: Path) -> CopySeen:
    """Return a copy with how much it holds that the journal does not."""
    if beside.kind != "copy":
        return CopySeen(path=beside.path, kind=beside.kind)
    copy = tried(lambda: read_journal(beside.path, state_folder=state))
    if isinstance(copy, Refused):
        return CopySeen(path=beside.path, kind="unreadable")
    taken = proposal(journal or Journal(), copy)
    return CopySeen(path=beside.path, kind="copy", lacks=sum(taken.counts.values()), differs=len(taken.differing))
