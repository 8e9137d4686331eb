"""Flaws: what no journal may hold, though each of its records is well formed by itself."""

import re
from collections import Counter
from collections.abc import Sequence

from enquiry.model.cycle import Cycle
from enquiry.model.entry import joined
from enquiry.model.journal import Journal

_NOTE = r"n[1-9][0-9]{0,8}"


def flaw_in(journal: Journal, sound: Journal | None = None) -> str:
    """Return the first flaw in words, or nothing where there is none. `sound` is one that has none: an earlier value.

    Rule: in each table an id, a number and a name stand once; entries are named after the cycle they lie in (`7.4`),
    notes like `n12`; a cycle has a question; the parts of an entry are its text.
    """
    known = {id(cycle) for cycle in sound.cycles} if sound else ()
    cycles, inbox, measures = journal.cycles, journal.inbox, journal.measures
    entries = [entry for cycle in cycles for entry in cycle.entries]
    flaws = (
        _twice("the cycle number", [cycle.number for cycle in cycles]),
        _twice("the note name", [note.name for note in inbox]),
        *(_twice("the id", [one.id for one in records]) for records in (cycles, entries, inbox, measures)),
        *(_flaw_in_cycle(cycle) for cycle in cycles if id(cycle) not in known),
        *(f"a note named “{note.name}”" for note in inbox if not re.fullmatch(_NOTE, note.name)),
    )
    return next(filter(None, flaws), "")


def _twice(what: str, names: Sequence[str | int]) -> str:
    if len(set(names)) == len(names):
        return ""
    return f"{what} “{Counter(names).most_common(1)[0][0]}” twice"


def _flaw_in_cycle(cycle: Cycle) -> str:
    if not cycle.questions:
        return f"cycle {cycle.number} without a question"
    if cycle.number < 1:
        return f"a cycle with the number {cycle.number}"
    if flaw := _twice("the entry name", [entry.name for entry in cycle.entries]):
        return flaw
    start = f"{cycle.number}."
    for entry in cycle.entries:
        number = entry.name.removeprefix(start)
        if number == entry.name or not (number.isascii() and number.isdecimal()) or entry.cycle != cycle.number:
            return f"an entry named “{entry.name}” in cycle {cycle.number}"
        if entry.parts and joined(entry.parts) != entry.text:
            return f"an entry {entry.name} whose parts are not its text"
    return ""
