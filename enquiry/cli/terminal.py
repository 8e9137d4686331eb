"""What passes between the program and a person beside its answers: what it says, and what it asks."""

from contextlib import suppress
from typing import IO

from enquiry.errors import UsageMistake
from enquiry.views.text import on, visible


class Asking:
    """A run's conversation: words on standard error, answers from standard input."""

    stdin: IO[str]
    stdout: IO[str]
    stderr: IO[str]
    quiet = no_input = yes = False

    def say(self, words: str) -> None:
        """Say what was done, on standard error, unless --quiet asked for silence. What nobody reads stops nothing."""
        if not self.quiet:
            with suppress(OSError):
                self.stderr.write(f"{on(self.stderr, visible(words))}\n")

    @property
    def can_ask(self) -> bool:
        """Whether there is a person at a terminal to answer."""
        return self.stdin.isatty() and not self.no_input

    def text(self, words: "list[str] | None", *, what: str, example: str) -> str:
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
        return self._cleaned(raw, what)

    def field(self, raw: str | None, what: str) -> str:
        """Return the text of a field given by an option, mended and said so; nothing where nothing was given."""
        return self._cleaned(raw, what) if raw is not None else ""

    def _cleaned(self, raw: str, what: str) -> str:
        from enquiry.model.text import clean

        cleaned = clean(raw, what)
        for mended in cleaned.said:
            self.say(f"Note on the {what}: {mended}.")
        return cleaned.text

    def ask_line(self, question: str) -> str:
        """Return the one line a person types, without spaces around it; nothing for Enter or the end of input."""
        self.tell(question)
        self.stderr.write("> ")
        self.stderr.flush()
        return self.stdin.readline().strip()

    def goes_on(self, question: str) -> bool:
        """Ask whether to go on: Enter does; any word, and the end of input, does not."""
        self.tell(question)
        self.stderr.write("> ")
        self.stderr.flush()
        return self.stdin.readline().isspace()

    def typed_line(self, prompt: str) -> str | None:
        """Return the line a person types, or None at the end of input. A line that a terminal cut short is said."""
        from enquiry.cli.lines import typed_line, was_cut

        line = typed_line(self, prompt)
        if line is not None and self.stdin.isatty() and was_cut(line):
            self.tell("This terminal hands over no more of one line than that; what came after is not here.")
            self.tell("Go on in a new line, or pipe a long text in: enquiry reflect - < file.txt")
        return line

    def tell(self, words: str) -> None:
        """Say something that belongs to a conversation, whatever --quiet says of other words."""
        self.stderr.write(f"{visible(words)}\n")

    def confirm(self, question: str) -> bool:
        """Ask a yes-or-no question; --yes answers it, and without a terminal the answer is no."""
        if self.yes or not self.can_ask:
            return self.yes
        self.stderr.write(f"{visible(question)} [y/N] ")
        self.stderr.flush()
        return self.stdin.readline().strip().casefold() in {"y", "yes"}


def read_all(stream: IO[str]) -> str:
    """Return everything on a stream; bytes that are not UTF-8 arrive as lone surrogates, to be mended and said."""
    raw = getattr(stream, "buffer", None)
    return raw.read().decode("utf-8", "surrogateescape") if raw else stream.read()
