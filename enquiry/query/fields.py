"""The fields of a query: what each is called, what its value may be, and the condition it makes.

A value that the journal could not hold is a UsageMistake; one that it could hold and does not is NotFound, since a
filter that finds nothing for a slip of the finger would be believed. Both name what lies near.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from enquiry.dates.calendar import Calendar
from enquiry.dates.parse import read_period, read_term, read_year
from enquiry.dates.period import EARLIEST, LATEST, ONE_DAY, Period
from enquiry.errors import NotFound, UsageMistake, near
from enquiry.model.choices import Decision, Direction, EvidenceKind, Kind, State
from enquiry.model.entry import Evidence
from enquiry.model.journal import Journal
from enquiry.model.measure import same_measure
from enquiry.query import predicates as p
from enquiry.query.item import Feature
from enquiry.query.standards import covers
from enquiry.query.tags.usage import known_tag

Choice = TypeVar("Choice", bound=StrEnum)


class Known(NamedTuple):
    """What the meaning of a query rests on: the journal, its calendar, the day, and the table of other forms."""

    journal: Journal
    calendar: Calendar
    today: date
    forms: Mapping[str, tuple[str, ...]] = {}


Reader = Callable[[str, Known], p.AnyCondition]


def _tag(value: str, known: Known) -> p.AnyCondition:
    return p.HasTag(known_tag(known.journal, value))


def _cycle(value: str, known: Known) -> p.AnyCondition:
    return p.InCycle(known.journal.cycle(value).number)


def _group(value: str, known: Known) -> p.AnyCondition:
    groups = [cycle.group for cycle in known.journal.kept if cycle.group]
    if not any(p.names_group(cycle, value) for cycle in known.journal.kept):
        raise _unknown("No cycle's group is told as", value, groups, "groups")
    return p.OfGroup(value)


def _standard(value: str, known: Known) -> p.AnyCondition:
    things = [*known.journal.kept, *known.journal.entries(), *known.journal.waiting]
    codes = [code for thing in things for code in thing.standards]
    if not any(covers(value, code) for code in codes):
        raise _unknown("Nothing touches the standard", value, codes, "standards")
    return p.Touches(value)


def _measure(value: str, known: Known) -> p.AnyCondition:
    evidence = [entry for entry in known.journal.entries() if isinstance(entry, Evidence)]
    names = [measured.measure for entry in evidence for measured in entry.values]
    if not any(same_measure(name, value) for name in names):
        raise _unknown("No evidence has a value of", value, names, "measures")
    return p.Measures(value)


def _unknown(words: str, value: str, used: Iterable[str], what: str) -> NotFound:
    each = list(dict.fromkeys(used))
    told = (
        f"The {what} are: {'; '.join(each[:8])}{' …' if len(each) > 8 else ''}."
        if each
        else f"There are no {what} yet."
    )
    return NotFound(f"{words} “{value}”.{near(value, each)}", told)


def _choice(choices: type[Choice], make: Callable[[Choice], p.AnyCondition], field: str) -> Reader:
    """Return what reads one of a closed list of values."""

    def read(value: str, _known: Known) -> p.AnyCondition:
        wanted = "-".join(value.casefold().split())
        names = [choice.value for choice in choices]
        if wanted not in names:
            raise UsageMistake(f"“{value}” is no value of {field}:{near(wanted, names)}", f"Use {', '.join(names)}.")
        return make(choices(wanted))

    return read


READERS: dict[str, Reader] = {
    "tag": _tag,
    "kind": _choice(Kind, p.OfKind, "kind"),
    "evidence": _choice(EvidenceKind, p.OfEvidence, "evidence"),
    "cycle": _cycle,
    "group": _group,
    "decision": _choice(Decision, p.Decided, "decision"),
    "state": _choice(State, p.InState, "state"),
    "standard": _standard,
    "direction": _choice(Direction, p.Directed, "direction"),
    "measure": _measure,
    "has": _choice(Feature, p.Has, "has"),
    "no": _choice(Feature, p.Lacks, "no"),
}


def _since(value: str, known: Known) -> Period:
    return Period(read_period(value, today=known.today, calendar=known.calendar).begin, LATEST + ONE_DAY)


def _until(value: str, known: Known) -> Period:
    return Period(EARLIEST, read_period(value, today=known.today, calendar=known.calendar).end)


def _on(value: str, known: Known) -> Period:
    return read_period(value, today=known.today, calendar=known.calendar)


def _year(value: str, known: Known) -> Period:
    return read_year(value, known.today, known.calendar)


TIMES: dict[str, Callable[[str, Known], Period]] = {"year": _year, "since": _since, "until": _until, "on": _on}
"""How each time is read; `since` counts from the first day it names and `until` to the last, both inside."""


def term(value: str, year: str | None, known: Known) -> Period:
    """Return the term of the year named beside it, or of the present one."""
    return read_term(value, year, known.today, known.calendar)


FIELDS = (*READERS, *TIMES, "term")
