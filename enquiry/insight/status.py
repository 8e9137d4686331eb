"""Where a journal stands today: what matters now, and the cycles a line each."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell, spell_short
from enquiry.insight.pulse.next_look import describe_promise, is_look_due, plan_next_look
from enquiry.insight.pulse.reminders import describe_deletion, list_due_deletions
from enquiry.insight.pulse.spread import find_latest_silence
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import CycleState, EntryKind, PlanState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Reflection, Review
from enquiry.model.groups import is_learning_leader
from enquiry.model.journal import Journal
from enquiry.words import format_count

if TYPE_CHECKING:
    from enquiry.query.select import Selection

MAX_NOTICES = 3

AHEAD = 7
"""Days before its own on which a plan is first told."""

MAX_PLAN = 60
"""Characters of a plan that are told."""


class StatusNotice(NamedTuple):
    """Something worth knowing now: in words, with the act that answers it, and the number of the cycle it is about."""

    words: str
    act: Act
    cycle: int | None = None


class CycleRow(NamedTuple):
    """A cycle in a line; on the home page with what is due of it, in words, and the text of what was last thought."""

    cycle: Cycle
    current: bool
    evidence: int
    reflections: int
    due: str = ""
    thought: str = ""


class AsideCycle(NamedTuple):
    """A cycle that nothing is asked of now: *paused* or *resting* since a day, or *promised* a look on one to come.

    `until` is the day on which a paused one is to be taken up again, where one was set.
    """

    cycle: Cycle
    state: str
    on: date
    until: date | None = None


class Status(NamedTuple):
    """Where a journal stands on a day; `guess` is what of the year's dates is a pattern (`Calendar.find_guess`).

    `rows` are the open cycles, and the current one whatever its state. `sample` names the sample journal it is, if any.
    """

    today: date
    year: str
    year_word: str
    week: int
    matters: tuple[StatusNotice, ...]
    rows: tuple[CycleRow, ...]
    waiting: int
    empty: bool
    guess: str = ""
    aside: tuple[AsideCycle, ...] = ()
    sample: str = ""


def build_status(journal: Journal, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES) -> Status:
    """Return where the journal stands: at most three notices, then the open cycles and the current one."""
    by_look = sorted(journal.kept, key=lambda c: (c.state is not CycleState.OPEN, c.next_look or date.max))
    notices = chain(
        _list_leader_notices(journal, calendar, today, rules),
        _list_deletion_notices(journal, today),
        islice(_list_plan_notices(journal, today), 2),
        filter(None, (_find_cycle_notice(cycle, calendar, today, rules) for cycle in by_look)),
        _list_inbox_notices(journal),
    )
    year, current = calendar.find_year(today), journal.current
    shown = [*journal.open, *([current] if current and current.state is not CycleState.OPEN else [])]
    return Status(
        today=today,
        year=year.label,
        year_word=calendar.words.year,
        week=calendar.compute_week_number(today),
        matters=tuple(islice(notices, MAX_NOTICES)),
        rows=tuple(build_home_row(cycle, journal, calendar, today, rules) for cycle in shown),
        waiting=len(journal.waiting),
        empty=not journal.kept and not journal.waiting,
        guess=calendar.find_guess(year),
        aside=tuple(list_aside_cycles(journal, calendar, today, rules)),
    )


def build_home_row(cycle: Cycle, journal: Journal, calendar: Calendar, today: date, rules: PulseRules) -> CycleRow:
    """Return a cycle's line with what is due of it and what was last thought: its last reflection or review with words.

    Where there is none yet, the last words written in it stand there.
    """
    ahead, due = plan_next_look(cycle, calendar, today, rules), ""
    if ahead and is_look_due(ahead, today):
        followed = cycle.is_embedded and not (ahead.was_set and cycle.state is CycleState.OPEN)
        what = "a follow-up is due" if followed else "due a look"
        if cycle.state in (CycleState.PAUSED, CycleState.RESTING):
            what = "to be taken up again"
        since = spell_short(ahead.due_on, year=ahead.due_on.year != today.year)
        due = what if ahead.due_on == today else f"{what} since {since}"
    elif (silence := find_latest_silence([cycle], calendar, today)).teaching_days > rules.quiet:
        due = f"quiet for {silence.format_length()}"
    words = [entry for entry in reversed(cycle.kept) if entry.text]
    thoughts = (entry.text for entry in words if isinstance(entry, Reflection | Review))
    thought = next(thoughts, words[0].text if words else "")
    return build_cycle_row(cycle, journal)._replace(due=due, thought=thought)


def list_aside_cycles(journal: Journal, calendar: Calendar, today: date, rules: PulseRules) -> Iterator[AsideCycle]:
    """Yield the paused and resting cycles with the day since when, then the embedded ones with their next look."""
    set_aside = (CycleState.PAUSED, CycleState.RESTING)
    found = (cycle for cycle in journal.kept if cycle.state in set_aside or cycle.is_embedded)
    looks = [(cycle, plan_next_look(cycle, calendar, today, rules)) for cycle in found]
    for cycle, ahead in looks:
        if cycle.state in set_aside:
            since = max([cycle.began_on, *(span.on for span in cycle.spans)])
            yield AsideCycle(cycle, cycle.state.value, since, ahead and ahead.due_on)
    for cycle, ahead in looks:
        if cycle.is_embedded and ahead and not is_look_due(ahead, today):
            yield AsideCycle(cycle, "promised", ahead.due_on)


def build_copy_notice(name: str, unseen: int | None) -> StatusNotice:
    """Return the notice that a copy of the journal lies beside it, by its file's name.

    `unseen` is how many steps it holds that the journal lacks, or None where it can't be read.
    """
    if unseen is None:
        return StatusNotice(f"A second copy of this journal lies beside it: “{name}”.", Act(ActKind.CHECK_JOURNAL))
    holds = f"holds {format_count(unseen, 'step')} more" if unseen else "is a second copy of it, with nothing more"
    return StatusNotice(f"“{name}” beside the journal {holds}.", Act(ActKind.MERGE))


def find_clash_notice(journal: Journal) -> StatusNotice | None:
    """Return the notice of what two machines wrote otherwise in one place, until it is settled."""
    clashing = [cycle for cycle in journal.kept if any(one.otherwise for one in cycle.entries)]
    names = [
        *(str(cycle.number) for cycle in journal.kept if cycle.otherwise),
        *(entry.name for cycle in clashing for entry in cycle.kept if entry.otherwise),
        *(one.name for one in journal.lone if one.otherwise and not one.removed),
        *(measure.name for measure in journal.known_measures if measure.otherwise),
    ]
    if not names:
        return None
    words = f"Two machines wrote differently in {'cycle ' if names[0].isdecimal() else ''}{names[0]}"
    if len(names) == 1:
        return StatusNotice(f"{words}.", Act(ActKind.SETTLE, item=names[0]))
    return StatusNotice(f"{words} and {format_count(len(names) - 1, 'other place')}.", Act(ActKind.SETTLE_ALL))


def build_cycle_row(cycle: Cycle, journal: Journal) -> CycleRow:
    """Return a cycle's line: its last day, and how many pieces of evidence and reflections it holds."""
    kinds = [entry.kind for entry in cycle.kept]
    current = cycle.id == journal.settings.current
    return CycleRow(cycle, current, kinds.count(EntryKind.EVIDENCE), kinds.count(EntryKind.REFLECTION))


