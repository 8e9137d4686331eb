"""What `merge` answers to a program: what came, what stands twice, what is called anew, and what was left."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from enquiry.answers.answer import Answer, take_fields
from enquiry.answers.history import RecordChangeAnswer
from enquiry.insight.merging.told import NewName, get_record_name, list_unsettled
from enquiry.model.journal import Journal
from enquiry.model.record import Record


class ClashAnswer(Answer, frozen=True):
    """A field in which two machines wrote different things, in words: what stands, and what is kept beside it."""

    name: str
    field: str
    stands: str
    other: Annotated[str, lambda clash: clash.words]
    at: Annotated[datetime, "other.at"]
    device: Annotated[str, "other.device"]


@take_fields(NewName)
class NewNameAnswer(Answer, frozen=True):
    """A record that is called otherwise from now on; `mine` says that this machine had called it so."""


class UnseenAnswer(Answer, frozen=True):
    """A copy that could not be taken in, and why not."""

    file: str
    why: str


class MergeAnswer(Answer, frozen=True):
    """What was taken in, with `dry_run` what would be: how many steps the journal lacked, and the copies lack.

    `before` is the backup of the journal as it was, and `moved` are the files that lie among the backups now.
    """

    taken: int
    handed: int
    came: tuple[RecordChangeAnswer, ...]
    changed: tuple[RecordChangeAnswer, ...]
    gone: tuple[RecordChangeAnswer, ...]
    clashes: tuple[ClashAnswer, ...]
    renamed: tuple[NewNameAnswer, ...]
    kept_against_removal: Annotated[tuple[str, ...], "kept"]
    unseen: tuple[UnseenAnswer, ...]
    before: str | None
    moved: tuple[str, ...]
    dry_run: bool


class SettledAnswer(Answer, frozen=True):
    """The names of the records in which nothing is left to settle, and of those that still wait."""

    settled: tuple[str, ...]
    waiting: tuple[str, ...]


def describe_settled(settled: Iterable[Record], journal: Journal) -> SettledAnswer:
    """Return the answer of `settle`, and the names of what still waits."""
    done = tuple(get_record_name(one) for one in settled if not one.otherwise)
    return SettledAnswer(done, tuple(get_record_name(one) for one in list_unsettled(journal)))
