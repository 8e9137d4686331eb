"""Names: which number each record has where two machines gave one number to two.

The one written first, by its id, keeps the number; the other gets the lowest one above it that nobody was ever given,
and remembers in `first` what it was called. That is a function of the records alone, so every machine gives the same.

Replaying knows records by the numbers they were given: `strip_name` takes a row from the file to that form, and
`Names.put_name` back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from enquiry.insight.merging.fields import order_row
from enquiry.model.step import RecordRow

Key = tuple[str, str]
"""A record: its table, and its id."""

_NAMED = {"cycles": "number", "entries": "name", "inbox": "name", "gifts": "name", "beliefs": "number"}
_LETTERS = {"inbox": "n", "gifts": "g"}
"""What stands before the number in a name that is one of its own: `n12`, `g3`."""


def strip_name(table: str, row: RecordRow) -> RecordRow:
    """Return a row of the file with the number that its record was given first for a name."""
    field = _NAMED.get(table)
    if field is None or field not in row:
        return row
    bare = dict(row)
    first: Any = bare.pop("first", None)
    written = str(row[field]).rpartition(".")[2].removeprefix(_LETTERS.get(table, ""))
    bare[field] = int(written) if first is None and written.isdecimal() else written if first is None else first
    return bare


class _Claim(NamedTuple):
    """A number that a record was given, or with `left` had before it moved to another cycle."""

    number: int
    id: str
    left: bool = False


class Names(NamedTuple):
    """The numbers of records, by their keys, with the cycle they hold in; and moved entries' numbers that are given up.

    A record whose number is the one it was given is not in `numbers`. `left` holds the numbers that an entry had in a
    cycle before it moved, by the cycle and the entry; where it lies there again, the one it has now too.
    """

    numbers: Mapping[Key, tuple[str, int]]
    cycles: Mapping[str, int]
    given_up: frozenset[tuple[str, int, str]] = frozenset()
    left: Mapping[tuple[str, str], tuple[int, ...]] = {}

    def put_name(self, table: str, row: RecordRow) -> RecordRow:
        """Return a row with the name that people know its record by now, as the file has it."""
        field = _NAMED.get(table)
        if field is None or field not in row:
            return row
        given: Any = row[field]
        home, number = self.numbers.get((table, str(row["id"])), ("", given))
        if table == "entries" and home != row["cycle"]:  # as it was before it moved
            had = self.left.get((str(row["cycle"]), str(row["id"])), ())
            number = next((one for one in had if one >= given), given) if had else given
        named: RecordRow = dict(row)
        named[field] = f"{_LETTERS[table]}{number}" if table in _LETTERS else number
        if table == "entries":
            named[field] = f"{self.cycles.get(str(row['cycle']), 0)}.{number}"
        if number != given:
            named = order_row(table, {**named, "first": given})
        if table == "cycles" and self.given_up and "moved" in row:
            moved: Any = row["moved"]
            left = [one for one in moved if (row["id"], one["number"], one["entry"]) not in self.given_up]
            named = named if left == moved else order_row(table, {**named, "moved": left})
        return named


def assign_names(rows: Mapping[Key, RecordRow]) -> Names:
    """Return the names of all records, given their rows without names. What was removed keeps its number too."""
    claims = collect_claims(rows)
    numbers, given_up = dict[Key, tuple[str, int]](), set[tuple[str, int, str]]()
    left = defaultdict[tuple[str, str], list[int]](list)
    for (table, room), found in claims.items():
        for claim in found:
            if claim.left:
                left[room, claim.id].append(claim.number)
                here: Mapping[str, Any] = rows.get(("entries", claim.id), {})
                left[room, claim.id] += [here["name"]] if here.get("cycle") == room else []  # it came back
        for claim, number in share_numbers(found):
            if claim.left:
                given_up.add((room, claim.number, claim.id))
            else:
                numbers[table, claim.id] = (room, number)
    given: dict[str, Any] = {record: row["number"] for (table, record), row in rows.items() if table == "cycles"}
    cycles = {record: numbers.get(("cycles", record), ("", number))[1] for record, number in given.items()}
    return Names(numbers, cycles, frozenset(given_up), {room: tuple(sorted(all_of)) for room, all_of in left.items()})


def collect_claims(rows: Mapping[Key, RecordRow]) -> Mapping[Key, list[_Claim]]:
    """Return the claims to numbers, by the table and the cycle within which a number stands once."""
    claims = defaultdict[Key, list[_Claim]](list)
    for (table, record), row in rows.items():
        if table in _NAMED:
            number: Any = row[_NAMED[table]]
            claims[table, str(row["cycle"]) if table == "entries" else ""].append(_Claim(number, record))
            moved: Any = row.get("moved", ())
            if moved:
                claims["entries", record] += (_Claim(one["number"], one["entry"], left=True) for one in moved)
    return claims


def share_numbers(claims: Collection[_Claim]) -> Iterator[tuple[_Claim, int]]:
    """Yield each claim to a number that somebody else keeps, with the number it gets instead."""
    if len({claim.number for claim in claims}) == len(claims):
        return
    holders = dict[int, _Claim]()
    ordered = sorted(claims, key=lambda claim: (claim.id, claim.left))
    late = [claim for claim in ordered if holders.setdefault(claim.number, claim) is not claim]
    taken = set(holders)
    for claim in late:
        number = claim.number
        while not claim.left and number in taken:
            number += 1
        if not claim.left:
            taken.add(number)
        yield claim, number
