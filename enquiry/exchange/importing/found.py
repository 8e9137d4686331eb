"""Dated texts found in a file of another program, and where each would go: the inbox, or a cycle.

Each has an id made of what its own program knows it by, so that it is known again, whenever and however often it is
given. What can't be placed becomes a note in the inbox, with its day.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any, NamedTuple

from msgspec.structs import replace

from enquiry.dates.period import EARLIEST, LATEST
from enquiry.errors import UsageMistake
from enquiry.exchange.importing.journal import Proposal
from enquiry.model.choices import EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.record import generate_id
from enquiry.model.tag import fold_tag, is_tag_under, parse_tag
from enquiry.model.text import clean_text
from enquiry.progress import ProgressTracker, ignore_progress

_NO_DAY = date(2000, 1, 1)
"""The day in the ids of what has none of its own: they are to be the same when the file has changed."""
MAX_ENTRIES = 200_000
"""The most dated texts that are taken from one file or folder."""


class FoundEntry(NamedTuple):
    """A dated text: what its program knows it by, its day and time of day there, its words, and its tags as written.

    `is_dated` says that the day is its own, and not the one on which its file was last changed.
    """

    key: str
    day: date
    text: str
    at: time | None = None
    tags: tuple[str, ...] = ()
    is_dated: bool = True


class FoundFile(NamedTuple):
    """What was found in a file: what it is, in words, its entries, and sentences of what is not taken."""

    kind: str
    entries: tuple[FoundEntry, ...]
    left_out: tuple[str, ...] = ()


class Placing(NamedTuple):
    """Where entries go: into a cycle, or by a tag into the cycle that is named for it; else into the inbox."""

    kind: EntryKind = EntryKind.NOTE
    into: Cycle | None = None
    by_tag: Mapping[str, Cycle] = {}

    def find_cycle(self, tags: Iterable[str]) -> Cycle | None:
        """Return the cycle for something with these tags, or None for the inbox."""
        held = tuple(tags)
        named = (cycle for tag, cycle in self.by_tag.items() if any(is_tag_under(one, tag) for one in held))
        return next(named, self.into)


class PlacedEntries(NamedTuple):
    """A proposal, how many of what was found are there already and how many of these differ, and where the new go."""

    proposal: Proposal
    known: int
    differing: int
    places: tuple[tuple[str, int], ...]
    left_out: tuple[str, ...]


def place_entries(
    journal: Journal, found: FoundFile, placing: Placing, follow: ProgressTracker = ignore_progress
) -> PlacedEntries:
    """Return what the journal would be with everything that was found and is not there yet. Raises UsageMistake."""
    if len(found.entries) > MAX_ENTRIES:
        raise UsageMistake(f"There are more than {MAX_ENTRIES:,} entries.", "Take them in part by part.")
    held: dict[str, AnyEntry | LooseNote] = {note.id: note for note in journal.inbox}
    held |= {entry.id: entry for cycle in journal.cycles for entry in cycle.entries}
    numbers = {cycle.id: max((entry.number for entry in cycle.entries), default=0) for cycle in journal.cycles}
    last = max((note.number for note in journal.inbox), default=0)
    notes, entries = list[LooseNote](), dict[str, list[AnyEntry]]()
    places, unfit = Counter[str](), list[str]()
    known = differing = 0
    for one in follow(found.entries):
        try:
            text = clean_text(one.text, "text").text
            if not EARLIEST <= one.day <= LATEST:
                raise UsageMistake(f"the day {one.day.isoformat()} is not from 1950 to 2100")
        except UsageMistake as fault:
            unfit.append(f"{one.day.isoformat()}: {fault.words.rstrip('.')}; it was left out.")
            continue
        local = datetime.combine(one.day, one.at or time(12))
        lasting = local if one.is_dated else datetime.combine(_NO_DAY, time(12))
        made_id = generate_id(lasting.replace(tzinfo=UTC), sha256(one.key.encode("utf-8", "replace")).digest())
        tags = tuple(dict.fromkeys(filter(None, map(tidy_tag, one.tags))))
        if (there := held.get(made_id)) and not there.is_undone:
            known += 1
            differing += there.text != text
            continue
        common: dict[str, Any] = {"id": made_id, "text": text, "happened_on": one.day, "tags": tags}
        common["recorded_at"] = local.astimezone()
        cycle = placing.find_cycle(tags)
        made: AnyEntry | LooseNote
        if cycle is None:
            name = there.name if isinstance(there, LooseNote) else f"n{(last := last + 1)}"
            notes.append(made := LooseNote(name=name, **common))
        else:
            numbers[cycle.id] += 1
            name = f"{cycle.number}.{numbers[cycle.id]}"
            made = ENTRY_CLASSES[placing.kind](cycle=cycle.id, name=name, **common)
            entries.setdefault(cycle.id, []).append(made)
        held[made_id] = made
        places["" if cycle is None else cycle.id] += 1
    undone = {note.id for note in notes}
    inbox = (*(note for note in journal.inbox if note.id not in undone), *notes)
    cycles = tuple(_add_entries(cycle, entries.get(cycle.id, ())) for cycle in journal.cycles)
    counts = {"cycles": 0, "entries": sum(map(len, entries.values())), "notes": len(notes), "measures": 0}
    told = tuple((cycle.id, places[cycle.id]) for cycle in journal.cycles if places[cycle.id])
    told = (*((("", places[""]),) if places[""] else ()), *told)
    proposal = Proposal(replace(journal, cycles=cycles, inbox=inbox), counts, ())
    return PlacedEntries(proposal, known, differing, told, (*found.left_out, *unfit))


def _add_entries(cycle: Cycle, added: Iterable[AnyEntry]) -> Cycle:
    new = tuple(added)
    again = {entry.id for entry in new}
    return replace(cycle, entries=(*(one for one in cycle.entries if one.id not in again), *new)) if new else cycle


def tidy_tag(raw: str) -> str:
    """Return a tag of another program as one of ours, its sign and what no tag may hold taken out; "" for none."""
    try:
        return parse_tag(re.sub(r"[^\w +/'’&-]", "-", raw.strip().lstrip("#@+")).strip("-/ "))
    except UsageMistake:
        return ""


def parse_tag_map(pairs: Iterable[str], journal: Journal) -> dict[str, Cycle]:
    """Return the cycle for each tag from `tag=cycle`. Raises UsageMistake, and NotFound for a cycle."""
    named = {}
    for pair in pairs:
        tag, sign, cycle = pair.rpartition("=")
        if not sign or not tag.strip() or not cycle.strip():
            raise UsageMistake(f"“{pair}” is not a tag and its cycle.", 'Write it as --map "waiting=7".')
        named[fold_tag(tidy_tag(tag))] = journal.find_cycle(cycle.strip())
    return named
