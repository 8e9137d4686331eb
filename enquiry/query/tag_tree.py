"""The tags in use as a tree: nested ones under their parents, also under those that nothing bears itself."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from enquiry.model.tag import falls_under
from enquiry.model.text import fold
from enquiry.query.tags.usage import TagUse, names_among


class Leaf(NamedTuple):
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


def tree_of(uses: Iterable[TagUse]) -> tuple[Leaf, ...]:
    """Return the tags as a tree read from the top, each level in the order of the alphabet."""
    known = {fold(use.tag): use for use in uses}
    return tuple(_leaves(names_among(known.values()), known))


def _leaves(names: dict[str, str], known: dict[str, TagUse]) -> Iterator[Leaf]:
    for key in sorted(names, key=lambda key: key.split("/")):
        nested = sum(use.used for use in known.values() if falls_under(use.tag, names[key]))
        yield Leaf(names[key], key.count("/"), known.get(key), nested)
