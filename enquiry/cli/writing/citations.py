"""Readings taken from a BibTeX file: all of them in one change, or none."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from enquiry.cli.session import Session
from enquiry.cli.terminal import read_all
from enquiry.cli.writing.entries import (
    EntryOptions,
    build_entry_fields,
    format_cycle_title,
    resolve_cycle,
    say_new_tags,
)
from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_read import BibReading, parse_bibtex_readings
from enquiry.exchange.importing.journal import read_input_file
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Reading, parse_doi
from enquiry.model.journal import Journal

CITATION_FIELDS = ("text", "authors", "year", "title", "where", "doi", "url", "fit", "doubt")


def add_bibtex_readings(
    session: Session, path: Path, given: EntryOptions, own: Mapping[str, Any], words: list[str] | None, *, dry_run: bool
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
        own["text"] = session.read_text_argument(words, what="reading", example="")
    found = _drop_empty_readings(session, found, own)
    if dry_run:
        journal = session.load_journal()
        _show(session, _build_new_readings(session, journal, resolve_cycle(journal, given.cycle), given, found, own))
    else:
        _save_new_readings(session, given, found, own)


def _in_file(path: Path, session: Session) -> tuple[BibReading, ...]:
    piped = str(path) == "-"
    data = read_all(session.stdin).encode("utf-8", "surrogateescape") if piped else read_input_file(path)
    return parse_bibtex_readings(data, "Standard input" if piped else str(path))


def _drop_empty_readings(
    session: Session, found: tuple[BibReading, ...], own: Mapping[str, Any]
) -> tuple[BibReading, ...]:
    """Return what says anything, saying of the rest that it is left out. Raises UsageMistake where nothing does."""
    left = tuple(one for one in found if "text" in own or one.fields["text"])
    if not left:
        msg = f"The item in line {found[0].line} has neither a title nor anything that says what it claims."
        raise UsageMistake(msg, 'Give it a title in the file, or what you learned: enquiry read "…" --from-bibtex FILE')
    for one in found:
        for what in one.left_out if one in left else ("what has no title",):
            session.say(f"Line {one.line}: {what} can't be used, and was left out.")
    return left


def _build_new_readings(
    session: Session,
    journal: Journal,
    cycle: Cycle,
    given: EntryOptions,
    found: tuple[BibReading, ...],
    own: Mapping[str, Any],
) -> tuple[Reading, ...]:
    """Return the readings that are new to the cycle, as they will stand in it, and say which ones are there already."""
    readings: list[Reading] = []
    for one in found:
        reading = Reading(**build_entry_fields(session, cycle, given, journal), **_fields(session, one, own))
        there = next((held for held in cycle.kept if _same(held, reading)), None)
        if there:
            session.say(f"Line {one.line} stands in the cycle already, as {there.name}.")
        else:
            readings.append(reading)
            cycle = cycle.upsert_entry(reading)
    return tuple(readings)


def _fields(session: Session, one: BibReading, own: Mapping[str, Any]) -> dict[str, Any]:
    fields = {**one.fields, **own}
    fields["doi"] = parse_doi(fields["doi"])
    return {
        name: session.clean_field(value or None, name) if name != "year" else value for name, value in fields.items()
    }


def _same(one: object, other: Reading) -> bool:
    return isinstance(one, Reading) and all(getattr(one, name) == getattr(other, name) for name in CITATION_FIELDS)


def _save_new_readings(
    session: Session, given: EntryOptions, found: tuple[BibReading, ...], own: Mapping[str, Any]
) -> None:
    with session.change() as step:
        journal = step.journal
        cycle = resolve_cycle(journal, given.cycle)
        readings = _build_new_readings(session, journal, cycle, given, found, own)
        for reading in readings:
            step.journal = step.journal.upsert_entry(reading)
        step.did = f"{_count_readings(readings)} added from BibTeX"
    if readings:
        say_new_tags(session, journal, readings[0].tags)
    session.say(_format_added_readings(readings, cycle))
    if session.json:
        from enquiry.answers.answer import project
        from enquiry.answers.records import ReadingsAnswer

        session.answer(project(ReadingsAnswer, readings, dry_run=False))


def _format_added_readings(readings: tuple[Reading, ...], cycle: Cycle) -> str:
    """Return in one line what was added; for a single one, the step that makes it one's own."""
    if not readings:
        return "There was nothing new to add."
    if len(readings) > 1:
        names = f"{readings[0].name} to {readings[-1].name}"
        return f"{_count_readings(readings)} added to {format_cycle_title(cycle)}: {names}"
    (only,) = readings
    step = f"; what it says to you: enquiry edit {only.name} …" if only.text == only.title else ""
    return f"Reading {only.name} added to {format_cycle_title(cycle)}{step}"


def _count_readings(readings: tuple[Reading, ...]) -> str:
    return "1 reading" if len(readings) == 1 else f"{len(readings)} readings"


def _show(session: Session, readings: tuple[Reading, ...]) -> None:
    from enquiry.answers.answer import project
    from enquiry.answers.records import ReadingsAnswer
    from enquiry.views.readings import draw_reading_list, format_reading_list_lines

    session.show(
        readings,
        view=draw_reading_list,
        plain=format_reading_list_lines,
        data=lambda shown: project(ReadingsAnswer, shown, dry_run=True),
    )
    session.say(f"{_count_readings(readings)} would be added. Nothing was changed.")
