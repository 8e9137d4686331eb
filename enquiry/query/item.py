"""What a query looks at, item by item: a cycle by itself, an entry with its cycle behind it, a note, a belief."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property

import msgspec

from enquiry.model.belief import Belief
from enquiry.model.choices import Direction
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, AnyEntry, Ask, Evidence, Reading, Review, format_reference
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal, Lone
from enquiry.query.matching import Finder, normalise_characters


class Feature(StrEnum):
    """What an item can have or lack (`has:baseline`, `no:review`), by the words a person types."""

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
    ASK = "ask"
    DECISION = "decision"
    DISAGREEMENT = "disagreement"
    FOLLOW_UP = "follow-up"
    NEXT_LOOK = "next-look"
    ORIGIN = "origin"
    LINK = "link"
    # of evidence
    MEASURE = "measure"
    DIRECTION = "direction"
    SOURCE = "source"
    # of anything
    TAG = "tag"
    STANDARD = "standard"


_ENTRY_FEATURES = (
    *(Feature.READING, Feature.ACTION, Feature.EVIDENCE, Feature.REFLECTION, Feature.REVIEW, Feature.ASK),
    *(Feature.BASELINE, Feature.FOLLOW_UP),
)
_CYCLE_FIELDS = {one: one.value for one in (Feature.ISSUE, Feature.WHY, Feature.HUNCH, Feature.GROUP, Feature.SUCCESS)}
_CYCLE_FIELDS |= {Feature.DECISION: "decided", Feature.NEXT_LOOK: "next_look"}
_CYCLE_TEXTS = (
    *("issue", "why", "hunch", "group", "setting", "partners", "priority", "instead", "informed", "consent"),
    "story",
)
_CYCLE_FIELDS |= {Feature.ORIGIN: "grew_from", Feature.LINK: "links"}
EVIDENCE_FEATURES = {Feature.MEASURE: "values", Feature.DIRECTION: "direction", Feature.SOURCE: "source"}
"""The features of evidence, with the fields that hold them."""


_EXPECTS, _TRIED = map(get_label, ("expects", "tried"))

LabelledText = tuple[str, str]
"""The label of a text (`question`, `because`), and the text."""


class SearchItem(msgspec.Struct, frozen=True, dict=True):
    """A cycle, entry, note or belief that a condition may hold of. An entry has what its cycle has, besides its own.

    `cycle` is that of an entry, the cycle itself, or None for what lies in none; `whole` is the item that the cycle
    by itself is, which caches what all its items share; `counts` is how often what was looked for stands in its texts.
    """

    thing: Cycle | AnyEntry | Lone
    cycle: Cycle | None = None
    whole: "SearchItem | None" = None
    counts: dict[Finder, int] = {}

    @property
    def name(self) -> str:
        """Its name: `7`, `7.4`, `n12` or `belief-3`."""
        return str(self.thing.number) if isinstance(self.thing, Cycle) else self.thing.name

    @property
    def bearers(self) -> tuple[Cycle | AnyEntry | Lone, ...]:
        """The records whose tags and standards count as its own: itself, and the cycle it is in."""
        return (self.thing,) if self.cycle is None or self.cycle is self.thing else (self.thing, self.cycle)

    @property
    def writers(self) -> tuple[str, ...]:
        """Who wrote it, in a journal that several people keep; of a question or a belief who put it, in any version."""
        if isinstance(self.thing, Cycle | Belief):
            versions = self.thing.questions if isinstance(self.thing, Cycle) else self.thing.versions
            return tuple(one.by for one in versions)
        return (self.thing.by,)

    @cached_property
    def bare(self) -> str:
        """All its texts as words are looked for in them; no phrase runs from one into the next."""
        return normalise_characters("\n".join([text.replace("\n", " ") for _, text in list_texts(self.thing)]))

    def count_matches(self, finder: Finder) -> int:
        """Return how often what a finder looks for stands in its texts, counted once."""
        if (count := self.counts.get(finder)) is None:
            count = self.counts[finder] = finder.count_in(self.bare)
        return count

    @property
    def days(self) -> tuple[date, ...]:
        """The day it happened; of a cycle the days it was asked, asked better, paused, closed or opened again.

        Of a belief they are those of its versions, and those on which something was said for or against it.
        """
        if isinstance(self.thing, Cycle):
            return (*(question.on for question in self.thing.questions), *(turn.on for turn in self.thing.turns))
        if isinstance(self.thing, Belief):
            return (*(version.on for version in self.thing.versions), *(word.on for word in self.thing.supports))
        return (self.thing.happened_on,)

    def has_feature(self, feature: Feature) -> bool | None:
        """Say whether it has the feature; None where that can't be said of it, such as a baseline of a loose note."""
        if feature in (Feature.TAG, Feature.STANDARD):
            return any(getattr(bearer, f"{feature.value}s") for bearer in self.bearers)
        if field := EVIDENCE_FEATURES.get(feature):
            return bool(getattr(self.thing, field)) if isinstance(self.thing, Evidence) else None
        return None if self.cycle is None else feature in (self.whole or self).features

    @cached_property
    def features(self) -> frozenset[Feature]:
        """What its cycle has, of those that only cycles can have."""
        if (cycle := self.cycle) is None:
            return frozenset()
        found = {feature for feature, field in _CYCLE_FIELDS.items() if getattr(cycle, field)}
        values = {
            *(entry.kind.value for entry in cycle.kept),
            *(cycle.stages[one.id].value for one in cycle.evidence),
        }
        found |= {feature for feature in _ENTRY_FEATURES if feature.value in values}
        disagree = any(one.direction in (Direction.CONTRADICTS, Direction.MIXED) for one in cycle.evidence)
        found |= {Feature.DISAGREEMENT} if disagree else set()
        return frozenset(found | ({Feature.REFINED} if len(cycle.questions) > 1 else set()))


