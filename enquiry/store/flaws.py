"""Flaws: what no journal may hold, though each of its records is well formed by itself."""

import re
from collections import Counter
from collections.abc import Iterable

from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal

_NOTE = re.compile(r"n[1-9][0-9]{0,8}")


def flaw_in(journal: Journal) -> str:
    """Return the first flaw in words, or nothing where there is none.

    Rule: in each table an id, a number and a name stand once; entries are named after the cycle they lie in (`7.4`),
    notes like `n12`; a cycle has a question.
    """
    cycles, inbox = journal.cycles, journal.inbox
    entries = [entry for cycle in cycles for entry in cycle.entries]
    return (
        _twice("the cycle number", [cycle.number for cycle in cycles])
        or _twice("the entry name", [entry.name for entry in entries])
        or _twice("the note name", [note.name for note in inbox])
        or next((_twice("the id", [record.id for record in t]) for t in (cycles, entries, inbox, journal.measures)), "")
        or next((flaw for cycle in cycles if (flaw := _flaw_in_cycle(cycle))), "")
        or next((f"a note named “{note.name}”" for note in inbox if not _NOTE.fullmatch(note.name)), "")
    )


def _twice(what: str, names: Iterable[str | int]) -> str:
    names = list(names)
    if len(set(names)) == len(names):
        return ""
    return f"{what} “{Counter(names).most_common(1)[0][0]}” twice"


def _flaw_in_cycle(cycle: Cycle) -> str:
    if not cycle.questions:
        return f"cycle {cycle.number} without a question"
    if cycle.number < 1:
        return f"a cycle with the number {cycle.number}"
    start = f"{cycle.number}."
    for entry in cycle.entries:
        number = entry.name.removeprefix(start)
        if number == entry.name or not (number.isascii() and number.isdecimal()) or entry.cycle != cycle.number:
            return f"an entry named “{entry.name}” in cycle {cycle.number}"
    return ""
