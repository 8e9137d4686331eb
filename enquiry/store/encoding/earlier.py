"""Earlier formats, and the way from each to the one after it.

From format 1 to 2 steps get a number, and a stamp that never goes back. From 2 to 3 records refer to one another by
their ids, no longer by numbers. From 3 on nothing changes: each has fields that a program of the format before does
not know, and would call damage. 4 has entries that moved, plans, what a value counts and a reading's citation; 5 those
of merging and forgetting; 6 those of colleagues and of beliefs. What is no record or step is left as it is, for those
who read it to name.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Raw

from enquiry.model.record import Moment
from enquiry.model.references import iterate_names, replace_numbers
from enquiry.model.step import Clock, update_clock


class _Format1Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step as format 1 keeps it. Its number is the generation it made, which is that of its row."""

    id: str
    at: Moment
    did: str
    before: Raw


_STEP_DECODER = msgspec.json.Decoder(_Format1Step)


def convert_to_format_2(tables: Mapping[str, Mapping[str, Raw]]) -> dict[str, dict[str, Raw]]:
    """Return the tables of a file of format 1 as format 2 has them. All but the history are the same in both."""
    changed = {name: dict(rows) for name, rows in tables.items()}
    last: Clock | None = None
    for number, row in tables.get("history", {}).items():
        try:
            old = _STEP_DECODER.decode(row)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        last = update_clock(last, old.at, "")
        step = {"number": int(number), "id": old.id, "at": msgspec.to_builtins(old.at), "clock": last}
        changed["history"][number] = Raw(msgspec.json.encode({**step, "did": old.did, "before": old.before}))
    return changed


def convert_to_format_3(tables: Mapping[str, Mapping[str, Raw]]) -> dict[str, dict[str, Raw]]:
    """Return the tables of a file of format 2 as format 3 has them, the rows that history keeps included.

    A number is that of the present record which has it, else of the latest that history knows.
    """
    read = {name: {number: _decode_row(row) for number, row in rows.items()} for name, rows in tables.items()}
    past = [
        row
        for step in read.get("history", {}).values()
        if isinstance(step.get("before"), list)
        for row in step["before"]
        if isinstance(row, list) and len(row) == 3
    ]
    ids = dict(iterate_names(*([row for table, _, row in past if table == name] for name in ("cycles", "entries"))))
    ids |= iterate_names(*(read.get(name, {}).values() for name in ("cycles", "entries")))
    for row in past:
        row[2] = replace_numbers(row[2], ids)
    return {
        name: {
            number: Raw(msgspec.json.encode(replace_numbers(row, ids))) if row else tables[name][number]
            for number, row in rows.items()
        }
        for name, rows in read.items()
    }


def keep_tables(tables: Mapping[str, Mapping[str, Raw]]) -> dict[str, dict[str, Raw]]:
    """Return the tables as they are: those of the next format with none of its new fields."""
    return {name: dict(rows) for name, rows in tables.items()}


def _decode_row(row: Raw) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(row)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return found if isinstance(found, dict) else {}
