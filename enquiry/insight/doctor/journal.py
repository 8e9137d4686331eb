"""The journal itself: its file, its checksum, and what it holds."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from enquiry.dates.period import EARLIEST, LATEST, spell
from enquiry.insight.doctor.check import Check, report_damaged, report_fine, report_note, report_unseen, report_wrong
from enquiry.insight.doctor.observed import ObservedFailure, ObservedJournal, ReadStage
from enquiry.insight.words import format_count, join_words
from enquiry.model.journal import Journal

FAR_AHEAD = timedelta(days=366)
_RESTORE_HINT = "enquiry restore shows the versions that were kept, and puts one in its place."
_MAX_SHOWN = 6

_KNOWN_DAMAGE = (
    *("it is empty", "nothing but zeros", "byte order mark", "UTF-16", "marks of a merge", "not UTF-8 text"),
    *("ends too early", "not JSON", "lists within lists", "not a journal of this program", "tables are not as"),
    *("no object of tables", "not laid out", "can't be read", "that no journal has", "a cycle that is not there"),
    *("twice", "without a question", "more than one row of settings", "an entry named", "a note named"),
)
"""The program's own words for damage: as much of an error as may be told to a stranger."""


def check_journal(seen: ObservedJournal, now: datetime, backups: int = 0) -> Iterator[Check]:
    """Yield the checks of the journal, the file first; what comes after a damaged one can't be seen."""
    if not seen.there and not seen.refused:
        yield _report_missing(seen, backups)
        return
    yield _check_file(seen)
    yield _check_stage(seen, ReadStage.CHECKSUM, "every byte is as it was written")
    yield _check_stage(seen, ReadStage.SCHEMA, "every row is what this program knows")
    yield _check_stage(seen, ReadStage.IDS, "every id, number and name stands once")
    if seen.journal is None:
        yield from (
            report_unseen(name, "the journal could not be read so far") for name in ("links", "dates", "history")
        )
        return
    yield _check_links(seen.journal)
    yield _check_dates(seen.journal, now)
    yield _check_history(seen, now)


def _report_missing(seen: ObservedJournal, backups: int) -> Check:
    if not backups:
        hint = 'Your first words make it: enquiry start "your question"'
        return report_note("file", f"there is no journal at {seen.path} yet", hint, told="there is no journal yet")
    told = f"the journal is gone, and {format_count(backups, 'version')} of it {'is' if backups == 1 else 'are'} kept"
    return report_wrong("file", f"{told}: {seen.path}", _RESTORE_HINT, told=told)


def _check_file(seen: ObservedJournal) -> Check:
    if seen.refused and seen.reached is ReadStage.FILE:
        told = f"the file can't be read ({seen.refused.kind})"
        return report_wrong("file", seen.refused.words, seen.refused.hint, told=told)
    if not seen.writable:
        words = "is marked as read-only, so that nothing can be written"
        return report_wrong("file", f"{seen.path} {words}", "Allow writing to it.", told=f"the journal {words}")
    told = _format_size(seen.size) + (f", written {_times(seen.writes)}" if seen.writes else "")
    link = f", a link to {seen.leads_to}" if seen.leads_to else ""
    return report_fine("file", f"{seen.path}{link}: {told}", f"{'a link: ' if link else ''}{told}")


def _check_stage(seen: ObservedJournal, stage: ReadStage, well: str) -> Check:
    """Return the check of one stage of reading: passed, refused here, or not come to."""
    order = list(ReadStage)
    if seen.refused and seen.reached is stage:
        return report_damaged(stage.value, seen.refused.words, seen.refused.hint, told=_describe_damage(seen.refused))
    if seen.refused and order.index(seen.reached) < order.index(stage):
        return report_unseen(stage.value, "the journal could not be read so far")
    return report_fine(stage.value, well)


def _describe_damage(refused: ObservedFailure) -> str:
    """Return what may be told of damage: its kind, words of the program's own, the place in the file."""
    words = refused.words
    known = [phrase for phrase in _KNOWN_DAMAGE if phrase in words]
    place = re.search(r"row \d+ of the table “(?:settings|cycles|entries|inbox|measures|history)”", words)
    version = re.search(r"is of format \d+", words)
    found = [*known, *(match[0] for match in (place, version) if match)]
    return ": ".join(filter(None, (refused.kind, ", ".join(found))))


