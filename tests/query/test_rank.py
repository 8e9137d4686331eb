"""The order of what was found: the best match first, the newest first, and how much of it is told."""

import builtins
import sqlite3
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.command_lines import format_hint
from enquiry.dates.period import Period
from enquiry.model.journal import Journal
from enquiry.query import predicates as p
from enquiry.query import rank
from enquiry.query.item import iterate_items
from enquiry.query.rank import score_by_counting, score_items, search, sort_newest_first
from enquiry.query.select import (
    Query,
    Selection,
    build_query,
    build_result,
    combine_conditions,
    count_matches,
    is_found_whole,
    select,
)
from enquiry.query.suggest import suggest_tags, suggest_words
from tests import strategies
from tests.conftest import a_cycle, a_journal, a_note, an_entry

LONG = "and then much else was said of other things that day " * 6
JOURNAL = a_journal(
    a_cycle(
        1,
        "What happens when I wait?",
        entries=(
            an_entry("note", date(2025, 9, 2), f"feedback {LONG}", number=1),
            an_entry("note", date(2025, 9, 3), f"nothing {LONG}", number=2),
            an_entry("note", date(2025, 9, 4), "feedback on feedback", number=3),
        ),
    ),
    a_cycle(
        2,
        "Who asks for feedback?",
        on=date(2025, 10, 1),
        tags=("asking",),
        entries=tuple(an_entry("note", date(2025, 10, n), f"line {n}", cycle=2, number=n) for n in range(1, 6)),
    ),
    a_cycle(3, "And then?", on=date(2025, 11, 1), entries=(an_entry("note", date(2025, 11, 2), LONG, cycle=3),)),
    inbox=(a_note(1, "feedback"), a_note(2, f"{LONG} feedback"), a_note(3, "written down")),
)


def shape(selection: Selection) -> list[tuple[int, list[str]]]:
    return [(found.cycle.number, [entry.name for entry in found.entries]) for found in selection.found]


def test_the_best_match_comes_first_under_its_cycle() -> None:
    found = search(JOURNAL, build_query(words=("feedback",)))
    assert found.ranked[:2] in (("n1", "1.3"), ("1.3", "n1"))
    assert set(found.ranked) == {"1.1", "1.3", "2", "n1", "n2"}
    assert found.ranked.index("1.3") < found.ranked.index("1.1")
    assert shape(found) == [(1, ["1.1", "1.3"]), (2, [])]
    assert [note.name for note in found.notes] == ["n1", "n2"]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    texts = [*["common words here"] * 12, "rare words here"]
    entries = tuple(an_entry("note", date(2025, 9, 1), text, number=n) for n, text in enumerate(texts, 1))
    found = search(
        a_journal(a_cycle(entries=entries)),
        combine_conditions((p.combine_any((p.SearchTerm("common"), p.SearchTerm("rare"))),)),
    )
    assert found.ranked[0] == "1.13"


def test_without_words_the_order_is_that_of_the_numbers() -> None:
    for query in (Query(), build_query(tags=("asking",)), build_query(cycles=(2, 1))):
        assert search(JOURNAL, query) == select(JOURNAL, query)


def test_other_forms_are_ranked_too() -> None:
    query = combine_conditions((p.SearchTerm("write", ("written", "wrote")),))
    assert search(JOURNAL, query).ranked == ("n3",)
    assert score_items(iterate_items(JOURNAL), query).keys() == {"n3"}


def test_what_a_word_begins_is_ranked_too() -> None:
    assert score_items(iterate_items(JOURNAL), build_query(words=("feed",))).keys() == {"1.1", "1.3", "2", "n1", "n2"}


def test_the_newest_first() -> None:
    found = sort_newest_first(search(JOURNAL, build_query(words=("feedback",))))
    assert shape(found) == [(2, []), (1, ["1.3", "1.1"])]
    assert [note.name for note in found.notes] == ["n2", "n1"]


words = st.one_of(
    strategies.words.map(p.SearchTerm),
    strategies.words.map(partial(p.SearchTerm, whole=True)),
    st.sampled_from(["can't", "3.1.2", "#writing", 'a"b', "NEAR(", "*", "^x", "a\0b", "\ud800", "OR", "{}"]).map(
        p.SearchTerm
    ),
)


