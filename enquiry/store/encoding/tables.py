"""Tables: what a change does to their rows, through TinyDB, in memory.

TinyDB is handed the rows that change and the last one, by which it numbers new ones. All others stay the lines they
are, so that a line written into a journal of ten thousand entries costs little more than one in a new journal.
"""

from collections.abc import Iterable
from itertools import groupby

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from enquiry.insight.history.diff import SETTINGS, RecordDiff
from enquiry.model.step import Step
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.store.encoding.json_values import encode_value
from enquiry.store.encoding.layout import RowChanges
from enquiry.store.encoding.rows import JournalContents, encode_row


def build_row_changes(
    kept: JournalContents, found: Iterable[RecordDiff], step: Step, follow: ProgressTracker = ignore_progress
) -> dict[str, RowChanges]:
    """Return the rows that differ, table by table, with `step` in the history and in it what they replaced.

    A replaced record keeps the number of its row, and so its place among the others. Raises CannotWrite for a record
    that can't be kept.
    """
    changes, before = dict[str, RowChanges](), list[tuple[str, str, Raw | None]]()
    for name, of_table in groupby(found, key=lambda difference: difference.table):
        differing = list(of_table)
        numbers = _find_row_numbers(kept, name, {one.id for one in differing if one.before})
        before += [
            (name, one.id, kept.read_row(name, numbers[one.id]) if one.id in numbers else None) for one in differing
        ]
        after = [(encode_row(one.after), numbers.get(one.id)) for one in follow(differing) if one.after]
        replaced = [Document(row, number) for row, number in after if number is not None]
        added = [row for row, number in after if number is None]
        changes[name] = _insert_rows(kept, name, set(numbers.values()), replaced, added, follow)
    made = {**msgspec.to_builtins(step), "before": before}
    return {**changes, "history": _insert_rows(kept, "history", set(), [], [made], follow)}


def _find_row_numbers(kept: JournalContents, name: str, ids: set[str]) -> dict[str, int]:
    if not ids:
        return {}
    known = ((getattr(record, "id", SETTINGS), number) for number, record in kept.get_records(name).items())
    return {one: number for one, number in known if one in ids}


def _insert_rows(
    kept: JournalContents,
    name: str,
    old: set[int],
    replaced: list[Document],
    added: list[dict[str, object]],
    follow: ProgressTracker,
) -> RowChanges:
    database = TinyDB(storage=MemoryStorage)
    last = next((number for number in reversed(kept.get_records(name)) if number not in old), 0)
    database.storage.write({database.default_table_name: {str(number): {} for number in {*old, last}}})
    if old:  # TinyDB's update would leave in the row what the record no longer says
        database.remove(doc_ids=old)
    written = database.insert_multiple(replaced)
    written += database.insert_multiple(added)  # apart from them: TinyDB numbers new rows by the ones it has already
    return dict.fromkeys(old) | {number: encode_value(dict(database.get(doc_id=number))) for number in follow(written)}
