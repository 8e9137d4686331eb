"""What `search` and `tags` answer to a program, and as tables."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from enquiry.answers.answer import Answer, project
from enquiry.answers.records import (
    BriefCycle,
    EntryAnswer,
    NoteAnswer,
    describe_cycle_briefly,
    describe_entry,
    describe_note,
)
from enquiry.exchange.csv_table import CsvCell
from enquiry.model.journal import SavedQuery
from enquiry.query.result import MatchCounts, SearchResult
from enquiry.query.tags.rename import RetagResult
from enquiry.query.tags.similar import SimilarTags
from enquiry.query.tags.usage import TagNode


class FoundCycle(BriefCycle, frozen=True):
    """A cycle in which something was found; `matches` says whether it fits the query itself."""

    matches: bool


class SearchAnswer(Answer, frozen=True):
    """The entries found, the cycles they stand in, and notes that wait.

    `query` is what was understood, with every day in figures; `ranked` names what was found, the best match first,
    where words were looked for; `found` counts all that fits, told or not.
    """

    query: str
    found: MatchCounts
    results: tuple[EntryAnswer, ...]
    cycles: tuple[FoundCycle, ...]
    inbox: tuple[NoteAnswer, ...]
    ranked: tuple[str, ...]


class NamedQuery(Answer, frozen=True):
    """A query that is saved, as it was typed."""

    name: str
    query: str


class QueriesAnswer(Answer, frozen=True):
    """The queries that are saved."""

    queries: tuple[NamedQuery, ...]


class TagAnswer(Answer, frozen=True):
    """One tag's use; `nested` counts the uses of those under it too."""

    tag: str
    used: int
    cycles: tuple[int, ...]
    first: date
    last: date
    nested: int


class TagsAnswer(Answer, frozen=True):
    """The tags in use."""

    tags: tuple[TagAnswer, ...]


class SimilarPair(Answer, frozen=True):
    """Two tags that may be meant as one, and why."""

    tags: tuple[str, str]
    reason: str


class SimilarTagsAnswer(Answer, frozen=True):
    """Tags that may be meant as one, in pairs."""

    similar: tuple[SimilarPair, ...]


class TagMove(Answer, frozen=True):
    """What becomes of a tag: null where it is taken off. `meets` is the tag in use that it becomes one with."""

    tag: str
    used: int
    becomes: str | None
    meets: str | None


class Retagging(Answer, frozen=True):
    """A change of tags: whether it was made (`changed`) or only looked at, and how many records it touches."""

    did: str
    changed: bool
    tags: tuple[TagMove, ...]
    cycles: int
    entries: int
    notes: int


class RetagAnswer(Answer, frozen=True):
    """What a command that changes tags did, or would do."""

    retagged: Retagging


def describe_search(result: SearchResult) -> SearchAnswer:
    """Return the answer of `search`."""
    told = result.told
    return SearchAnswer(
        told.query.text,
        result.all,
        tuple(map(describe_entry, () if result.only_cycles else told.entries)),
        tuple(describe_cycle_briefly(found.cycle, FoundCycle, matches=found.itself) for found in told.found),
        tuple(map(describe_note, told.notes)),
        tuple(told.ranked),
    )


def describe_queries(queries: Iterable[SavedQuery]) -> QueriesAnswer:
    """Return the answer about the queries that are saved."""
    return QueriesAnswer(tuple(NamedQuery(one.name, one.text) for one in queries))


def describe_tags(tree: Sequence[TagNode]) -> TagsAnswer:
    """Return the answer of `tags`."""
    return TagsAnswer(tuple(project(TagAnswer, leaf.use, nested=leaf.nested) for leaf in tree if leaf.use))


def list_tag_rows(tree: Sequence[TagNode]) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each tag, parents that nothing bears itself too."""
    yield ("tag", "used", "with nested", "first", "last", "cycles")
    for leaf in tree:
        first, last = (leaf.use.first, leaf.use.last) if leaf.use else (None, None)
        cycles = " ".join(map(str, leaf.use.cycles)) if leaf.use else ""
        yield (leaf.tag, leaf.used, leaf.nested, first, last, cycles)


def describe_similar_tags(found: Sequence[SimilarTags]) -> SimilarTagsAnswer:
    """Return the answer of `tags --similar`."""
    return SimilarTagsAnswer(tuple(SimilarPair((pair.one.tag, pair.other.tag), pair.reason) for pair in found))


def list_similar_tag_rows(found: Sequence[SimilarTags]) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each pair."""
    yield ("tag", "used", "other tag", "other used", "reason")
    for pair in found:
        yield (pair.one.tag, pair.one.used, pair.other.tag, pair.other.used, pair.reason)


def describe_retag(done: RetagResult, *, changed: bool) -> RetagAnswer:
    """Return the answer of a command that changes tags; `changed` says whether it was done or only looked at."""
    moves = (TagMove(one.use.tag, one.use.used, one.becomes, one.meets and one.meets.tag) for one in done.moves)
    return RetagAnswer(project(Retagging, done, changed=changed, tags=tuple(moves)))
