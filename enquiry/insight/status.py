"""Where a journal stands today: what matters now, and the cycles a line each."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell
from enquiry.insight.pulse.gaps import count_quiet_days
from enquiry.insight.pulse.next_look import is_look_due, plan_next_look
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.snapshot import find_embedding_review, is_embedded, list_reviews
from enquiry.model.choices import CycleState, EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal

if TYPE_CHECKING:
    from enquiry.query.select import Selection

MAX_NOTICES = 3


class StatusNotice(NamedTuple):
    """Something worth knowing now: in words, with the command that answers it."""

    words: str
    command: str
    cycle: int | None = None


class CycleRow(NamedTuple):
    """A cycle in a line."""

    cycle: Cycle
    current: bool
    last_on: date
    evidence: int
    reflections: int


class Status(NamedTuple):
    """Where a journal stands on a day."""

    today: date
    year: str
    year_word: str
    week: int
    matters: tuple[StatusNotice, ...]
    rows: tuple[CycleRow, ...]
    waiting: int
    empty: bool


def build_status(journal: Journal, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES) -> Status:
    """Return where the journal stands: at most three matters, then the open cycles."""
    return Status(
        today=today,
        year=calendar.find_year(today).label,
        year_word=calendar.words.year,
        week=calendar.compute_week_number(today),
        matters=tuple(_list_notices(journal, calendar, today, rules))[:MAX_NOTICES],
        rows=tuple(build_cycle_row(cycle, journal) for cycle in journal.open),
        waiting=len(journal.waiting),
        empty=not journal.kept and not journal.waiting,
    )


def build_cycle_row(cycle: Cycle, journal: Journal) -> CycleRow:
    """Return a cycle's line: its last day, and how many pieces of evidence and reflections it holds."""
    kinds = [entry.kind for entry in cycle.kept]
    current = cycle.id == journal.settings.current
    return CycleRow(cycle, current, cycle.last_on, kinds.count(EntryKind.EVIDENCE), kinds.count(EntryKind.REFLECTION))


def list_cycle_rows(selection: "Selection", journal: Journal, *, closed: bool) -> tuple[CycleRow, ...]:
    """Return the selected cycles a line each; closed ones only where they are asked for."""
    found = (found.cycle for found in selection.found)
    return tuple(build_cycle_row(cycle, journal) for cycle in found if closed or cycle.state is not CycleState.CLOSED)


def _list_notices(journal: Journal, calendar: Calendar, today: date, rules: PulseRules) -> Iterator[StatusNotice]:
    for cycle in sorted(journal.open, key=lambda cycle: cycle.next_look or date.max):
        if matter := _find_cycle_notice(cycle, calendar, today, rules):
            yield matter
    if count := len(journal.waiting):
        words = "A note waits in the inbox." if count == 1 else f"{count} notes wait in the inbox."
        yield StatusNotice(words, "enquiry file")


def _find_cycle_notice(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules) -> StatusNotice | None:
    """Return the one thing of a cycle that matters now: a look that is due, a silence, a follow-up to make."""
    ahead = plan_next_look(cycle, calendar, today, rules)
    due = ahead if is_look_due(ahead, today) else None
    if due and due.was_set:
        return _build_review_notice(cycle, f"you set it for {_format_notice_day(due.on, today)}")
    if count_quiet_days(cycle, calendar, today) > rules.quiet:
        words = f"Nothing on cycle {cycle.number} since {_format_notice_day(cycle.last_on, today)}; a line is enough."
        return StatusNotice(words, f"enquiry evidence -c {cycle.number}", cycle.number)
    embed = find_embedding_review(cycle) if is_embedded(cycle) else None
    if due and embed:
        words = f"Cycle {cycle.number} was embedded on {spell(embed.happened_on)}; is it still happening?"
        return StatusNotice(words, f"enquiry evidence -c {cycle.number} --stage follow-up", cycle.number)
    reviews = list_reviews(cycle)
    if due and not reviews:
        return _build_review_notice(
            cycle, f"it began on {_format_notice_day(cycle.began_on, today)} and has had none yet"
        )
    if due:
        return _build_review_notice(cycle, f"the last was on {_format_notice_day(reviews[-1].happened_on, today)}")
    return None


def _format_notice_day(day: date, today: date) -> str:
    """Return a day as it is spoken of: with its year where that is not this one."""
    return spell(day, year=day.year != today.year)


def _build_review_notice(cycle: Cycle, reason: str) -> StatusNotice:
    words = f"Cycle {cycle.number} is due a look; {reason}."
    return StatusNotice(words, f"enquiry review -c {cycle.number}", cycle.number)