def _check_links(journal: Journal) -> Check:
    cycles, names = journal.cycles_by_id, journal.names
    grew = [(f"cycle {c.number} grew from {c.grew_from}", c.grew_from) for c in journal.cycles if c.grew_from]
    tied = [(f"cycle {c.number} is tied to {k.cycle}", k.cycle) for c in journal.cycles for k in c.links if k.cycle]
    astray = [words for words, one in (*grew, *tied) if one not in cycles]
    astray += [f"{n.name} is filed as {n.filed_as}" for n in journal.inbox if n.filed_as and n.filed_as not in names]
    if not astray and journal.settings.current and journal.current is None:
        words = f"the current cycle, {journal.settings.current}, is not there or was removed"
        return report_note("links", words, "Name another: enquiry use 7")
    if astray:
        told = f"{format_count(len(astray), 'link leads', 'links lead')} to what is not there"
        remedy = "Nothing you wrote is lost by it. Importing the journal that holds it mends the link."
        return report_wrong(
            "links", f"{told}: {join_words(astray[:_MAX_SHOWN])}{_format_rest(astray)}", remedy, told=told
        )
    return report_fine("links", "every link leads to what is there")


def _check_dates(journal: Journal, now: datetime) -> Check:
    days = list(_list_days(journal))
    outside = [name for name, day in days if not EARLIEST <= day <= LATEST]
    if outside:
        told = f"{format_count(len(outside), 'thing is', 'things are')} dated outside 1950 to 2100"
        remedy = f"Look at it, and give it another day: enquiry show {outside[0]}"
        return report_wrong(
            "dates", f"{told}: {join_words(outside[:_MAX_SHOWN])}{_format_rest(outside)}", remedy, told=told
        )
    far = [name for name, day in days if day > now.date() + FAR_AHEAD]
    if far:
        told = f"{format_count(len(far), 'thing is', 'things are')} dated more than a year ahead"
        remedy = f"Look whether it is a slip: enquiry show {far[0]}"
        return report_note("dates", f"{told}: {join_words(far[:_MAX_SHOWN])}{_format_rest(far)}", remedy, told=told)
    early = [name for name, moment in _list_moments(journal) if moment > now + timedelta(days=1)]
    if early:
        told = f"{format_count(len(early), 'thing was', 'things were')} written later than it is now: a clock was wrong"
        return report_note("dates", told, "Look at this machine's clock. The days you named are as you named them.")
    if not days:
        return report_fine("dates", "there is nothing dated yet")
    first, last = min(day for _, day in days), max(day for _, day in days)
    told = "every day lies between 1950 and 2100"
    return report_fine("dates", f"{spell(first)} to {spell(last)}", told)


def _list_days(journal: Journal) -> Iterator[tuple[str, date]]:
    for cycle in journal.cycles:
        yield from ((str(cycle.number), question.on) for question in cycle.questions)
        yield from ((str(cycle.number), turn.on) for turn in cycle.turns)
        yield from ((str(cycle.number), sign.on) for sign in cycle.success)
        yield from ((entry.name, entry.happened_on) for entry in cycle.entries)
    yield from ((note.name, note.happened_on) for note in journal.inbox)


def _list_moments(journal: Journal) -> Iterator[tuple[str, datetime]]:
    yield from ((str(cycle.number), cycle.recorded_at) for cycle in journal.cycles)
    yield from ((entry.name, entry.recorded_at) for cycle in journal.cycles for entry in cycle.entries)
    yield from ((note.name, note.recorded_at) for note in journal.inbox)


def _check_history(seen: ObservedJournal, now: datetime) -> Check:
    if seen.steps_refused:
        told = "a step of the history can't be read; what is written now is whole"
        return report_wrong("history", seen.steps_refused.words, _RESTORE_HINT, told=told)
    if not seen.steps:
        return report_fine("history", "there is no step yet")
    told = format_count(len(seen.steps), "step")
    if max(seen.steps) > now + timedelta(days=1):
        words = f"{told}, the latest of a day to come: a clock was wrong"
        return report_note("history", words, "Look at this machine's clock.")
    if any(later < earlier for earlier, later in zip(seen.steps, seen.steps[1:], strict=False)):
        words = f"{told}; between two of them the clock went back, which changes nothing in their order"
        return report_note("history", words)
    return report_fine("history", f"{told} since {spell(seen.steps[0].date())}", told)


def _format_rest(names: list[str]) -> str:
    return f" and {len(names) - _MAX_SHOWN} more" if len(names) > _MAX_SHOWN else ""


def _format_size(size: int) -> str:
    return f"{size} bytes" if size < 1000 else f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
