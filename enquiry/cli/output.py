"""What a run hands over: one value drawn for people, told in plain lines, or as JSON or CSV for programs.

The only room that makes a console.
"""

import shlex
import shutil
import signal
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import IO, TYPE_CHECKING, TypeVar

from enquiry.errors import CannotWrite, UsageMistake
from enquiry.unsafe_chars import escape_unsafe, format_for_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, RenderableType

    from enquiry.answers.answer import Answer
    from enquiry.config import Config
    from enquiry.exchange.csv_table import CsvCell
    from enquiry.views.theme import RenderOptions


T = TypeVar("T")


class SessionOutput(ABC):
    """A run's answers, on standard output."""

    stdout: IO[str]
    environ: Mapping[str, str]
    color: str | None = None
    json = plain = wide = no_pager = False

    @property
    @abstractmethod
    def config(self) -> "Config":
        """What the settings file says, which is the run's to know."""

    def show(
        self,
        value: T,
        *,
        view: "Callable[[T, RenderOptions], RenderableType]",
        plain: Callable[[T], "Iterable[str]"],
        data: "type[Answer] | Callable[[T], Answer] | None" = None,
        rows: Callable[[T], "Iterable[Sequence[CsvCell]]"] | None = None,
        csv: bool = False,
    ) -> None:
        """Put `value` on standard output: as JSON or CSV for programs, as plain lines, or drawn for people.

        `data` is the class of the answer, or what makes it; without it this is no answer of its own, and programs get
        nothing here. Raises UsageMistake where CSV is asked for beside another form.
        """
        if csv and rows:
            self._hand_over_rows(rows(value))
        elif self.json:
            if data:
                from enquiry.answers.answer import project

                self.answer(project(data, value) if isinstance(data, type) else data(value))
        elif self.plain:
            self.write("".join(f"{escape_unsafe(line)}\n" for line in plain(value)))
        else:
            self.draw(view(value, self.look))

    def _hand_over_rows(self, rows: "Iterable[Sequence[CsvCell]]") -> None:
        from enquiry.exchange.csv_table import render_csv

        if self.json or self.plain:
            other = "--json" if self.json else "--plain"
            raise UsageMistake(f"--csv and {other} contradict each other.", "Give one of them.")
        self.hand_over(render_csv(rows))

    def answer(self, answer: "Answer") -> None:
        """Write an answer to standard output as one JSON document with its `schema_version`."""
        from enquiry.exchange.encoding import encode_answer

        self.hand_over(encode_answer(answer))

    def draw(self, drawing: "RenderableType") -> None:
        """Print a drawing, through the pager where it is longer than the terminal."""
        with self.console.capture() as capture:
            self.console.print(drawing)
        if self.no_pager or not self.stdout.isatty():
            self.write("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines()))
            return
        named = self.environ.get("ENQUIRY_PAGER") or self.config.pager or self.environ.get("PAGER") or "less -FRX"
        show_in_pager(format_for_stream(self.stdout, capture.get()), named, self.stdout)

    def write(self, text: str) -> None:
        """Write text that is already safe to standard output."""
        self.stdout.write(format_for_stream(self.stdout, text))

    def hand_over(self, data: bytes) -> None:
        """Write a document to standard output as the bytes it is: UTF-8, whatever the encoding of the terminal."""
        raw = getattr(self.stdout, "buffer", None)
        if raw is None:
            self.stdout.write(data.decode())
            return
        self.stdout.flush()
        left = memoryview(data)
        while left:  # an unbuffered stream takes no more than a pipe has room for
            left = left[raw.write(left) :]

    @cached_property
    def console(self) -> "Console":
        """The console for people, made when first needed."""
        return self.make_console(self.stdout)

    def make_console(self, stream: IO[str]) -> "Console":
        """Return a console that draws on a stream as was wished for."""
        from rich.console import Console
        from rich.theme import Theme

        from enquiry.views.theme import STYLES

        wish = self.color or self.config.color
        forced = {"always": True, "never": False}.get(wish)
        return Console(
            file=stream,
            force_terminal=forced if forced is not None else self._is_colour_forced(),
            no_color=wish == "never" or (wish == "auto" and bool(self.environ.get("NO_COLOR"))),
            width=self._read_columns(),
            theme=Theme(STYLES, inherit=False),
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=None,
            _environ=dict(self.environ),
        )

    def _is_colour_forced(self) -> bool | None:
        return True if self.environ.get("FORCE_COLOR") and not self.environ.get("NO_COLOR") else None

    def _read_columns(self) -> int | None:
        columns = self.environ.get("COLUMNS", "")
        return max(20, int(columns)) if columns.isdecimal() else None

    @property
    def look(self) -> "RenderOptions":
        """How views are to be drawn here: the width, and signs that this output's encoding has."""
        from enquiry.views.theme import ASCII, UNICODE, RenderOptions

        return RenderOptions(self.console.width, UNICODE if _can_encode(self.stdout) else ASCII, self.wide)


def _can_encode(stream: IO[str]) -> bool:
    try:
        "─▁█◆⚑«…".encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


# --- Long output through the person's pager, started without a shell.


def show_in_pager(text: str, pager: str, stdout: IO[str]) -> None:
    """Show `text` through `pager` when it is longer than the terminal, else write it to `stdout`.

    Where the pager is not installed, or fails, the text is simply written. Raises CannotWrite when it can't be started,
    and UsageMistake when its command can't be read.
    """
    try:
        command = shlex.split(pager)
    except ValueError as fault:
        raise UsageMistake(f"The pager “{pager}” can't be read: {fault}.", "Use --no-pager, or set PAGER.") from fault
    fits = text.count("\n") < shutil.get_terminal_size().lines
    if fits or not command or not shutil.which(command[0]):
        stdout.write(text)
        return
    stdout.flush()
    try:
        ended = _run_pager(command, text)
    except OSError as fault:
        raise CannotWrite(f"The pager “{pager}” can't be started: {fault}.", "Use --no-pager, or set PAGER.") from fault
    if ended:  # it may have shown nothing, and what was asked for is not to be lost
        stdout.write(text)


def _run_pager(command: list[str], text: str) -> int:
    """Hand `text` to the pager and wait for it; Ctrl-C is the pager's meanwhile. Return its exit code."""
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:  # noqa: S603 (the person's choice)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            child.communicate(text.encode("utf-8", "replace"))
        finally:
            signal.signal(signal.SIGINT, before)
    return child.returncode
