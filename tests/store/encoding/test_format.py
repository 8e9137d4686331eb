"""The file gives back what was put in it, and is plain JSON that TinyDB opens."""

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw
from msgspec.structs import replace
from tinydb import TinyDB

from enquiry.insight.history.diff import diff_journals
from enquiry.model.choices import BetterDirection, CycleState, Decision, Direction, EvidenceKind, EvidenceStage, Privacy
from enquiry.model.cycle import Cycle, Question, StateChange, SuccessSign
from enquiry.model.entry import Action, AnyEntry, Entry, Evidence, Note, Reading, Reflection, Review
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.record import Removal
from enquiry.model.settings import Settings
from enquiry.store.backups.make import BackupWriter
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding.format import compute_file_mark, decode_tables, encode_file, verify_file
from enquiry.store.encoding.layout import FORMAT
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_file
from enquiry.store.journal import NextStep, write_step
from enquiry.store.storage import JournalDatabase
from tests.store.book import Book, tick

PLACE = JournalPath(Path("journal.json"), Path("journal.json"))

awkward = st.sampled_from(['\0\x1b[2J\x7f\x85"\\', "👩🏽‍🏫 Zoë", "\u2028\u202e\ufeff", "}\n},\n", "<<<<<<<", "é", "١٢"])
texts = st.text(max_size=30) | awkward
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=zones | st.just(UTC))  # noqa: DTZ001
counts = st.none() | st.integers(0, 1000)
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
removals = st.none() | st.builds(Removal, at=moments, because=texts)
words = st.lists(texts, max_size=3).map(tuple)
privacies = st.sampled_from(Privacy)


def several(one: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=most).map(tuple)


