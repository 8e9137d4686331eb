"""Where a journal stands today: what matters now, and the cycles a line each."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell
from enquiry.insight.pulse.next_look import describe_promise, is_look_due, plan_next_look
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.spread import count_quiet_days
from enquiry.model.choices import CycleState, EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal

if TYPE_CHECKING:
    from enquiry.query.select import Selection

MAX_NOTICES = 3


class StatusNotice(NamedTuple):
    """Something worth knowing now: in words, with the act that answers it, and the number of the cycle it is about."""

    words: str
    act: Act
    cycle: int | None = None


class CycleRow(NamedTuple):
    """A cycle in a line."""

    cycle: Cycle
    current: bool
    evidence: int
    reflections: int


class Status(NamedTuple):
    """Where a journal stands on a day; `guess` is what of the year's dates is a pattern (`Calendar.find_guess`)."""

    today: date
    year: str
    year_word: str
    week: int
    matters: tuple[StatusNotice, ...]
    rows: tuple[CycleRow, ...]
    waiting: int
    empty: bool
    guess: str = ""


def build_status(journal: Journal, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES) -> Status:
    """Return where the journal stands: at most three notices, then the open, paused and current cycles."""
    by_look = sorted(journal.kept, key=lambda c: (c.state is not CycleState.OPEN, c.next_look or date.max))
    notices = [one for cycle in by_look if (one := _find_cycle_notice(cycle, calendar, today, rules))]
    worked_on = (CycleState.OPEN, CycleState.PAUSED)
    on_top = [cycle for cycle in journal.kept if cycle.state in worked_on or cycle is journal.current]
    if count := len(journal.waiting):
        words = "A note waits in the inbox." if count == 1 else f"{count} notes wait in the inbox."
        notices.append(StatusNotice(words, Act(ActKind.FILE_NOTES)))
    year = calendar.find_year(today)
    return Status(
        today=today,
        year=year.label,
        year_word=calendar.words.year,
        week=calendar.compute_week_number(today),
        matters=tuple(notices)[:MAX_NOTICES],
        rows=tuple(build_cycle_row(cycle, journal) for cycle in on_top),
        waiting=len(journal.waiting),
        empty=not journal.kept and not journal.waiting,
        guess=calendar.find_guess(year),
    )


def build_cycle_row(cycle: Cycle, journal: Journal) -> CycleRow:
    """Return a cycle's line: its last day, and how many pieces of evidence and reflections it holds."""
    kinds = [entry.kind for entry in cycle.kept]
    current = cycle.id == journal.settings.current
    return CycleRow(cycle, current, kinds.count(EntryKind.EVIDENCE), kinds.count(EntryKind.REFLECTION))


def list_cycle_rows(selection: "Selection", journal: Journal, *, closed: bool) -> tuple[CycleRow, ...]:
    """Return the selected cycles a line each; closed ones only where they are asked for."""
    found = (found.cycle for found in selection.found)
    return tuple(build_cycle_row(cycle, journal) for cycle in found if closed or cycle.state is not CycleState.CLOSED)


def _find_cycle_notice(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules) -> StatusNotice | None:
    """Return the one thing of a cycle that matters now: a look that is due, a silence, a follow-up to make.

    Of one that is not open only the look that was promised matters, once its day has come.
    """

    def spell_day(day: date) -> str:
        return spell(day, year=day.year != today.year)

    what, number = ActKind.REVIEW, cycle.number
    ahead = plan_next_look(cycle, calendar, today, rules)
    due = ahead if is_look_due(ahead, today) else None
    if cycle.state is not CycleState.OPEN:
        return StatusNotice(*describe_promise(cycle, due), number) if due else None
    if due and due.was_set:
        words = f"Cycle {number} is due a look; you set it for {spell_day(due.on)}."
    elif count_quiet_days(cycle, calendar, today) > rules.quiet:
        what = ActKind.LOG_EVIDENCE
        words = f"Nothing on cycle {number} since {spell_day(cycle.last_on)}; a line is enough."
    elif not due:
        return None
    elif cycle.is_embedded and (embed := cycle.embedding_review):
        what = ActKind.LOG_FOLLOW_UP
        words = f"Cycle {number} was embedded on {spell(embed.happened_on)}; is it still happening?"
    elif cycle.reviews:
        words = f"Cycle {number} is due a look; the last was on {spell_day(cycle.reviews[-1].happened_on)}."
    else:
        words = f"Cycle {number} is due a look; it began on {spell_day(cycle.began_on)} and has had none yet."
    return StatusNotice(words, Act(what, number), number)
