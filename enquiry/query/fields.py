"""The fields of a query: what each is called, what its value may be, and the condition or the time it makes.

A value that the journal could not hold is a UsageMistake; one that it could hold and does not is NotFound, since a
filter that finds nothing for a slip of the finger would be believed. Both name what lies near.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from enquiry.dates.calendar import Calendar
from enquiry.dates.parse import read_period, read_year
from enquiry.dates.period import EARLIEST, LATEST, ONE_DAY, Period
from enquiry.errors import NotFound, UsageMistake, suggest_nearest
from enquiry.model.choices import CycleState, Decision, Direction, EntryKind, EvidenceKind
from enquiry.model.journal import Journal
from enquiry.model.measure import is_same_measure
from enquiry.query import predicates as p
from enquiry.query.item import Feature
from enquiry.query.tags.usage import find_tag

ChoiceType = TypeVar("ChoiceType", bound=StrEnum)


class QueryContext(NamedTuple):
    """What the meaning of a query rests on: the journal, its calendar, the day, and the table of other forms."""

    journal: Journal
    calendar: Calendar
    today: date
    forms: Mapping[str, tuple[str, ...]] = {}


ConditionReader = Callable[[str, QueryContext], p.AnyCondition]
"""Returns the condition that the value of a field makes; raises UsageMistake, NotFound and Ambiguous."""


def _read_group(value: str, known: QueryContext) -> p.AnyCondition:
    if not any(p.is_group_named(cycle, value) for cycle in known.journal.kept):
        groups = [cycle.group for cycle in known.journal.kept if cycle.group]
        raise _build_unknown_error("No cycle's group is told as", value, groups, "groups")
    return p.HasGroup(value)


def _read_standard(value: str, known: QueryContext) -> p.AnyCondition:
    things = [*known.journal.kept, *known.journal.iterate_entries(), *known.journal.waiting]
    codes = [code for thing in things for code in thing.standards]
    if not any(p.is_standard_match(value, code) for code in codes):
        raise _build_unknown_error("Nothing touches the standard", value, codes, "standards")
    return p.TouchesStandard(value)


def _read_measure(value: str, known: QueryContext) -> p.AnyCondition:
    evidence = [entry for cycle in known.journal.kept for entry in cycle.evidence]
    names = [measured.measure for entry in evidence for measured in entry.values]
    if not any(is_same_measure(name, value) for name in names):
        raise _build_unknown_error("No evidence has a value of", value, names, "measures")
    return p.HasMeasure(value)


def _build_unknown_error(words: str, value: str, used: Iterable[str], what: str) -> NotFound:
    each = list(dict.fromkeys(used))
    told = f"The {what} are: {'; '.join(each[:8])}{' …' if len(each) > 8 else ''}."
    return NotFound(f"{words} “{value}”.{suggest_nearest(value, each)}", told if each else f"There are no {what} yet.")


def _build_choice_reader(
    choices: type[ChoiceType], make: Callable[[ChoiceType], p.AnyCondition], field: str
) -> ConditionReader:
    """Return what reads one of a closed list of values."""

    def read(value: str, _known: QueryContext) -> p.AnyCondition:
        wanted = "-".join(value.casefold().split())
        names = [choice.value for choice in choices]
        if wanted not in names:
            words = f"“{value}” is no value of {field}:{suggest_nearest(wanted, names)}"
            raise UsageMistake(words, f"Use {', '.join(names)}.")
        return make(choices(wanted))

    return read


CONDITION_READERS: dict[str, ConditionReader] = {
    "tag": lambda value, known: p.HasTag(find_tag(known.journal, value)),
    "kind": _build_choice_reader(EntryKind, p.HasKind, "kind"),
    "evidence": _build_choice_reader(EvidenceKind, p.HasEvidenceKind, "evidence"),
    "cycle": lambda value, known: p.combine_any(p.InCycle(cycle.number) for cycle in known.journal.find_cycles(value)),
    "group": _read_group,
    "decision": _build_choice_reader(Decision, p.HasDecision, "decision"),
    "state": _build_choice_reader(CycleState, p.InState, "state"),
    "standard": _read_standard,
    "direction": _build_choice_reader(Direction, p.HasDirection, "direction"),
    "measure": _read_measure,
    "has": _build_choice_reader(Feature, p.HasFeature, "has"),
    "no": _build_choice_reader(Feature, p.LacksFeature, "no"),
}


def _read_days(value: str, known: QueryContext) -> Period:
    return read_period(value, today=known.today, calendar=known.calendar)


TIME_READERS: dict[str, Callable[[str, QueryContext], Period]] = {
    "year": lambda value, known: read_year(value, known.today, known.calendar),
    "since": lambda value, known: Period(_read_days(value, known).begin, LATEST + ONE_DAY),
    "until": lambda value, known: Period(EARLIEST, _read_days(value, known).end),
    "on": _read_days,
}
"""How each time is read; `since` counts from the first day it names and `until` to the last, both inside."""


QUERY_FIELDS = (*CONDITION_READERS, *TIME_READERS, "term")
