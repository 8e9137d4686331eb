"""Flaws: what no journal's file may hold, though each record in it is valid by itself. A file that has one is damaged.

`model.breaches` has the rules for values, which are looked at where something comes in from elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from enquiry.model.cycle import Cycle
from enquiry.model.entry import join_parts
from enquiry.model.journal import Journal
from enquiry.model.step import Step

MAX_QUOTED = 40
"""How many characters of a wrong value are quoted."""


def find_flaw(journal: Journal, sound: Journal | None = None) -> str:
    """Return the first flaw in words, or "". `sound` is an earlier journal without any: cycles in it are not checked.

    Rule: in each table an id, a number and a name stand once; numbers have nine digits at most; entries are named after
    the cycle they lie in (`7.4`), by no number that another had there before it moved; notes like `n12`, gifts `g3`;
    a cycle has a question, and a belief a version; the parts of an entry are its text.
    """
    known = {id(cycle) for cycle in sound.cycles} if sound else ()
    cycles, inbox, gifts, beliefs = journal.cycles, journal.inbox, journal.gifts, journal.beliefs
    entries = [entry for cycle in cycles for entry in cycle.entries]
    flaws = (
        find_duplicate("the cycle number", [cycle.number for cycle in cycles]),
        find_duplicate("the note name", [note.name for note in inbox]),
        find_duplicate("the gift name", [gift.name for gift in gifts]),
        find_duplicate("the belief", [belief.name for belief in beliefs]),
        *(
            find_duplicate("the id", [one.id for one in records])
            for records in (cycles, entries, inbox, journal.measures, gifts, beliefs)
        ),
        *(_find_cycle_flaw(cycle) for cycle in cycles if id(cycle) not in known),
        *(f"a note named {quote_briefly(n.name)}" for n in inbox if not re.fullmatch(r"n[1-9][0-9]{0,8}", n.name)),
        *(f"a gift named {quote_briefly(g.name)}" for g in gifts if not re.fullmatch(r"g[1-9][0-9]{0,8}", g.name)),
        *(f"a belief with the number {quote_briefly(one.number)}" for one in beliefs if not 1 <= one.number < 10**9),
        *(f"{one.name} without a version" for one in beliefs if not one.versions),
    )
    return next(filter(None, flaws), "")


def find_duplicate(what: str, names: Sequence[str | int]) -> str:
    """Return in words the name that stands most often, or "" where each stands once."""
    return "" if len(set(names)) == len(names) else f"{what} {quote_briefly(Counter(names).most_common(1)[0][0])} twice"


def _find_cycle_flaw(cycle: Cycle) -> str:
    numbers = (cycle.number, *(one.number for one in cycle.moved))
    if odd := [number for number in numbers if not 1 <= number < 10**9]:
        return f"a cycle with the number {quote_briefly(odd[0])}"
    if not cycle.questions:
        return f"cycle {cycle.number} without a question"
    start = f"{cycle.number}."
    names = [*(entry.name for entry in cycle.entries), *(f"{start}{one.number}" for one in cycle.moved)]
    if flaw := find_duplicate("the entry name", names):
        return flaw
    for entry in cycle.entries:
        number = entry.name.removeprefix(start)
        named = number != entry.name and number.isascii() and number.isdecimal() and len(number) < 10
        if not named or entry.cycle != cycle.id:
            return f"an entry named {quote_briefly(entry.name)} in cycle {cycle.number}"
        if entry.parts and join_parts(entry.parts) != entry.text:
            return f"an entry {entry.name} whose parts are not its text"
    return ""


def quote_briefly(value: object) -> str:
    """Return a value between quotation marks, cut where it is long."""
    if isinstance(value, int) and abs(value) >= 10**MAX_QUOTED:  # Python refuses to write out very long ones
        return f"of more than {MAX_QUOTED} digits"
    words = str(value)
    return f"“{words[:MAX_QUOTED]}…”" if len(words) > MAX_QUOTED else f"“{words}”"


def find_step_flaw(steps: Iterable[Step]) -> str:
    """Return the first flaw of a history in words, or "".

    Rule: numbers rise, ids stand once, and a step undoes or redoes none but earlier ones.
    """
    last, ids = 0, set[str]()
    for step in steps:
        if step.number <= last:
            return f"a step {quote_briefly(step.number)} after step {last}"
        if step.id in ids:
            return f"the step id {quote_briefly(step.id)} twice"
        if late := [number for number in (*step.undoes, *step.redoes) if not 0 < number < step.number]:
            return f"a step {step.number} that takes back step {quote_briefly(late[0])}"
        last = step.number
        ids.add(step.id)
    return ""


def find_doubled_key(data: bytes) -> str:
    """Return a key that stands twice in one object of this JSON, or "": of two values a reader drops one in silence.

    Raises what `json` raises for bytes that are no JSON, and RecursionError for lists within lists without end.
    """
    import json  # which reading a journal need not wait for

    doubled = list[str]()

    def note_doubled(pairs: list[tuple[str, object]]) -> None:
        if len({key for key, _ in pairs}) < len(pairs):
            doubled.append(Counter(key for key, _ in pairs).most_common(1)[0][0])

    json.loads(data, object_pairs_hook=note_doubled, parse_int=str, parse_float=str)
    return doubled[0] if doubled else ""
