"""What `search` answers to a program; its shape is published in `enquiry/data/schema/search.schema.json`."""

from collections.abc import Iterator, Mapping, Sequence

from enquiry.answers.csv import CsvCell
from enquiry.answers.journal import JsonObject, describe_cycle_briefly, describe_entry, describe_note
from enquiry.model.journal import Journal
from enquiry.query.result import SearchResult
from enquiry.query.tags.rename import RetagResult
from enquiry.query.tags.similar import SimilarTags
from enquiry.query.tags.usage import TagNode, TagUse


def describe_search(result: SearchResult, journal: Journal) -> JsonObject:
    """Return the answer of `search`: the entries, the cycles they stand in, and notes that still wait.

    `query` is what was understood, with every day in figures; `ranked` names the things found, the best match first,
    where words were looked for; `found` counts all that was found, told or not.
    """
    told = result.told
    entries = () if result.only_cycles else told.entries
    return {
        "query": told.query.text,
        "found": result.all._asdict(),
        "results": [describe_entry(entry) for entry in entries],
        "cycles": [{**describe_cycle_briefly(found.cycle, journal), "matches": found.itself} for found in told.found],
        "inbox": [describe_note(note, journal) for note in told.notes],
        "ranked": list(told.ranked),
    }


def describe_queries(kept: Mapping[str, str]) -> JsonObject:
    """Return the answer about the queries that are kept, as they were typed."""
    return {"queries": [{"name": name.removeprefix("@"), "query": text} for name, text in kept.items()]}


# --- What `tags` and its commands answer to a program, and as a table.


def describe_tags(tree: Sequence[TagNode]) -> JsonObject:
    """Return the answer of `tags`: each tag in use; `nested` counts the uses of those under it too."""
    return {"tags": [{**describe_tag_use(leaf.use), "nested": leaf.nested} for leaf in tree if leaf.use]}


def describe_tag_use(use: TagUse) -> JsonObject:
    """Return one tag's use."""
    return {**use._asdict(), "cycles": list(use.cycles), "first": use.first.isoformat(), "last": use.last.isoformat()}


def list_tag_rows(tree: Sequence[TagNode]) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each tag, parents that nothing bears itself too."""
    yield ("tag", "used", "with nested", "first", "last", "cycles")
    for leaf in tree:
        first, last = (leaf.use.first, leaf.use.last) if leaf.use else (None, None)
        cycles = " ".join(map(str, leaf.use.cycles)) if leaf.use else ""
        yield (leaf.tag, leaf.used, leaf.nested, first, last, cycles)


def describe_similar_tags(found: Sequence[SimilarTags]) -> JsonObject:
    """Return the answer of `tags --similar`: pairs of tags with what sets them apart in words."""
    pairs = [{"tags": [pair.one.tag, pair.other.tag], "reason": pair.reason} for pair in found]
    return {"similar": pairs}


def list_similar_tag_rows(found: Sequence[SimilarTags]) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each pair."""
    yield ("tag", "used", "other tag", "other used", "reason")
    for pair in found:
        yield (pair.one.tag, pair.one.used, pair.other.tag, pair.other.used, pair.reason)


def describe_retag(done: RetagResult, *, changed: bool) -> JsonObject:
    """Return the answer of a command that changes tags; `changed` says whether it was done or only looked at."""
    moves = [
        {
            "tag": move.use.tag,
            "used": move.use.used,
            "becomes": move.becomes,
            "meets": move.meets and move.meets.tag,
        }
        for move in done.moves
    ]
    touched = {"cycles": done.cycles, "entries": done.entries, "notes": done.notes}
    return {"retagged": {"did": done.did, "changed": changed, "tags": moves, **touched}}
