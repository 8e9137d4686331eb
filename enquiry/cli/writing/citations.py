"""Readings taken from a BibTeX file: all of them in one change, or none."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from enquiry.answers.journal import Object, entry_object
from enquiry.cli.session import Session
from enquiry.cli.terminal import read_all
from enquiry.cli.writing.entries import Given, chosen, common_fields, say_new_tags, title
from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_read import Found, readings_in
from enquiry.exchange.importing.journal import bytes_of
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Reading, doi_from
from enquiry.model.journal import Journal

CITED = ("text", "authors", "year", "title", "where", "doi", "url", "fit", "doubt")


def take_readings(
    session: Session, path: Path, given: Given, own: Mapping[str, Any], words: list[str] | None, *, dry_run: bool
) -> None:
    """Add the readings in a BibTeX file to a cycle; with `dry_run` show what would be added.

    `own` are the fields given as options and `words` the claim; they take the place of what the file says of its one
    reading. Raises UsageMistake where the file holds several, and what `readings_in` raises.
    """
    found = _in_file(path, session)
    own = {name: value for name, value in own.items() if value is not None}
    if (own or words) and len(found) > 1:
        what = "A text was" if words else f"--{'in' if 'where' in own else min(own)} was"
        msg = f"{what} given for one reading, and {path} holds {len(found)}."
        raise UsageMistake(msg, "Leave it out; enquiry edit 7.4 adds it to the one it belongs to.")
    if words:
        own["text"] = session.text(words, what="reading", example="")
    found = _with_claims(session, found, own)
    if dry_run:
        journal = session.journal()
        _show(session, _made(session, journal, chosen(journal, given.cycle), given, found, own))
    else:
        _add(session, given, found, own)


def _in_file(path: Path, session: Session) -> tuple[Found, ...]:
    piped = str(path) == "-"
    data = read_all(session.stdin).encode("utf-8", "surrogateescape") if piped else bytes_of(path)
    return readings_in(data, "Standard input" if piped else str(path))


def _with_claims(session: Session, found: tuple[Found, ...], own: Mapping[str, Any]) -> tuple[Found, ...]:
    """Return what says anything, saying of the rest that it is left out. Raises UsageMistake where nothing does."""
    left = tuple(one for one in found if "text" in own or one.fields["text"])
    if not left:
        msg = f"The item in line {found[0].line} has neither a title nor anything that says what it claims."
        raise UsageMistake(msg, 'Give it a title in the file, or what you learned: enquiry read "…" --from-bibtex FILE')
    for one in found:
        for what in one.left_out if one in left else ("what has no title",):
            session.say(f"Line {one.line}: {what} can't be used, and was left out.")
    return left


def _made(
    session: Session, journal: Journal, cycle: Cycle, given: Given, found: tuple[Found, ...], own: Mapping[str, Any]
) -> tuple[Reading, ...]:
    """Return the readings that are new to the cycle, as they will stand in it, and say which ones are there already."""
    readings: list[Reading] = []
    for one in found:
        reading = Reading(**common_fields(session, cycle, given, journal), **_fields(session, one, own))
        there = next((held for held in cycle.kept if _same(held, reading)), None)
        if there:
            session.say(f"Line {one.line} stands in the cycle already, as {there.name}.")
        else:
            readings.append(reading)
            cycle = cycle.with_entry(reading)
    return tuple(readings)


def _fields(session: Session, one: Found, own: Mapping[str, Any]) -> dict[str, Any]:
    fields = {**one.fields, **own}
    fields["doi"] = doi_from(fields["doi"])
    return {name: session.field(value or None, name) if name != "year" else value for name, value in fields.items()}


def _same(one: object, other: Reading) -> bool:
    return isinstance(one, Reading) and all(getattr(one, name) == getattr(other, name) for name in CITED)


def _add(session: Session, given: Given, found: tuple[Found, ...], own: Mapping[str, Any]) -> None:
    with session.change() as step:
        journal = step.journal
        cycle = chosen(journal, given.cycle)
        readings = _made(session, journal, cycle, given, found, own)
        for reading in readings:
            step.journal = step.journal.with_entry(reading)
        step.did = f"{_counted(readings)} added from BibTeX"
    if readings:
        say_new_tags(session, journal, readings[0].tags)
    session.say(_told(readings, cycle))
    if session.json:
        session.answer(_object(readings, dry_run=False))


def _told(readings: tuple[Reading, ...], cycle: Cycle) -> str:
    """Return in one line what was added; for a single one, the step that makes it one's own."""
    if not readings:
        return "There was nothing new to add."
    if len(readings) > 1:
        return f"{_counted(readings)} added to {title(cycle)}: {readings[0].name} to {readings[-1].name}"
    (only,) = readings
    step = f"; what it says to you: enquiry edit {only.name} …" if only.text == only.title else ""
    return f"Reading {only.name} added to {title(cycle)}{step}"


def _counted(readings: tuple[Reading, ...]) -> str:
    return "1 reading" if len(readings) == 1 else f"{len(readings)} readings"


def _show(session: Session, readings: tuple[Reading, ...]) -> None:
    from enquiry.views.readings import readings_lines, readings_view

    session.show(readings, view=readings_view, plain=readings_lines, data=lambda shown: _object(shown, dry_run=True))
    session.say(f"{_counted(readings)} would be added. Nothing was changed.")


def _object(readings: tuple[Reading, ...], *, dry_run: bool) -> Object:
    return {"readings": [entry_object(reading) for reading in readings], "dry_run": dry_run}
