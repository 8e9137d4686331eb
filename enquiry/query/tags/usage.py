"""The tags a journal knows: how often each is used, and which lie close to one another."""

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import NotFound, suggest_nearest
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.tag import is_tag_under, parse_tag
from enquiry.model.text import fold


class TagUse(NamedTuple):
    """A tag as it was first written, how many cycles, entries and notes bear it, and between which days."""

    tag: str
    used: int
    cycles: tuple[int, ...]
    first: date
    last: date


class _TagOccurrence(NamedTuple):
    tag: str
    on: date
    cycle: int | None


TagSource = tuple[Cycle, Iterable[AnyEntry], bool]
"""A cycle, entries of it, and whether the cycle's own tags count too."""


def list_tag_uses(journal: Journal) -> tuple[TagUse, ...]:
    """Return every tag in use, in the order of the alphabet. Tags that differ only in case are one."""
    return count_tag_uses(((cycle, cycle.kept, True) for cycle in journal.kept), journal.waiting)


def count_tag_uses(held: Iterable[TagSource], notes: Iterable[LooseNote]) -> tuple[TagUse, ...]:
    """Return every tag that some cycles, entries and notes bear themselves, in the order of the alphabet."""
    uses: dict[str, list[_TagOccurrence]] = {}
    for one in _iterate_occurrences(held, notes):
        uses.setdefault(fold(one.tag), []).append(one)
    return tuple(_build_tag_use(uses[key]) for key in sorted(uses))


def _build_tag_use(borne: list[_TagOccurrence]) -> TagUse:
    cycles = tuple(sorted({one.cycle for one in borne if one.cycle is not None}))
    days = [one.on for one in borne]
    return TagUse(borne[0].tag, len(borne), cycles, min(days), max(days))


def _iterate_occurrences(held: Iterable[TagSource], notes: Iterable[LooseNote]) -> Iterator[_TagOccurrence]:
    for cycle, entries, itself in held:
        if itself:
            yield from (_TagOccurrence(tag, cycle.questions[0].on, cycle.number) for tag in cycle.tags)
        yield from (_TagOccurrence(tag, entry.happened_on, cycle.number) for entry in entries for tag in entry.tags)
    yield from (_TagOccurrence(tag, note.happened_on, None) for note in notes for tag in note.tags)


def collect_tag_names(uses: Iterable[TagUse]) -> dict[str, str]:
    """Return the names of some tags and of all their parents as they were first written, by their folded form."""
    names: dict[str, str] = {}
    for use in uses:
        parts = use.tag.split("/")
        for length in range(1, len(parts) + 1):
            name = "/".join(parts[:length])
            names.setdefault(fold(name), name)
    return names


def find_tag(journal: Journal, raw: str) -> str:
    """Return the tag in use, or the parent of one, that is meant, as it is written; raise NotFound for any other."""
    known = collect_tag_names(list_tag_uses(journal))
    wanted = raw.strip() if fold(raw.strip()) in known else parse_tag(raw)
    if fold(wanted) not in known:
        raise NotFound(
            f"Nothing bears the tag “{wanted}”.{suggest_nearest(wanted, known.values())}",
            Hint("{} lists the tags in use.", Act(ActKind.LIST_TAGS)),
        )
    return known[fold(wanted)]


def find_closest_tag(tag: str, journal: Journal) -> TagUse | None:
    """Return the known tag a new one is easily confused with, or None when it is known itself or near to none.

    Rule: a ratio of 0.8 or more by `difflib` between the two, folded.
    """
    known = {fold(use.tag): use for use in list_tag_uses(journal)}
    wanted = fold(tag)
    if wanted in known:
        return None
    found = get_close_matches(wanted, known, n=1, cutoff=0.8)
    return known[found[0]] if found else None


# --- The tags in use as a tree: nested ones under their parents, also under those that nothing bears itself.


class TagNode(NamedTuple):
    """A tag in the tree: its whole name, how deep it lies, its own use, and how often it and what is under it is used.

    `use` is None for a parent that nothing bears itself.
    """

    tag: str
    depth: int
    use: TagUse | None
    nested: int

    @property
    def own_name(self) -> str:
        """Its name without those of its parents."""
        return self.tag.rpartition("/")[2]

    @property
    def used(self) -> int:
        """How often the tag itself is used."""
        return self.use.used if self.use else 0


def build_tag_tree(uses: Iterable[TagUse]) -> tuple[TagNode, ...]:
    """Return the tags as a tree read from the top, each level in the order of the alphabet."""
    known = {fold(use.tag): use for use in uses}
    return tuple(_leaves(collect_tag_names(known.values()), known))


def _leaves(names: dict[str, str], known: dict[str, TagUse]) -> Iterator[TagNode]:
    for key in sorted(names, key=lambda key: key.split("/")):
        nested = sum(use.used for use in known.values() if is_tag_under(use.tag, names[key]))
        yield TagNode(names[key], key.count("/"), known.get(key), nested)
