"""Readings taken from a file of a reference manager, in one change; items that can't be read are listed."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from enquiry.answers.answer import project
from enquiry.answers.records import ReadingsAnswer
from enquiry.cli.names import resolve_cycle
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.cli.terminal import read_named_file
from enquiry.cli.writing.entries import build_entry_fields, format_cycle_title, say_new_tags
from enquiry.cli.writing.options import EntryOptions
from enquiry.errors import EnquiryError, UsageMistake
from enquiry.exchange.bibliography.bibtex_read import (
    BibliographyFile,
    parse_bibtex_readings,
    parse_csl_readings,
    parse_ris_readings,
)
from enquiry.foreign_files import MAX_TABLE_BYTES, contain_parsing
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Reading
from enquiry.model.field import READING
from enquiry.model.fields import is_common_field, list_fields
from enquiry.model.journal import Journal
from enquiry.words import format_amount

CITATION_FIELDS = tuple(field for field in list_fields(READING) if not is_common_field(field))

MOST_TOLD = 10
"""How many items that were left out, or are there already, are named one by one."""


class PartlyRead(EnquiryError):
    """Some of a file can't be read; the rest was taken."""


PARSERS = {"bibtex": parse_bibtex_readings, "csl": parse_csl_readings, "ris": parse_ris_readings}


class CitedFile(NamedTuple):
    """A file of readings: its path, its kind by the names of PARSERS, and its encoding where one was said."""

    path: Path
    kind: str
    encoding: str | None = None


def add_cited_readings(session: Session, file: CitedFile, given: EntryOptions, *, dry_run: bool) -> None:
    """Add the readings in a file to a cycle; with `dry_run` show what would be added.

    What was given as options and text takes the place of what the file says of its one reading. Raises UsageMistake
    where the file holds several, and what the parser raises; when all else was added, PartlyRead for items that can't
    be read.
    """
    data, source = read_named_file(session.stdin, file.path, MAX_TABLE_BYTES, file.encoding)
    with contain_parsing(source), track_progress(session, "Reading the file", "items") as follow:
        read = PARSERS[file.kind](data, source, follow)
    each = "Item" if file.kind == "csl" else "Line"
    unread = [f"{each} {line}: {reason}; the item was left out." for line, reason in read.bad]
    _say_some(session, unread, "So were {:,} more.")
    _refuse_words_for_several(given, read, file.path)
    text = session.read_text_argument(given.words, what="reading", example="") if given.words else ""
    fields = _collect_usable_fields(session, read, text, each) if read.readings else []
    if not dry_run and fields:
        readings = _save_new_readings(session, given, fields, each)
        if session.json:
            session.answer(project(ReadingsAnswer, readings, dry_run=False))
    elif fields:
        from enquiry.views.inbox import draw_reading_list, format_reading_list_lines

        journal, answer = session.load_journal(), partial(project, ReadingsAnswer, dry_run=True)
        cycle = resolve_cycle(journal, given.cycle)
        readings = _build_new_readings(session, journal, cycle, given, fields, each)
        session.show(readings, view=draw_reading_list, plain=format_reading_list_lines, data=answer)
        session.say(f"{format_amount(len(readings), 'reading')} would be added. Nothing was changed.")
    if read.bad:
        every = len(read.bad) + len(read.readings)
        left = "was left out" if len(read.bad) == 1 else "were left out"
        words = f"{len(read.bad)} of {format_amount(every, 'item')} in {source} can't be read and {left}."
        places = ", ".join(str(one.line) for one in read.bad[:20])
        hint = f"Mend {each.lower()} {places} in the file and give it again: what is there already is not added twice."
        raise PartlyRead(words, hint)


def _say_some(session: Session, lines: list[str], more: str) -> None:
    """Say the first lines, and of the others how many they are."""
    for line in lines[:MOST_TOLD]:
        session.say(line)
    if len(lines) > MOST_TOLD:
        session.say(more.format(len(lines) - MOST_TOLD))


def _refuse_words_for_several(given: EntryOptions, read: BibliographyFile, path: Path) -> None:
    own = sorted(field.option for field in CITATION_FIELDS if field.name in given.fields)
    if (own or given.words) and len(read.readings) > 1:
        what = "A text was" if given.words else f"--{'in' if 'in' in own else own[0]} was"
        msg = f"{what} given for one reading, and {path} holds {len(read.readings)}."
        raise UsageMistake(msg, "Leave it out; enquiry edit 7.4 adds it to the one it belongs to.")


