"""One run of the program: its streams, its day, its files, its answers, and what it says and asks.

Every command is handed one `Session`. This is the only module that reads the clock.
"""

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING, TypeVar

from enquiry.cli.given import Filters, InterviewResult
from enquiry.cli.output import build_console, can_encode_glyphs, render_in_parts, show_in_pager, write_bytes
from enquiry.cli.speech import Speech
from enquiry.cli.terminal import read_all
from enquiry.errors import CannotRead, UsageMistake
from enquiry.unsafe_chars import escape_unsafe, format_for_stream

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from enquiry.answers.answer import Answer
    from enquiry.cli.journals.known import NamedJournal
    from enquiry.config import Config
    from enquiry.dates.calendar import Calendar
    from enquiry.exchange.csv_table import CsvCell
    from enquiry.model.journal import Journal
    from enquiry.model.step import Step, StepStamp
    from enquiry.paths import ProgramFolders
    from enquiry.store.drafts import OpenDraft
    from enquiry.store.journal import NextStep, SeenJournal
    from enquiry.store.outlet import Outlet
    from enquiry.views.theme import RenderOptions

T = TypeVar("T")

_SWITCHES = ("color", "json", "plain", "quiet", "no_input", "no_pager", "wide", "yes")


def read_clock() -> datetime:
    """Return the moment it is, with its offset. Raises UsageMistake for a time zone that no place can have."""
    try:
        return datetime.now().astimezone()
    except (ValueError, OverflowError) as fault:
        words = f"The time zone “{os.environ.get('TZ', '')}” can't be used."
        raise UsageMistake(words, "Set TZ as in Europe/London, or leave it out.") from fault


