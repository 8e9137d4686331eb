"""Copies: a journal's file as merging takes it, rows by record with the steps, and back to the bytes of a file."""

from collections import defaultdict

import msgspec
from msgspec import Raw

from enquiry.insight.history.diff import SETTINGS
from enquiry.insight.merging.log import JournalCopy
from enquiry.model.step import RecordRow
from enquiry.store.encoding.format import encode_file
from enquiry.store.encoding.rows import TABLE_NAMES, JournalContents, decode_steps

_ROWS_DECODER = msgspec.json.Decoder(dict[str, dict[str, RecordRow]])


def decode_copy(kept: JournalContents) -> JournalCopy:
    """Return the rows and steps of a file. Raises JournalDamaged naming the row of the history that is no step."""
    tables = _ROWS_DECODER.decode(kept.data)
    rows = {
        (name, str(row.get("id", SETTINGS))): row
        for name in TABLE_NAMES
        if name != "history"
        for row in tables[name].values()
    }
    return JournalCopy(rows, decode_steps(kept))


def encode_copy(copy: JournalCopy) -> bytes:
    """Return the bytes of the file that holds a copy: the same for the same copy."""
    tables = defaultdict[str, list[object]](list)
    for (name, _), row in copy.rows.items():
        tables[name].append(row)
    tables["history"] += copy.steps
    encoded = {
        name: {str(number): Raw(msgspec.json.encode(row)) for number, row in enumerate(tables[name], 1)}
        for name in TABLE_NAMES
    }
    return encode_file(max(1, len(copy.steps)), encoded)
