"""A run of the program within the full screen: nothing of it reaches the terminal but by way of the screen."""

import io

from enquiry.browse.desk import Ask
from enquiry.cli.session import Session


class ScreenSession(Session):
    """One thing done within the screen, at its own moment: what it says is kept, and what it asks is asked there."""

    def __init__(self, base: Session, ask: Ask | None = None) -> None:
        super().__init__(io.StringIO(), io.StringIO(), io.StringIO(), base.environ, base.clock)
        self.journal_option = str(base.journal_path)
        self.yes, self._asking, self._told = base.yes, ask, 0

    @property
    def can_ask(self) -> bool:
        """Whether the screen can ask."""
        return self._asking is not None

    def take_words(self) -> str:
        """Return what was said since this was last asked for."""
        words = self._read_stream(self.stderr)[self._told :]
        self._told += len(words)
        return words.strip("\n")

    def take_answers(self) -> list[str]:
        """Return the lines that would have been standard output."""
        return self._read_stream(self.stdout).splitlines()

    @staticmethod
    def _read_stream(stream: object) -> str:
        return stream.getvalue() if isinstance(stream, io.StringIO) else ""

    def _ask(self, question: str) -> str:
        if self._asking is None:
            return ""
        words = "\n".join(filter(None, (self.take_words(), question.removesuffix("> ").strip())))
        return f"{self._asking(words)}\n"
