"""Settling: a record in which two machines wrote different things, with what a person chose of them."""

from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from enquiry.errors import UsageMistake
from enquiry.insight.history.changes import format_field
from enquiry.insight.merging.told import get_record_name
from enquiry.model.fields import get_label
from enquiry.model.record import OtherValue, Record, Removal

R = TypeVar("R", bound=Record)

_KEYS = {"values": "measure", "targets": "measure", "tried": "reading"}


def list_fields_to_settle(record: Record) -> dict[str, list[OtherValue]]:
    """Return the fields in which something else is kept beside what stands, the words first, each with that."""
    found: dict[str, list[OtherValue]] = {}
    for one in sorted(record.otherwise, key=lambda one: (one.field != "text", one.field == "removed")):
        found.setdefault(one.field, []).append(one)
    return found


def settle_field(record: R, field: str, keep: str) -> R:
    """Return a record in which one field is settled: `1` keeps what stands, `2` and so on take what is kept beside it.

    `both` puts them one below the other. Of a removal, 1 leaves the record in sight and 2 removes it. Raises
    UsageMistake for a choice that there is not.
    """
    others = list_fields_to_settle(record)[field]
    left = replace(record, otherwise=tuple(one for one in record.otherwise if one.field != field))
    if keep == "1":
        return left
    if keep == "both":
        return _join_words(left, field, others)
    if not keep.isdecimal() or not 2 <= int(keep) <= len(others) + 1:
        last = "1 or 2" if len(others) == 1 else f"1 to {len(others) + 1}"
        words = f"“{keep}” is none of the choices for the {get_label(field)} of {get_record_name(record)}."
        raise UsageMistake(words, f"Give {last}, or both.")
    value = others[int(keep) - 2].value
    if field == "removed":
        return replace(left, removed=msgspec.convert(value, Removal))
    return _put_value(left, field, value)


def write_field(record: R, field: str, text: str) -> R:
    """Return a record in which a field is settled by other words. Raises UsageMistake for a field that has no words."""
    left = replace(record, otherwise=tuple(one for one in record.otherwise if one.field != field))
    return _put_value(left, field, text)


def join_values(record: Record, field: str, others: list[OtherValue]) -> str:
    """Return what stands in a field and what is kept beside it as one text. Raises UsageMistake where they are none."""
    texts = [getattr(record, field, None), *(one.value for one in others)]
    if not all(isinstance(text, str) for text in texts):
        words = f"The {get_label(field)} of {get_record_name(record)} is no text, so that both can't stand."
        raise UsageMistake(words, "Choose one of them by its number.")
    return "\n\n".join(text for text in texts if isinstance(text, str))


def _join_words(record: R, field: str, others: list[OtherValue]) -> R:
    if field not in record.__struct_fields__ and isinstance(text := getattr(record, "text", None), str):
        told = [f"{get_label(field)}: {format_field(one.value)}" for one in others]  # of the kind it was before
        return _put_value(record, "text", "\n\n".join((text, *told)))
    return _put_value(record, field, join_values(record, field, others))


def _put_value(record: R, field: str, value: Any) -> R:
    row: dict[str, Any] = msgspec.to_builtins(record)
    if field not in record.__struct_fields__:
        words = f"{get_record_name(record)} has no {get_label(field)} any more."
        raise UsageMistake(words, "Give 1 to let it go, or both to add it to the text.")
    if (key := _KEYS.get(field)) and isinstance(value, list):
        own = {one[key] for one in value}
        value = [*(one for one in row.get(field, ()) if one[key] not in own), *value]
    changed = {**row, field: value}
    if field == "text":
        changed.pop("parts", None)
    try:
        return msgspec.convert(changed, type(record))
    except msgspec.ValidationError as fault:
        words = f"“{format_field(value)}” can't be the {get_label(field)} of {get_record_name(record)}."
        raise UsageMistake(words, "Choose another of them.") from fault
