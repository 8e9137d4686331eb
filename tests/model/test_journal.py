"""The journal: finding what a person names, and answering with new values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.command_lines import format_hint
from enquiry.errors import Ambiguous, EnquiryError, ExitCode, NotFound
from enquiry.model.choices import BetterDirection, CycleState
from enquiry.model.cycle import Question
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure
from enquiry.model.record import Removal
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, cycle_id, entry_id

GONE = Removal(at=NOW)
DAY = NOW.date()
JOURNAL = a_journal(
    a_cycle(
        1, "What happens when I wait?", entries=(an_entry("note", DAY), an_entry("note", DAY, number=2, removed=GONE))
    ),
    a_cycle(2, "What happens to drawings?", state=CycleState.PAUSED),
    a_cycle(3, "Gone altogether?", removed=GONE),
    a_cycle(
        4, "Was: José's table", questions=(Question(text="Old words", on=DAY), Question(text="José reads", on=DAY))
    ),
    a_cycle(12, "How do talk rules help?", state=CycleState.CLOSED),
    inbox=(a_note(1), a_note(2, filed_as=entry_id("1.1")), a_note(3, removed=GONE), a_note(4)),
)


def numbers(journal: Journal) -> list[int]:
    return [cycle.number for cycle in journal.kept]


def test_what_is_kept_open_and_waiting() -> None:
    assert numbers(JOURNAL) == [1, 2, 4, 12]
    assert [cycle.number for cycle in JOURNAL.open] == [1, 4]
    assert [note.name for note in JOURNAL.waiting] == ["n1", "n4"]
    assert [entry.name for entry in JOURNAL.iterate_entries()] == ["1.1"]


def test_an_empty_journal() -> None:
    empty = Journal()
    assert (empty.kept, empty.open, empty.waiting, empty.current, list(empty.iterate_entries())) == (
        (),
        (),
        (),
        None,
        [],
    )
    assert (empty.next_number, empty.next_note) == (1, "n1")


@pytest.mark.parametrize(("current", "found"), [(4, 4), (3, None), (None, None), (99, None)])
def test_the_current_cycle_is_one_that_is_kept(current: int | None, found: int | None) -> None:
    cycle = JOURNAL.update_settings(current=cycle_id(current) if current else None).current
    assert (cycle.number if cycle else None) == found


@pytest.mark.parametrize(
    ("name", "number"),
    [(1, 1), ("1", 1), (" 12 ", 12), ("wait", 1), ("WAIT?", 1), ("drawings", 2), ("jose\u0301", 4), ("old WORDS", 4)],
)
def test_a_cycle_is_found_by_number_or_by_enough_of_any_version_of_its_question(name: str | int, number: int) -> None:
    assert JOURNAL.find_cycle(name).number == number


def failing(kind: type[EnquiryError], look: Any, name: Any) -> EnquiryError:
    with pytest.raises(kind) as caught:
        look(name)
    assert caught.value.hint
    return caught.value


def test_a_number_nobody_has_names_those_there_are() -> None:
    error = failing(NotFound, JOURNAL.find_cycle, "7")
    assert error.words == "There is no cycle 7; the latest are: 1, 2, 4, 12."
    assert error.exit_code is ExitCode.NOT_FOUND
    none_yet = failing(NotFound, Journal().find_cycle, 7)
    assert none_yet.words == "There is no cycle 7; there are none yet."
    assert format_hint(none_yet.hint) == 'enquiry start "your question" opens one.'


def test_at_most_eight_numbers_are_named() -> None:
    many = a_journal(*(a_cycle(number) for number in range(1, 21)))
    assert failing(NotFound, many.find_cycle, 99).words.endswith("the latest are: 13, 14, 15, 16, 17, 18, 19, 20.")


@pytest.mark.parametrize("name", ["3", 3])
def test_a_removed_cycle_is_said_to_be_removed_with_the_way_back(name: str | int) -> None:
    error = failing(NotFound, JOURNAL.find_cycle, name)
    assert (error.words, format_hint(error.hint)) == ("Cycle 3 was removed.", "enquiry reopen 3 brings it back.")


def test_words_that_fit_nothing_get_the_nearest_word() -> None:
    error = failing(NotFound, JOURNAL.find_cycle, "drawing's")
    assert error.words == "No cycle's question holds “drawing's”. Did you mean drawings?"
    assert failing(NotFound, JOURNAL.find_cycle, "altogether").words.startswith("No cycle's question holds")


def test_words_that_fit_several_name_them() -> None:
    error = failing(Ambiguous, JOURNAL.find_cycle, "what happens")
    listed = "1 · What happens when I wait?; 2 · What happens to drawings?"
    assert error.words == f"“what happens” fits 2 cycles: {listed}."
    assert error.exit_code is ExitCode.AMBIGUOUS


def test_of_many_that_fit_five_are_named_and_the_others_counted() -> None:
    many = a_journal(*(a_cycle(number, f"Why {number}?") for number in range(1, 9)))
    assert failing(Ambiguous, many.find_cycle, "why").words.endswith("5 · Why 5?; and 3 more.")


def test_an_entry_is_found_by_its_name() -> None:
    assert JOURNAL.find_entry("1.1").name == "1.1"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("1.9", "Cycle 1 has no entry 1.9."),
        ("1.2", "Entry 1.2 was removed."),
        ("3.1", "Cycle 3 was removed."),
        ("8.1", "There is no cycle 8; the latest are: 1, 2, 4, 12."),
    ],
)
def test_an_entry_that_is_not_there_is_said_to_be_so(name: str, words: str) -> None:
    error = failing(NotFound, JOURNAL.find_entry, name)
    assert error.words == words


def test_a_note_is_found_by_its_name_in_any_case() -> None:
    assert JOURNAL.find_note("n1") == JOURNAL.find_note("N1") == JOURNAL.inbox[0]
    assert JOURNAL.find_note("n2").filed_as == entry_id("1.1")
    assert failing(NotFound, JOURNAL.find_note, "n9").words == "There is no note n9 in the inbox."
    assert failing(NotFound, JOURNAL.find_note, "n3").words == "Note n3 was removed."


# Numbers


def test_numbers_of_what_was_removed_are_never_used_again() -> None:
    last = replace(JOURNAL.cycles[-1], removed=GONE)
    assert JOURNAL.upsert_cycle(last).next_number == 13
    assert JOURNAL.upsert_note(replace(JOURNAL.inbox[-1], removed=GONE)).next_note == "n5"
    assert JOURNAL.find_cycle(1).next_name == "1.3"


@strategies.seldom
@given(strategies.journals(), st.data())
def test_no_number_is_used_twice_whatever_is_added_and_removed(journal: Journal, data: st.DataObject) -> None:
    used = {cycle.number for cycle in journal.cycles}
    names = {note.name for note in journal.inbox}
    for _ in range(data.draw(st.integers(1, 5))):
        number, name = journal.next_number, journal.next_note
        assert number not in used
        assert name not in names
        used.add(number)
        names.add(name)
        journal = journal.upsert_cycle(a_cycle(number)).upsert_note(a_note(int(name[1:])))
        gone = data.draw(st.sampled_from(journal.cycles))
        journal = journal.upsert_item(replace(gone, removed=GONE))
        journal = journal.upsert_item(replace(data.draw(st.sampled_from(journal.inbox)), removed=GONE))


# New values


def test_a_cycle_is_added_or_put_in_its_place() -> None:
    fresh = a_cycle(20)
    assert JOURNAL.upsert_cycle(fresh).cycles == (*JOURNAL.cycles, fresh)
    changed = replace(JOURNAL.cycles[1], group="P4")
    assert JOURNAL.upsert_item(changed).cycles == (JOURNAL.cycles[0], changed, *JOURNAL.cycles[2:])


def test_an_entry_is_added_to_its_cycle_alone() -> None:
    entry = an_entry("reading", DAY, cycle=12)
    after = JOURNAL.upsert_item(entry)
    assert after.find_cycle(12).entries == (entry,)
    assert after.cycles[:-1] == JOURNAL.cycles[:-1]


def test_an_entry_of_a_cycle_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound, match="Cycle 3 was removed"):
        JOURNAL.upsert_entry(an_entry("reading", DAY, cycle=3))
    with pytest.raises(NotFound, match="There is no cycle with the id"):
        JOURNAL.upsert_entry(an_entry("reading", DAY, cycle=9))


def test_a_note_is_added_or_put_in_its_place() -> None:
    fresh, changed = a_note(5), replace(JOURNAL.inbox[0], text="better")
    assert JOURNAL.upsert_item(fresh).inbox == (*JOURNAL.inbox, fresh)
    assert JOURNAL.upsert_note(changed).inbox == (changed, *JOURNAL.inbox[1:])


def test_a_measure_is_found_whatever_its_case_and_put_in_its_place_by_its_id() -> None:
    pace = Measure(id="m1", recorded_at=NOW, name="Words correct", unit="words a minute", better=BetterDirection.UP)
    worry = Measure(id="m2", recorded_at=NOW, name="worry")
    journal = JOURNAL.upsert_measure(pace).upsert_measure(worry)
    assert journal.measures == (pace, worry)
    assert journal.find_measure(" words  CORRECT") == pace
    assert journal.find_measure("pace") is None
    renamed = replace(pace, name="pace")
    assert journal.upsert_measure(renamed).measures == (renamed, worry)


def test_settings_change_alone() -> None:
    after = JOURNAL.update_settings(name="Ishbel", calendar="wales")
    assert (after.settings.name, after.settings.calendar, after.settings.role) == ("Ishbel", "wales", "")
    assert replace(after, settings=JOURNAL.settings) == JOURNAL


@strategies.seldom
@given(strategies.journals(), strategies.entries(number=99))
def test_adding_an_entry_loses_nothing(journal: Journal, entry: Any) -> None:
    journal = (
        journal.upsert_cycle(a_cycle(1))
        if not any(c.number == 1 and not c.removed for c in journal.cycles)
        else journal
    )
    before = [(cycle.number, e) for cycle in journal.cycles for e in cycle.entries]
    after = journal.upsert_entry(entry)
    assert sorted(
        [(cycle.number, e) for cycle in after.cycles for e in cycle.entries], key=lambda pair: (pair[0], pair[1].number)
    ) == sorted([*before, (1, entry)], key=lambda pair: (pair[0], pair[1].number))
    assert after.inbox == journal.inbox


def test_the_cycles_that_are_kept_are_gathered_once() -> None:
    """Whoever asks for each cycle what lies about it would else walk over all for each."""
    journal = a_journal(a_cycle(1), a_cycle(2, removed=Removal(at=NOW)), a_cycle(3))
    assert [cycle.number for cycle in journal.kept] == [1, 3]
    assert journal.kept is journal.kept
    assert journal.open is journal.open
