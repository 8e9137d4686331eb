"""What a query looks at, piece by piece: a cycle by itself, an entry with its cycle behind it, a note in the inbox."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property

import msgspec

from enquiry.model.choices import Direction, EntryKind, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Reading, Review, format_reference
from enquiry.model.journal import Journal, LooseNote
from enquiry.query.matching import normalise_for_search

# --- What a thing can have or lack (`has:baseline`, `no:review`), and of which things it can be said at all.


class Feature(StrEnum):
    """The features, by the words a person types."""

    # of a cycle, and so of everything in it
    REFINED = "refined"
    ISSUE = "issue"
    WHY = "why"
    HUNCH = "hunch"
    GROUP = "group"
    SUCCESS = "success"
    BASELINE = "baseline"
    READING = "reading"
    ACTION = "action"
    EVIDENCE = "evidence"
    REFLECTION = "reflection"
    REVIEW = "review"
    DECISION = "decision"
    DISAGREEMENT = "disagreement"
    FOLLOW_UP = "follow-up"
    NEXT_LOOK = "next-look"
    ORIGIN = "origin"
    LINK = "link"
    # of a piece of evidence
    MEASURE = "measure"
    DIRECTION = "direction"
    SOURCE = "source"
    # of anything
    TAG = "tag"
    STANDARD = "standard"


_KINDS = {
    Feature.READING: EntryKind.READING,
    Feature.ACTION: EntryKind.ACTION,
    Feature.EVIDENCE: EntryKind.EVIDENCE,
    Feature.REFLECTION: EntryKind.REFLECTION,
    Feature.REVIEW: EntryKind.REVIEW,
}
_FIELDS = {
    Feature.ISSUE: "issue",
    Feature.WHY: "why",
    Feature.HUNCH: "hunch",
    Feature.GROUP: "group",
    Feature.SUCCESS: "success",
    Feature.DECISION: "decided",
    Feature.NEXT_LOOK: "next_look",
    Feature.ORIGIN: "grew_from",
    Feature.LINK: "links",
}
_STAGES = {Feature.BASELINE: EvidenceStage.BASELINE, Feature.FOLLOW_UP: EvidenceStage.FOLLOW_UP}


def collect_features(cycle: Cycle) -> frozenset[Feature]:
    """Return what a cycle has, of all that is said of cycles."""
    kinds = {entry.kind for entry in cycle.kept}
    evidence = cycle.evidence
    stages = {cycle.resolve_stage(entry) for entry in evidence}
    found = {feature for feature, field in _FIELDS.items() if getattr(cycle, field)}
    found |= {feature for feature, kind in _KINDS.items() if kind in kinds}
    found |= {feature for feature, stage in _STAGES.items() if stage in stages}
    if any(entry.direction in (Direction.CONTRADICTS, Direction.MIXED) for entry in evidence):
        found.add(Feature.DISAGREEMENT)
    return frozenset(found | ({Feature.REFINED} if len(cycle.questions) > 1 else set()))


def collect_evidence_features(evidence: Evidence) -> frozenset[Feature]:
    """Return what a piece of evidence has, of all that is said of evidence."""
    return frozenset(feature for feature, field in EVIDENCE_FEATURES.items() if getattr(evidence, field))


EVIDENCE_FEATURES = {Feature.MEASURE: "values", Feature.DIRECTION: "direction", Feature.SOURCE: "source"}
"""The features of a piece of evidence, with the fields that hold them."""


LabelledText = tuple[str, str]
"""What a text is in a word or two, and the text."""


class SearchItem(msgspec.Struct, frozen=True, dict=True):
    """One thing that a condition may hold of. An entry has what its cycle has, besides its own.

    `cycle` is that of an entry, the cycle itself, or None for a note in the inbox; `whole` is the piece that the cycle
    by itself is, which works out what all its pieces share.
    """

    thing: Cycle | AnyEntry | LooseNote
    cycle: Cycle | None = None
    whole: "SearchItem | None" = None

    @property
    def name(self) -> str:
        """Its name: `7`, `7.4` or `n12`."""
        return str(self.thing.number) if isinstance(self.thing, Cycle) else self.thing.name

    @property
    def is_cycle(self) -> bool:
        """Whether it is a cycle by itself, and not something in one."""
        return self.thing is self.cycle

    @property
    def said(self) -> tuple[LabelledText, ...]:
        """Every text a person wrote in it, each with what it is."""
        return list_texts(self.thing)

    @cached_property
    def bare(self) -> str:
        """All its texts as words are looked for in them; no phrase runs from one into the next."""
        return "\n".join(normalise_for_search(text) for _, text in self.said)

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, and its cycle's."""
        own = self.thing.tags
        return own if self.cycle is None or self.is_cycle else (*own, *self.cycle.tags)

    @property
    def standards(self) -> tuple[str, ...]:
        """The standards it touches, and those its cycle does."""
        own = self.thing.standards
        return own if self.cycle is None or self.is_cycle else (*own, *self.cycle.standards)

    @property
    def days(self) -> tuple[date, ...]:
        """The day it happened; of a cycle the days it was asked, asked better, paused, closed or opened again."""
        if isinstance(self.thing, Cycle):
            return (*(question.on for question in self.thing.questions), *(turn.on for turn in self.thing.turns))
        return (self.thing.happened_on,)

    def has_feature(self, feature: Feature) -> bool | None:
        """Say whether it has the feature; None where that can't be said of it, such as a baseline of a loose note."""
        if feature is Feature.TAG:
            return bool(self.tags)
        if feature is Feature.STANDARD:
            return bool(self.standards)
        if feature in EVIDENCE_FEATURES:
            return feature in collect_evidence_features(self.thing) if isinstance(self.thing, Evidence) else None
        return None if self.cycle is None else feature in (self.whole or self).features

    @cached_property
    def features(self) -> frozenset[Feature]:
        """What its cycle has."""
        return collect_features(self.cycle) if self.cycle else frozenset()


