"""What a query selects: every condition must hold, and nothing that meets them all is left out."""

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.dates.period import Period
from enquiry.errors import ExitCode, NotFound
from enquiry.model.choices import CycleState, Decision, EntryKind
from enquiry.model.cycle import Question, StateChange, SuccessSign
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.model.record import Removal
from enquiry.model.tag import is_tag_under
from enquiry.model.text import fold
from enquiry.query.item import list_texts
from enquiry.query.matching import normalise_for_search
from enquiry.query.predicates import SearchTerm
from enquiry.query.select import CycleMatch, Query, build_query, combine_conditions, select
from enquiry.query.tags.usage import find_tag
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry

GONE = Removal(at=NOW)
SEPTEMBER = Period(date(2025, 9, 1), date(2025, 10, 1))


def names(journal: Journal, **conditions: Any) -> list[str]:
    """Return the names of the selected entries, `c1` for a cycle that is selected itself, and those of notes."""
    selection = select(journal, build_query(**conditions))
    told = [*(f"c{found.cycle.number}" for found in selection.found if found.itself)]
    return [*told, *(entry.name for entry in selection.entries), *(note.name for note in selection.notes)]


JOURNAL = a_journal(
    a_cycle(
        1,
        "What happens when I wait?",
        tags=("questioning",),
        issue="Only the quick ones answer",
        entries=(
            an_entry("evidence", date(2025, 9, 10), "The QUIET table\nanswered first", number=1, tags=("Quiet",)),
            an_entry("reflection", date(2025, 9, 30), "waiting is hard", number=2),
            an_entry("reflection", date(2025, 10, 1), "quiet again", number=3, removed=GONE),
            an_entry("note", date(2025, 8, 31), "before all of it", number=4),
        ),
    ),
    a_cycle(
        2,
        "Does rereading help?",
        on=date(2025, 10, 6),
        tags=("Reading/Fluency",),
        entries=(an_entry("action", date(2025, 10, 7), "partner reading", cycle=2, tags=("reading",)),),
    ),
    a_cycle(3, "A quiet table?", removed=GONE, entries=(an_entry("note", date(2025, 9, 9), "quiet", cycle=3),)),
    inbox=(
        a_note(1, "a quiet line", happened_on=date(2025, 9, 30), tags=("reading",)),
        a_note(2, "quiet but filed", filed_as="1.1"),
        a_note(3, "quiet but gone", removed=GONE),
    ),
)


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({}, ["c1", "c2", "1.4", "1.1", "1.2", "2.1", "n1"]),
        ({"words": ("quiet",)}, ["1.1", "n1"]),
        ({"words": ("quiet", "table")}, ["1.1"]),
        ({"words": ("wait",)}, ["c1", "1.2"]),
        ({"words": ("quiet table",)}, ["1.1"]),
        ({"words": ("quiet  TABLE answered",)}, ["1.1"]),
        ({"words": ("table\tfirst",)}, []),
        ({"words": ("quick", "wait")}, ["c1"]),
        ({"words": ("nowhere",)}, []),
        ({"tags": ("questioning",)}, ["c1", "1.4", "1.1", "1.2"]),
        ({"tags": ("quiet",)}, ["1.1"]),
        ({"tags": ("reading",)}, ["c2", "2.1", "n1"]),
        ({"tags": ("reading/fluency",)}, ["c2", "2.1"]),
        ({"tags": ("reading/fluency/pace",)}, []),
        ({"tags": ("questioning", "quiet")}, ["1.1"]),
        ({"tags": ("questioning", "reading")}, []),
        ({"kinds": (EntryKind.NOTE,)}, ["1.4", "n1"]),
        ({"kinds": (EntryKind.ACTION, EntryKind.EVIDENCE)}, ["1.1", "2.1"]),
        ({"cycles": (2,)}, ["c2", "2.1"]),
        ({"cycles": (1, 2)}, ["c1", "c2", "1.4", "1.1", "1.2", "2.1"]),
        ({"cycles": (3,)}, []),
        ({"window": SEPTEMBER}, ["c1", "1.1", "1.2", "n1"]),
        ({"window": SEPTEMBER, "words": ("quiet",), "kinds": (EntryKind.EVIDENCE,)}, ["1.1"]),
        ({"window": SEPTEMBER, "words": ("quiet",), "kinds": (EntryKind.NOTE,), "tags": ("reading",)}, ["n1"]),
        ({"words": ("quiet",), "cycles": (2,)}, []),
    ],
)
def test_all_conditions_must_hold(conditions: dict[str, Any], found: list[str]) -> None:
    assert names(JOURNAL, **conditions) == found