def list_cycle_rows(selection: "Selection", journal: Journal, *, closed: bool) -> tuple[CycleRow, ...]:
    """Return the selected cycles a line each; closed ones only where they are asked for."""
    found = (found.cycle for found in selection.found)
    return tuple(build_cycle_row(cycle, journal) for cycle in found if closed or cycle.state is not CycleState.CLOSED)


def _list_leader_notices(
    journal: Journal, calendar: Calendar, today: date, rules: PulseRules
) -> Iterator[StatusNotice]:
    """Yield what somebody who leads the learning of others is asked first: how their own enquiry goes.

    It is asked where none of theirs is open, or where nothing was written in one for a week and nothing else is said
    of it.
    """
    if not is_learning_leader(journal.settings.role):
        return
    own = journal.current if journal.current in journal.open else next(iter(journal.open), None)
    if own is None and not journal.kept:
        return
    if own is None:
        words = "Your own enquiry first: none is open. What are you learning yourself?"
        yield StatusNotice(words, Act(ActKind.ASK_QUESTION))
    elif own.last_on <= today - timedelta(days=AHEAD) and not _find_cycle_notice(own, calendar, today, rules):
        since = spell(own.last_on, year=own.last_on.year != today.year)
        words = f"Your own enquiry first: what have you learned in {own.number} since {since}?"
        yield StatusNotice(words, Act(ActKind.SHOW_LEADING, own.number), own.number)


def _list_plan_notices(journal: Journal, today: date) -> Iterator[StatusNotice]:
    """Yield what is planned in an open cycle for the days up to a week from today, the earliest first."""
    plans = [(plan, cycle) for cycle in journal.open for plan in cycle.plans if plan.plan is not PlanState.DROPPED]
    for plan, cycle in sorted(plans, key=lambda pair: pair[0].plan_for or date.max):
        if plan.plan_for and plan.plan_for <= today + timedelta(days=AHEAD):
            text = " ".join(plan.text.split())
            short = text if len(text) <= MAX_PLAN else f"{text[: MAX_PLAN - 1].rstrip()}…"
            words = f"Planned for {spell(plan.plan_for, weekday=True)} in cycle {cycle.number}: {short}"
            yield StatusNotice(words, Act(ActKind.SETTLE_PLAN, cycle.number, item=plan.name), cycle.number)


def _list_deletion_notices(journal: Journal, today: date) -> Iterator[StatusNotice]:
    """Yield one notice of what is to be deleted, about the cycle whose day comes first; how many more there are."""
    if due := list_due_deletions(journal.kept, today):
        more = f" The same for {format_count(len(due) - 1, 'other cycle')}." if len(due) > 1 else ""
        act = Act(ActKind.SETTLE_DELETION, due[0].number, item=str(due[0].number))
        yield StatusNotice(f"{describe_deletion(due[0], today)} Is it?{more}", act, due[0].number)


def _list_inbox_notices(journal: Journal) -> Iterator[StatusNotice]:
    if count := len(journal.waiting):
        words = "A note waits in the inbox." if count == 1 else f"{count} notes wait in the inbox."
        yield StatusNotice(words, Act(ActKind.FILE_NOTES))


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
    elif find_latest_silence([cycle], calendar, today).teaching_days > rules.quiet:
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
