"""A hand edit that still makes sense is shown, and can be taken over as a step; one that makes none is refused."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from enquiry.errors import EditedOutside, JournalBusy, JournalDamaged, UsageMistake
from enquiry.insight.history.changes import build_record_changes
from enquiry.insight.history.undo import plan_undo
from enquiry.model.record import Removal
from enquiry.store.backups.accept_edit import OutsideEdit, accept_edit, read_outside_edit
from enquiry.store.disk.lock import hold_lock
from enquiry.store.encoding.layout import FORMAT
from enquiry.store.journal import read_journal_and_steps
from tests.store.book import AT, Book, read_history, tick

FORMATS = Path(__file__).parents[1] / "formats"


def edited(book: Book, old: bytes, new: bytes) -> bytes:
    """Edit the file where it lies, as an editor that writes in place does."""
    harmed = book.bytes.replace(old, new)
    assert harmed != book.bytes
    with book.path.open("wb") as file:
        file.write(harmed)
    return harmed


def accepted(book: Book) -> OutsideEdit:
    return accept_edit(book.path, state_folder=book.state, stamp=tick("accepting"))


@pytest.fixture
def used(book: Book) -> Book:
    book.add("Waited. Zoë spoke.")
    book.add("Waited again.")
    return book


def told(edit: OutsideEdit) -> list[tuple[str, str, str]]:
    return [(f.name, f.before, f.after) for a in build_record_changes(edit.before, edit.journal) for f in a.fields]


def test_an_edit_is_shown_and_becomes_a_step_that_can_be_undone(used: Book) -> None:
    good = used.bytes
    harmed = edited(used, b"Waited. Zo\xc3\xab", b"Wavered. Zo\xc3\xab")
    edit = read_outside_edit(used.path, used.state)
    assert (edit.exact, told(edit)) == (True, [("text", "Waited. Zoë spoke.", "Wavered. Zoë spoke.")])
    assert used.bytes == harmed
    accepted(used)
    assert used.read().find_entry("1.1").text == "Wavered. Zoë spoke."
    journal, steps = read_journal_and_steps(used.path)[:2]
    assert (len(steps), steps[-1].did) == (4, "what was changed outside enquiry accepted")
    undone = plan_undo(journal, steps, Removal(at=AT, undone=True), count=1).after
    assert undone.find_entry("1.1").text == "Waited. Zoë spoke."
    kept = {backup.path.read_bytes(): backup.format for backup in used.backups}
    assert (kept[harmed], kept[good]) == (0, FORMAT)


def test_an_edit_that_no_command_would_have_made_is_refused_and_changes_nothing(used: Book) -> None:
    for old, new, words in (
        (b'"happened_on":"2026-02-03"', b'"happened_on":"0001-01-01"', "entry 1.1: the day 0001-01-01 is not from"),
        (b'"happened_on":"2026-02-03"', b'"happened_on":"9999-12-31"', "entry 1.1: the day 9999-12-31 is not from"),
        (b'"name":"1.2"', b'"name":"1.%b"' % (b"2" * 5000), "an entry named “1.2222"),
        (b'"number":1,"questions"', b'"number":1,"grew_from":"cycle-1","questions"', "cycle 1: it grew from itself"),
        (b'"text":"Waited again."', b'"text":"Waited again.","text":"Other"', "the key “text” stands twice"),
        (b'"number":3,', b'"number":2,', "its history holds a step “2” after step 2"),
        (b'"recorded_at":"2026', b'"recorded_at":"9998', "the day 9998-02-03 is not from 1950 to 2100"),
        (b'"id":"entry-1.2"', b'"id":"entry 1.2"', "the id “entry 1.2” holds more than letters"),
    ):
        good = used.bytes
        harmed = edited(used, old, new)
        with pytest.raises(JournalDamaged, match=re.escape(words)):
            accepted(used)
        assert used.bytes == harmed
        used.path.write_bytes(good)


def test_what_was_let_in_before_there_was_a_rule_hinders_no_edit(used: Book) -> None:
    used.changed(lambda j: j.upsert_entry(replace(j.find_entry("1.1"), happened_on=date(1, 1, 1))))
    edited(used, b"Waited again.", b"Waited once more.")
    accepted(used)
    assert used.read().find_entry("1.2").text == "Waited once more."
    edited(used, b'"happened_on":"2026-02-03"', b'"happened_on":"0002-01-01"')
    with pytest.raises(JournalDamaged, match="0002-01-01"):
        accepted(used)


def test_a_row_cut_out_or_put_in_by_hand_is_a_step_too(used: Book) -> None:
    row = re.search(rb',\n("2": \{"kind".*\})\n', used.bytes)
    assert row
    added = row[1].replace(b'"2":', b'"9":').replace(b"entry-1.2", b"own").replace(b'"1.2"', b'"1.3"')
    edited(used, row[0], b",\n" + added + b"\n")
    accepted(used)
    assert used.names == ["1.1", "1.3"]
    journal, steps = read_journal_and_steps(used.path)[:2]
    assert [
        entry.name for entry in plan_undo(journal, steps, Removal(at=AT, undone=True), count=1).after.iterate_entries()
    ] == [
        "1.1",
        "1.2",
    ]


@pytest.mark.parametrize(
    "layout", [lambda data: data.replace(b"\n", b"\r\n"), lambda data: json.dumps(json.loads(data), indent=1).encode()]
)
def test_where_only_the_layout_changed_the_file_is_put_back(used: Book, layout: Callable[[bytes], bytes]) -> None:
    good = used.bytes
    used.path.write_bytes(layout(good))
    assert told(read_outside_edit(used.path, used.state)) == []
    accepted(used)
    assert used.bytes == good


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'"cycle":"cycle-1"', b'"cycle":"cycle-9"', "entries of a cycle that is not there"),
        (b'"happened_on":"2026-02-03",', b"", "happened_on"),
        (b'"kind":"reflection"', b'"kind":"dream"', "dream"),
        (b'"generation":3', b'"generation":"x"', "how often it was written"),
        (b'"2": {"kind"', b'"two": {"kind"', "a row “two”, and rows are numbered"),
        (b"Zo\xc3\xab", b"Zo\\ud800", "can't be read|not JSON"),
        (b'"did":', b'"done":', "row 1 of the table “history”"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_and_names_the_place(
    used: Book, old: bytes, new: bytes, words: str
) -> None:
    harmed = edited(used, old, new)
    acts: list[Callable[[], object]] = [lambda: read_outside_edit(used.path, used.state), lambda: accepted(used)]
    for act in acts:
        with pytest.raises(JournalDamaged, match=words) as said:
            act()
        assert type(said.value) is JournalDamaged
    assert used.bytes == harmed


def test_without_the_version_that_was_edited_it_is_compared_with_the_one_before(used: Book) -> None:
    used.backups[0].path.unlink()
    harmed = edited(used, b"again", b"once more")
    edit = read_outside_edit(used.path, used.state)
    assert (edit.exact, edit.backup and edit.backup.name) == (False, "b2")
    accepted(used)
    assert used.read().find_entry("1.2").text == "Waited once more."
    assert (len(read_history(used.path)), read_history(used.path)[-1].before) == (4, ())
    assert harmed in [backup.path.read_bytes() for backup in used.backups]


def test_without_any_backup_it_is_taken_over_as_it_is(used: Book) -> None:
    shutil.rmtree(used.state / "backups")
    edited(used, b"again", b"once more")
    assert read_outside_edit(used.path, used.state).backup is None
    accepted(used)
    assert used.read().find_entry("1.2").text == "Waited once more."
    assert used.add("on") == "1.3"


def test_a_torn_backup_is_passed_over(used: Book) -> None:
    used.backups[0].path.write_bytes(b"torn")
    edited(used, b"again", b"once more")
    backup = read_outside_edit(used.path, used.state).backup
    assert backup
    assert backup.name == "b2"


def test_an_edited_file_of_an_earlier_format_is_taken_over(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.path.parent.mkdir()
    book.path.write_bytes((FORMATS / "journal-1.json").read_bytes().replace(b"rescue", b"save"))
    accepted(book)
    assert "save" in book.read().find_cycle(1).hunch
    assert [step.number for step in read_history(book.path)] == list(range(1, 15))


def test_there_must_be_an_edit(used: Book, no_book: Book) -> None:
    with pytest.raises(UsageMistake, match="is as enquiry wrote it"):
        read_outside_edit(used.path, used.state)
    used.path.unlink()
    with pytest.raises(UsageMistake, match="There is no journal"):
        accepted(used)


def test_an_edit_is_not_taken_over_while_another_writes(used: Book) -> None:
    edited(used, b"again", b"once more")
    with hold_lock(used.path, used.state, 0), pytest.raises(JournalBusy):
        accept_edit(used.path, state_folder=used.state, stamp=tick(), wait=0)
    with pytest.raises(EditedOutside):
        used.read()
