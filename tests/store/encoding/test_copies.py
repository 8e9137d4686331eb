"""Copies as merging takes them: what stands in the same line of two files is read once, and comes to the same."""

from datetime import timedelta
from pathlib import Path

import msgspec

from enquiry.insight.merging.log import JournalCopy
from enquiry.insight.merging.merge import merge_copies
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding.copies import decode_copy, encode_copy
from enquiry.store.encoding.format import encode_file
from enquiry.store.encoding.rows import TABLE_NAMES, JournalContents, decode_file
from tests.insight.merging.machines import Machine

PLACE = JournalPath(Path("journal.json"), Path("journal.json"))
START, ADD, EDIT, NOTE = 0, 1, 3, 18


def apart() -> list[JournalContents]:
    """Return the files of two machines that wrote sixty steps together, then each on its own."""
    first = Machine("a")
    for what in (START, ADD, 2, *[ADD] * 57):
        first.do(what, what % 3, what + 1)
    machines = [first, Machine("b", first.copy)]
    for place, machine in enumerate(machines):
        machine.now += timedelta(minutes=place + 1)
        for what in (ADD, EDIT, NOTE, ADD)[: 3 + place]:
            machine.do(what, place, 1)
    return [decode_file(encode_copy(machine.copy), PLACE) for machine in machines]


def test_of_two_copies_only_what_differs_is_decoded_twice() -> None:
    one, other = apart()
    alone, mine = decode_copy(other), decode_copy(one)
    theirs = decode_copy(other, like=(one, mine))
    assert theirs == alone
    assert list(theirs.rows) == list(alone.rows)
    assert len([row for key, row in theirs.rows.items() if row is not mine.rows.get(key)]) == 5
    assert [step for step in theirs.steps if not any(step is known for known in mine.steps)] == [*theirs.steps[-4:]]
    assert encode_copy(merge_copies(mine, theirs).copy) == encode_copy(merge_copies(mine, alone).copy)


def test_files_in_which_rows_are_numbered_otherwise_or_stand_twice_come_to_the_same() -> None:
    one, other = apart()
    mine, whole = decode_copy(one), decode_copy(other)
    backwards = JournalCopy(dict(reversed(whole.rows.items())), whole.steps)
    turned = decode_file(encode_copy(backwards), PLACE)
    assert decode_copy(turned, like=(one, mine)) == decode_copy(turned)
    tables: dict[str, dict[str, msgspec.Raw]] = {name: {} for name in TABLE_NAMES}
    note = {
        "id": "n-1",
        "name": "n1",
        "text": "a line",
        "happened_on": "2026-02-03",
        "recorded_at": "2026-02-03T16:30:00Z",
    }
    tables["inbox"] = {
        str(number): msgspec.Raw(msgspec.json.encode(note | {"name": f"n{number}"})) for number in (1, 2)
    }
    twice = decode_file(encode_file(1, tables), PLACE)
    assert decode_copy(other, like=(twice, decode_copy(twice))) == whole
    assert decode_copy(twice, like=(other, whole)) == decode_copy(twice)
