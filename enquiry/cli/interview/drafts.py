"""What is being written, kept on the disk as it grows, until it is saved or put off."""

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from msgspec.structs import replace

from enquiry.cli.session import Session, Written
from enquiry.errors import CannotWrite
from enquiry.model.draft import Answer, Draft
from enquiry.store.drafts import Held, begin

Answers = dict[str, str]
"""What was answered, by the names of the prompts."""


class Keeping:
    """A draft in the making: begun with the first word, kept whole at every further one."""

    def __init__(self, session: Session, draft: Draft, held: Held | None = None) -> None:
        self.draft = draft
        self._session = session
        self._held = held
        self._refused = False

    @property
    def answers(self) -> Answers:
        """What has been answered so far, by the names of the prompts."""
        return {answer.prompt: answer.text for answer in self.draft.answers}

    def keep(self, answers: Mapping[str, str], at: str, given: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Keep what has been answered so far, the prompt that is being answered, and changed options.

        A disk that takes no more is said once; the writing goes on.
        """
        words = tuple(Answer(prompt=name, text=_mended(text)) for name, text in answers.items() if text)
        options = dict(given) if given is not None else self.draft.given
        self.draft = replace(self.draft, answers=words, at=at, given=options)
        if (self._held and self._held.draft == self.draft) or not (words or self._held):
            return
        try:
            if self._held:
                self._held.keep(self.draft)
            else:
                self._held = begin(self._session.places.state, self.draft)
        except CannotWrite as fault:
            self._say_refused(fault)

    def _say_refused(self, fault: CannotWrite) -> None:
        if not self._refused:
            self._session.tell(f"What you write can't be kept as you go: {fault.words}")
            self._session.tell("You can go on; it is saved at the end.")
        self._refused = True

    def done(self) -> None:
        """Take the draft away: it is in the journal now, or holds nothing."""
        if self._held:
            with self._held:
                try:
                    self._held.discard()
                except CannotWrite as fault:
                    self._session.tell(f"The draft {self._held.name} is done with, but still there: {fault.words}")
        self._held = None

    def put_off(self) -> None:
        """Say how to go on with what was written and is not saved; where no disk would take it, say the words."""
        with suppress(OSError):  # the window may be gone
            if self._held and (not self._refused or self._held.draft == self.draft):
                name = self._held.name
                self._session.tell(f"Kept as draft {name}. To go on with it: enquiry drafts resume {name}")
            elif self.draft.answers:
                self._session.tell("This could be kept nowhere, so here it is, to be copied:")
                self._session.tell(self.draft.words)
        if self._held:
            self._held.let_go()


def _mended(text: str) -> str:
    """Return text that a file can hold: bytes that are not UTF-8 come as halves of characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not text.isascii() else text


@contextmanager
def writing(session: Session, keeping: Keeping) -> Iterator[Keeping]:
    """Give the keeping for the block: when that ends well the draft is done with, and else it stays and is spoken of.

    What is made meanwhile gets the lasting id that the draft promises.
    """
    with ended_gently():
        session.written, ended_well = Written(id=keeping.draft.makes), False
        try:
            yield keeping
            ended_well = True
        finally:
            session.written = Written()
            if ended_well:
                keeping.done()
            else:
                keeping.put_off()


@contextmanager
def ended_gently() -> Iterator[None]:
    """Let a closed window and a request to end raise SystemExit within the block, so that a half-typed line is kept."""
    names = ("SIGHUP", "SIGTERM")
    before = {getattr(signal, name): signal.getsignal(getattr(signal, name)) for name in names if hasattr(signal, name)}
    usual = [number for number, handler in before.items() if handler == signal.SIG_DFL]
    for number in usual:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in usual:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
