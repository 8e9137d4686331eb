"""Where a journal stands today: what matters now, and the cycles a line each."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period, spell
from enquiry.model.choices import Kind, State
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.query.select import Selection

QUIET_DAYS = 20
"""Teaching days without anything written after which an open cycle is called quiet."""

MOST_MATTERS = 3


class Matter(NamedTuple):
    """Something worth knowing now: in words, with the command that answers it."""

    words: str
    command: str
    cycle: int | None = None


class Row(NamedTuple):
    """A cycle in a line."""

    cycle: Cycle
    current: bool
    last_on: date
    evidence: int
    reflections: int


class Standing(NamedTuple):
    """Where a journal stands on a day."""

    today: date
    year: str
    year_word: str
    week: int
    matters: tuple[Matter, ...]
    rows: tuple[Row, ...]
    waiting: int
    empty: bool


def standing(journal: Journal, calendar: Calendar, today: date) -> Standing:
    """Return where the journal stands: at most three matters, then the open cycles."""
    return Standing(
        today=today,
        year=calendar.year_of(today).label,
        year_word=calendar.words.year,
        week=calendar.week_of_year(today),
        matters=tuple(_matters(journal, calendar, today))[:MOST_MATTERS],
        rows=tuple(row_of(cycle, journal) for cycle in journal.open),
        waiting=len(journal.waiting),
        empty=not journal.kept and not journal.waiting,
    )


def row_of(cycle: Cycle, journal: Journal) -> Row:
    """Return a cycle's line: its last day, and how many pieces of evidence and reflections it holds."""
    kinds = [entry.kind for entry in cycle.kept]
    current = cycle.number == journal.settings.current
    return Row(cycle, current, cycle.last_on, kinds.count(Kind.EVIDENCE), kinds.count(Kind.REFLECTION))


def listed(selection: Selection, journal: Journal, *, closed: bool) -> tuple[Row, ...]:
    """Return the selected cycles a line each; closed ones only where they are asked for."""
    found = (found.cycle for found in selection.found)
    return tuple(row_of(cycle, journal) for cycle in found if closed or cycle.state is not State.CLOSED)


def _matters(journal: Journal, calendar: Calendar, today: date) -> Iterator[Matter]:
    for cycle in sorted(journal.open, key=lambda cycle: cycle.next_look or date.max):
        if matter := _due(cycle, today) or _quiet(cycle, calendar, today):
            yield matter
    if count := len(journal.waiting):
        words = "A note waits in the inbox." if count == 1 else f"{count} notes wait in the inbox."
        yield Matter(words, "enquiry file")


def _due(cycle: Cycle, today: date) -> Matter | None:
    if not cycle.next_look or cycle.next_look > today:
        return None
    words = f"Cycle {cycle.number} is due a look; you set it for {spell(cycle.next_look, year=False)}."
    return Matter(words, f"enquiry review -c {cycle.number}", cycle.number)


def _quiet(cycle: Cycle, calendar: Calendar, today: date) -> Matter | None:
    after = cycle.last_on + date.resolution
    if after >= today or calendar.teaching_days(Period(after, today)) <= QUIET_DAYS:
        return None
    words = f"Nothing on cycle {cycle.number} since {spell(cycle.last_on, year=False)}; a line is enough."
    return Matter(words, f"enquiry evidence -c {cycle.number}", cycle.number)
