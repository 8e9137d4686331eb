"""What the commands for two machines answer to a program: sync and keys."""

from datetime import date
from pathlib import Path

from enquiry.answers.answer import Answer


class KeyAnswer(Answer, frozen=True):
    """The file of this machine's key, when it was made or typed in, and when its sheet was confirmed; never the key."""

    path: Path
    created: date
    confirmed: date | None


class TakenAnswer(Answer, frozen=True):
    """How many steps were taken in from the copy of a machine."""

    machine: str
    steps: int


class UnseenAnswer(Answer, frozen=True):
    """A machine's copy that was left, and why; with `--dry-run` one that holds steps not seen yet."""

    machine: str
    why: str
    steps: int


class RenamedAnswer(Answer, frozen=True):
    """A cycle, entry or note that is called anew: another one keeps the name it had."""

    was: str
    now: str


class SyncAnswer(Answer, frozen=True):
    """What a sync took in from each machine, and how many of this machine's steps it handed over.

    `clashes` names what has two texts until that is settled, `renamed` what is called anew, and
    `kept_against_removal` what stays though another machine removed it. `unseen` are the copies that were left.
    """

    machine: str
    taken: tuple[TakenAnswer, ...]
    handed: int
    clashes: tuple[str, ...]
    renamed: tuple[RenamedAnswer, ...]
    kept_against_removal: tuple[str, ...]
    unseen: tuple[UnseenAnswer, ...]