class Session(Speech):
    """One run of the program. `cli.global_options` and `cli.search.options` set its switches and its filters."""

    def __init__(
        self,
        stdin: IO[str] | None = None,
        stdout: IO[str] | None = None,
        stderr: IO[str] | None = None,
        environ: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.stdin: IO[str] = stdin or sys.stdin or io.StringIO()  # a program may be started with a stream closed
        self.stdout: IO[str] = stdout or sys.stdout or io.StringIO()
        self.stderr: IO[str] = stderr or sys.stderr or io.StringIO()
        self.environ = os.environ if environ is None else environ
        self.clock = clock or read_clock
        self.began = monotonic()
        self.journal_option: str | None = None
        self.color: str | None = None
        self.filters = Filters()
        self.json = self.plain = self.quiet = self.wide = False
        self.no_input = self.no_pager = self.yes = False
        self.editor = False
        self.prompts: str | None = None
        self.written = InterviewResult()
        self.resumed: OpenDraft | None = None
        self.warned = set[str]()
        self.typed = ""  # the text that came as words of the command line, by way of a shell
        self.seen: SeenJournal | None = None
        self.held = list[object]()  # what is referred to until the run ends: to free a large journal takes 6 ms

    # --- when -------------------------------------------------------------------------------------------------

    @cached_property
    def now(self) -> datetime:
        """The moment this run began, with its offset; on the day ENQUIRY_TODAY names, where it names one."""
        from enquiry.dates.period import EARLIEST, LATEST

        now, named = self.clock(), "This machine's clock"
        hint = "Set the clock, or set ENQUIRY_TODAY to the day it is."
        if fixed := self.environ.get("ENQUIRY_TODAY", "").strip():
            named, hint = "ENQUIRY_TODAY", "Set it as 2026-02-03."
            try:
                now = datetime.combine(date.fromisoformat(fixed), now.timetz())
            except ValueError as fault:
                raise UsageMistake(f"ENQUIRY_TODAY is “{fixed}”, which is no day.", hint) from fault
        if not EARLIEST <= now.date() <= LATEST:
            words = f"{named} says {now.date().isoformat()}; days from 1950 to 2100 can be kept."
            raise UsageMistake(words, hint)
        return now

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.date()

    def stamp(self) -> "StepStamp":
        """Return the moment and a new lasting id."""
        from enquiry.model.record import generate_id
        from enquiry.model.step import StepStamp

        now, real = self.now, self.clock()
        at = now.replace(microsecond=now.microsecond // 1000 * 1000)  # enough to keep two commands apart
        return StepStamp(at, generate_id(real, os.urandom(10)), real)

    # --- where ------------------------------------------------------------------------------------------------

    @cached_property
    def places(self) -> "ProgramFolders":
        """The platform's folders."""
        from enquiry.paths import locate_folders

        return locate_folders()

    @cached_property
    def config(self) -> "Config":
        """What the settings file says; of what can't be used in it the usual values, which is said."""
        from enquiry.config import describe_faults, read_settings

        config, faults = read_settings(self.places.settings)
        self.warn(*describe_faults(self.places.settings, faults))
        return config

    def set_up(self, key: str, value: str | None) -> None:
        """Set a line of the settings file, or with None take it out, and go on by it. Raises as `set_config` does."""
        from enquiry.config import read_settings, set_config
        from enquiry.store.disk.atomic import write_file_atomically
        from enquiry.store.disk.os_errors import translate_write_errors
        from enquiry.store.disk.places import make_folder

        path = self.places.settings
        data = set_config(path, key, value)
        with translate_write_errors(path):
            make_folder(path.parent)
        write_file_atomically(path, data)
        self.__dict__["config"] = read_settings(path).config

    @property
    def journal_path(self) -> Path:
        """Where the journal lies: --journal, then ENQUIRY_JOURNAL, then the settings, then the platform's folder.

        Raises NotFound for a name that no journal is known by.
        """
        if named := self.journal_option or self.environ.get("ENQUIRY_JOURNAL"):
            from enquiry.cli.journals.known import find_journal, is_path
            from enquiry.paths import expand_path

            return expand_path(named) if is_path(named) else find_journal(self.list_journals(), named)
        return self.places.find_journal(self.config.journal)

    @property
    def journal_name(self) -> str:
        """What this journal is called, where there are several to take it for; else nothing."""
        if not self.config.journals:
            return ""
        from enquiry.cli.journals.known import tell_apart

        return tell_apart(self.list_journals(), self.journal_file)

    def list_journals(self) -> "list[NamedJournal]":
        """Return the journals that are known on this machine, the usual one first."""
        from enquiry.cli.journals.known import list_journals

        return list_journals(self.places, self.config)

    @property
    def journal_file(self) -> Path:
        """The file that the journal's path resolves to; backups and drafts are filed by it."""
        return Path(os.path.realpath(self.journal_path))

    @property
    def key_folder(self) -> Path:
        """Where the key lies that locks this journal's copies. A team's has its own, since others hold it too."""
        from enquiry.cli.journals.known import find_key_folder

        visitor = self.copy_for_journal(self.journal_path)  # which holds what it reads by itself
        state, known = self.places.state, self.list_journals()
        return find_key_folder(state, self.journal_file, known, lambda: visitor.load_journal().settings.team)

    @property
    def outlet(self) -> "Outlet":
        """The one way to write a file for a person, which refuses what is the program's own."""
        from enquiry.store.outlet import Outlet

        return Outlet(self.journal_file, self.places.state, (self.places.config, self.places.data), self.confirm)

    def sweep_unfinished(self) -> None:
        """Finish what stopped commands had decided, take away what they left half written for people, and say so."""
        for folder in ("batches", "unfinished"):
            with suppress(OSError, RuntimeError):  # a home that is not known is a RuntimeError
                if os.listdir(self.places.state / folder):  # noqa: PTH208 (quicker, at every start)
                    from enquiry.store.disk.unfinished import settle_leftovers

                    for words in settle_leftovers(self.places.state):
                        self.say(words)

    # --- the journal ------------------------------------------------------------------------------------------

    def load_journal(self) -> "Journal":
        """Return the journal. Raises NotFound where there is none yet, and JournalDamaged in its various forms."""
        from enquiry.store.journal import read_journal

        self.held.append(journal := read_journal(self.journal_path, state_folder=self.places.state))
        return journal

    def load_journal_or_empty(self) -> "Journal":
        """Return the journal, or an empty one where none has been made yet."""
        from enquiry.model.journal import Journal

        if os.path.lexists(self.journal_path):
            return self.load_journal()
        self.held.append(empty := Journal())
        return empty

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

        self.seen = read_journal_and_steps(self.journal_path, state_folder=self.places.state)
        self.held.append(self.seen)
        return self.seen.journal, self.seen.steps

    @contextmanager
    def change(self) -> "Iterator[NextStep]":
        """Give the one way to change the journal: a block that is kept whole or not at all."""
        from enquiry.store.journal import change_journal

        path, state, limit = self.journal_path, self.places.state, self.backup_limit
        begin = partial(change_journal, path, state_folder=state, wait=self.config.wait, limit=limit)
        with begin(stamp=self.stamp(), seen=self.seen) as step:
            self.held.append(step)
            stood = step.journal
            yield step
            if step.journal.settings.team:
                from enquiry.cli.journals.signing import sign

                step.journal = sign(self, self.config.by, stood, step.journal, lambda name: self.set_up("by", name))
        from enquiry.store.backups.catalogue import list_stored_backups
        from enquiry.store.encoding.layout import FORMAT

        if step.number and (name := self.journal_name):
            self.say(f"In the journal {name}:")
        if step.number and step.was_format < FORMAT:
            before = "as it was before it is kept: enquiry restore lists it."
            self.say(f"The journal's file is now of format {FORMAT}; {before}")
        for words in step.said:
            self.say(words)
        with suppress(CannotRead):  # what was written is written
            if step.number and step.made_new and len(list_stored_backups(path, state)) > 1:
                self.say("Backups of an earlier journal in this place are kept: enquiry restore lists them.")

    @property
    def backup_limit(self) -> int:
        """The bytes that backups of the journal may take."""
        return self.config.backup_size * 1_000_000

    def load_school_calendar(self, journal: "Journal") -> "Calendar":
        """Return the school calendar the journal is kept by; where it can't be used a usual one, which is said."""
        from enquiry.presets import load_calendar_or_usual

        calendar, *said = load_calendar_or_usual(journal.settings.calendar, self.places.calendars)
        self.warn(*said)
        return calendar

    # --- answers, on standard output --------------------------------------------------------------------------

    def show(
        self,
        value: T,
        *,
        view: "Callable[[T, RenderOptions], RenderableType]",
        plain: Callable[[T], Iterable[str]],
        data: "type[Answer] | Callable[[T], Answer] | None" = None,
        rows: "Callable[[T], Iterable[Sequence[CsvCell]]] | None" = None,
        csv: bool = False,
        journal: "Journal | None" = None,
    ) -> None:
        """Put `value` on standard output: as JSON or CSV for programs, as plain lines, or drawn for people.

        `data` is the class of the answer, or what makes it; `journal` gives it the numbers of cycles. Without `data`
        this is no answer of its own, and programs get nothing here. Raises UsageMistake where CSV is asked for
        together with another form.
        """
        named = self.journal_name if self.held else ""  # of what looked at no journal it says nothing
        if csv and rows:
            from enquiry.exchange.csv_table import render_csv

            if self.json or self.plain:
                other = "--json" if self.json else "--plain"
                raise UsageMistake(f"--csv and {other} contradict each other.", "Give one of them.")
            self.hand_over(render_csv(rows(value)))
            return
        from enquiry.command_lines import name_journal

        called = self.journal_called
        with name_journal(called):
            if self.json:
                if data:
                    from enquiry.answers.answer import project

                    self.answer(project(data, value, journal) if isinstance(data, type) else data(value))
            elif self.plain:
                lines = (*([f"journal: {named}"] if named else ()), *plain(value))
                self.stdout.writelines(format_for_stream(self.stdout, f"{escape_unsafe(line)}\n") for line in lines)
            else:
                from enquiry.views.layout import draw_under_name

                self.draw(draw_under_name(named, f"enquiry -j {called} …" if called else "", view(value, self.look)))

    def answer(self, answer: "Answer") -> None:
        """Write an answer to standard output as one JSON document with its `schema_version`."""
        from enquiry.exchange.encoding import encode_answer

        self.hand_over(encode_answer(answer))

    def draw(self, drawing: "RenderableType") -> None:
        """Print a drawing as it is drawn, or whole through the pager where it is longer than the terminal."""
        if self.no_pager or not self.stdout.isatty():
            for lines in render_in_parts(self.console, drawing):
                self.stdout.write(format_for_stream(self.stdout, lines))
            return
        with self.console.capture() as capture:
            self.console.print(drawing)
        named = self.environ.get("ENQUIRY_PAGER") or self.config.pager or self.environ.get("PAGER") or "less -FRX"
        show_in_pager(format_for_stream(self.stdout, capture.get()), named, self.stdout)

    def write(self, text: str) -> None:
        """Write text that is already safe to standard output."""
        self.stdout.write(format_for_stream(self.stdout, text))

    def hand_over(self, data: bytes) -> None:
        """Write a document to standard output as the bytes it is: UTF-8, whatever the encoding of the terminal."""
        write_bytes(self.stdout, data)

    @cached_property
    def console(self) -> "Console":
        """The console for standard output, made when first needed."""
        return self.make_console(self.stdout)

    def make_console(self, stream: IO[str]) -> "Console":
        """Return a console for a stream, with the colour and the width that were asked for."""
        return build_console(stream, self.environ, self.color or self.config.color)

    @property
    def look(self) -> "RenderOptions":
        """How views are to be drawn here: the width, and glyphs that this output's encoding has."""
        from enquiry.views.theme import ASCII, UNICODE, RenderOptions

        return RenderOptions(self.console.width, UNICODE if can_encode_glyphs(self.stdout) else ASCII, self.wide)

    # --- what was written ---------------------------------------------------------------------------------------

    def read_text_argument(self, words: list[str] | None, *, what: str, example: str) -> str:
        """Return the text a command was given: its words, or standard input for `-`.

        What was cleaned in it is said. Raises UsageMistake where there is no text.
        """
        if not words:
            msg = f"No text was given for the {what}, and there is no terminal to ask on."
            raise UsageMistake(msg, f"Write it after the command ({example}), or pipe it in with -.")
        if words != ["-"] and not self.written.id and not self.editor:
            self.typed = " ".join(words)
        return self.clean_field(read_all(self.stdin) if words == ["-"] else " ".join(words), what)

    def clean_field(self, raw: str | None, what: str) -> str:
        """Return the text of a field, cleaned, with what was changed said; nothing where nothing was given."""
        if raw is None:
            return ""
        from enquiry.model.text import clean_text

        cleaned = clean_text(raw, what)
        for change in cleaned.said:
            self.say(f"Note on the {what}: {change}.")
        return cleaned.text
