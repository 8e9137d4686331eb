"""The errors a person can cause or meet.

Every error has two plain lines (what went wrong, what to do) and the exit code it ends the program with. It is raised
where the mistake is noticed, knows no console, and is printed by `enquiry.__main__` alone.
"""

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import NamedTuple

from enquiry.acts import Hint


class ExitCode(IntEnum):
    """The codes the program exits with. They are part of its interface and never change."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    AMBIGUOUS = 4
    DAMAGED = 5
    BUSY = 6
    STOPPED = 130


class ErrorSpan(NamedTuple):
    """The place in what was typed that an error is about: the whole text, and where in it that begins and ends."""

    text: str
    begin: int
    end: int


class EnquiryError(Exception):
    """An error a person can cause or meet: `words` say what went wrong, `hint` what to do, in words or as acts.

    `spot` is the place in a longer text that the words are about, or None; it is shown with a caret.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, words: str, hint: str | Hint = "", spot: ErrorSpan | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.hint = hint
        self.spot = spot


class CannotWrite(EnquiryError):
    """The disk, a permission or a folder in the way kept something from being written; nothing was changed."""


class CannotRead(EnquiryError):
    """A permission, a folder in the way or a fault of the disk kept a file from being read."""


class NotInstalled(EnquiryError):
    """A part of the program that is installed apart, or a program it needs beside it, is not there."""


class UsageMistake(EnquiryError):
    """The command was given something it cannot use: an unknown choice, a missing text, options that contradict."""

    exit_code = ExitCode.USAGE


class UnreadableDate(UsageMistake):
    """A day or period that cannot be read with certainty."""


class NotFound(EnquiryError):
    """No cycle, entry, tag, calendar or file of that name."""

    exit_code = ExitCode.NOT_FOUND


class JournalMissing(NotFound):
    """There is no journal at the path yet. Reading never makes one."""


class Ambiguous(EnquiryError):
    """A name that fits more than one thing."""

    exit_code = ExitCode.AMBIGUOUS


class JournalDamaged(EnquiryError):
    """The journal's file is not one this program can have written: cut short, emptied, altered or foreign."""

    exit_code = ExitCode.DAMAGED


class EditedOutside(JournalDamaged):
    """The file still reads as a journal, but its checksum says that something else has written to it."""


class JournalNewer(JournalDamaged):
    """The file was written by a later version of this program, in a format this one does not know."""


class JournalBusy(EnquiryError):
    """Another program holds the journal for longer than the wait."""

    exit_code = ExitCode.BUSY


class ChangedUnderneath(JournalBusy):
    """The journal's file was replaced while a change was being made; the change was not saved."""


class LockFault(StrEnum):
    """Why a locked file was not opened."""

    NO_KEY = "no key"
    OTHER_KEY = "other key"
    FORGED = "forged"
    DAMAGED = "damaged"


class CannotUnlock(EnquiryError):
    """A locked file that the keys of this machine do not open, or that none of its machines wrote: see `reason`."""

    def __init__(self, words: str, hint: str | Hint, reason: LockFault) -> None:
        super().__init__(words, hint)
        self.reason = reason


class EditorFailed(EnquiryError):
    """The person's editor can't be found or started, or ended saying that it failed; nothing was saved."""


class NothingWritten(EnquiryError):
    """The editor was left without anything new in it; nothing was saved."""


class NothingToTell(EnquiryError):
    """A document would hold nothing of the journal; no file was written."""


class NamesWouldLeave(EnquiryError):
    """A document holds what may tell of a person, and nobody has said that it may go; nothing was written."""


class ChangedMeanwhile(EnquiryError):
    """What was being edited was changed elsewhere meanwhile; neither text is lost."""


def suggest_nearest(word: str, known: Iterable[str]) -> str:
    """Return ' Did you mean …?' for the known word nearest to `word`, or nothing when none is near."""
    from difflib import get_close_matches

    by_fold = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f" Did you mean {by_fold[found[0]]}?" if found else ""
