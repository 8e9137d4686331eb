"""The journal itself: its file, its checksum, and what it holds."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from enquiry.dates.period import EARLIEST, LATEST, spell
from enquiry.insight.doctor.check import Check, damaged, fine, note, unseen, wrong
from enquiry.insight.doctor.observed import JournalSeen, Refused, Stage
from enquiry.insight.words import counted, joined
from enquiry.model.journal import Journal

AHEAD = timedelta(days=366)
_RESTORE = "enquiry restore shows the versions that were kept, and puts one in its place."
_SHOWN = 6

_KNOWN_DAMAGE = (
    *("it is empty", "nothing but zeros", "byte order mark", "UTF-16", "marks of a merge", "not UTF-8 text"),
    *("ends too early", "not JSON", "lists within lists", "not a journal of this program", "tables are not as"),
    *("no object of tables", "not laid out", "can't be read", "that no journal has", "a cycle that is not there"),
    *("twice", "without a question", "more than one row of settings", "an entry named", "a note named"),
)
"""The program's own words for damage: as much of an error as may be told to a stranger."""


def checks_of_journal(seen: JournalSeen, now: datetime, backups: int = 0) -> Iterator[Check]:
    """Yield the checks of the journal, the file first; what comes after a damaged one can't be seen."""
    if not seen.there and not seen.refused:
        yield _missing(seen, backups)
        return
    yield _file(seen)
    yield _until(seen, Stage.CHECKSUM, "every byte is as it was written")
    yield _until(seen, Stage.SCHEMA, "every row is what this program knows")
    yield _until(seen, Stage.IDS, "every id, number and name stands once")
    if seen.journal is None:
        yield from (unseen(name, "the journal could not be read so far") for name in ("links", "dates", "history"))
        return
    yield _links(seen.journal)
    yield _dates(seen.journal, now)
    yield _history(seen, now)


def _missing(seen: JournalSeen, backups: int) -> Check:
    if not backups:
        hint = 'Your first words make it: enquiry start "your question"'
        return note("file", f"there is no journal at {seen.path} yet", hint, told="there is no journal yet")
    told = f"the journal is gone, and {counted(backups, 'version')} of it {'is' if backups == 1 else 'are'} kept"
    return wrong("file", f"{told}: {seen.path}", _RESTORE, told=told)


def _file(seen: JournalSeen) -> Check:
    if seen.refused and seen.reached is Stage.FILE:
        told = f"the file can't be read ({seen.refused.kind})"
        return wrong("file", seen.refused.words, seen.refused.hint, told=told)
    if not seen.writable:
        words = "is marked as read-only, so that nothing can be written"
        return wrong("file", f"{seen.path} {words}", "Allow writing to it.", told=f"the journal {words}")
    told = _size(seen.size) + (f", written {_times(seen.writes)}" if seen.writes else "")
    link = f", a link to {seen.leads_to}" if seen.leads_to else ""
    return fine("file", f"{seen.path}{link}: {told}", f"{'a link: ' if link else ''}{told}")


def _until(seen: JournalSeen, stage: Stage, well: str) -> Check:
    """Return the check of one stage of reading: passed, refused here, or not come to."""
    order = list(Stage)
    if seen.refused and seen.reached is stage:
        return damaged(stage.value, seen.refused.words, seen.refused.hint, told=_damage_told(seen.refused))
    if seen.refused and order.index(seen.reached) < order.index(stage):
        return unseen(stage.value, "the journal could not be read so far")
    return fine(stage.value, well)


def _damage_told(refused: Refused) -> str:
    """Return what may be told of damage: its kind, words of the program's own, the place in the file."""
    words = refused.words
    known = [phrase for phrase in _KNOWN_DAMAGE if phrase in words]
    place = re.search(r"row \d+ of the table “(?:settings|cycles|entries|inbox|measures|history)”", words)
    version = re.search(r"is of format \d+", words)
    found = [*known, *(match[0] for match in (place, version) if match)]
    return ": ".join(filter(None, (refused.kind, ", ".join(found))))


