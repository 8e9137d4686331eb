"""Format 2, and the way from it to format 3: records refer to one another by their ids, no longer by numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Raw

from enquiry.model.references import iterate_names, replace_numbers


def convert_to_format_3(tables: Mapping[str, Mapping[str, Raw]]) -> dict[str, dict[str, Raw]]:
    """Return the tables of a file of format 2 as format 3 has them, the rows that history keeps included.

    A number is that of the present record which has it, else of the latest that history knows. A row that is no
    object, or a step without rows, is left as it is, for those who read it to name.
    """
    read = {name: {number: _decode_row(row) for number, row in rows.items()} for name, rows in tables.items()}
    kept = [step for step in read.get("history", {}).values() if isinstance(step.get("before"), list)]
    past = {name: list(_iterate_past_rows(kept, name)) for name in ("cycles", "entries")}
    ids = dict(iterate_names(past["cycles"], past["entries"]))
    ids |= iterate_names(read.get("cycles", {}).values(), read.get("entries", {}).values())
    for step in kept:
        step["before"] = [
            [*row[:2], replace_numbers(row[2], ids)] if isinstance(row, list) and len(row) == 3 else row
            for row in step["before"]
        ]
    return {
        name: {
            number: Raw(msgspec.json.encode(replace_numbers(row, ids))) if row else tables[name][number]
            for number, row in rows.items()
        }
        for name, rows in read.items()
    }


def _decode_row(row: Raw) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(row)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def _iterate_past_rows(steps: list[dict[str, Any]], table: str) -> Iterator[Any]:
    for step in steps:
        yield from (row[2] for row in step["before"] if isinstance(row, list) and len(row) == 3 and row[0] == table)
