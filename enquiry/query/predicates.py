"""Conditions as values: each is called with an item and says whether it holds of it. They combine, compare and print.

An entry has its cycle's tags, standards, group, decision and state besides its own; a note in the inbox has no cycle.
Whatever a condition is, of every item either it holds or `Not` of it does: the two split a journal.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import msgspec

from enquiry.dates.period import EARLIEST, LATEST, ONE_DAY, Period, spell_period
from enquiry.errors import UsageMistake
from enquiry.model.belief import Belief
from enquiry.model.choices import Decision, EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence, Review
from enquiry.model.journal import LooseNote
from enquiry.model.measure import is_same_measure
from enquiry.model.tag import fold_tag
from enquiry.model.text import fold
from enquiry.query.item import SearchItem
from enquiry.query.matching import Finder, build_finder, normalise_for_search

ALL_DAYS = Period(EARLIEST, LATEST + ONE_DAY)
"""All the days a journal can hold."""


class Condition(msgspec.Struct, frozen=True):
    """What every condition is: a value with a meaning."""

    def __call__(self, item: SearchItem) -> bool:
        """Say whether it holds of an item."""
        raise NotImplementedError


class SearchTerm(Condition, frozen=True, dict=True):
    """A word stands in its texts, in any form, or with `whole` a phrase as it is written.

    `forms` are those of a word that no regular ending makes.
    """

    text: str
    forms: tuple[str, ...] = ()
    whole: bool = False

    @cached_property
    def finder(self) -> Finder:
        """What finds it in a text."""
        return build_finder(self.text, self.forms, whole=self.whole)

    def __call__(self, item: SearchItem) -> bool:
        return item.count_matches(self.finder) > 0


class FieldCondition(Condition, frozen=True):
    """A field of the query, such as `tag` or `kind`, has the value; `FIELD_TESTS` says when that is so."""

    field: str
    value: Any

    def __call__(self, item: SearchItem) -> bool:
        return FIELD_TESTS[self.field](item, self.value)


class InPeriod(Condition, frozen=True):
    """It happened in the period; a cycle by itself, when one of its questions was asked or it was closed in it."""

    period: Period

    def __call__(self, item: SearchItem) -> bool:
        return any(day in self.period for day in item.days)


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


AnyCondition = SearchTerm | FieldCondition | InPeriod | Not | AllOf | AnyOf

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
    numbers = tuple(part.value for part in parts if isinstance(part, FieldCondition) and part.field == "cycle")
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


def is_group_named(text: str, group: str) -> bool:
    """Say whether the description of a group holds these words."""
    return build_finder(text).is_in(normalise_for_search(group))


def iterate_leaves(condition: AnyCondition, *, negated: bool = True) -> Iterator[AnyCondition]:
    """Yield every condition that others are made of; without `negated` none of those that must not hold."""
    match condition:
        case AllOf() | AnyOf():
            for part in condition.conditions:
                yield from iterate_leaves(part, negated=negated)
        case Not():
            yield from iterate_leaves(condition.condition) if negated else ()
        case _:
            yield condition


def collect_search_terms(condition: AnyCondition) -> Iterator[SearchTerm]:
    """Yield every word and phrase that is looked for, and not only left out."""
    return (leaf for leaf in iterate_leaves(condition, negated=False) if isinstance(leaf, SearchTerm))


def is_writer_named(wanted: str, name: str) -> bool:
    """Say whether somebody who wrote is the one wanted, whatever the case of the letters."""
    return bool(name) and fold(wanted) == fold(name)


def has_field_condition(condition: AnyCondition, *fields: str) -> bool:
    """Say whether a condition speaks anywhere of one of these fields, such as *state*."""
    return any(isinstance(one, FieldCondition) and one.field in fields for one in iterate_leaves(condition))


def _has_tag(item: SearchItem, tag: str) -> bool:
    cycle, own, beginning = item.cycle, item.thing.tags, fold_tag(tag) + "/"
    tags = own if cycle is None or cycle is item.thing else (*own, *cycle.tags)
    return any((fold_tag(one) + "/").startswith(beginning) for one in tags)


def _has_decision(item: SearchItem, decision: Decision) -> bool:
    if isinstance(item.thing, Review) and item.thing.decision is decision:
        return True
    latest = item.cycle.decided if item.cycle else None
    return latest is not None and latest.decision is decision


def _has_measure(item: SearchItem, name: str) -> bool:
    values = item.thing.values if isinstance(item.thing, Evidence) else ()
    return any(is_same_measure(value.measure, name) for value in values)


def _get_kind(item: SearchItem) -> EntryKind | None:
    if isinstance(item.thing, Cycle | Belief):
        return None
    return EntryKind.NOTE if isinstance(item.thing, LooseNote) else item.thing.kind


FIELD_TESTS: dict[str, Callable[[SearchItem, Any], bool]] = {
    # it or its cycle has the tag, or one nested under it
    "tag": _has_tag,
    # a note in the inbox is a note; a cycle by itself and a belief are of no kind
    "kind": lambda item, kind: _get_kind(item) is kind,
    "evidence": lambda item, kind: isinstance(item.thing, Evidence) and item.thing.evidence_kind is kind,
    "cycle": lambda item, number: item.cycle is not None and item.cycle.number == number,
    "group": lambda item, text: item.cycle is not None and is_group_named(text, item.cycle.group),
    # a review that decided so, and whatever is in a cycle whose latest decision is that one
    "decision": _has_decision,
    "state": lambda item, state: item.cycle is not None and item.cycle.state is state,
    # of a cycle by itself who asked its question, in any version
    "by": lambda item, name: any(is_writer_named(name, one) for one in item.writers),
    # it or its cycle touches the standard, or one beneath it
    "standard": lambda item, wanted: any(is_standard_match(wanted, c) for one in item.bearers for c in one.standards),
    "direction": lambda item, direction: isinstance(item.thing, Evidence) and item.thing.direction is direction,
    "measure": _has_measure,
    # both are false where it could not have the feature: `no:review` does not find the notes of the inbox
    "has": lambda item, feature: item.has_feature(feature) is True,
    "no": lambda item, feature: item.has_feature(feature) is False,
}
"""When a field of the query has a value, for each field: whether an item is what is asked for."""


def format_condition(condition: AnyCondition) -> str:
    """Return the query in its own language, with days in figures; nothing for a condition that always holds."""
    match condition:
        case AllOf():
            return " ".join(_format_part(part, AnyOf) for part in condition.conditions)
        case AnyOf():
            return " OR ".join(map(format_condition, condition.conditions))
        case Not():
            return f"-{_format_part(condition.condition, AnyOf, AllOf, InPeriod)}"
        case InPeriod(period):
            on = [f"on:{period.begin.isoformat()}"] if period.days == 1 else []
            since = [f"since:{period.begin.isoformat()}"] if period.begin > EARLIEST or period == ALL_DAYS else []
            until = [f"until:{period.last.isoformat()}"] if period.last < LATEST else []
            return " ".join(on or (*since, *until))
        case SearchTerm():
            return quote_text(condition.text) if condition.whole else condition.text
        case FieldCondition():
            return f"{condition.field}:{quote_value(str(condition.value))}"


def _format_part(part: AnyCondition, *loose: type) -> str:
    """Return a part as it stands in a tighter one: in brackets where it is of a kind that binds more loosely."""
    text = format_condition(part)
    return f"({text})" if isinstance(part, loose) and " " in text else text


def quote_text(text: str) -> str:
    """Return a text in quotes, as it is read back."""
    return '"{}"'.format(re.sub(r'(["“”\\])', r"\\\1", text))


def quote_value(text: str) -> str:
    """Return a field's value as it is written after the colon: quoted only where it must be."""
    return text if re.fullmatch(r"[^\s()\"“”]+", text) and not text.startswith("//") else quote_text(text)
