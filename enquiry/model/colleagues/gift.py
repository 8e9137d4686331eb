"""Gifts: documents that went to a colleague. The register says to whom and what went; it stays with its owner.

A Word document has a bookmark around each thing that a colleague can speak of, so that a comment finds its way back:
`c_4` around the heading of cycle 4, `q_4` around its question, `e_4_8` around the paragraph of entry 4.8. A thing that
stands there a second time has a number after it, `e_4_8_2`, since a bookmark's name stands once.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

from enquiry.errors import Ambiguous, NotFound
from enquiry.model.choices import Privacy
from enquiry.model.record import Record
from enquiry.model.references import CycleId, EntryId


class Gift(Record, frozen=True, kw_only=True):
    """A document that was given away: `name` is like `g3`, `recorded_at` the moment it was given.

    `to` says to whom in the owner's words, `wish` what was asked of them, and `reader` and `circle` as whom they read.
    It tells the journal as at the day `as_at`. `cycles` are those of whose own words something went, `entries` those
    whose words went, and `named` those of which only name, kind and day did. `file` is the file's name without its
    folder, which is another on every machine. `withdrawn` is the day on which its owner asked for it back. `by` names
    who gave it, as in an entry.

    `checks` has for each place of a Word document (`4.8`, `4`, `q4`; "" for none) a number for each paragraph there, by
    which one that was changed is known; they go where something that went is forgotten.
    """

    name: str
    to: str
    reader: str
    circle: Privacy
    as_at: date
    wish: str = ""
    cycles: tuple[CycleId, ...] = ()
    entries: tuple[EntryId, ...] = ()
    named: tuple[EntryId, ...] = ()
    file: str = ""
    delete_by: date | None = None
    withdrawn: date | None = None
    by: str = ""
    checks: Mapping[str, tuple[int, ...]] = {}

    @property
    def number(self) -> int:
        """The gift's number in the register."""
        return int(self.name[1:])

    @property
    def given_on(self) -> date:
        """The day it was given."""
        return self.recorded_at.date()


def name_next_gift(gifts: Iterable[Gift]) -> str:
    """Return the name for one more gift. Undone ones keep theirs, so that what is printed in one means no other."""
    return f"g{max((gift.number for gift in gifts), default=0) + 1}"


def find_gift(gifts: Collection[Gift], name: str) -> Gift:
    """Return the gift named like `g3` (or `3`), also by the name it was given before that was found to be taken.

    Raises NotFound where there is none, or it was undone, and Ambiguous where several were called so.
    """
    wanted = name.strip().casefold()
    wanted, kept = f"g{wanted}" if wanted.isdecimal() else wanted, [gift for gift in gifts if not gift.removed]
    called = [gift for gift in kept if gift.name == wanted]
    called = called or [gift for gift in kept if gift.first and f"g{gift.first}" == wanted]
    if len(called) > 1:
        names = " and ".join(gift.name for gift in called)
        raise Ambiguous(f"{name} was what {len(called)} gifts were called: {names} now.", "Name one of them.")
    if not called:
        known = ", ".join(gift.name for gift in kept[-8:])
        raise NotFound(f"There is no gift {name}; {f'the latest are: {known}' if known else 'none was given yet'}.")
    return called[0]


class BookmarkKind(StrEnum):
    """What a bookmark stands around."""

    ENTRY = "e"
    QUESTION = "q"
    CYCLE = "c"


_BOOKMARK = re.compile(r"(?:(e)_([1-9]\d{0,8})_([1-9]\d{0,8})|([qc])_([1-9]\d{0,8}))(?:_[1-9]\d{0,3})?", re.ASCII)


def format_bookmark(kind: BookmarkKind, name: str) -> str:
    """Return the bookmark around something, by the name of the entry (`4.8`) or the number of the cycle (`4`)."""
    return f"{kind}_{name.replace('.', '_')}"


def parse_bookmark(bookmark: str) -> tuple[BookmarkKind, str] | None:
    """Return what a bookmark stands around, and its name: `e_4_8` is entry 4.8. None for a bookmark of another kind."""
    if not (found := _BOOKMARK.fullmatch(bookmark)):
        return None
    kind, cycle, place, other, number = found.groups()
    return (BookmarkKind.ENTRY, f"{cycle}.{place}") if kind else (BookmarkKind(other), number)