def test_whether_a_query_looks_inside() -> None:
    assert not Query().looks_inside
    assert not build_query(cycles=(1,), window=SEPTEMBER).looks_inside
    assert all(
        q.looks_inside
        for q in (build_query(words=("a",)), build_query(tags=("a",)), build_query(kinds=(EntryKind.NOTE,)))
    )


@pytest.mark.parametrize(
    ("kind", "fields", "texts"),
    [
        ("note", {}, ("something",)),
        ("action", {}, ("something",)),
        ("reflection", {"text": ""}, ()),
        (
            "evidence",
            {"source": "blue folder", "values": (MeasuredValue(measure="pace", value=3),)},
            ("something", "blue folder", "pace"),
        ),
        ("review", {"decision": Decision.STOP, "because": "cover fell through"}, ("something", "cover fell through")),
        (
            "reading",
            {"authors": "Rowe", "year": 1986, "title": "Wait time", "fit": "as here", "doubt": "small"},
            ("something", "as here", "small", "Rowe (1986). Wait time"),
        ),
    ],
)
def test_everything_written_in_an_entry_is_looked_through(kind: str, fields: Any, texts: tuple[str, ...]) -> None:
    assert tuple(text for _, text in list_texts(an_entry(kind, date(2025, 9, 1), **fields))) == texts


def test_everything_written_about_a_cycle_is_looked_through() -> None:
    cycle = a_cycle(
        question="first",
        issue="worry",
        why="matters",
        hunch="guess",
        group="P4",
        success=(SuccessSign(text="sign", on=date(2025, 9, 1)),),
        turns=(StateChange(state=CycleState.CLOSED, on=date(2025, 12, 1), at=NOW, because="over"),),
    ).add_question(Question(text="second", on=date(2025, 9, 9), because="better"))
    texts = ("second", "better", "first", "worry", "matters", "guess", "P4", "sign", "over")
    assert tuple(text for _, text in list_texts(cycle)) == texts
    for text in texts:
        assert [found.itself for found in select(a_journal(cycle), build_query(words=(text,))).found] == [True]


def test_a_cycle_is_of_a_time_when_it_was_asked_or_turned_in_it() -> None:
    turn = StateChange(state=CycleState.CLOSED, on=date(2025, 11, 3), at=NOW)
    cycle = a_cycle(turns=(turn,)).add_question(Question(text="better", on=date(2025, 10, 6)))
    told = {
        month: bool(
            select(a_journal(cycle), build_query(window=Period(date(2025, month, 1), date(2025, month + 1, 1)))).found
        )
        for month in range(8, 12)
    }
    assert told == {8: False, 9: True, 10: True, 11: True}


def test_a_tag_nobody_uses_is_an_error_that_names_the_nearest() -> None:
    for tag in ("reading", "READING", "quiet", "reading/fluency"):
        find_tag(JOURNAL, tag)
    with pytest.raises(NotFound) as caught:
        find_tag(JOURNAL, "readng")
    assert caught.value.words == "Nothing bears the tag “readng”. Did you mean reading?"
    assert caught.value.exit_code is ExitCode.NOT_FOUND
    with pytest.raises(NotFound, match=r"^Nothing bears the tag “reading/pace”\."):
        find_tag(JOURNAL, "reading/pace")


# Whatever is in a journal can be found


def kept(journal: Journal) -> list[AnyEntry]:
    return list(journal.iterate_entries())


def found_by(journal: Journal, entry: AnyEntry, query: Query) -> bool:
    return entry in select(journal, query).entries


some = strategies.journals().filter(lambda journal: bool(kept(journal)))


@strategies.seldom
@given(some, st.data())
def test_an_entry_is_found_by_every_word_and_by_each_way_to_type_it(journal: Journal, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(kept(journal)))
    for word in [word for _, text in list_texts(entry) for word in text.split()]:
        for typed in (
            word,
            word.upper(),
            word.casefold(),
            unicodedata.normalize("NFD", word),
            fold(word),
            normalise_for_search(word),
        ):
            assert found_by(journal, entry, build_query(words=(typed,))), typed
            assert found_by(journal, entry, combine_conditions((SearchTerm(typed, whole=True),))), typed


