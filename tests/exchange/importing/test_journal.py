"""Taking in an exported journal: read and checked, then proposed; pure values throughout."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.answers.records import describe_journal
from enquiry.errors import JournalNewer, UsageMistake
from enquiry.exchange.encoding import encode_answer
from enquiry.exchange.importing.journal import decode_export, load_exported_journal, propose_import
from enquiry.exchange.samples import list_samples, read_sample
from enquiry.model.choices import CycleState, EntryKind
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure
from enquiry.model.record import generate_id
from enquiry.model.references import map_references
from enquiry.model.settings import Settings
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, cycle_id, entry_id

SEPTEMBER = date(2025, 9, 10)


def a_full_journal() -> Journal:
    """A journal with entries of every kind, a note that waits and one that was filed."""
    entries = tuple(an_entry(kind, SEPTEMBER, f"a {kind}", number=n) for n, kind in enumerate(EntryKind, 1))
    cycles = (a_cycle(1, entries=entries), a_cycle(2, "And then?", grew_from=1))
    inbox = (a_note(1), a_note(2, filed_as=entry_id("1.6")))
    measure = Measure(id=generate_id(NOW, b"measure 01"), recorded_at=NOW, name="hands", unit="of 24")
    settings = Settings(calendar="wales", name="A. Teacher", current=cycle_id(2))
    return a_journal(*cycles, inbox=inbox, measures=(measure,), settings=settings)


def sent(journal: Journal) -> bytes:
    return encode_answer(describe_journal(journal))


def apart(journal: Journal) -> Journal:
    """The same journal under ids of its own: what another person wrote by chance in the same words."""
    cycles = tuple(
        replace(c, id=f"x{c.id}", entries=tuple(replace(e, id=f"x{e.id}") for e in c.entries)) for c in journal.cycles
    )
    inbox = tuple(replace(note, id=f"x{note.id}") for note in journal.inbox)
    changed = replace(journal, cycles=cycles, inbox=inbox)
    return Journal(
        **{
            name: map_references(getattr(changed, name), lambda record: f"x{record}")
            for name in ("settings", "cycles", "inbox", "measures", "beliefs")
        }
    )


# Reading


def test_a_journal_that_is_sent_comes_back_equal() -> None:
    assert load_exported_journal(sent(a_full_journal()), "it") == a_full_journal()


@pytest.mark.parametrize("name", list_samples())
def test_a_sample_says_what_it_is_about_and_comes_back_equal(name: str) -> None:
    document = decode_export(read_sample(name), name)
    assert document.about
    assert document.as_at
    journal = load_exported_journal(read_sample(name), name)
    assert load_exported_journal(sent(journal), name) == journal


def test_the_present_question_may_be_left_out() -> None:
    raw = msgspec.json.decode(sent(a_full_journal()))
    del raw["cycles"][0]["question"]
    assert load_exported_journal(msgspec.json.encode(raw), "it") == a_full_journal()


def test_fields_that_were_not_known_then_take_their_usual_values() -> None:
    least = {"schema_version": 1, "cycles": []}
    assert load_exported_journal(msgspec.json.encode(least), "it") == Journal()


def test_a_later_version_is_refused_before_anything_else_is_read() -> None:
    with pytest.raises(JournalNewer, match="it has schema_version 7; this program knows 2"):
        decode_export(b'{"schema_version": 7, "cycles": "a new kind of thing"}', "it")


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff", b"[1]", b"{}", b'{"schema_version": null}', b'{"schema_version": 1.5}']
)
def test_what_is_no_export_is_refused_naming_where_it_came_from(data: bytes) -> None:
    with pytest.raises(UsageMistake, match=r"^old\.json is not an exported journal: "):
        decode_export(data, "old.json")


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    with pytest.raises((UsageMistake, JournalNewer)):
        decode_export(data, "it")


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=3))
def test_no_damage_to_an_export_breaks_the_reading(place: int, bad: bytes) -> None:
    data = sent(a_full_journal())
    place %= len(data)
    with suppress(UsageMistake, JournalNewer):
        assert load_exported_journal(data[:place] + bad + data[place + len(bad) :], "it")


@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=3))
def test_no_damage_to_an_earlier_export_breaks_the_reading(place: int, bad: bytes) -> None:
    data = (Path(__file__).parent / "exports" / "version-1.json").read_bytes()
    place %= len(data)
    with suppress(UsageMistake, JournalNewer):
        assert load_exported_journal(data[:place] + bad + data[place + len(bad) :], "it")


json_values = st.recursive(
    st.none() | st.integers(0, 9) | st.sampled_from(["1.1", "cycle:1", ""]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["id", "number", "name", "cycle", "grew_from", "links", "entries", "filed_as", "queries", "text"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.fixed_dictionaries(dict.fromkeys(("cycles", "settings", "inbox", "measures", "beliefs"), json_values)))
def test_no_shape_of_an_earlier_export_breaks_the_reading(document: dict[str, object]) -> None:
    with suppress(UsageMistake):
        load_exported_journal(msgspec.json.encode({"schema_version": 1, **document}), "it")


# Proposing


def test_into_an_empty_journal_everything_is_taken_as_it_is() -> None:
    planned = propose_import(Journal(), a_full_journal())
    assert planned.journal == a_full_journal()
    assert planned.counts == {"cycles": 2, "entries": 7, "notes": 2, "measures": 1, "beliefs": 0}
    assert planned.differing == ()
    assert planned.summary == "2 cycles, 7 entries, 2 notes, 1 measure"


def test_what_is_there_already_is_not_added_again() -> None:
    planned = propose_import(a_full_journal(), a_full_journal())
    assert planned.journal == a_full_journal()
    assert planned.summary == "0 cycles, 0 entries, 0 notes, 0 measures"
    assert planned.differing == ()


def test_settings_stay_as_they_are_in_a_journal_that_has_some() -> None:
    mine = Journal(settings=Settings(name="Me"))
    assert propose_import(mine, a_full_journal()).journal.settings == Settings(name="Me")


def test_another_journal_gets_the_next_numbers_with_all_that_names_them() -> None:
    planned = propose_import(a_full_journal(), apart(a_full_journal()))
    first, second, third, fourth = planned.journal.cycles
    assert (first, second) == a_full_journal().cycles
    assert (third.number, fourth.number, fourth.grew_from) == (3, 4, third.id)
    assert [entry.name for entry in third.entries] == [f"3.{n}" for n in range(1, 8)]
    assert {entry.cycle for entry in third.entries} == {third.id}
    assert [(note.name, planned.journal.get_name(note.filed_as)) for note in planned.journal.inbox] == [
        ("n1", ""),
        ("n2", "1.6"),
        ("n3", ""),
        ("n4", "3.6"),
    ]
    assert planned.counts == {"cycles": 2, "entries": 7, "notes": 2, "measures": 0, "beliefs": 0}
    assert propose_import(planned.journal, apart(a_full_journal())).journal == planned.journal


def test_numbers_that_are_free_are_kept() -> None:
    mine = a_journal(a_cycle(5, "Mine?"))
    theirs = apart(a_full_journal())
    assert [cycle.number for cycle in propose_import(mine, theirs).journal.cycles] == [5, 1, 2]


def test_new_entries_of_a_known_cycle_are_added_under_the_next_name() -> None:
    mine = a_journal(a_cycle(entries=(an_entry("reflection", SEPTEMBER, "here"),)))
    there = replace(an_entry("reflection", SEPTEMBER, "there"), id="there")
    filed = a_note(1, filed_as="there")
    planned = propose_import(mine, a_journal(a_cycle(entries=(there,)), inbox=(filed,)))
    assert [(entry.name, entry.text) for entry in planned.journal.cycles[0].entries] == [
        ("1.1", "here"),
        ("1.2", "there"),
    ]
    assert planned.journal.get_name(planned.journal.inbox[0].filed_as) == "1.2"
    assert planned.differing == ()


def test_a_known_cycle_is_found_under_another_number() -> None:
    known = replace(a_cycle(1), number=4)
    theirs = a_journal(a_cycle(1, entries=(an_entry("note", SEPTEMBER),)))
    planned = propose_import(a_journal(known), theirs)
    assert [entry.name for entry in planned.journal.cycles[0].entries] == ["4.1"]
    assert planned.differing == ()


def test_what_differs_is_named_and_left() -> None:
    mine = a_full_journal()
    cycle = mine.cycles[0]
    changed = replace(cycle.entries[0], text="otherwise")
    theirs = replace(
        mine,
        cycles=(replace(cycle, state=CycleState.PAUSED, entries=(changed, *cycle.entries[1:])), mine.cycles[1]),
        inbox=(replace(mine.inbox[0], text="otherwise"), mine.inbox[1]),
    )
    planned = propose_import(mine, theirs)
    assert planned.journal == mine
    assert planned.differing == (
        "1.1 differs from the one in the file in text (“a reading” here, “otherwise” there); it was left as it is.",
        "Cycle 1 differs from the one in the file in state (“open” here, “paused” there); it was left as it is.",
        "Note n1 differs from the one in the file in text (“a line” here, “otherwise” there); it was left as it is.",
    )
    taken = propose_import(mine, theirs, takes_changes=True)
    assert (taken.journal, taken.counts["entries"]) == (theirs, 0)


def test_a_measure_is_known_by_its_name() -> None:
    mine = a_full_journal()
    same = replace(mine.measures[0], id="another", name="HANDS")
    new = replace(mine.measures[0], id="new", name="pace")
    planned = propose_import(mine, replace(mine, measures=(same, new)))
    assert [measure.name for measure in planned.journal.measures] == ["hands", "pace"]
