"""What passes between the program and a person beside its answers: what it says, and what it asks."""

import shutil
import sys
import textwrap
from contextlib import suppress
from typing import IO, Protocol, cast

from enquiry.errors import UsageMistake
from enquiry.unsafe_chars import escape_unsafe, format_for_stream


class TerminalDialogue:
    """A run's conversation: words on standard error, answers from standard input."""

    stdin: IO[str]
    stdout: IO[str]
    stderr: IO[str]
    quiet = no_input = yes = False

    def say(self, words: str) -> None:
        """Say what was done, on standard error, unless --quiet asked for silence. What nobody reads stops nothing."""
        if not self.quiet:
            with suppress(OSError):
                self.stderr.write(f"{format_for_stream(self.stderr, escape_unsafe(words))}\n")

    @property
    def can_ask(self) -> bool:
        """Whether there is a person at a terminal to answer."""
        return self.stdin.isatty() and not self.no_input

    def read_text_argument(self, words: "list[str] | None", *, what: str, example: str) -> str:
        """Return the text a command was given: its words, or standard input for `-`.

        What had to be mended in it is said. Raises UsageMistake where there is no text.
        """
        if words == ["-"]:
            raw = read_all(self.stdin)
        elif words:
            raw = " ".join(words)
        else:
            msg = f"No text was given for the {what}, and there is no terminal to ask on."
            raise UsageMistake(msg, f"Write it after the command ({example}), or pipe it in with -.")
        return self._clean_and_report(raw, what)

    def clean_field(self, raw: str | None, what: str) -> str:
        """Return the text of a field given by an option, mended and said so; nothing where nothing was given."""
        return self._clean_and_report(raw, what) if raw is not None else ""

    def _clean_and_report(self, raw: str, what: str) -> str:
        from enquiry.model.text import clean_text

        cleaned = clean_text(raw, what)
        for mended in cleaned.said:
            self.say(f"Note on the {what}: {mended}.")
        return cleaned.text

    def ask_line(self, question: str) -> str:
        """Return the one line a person types, without spaces around it; nothing for Enter or the end of input."""
        self.tell(question)
        self.stderr.write("> ")
        self.stderr.flush()
        return self.stdin.readline().strip()

    def confirm_continue(self, question: str) -> bool:
        """Ask whether to go on: Enter does; any word, and the end of input, does not."""
        self.tell(question)
        self.stderr.write("> ")
        self.stderr.flush()
        return self.stdin.readline().isspace()

    def read_line(self, prompt: str) -> str | None:
        """Return the line a person types, or None at the end of input. A line that a terminal cut short is said."""
        line = read_terminal_line(self, prompt)
        if line is not None and self.stdin.isatty() and is_possibly_truncated(line):
            self.tell("This terminal hands over no more of one line than that; what came after is not here.")
            self.tell("Go on in a new line, or pipe a long text in: enquiry reflect - < file.txt")
        return line

    def tell(self, words: str) -> None:
        """Say something that belongs to a conversation, whatever --quiet says of other words."""
        self.stderr.write(f"{escape_unsafe(words)}\n")

    def confirm(self, question: str) -> bool:
        """Ask a yes-or-no question; --yes answers it, and without a terminal the answer is no."""
        if self.yes or not self.can_ask:
            return self.yes
        self.stderr.write(f"{escape_unsafe(question)} [y/N] ")
        self.stderr.flush()
        return self.stdin.readline().strip().casefold() in {"y", "yes"}


def read_all(stream: IO[str]) -> str:
    """Return everything on a stream; bytes that are not UTF-8 arrive as lone surrogates, to be mended and said."""
    raw = getattr(stream, "buffer", None)
    return raw.read().decode("utf-8", "surrogateescape") if raw else stream.read()


# --- A line as a person types it at a terminal: mended with the keys they know, and never cut without a word.


LONGEST = {"linux": 4095, "darwin": 1023}
"""The most bytes of a line that a terminal hands over where no line editing reads its keys; it drops the rest."""


class Streams(Protocol):
    """The streams of a run."""

    stdin: IO[str]
    stdout: IO[str]
    stderr: IO[str]


def read_terminal_line(streams: Streams, prompt: str) -> str | None:
    """Return the line that is typed, without its end, or None at the end of input.

    At a real terminal the keys of `readline` edit it, where there is one: a line may then be of any length, and what is
    pasted keeps its own line ends.
    """
    if _can_edit_lines(streams):
        try:
            return input(prompt)
        except EOFError:
            return None
    streams.stderr.write(prompt)
    streams.stderr.flush()
    line = streams.stdin.readline()
    return line.removesuffix("\n") if line else None


def wrap_to_terminal(words: str) -> str:
    """Return the program's own words on lines as long as the terminal's, broken between words."""
    width = max(20, shutil.get_terminal_size().columns)
    return textwrap.fill(words, width, break_long_words=False, break_on_hyphens=False)


def is_possibly_truncated(line: str) -> bool:
    """Say whether a terminal may have dropped the end of a line that was typed without line editing."""
    return "readline" not in sys.modules and len(line.encode("utf-8", "replace")) >= LONGEST.get(sys.platform, 1 << 30)


def get_unfinished_line() -> str:
    """Return what stood in the line that was being edited when it was interrupted."""
    readline = sys.modules.get("readline")
    return cast("str", readline.get_line_buffer()) if readline else ""


def _can_edit_lines(streams: Streams) -> bool:
    """Say whether both ends are this program's own terminal and there is something to edit with; make it ready."""
    own = streams.stdin is sys.stdin and streams.stdout is sys.stdout
    if not own or not sys.stdin.isatty() or not sys.stdout.isatty():
        return False
    try:
        import readline
    except ImportError:
        return False
    readline.set_auto_history(False)
    if "libedit" not in (readline.__doc__ or ""):
        readline.parse_and_bind("set enable-bracketed-paste on")
    return True
