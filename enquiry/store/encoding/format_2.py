"""Format 2, and the way from it to format 3: records refer to one another by their ids, no longer by numbers."""

from collections.abc import Mapping
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


def _decode_row(row: Raw) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(row)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return found if isinstance(found, dict) else {}