def iterate_cycle_items(cycle: Cycle) -> Iterator[SearchItem]:
    """Yield a cycle by itself, then its entries in the order in which they happened."""
    whole = SearchItem(cycle, cycle)
    yield whole
    for entry in cycle.kept:
        yield SearchItem(entry, cycle, whole)


def iterate_items(journal: Journal) -> Iterator[SearchItem]:
    """Yield every piece of a journal that has not been removed."""
    for cycle in journal.kept:
        yield from iterate_cycle_items(cycle)
    for note in journal.waiting:
        yield SearchItem(note)


def list_texts(thing: Cycle | AnyEntry | LooseNote) -> tuple[LabelledText, ...]:
    """Return every text a person wrote in a thing, with what it is; the main one first, empty ones left out."""
    told = _list_cycle_texts(thing) if isinstance(thing, Cycle) else (("text", thing.text), *_list_entry_texts(thing))
    return tuple(pair for pair in told if pair[1])


def _list_entry_texts(thing: AnyEntry | LooseNote) -> tuple[LabelledText, ...]:
    match thing:
        case Reading():
            return ("fit", thing.fit), ("doubt", thing.doubt), ("reference", format_reference(thing))
        case Evidence():
            return ("source", thing.source), *(("measure", value.measure) for value in thing.values)
        case Review():
            return (("because", thing.because),)
        case _:
            return ()


def _list_cycle_texts(cycle: Cycle) -> tuple[LabelledText, ...]:
    now, *earlier = reversed(cycle.questions)
    versions = [pair for q in earlier for pair in (("earlier question", q.text), ("because", q.because))]
    about = [(what, getattr(cycle, what)) for what in ("issue", "why", "hunch", "group")]
    signs = [("success sign", sign.text) for sign in cycle.success]
    turns = [("because", turn.because) for turn in cycle.turns]
    return ("question", now.text), ("because", now.because), *versions, *about, *signs, *turns
