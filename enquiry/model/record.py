"""What all records have in common: they are frozen, validated when read, and only ever marked as removed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A frozen part of the journal. Unknown fields are refused when read, so that nothing is dropped in silence."""


Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment with its offset from UTC; one without is refused when it is read."""


class Removal(Value, frozen=True, kw_only=True):
    """The mark that a record was taken out of sight: when, and why if a reason was given. The record itself stays.

    `undone` says that it is out of sight because what added it was undone; `forgotten` that nothing it said is kept.
    """

    at: Moment
    because: str = ""
    undone: bool = False
    forgotten: bool = False

    @property
    def word(self) -> str:
        """What became of the record, in a word."""
        return "forgotten" if self.forgotten else "undone" if self.undone else "removed"


class OtherValue(Value, frozen=True, kw_only=True):
    """What another machine wrote into a field while the one that stands was written, kept until a person settles it.

    `value` is as the file holds the field, `at` when it was written, and `device` names the machine.
    """

    field: str
    value: Any
    at: Moment
    device: str = ""


class Record(Value, frozen=True, kw_only=True):
    """A part of the journal with a lasting unique `id`, by which other records and other copies of the journal know it.

    Numbers and names are for people, and may differ from copy to copy. `first` is the number that a record was given
    where another one had that number already, so that this one has a later one. `otherwise` is what two machines wrote
    apart in its fields.
    """

    id: str
    recorded_at: Moment
    removed: Removal | None = None
    first: int | None = None
    otherwise: tuple[OtherValue, ...] = ()

    @property
    def is_undone(self) -> bool:
        """Whether the record is out of sight because the step that added it was undone."""
        return self.removed is not None and self.removed.undone

    @property
    def is_forgotten(self) -> bool:
        """Whether nothing of what the record said is kept."""
        return self.removed is not None and self.removed.forgotten


R = TypeVar("R", bound=Record)


def upsert_record(records: Iterable[R], record: R) -> tuple[R, ...]:
    """Return the records with one put in place of the one with its id, or added at the end."""
    held = {one.id: one for one in records}
    return tuple({**held, record.id: record}.values())


def generate_id(moment: datetime, chance: bytes) -> str:
    """Return a UUID of version 7 for `moment` (milliseconds of Unix time) and ten random bytes.

    Source: RFC 9562, section 5.7: 48 bits of time, the version, 12 random bits, the variant, 62 random bits. Such ids
    sort by the moment of writing.
    """
    milliseconds = int(moment.timestamp() * 1000)
    random = int.from_bytes(chance[:10], "big")
    number = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | (random >> 62 & 0xFFF) << 64
    number |= 0b10 << 62 | random & (1 << 62) - 1
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
