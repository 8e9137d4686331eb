"""Conditions as values: each is called with an item and says whether it holds of it. They combine, compare and print.

An entry has its cycle's tags, standards, group, decision and state besides its own; a note in the inbox has no cycle.
Whatever a condition is, of every item either it holds or `Not` of it does: the two split a journal.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from enquiry.dates.period import EARLIEST, LATEST, ONE_DAY, Period, spell_period
from enquiry.errors import UsageMistake
from enquiry.model.choices import CycleState, Decision, Direction, EntryKind, EvidenceKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence, Review
from enquiry.model.measure import is_same_measure
from enquiry.model.tag import fold_tag
from enquiry.model.text import fold
from enquiry.query.item import Feature, SearchItem
from enquiry.query.matching import build_finder, normalise_for_search

ALL_DAYS = Period(EARLIEST, LATEST + ONE_DAY)
"""All the days a journal can hold."""


class Condition(msgspec.Struct, frozen=True):
    """What every condition is: a value with a meaning. Its tag is the field of a query that asks for it."""

    def __call__(self, item: SearchItem) -> bool:
        """Say whether it holds of an item."""
        raise NotImplementedError


class ContainsWord(Condition, frozen=True):
    """A word stands in its texts, in any form; `forms` are those that no regular ending makes."""

    text: str
    forms: tuple[str, ...] = ()

    def __call__(self, item: SearchItem) -> bool:
        return build_finder(self.text, self.forms).is_in(item.bare)


class ContainsPhrase(Condition, frozen=True):
    """A phrase stands in its texts, as it is written."""

    text: str

    def __call__(self, item: SearchItem) -> bool:
        return build_finder(self.text, whole=True).is_in(item.bare)


class HasTag(Condition, frozen=True, tag="tag", dict=True):
    """It or its cycle has the tag, or one nested under it."""

    tag: str

    @cached_property
    def _beginning(self) -> str:
        return fold_tag(self.tag) + "/"

    def __call__(self, item: SearchItem) -> bool:
        cycle, own = item.cycle, item.thing.tags
        tags = own if cycle is None or cycle is item.thing else (*own, *cycle.tags)
        return any((fold_tag(tag) + "/").startswith(self._beginning) for tag in tags)


class HasKind(Condition, frozen=True, tag="kind"):
    """It is an entry of that kind. A note in the inbox is a note; a cycle by itself is of no kind."""

    kind: EntryKind

    def __call__(self, item: SearchItem) -> bool:
        return item.thing is not item.cycle and getattr(item.thing, "kind", EntryKind.NOTE) is self.kind


class HasEvidenceKind(Condition, frozen=True, tag="evidence"):
    """It is evidence of that kind."""

    kind: EvidenceKind

    def __call__(self, item: SearchItem) -> bool:
        return isinstance(item.thing, Evidence) and item.thing.evidence_kind is self.kind


class HasDirection(Condition, frozen=True, tag="direction"):
    """It is evidence that says this of the hunch."""

    direction: Direction

    def __call__(self, item: SearchItem) -> bool:
        return isinstance(item.thing, Evidence) and item.thing.direction is self.direction


class HasMeasure(Condition, frozen=True, tag="measure"):
    """It is evidence with a value of the measure."""

    name: str

    def __call__(self, item: SearchItem) -> bool:
        values = item.thing.values if isinstance(item.thing, Evidence) else ()
        return any(is_same_measure(value.measure, self.name) for value in values)


class InCycle(Condition, frozen=True, tag="cycle"):
    """It is that cycle, or in it."""

    number: int

    def __call__(self, item: SearchItem) -> bool:
        return item.cycle is not None and item.cycle.number == self.number


class HasGroup(Condition, frozen=True, tag="group"):
    """The description of its cycle's group holds these words."""

    text: str

    def __call__(self, item: SearchItem) -> bool:
        return item.cycle is not None and is_group_named(item.cycle, self.text)


class HasDecision(Condition, frozen=True, tag="decision"):
    """It is a review that decided so, or its cycle's latest decision is that one."""

    decision: Decision

    def __call__(self, item: SearchItem) -> bool:
        own = isinstance(item.thing, Review) and item.thing.decision is self.decision
        latest = item.cycle.decided if item.cycle and not own else None
        return own or (latest is not None and latest.decision is self.decision)


class InState(Condition, frozen=True, tag="state"):
    """Its cycle is in that state."""

    state: CycleState

    def __call__(self, item: SearchItem) -> bool:
        return item.cycle is not None and item.cycle.state is self.state


class TouchesStandard(Condition, frozen=True, tag="standard"):
    """It or its cycle touches the standard, or one beneath it."""

    standard: str

    def __call__(self, item: SearchItem) -> bool:
        codes = (code for bearer in item.bearers for code in bearer.standards)
        return any(is_standard_match(self.standard, code) for code in codes)


class InPeriod(Condition, frozen=True):
    """It happened in the period; a cycle by itself, when one of its questions was asked or it was closed in it."""

    period: Period

    def __call__(self, item: SearchItem) -> bool:
        return any(day in self.period for day in item.days)


