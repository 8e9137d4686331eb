"""Change tags all over a journal: rename them, merge them into another, or take them off.

Every record with a tag is changed, removed ones too, so that they come back under the name in use.
What is nested under a tag moves with it, but for *take off*. A tag that becomes one in use already is merged with it,
in that one's spelling.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from enquiry.errors import NotFound, UsageMistake
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, Lone
from enquiry.model.tag import fold_tag, is_tag_under, parse_tag
from enquiry.query.tags.usage import TagUse, find_tag, list_tag_uses
from enquiry.words import choose_form, join_words

Taggable = TypeVar("Taggable", bound=Cycle | AnyEntry | Lone)

TagMapping = Callable[[str], str | None]
"""What a tag becomes; itself where it stays, None where it is taken off."""


class TagChange(NamedTuple):
    """A tag in use that changes: what it becomes (None: it is taken off), and the tag in use that it meets there."""

    use: TagUse
    becomes: str | None
    meets: TagUse | None


class RetagResult(NamedTuple):
    """A journal with its tags changed, and in words what was done; the changes, and how many records they touched."""

    journal: Journal
    did: str
    moves: tuple[TagChange, ...]
    cycles: int
    entries: int
    notes: int
    beliefs: int


def rename_tag(journal: Journal, old: str, new: str) -> RetagResult:
    """Return the journal with a tag renamed, and all that is nested under it.

    Raises NotFound for a tag that is not in use, and UsageMistake for a name that is none or is the tag's own already.
    """
    name, target = find_tag(journal, old), parse_tag(new)
    if name == target:
        raise UsageMistake(f"The tag “{name}” is called that already.", "Give another name for it.")
    return _apply_mapping(journal, _build_mapping((name,), target), f"tag {name} renamed to {target}")


def merge_tags(journal: Journal, names: Iterable[str], into: str) -> RetagResult:
    """Return the journal with some tags, and all that is nested under them, made one with another.

    Raises NotFound for a tag that is not in use, and UsageMistake where there is nothing to merge but the tag itself.
    """
    target = parse_tag(into)
    known = {fold_tag(name): name for name in (find_tag(journal, name) for name in names)}
    others = tuple(name for key, name in known.items() if key != fold_tag(target))
    if not others:
        raise UsageMistake(f"“{target}” can't be merged into itself.", "Name the tags that shall become one with it.")
    did = f"{choose_form(len(others), 'tag')} {join_words(others)} merged into {target}"
    return _apply_mapping(journal, _build_mapping(others, target), did)


def remove_tag(journal: Journal, name: str, *, nested: bool) -> RetagResult:
    """Return the journal without a tag; without those nested under it too where that is asked for.

    Raises NotFound for a tag that is not in use; where only nested ones are, it says so.
    """
    tag = find_tag(journal, name)
    key = fold_tag(tag)
    if not nested and all(fold_tag(use.tag) != key for use in list_tag_uses(journal)):
        raise NotFound(f"Nothing bears “{tag}” itself, only tags nested under it.", "Add --nested to take those off.")
    did = f"tag {tag} taken off{' with all nested under it' if nested else ''}"
    return _apply_mapping(
        journal, lambda one: None if fold_tag(one) == key or (nested and is_tag_under(one, tag)) else one, did
    )


def _build_mapping(names: tuple[str, ...], target: str) -> TagMapping:
    """Return what each tag becomes when some move to `target`: their nested ones move along, what is there stays."""

    def map_tag(tag: str) -> str:
        for name in names:
            within = is_tag_under(target, name) and fold_tag(target) != fold_tag(name)
            if is_tag_under(tag, name) and not (within and is_tag_under(tag, target)):
                return "/".join([target, *tag.split("/")[name.count("/") + 1 :]])
        return tag

    return map_tag


def _apply_mapping(journal: Journal, mapping: TagMapping, did: str) -> RetagResult:
    uses = list_tag_uses(journal)
    staying = {fold_tag(use.tag): use for use in uses if mapping(use.tag) == use.tag}

    def resolve(tag: str) -> str | None:
        to = mapping(tag)
        return staying[fold_tag(to)].tag if to is not None and to != tag and fold_tag(to) in staying else to

    moves = tuple(
        TagChange(use, to, staying.get(fold_tag(to)) if to is not None else None)
        for use in uses
        if (to := resolve(use.tag)) != use.tag
    )
    cycles = []
    for cycle in journal.cycles:
        entries = tuple(_retag_item(entry, resolve) for entry in cycle.entries)
        same = all(new is old for new, old in zip(entries, cycle.entries, strict=True))
        cycles.append(_retag_item(cycle if same else replace(cycle, entries=entries), resolve))
    inbox = tuple(_retag_item(note, resolve) for note in journal.inbox)
    beliefs = tuple(_retag_item(belief, resolve) for belief in journal.beliefs)
    after = replace(journal, cycles=tuple(cycles), inbox=inbox, beliefs=beliefs)
    pairs = list(zip(journal.kept, after.kept, strict=True))
    entries_of = (pair for old, new in pairs for pair in zip(old.kept, new.kept, strict=True))
    waiting, believed = (
        zip(journal.waiting, after.waiting, strict=True),
        zip(journal.believed, after.believed, strict=True),
    )
    touched = (pairs, entries_of, waiting, believed)
    counts = [sum(old.tags != new.tags for old, new in some) for some in touched]
    return RetagResult(after, did, moves, *counts)


def _retag_item(thing: Taggable, mapping: TagMapping) -> Taggable:
    """Return a record with its tags changed, each once; the very same value where none changes."""
    first: dict[str, str] = {}
    for tag in map(mapping, thing.tags):
        if tag is not None:
            first.setdefault(fold_tag(tag), tag)
    kept = tuple(first.values())
    return thing if kept == thing.tags else replace(thing, tags=kept)
