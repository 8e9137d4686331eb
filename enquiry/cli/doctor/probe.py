"""The probe: looks at a journal and around it for the doctor, changes nothing, and goes on whatever is wrong."""

import os
import stat
import sys
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from enquiry.acts import Hint
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.config import read_settings
from enquiry.errors import EnquiryError
from enquiry.exchange.importing.journal import propose_import
from enquiry.insight.merging.told import describe_merge
from enquiry.model.backup import Backup
from enquiry.model.checks.flaws import find_step_flaw
from enquiry.model.journal import Journal
from enquiry.store.backups.catalogue import is_readable_backup, list_stored_backups, locate_journal
from enquiry.store.backups.continuity import Divergence, find_divergence
from enquiry.store.disk.places import JournalPath, read_file
from enquiry.store.disk.unfinished import list_in_use
from enquiry.store.encoding.copies import decode_copy
from enquiry.store.encoding.format import compute_file_mark, prove_layout, verify_file
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_contents, decode_step_ids, decode_steps
from enquiry.store.journal import read_contents
from enquiry.store.merging import FoundCopy, preview_merge
from enquiry.store.sync_copies import find_leftover_files, find_sync_copies, walk_folder

T = TypeVar("T")

MAX_BACKUP_BYTES = 50_000_000
"""How many bytes of backups are read, the newest first: about a second's work."""


class Refusal(NamedTuple):
    """Why something could not be used: the name of the error's class, its words and its hint."""

    kind: str
    words: str
    hint: str | Hint = ""


class ReadStage(StrEnum):
    """How far reading the journal came before it was refused."""

    FILE = "file"
    CHECKSUM = "checksum"
    SCHEMA = "schema"
    IDS = "ids"
    WHOLE = "whole"


class SyncCopy(NamedTuple):
    """A file beside the journal that looks like a copy of it, or like another program's mark on it.

    `kind` is *copy*, *unreadable*, *open elsewhere* or *not downloaded*. Of a copy that can be read, `lacks` counts
    what it holds and the journal does not, `differs` what reads otherwise in it: nothing in one from which the journal
    went on, such as a backup made beside it.
    """

    path: Path
    kind: str
    lacks: int = 0
    differs: int = 0

    @property
    def asks(self) -> bool:
        """Whether it holds what may be lost with it."""
        return bool(self.lacks or self.differs) or self.kind == "unreadable"


def catch_refusal(look: Callable[[], T]) -> T | Refusal:
    """Return what `look` returns, or why it was refused."""
    try:
        return look()
    except EnquiryError as error:
        return Refusal(type(error).__name__, error.words, error.hint)
    except (OSError, RuntimeError) as fault:  # a home that is not known is a RuntimeError
        return Refusal(type(fault).__name__, f"The system says: {fault}.")