class HasFeature(Condition, frozen=True, tag="has"):
    """It has the feature; false where it could not have it."""

    feature: Feature

    def __call__(self, item: SearchItem) -> bool:
        return item.has_feature(self.feature) is True


class LacksFeature(Condition, frozen=True, tag="no"):
    """It could have the feature and has it not: `no:review` does not find the notes of the inbox."""

    feature: Feature

    def __call__(self, item: SearchItem) -> bool:
        return item.has_feature(self.feature) is False


class Not(Condition, frozen=True):
    """The condition does not hold."""

    condition: "AnyCondition"

    def __call__(self, item: SearchItem) -> bool:
        return not self.condition(item)


class AllOf(Condition, frozen=True):
    """Each of the conditions holds; of none, always. Made by `combine_all`."""

    conditions: tuple["AnyCondition", ...] = ()

    def __call__(self, item: SearchItem) -> bool:
        return all(condition(item) for condition in self.conditions)


class AnyOf(Condition, frozen=True):
    """One of the conditions holds. Made by `combine_any`."""

    conditions: tuple["AnyCondition", ...]

    def __call__(self, item: SearchItem) -> bool:
        return any(condition(item) for condition in self.conditions)


SearchTerm = ContainsWord | ContainsPhrase
_ItemCondition = HasTag | HasKind | HasEvidenceKind | HasDirection | HasMeasure | TouchesStandard
_CycleCondition = InCycle | HasGroup | HasDecision | InState | HasFeature | LacksFeature
AnyCondition = SearchTerm | _ItemCondition | _CycleCondition | InPeriod | Not | AllOf | AnyOf

EVERYTHING = AllOf()


def combine_all(conditions: Iterable[AnyCondition]) -> AnyCondition:
    """Return the condition that all of them hold; its times are one time, which stands last.

    Raises UsageMistake where two times share no day.
    """
    parts = [part for one in conditions for part in split_conditions(one)]
    others = [part for part in parts if not isinstance(part, InPeriod)]
    shared = ALL_DAYS
    for period in [part.period for part in parts if isinstance(part, InPeriod)]:
        overlap = shared.find_overlap(period)
        if overlap is None:
            words = f"{spell_period(shared)} and {spell_period(period)} have no day in common."
            raise UsageMistake(words, "Change one of the times asked for, or leave one out.")
        shared = overlap
    found = (*others, InPeriod(shared)) if len(others) < len(parts) else tuple(others)
    return found[0] if len(found) == 1 else AllOf(found)


def combine_any(conditions: Iterable[AnyCondition]) -> AnyCondition:
    """Return the condition that one of them holds."""
    parts = [part for one in conditions for part in (one.conditions if isinstance(one, AnyOf) else (one,))]
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def split_conditions(condition: AnyCondition) -> tuple[AnyCondition, ...]:
    """Return the conditions that must all hold where a condition does."""
    return condition.conditions if isinstance(condition, AllOf) else (condition,)


def list_named_cycles(condition: AnyCondition) -> tuple[int, ...]:
    """Return the numbers of the cycles a condition names, where it does nothing else."""
    parts = condition.conditions if isinstance(condition, AnyOf) else (condition,)
    numbers = tuple(part.number for part in parts if isinstance(part, InCycle))
    return numbers if len(numbers) == len(parts) else ()


def is_time(condition: AnyCondition) -> bool:
    """Say whether a condition asks for nothing but days, of one period or of any of several."""
    parts = condition.conditions if isinstance(condition, AnyOf) else (condition,)
    return all(isinstance(part, InPeriod) for part in parts)


def is_standard_match(wanted: str, code: str) -> bool:
    """Say whether a code of a standard is the one wanted or beneath it, whatever the case and what joins its words.

    Rule: the words wanted stand in the code one after another, the last as it is or as the parent: `GTCS 2` and `2`
    are both met by *GTCS 2.1*, and `TS2` by *TS2c*.
    """
    asked, told = ([word for word in re.split(r"[\s:/]+", fold(text)) if word] for text in (wanted, code))
    if not asked:
        return False
    *leading, last = asked
    return any(
        told[at : at + len(leading)] == leading
        and re.match(rf"{re.escape(last)}(?:$|\.|(?<=[0-9])[(a-z])", told[at + len(leading)])
        for at in range(len(told) - len(leading))
    )


def is_group_named(cycle: Cycle, text: str) -> bool:
    """Say whether the description of a cycle's group holds these words."""
    return build_finder(text).is_in(normalise_for_search(cycle.group))


def collect_search_terms(condition: AnyCondition) -> Iterator[SearchTerm]:
    """Yield every word and phrase that is looked for, and not only left out."""
    match condition:
        case ContainsWord() | ContainsPhrase():
            yield condition
        case AllOf() | AnyOf():
            for part in condition.conditions:
                yield from collect_search_terms(part)


def has_state_condition(condition: AnyCondition) -> bool:
    """Say whether a condition speaks anywhere of a cycle's state or decision."""
    match condition:
        case AllOf() | AnyOf():
            return any(map(has_state_condition, condition.conditions))
        case Not():
            return has_state_condition(condition.condition)
        case _:
            return isinstance(condition, InState | HasDecision)
