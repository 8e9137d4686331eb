"""What a run says on standard error, beside its answer, and what it asks a person: by sentences, never by forms."""

from collections.abc import Mapping
from contextlib import suppress
from typing import IO

from enquiry.cli.messages import MessageLayout, build_layout, put_journal
from enquiry.cli.terminal import is_possibly_truncated, read_terminal_line
from enquiry.unsafe_chars import escape_unsafe, format_for_stream, show_on_one_line


class Speech:
    """A run's conversation with a person; `Session` holds its streams and sets its switches."""

    stdin: IO[str]
    stdout: IO[str]
    stderr: IO[str]
    environ: Mapping[str, str]
    color: str | None
    quiet: bool
    plain: bool
    yes: bool
    no_input: bool
    warned: set[str]
    journal_option: str | None

    def say(self, words: str) -> None:
        """Say what was done on one line, unless --quiet asked for silence. What nobody reads stops nothing."""
        if not self.quiet:
            with suppress(OSError):
                self.stderr.write(f"{self.lay_out(show_on_one_line(words))}\n")

    def warn(self, *lines: str) -> None:
        """Say once, with --quiet too, that something is not as it should be, though the command goes on."""
        if lines and lines[0] not in self.warned and "_ENQUIRY_COMPLETE" not in self.environ:
            self.warned.add(lines[0])
            with suppress(OSError):
                self.tell("\n".join(lines))

    def tell(self, words: str, weight: str = "", *, drawn: bool = False) -> None:
        """Say something of a conversation, with --quiet too; *strong* or *quiet*, and laid out unless it is drawn."""
        told = escape_unsafe(words)
        told = told if drawn else "\n".join(self.lay_out(line) for line in told.split("\n"))
        if weight and (layout := self.message_layout):
            told = "\n".join(layout.paint(line, weight) for line in told.split("\n"))
        self.stderr.write(f"{told}\n")

    def lay_out(self, message: str, *, commands_apart: bool = True) -> str:
        """Return a message as standard error shows it; on a terminal commands to copy stand apart, if there are any."""
        message = put_journal(message, self.journal_called) if self.journal_called else message
        layout = self.message_layout
        laid_out = (layout.lay_out(message) if commands_apart else layout.wrap(message)) if layout else message
        return format_for_stream(self.stderr, laid_out)

    @property
    def journal_called(self) -> str:
        """The name by which the journal was called for on the command line; nothing where no journal is known by it."""
        from enquiry.cli.journals.known import USUAL, fold_name

        named, config = self.journal_option or "", self.__dict__.get("config")  # read where a name is looked for
        known = {fold_name(name) for name in (USUAL, *config.journals)} if config and named else ()
        return named if fold_name(named) in known else ""

    @property
    def message_layout(self) -> MessageLayout | None:
        """How messages are laid out where standard error is a terminal; None for a pipe, which gets them bare."""
        return build_layout(self.stderr, self.environ, self.color, self.__dict__.get("config"), plain=self.plain)

    @property
    def can_ask(self) -> bool:
        """Whether there is a person at a terminal to answer."""
        return self.stdin.isatty() and not self.no_input

    def ask_line(self, question: str) -> str:
        """Return the one line a person types, without spaces around it; nothing for Enter or the end of input."""
        return self._ask(f"{question}\n> ").strip()

    def confirm_continue(self, question: str) -> bool:
        """Ask whether to go on: Enter does; any word, and the end of input, does not."""
        return self._ask(f"{question}\n> ").isspace()

    def confirm(self, question: str) -> bool:
        """Ask a yes-or-no question; --yes answers it, and without a terminal the answer is no."""
        if self.yes or not self.can_ask:
            return self.yes
        return self._ask(f"{question} [y/N] ").strip().casefold() in {"y", "yes"}

    def _ask(self, question: str) -> str:
        *before, last = escape_unsafe(question).split("\n")
        asked = self.lay_out(last.rstrip(), commands_apart=False) + last[len(last.rstrip()) :]
        self.stderr.write("".join(f"{self.lay_out(line)}\n" for line in before) + asked)
        self.stderr.flush()
        return self.stdin.readline()

    def read_line(self, prompt: str, begin: str = "") -> str | None:
        """Return the line a person types, or None at the end of input. A line that a terminal cut short is said.

        Where there is line editing, `begin` stands in the line to be changed.
        """
        line = read_terminal_line(self.stdin, self.stdout, self.stderr, prompt, begin)
        if line is not None and self.stdin.isatty() and is_possibly_truncated(line):
            self.tell("This terminal hands over no more of one line than that; what came after is not here.")
            self.tell("Go on in a new line, or pipe a long text in: enquiry reflect - < file.txt")
        return line
