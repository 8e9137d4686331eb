"""One run of the program: its streams, its day, its places, and what was asked of it in general.

The only room that reads the clock.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING, NamedTuple, TypeVar

from enquiry.cli.output import SessionOutput
from enquiry.cli.terminal import TerminalDialogue
from enquiry.errors import CannotRead, UsageMistake

if TYPE_CHECKING:
    from enquiry.config import Config
    from enquiry.dates.calendar import Calendar
    from enquiry.model.entry import AnswerPart
    from enquiry.model.journal import Journal
    from enquiry.model.step import Step
    from enquiry.paths import ProgramFolders
    from enquiry.store.drafts import OpenDraft
    from enquiry.store.journal import NextStep

T = TypeVar("T")

_SWITCHES = ("color", "json", "plain", "quiet", "no_input", "no_pager", "wide", "yes")


class CommandStamp(NamedTuple):
    """The moment of a command, by the day that is set and by the clock, and the lasting id for what it makes."""

    at: datetime
    id: str
    real: datetime


class InterviewResult(NamedTuple):
    """What an interview made of the record to come: the parts of its text, and the lasting id promised to it."""

    parts: "tuple[AnswerPart, ...]" = ()
    id: str = ""


class Session(TerminalDialogue, SessionOutput):
    """One run of the program. The switches are set by the options every command has."""

    def __init__(
        self,
        stdin: IO[str] | None = None,
        stdout: IO[str] | None = None,
        stderr: IO[str] | None = None,
        environ: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self.stdin = stdin or sys.stdin or io.StringIO()  # a program may be started with a stream closed
        self.stdout = stdout or sys.stdout or io.StringIO()
        self.stderr = stderr or sys.stderr or io.StringIO()
        self.environ = os.environ if environ is None else environ
        self.clock = clock
        self.began = monotonic()
        self.journal_option: str | None = None
        self.color: str | None = None
        self.json = self.plain = self.quiet = self.wide = False
        self.no_input = self.no_pager = self.yes = False
        self.editor = False
        self.prompts: str | None = None
        self.written = InterviewResult()
        self.resumed: OpenDraft | None = None
        self._held = list[object]()

    # --- when -------------------------------------------------------------------------------------------------

    @cached_property
    def now(self) -> datetime:
        """The moment this run began, with its offset; on the day ENQUIRY_TODAY names, where it names one."""
        now = self.clock()
        fixed = self.environ.get("ENQUIRY_TODAY", "").strip()
        if not fixed:
            return _validate_moment(
                now, "This machine's clock", "Set the clock, or set ENQUIRY_TODAY to the day it is."
            )
        try:
            day = datetime.combine(date.fromisoformat(fixed), now.timetz())
        except ValueError as fault:
            raise UsageMistake(f"ENQUIRY_TODAY is “{fixed}”, which is no day.", "Set it as 2026-02-03.") from fault
        return _validate_moment(day, "ENQUIRY_TODAY", "Set it as 2026-02-03.")

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.date()

    def stamp(self) -> CommandStamp:
        """Return the moment and a new lasting id."""
        from enquiry.model.record import generate_id

        # Milliseconds are enough to keep two commands apart, and fit to be read.
        now, real = self.now, self.clock()
        return CommandStamp(
            now.replace(microsecond=now.microsecond // 1000 * 1000), generate_id(real, os.urandom(10)), real
        )

    # --- where ------------------------------------------------------------------------------------------------

    @cached_property
    def places(self) -> "ProgramFolders":
        """The platform's folders."""
        from enquiry.paths import locate_folders

        return locate_folders()

    @cached_property
    def config(self) -> "Config":
        """What the settings file says."""
        from enquiry.config import read_config

        return read_config(self.places.settings)

    @property
    def journal_path(self) -> Path:
        """Where the journal lies: --journal, then ENQUIRY_JOURNAL, then the settings, then the platform's folder."""
        named = self.journal_option or self.environ.get("ENQUIRY_JOURNAL") or self.config.journal
        if not named:
            return self.places.data / "journal.json"
        from enquiry.paths import expand_path

        return expand_path(named)

    @property
    def journal_file(self) -> Path:
        """The file that the journal's path leads to, by which what is kept beside a journal knows it."""
        return Path(os.path.realpath(self.journal_path))

    # --- the journal ------------------------------------------------------------------------------------------

    def keep_reference(self, value: T) -> T:
        """Return a value after seeing to it that it lasts as long as the run: to let go of a journal takes a while."""
        self._held.append(value)
        return value

    def load_journal(self) -> "Journal":
        """Return the journal. Raises NotFound where there is none yet, and JournalDamaged in its various forms."""
        from enquiry.store.journal import read_journal

        return self.keep_reference(read_journal(self.journal_path, state_folder=self.places.state))

    def load_journal_or_empty(self) -> "Journal":
        """Return the journal, or an empty one where none has been made yet."""
        from enquiry.model.journal import Journal

        return self.load_journal() if os.path.lexists(self.journal_path) else Journal()

    def copy_for_journal(self, path: Path, day: date | None = None) -> "Session":
        """Return a session like this one in another journal, and on another day where one is named."""
        environ = {**self.environ, **({"ENQUIRY_TODAY": day.isoformat()} if day else {})}
        visitor = Session(self.stdin, self.stdout, self.stderr, environ, self.clock)
        visitor.__dict__.update({k: v for k, v in self.__dict__.items() if k in _SWITCHES})
        visitor.journal_option = str(path)
        return visitor

    def load_history(self) -> "tuple[Journal, tuple[Step, ...]]":
        """Return the journal and the steps of its history, the oldest first, as they stood at one moment."""
        from enquiry.store.journal import read_journal_and_steps

        return self.keep_reference(read_journal_and_steps(self.journal_path, state_folder=self.places.state))

    @contextmanager
    def change(self) -> "Iterator[NextStep]":
        """Give the one way to change the journal: a block that is kept whole or not at all."""
        from enquiry.store.journal import change_journal

        path, state, limit = self.journal_path, self.places.state, self.backup_limit
        with change_journal(path, state_folder=state, stamp=self.stamp(), wait=self.config.wait, limit=limit) as step:
            yield self.keep_reference(step)
        for words in _explain_file_changes(step, path, state):
            self.say(words)

    @property
    def backup_limit(self) -> int:
        """The bytes that backups of the journal may take."""
        return self.config.backup_size * 1_000_000

    def load_school_calendar(self, journal: "Journal") -> "Calendar":
        """Return the school calendar the journal is kept by."""
        from enquiry.presets import load_calendar

        return load_calendar(journal.settings.calendar, self.places.calendars)


def _explain_file_changes(step: "NextStep", path: Path, state: Path) -> "Iterator[str]":
    """Yield what is to be said of a journal's file after a change: a new format, or backups of one that is gone."""
    from enquiry.store.backups.catalogue import list_stored_backups
    from enquiry.store.encoding.about import FORMAT

    if step.number and step.was_format < FORMAT:
        yield f"The journal's file is now of format {FORMAT}; as it was before it is kept: enquiry restore lists it."
    with suppress(CannotRead):  # what was written is written
        if step.number and step.made_new and len(list_stored_backups(path, state)) > 1:
            yield "Backups of an earlier journal in this place are kept: enquiry restore lists them."


def _validate_moment(moment: datetime, named: str, hint: str) -> datetime:
    from enquiry.dates.period import EARLIEST, LATEST

    if EARLIEST <= moment.date() <= LATEST:
        return moment
    raise UsageMistake(f"{named} says {moment.date().isoformat()}; days from 1950 to 2100 can be kept.", hint)