@strategies.seldom
@given(strategies.journals(), st.lists(words, min_size=1, max_size=3))
def test_full_text_and_a_plain_scan_find_the_same_in_whatever_order(journal: Journal, sought: list[Any]) -> None:
    for condition in (p.combine_all(sought), p.combine_any(sought)):
        query = combine_conditions((condition,))
        found = search(journal, query)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rank, "score_by_full_text", lambda *_: None)
            scanned = search(journal, query)
        plain = select(journal, query)
        assert {repr(one) for one in found.found} == {repr(one) for one in scanned.found} == set(map(repr, plain.found))
        assert set(found.ranked) == set(scanned.ranked)
        assert set(found.notes) == set(scanned.notes) == set(plain.notes)


def test_without_full_text_matches_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    query = build_query(words=("feedback",))
    counted = score_by_counting(iterate_items(JOURNAL), query)
    monkeypatch.setattr(rank, "_CREATE_TABLE", "create virtual table text using no_such_module(x)")
    with pytest.raises(sqlite3.OperationalError, match="no such module"):
        rank.score_by_full_text((), query)
    monkeypatch.setattr(rank, "_CREATE_TABLE", "create virtual table text using fts5_missing(x)")
    assert rank.score_by_full_text((), query) is None
    assert score_items(iterate_items(JOURNAL), query) == counted
    assert min(counted, key=lambda name: counted[name]) == "1.3"


def test_a_python_without_sqlite_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any) -> Any:
        if name == "sqlite3":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    assert search(JOURNAL, build_query(words=("feedback",))).ranked[0] == "1.3"


# How much is told


@pytest.mark.parametrize("most", range(1, 8))
def test_a_limit_keeps_the_best(most: int) -> None:
    whole = search(JOURNAL, build_query(words=("feedback",)))
    result = build_result(whole, most=most)
    told = count_matches(result.told)
    lines = told.entries + told.notes + sum(1 for found in result.told.found if not found.entries)
    assert lines == min(most, 5)
    assert result.all == count_matches(whole)
    assert [a - b for a, b in zip(result.all, told, strict=True)] == list(result.left)
    kept = {entry.name for entry in result.told.entries} | {note.name for note in result.told.notes}
    left = {name for name in whole.ranked if "." in name or name[0] == "n"} - kept
    best = whole.ranked.index
    assert all(best(one) < best(other) for one in kept for other in left)


def test_a_cycle_found_whole_takes_one_line_however_long_it_is() -> None:
    found = select(JOURNAL, build_query(tags=("asking",)))
    assert is_found_whole(found.found[0], found)
    assert shape(build_result(found, most=1).told) == [(2, ["2.1", "2.2", "2.3", "2.4", "2.5"])]
    by_name = select(JOURNAL, build_query(cycles=(2,)))
    assert not is_found_whole(by_name.found[0], by_name)
    assert shape(build_result(by_name, most=2).told) == [(2, ["2.1", "2.2"])]


def test_a_cycle_of_which_most_was_found_is_told_entry_by_entry() -> None:
    last = p.InPeriod(Period.of_day(date(2025, 10, 5)))
    found = select(JOURNAL, combine_conditions((p.FieldCondition("tag", "asking"), p.Not(last))))
    assert shape(found) == [(2, ["2.1", "2.2", "2.3", "2.4"])]
    assert found.found[0].itself
    assert not is_found_whole(found.found[0], found)


def test_cycles_alone_take_a_line_each() -> None:
    found = select(JOURNAL, Query())
    told = build_result(found, most=2, only_cycles=True)
    assert [one.cycle.number for one in told.told.found] == [1, 2]
    assert told.left.cycles == 1


# What lies near


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("feedbak",), ["“feedbak” stands nowhere. Did you mean feedback?"]),
        (
            ("Feedbak hapens",),
            ["“Feedbak” stands nowhere. Did you mean feedback?", "“hapens” stands nowhere. Did you mean happens?"],
        ),
        (("asking",), ["“asking” stands in no text, but it is a tag: enquiry search --tag asking"]),
        (("feedback",), []),
        (("zebra",), []),
        ((), []),
    ],
)
def test_what_lies_near_a_word_that_stands_nowhere(words: tuple[str, ...], said: list[str]) -> None:
    asked = a_journal(*JOURNAL.kept[:1], a_cycle(2, "Who?", tags=("asking",)))
    assert [format_hint(hint) for hint in suggest_words(build_query(words=words).sought, asked)] == said


def test_a_word_that_is_a_tag_as_well_is_told() -> None:
    asked = a_journal(a_cycle(1, "Who?", tags=("home/page one", "asking")))
    hints = suggest_tags(build_query(words=("Asking", "who", "page one")).sought, asked)
    assert [format_hint(hint) for hint in hints] == [
        "“Asking” is a tag as well: enquiry search --tag asking",
        '“page one” is a tag as well: enquiry search --tag "home/page one"',
    ]
