"""The tags in use: how often each is used, which is meant by a name, and all of them as a tree.

The tree holds nested tags under their parents, and also parents that no record has itself.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from itertools import accumulate
from typing import NamedTuple

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import NotFound, suggest_nearest
from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, Lone
from enquiry.model.tag import fold_tag, parse_tag


class TagUse(NamedTuple):
    """A tag as it was first written, how many cycles, entries, notes and beliefs have it, and between which days."""

    tag: str
    used: int
    cycles: tuple[int, ...]
    first: date
    last: date


TagSource = tuple[Cycle, Iterable[AnyEntry], bool]
"""A cycle, entries of it, and whether the cycle's own tags count too."""


def list_tag_uses(journal: Journal) -> tuple[TagUse, ...]:
    """Return every tag in use, in the order of the alphabet. Tags that differ only in case are one."""
    return count_tag_uses(((cycle, cycle.kept, True) for cycle in journal.kept), (*journal.waiting, *journal.believed))


def count_tag_uses(held: Iterable[TagSource], lone: Iterable[Lone]) -> tuple[TagUse, ...]:
    """Return every tag of some cycles, entries, notes and beliefs, in the order of the alphabet."""
    borne = list[tuple[str, date, int | None]]()
    for cycle, entries, itself in held:
        borne += [(tag, cycle.questions[0].on, cycle.number) for tag in cycle.tags if itself]
        borne += [(tag, entry.happened_on, cycle.number) for entry in entries for tag in entry.tags]
    borne += [
        (tag, one.began_on if isinstance(one, Belief) else one.happened_on, None) for one in lone for tag in one.tags
    ]
    uses: dict[str, list[tuple[str, date, int | None]]] = {}
    for one in borne:
        uses.setdefault(fold_tag(one[0]), []).append(one)
    found = []
    for key in sorted(uses):
        tags, days, cycles = zip(*uses[key], strict=True)
        numbers = tuple(sorted({number for number in cycles if number is not None}))
        found.append(TagUse(tags[0], len(tags), numbers, min(days), max(days)))
    return tuple(found)


def collect_tag_names(uses: Iterable[TagUse]) -> dict[str, str]:
    """Return the names of some tags and of all their parents as they were first written, by their folded form."""
    names: dict[str, str] = {}
    for use in uses:
        for name in accumulate(use.tag.split("/"), "{}/{}".format):
            names.setdefault(fold_tag(name), name)
    return names


def find_tag(journal: Journal, raw: str) -> str:
    """Return the tag in use, or the parent of one, that is meant, as it is written; raise NotFound for any other."""
    known = collect_tag_names(list_tag_uses(journal))
    wanted = raw.strip() if fold_tag(raw.strip()) in known else parse_tag(raw)
    if fold_tag(wanted) not in known:
        words = f"Nothing bears the tag “{wanted}”.{suggest_nearest(wanted, known.values())}"
        raise NotFound(words, Hint("{} lists the tags in use.", Act(ActKind.LIST_TAGS)))
    return known[fold_tag(wanted)]


def find_closest_tag(tag: str, journal: Journal) -> TagUse | None:
    """Return the known tag a new one is easily confused with, or None when it is known itself or near to none.

    Rule: a ratio of 0.8 or more by `difflib` between the two, folded.
    """
    known = {fold_tag(use.tag): use for use in list_tag_uses(journal)}
    wanted = fold_tag(tag)
    found = get_close_matches(wanted, known, n=1, cutoff=0.8) if wanted not in known else []
    return known[found[0]] if found else None


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
    known = {fold_tag(use.tag): use for use in uses}
    names = collect_tag_names(known.values())
    nested = Counter[str]()
    for key, use in known.items():
        nested.update(dict.fromkeys(accumulate(key.split("/"), "{}/{}".format), use.used))
    order = sorted(names, key=lambda key: key.split("/"))
    return tuple(TagNode(names[key], key.count("/"), known.get(key), nested[key]) for key in order)
