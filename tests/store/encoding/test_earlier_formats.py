"""Every format there ever was opens for ever, is brought to the present one at the first change, and is kept as it was.

The files in `formats` were written by the programs of their time and are never changed.
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from msgspec import Raw

from enquiry.errors import JournalDamaged
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.insight.history.changes import build_record_changes
from enquiry.insight.history.undo import build_undo_state, plan_undo
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.model.step import Step
from enquiry.store.backups.catalogue import list_stored_backups
from enquiry.store.disk.places import JournalPath, get_backups_folder
from enquiry.store.encoding.earlier import convert_to_format_3
from enquiry.store.encoding.format import decode_tables, encode_file, verify_file
from enquiry.store.encoding.layout import FORMAT
from enquiry.store.journal import read_journal_and_steps
from tests.conftest import Home
from tests.faults.test_faults_damage import resealed
from tests.store.book import AT, Book, read_history

FORMATS = sorted((Path(__file__).parents[1] / "formats").glob("journal-*.json"))


STEPS = {1: 13, 2: 24, 3: 24, 4: 30, 5: 34}
UNDONE = {1: 0, 2: 1, 3: 1, 4: 2, 5: 3}
KEPT = {1: (1, 2), 2: (1, 2, 4), 3: (1, 2, 4), 4: (1, 2, 5), 5: (1, 2, 6)}
"""How many steps each file holds, how many of them were undone, and which cycles are kept.

