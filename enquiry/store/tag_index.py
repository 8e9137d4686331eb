"""The tags of a journal, for shell completion: read in one pass, without the checksum and without building records.

What is wrong with a file is reported by the commands that read it; here it only means that nothing is suggested.
"""

from itertools import chain
from pathlib import Path

import msgspec

from enquiry.model.text import fold
from enquiry.store.encoding.layout import FORMAT, FileHeader


class _TaggedRecord(msgspec.Struct):
    """What is read of a cycle, an entry or a note: `number` is a cycle's, `cycle` an entry's, `filed_as` a note's."""

    id: str = ""
    tags: tuple[str, ...] = ()
    removed: msgspec.Raw = msgspec.Raw()
    number: int = 0
    cycle: str | int = ""
    filed_as: str = ""


class TagIndex(msgspec.Struct):
    """The records of a journal that have tags, table by table, by row number."""

    about: dict[int, FileHeader]
    cycles: dict[int, _TaggedRecord] = {}
    entries: dict[int, _TaggedRecord] = {}
    inbox: dict[int, _TaggedRecord] = {}
    beliefs: dict[int, _TaggedRecord] = {}


_DECODER = msgspec.json.Decoder(TagIndex)


def read_tag_index(path: Path) -> TagIndex:
    """Return a journal's records with tags. Raises OSError, and ValueError for no journal, or of a later format."""
    seen = _DECODER.decode(path.read_bytes())
    if any(about.format > FORMAT for about in seen.about.values()):
        raise ValueError(path)
    return seen


def list_index_tags(seen: TagIndex) -> tuple[str, ...]:
    """Return the tags in use in alphabetical order, one of those that differ by case. Removed records do not count."""
    cycles = [cycle for cycle in seen.cycles.values() if not cycle.removed]
    kept = {*(cycle.id for cycle in cycles), *(cycle.number for cycle in cycles)}  # before format 3, by number
    entries = (entry for entry in seen.entries.values() if not entry.removed and entry.cycle in kept)
    notes = (note for note in seen.inbox.values() if not note.removed and not note.filed_as)
    beliefs = (belief for belief in seen.beliefs.values() if not belief.removed)
    together = dict.fromkeys(bearer.tags for bearer in chain(cycles, entries, notes, beliefs))
    first = {fold(tag): tag for tag in reversed([*chain.from_iterable(together)])}
    return tuple(first[key] for key in sorted(first))
