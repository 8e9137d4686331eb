"""Copies: a journal's file as merging takes it, rows by record with the steps, and back to the bytes of a file."""

from collections import defaultdict

import msgspec

from enquiry.insight.history.diff import SETTINGS
from enquiry.insight.merging.log import JournalCopy
from enquiry.model.step import RecordRow
from enquiry.store.encoding.format import encode_lines
from enquiry.store.encoding.layout import encode_row_lists
from enquiry.store.encoding.rows import TABLE_NAMES, JournalContents, decode_steps

_RECORD_TABLES = TABLE_NAMES[: TABLE_NAMES.index("history")]
_ROW_DECODER = msgspec.json.Decoder(RecordRow)
_ROWS_DECODER = msgspec.json.Decoder(
    msgspec.defstruct("_RecordRows", [(name, dict[int, RecordRow]) for name in _RECORD_TABLES])
)


def decode_copy(kept: JournalContents, like: tuple[JournalContents, JournalCopy] | None = None) -> JournalCopy:
    """Return the rows and steps of a file. Raises JournalDamaged naming the row of the history that is no step.

    What stands in the same line of the file `like` is not decoded again: it is the very value that its copy has.
    """
    if like is None or len(like[1].rows) != sum(len(like[0].spans[name].lines) for name in _RECORD_TABLES):
        tables = _ROWS_DECODER.decode(kept.data)
        found = ((name, row) for name in _RECORD_TABLES for row in getattr(tables, name).values())
        return JournalCopy({_get_key(*one): one[1] for one in found}, decode_steps(kept))
    contents, copy = like
    known, rows = iter(copy.rows.items()), dict[tuple[str, str], RecordRow]()
    for name in _RECORD_TABLES:
        of_table = dict(zip(contents.spans[name].lines, known))  # noqa: B905 (the next table goes on from there)
        same = _find_same_lines(kept, contents, name)
        for number in kept.spans[name].lines:
            if number in same:
                key, row = of_table[number]
            else:
                row = _ROW_DECODER.decode(kept.read_row(name, number))
                key = _get_key(name, row)
            rows[key] = row
    steps = dict(zip(contents.tables.history, copy.steps, strict=True))
    same = _find_same_lines(kept, contents, "history")
    fresh = iter(decode_steps(kept, [number for number in kept.tables.history if number not in same]))
    return JournalCopy(rows, tuple(steps[number] if number in same else next(fresh) for number in kept.tables.history))


def _get_key(table: str, row: RecordRow) -> tuple[str, str]:
    return table, str(row.get("id", SETTINGS))


def _find_same_lines(one: JournalContents, other: JournalContents, table: str) -> set[int]:
    """Return the numbers of the rows of a table whose lines are the same in two files."""
    data, there, find, stands = one.data, other.spans[table].lines, one.data.find, other.data.startswith
    return {
        number
        for number, at in one.spans[table].lines.items()
        if number in there and stands(data[at : find(b"\n", at) + 1], there[number])
    }


def encode_copy(copy: JournalCopy) -> bytes:
    """Return the bytes of the file that holds a copy: the same for the same copy."""
    tables = defaultdict[str, list[object]](list)
    for (name, _), row in copy.rows.items():
        tables[name].append(row)
    tables["history"] += copy.steps
    lines = encode_row_lists({name: tables[name] for name in TABLE_NAMES})
    return b"".join(encode_lines(max(1, len(copy.steps)), lines)[1])