def entries(kind: type[Entry], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(
        kind,
        id=st.just(""),
        recorded_at=moments,
        removed=removals,
        cycle=st.just(0),
        name=st.just(""),
        happened_on=days,
        text=texts,
        tags=words,
        standards=words,
        privacy=privacies,
        **fields,
    )


measured = st.builds(MeasuredValue, measure=texts, value=numbers, sd=st.none() | numbers)
readings = entries(Reading, authors=texts, year=counts, title=texts, where=texts, doi=texts, url=texts, fit=texts)
actions = entries(Action, planned=counts, done=counts, until=st.none() | days)
evidence = entries(
    Evidence,
    evidence_kind=st.sampled_from(EvidenceKind),
    stage=st.none() | st.sampled_from(EvidenceStage),
    direction=st.none() | st.sampled_from(Direction),
    n=counts,
    values=several(measured),
    source=texts,
)
reviews = entries(Review, decision=st.none() | st.sampled_from(Decision), because=texts, next_look=st.none() | days)
any_entry = st.one_of(readings, actions, evidence, reviews, entries(Reflection), entries(Note))
cycles = st.builds(
    Cycle,
    id=st.just(""),
    recorded_at=moments,
    removed=removals,
    number=st.just(0),
    questions=st.lists(st.builds(Question, text=texts, on=days, because=texts), min_size=1, max_size=3).map(tuple),
    state=st.sampled_from(CycleState),
    issue=texts,
    group=texts,
    success=several(st.builds(SuccessSign, text=texts, on=days)),
    tags=words,
    privacy=privacies,
    grew_from=st.none() | texts,
    next_look=st.none() | days,
    turns=several(st.builds(StateChange, state=st.sampled_from(CycleState), on=days, at=moments, because=texts)),
    entries=several(any_entry, 4),
)
notes = st.builds(LooseNote, id=st.just(""), recorded_at=moments, name=st.just(""), text=texts, happened_on=days)
measures = st.builds(
    Measure,
    id=st.just(""),
    recorded_at=moments,
    name=texts,
    unit=texts,
    better=st.sampled_from(BetterDirection),
    lowest=st.none() | numbers,
)
preferences = st.builds(Settings, calendar=texts, name=texts, role=texts, current=st.none() | texts)


def numbered(number: int, cycle: Cycle) -> Cycle:
    kept: list[AnyEntry] = [
        replace(entry, id=f"{number}-{i}", cycle=f"c{number}", name=f"{number}.{i}")
        for i, entry in enumerate(cycle.entries, 1)
    ]
    return replace(cycle, id=f"c{number}", number=number, entries=tuple(kept))


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    return Journal(
        settings=draw(preferences),
        cycles=tuple(numbered(i, cycle) for i, cycle in enumerate(draw(several(cycles)), 1)),
        inbox=tuple(replace(note, id=f"i{i}", name=f"n{i}") for i, note in enumerate(draw(several(notes)), 1)),
        measures=tuple(replace(measure, id=f"m{i}") for i, measure in enumerate(draw(several(measures)), 1)),
    )


def written(journal: Journal, over: bytes | None = None) -> bytes:
    """Return the bytes that a change from the file `over` (None: no file) to a journal writes."""
    written = list[bytes]()

    def keep(writer: BackupWriter, _: JournalPath, seen: bytes | None, fresh: list[bytes]) -> list[str]:
        written.append(b"".join(fresh))
        assert (seen, writer.new.mark) == (over, compute_file_mark(written[0]))
        return []

    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        place = JournalPath(Path(folder) / "journal.json", Path(folder) / "journal.json")
        if over is not None:
            place.file.write_bytes(over)
        database = JournalDatabase(place)
        before = build_journal(database.storage.contents)
        step = NextStep(journal, made_new=over is None, was_format=FORMAT)
        patch.setattr(BackupWriter, "replace_file", keep)
        patch.setattr("enquiry.store.journal.ensure_device_id", lambda *_: "device")
        write_step(database, Path(folder), step, Journal(), diff_journals(before, journal), tick(), None, 0)
    return written[0]


def held(data: bytes) -> JournalContents:
    return decode_file(data, PLACE)


@settings(deadline=None, max_examples=60)
@given(journals())
def test_what_goes_in_comes_out(journal: Journal) -> None:
    data = written(journal)
    assert build_journal(held(data)) == journal
    assert written(journal) == data


@settings(deadline=None, max_examples=30)
@given(journals(), journals())
def test_any_journal_can_become_any_other(before: Journal, after: Journal) -> None:
    data = written(after, written(before))
    again = held(data)
    assert build_journal(again) == after
    assert again.generation == 2
    assert encode_file(2, decode_tables(verify_file(data, PLACE), PLACE)) == data
    history = [json.loads(bytes(row)) for row in again.tables.history.values()]
    lost = {record.id for record in before.inbox if record not in after.inbox}
    assert lost <= {name for table, name, row in history[1]["before"] if table == "inbox" and row}


@settings(deadline=None, max_examples=30)
@given(journals())
def test_the_file_is_json_with_a_row_a_line(journal: Journal) -> None:
    data = written(journal)
    whole = json.loads(data)
    assert list(whole) == ["about", "settings", "cycles", "entries", "inbox", "measures", "gifts", "beliefs", "history"]
    assert [len(rows) for rows in whole.values()] == [
        1,
        *map(len, decode_tables(verify_file(data, PLACE), PLACE).values()),
    ]
    assert len(data.split(b"\n")) == 3 + sum(2 + len(rows) for rows in whole.values())


CYCLE_LINE = (
    '"1": {"id":"cycle-1","recorded_at":"2026-02-03T16:30:00Z","number":1,'
    '"questions":[{"text":"Does waiting three seconds help?","on":"2026-02-03"}]}'
)


def test_the_file_reads_as_it_is_documented(book: Book) -> None:
    book.changed(lambda journal: journal.update_settings(name="Sam"))
    book.path.write_bytes(re.sub(rb"sha256:[0-9a-f]{64}", b"sha256:0", book.bytes))
    assert book.bytes.decode().splitlines()[:12] == [
        "{",
        '"about": {',
        '"1": {"program":"enquiry","format":6,"generation":2,"checksum":"sha256:0"}',
        "},",
        '"settings": {',
        '"1": {"name":"Sam"}',
        "},",
        '"cycles": {',
        CYCLE_LINE,
        "},",
        '"entries": {',
        "},",
    ]
    assert book.bytes.endswith(b"}\n}\n}\n")


def test_plain_tinydb_opens_it(book: Book) -> None:
    book.add("Waited.")
    with TinyDB(book.path) as database:
        assert database.tables() == {
            "about",
            "settings",
            "cycles",
            "entries",
            "inbox",
            "measures",
            "gifts",
            "beliefs",
            "history",
        }
        assert [row["text"] for row in database.table("entries")] == ["Waited."]
    assert book.names == ["1.1"]


def test_rows_stand_in_the_order_of_their_numbers() -> None:
    data = encode_file(1, {"t": {"10": Raw(b"{}"), "9": Raw(b"{}"), "-1": Raw(b"{}")}})
    assert list(decode_tables(verify_file(data, PLACE), PLACE)["t"]) == ["-1", "9", "10"]
    assert decode_tables(verify_file(encode_file(7, {}), PLACE), PLACE) == {}
