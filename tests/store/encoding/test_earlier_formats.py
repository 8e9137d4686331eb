"""Every format there ever was opens for ever, is brought to the present one at the first change, and is kept as it was.

The files in `formats` were written by the programs of their time and are never changed.
"""

import shutil
from pathlib import Path

import pytest
from msgspec import Raw

from enquiry.errors import JournalDamaged
from enquiry.insight.history.changes import build_record_changes
from enquiry.insight.history.diff import diff_journals
from enquiry.insight.history.undo import build_undo_state, plan_undo
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.store.backups.catalogue import list_stored_backups
from enquiry.store.disk.places import JournalPath, get_backups_folder
from enquiry.store.encoding.about import FORMAT
from enquiry.store.encoding.format import decode_tables, encode_file, verify_file
from enquiry.store.journal import read_journal_and_steps
from tests import TOP
from tests.conftest import Home
from tests.faults.test_faults_damage import resealed
from tests.store.book import AT, Book, read_history

FORMATS = sorted((TOP / "tests" / "store" / "formats").glob("journal-*.json"))


@pytest.fixture(params=FORMATS, ids=lambda path: path.stem)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Book:
    """A journal of thirteen steps as an earlier program left it."""
    book = Book(tmp_path)
    book.path.parent.mkdir(mode=0o700)
    shutil.copy(request.param, book.path)
    return book


def test_there_is_a_file_of_every_earlier_format() -> None:
    assert [path.stem for path in FORMATS] == [f"journal-{number}" for number in range(1, FORMAT)]


def test_it_opens_whole_and_is_not_touched_by_looking(earlier: Book) -> None:
    before = earlier.bytes
    journal, steps = read_journal_and_steps(earlier.path, state_folder=earlier.state)
    assert (len(journal.kept), [entry.name for entry in journal.iterate_entries()]) == (
        2,
        [f"1.{n}" for n in (1, 2, 3, 4, 5)],
    )
    assert journal.find_cycle(1).entries[5].removed
    assert [step.number for step in steps] == list(range(1, 14))
    assert [step.clock for step in steps] == sorted(step.clock for step in steps)
    assert (earlier.bytes, earlier.backups) == (before, ())


def test_the_first_change_keeps_it_as_it_was_and_brings_it_to_the_present_format(earlier: Book) -> None:
    before, old = earlier.bytes, earlier.read()
    earlier.changed(lambda journal: journal.update_settings(name="Sam"))
    assert earlier.read() == old.update_settings(name="Sam")
    assert b'"format":%d,' % FORMAT in earlier.bytes[:60]
    assert [(backup.format, backup.step) for backup in earlier.backups] == [(FORMAT, 14), (1, 13)]
    assert earlier.previous.read_bytes() == before
    for number in range(40):
        earlier.changed(lambda journal, number=number: journal.update_settings(name=f"Sam {number}"))  # type: ignore[misc]
    assert earlier.backups[-1].path.read_bytes() == before


def test_every_step_of_it_can_be_undone(earlier: Book) -> None:
    journal, steps = read_journal_and_steps(earlier.path)
    mark = Removal(at=AT, undone=True)
    assert len(build_undo_state(steps).done) == 13
    assert build_record_changes(diff_journals(Journal(), plan_undo(journal, steps, mark, 13).after)) == ()
    one = plan_undo(journal, steps, mark, 1).after
    assert ([cycle.number for cycle in one.kept], one.find_cycle(1).state, one.settings.current) == ([1], "open", 1)


def test_what_an_earlier_program_kept_is_listed_and_gets_a_name(earlier: Book) -> None:
    folder = get_backups_folder(earlier.path, earlier.state)
    folder.mkdir(parents=True)
    (folder / "previous.json").write_bytes(earlier.bytes)
    [found] = list_stored_backups(earlier.path, earlier.state)
    assert (found.name, found.step, found.format, found.holds) == ("b0", 13, 1, "2 cycles, 5 entries")
    earlier.changed(lambda journal: journal.update_settings(name="Sam"))
    assert [(backup.number, backup.format) for backup in earlier.backups] == [(2, 2), (1, 1)]
    assert not (folder / "previous.json").exists()


def test_what_an_earlier_program_kept_and_nobody_can_read_stays(earlier: Book) -> None:
    folder = get_backups_folder(earlier.path, earlier.state)
    folder.mkdir(parents=True)
    (folder / "previous.json").write_bytes(b"torn")
    earlier.changed(lambda journal: journal.update_settings(name="Sam"))
    assert [backup.number for backup in earlier.backups] == [2, 1]
    assert (folder / "previous.json").read_bytes() == b"torn"


def test_bad_rows_of_its_history_hinder_only_those_who_need_it(earlier: Book) -> None:
    earlier.path.write_bytes(resealed(earlier.bytes.replace(b'"did":"calendar set"', b'"done":"calendar set"')))
    assert len(earlier.read().kept) == 2
    with pytest.raises(JournalDamaged, match="row 2 of the table “history”"):
        read_history(earlier.path)


def test_a_person_is_told_once(home: Home, earlier: Book) -> None:
    shutil.copy(earlier.path, home.journal)
    assert home.run("show", "1").err == ""
    told = home.run("note", "x").err
    assert f"The journal's file is now of format {FORMAT}; as it was before it is kept" in told
    assert "format" not in home.run("note", "y").err
    assert "undone" not in home.ok("history")
    home.ok("undo", "15")
    assert "Nothing is written yet." in home.ok()


def test_tables_that_are_no_journal_stay_as_they_are(tmp_path: Path) -> None:
    place = JournalPath(tmp_path, tmp_path)
    earlier = resealed(encode_file(7, {"lists": {"1": Raw(b'{"n":1}')}}).replace(b'"format":2', b'"format":1'))
    kept = verify_file(earlier, place)
    assert (kept.generation, kept.format, decode_tables(kept, place)) == (7, 1, {"lists": {"1": Raw(b'{"n":1}')}})
