"""What the commands for two machines answer to a program: sync and keys."""

from datetime import date
from pathlib import Path

from enquiry.answers.answer import Answer
from enquiry.answers.merging import ClashAnswer, NewNameAnswer


class KeyAnswer(Answer, frozen=True):
    """What this machine's key is called, its file, when it was made or typed in, and when its sheet was confirmed.

    Never the key itself.
    """

    mark: str
    path: Path
    created: date
    confirmed: date | None


class TakenAnswer(Answer, frozen=True):
    """How many steps were taken in from the copy of a machine."""

    machine: str
    steps: int


class LeftCopyAnswer(Answer, frozen=True):
    """A machine's copy that was left, and why; with `--dry-run` one that holds steps which are not known here yet."""

    machine: str
    why: str
    steps: int


class SyncAnswer(Answer, frozen=True):
    """What a sync took in from each machine, and how many of this machine's steps it handed over.

    `clashes` is what has two texts until that is settled, `renamed` what is called anew, and `kept_against_removal`
    what stays though another machine removed it. `unseen` are the copies that were left.
    """

    machine: str
    taken: tuple[TakenAnswer, ...]
    handed: int
    clashes: tuple[ClashAnswer, ...]
    renamed: tuple[NewNameAnswer, ...]
    kept_against_removal: tuple[str, ...]
    unseen: tuple[LeftCopyAnswer, ...]
