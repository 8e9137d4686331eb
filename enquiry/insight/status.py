"""Where a journal stands today: what matters now, and the cycles a line each."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell
from enquiry.insight.pulse.gaps import quiet_now
from enquiry.insight.pulse.next_look import is_due, look_ahead
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.snapshot import embedding, is_embedded, reviews_of
from enquiry.model.choices import Kind, State
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal

if TYPE_CHECKING:
    from enquiry.query.select import Selection

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


def standing(journal: Journal, calendar: Calendar, today: date, rules: Rules = USUAL) -> Standing:
    """Return where the journal stands: at most three matters, then the open cycles."""
    return Standing(
        today=today,
        year=calendar.year_of(today).label,
        year_word=calendar.words.year,
        week=calendar.week_of_year(today),
        matters=tuple(_matters(journal, calendar, today, rules))[:MOST_MATTERS],
        rows=tuple(row_of(cycle, journal) for cycle in journal.open),
        waiting=len(journal.waiting),
        empty=not journal.kept and not journal.waiting,
    )


def row_of(cycle: Cycle, journal: Journal) -> Row:
    """Return a cycle's line: its last day, and how many pieces of evidence and reflections it holds."""
    kinds = [entry.kind for entry in cycle.kept]
    current = cycle.number == journal.settings.current
    return Row(cycle, current, cycle.last_on, kinds.count(Kind.EVIDENCE), kinds.count(Kind.REFLECTION))


def listed(selection: "Selection", journal: Journal, *, closed: bool) -> tuple[Row, ...]:
    """Return the selected cycles a line each; closed ones only where they are asked for."""
    found = (found.cycle for found in selection.found)
    return tuple(row_of(cycle, journal) for cycle in found if closed or cycle.state is not State.CLOSED)


def _matters(journal: Journal, calendar: Calendar, today: date, rules: Rules) -> Iterator[Matter]:
    for cycle in sorted(journal.open, key=lambda cycle: cycle.next_look or date.max):
        if matter := _matter_of(cycle, calendar, today, rules):
            yield matter
    if count := len(journal.waiting):
        words = "A note waits in the inbox." if count == 1 else f"{count} notes wait in the inbox."
        yield Matter(words, "enquiry file")


def _matter_of(cycle: Cycle, calendar: Calendar, today: date, rules: Rules) -> Matter | None:
    """Return the one thing of a cycle that matters now: a look that is due, a silence, a follow-up to make."""
    ahead = look_ahead(cycle, calendar, today, rules)
    due = ahead if is_due(ahead, today) else None
    if due and due.was_set:
        return _to_review(cycle, f"you set it for {_day(due.on, today)}")
    if quiet_now(cycle, calendar, today) > rules.quiet:
        words = f"Nothing on cycle {cycle.number} since {_day(cycle.last_on, today)}; a line is enough."
        return Matter(words, f"enquiry evidence -c {cycle.number}", cycle.number)
    embed = embedding(cycle) if is_embedded(cycle) else None
    if due and embed:
        words = f"Cycle {cycle.number} was embedded on {spell(embed.happened_on)}; is it still happening?"
        return Matter(words, f"enquiry evidence -c {cycle.number} --stage follow-up", cycle.number)
    reviews = reviews_of(cycle)
    if due and not reviews:
        return _to_review(cycle, f"it began on {_day(cycle.began_on, today)} and has had none yet")
    if due:
        return _to_review(cycle, f"the last was on {_day(reviews[-1].happened_on, today)}")
    return None


def _day(day: date, today: date) -> str:
    """Return a day as it is spoken of: with its year where that is not this one."""
    return spell(day, year=day.year != today.year)


def _to_review(cycle: Cycle, reason: str) -> Matter:
    words = f"Cycle {cycle.number} is due a look; {reason}."
    return Matter(words, f"enquiry review -c {cycle.number}", cycle.number)
