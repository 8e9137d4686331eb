"""What `search` and `tags` answer to a program, and as tables."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from enquiry.answers.answer import Answer, InJournal, project, take_fields, wrap
from enquiry.answers.beliefs import BeliefAnswer
from enquiry.answers.records import BriefCycle, EntryAnswer, NoteAnswer, describe_entries
from enquiry.exchange.csv_table import CsvCell
from enquiry.query.select import MatchCounts
from enquiry.query.tags.rename import RetagResult
from enquiry.query.tags.similar import SimilarTags
from enquiry.query.tags.usage import TagNode, TagUse


@take_fields(BriefCycle, at="cycle")
class FoundCycle(Answer, frozen=True):
    """A cycle in which something was found; `matches` says whether it fits the query itself."""

    matches: Annotated[bool, "itself"]


class SearchAnswer(Answer, frozen=True):
    """The entries found, the cycles they stand in, notes that wait, and beliefs.

    `query` is what was understood, with every day in figures; `ranked` names what was found, the best match first,
    where words were looked for; `found` counts all that fits, told or not; null where `by:` asked who wrote it, since
    nobody's work is counted.
    """

    query: Annotated[str, "told.query.text"]
    found: Annotated[MatchCounts | None, "all"]
    results: Annotated[
        tuple[EntryAnswer, ...],
        InJournal(lambda result, journal: describe_entries(() if result.only_cycles else result.told.entries, journal)),
    ]
    cycles: Annotated[tuple[FoundCycle, ...], "told.found"]
    inbox: Annotated[tuple[NoteAnswer, ...], "told.notes"]
    beliefs: Annotated[tuple[BeliefAnswer, ...], "told.beliefs"]
    ranked: Annotated[tuple[str, ...], "told.ranked"]


class NamedQuery(Answer, frozen=True):
    """A query that is saved, as it was typed."""

    name: str
    query: Annotated[str, "text"]


class QueriesAnswer(Answer, frozen=True):
    """The queries that are saved."""

    queries: tuple[NamedQuery, ...]


@take_fields(TagUse, at="use")
class TagAnswer(Answer, frozen=True):
    """One tag's use; `nested` counts the uses of those under it too."""

    nested: int


class TagsAnswer(Answer, frozen=True):
    """The tags in use."""

    tags: Annotated[tuple[TagAnswer, ...], lambda tree: tuple(leaf for leaf in tree if leaf.use)]


def list_tag_rows(tree: Sequence[TagNode]) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each tag, parents that nothing bears itself too."""
    yield ("tag", "used", "with nested", "first", "last", "cycles")
    for leaf in tree:
        first, last = (leaf.use.first, leaf.use.last) if leaf.use else (None, None)
        cycles = " ".join(map(str, leaf.use.cycles)) if leaf.use else ""
        yield (leaf.tag, leaf.used, leaf.nested, first, last, cycles)


class SimilarPair(Answer, frozen=True):
    """Two tags that may be meant as one, and why."""

    tags: Annotated[tuple[str, str], lambda pair: (pair.one.tag, pair.other.tag)]
    reason: str


SimilarTagsAnswer = wrap(
    "SimilarTagsAnswer", "Tags that may be meant as one, in pairs.", similar=tuple[SimilarPair, ...]
)


def list_similar_tag_rows(found: Sequence[SimilarTags]) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each pair."""
    yield ("tag", "used", "other tag", "other used", "reason")
    for pair in found:
        yield (pair.one.tag, pair.one.used, pair.other.tag, pair.other.used, pair.reason)


class TagMove(Answer, frozen=True):
    """What becomes of a tag: null where it is taken off. `meets` is the tag in use that it becomes one with."""

    tag: Annotated[str, "use.tag"]
    used: Annotated[int, "use.used"]
    becomes: str | None
    meets: Annotated[str | None, "meets.tag"]


class Retagging(Answer, frozen=True):
    """A change of tags: whether it was made (`changed`) or only looked at, and how many records it touches."""

    did: str
    changed: bool
    tags: Annotated[tuple[TagMove, ...], "moves"]
    cycles: int
    entries: int
    notes: int
    beliefs: int


RetagAnswer = wrap("RetagAnswer", "What a command that changes tags did, or would do.", retagged=Retagging)


def describe_retag(done: RetagResult, *, changed: bool) -> Answer:
    """Return the answer of a command that changes tags."""
    return project(RetagAnswer, project(Retagging, done, changed=changed))