class Probe:
    """Looks at the journal when it is made, and at the files around it when they are asked for; each once.

    `refused` says why reading the journal ended at the stage `reached`; `there` whether a file of that name is there.
    """

    def __init__(self, session: Session) -> None:
        settings, now = read_settings(session.places.settings), catch_refusal(lambda: session.now)
        self.session = session
        self.settings_faults = settings.faults
        self.day_refused = now if isinstance(now, Refusal) else None
        session.config = settings.config
        self.now = session.clock() if isinstance(now, Refusal) else now
        self.path = session.places.data / "journal.json"
        self.there, self.reached, self.writes = False, ReadStage.FILE, 0
        self.data: bytes | None = None
        self.contents: JournalContents | None = None
        self.journal: Journal | None = None
        self.steps: tuple[datetime, ...] | Refusal = ()
        self.step_flaw = ""
        self.refused = catch_refusal(self._read_journal)

    def _read_journal(self) -> None:
        """Read the journal as far as it can be read, stage by stage."""
        self.path = self.session.journal_path
        self.there = True
        place = locate_journal(self.path, self.session.places.state)
        self.data = data = read_file(place)
        self.there = data is not None
        if data is None:
            return
        self.reached = ReadStage.CHECKSUM
        verified = verify_file(data, place)
        self.writes = verified.generation
        self.reached = ReadStage.SCHEMA
        prove_layout(verified, place)
        contents = decode_contents(verified, place)
        self.contents = contents
        self.reached = ReadStage.IDS
        self.journal = build_journal(contents)
        self.reached = ReadStage.WHOLE
        steps = catch_refusal(lambda: decode_steps(contents))
        self.steps = steps if isinstance(steps, Refusal) else tuple(step.at for step in steps)
        self.step_flaw = "" if isinstance(steps, Refusal) else find_step_flaw(steps)

    def count_steps(self) -> int:
        """Return how many steps the history holds; 0 where they can't be read."""
        return 0 if isinstance(self.steps, Refusal) else len(self.steps)

    @property
    def place(self) -> JournalPath:
        """The journal's path as it was named, and its real file."""
        return JournalPath(self.path, Path(os.path.realpath(self.path)))

    @cached_property
    def own_files(self) -> tuple[Path, ...]:
        """The program's own folders and all in them, the journal's file and the table of codes. Raises OSError."""
        file = self.place.file
        tables = (self.session.places.pupils, self.session.places.allowed)
        return (*walk_folder(self.session.places.state), *(one for one in (file, *tables) if one.is_file()))

    @cached_property
    def open_files(self) -> list[Path]:
        """Which of the own files anybody else may read or write. Raises OSError."""
        files = (path for path in self.own_files if not path.is_symlink())
        return [path for path in files if stat.S_IMODE(path.lstat().st_mode) & 0o077]

    def list_foreign_files(self, user: int) -> list[Path]:
        """Return which of the own files belong to somebody other than the user of that id. Raises OSError."""
        return [path for path in self.own_files if not path.is_symlink() and path.lstat().st_uid != user]

    @cached_property
    def leftovers(self) -> list[Path]:
        """The temporary files of commands that were stopped. Raises OSError."""
        folders = [self.place.file.parent, *(path for path in self.own_files if path.is_dir())]
        used = list_in_use(self.session.places.state)
        return [path for path in find_leftover_files(folders) if path not in used]

    @cached_property
    def backups(self) -> tuple[tuple[Backup, bool | None], ...]:
        """The backups, the newest first, each with whether it opens: None where that was not tried.

        The newest are read whole, up to as much as takes a moment. Raises OSError.
        """
        found, left = list[tuple[Backup, bool | None]](), MAX_BACKUP_BYTES
        with track_progress(self.session, "Reading the backups", "files") as follow:
            for backup in follow(list_stored_backups(self.place.file, self.session.places.state)):
                left -= backup.size
                tried = backup.format and (left > 0 or not found)
                found.append((backup, is_readable_backup(backup) if tried else None))
        return tuple(found)

    @cached_property
    def divergence(self) -> Divergence | None:
        """How the journal's file diverges from the newest version known here, if it does. Raises OSError."""
        if self.contents is None or self.data is None:
            return None
        return find_divergence((backup for backup, _ in self.backups), compute_file_mark(self.data), self.contents)

    @cached_property
    def held(self) -> tuple[tuple[Backup, SyncCopy], ...]:
        """The versions that are held, each compared with the journal. Raises OSError."""
        held = (backup for backup, _ in self.backups if backup.held)
        return tuple((backup, self._examine_copy(backup.path, "copy")) for backup in held)

    @cached_property
    def copies(self) -> tuple[SyncCopy, ...]:
        """The copies beside the journal, each with how much it holds that the journal does not. Raises OSError.

        A journal that has no step in common with this one is no copy of it, whatever it is called.
        """
        beside = (one for one in find_sync_copies(self.place) if not (one.kind == "copy" and self._is_apart(one.path)))
        return tuple(self._examine_copy(one.path, one.kind) for one in beside)

    def _is_apart(self, path: Path) -> bool:
        """Say whether a file is a journal with a past of its own, as another sample in the same folder is."""
        theirs = catch_refusal(lambda: decode_step_ids(read_contents(path, self.session.places.state)[1]))
        if self.contents is None or isinstance(theirs, Refusal):
            return False
        ours = decode_step_ids(self.contents)
        return bool(theirs and ours) and set(theirs).isdisjoint(ours)

    def _examine_copy(self, path: Path, kind: str) -> SyncCopy:
        if kind != "copy":
            return SyncCopy(path, kind)
        copy = catch_refusal(lambda: read_contents(path, self.session.places.state)[1])
        journal = copy if isinstance(copy, Refusal) else catch_refusal(lambda: build_journal(copy))
        if isinstance(copy, Refusal) or isinstance(journal, Refusal):
            return SyncCopy(path, "unreadable")
        if self.contents and decode_step_ids(copy)[-1:] and decode_step_ids(copy)[-1] in decode_step_ids(self.contents):
            return SyncCopy(path, "copy")
        if self.contents is None or self.journal is None:
            return SyncCopy(path, "copy", sum(propose_import(Journal(), journal).counts.values()))
        own = FoundCopy(self.path, b"", self.contents, decode_copy(self.contents), self.journal)
        outcome = preview_merge(own, [FoundCopy(path, b"", copy, decode_copy(copy), journal)])
        report = describe_merge(self.journal, [], outcome.after)
        return SyncCopy(path, "copy", len(report.came), report.count_differences())


def get_user_id() -> int | None:
    """Return the id of whoever runs the program, or None where files have no modes."""
    return os.getuid() if sys.platform != "win32" else None