def iterate_items(journal: Journal) -> Iterator[SearchItem]:
    """Yield every item of a journal that has not been removed.

    Each cycle comes by itself, then its entries in the order in which they happened; at last the notes that wait, and
    beliefs.
    """
    for cycle in journal.kept:
        whole = SearchItem(cycle, cycle)
        yield whole
        for entry in cycle.kept:
            yield SearchItem(entry, cycle, whole)
    yield from map(SearchItem, journal.waiting)
    yield from map(SearchItem, journal.believed)


def list_texts(thing: Cycle | AnyEntry | Lone) -> tuple[LabelledText, ...]:
    """Return every text a person wrote in a record, with its label; the main one first, empty ones left out."""
    match thing:
        case Cycle():
            now, *earlier = reversed(thing.questions)
            versions = [pair for q in earlier for pair in (("earlier question", q.text), ("because", q.because))]
            about = [(what, getattr(thing, what)) for what in _CYCLE_TEXTS]
            signs = [("success sign", sign.text) for sign in thing.success]
            turns = [("because", turn.because) for turn in thing.turns]
            told = [("question", now.text), ("because", now.because), *versions, *about, *signs, *turns]
        case Reading():
            told = [
                ("fit", thing.fit),
                (_EXPECTS, thing.expects),
                ("changed", thing.changed),
                ("doubt", thing.doubt),
                ("reference", format_reference(thing)),
            ]
        case Evidence():
            told = [("source", thing.source), ("predicted", thing.predicted)]
            told += [("words_of", thing.words_of), ("partners", thing.partners)]
            told += [("measure", value.measure) for value in thing.values]
        case Review():
            told = [("because", thing.because), *((_TRIED, said.why) for said in thing.tried)]
        case Action():
            told = [("instead", thing.instead)]
        case Ask():
            told = [("asked of", thing.of), ("what came of it", thing.came_of_it)]
        case Belief():
            told = [("because", thing.now.because)]
            told += [
                pair
                for one in reversed(thing.versions[:-1])
                for pair in (("earlier belief", one.text), ("because", one.because))
            ]
            told += [(f"{one.side.value} it", one.why) for one in thing.supports]
        case _:
            told = []
    main = [] if isinstance(thing, Cycle) else [("text", thing.text)]
    told += [("also written", one.value) for one in thing.otherwise if isinstance(one.value, str)]
    told += [("also called", thing.first_name)] if thing.first else []  # what was quoted leads on
    return tuple([pair for pair in (*main, *told) if pair[1]])
