"""The doctor's checks as values, and those of what a journal holds. What is looked at on disk is in `cli.doctor`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import pairwise

import msgspec

from enquiry.acts import Act, ActKind, Hint
from enquiry.dates.period import spell
from enquiry.insight.comments.beneath import get_about
from enquiry.insight.pulse.reminders import list_due_deletions
from enquiry.model.checks.breaches import iterate_breaches
from enquiry.model.journal import Journal
from enquiry.words import choose_form, format_count, join_words


class CheckState(StrEnum):
    """How a thing is. A *note* is worth knowing and nothing is wrong; *unseen* could not be looked at."""

    FINE = "fine"
    NOTE = "note"
    UNSEEN = "unseen"
    WRONG = "wrong"
    DAMAGED = "damaged"


class Fix(StrEnum):
    """What `doctor --fix` may do: nothing in a journal's words can be harmed by it."""

    BACKUP = "backup"
    OWNER_ONLY = "owner only"
    LEFTOVERS = "leftovers"


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at.

    `reason` says how it is to the journal's owner, with names and paths. `told` says the same to a stranger: it is made
    of the program's own words and of numbers alone, never of what a person wrote or of where files lie.
    """

    name: str
    state: CheckState
    reason: str
    told: str
    remedy: str | Hint = ""
    mend: Fix | None = None


class Checkup(msgspec.Struct, frozen=True):
    """All checks, in the order in which they are shown, by the groups they belong to."""

    groups: tuple[tuple[str, tuple[Check, ...]], ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks without their groups."""
        return tuple(check for _, checks in self.groups for check in checks)

    @property
    def wrong(self) -> tuple[Check, ...]:
        """What is wrong, damage included."""
        return tuple(check for check in self.checks if check.state in (CheckState.WRONG, CheckState.DAMAGED))

    @property
    def is_damaged(self) -> bool:
        """Whether the journal can't be used as it is."""
        return any(check.state is CheckState.DAMAGED for check in self.checks)

    @property
    def mendable(self) -> tuple[Fix, ...]:
        """What `--fix` would do, each once."""
        return tuple(dict.fromkeys(check.mend for check in self.checks if check.mend))


def _report(
    state: CheckState, name: str, reason: str, remedy: str | Hint = "", *, told: str = "", mend: Fix | None = None
) -> Check:
    """Return a check; `told` is needed where the reason names something of the owner's."""
    return Check(name=name, state=state, reason=reason, told=told or reason, remedy=remedy, mend=mend)


report_fine = partial(_report, CheckState.FINE)
report_note = partial(_report, CheckState.NOTE)
report_unseen = partial(_report, CheckState.UNSEEN)
report_wrong = partial(_report, CheckState.WRONG)
report_damaged = partial(_report, CheckState.DAMAGED)


FAR_AHEAD = timedelta(days=366)
ONE_DAY = timedelta(days=1)
MAX_NAMED = 6


def check_links(journal: Journal) -> Check:
    """Return the check of every reference from one record to another."""
    cycles, names = journal.cycles_by_id, journal.names
    grew = [(f"cycle {c.number} grew from {c.grew_from}", c.grew_from) for c in journal.cycles if c.grew_from]
    tied = [(f"cycle {c.number} is tied to {k.cycle}", k.cycle) for c in journal.cycles for k in c.links if k.cycle]
    astray = [words for words, one in (*grew, *tied) if one not in cycles]
    astray += [f"{n.name} is filed as {n.filed_as}" for n in journal.inbox if n.filed_as and n.filed_as not in names]
    spoken_of = ((entry.name, get_about(entry)) for entry in journal.iterate_entries())
    astray += [f"{name} is about {one}" for name, one in spoken_of if one and one not in names]
    astray += [f"{b.name} rests on {one}" for b in journal.beliefs for one in b.entries if one not in names]
    if astray:
        told = f"{format_count(len(astray), 'link leads', 'links lead')} to what is not there"
        remedy = "Nothing you wrote is lost by it. Importing the journal that holds it mends the link."
        return report_wrong("links", f"{told}: {_join_first(astray)}", remedy, told=told)
    if journal.settings.current and journal.current is None:
        words = f"the current cycle, {journal.get_name(journal.settings.current)}, is not there or was removed"
        return report_note("links", words, Hint("Name another: {}", Act(ActKind.USE_CYCLE)))
    return report_fine("links", "every link leads to what is there")


