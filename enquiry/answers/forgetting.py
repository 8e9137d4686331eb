"""What forgetting and tidying answer to a program. They quote nothing of what is forgotten."""

from datetime import date
from pathlib import Path
from typing import Annotated

from enquiry.answers.answer import Answer


class ForgetAnswer(Answer, frozen=True):
    """What is, or with `dry_run` would be, rewritten: counts of records, steps of the history, backups and drafts.

    `step` is 0 where the journal itself did not change. `others` are files that hold it and are not the program's to
    change, `documents` those written for people, `unsure` those of them that can't be looked into; `machines` are
    the others, by what they are called, which have it until they take in this one's steps. `gifts` names those that
    were given away with it.
    """

    forgotten: str
    dry_run: bool
    step: int
    records: int
    steps: int
    backups: int
    drafts: int
    machines: tuple[str, ...]
    others: tuple[Path, ...]
    documents: tuple[Path, ...]
    unsure: tuple[Path, ...]
    gifts: Annotated[tuple[str, ...], "gifts.name"]
    receipt: str | None


class TidyEntry(Answer, frozen=True):
    """An entry of an earlier school year that is close to single learners, and why it is asked about."""

    name: str
    id: str
    happened_on: date
    kind: str
    because: str
    text: str


class TidyAnswer(Answer, frozen=True):
    """The entries that wait to be tidied, the names of those that were let stay, and whether it is offered no more."""

    waiting: tuple[TidyEntry, ...]
    kept: tuple[str, ...]
    dismissed: bool