All end with the closing of cycle 1 and the opening of one that grew from it.
"""


class EarlierBook(Book):
    """A journal as an earlier program left it: in which format, after how many steps, with which cycles kept."""

    format = 0
    last = 0
    kept: tuple[int, ...] = ()

    def undo_everything_kept(self, journal: Journal, steps: Sequence[Step]) -> Journal:
        return plan_undo(journal, steps, Removal(at=AT, undone=True), count=len(build_undo_state(steps).done)).after


@pytest.fixture(params=FORMATS, ids=lambda path: path.stem)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> EarlierBook:
    """A journal of an earlier format."""
    book = EarlierBook(tmp_path)
    book.format = int(request.param.stem.rpartition("-")[2])
    book.last, book.kept = (
        STEPS[book.format],
        KEPT[book.format],
    )
    book.path.parent.mkdir(mode=0o700)
    shutil.copy(request.param, book.path)
    return book


def test_there_is_a_file_of_every_earlier_format() -> None:
    assert [path.stem for path in FORMATS] == [f"journal-{number}" for number in range(1, FORMAT)]


def test_it_opens_whole_and_is_not_touched_by_looking(earlier: EarlierBook) -> None:
    before = earlier.bytes
    journal, steps = read_journal_and_steps(earlier.path, state_folder=earlier.state)[:2]
    assert tuple(cycle.number for cycle in journal.kept) == earlier.kept
    assert [entry.name for entry in journal.iterate_entries()] == [f"1.{n}" for n in (1, 2, 3, 4, 5)]
    assert journal.find_cycle(1).entries[5].removed
    assert [step.number for step in steps] == list(range(1, earlier.last + 1))
    assert [step.clock for step in steps] == sorted(step.clock for step in steps)
    assert (earlier.bytes, earlier.backups) == (before, ())


def test_what_two_machines_wrote_apart_comes_along(tmp_path: Path) -> None:
    """`merged-5.json` holds the fields of merging: a number given anew, two texts, steps of two machines."""
    book = Book(tmp_path)
    book.path.parent.mkdir(mode=0o700)
    shutil.copy(FORMATS[0].with_name("merged-5.json"), book.path)
    old, steps = read_journal_and_steps(book.path)[:2]
    book.changed(lambda journal: journal.update_settings(name="Sam"))
    journal, kept = read_journal_and_steps(book.path)[:2]
    assert journal.find_entry("2.3").first == 2
    assert [one.field for one in journal.find_entry("1.3").otherwise] == ["text"]
    assert (journal, kept[:-1]) == (old.update_settings(name="Sam"), steps)


def test_the_first_change_keeps_it_as_it_was_and_brings_it_to_the_present_format(earlier: EarlierBook) -> None:
    before, old = earlier.bytes, earlier.read()
    earlier.changed(lambda journal: journal.update_settings(name="Sam"))
    assert earlier.read() == old.update_settings(name="Sam")
    assert b'"format":%d,' % FORMAT in earlier.bytes[:60]
    assert [(backup.format, backup.step) for backup in earlier.backups] == [
        (FORMAT, earlier.last + 1),
        (earlier.format, earlier.last),
    ]
    assert earlier.previous.read_bytes() == before
    for number in range(40):
        earlier.changed(lambda journal, number=number: journal.update_settings(name=f"Sam {number}"))  # type: ignore[misc]
    assert earlier.backups[-1].path.read_bytes() == before


def test_every_step_of_it_can_be_undone(earlier: EarlierBook) -> None:
    journal, steps = read_journal_and_steps(earlier.path)[:2]
    mark = Removal(at=AT, undone=True)
    undone = sum(len(step.undoes) + 1 for step in steps if step.undoes)
    assert len(build_undo_state(steps).done) == earlier.last - undone
    assert build_record_changes(Journal(), earlier.undo_everything_kept(journal, steps)) == ()
    one = plan_undo(journal, steps, mark, count=1).after
    assert (tuple(cycle.number for cycle in one.kept), one.find_cycle(1).state) == (earlier.kept[:-1], "open")
    assert one.current == one.find_cycle(1)


def test_what_an_earlier_program_kept_is_listed_and_gets_a_name(earlier: EarlierBook) -> None:
    folder = get_backups_folder(earlier.path, earlier.state)
    folder.mkdir(parents=True)
    (folder / "previous.json").write_bytes(earlier.bytes)
    [found] = list_stored_backups(earlier.path, earlier.state)
    holds = f"{len(earlier.kept)} cycles, 5 entries"
    assert (found.name, found.step, found.format, found.holds) == ("b0", earlier.last, earlier.format, holds)
    earlier.changed(lambda journal: journal.update_settings(name="Sam"))
    assert [(backup.number, backup.format) for backup in earlier.backups] == [(2, FORMAT), (1, earlier.format)]
    assert not (folder / "previous.json").exists()


def test_what_an_earlier_program_kept_and_nobody_can_read_stays(earlier: EarlierBook) -> None:
    folder = get_backups_folder(earlier.path, earlier.state)
    folder.mkdir(parents=True)
    (folder / "previous.json").write_bytes(b"torn")
    earlier.changed(lambda journal: journal.update_settings(name="Sam"))
    assert [backup.number for backup in earlier.backups] == [2, 1]
    assert (folder / "previous.json").read_bytes() == b"torn"


def test_bad_rows_of_its_history_hinder_only_those_who_need_it(earlier: EarlierBook) -> None:
    earlier.path.write_bytes(resealed(earlier.bytes.replace(b'"did":"calendar set"', b'"done":"calendar set"')))
    assert len(earlier.read().kept) == len(earlier.kept)
    with pytest.raises(JournalDamaged, match="row 2 of the table “history”"):
        read_history(earlier.path)


def test_a_person_is_told_once(home: Home, earlier: EarlierBook) -> None:
    shutil.copy(earlier.path, home.journal)
    assert home.run("show", "1").err == ""
    told = home.run("note", "x").err
    assert f"The journal's file is now of format {FORMAT}; as it was before it is kept" in told
    assert "format" not in home.run("note", "y").err
    assert ("undone" in home.ok("history")) is (earlier.format > 1)
    home.ok("undo", str(earlier.last + 2 - 2 * UNDONE[earlier.format]))
    assert "Nothing is written yet." in home.ok()


def test_tables_that_are_no_journal_stay_as_they_are(tmp_path: Path) -> None:
    place = JournalPath(tmp_path, tmp_path)
    earlier = resealed(
        encode_file(7, {"lists": {"1": Raw(b'{"n":1}')}}).replace(b'"format":%d' % FORMAT, b'"format":1')
    )
    kept = verify_file(earlier, place)
    assert (kept.generation, kept.format, decode_tables(kept, place)) == (7, 1, {"lists": {"1": Raw(b'{"n":1}')}})


# References, which up to format 2 were numbers


def test_every_reference_leads_where_it_led() -> None:
    """The file holds every reference that format 2 had, one of them to a cycle that was removed."""
    journal, steps = read_journal_and_steps(FORMATS[1])[:2]
    first, second, third, fourth = journal.cycles
    assert third.removed
    assert [cycle.grew_from for cycle in journal.cycles] == [None, first.id, second.id, first.id]
    assert [link.cycle for link in second.links] == [first.id, third.id, None]
    assert [link.cycle for link in third.links] == [second.id]
    assert {entry.cycle for entry in first.entries} == {first.id}
    assert journal.current == fourth
    assert journal.names[journal.inbox[0].filed_as] == "1.5"
    (query,) = journal.queries
    assert query.text == '((cycle:2 OR cycle:"1") -cycle:answers "cycle:1")'
    kept = f'((cycle:{second.id} OR cycle:"{first.id}") -cycle:answers "cycle:1")'
    assert [query.text for query in journal.settings.queries] == [kept]
    rows = [(table, row) for step in steps for table, _, row in step.before if row]
    assert {row["current"] for table, row in rows if table == "settings" and "current" in row} == {
        first.id,
        second.id,
        third.id,
    }
    assert {row["cycle"] for table, row in rows if table == "entries"} == {first.id}
    assert second.id in {row.get("grew_from") for table, row in rows if table == "cycles"}


def test_an_export_of_that_time_means_the_same() -> None:
    """The export was written by the program that wrote the file, so it refers by numbers as well."""
    export = Path(__file__).parents[2] / "exchange" / "importing" / "exports" / "version-1.json"
    assert load_exported_journal(export.read_bytes(), "it") == read_journal_and_steps(FORMATS[1])[0]


def test_what_was_referred_to_is_the_same_after_every_undo(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.path.parent.mkdir(mode=0o700)
    shutil.copy(FORMATS[1], book.path)
    before, _ = read_journal_and_steps(book.path)[:2]
    book.changed(lambda journal: journal.update_settings(name="Sam"))
    journal, steps = read_journal_and_steps(book.path)[:2]
    mark = Removal(at=AT, undone=True)
    assert plan_undo(journal, steps, mark, count=1).after == before
    assert (
        plan_undo(journal, steps, mark, count=2).after
        == plan_undo(*read_journal_and_steps(FORMATS[1])[:2], mark, count=1).after
    )


def test_a_number_that_nothing_has_leads_nowhere_and_stays_to_be_read() -> None:
    cycle = {"id": "a", "number": 1, "grew_from": 9, "links": [{"kind": "replicates", "cycle": 8}]}
    tables = {"cycles": {"1": Raw(msgspec.json.encode(cycle))}, "inbox": {"1": Raw(b'{"filed_as":"9.1"}')}}
    found = convert_to_format_3(tables)
    assert msgspec.json.decode(found["cycles"]["1"]) == {
        **cycle,
        "grew_from": "9",
        "links": [{"kind": "replicates", "cycle": "8"}],
    }
    assert bytes(found["inbox"]["1"]) == b'{"filed_as":"9.1"}'


def test_a_cycle_that_only_history_knows_is_found_there() -> None:
    step = {"before": [["cycles", "gone", {"id": "gone", "number": 7}], ["settings", "settings", {"current": 7}]]}
    tables = {
        "settings": {"1": Raw(b'{"current":7}')},
        "cycles": {"1": Raw(b'{"id":"a","number":1}')},
        "history": {"1": Raw(msgspec.json.encode(step)), "2": Raw(b'"no step"')},
    }
    found = convert_to_format_3(tables)
    assert msgspec.json.decode(found["settings"]["1"]) == {"current": "gone"}
    assert msgspec.json.decode(found["history"]["1"])["before"][1][2] == {"current": "gone"}
    assert bytes(found["history"]["2"]) == b'"no step"'


def test_the_export_means_the_same_before_and_after(home: Home) -> None:
    for path in FORMATS:
        shutil.copy(path, home.journal)
        before = home.ok("export", "--with-removed", "--names-are-fine")
        home.ok("note", "one more")
        home.ok("undo")
        after = json.loads(home.ok("export", "--with-removed", "--names-are-fine"))
        after["inbox"].pop()
        assert after == json.loads(before)
