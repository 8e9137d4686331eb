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

from enquiry.insight.history.diff import SETTINGS, Difference
from enquiry.model.step import Step
from enquiry.progress import Follow, unfollowed
from enquiry.store.encoding.json_values import packed
from enquiry.store.encoding.layout import Lines
from enquiry.store.encoding.rows import Contents, row_of


def changed(kept: Contents, found: Iterable[Difference], step: Step, follow: Follow = unfollowed) -> dict[str, Lines]:
    """Return the rows that differ, table by table, with `step` in the history and in it what they replaced.

    A replaced record keeps the number of its row, and so its place among the others. Raises CannotWrite for a record
    that can't be kept.
    """
    changes, before = dict[str, Lines](), list[tuple[str, str, Raw | None]]()
    for name, of_table in groupby(found, key=lambda difference: difference.table):
        differing = list(of_table)
        numbers = _numbers(kept, name, {one.id for one in differing if one.before})
        before += [(name, one.id, kept.row(name, numbers[one.id]) if one.id in numbers else None) for one in differing]
        after = [(row_of(one.after), numbers.get(one.id)) for one in follow(differing) if one.after]
        replaced = [Document(row, number) for row, number in after if number is not None]
        added = [row for row, number in after if number is None]
        changes[name] = _rows(kept, name, set(numbers.values()), replaced, added, follow)
    made = {**msgspec.to_builtins(step), "before": before}
    return {**changes, "history": _rows(kept, "history", set(), [], [made], follow)}


def _numbers(kept: Contents, name: str, ids: set[str]) -> dict[str, int]:
    if not ids:
        return {}
    known = ((getattr(record, "id", SETTINGS), number) for number, record in kept.records(name).items())
    return {one: number for one, number in known if one in ids}


def _rows(
    kept: Contents,
    name: str,
    old: set[int],
    replaced: list[Document],
    added: list[dict[str, object]],
    follow: Follow,
) -> Lines:
    database = TinyDB(storage=MemoryStorage)
    last = next((number for number in reversed(kept.records(name)) if number not in old), 0)
    database.storage.write({database.default_table_name: {str(number): {} for number in {*old, last}}})
    if old:  # TinyDB's update would leave in the row what the record no longer says
        database.remove(doc_ids=old)
    written = database.insert_multiple(replaced)
    written += database.insert_multiple(added)  # apart from them: TinyDB numbers new rows by the ones it has already
    return dict.fromkeys(old) | {number: packed(dict(database.get(doc_id=number))) for number in follow(written)}
