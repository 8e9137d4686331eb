"""Changing tags all over a journal: renamed, merged into another, or taken off.

Everything that bears a tag is changed, what was removed from sight too, so that it comes back under the name in use.
What is nested under a tag moves with it, but for *take off*. Whatever meets a tag in use already becomes one with it,
in that one's spelling.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from enquiry.errors import NotFound, UsageMistake
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.tag import is_tag_under, parse_tag
from enquiry.model.text import fold
from enquiry.query.tags.usage import TagUse, find_tag, list_tag_uses
from enquiry.words import choose_form, join_words

Taggable = TypeVar("Taggable", bound=Cycle | AnyEntry | LooseNote)

TagMapping = Callable[[str], str | None]
"""What a tag becomes; itself where it stays, None where it is taken off."""


class TagChange(NamedTuple):
    """A tag in use that changes: what it becomes (None: it is taken off), and the tag in use that it meets there."""

    use: TagUse
    becomes: str | None
    meets: TagUse | None


class RetagResult(NamedTuple):
    """A journal with its tags changed: what was done in words, tag by tag, and how many things in sight it touched."""

    journal: Journal
    did: str
    moves: tuple[TagChange, ...]
    cycles: int
    entries: int
    notes: int


def rename_tag(journal: Journal, old: str, new: str) -> RetagResult:
    """Return the journal with a tag called otherwise, and all that is nested under it.

    Raises NotFound for a tag nothing bears, and UsageMistake for a name that is none or is the tag's own already.
    """
    name, target = find_tag(journal, old), parse_tag(new)
    if name == target:
        raise UsageMistake(f"The tag “{name}” is called that already.", "Give another name for it.")
    return _apply_mapping(journal, _build_mapping((name,), target), f"tag {name} renamed to {target}")


def merge_tags(journal: Journal, names: Iterable[str], into: str) -> RetagResult:
    """Return the journal with some tags, and all that is nested under them, made one with another.

    Raises NotFound for a tag nothing bears, and UsageMistake where there is nothing to merge but the tag itself.
    """
    target = parse_tag(into)
    known = {fold(name): name for name in (find_tag(journal, name) for name in names)}
    if not known.keys() - {fold(target)}:
        raise UsageMistake(f"“{target}” can't be merged into itself.", "Name the tags that shall become one with it.")
    others = tuple(name for key, name in known.items() if key != fold(target))
    did = f"{choose_form(len(others), 'tag')} {join_words(others)} merged into {target}"
    return _apply_mapping(journal, _build_mapping(others, target), did)


def remove_tag(journal: Journal, name: str, *, nested: bool) -> RetagResult:
    """Return the journal without a tag; without those nested under it too where that is asked for.

    Raises NotFound for a tag nothing bears; where only nested ones are borne, it says so.
    """
    tag = find_tag(journal, name)

    def becomes(one: str) -> str | None:
        return None if fold(one) == fold(tag) or (nested and is_tag_under(one, tag)) else one

    if not nested and all(fold(use.tag) != fold(tag) for use in list_tag_uses(journal)):
        raise NotFound(f"Nothing bears “{tag}” itself, only tags nested under it.", "Add --nested to take those off.")
    return _apply_mapping(journal, becomes, f"tag {tag} taken off{' with all nested under it' if nested else ''}")


def _build_mapping(names: tuple[str, ...], target: str) -> TagMapping:
    """Return what each tag becomes when some move to `target`: their nested ones move along, what is there stays."""

    def becomes(tag: str) -> str:
        for name in names:
            within = is_tag_under(target, name) and fold(target) != fold(name)
            if is_tag_under(tag, name) and not (within and is_tag_under(tag, target)):
                return "/".join([target, *tag.split("/")[name.count("/") + 1 :]])
        return tag

    return becomes


def _apply_mapping(journal: Journal, becomes: TagMapping, did: str) -> RetagResult:
    uses = list_tag_uses(journal)
    staying = {fold(use.tag): use for use in uses if becomes(use.tag) == use.tag}

    def settled(tag: str) -> str | None:
        to = becomes(tag)
        return staying[fold(to)].tag if to is not None and to != tag and fold(to) in staying else to

    moves = tuple(_build_change(use, settled(use.tag), staying) for use in uses if settled(use.tag) != use.tag)
    cycles = tuple(_retag_cycle(cycle, settled) for cycle in journal.cycles)
    inbox = tuple(_retag_item(note, settled) for note in journal.inbox)
    after = replace(journal, cycles=cycles, inbox=inbox)
    return RetagResult(after, did, moves, *_count_touched(journal, after))


def _build_change(use: TagUse, to: str | None, staying: dict[str, TagUse]) -> TagChange:
    return TagChange(use, to, staying.get(fold(to)) if to is not None else None)


def _retag_cycle(cycle: Cycle, becomes: TagMapping) -> Cycle:
    entries = tuple(_retag_item(entry, becomes) for entry in cycle.entries)
    same = all(new is old for new, old in zip(entries, cycle.entries, strict=True))
    return _retag_item(cycle if same else replace(cycle, entries=entries), becomes)


def _retag_item(thing: Taggable, becomes: TagMapping) -> Taggable:
    """Return a thing with its tags changed, each once; the very same one where none changes."""
    first: dict[str, str] = {}
    for tag in map(becomes, thing.tags):
        if tag is not None:
            first.setdefault(fold(tag), tag)
    kept = tuple(first.values())
    return thing if kept == thing.tags else replace(thing, tags=kept)


def _count_touched(before: Journal, after: Journal) -> tuple[int, int, int]:
    """Return how many cycles, entries and notes in sight bear other tags than before."""
    cycles = list(zip(before.kept, after.kept, strict=True))
    entries = (pair for old, new in cycles for pair in zip(old.kept, new.kept, strict=True))
    notes = zip(before.waiting, after.waiting, strict=True)
    pairs = (cycles, entries, notes)
    counted = [sum(old.tags != new.tags for old, new in some) for some in pairs]
    return counted[0], counted[1], counted[2]
