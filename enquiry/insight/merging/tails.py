"""The quick way to merge: two copies that went on from a long common beginning, of which only what follows is replayed.

Stamps only grow, so that what both machines knew stands before what either added. Only the records that was written in
since are replayed, each with its whole history: an entry together with its cycle and all that ever lay in that. What
comes of it is what `merge_copies` comes to; wherever that is not certain there is no quick way.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from enquiry.insight.merging.fields import TABLES
from enquiry.insight.merging.log import JournalCopy, Line, renumber
from enquiry.insight.merging.names import Key
from enquiry.insight.merging.replay import Log
from enquiry.model.step import RecordRow, Step

LONG = 50
"""Steps in common from which on the quick way is worth looking for."""


def count_common_steps(mine: JournalCopy, theirs: JournalCopy) -> int:
    """Return how many steps two copies have in common, told alike, from the first one on."""
    pairs = enumerate(zip(mine.steps, theirs.steps, strict=False))
    differ = (place for place, (one, other) in pairs if one is not other and one != other)  # often one value in both
    return next(differ, min(len(mine.steps), len(theirs.steps)))


def find_concerned(mine: JournalCopy, theirs: JournalCopy) -> set[Key] | None:
    """Return the records that merging may change, or None where there is no quick way.

    There is none where something of these records was forgotten, or anything since, or a change by hand accepted, where
    both have a later step of one machine, where cycles were begun since with numbers that others have a say in, where
    steps are not told as merging tells them, and where records differ that no step since the beginning wrote.
    """
    common = count_common_steps(mine, theirs)
    tails = [*mine.steps[common:], *theirs.steps[common:]]
    begun = mine.steps[:common]
    if common < LONG or len({step.id for step in tails}) < len(tails) or not _is_in_order(begun, tails):
        return None
    if any(step.forgets or not (step.before or step.apart or step.undoes or step.redoes) for step in tails):
        return None
    numbered = {step.number: step for step in begun}
    wrote, left = list(tails), [number for step in tails for number in (*step.undoes, *step.redoes)]
    known = set[int]()
    while left:
        number = left.pop()
        if number in numbered and number not in known:
            known.add(number)
            wrote.append(numbered[number])
            left += (*numbered[number].undoes, *numbered[number].redoes)
    keys = {key for step in wrote for key in _list_written(step)}
    if not _begins_with_free_numbers(keys, mine, theirs):
        return None
    numbering = {table for table, _ in keys} - {"cycles", "entries"}  # within these a number stands once
    keys |= {key for copy in (mine, theirs) for key in copy.rows if key[0] in numbering}
    keys = _close(keys, mine, theirs, common)
    if any((table, record) in keys for step in begun for table, record, _ in step.forgets):
        return None
    others = [{key: row for key, row in copy.rows.items() if key not in keys} for copy in (mine, theirs)]
    return keys if list(others[0].items()) == list(others[1].items()) else None


def _is_in_order(begun: Sequence[Step], tails: Iterable[Step]) -> bool:
    clocks = [step.clock for step in begun]
    grows = all(one < other for one, other in pairwise(clocks))
    tables = ([TABLES.index(table) for table, *_ in step.before] for step in begun if len(step.before) > 1)
    return grows and all(clocks[-1] < step.clock for step in tails) and all(one == sorted(one) for one in tables)


def _begins_with_free_numbers(keys: set[Key], mine: JournalCopy, theirs: JournalCopy) -> bool:
    """Say whether each of these cycles that one copy alone has got a number that no other was given, nor is called."""
    cycles = {key: row for key, row in (*theirs.rows.items(), *mine.rows.items()) if key[0] == "cycles"}
    fresh = [key for key in keys if key[0] == "cycles" and not (key in mine.rows and key in theirs.rows)]
    if not fresh:
        return True
    used = Counter(one for row in cycles.values() for one in {row["number"], row.get("first", row["number"])})
    return all(key in cycles and "first" not in cycles[key] and used[cycles[key]["number"]] == 1 for key in fresh)


def _list_written(step: Step) -> Iterator[Key]:
    yield from ((table, record) for table, record, _ in step.before)
    yield from ((table, record) for table, record, *_ in step.apart)


def _close(keys: set[Key], mine: JournalCopy, theirs: JournalCopy, common: int) -> set[Key]:
    """Return records with the cycles that their entries ever lay in, and with all that ever lay in those."""
    lay, held = defaultdict[str, set[str]](set), defaultdict[str, set[Key]](set)
    for record, row in _iterate_entries(mine, theirs, common):
        lay[record].add(str(row["cycle"]))
        held[str(row["cycle"])].add(("entries", record))
    found, left = set[Key](), set(keys)
    while left:
        key = left.pop()
        found.add(key)
        beside = held[key[1]] if key[0] == "cycles" else {("cycles", one) for one in lay[key[1]]}
        left |= beside - found
    return found


def _iterate_entries(mine: JournalCopy, theirs: JournalCopy, common: int) -> Iterator[tuple[str, RecordRow]]:
    """Yield each entry by its id with a row that it has or had; one that both have may come once."""
    for (table, record), row in mine.rows.items():
        if table == "entries":
            yield record, row
    for key, row in theirs.rows.items():
        if key[0] == "entries" and row is not mine.rows.get(key):
            yield key[1], row
    for step in (*mine.steps, *theirs.steps[common:]):
        yield from ((record, row) for table, record, row in step.before if row and table == "entries")
        for table, record, *both in step.apart:
            yield from ((record, row) for row in both if row and table == "entries")


def take_out(copy: JournalCopy, keys: set[Key], common: int) -> JournalCopy:
    """Return a copy as far as it concerns some records: of the steps in common those that wrote in them.

    Steps that undid or did again one of these, or are undone by them, belong to it, and the latest of each machine.
    """
    begun = copy.steps[:common]
    latest = {step.clock.device: step.number for step in begun}
    kept = {*latest.values()}
    for step in begun:
        for table, record, *_ in (*step.before, *step.apart) if step.apart else step.before:
            if (table, record) in keys:
                kept.add(step.number)
                break
    reversals = [(step.number, {*step.undoes, *step.redoes}) for step in begun if step.undoes or step.redoes]
    named = {number for step in copy.steps[common:] for number in (*step.undoes, *step.redoes)}
    kept |= {number for number in named if number <= common}
    before = -1
    while before != len(kept):
        before = len(kept)
        for number, others in reversals:
            if number in kept or not kept.isdisjoint(others):
                kept |= {number} | others
    steps = (step for step in copy.steps if step.number > common or step.number in kept)
    return JournalCopy(
        {key: row for key, row in copy.rows.items() if key in keys}, tuple(_narrow(step, keys) for step in steps)
    )


def _narrow(step: Step, keys: set[Key]) -> Step:
    if all(key in keys for key in _list_written(step)):
        return step
    before = tuple(one for one in step.before if (one[0], one[1]) in keys)
    return replace(step, before=before, apart=tuple(one for one in step.apart if (one[0], one[1]) in keys))


def put_back(mine: JournalCopy, theirs: JournalCopy, keys: set[Key], log: Log, line: Line) -> JournalCopy | None:
    """Return the whole copy, given the line of what was taken out; None where the beginning's names change."""
    common = count_common_steps(mine, theirs)
    rows = line.copy.rows
    if any(table == "cycles" for table, _ in line.names.numbers) or not _keeps_names(mine, theirs, rows):
        return None
    tail = len(mine.steps) + len(theirs.steps) - 2 * common
    begun, added = mine.steps[:common], log.steps[len(log.steps) - tail :]
    numbers = {step.id: step.number for step in begun}
    numbers |= {step.id: number for number, step in enumerate(added, common + 1)}
    steps = tuple(
        replace(
            step,
            number=numbers[step.id],
            did=renumber(logged, numbers),
            undoes=tuple(numbers[one] for one in logged.undoes if one in numbers),
            redoes=tuple(numbers[one] for one in logged.redoes if one in numbers),
        )
        for logged, step in zip(added, line.copy.steps[len(log.steps) - tail :], strict=True)
    )
    stay = {key: row for key, row in mine.rows.items() if key not in keys}
    whole = {**stay, **rows}
    old = dict.fromkeys(key for key in mine.rows if key in whole and key in theirs.rows)

    def find_place(key: Key) -> tuple[int, int]:
        number = whole[key]["number"] if key[0] == "cycles" else 0
        return TABLES.index(key[0]), number if isinstance(number, int) else 0

    order = sorted((*old, *(key for key in rows if key not in old)), key=find_place)
    return JournalCopy({key: whole[key] for key in order}, (*begun, *steps))


def _keeps_names(mine: JournalCopy, theirs: JournalCopy, rows: dict[Key, RecordRow]) -> bool:
    """Say whether each record that both copies have is where it was, and called so, in both and in what they are."""
    names = ("cycle", "name", "number", "first", "moved")
    return all(
        mine.rows[key].get(name) == theirs.rows[key].get(name) == row.get(name)
        for key, row in rows.items()
        if key in mine.rows and key in theirs.rows and key[0] != "measures"
        for name in names
    )
