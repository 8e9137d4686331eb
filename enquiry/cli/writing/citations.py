"""Readings taken from a BibTeX file: all of them in one change, or none."""

from collections.abc import Mapping
from functools import partial
from itertools import count
from operator import attrgetter
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from enquiry.answers.answer import project
from enquiry.answers.records import ReadingsAnswer
from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import Session
from enquiry.cli.terminal import read_named_file
from enquiry.cli.writing.entries import build_entry_fields, format_cycle_title, say_new_tags
from enquiry.cli.writing.options import EntryOptions
from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_read import BibReading, parse_bibtex_readings
from enquiry.foreign_files import MAX_TABLE_BYTES, contain_parsing
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Reading, parse_doi
from enquiry.model.fields import READING, list_fields
from enquiry.model.journal import Journal
from enquiry.words import format_amount

CITATION_FIELDS = tuple(field for field in list_fields(READING) if not field.is_common)


def add_bibtex_readings(session: Session, path: Path, given: EntryOptions, *, dry_run: bool) -> None:
    """Add the readings in a BibTeX file to a cycle; with `dry_run` show what would be added.

    What was given as options and text takes the place of what the file says of its one reading. Raises UsageMistake
    where the file holds several, and what `parse_bibtex_readings` raises.
    """
    data, source = read_named_file(session.stdin, path, MAX_TABLE_BYTES)
    with contain_parsing(source):
        found = parse_bibtex_readings(data, source)
    own = sorted(field.option for field in CITATION_FIELDS if field.name in given.fields)
    if (own or given.words) and len(found) > 1:
        what = "A text was" if given.words else f"--{'in' if 'in' in own else own[0]} was"
        msg = f"{what} given for one reading, and {path} holds {len(found)}."
        raise UsageMistake(msg, "Leave it out; enquiry edit ENTRY adds it to the one it belongs to.")
    text = session.read_text_argument(given.words, what="reading", example="") if given.words else ""
    fields = _collect_usable_fields(session, found, text)
    if not dry_run:
        readings = _save_new_readings(session, given, fields)
        if session.json:
            session.answer(project(ReadingsAnswer, readings, dry_run=False))
        return
    from enquiry.views.inbox import draw_reading_list, format_reading_list_lines

    journal, answer = session.load_journal(), partial(project, ReadingsAnswer, dry_run=True)
    readings = _build_new_readings(session, journal, resolve_cycle(journal, given.cycle), given, fields)
    session.show(readings, view=draw_reading_list, plain=format_reading_list_lines, data=answer)
    session.say(f"{format_amount(len(readings), 'reading')} would be added. Nothing was changed.")


def _collect_usable_fields(
    session: Session, found: tuple[BibReading, ...], text: str
) -> list[tuple[int, Mapping[str, Any]]]:
    """Return line and fields of what says anything; the rest is left out. Raises UsageMistake where all would be."""
    left = [one for one in found if text or one.fields["text"]]
    if not left:
        msg = f"The item in line {found[0].line} has neither a title nor anything that says what it claims."
        raise UsageMistake(msg, 'Give it a title in the file, or what you learned: enquiry read "…" --from-bibtex FILE')
    for one in found:
        for what in one.left_out if one in left else ("what has no title",):
            session.say(f"Line {one.line}: {what} can't be used, and was left out.")
    return [(one.line, {**one.fields, "text": text or one.fields["text"]}) for one in left]


def _build_new_readings(
    session: Session, journal: Journal, cycle: Cycle, given: EntryOptions, found: list[tuple[int, Mapping[str, Any]]]
) -> tuple[Reading, ...]:
    """Return the readings that are new to the cycle, as they will stand in it, and say which ones are there already."""
    read_said = attrgetter("text", *(field.target for field in CITATION_FIELDS))
    held = {read_said(one): one.name for one in reversed(cycle.kept) if isinstance(one, Reading)}
    readings, following = list[Reading](), count(int(cycle.next_name.rpartition(".")[2]))
    for line, fields in found:
        own = {name: value for name, value in fields.items() if name not in given.fields}
        cleaned = {at: one if at == "year" else session.clean_field(one or None, at) for at, one in own.items()}
        made = build_entry_fields(session, journal, cycle, Reading, given.on, given.fields)
        reading = Reading(**{**made, **cleaned})
        reading = replace(reading, doi=parse_doi(reading.doi))
        if same := held.get(read_said(reading)):
            session.say(f"Line {line} stands in the cycle already, as {same}.")
        else:
            reading = replace(reading, name=f"{cycle.number}.{next(following)}")
            held[read_said(reading)] = reading.name
            readings.append(reading)
    return tuple(readings)


def _save_new_readings(
    session: Session, given: EntryOptions, found: list[tuple[int, Mapping[str, Any]]]
) -> tuple[Reading, ...]:
    """Add the readings in one step, and say what was added; of a single one, the step that makes it one's own."""
    with session.change() as step:
        journal = step.journal
        cycle = resolve_cycle(journal, given.cycle)
        readings = _build_new_readings(session, journal, cycle, given, found)
        if readings:
            step.journal = journal.upsert_cycle(replace(cycle, entries=(*cycle.entries, *readings)))
        step.did = f"{format_amount(len(readings), 'reading')} added from BibTeX"
    title = format_cycle_title(cycle)
    match readings:
        case ():
            session.say("There was nothing new to add.")
        case (only,):
            say_new_tags(session, journal, only.tags)
            then = f"; what it says to you: enquiry edit {only.name} …" if only.text == only.title else ""
            session.say(f"Reading {only.name} added to {title}{then}")
        case (first, *_, last):
            say_new_tags(session, journal, first.tags)
            session.say(f"{len(readings)} readings added to {title}: {first.name} to {last.name}")
    return readings