def _links(journal: Journal) -> Check:
    numbers = {cycle.number for cycle in journal.cycles}
    names = {entry.name for cycle in journal.cycles for entry in cycle.entries}
    grew = [(f"cycle {c.number} grew from {c.grew_from}", c.grew_from) for c in journal.cycles if c.grew_from]
    tied = [(f"cycle {c.number} is tied to {k.cycle}", k.cycle) for c in journal.cycles for k in c.links if k.cycle]
    astray = [words for words, number in (*grew, *tied) if number not in numbers]
    astray += [f"{n.name} is filed as {n.filed_as}" for n in journal.inbox if n.filed_as and n.filed_as not in names]
    if not astray and journal.settings.current and journal.current is None:
        words = f"the current cycle, {journal.settings.current}, is not there or was removed"
        return note("links", words, "Name another: enquiry use 7")
    if astray:
        told = f"{counted(len(astray), 'link leads', 'links lead')} to what is not there"
        remedy = "Nothing you wrote is lost by it. Importing the journal that holds it mends the link."
        return wrong("links", f"{told}: {joined(astray[:_SHOWN])}{_and_more(astray)}", remedy, told=told)
    return fine("links", "every link leads to what is there")


def _dates(journal: Journal, now: datetime) -> Check:
    days = list(_days(journal))
    outside = [name for name, day in days if not EARLIEST <= day <= LATEST]
    if outside:
        told = f"{counted(len(outside), 'thing is', 'things are')} dated outside 1950 to 2100"
        remedy = f"Look at it, and give it another day: enquiry show {outside[0]}"
        return wrong("dates", f"{told}: {joined(outside[:_SHOWN])}{_and_more(outside)}", remedy, told=told)
    far = [name for name, day in days if day > now.date() + AHEAD]
    if far:
        told = f"{counted(len(far), 'thing is', 'things are')} dated more than a year ahead"
        remedy = f"Look whether it is a slip: enquiry show {far[0]}"
        return note("dates", f"{told}: {joined(far[:_SHOWN])}{_and_more(far)}", remedy, told=told)
    early = [name for name, moment in _moments(journal) if moment > now + timedelta(days=1)]
    if early:
        told = f"{counted(len(early), 'thing was', 'things were')} written later than it is now: a clock was wrong"
        return note("dates", told, "Look at this machine's clock. The days you named are as you named them.")
    if not days:
        return fine("dates", "there is nothing dated yet")
    first, last = min(day for _, day in days), max(day for _, day in days)
    told = "every day lies between 1950 and 2100"
    return fine("dates", f"{spell(first)} to {spell(last)}", told)


def _days(journal: Journal) -> Iterator[tuple[str, date]]:
    for cycle in journal.cycles:
        yield from ((str(cycle.number), question.on) for question in cycle.questions)
        yield from ((str(cycle.number), turn.on) for turn in cycle.turns)
        yield from ((str(cycle.number), sign.on) for sign in cycle.success)
        yield from ((entry.name, entry.happened_on) for entry in cycle.entries)
    yield from ((note.name, note.happened_on) for note in journal.inbox)


def _moments(journal: Journal) -> Iterator[tuple[str, datetime]]:
    yield from ((str(cycle.number), cycle.recorded_at) for cycle in journal.cycles)
    yield from ((entry.name, entry.recorded_at) for cycle in journal.cycles for entry in cycle.entries)
    yield from ((note.name, note.recorded_at) for note in journal.inbox)


def _history(seen: JournalSeen, now: datetime) -> Check:
    if seen.steps_refused:
        told = "a step of the history can't be read; what is written now is whole"
        return wrong("history", seen.steps_refused.words, _RESTORE, told=told)
    if not seen.steps:
        return fine("history", "there is no step yet")
    told = counted(len(seen.steps), "step")
    if max(seen.steps) > now + timedelta(days=1):
        words = f"{told}, the latest of a day to come: a clock was wrong"
        return note("history", words, "Look at this machine's clock.")
    if any(later < earlier for earlier, later in zip(seen.steps, seen.steps[1:], strict=False)):
        words = f"{told}; between two of them the clock went back, which changes nothing in their order"
        return note("history", words)
    return fine("history", f"{told} since {spell(seen.steps[0].date())}", told)


def _and_more(names: list[str]) -> str:
    return f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""


def _size(size: int) -> str:
    return f"{size} bytes" if size < 1000 else f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