def check_values(journal: Journal) -> Check:
    """Return the check of every value against the rules for what may come in, and of cycles that grew in a circle."""
    if breaches := list(iterate_breaches(journal)):
        told = f"{format_count(len(breaches), 'value is', 'values are')} not as a command would take them"
        named = next((breach.where.rpartition(" ")[2] for breach in breaches if breach.is_item), "")
        remedy = Hint("Look at it, and mend it with edit: {}", Act(ActKind.SHOW_ITEM, item=named)) if named else ""
        return report_wrong("values", f"{told}: {_join_first([b.sentence for b in breaches])}", remedy, told=told)
    return report_fine("values", "every day, number, text and id is as a command takes it")


def check_dates(journal: Journal, now: datetime) -> Check:
    """Return the check of every day that something happened on, and every moment it was recorded at."""
    days = list[tuple[str, date]]()  # removed records included
    for cycle in journal.cycles:
        dated = (cycle.questions, cycle.turns, cycle.success)
        days += [(str(cycle.number), one.on) for several in dated for one in several]
        days += [(entry.name, entry.happened_on) for entry in cycle.entries]
    days += [(note.name, note.happened_on) for note in journal.inbox]
    days += [(one.name, version.on) for one in journal.beliefs for version in one.versions]
    days += [(one.name, support.on) for one in journal.beliefs for support in one.supports]
    if far := [name for name, day in days if day > now.date() + FAR_AHEAD]:
        told = f"{format_count(len(far), 'thing is', 'things are')} dated more than a year ahead"
        hint = Hint("Look whether it is a slip: {}", Act(ActKind.SHOW_ITEM, item=far[0]))
        return report_note("dates", f"{told}: {_join_first(far)}", hint, told=told)
    records = (*journal.cycles, *(entry for cycle in journal.cycles for entry in cycle.entries), *journal.lone)
    if early := sum(record.recorded_at > now + ONE_DAY for record in records):
        told = f"{format_count(early, 'thing was', 'things were')} written later than it is now: a clock was wrong"
        return report_note("dates", told, "Look at this machine's clock. The days you named are as you named them.")
    if not days:
        return report_fine("dates", "there is nothing dated yet")
    first, last = min(day for _, day in days), max(day for _, day in days)
    return report_fine("dates", f"{spell(first)} to {spell(last)}", told="no day lies far ahead")


def check_deletions(journal: Journal, today: date) -> Check:
    """Return the check of the days by which what cycles gathered was to be deleted."""
    if due := list_due_deletions(journal.kept, today, ahead=timedelta()):
        have = choose_form(len(due), "has", "have")
        told = f"{format_count(len(due), 'day')} by which what was gathered was to be deleted {have} come"
        words = f"{told}: {_join_first([f'cycle {cycle.number}' for cycle in due])}"
        settled = Act(ActKind.SETTLE_DELETION, due[0].number, item=str(due[0].number))
        return report_note("deletion", words, Hint("Where it is deleted: {}", settled), told=told)
    return report_fine("deletion", "nothing that was gathered is kept beyond the day that was promised")


def _join_first(names: list[str]) -> str:
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return f"{join_words(names[:MAX_NAMED])}{more}"


def check_history(steps: Sequence[datetime], now: datetime, flaw: str = "") -> Check:
    """Return the check of the moments at which the steps of the history were made, in their order, and of its flaw."""
    if flaw:
        remedy = Hint("What is written now is whole. {} shows earlier versions.", Act(ActKind.SHOW_BACKUPS))
        return report_wrong("history", f"it holds {flaw}", remedy, told="a step stands twice, or out of order")
    if not steps:
        return report_fine("history", "there is no step yet")
    told = format_count(len(steps), "step")
    if max(steps) > now + ONE_DAY:
        words = f"{told}, the latest of a day to come: a clock was wrong"
        return report_note("history", words, "Look at this machine's clock.")
    if any(later < earlier for earlier, later in pairwise(steps)):
        words = f"{told}; between two of them the clock went back, which changes nothing in their order"
        return report_note("history", words)
    return report_fine("history", f"{told} since {spell(steps[0].date())}", told=told)