def _collect_usable_fields(
    session: Session, read: BibliographyFile, text: str, each: str
) -> list[tuple[int, Mapping[str, Any]]]:
    """Return line and fields of what says anything; the rest is left out. Raises UsageMistake where all would be."""
    left = [one for one in read.readings if text or one.fields["text"]]
    if not left:
        where = f"in {each.lower()} {read.readings[0].line}"
        msg = f"The item {where} has neither a title nor anything that says what it claims."
        raise UsageMistake(msg, 'Give it a title in the file, or what you learned: enquiry read "…" --from-bibtex FILE')
    unusable = [
        f"{each} {one.line}: {what} can't be used, and was left out."
        for one in read.readings
        for what in (one.left_out if text or one.fields["text"] else ("what has no title",))
    ]
    _say_some(session, unusable, "So were {:,} more.")
    return [(one.line, {**one.fields, "text": text or one.fields["text"]}) for one in left]


def _build_new_readings(
    session: Session,
    journal: Journal,
    cycle: Cycle,
    given: EntryOptions,
    found: list[tuple[int, Mapping[str, Any]]],
    each: str,
) -> tuple[Reading, ...]:
    """Return the readings that are new to the cycle, as they will stand in it, and say which ones are there already.

    One is there whose fields are all the same, or, unless a text of one's own was given, which has the same citation.
    """
    made = build_entry_fields(session, journal, cycle, Reading, given.on, given.fields)
    names = ("text", *(field.target for field in CITATION_FIELDS))

    def list_marks(reading: Reading) -> Iterable[object]:
        yield tuple(getattr(reading, name) for name in names)
        if reading.citation and not given.words:
            yield reading.citation

    held = {mark: one.name for one in cycle.kept if isinstance(one, Reading) for mark in list_marks(one)}
    known = list[tuple[int, str]]()
    readings, number = list[Reading](), int(cycle.next_name.rpartition(".")[2])
    for line, fields in found:
        own = {name: value for name, value in fields.items() if name not in given.fields}
        cleaned = {at: session.clean_field(one, at) if one and isinstance(one, str) else one for at, one in own.items()}
        tags = dict.fromkeys((*made.get("tags", ()), *fields["tags"]))
        stamp = session.stamp() if readings else None
        marks = {"id": stamp.id, "recorded_at": stamp.at} if stamp else {}
        name = f"{cycle.number}.{number + len(readings)}"
        reading = Reading(**{**made, **cleaned, "tags": tuple(tags), "name": name, **marks})
        same = next((held[mark] for mark in list_marks(reading) if mark in held), None)
        if same:
            known.append((line, same))
        else:
            readings.append(reading)
            held.update(dict.fromkeys(list_marks(reading), reading.name))
    _say_some(
        session, [f"{each} {line} stands in the cycle already, as {same}." for line, same in known], "So do {:,} more."
    )
    return tuple(readings)


def _save_new_readings(
    session: Session, given: EntryOptions, found: list[tuple[int, Mapping[str, Any]]], each: str
) -> tuple[Reading, ...]:
    """Add the readings in one step, and say what was added; of a single one, the step that makes it one's own."""
    with track_progress(session, "Writing the journal", "records") as follow, session.change() as step:
        step.follow = follow
        journal = step.journal
        cycle = resolve_cycle(journal, given.cycle)
        readings = _build_new_readings(session, journal, cycle, given, found, each)
        if readings:
            step.journal = journal.upsert_cycle(replace(cycle, entries=(*cycle.entries, *readings)))
        step.did = f"{format_amount(len(readings), 'reading')} added from a bibliography"
    title = format_cycle_title(cycle)
    own = tuple(given.fields.get("tag", ()))
    match readings:
        case ():
            session.say("There was nothing new to add.")
        case (only,):
            say_new_tags(session, journal, own)
            then = f"; what it says to you: enquiry edit {only.name} …" if only.text == only.title else ""
            session.say(f"Reading {only.name} added to {title}{then}")
        case (first, *_, last):
            say_new_tags(session, journal, own)
            session.say(f"{len(readings)} readings added to {title}: {first.name} to {last.name}")
    return readings