@strategies.seldom
@given(some, st.data())
def test_an_entry_is_found_by_all_that_is_true_of_it_at_once(journal: Journal, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(kept(journal)))
    own = (*entry.tags, *journal.find_cycle_by_id(entry.cycle).tags)
    parents = ["/".join(tag.split("/")[:depth]) for tag in own for depth in range(1, tag.count("/") + 2)]
    asked = build_query(
        words=entry.text.split(),
        tags=parents,
        kinds=(entry.kind,),
        cycles=(entry.cycle_number,),
        window=Period.of_day(entry.happened_on),
    )
    assert found_by(journal, entry, asked)


conditions = st.fixed_dictionaries(
    {
        "words": st.lists(strategies.words, max_size=2).map(tuple),
        "tags": strategies.tags,
        "kinds": st.lists(st.sampled_from(EntryKind), max_size=2).map(tuple),
        "cycles": st.lists(st.integers(1, 3), max_size=2).map(tuple),
        "window": st.none() | strategies.days.map(lambda on: Period(on, on + timedelta(days=60))),
    }
)
Conditions = dict[str, Any]


def stands_at_the_beginning_of_a_word(word: str, text: str) -> bool:
    """The words drawn have no forms but their own, so that a plain look at the beginnings says the same."""
    wanted, told = normalise_for_search(word), normalise_for_search(text)
    places = [at for at in range(len(told)) if told.startswith(wanted, at)]
    return any(at == 0 or not told[at - 1].isalnum() or not wanted[0].isascii() for at in places)


def test_a_phrase_runs_over_the_lines_of_a_text_but_not_from_one_text_into_the_next() -> None:
    held = an_entry("action", date(2025, 9, 3), "they came\n \tback at last", instead="quiet\u00a0 table—")
    journal = a_journal(a_cycle(entries=(held,)))
    for phrase, stands in {"came back": 1, "quiet table": 1, "table-": 1, "at last": 1, "last quiet": 0}.items():
        assert len(select(journal, build_query(words=(phrase,))).entries) == stands, phrase


@strategies.seldom
@given(strategies.journals(), conditions)
def test_what_is_selected_meets_every_condition_and_what_is_left_out_fails_one(journal: Journal, c: Conditions) -> None:
    selected = set(map(id, select(journal, build_query(**c)).entries))
    for entry in kept(journal):
        tags = (*entry.tags, *journal.find_cycle_by_id(entry.cycle).tags)
        whole = "\n".join(text for _, text in list_texts(entry))
        meets = (
            all(stands_at_the_beginning_of_a_word(word, whole) for word in c["words"])
            and all(any(is_tag_under(tag, wanted) for tag in tags) for wanted in c["tags"])
            and (not c["kinds"] or entry.kind in c["kinds"])
            and (not c["cycles"] or entry.cycle_number in c["cycles"])
            and (c["window"] is None or c["window"].begin <= entry.happened_on < c["window"].end)
        )
        assert (id(entry) in selected) is meets


@strategies.seldom
@given(strategies.journals(), conditions, conditions)
def test_more_conditions_never_find_more(journal: Journal, one: Conditions, other: Conditions) -> None:
    query = build_query(**one)
    both = build_query(**{**one, "words": one["words"] + other["words"], "tags": one["tags"] + other["tags"]})
    assert set(select(journal, both).entries) <= set(select(journal, query).entries)
    assert set(select(journal, both).notes) <= set(select(journal, query).notes)


@strategies.seldom
@given(strategies.journals())
def test_an_empty_query_selects_everything_that_is_kept_in_order(journal: Journal) -> None:
    selection = select(journal, Query())
    assert selection.found == tuple(CycleMatch(cycle, cycle.kept, itself=True) for cycle in journal.kept)
    assert selection.notes == journal.waiting


@strategies.seldom
@given(strategies.journals(), conditions)
def test_a_waiting_note_is_found_by_what_it_has_but_never_within_a_cycle(journal: Journal, c: Conditions) -> None:
    found = select(journal, build_query(**c)).notes
    assert set(found) <= set(journal.waiting)
    if c["cycles"]:
        assert not found
    for note in journal.waiting:
        day = Period.of_day(note.happened_on)
        has: Conditions = {"words": note.text.split(), "tags": note.tags, "kinds": (EntryKind.NOTE,), "window": day}
        assert note in select(journal, build_query(**has)).notes
        assert note not in select(journal, build_query(**{**has, "kinds": (EntryKind.ACTION,)})).notes
        elsewhere = replace(note, happened_on=date(2030, 1, 1))
        assert elsewhere not in select(journal.upsert_note(elsewhere), build_query(**has)).notes
