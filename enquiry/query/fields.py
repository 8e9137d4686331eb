"""The fields of a query: what each is called, what its value may be, and the condition or the time it makes.

A value that the journal could not hold is a UsageMistake; one that it could hold and does not is NotFound, since a
filter that finds nothing for a slip of the finger would be believed. Both name what lies near.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.parse import read_period, read_year
from enquiry.dates.period import EARLIEST, LATEST, ONE_DAY, Period
from enquiry.errors import NotFound, UsageMistake, suggest_nearest
from enquiry.model.choice_words import match_choice
from enquiry.model.choices import CycleState, Decision, Direction, EntryKind, EvidenceKind
from enquiry.model.journal import Journal
from enquiry.model.measure import is_same_measure
from enquiry.query.item import Feature
from enquiry.query.predicates import (
    AnyCondition,
    FieldCondition,
    combine_any,
    is_group_named,
    is_standard_match,
    is_writer_named,
)
from enquiry.query.tags.usage import find_tag
from enquiry.words import join_words


class QueryContext(NamedTuple):
    """What the meaning of a query rests on: the journal, its calendar, the day, and the table of other forms.

    `spell_standard` returns a standard's code as each list writes it, whatever the spelling: `QI 2.3` is `HGIOS 2.3`.
    """

    journal: Journal
    calendar: Calendar
    today: date
    forms: Mapping[str, tuple[str, ...]] = {}
    spell_standard: Callable[[str], Iterable[str]] = lambda _typed: ()


ValueReader = Callable[[str, QueryContext], Iterable[Any]]
"""Returns the values of which any is meant by the text; raises UsageMistake, NotFound and Ambiguous."""


def _build_choice_reader(choices: type[StrEnum], field: str) -> ValueReader:
    """Return what reads one of a closed list of values."""

    def read(value: str, _known: QueryContext) -> Iterable[StrEnum]:
        names = [choice.value for choice in choices]
        fitting = match_choice(value, names)
        if len(fitting) != 1:
            several = f"“{value}” fits several values of {field}: {join_words(fitting)}."
            nearest = suggest_nearest("-".join(value.casefold().split()), names)
            words = several if fitting else f"“{value}” is no value of {field}:{nearest}"
            raise UsageMistake(words, f"Use {', '.join(names)}.")
        return (choices(fitting[0]),)

    return read


def _build_words_reader(
    what: str, missing: str, is_match: Callable[[str, str], bool], list_used: Callable[[Journal], Iterable[str]]
) -> ValueReader:
    """Return what reads words that fit something in the journal; `missing` begins the error where they fit nothing."""

    def read(value: str, known: QueryContext) -> Iterable[str]:
        used = list(dict.fromkeys(list_used(known.journal)))
        if not any(is_match(value, one) for one in used):
            told = f"The {what} are: {'; '.join(used[:8])}{' …' if len(used) > 8 else ''}."
            hint = told if used else f"There are no {what} yet."
            raise NotFound(f"{missing} “{value}”.{suggest_nearest(value, used)}", hint)
        return (value,)

    return read


def _read_standard(value: str, known: QueryContext) -> Iterable[str]:
    """Return the spellings of a standard that something in the journal has; as it was typed where none has another."""
    used = list(dict.fromkeys(_list_standards(known.journal)))
    spelt = [one for one in known.spell_standard(value) if any(is_standard_match(one, code) for code in used)]
    return dict.fromkeys(spelt) if spelt else _read_used_standard(value, known)


def _list_standards(journal: Journal) -> Iterable[str]:
    return (code for thing in (*journal.kept, *journal.iterate_entries(), *journal.waiting) for code in thing.standards)


def _list_writers(journal: Journal) -> Iterable[str]:
    asked = (question.by for cycle in journal.kept for question in cycle.questions)
    wrote = (thing.by for thing in (*journal.iterate_entries(), *journal.waiting))
    held = (version.by for belief in journal.believed for version in belief.versions)
    return sorted({*asked, *wrote, *held} - {""})  # by their letters, so that nobody stands first


def _list_measures(journal: Journal) -> Iterable[str]:
    return (one.measure for cycle in journal.kept for entry in cycle.evidence for one in entry.values)


_read_used_standard = _build_words_reader(
    "standards", "Nothing touches the standard", is_standard_match, _list_standards
)

VALUE_READERS: dict[str, ValueReader] = {
    "tag": lambda value, known: (find_tag(known.journal, value),),
    "kind": _build_choice_reader(EntryKind, "kind"),
    "evidence": _build_choice_reader(EvidenceKind, "evidence"),
    "cycle": lambda value, known: (cycle.number for cycle in known.journal.find_cycles(value)),
    "group": _build_words_reader(
        "groups",
        "No cycle's group is told as",
        is_group_named,
        lambda journal: filter(None, (c.group for c in journal.kept)),
    ),
    "decision": _build_choice_reader(Decision, "decision"),
    "state": _build_choice_reader(CycleState, "state"),
    "standard": _read_standard,
    "by": _build_words_reader("people who write here", "Nothing here was written by", is_writer_named, _list_writers),
    "direction": _build_choice_reader(Direction, "direction"),
    "measure": _build_words_reader("measures", "No evidence has a value of", is_same_measure, _list_measures),
    "has": _build_choice_reader(Feature, "has"),
    "no": _build_choice_reader(Feature, "no"),
}


def read_condition(field: str, value: str, known: QueryContext) -> AnyCondition:
    """Return the condition that the value of a field makes; raises UsageMistake, NotFound and Ambiguous."""
    return combine_any(FieldCondition(field, one) for one in VALUE_READERS[field](value, known))


def _read_days(value: str, known: QueryContext) -> Period:
    return read_period(value, today=known.today, calendar=known.calendar)


TIME_READERS: dict[str, Callable[[str, QueryContext], Period]] = {
    "year": lambda value, known: read_year(value, known.today, known.calendar),
    "since": lambda value, known: Period(_read_days(value, known).begin, LATEST + ONE_DAY),
    "until": lambda value, known: Period(EARLIEST, _read_days(value, known).end),
    "on": _read_days,
}
"""How each time is read; `since` counts from the first day it names and `until` to the last, both inside."""


QUERY_FIELDS = (*VALUE_READERS, *TIME_READERS, "term")
