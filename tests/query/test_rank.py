"""The order of what was found: the best match first, the newest first, and how much of it is told."""

from datetime import date
from functools import partial
from math import log2
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.command_lines import format_hint
from enquiry.dates.period import Period
from enquiry.model.journal import Journal
from enquiry.query import predicates as p
from enquiry.query.item import iterate_items
from enquiry.query.matching import Finder
from enquiry.query.rank import score_items, search, sort_newest_first
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
def test_ranking_finds_what_selecting_finds_in_whatever_order(journal: Journal, sought: list[Any]) -> None:
    for condition in (p.combine_all(sought), p.combine_any(sought)):
        query = combine_conditions((condition,))
        found, plain = search(journal, query), select(journal, query)
        assert {repr(one) for one in found.found} == set(map(repr, plain.found))
        assert (set(found.notes), set(found.beliefs)) == (set(plain.notes), set(plain.beliefs))
        assert sorted(found.ranked) == sorted(
            [name for one in plain.found for name in one.names]
            + [*(one.name for one in plain.notes), *(one.name for one in plain.beliefs)]
        )


def test_each_item_is_looked_through_once_for_each_word() -> None:
    looked = list[str]()
    with pytest.MonkeyPatch.context() as patch:
        count = Finder.count_in

        def tell(finder: Finder, text: str) -> int:
            looked.append(text)
            return count(finder, text)

        patch.setattr(Finder, "count_in", tell)
        search(JOURNAL, build_query(words=("feedback",)))
    assert len(looked) == len(list(iterate_items(JOURNAL)))


# Judged by hand: for each question the texts that answer it, 2 for those about it and 1 for those that touch it.

TEXTS = (
    "Exit tickets at the end of maths: most of the class could add fractions, fewer could say why.",
    "Waited five seconds after every question today. Longer answers, and two pupils who never speak spoke.",
    "Phoned home about homework for the third time. Homework is handed in late by the same four pupils.",
    "The pre-teaching group knew the words before the lesson. Vocabulary first, then the text: it worked.",
    "Read Rowe on wait time: three seconds is the threshold. Wait time one is before the answer, wait time two after.",
    "Seating plan changed, the back row is quieter now. Homework was set and nobody complained.",
    "Marked the essays. Feedback as questions instead of grades; they answered the questions in green pen.",
    """A long day of meetings, cover in the afternoon, then parents' evening until eight. Mentioned the homework club,
    the trip, the seating, fractions week, the vocabulary wall and the reading log to most of the parents who came.""",
    "Fractions with paper strips: halves and quarters. Fractions on a number line next, then fractions of amounts.",
    "Cold calling with no hands up: they wait for each other to be asked. Fewer volunteers, more listeners.",
    "Feedback took four hours. The next lesson they read the feedback for a minute and put it away.",
    "Vocabulary quiz: eight of ten new words kept after three weeks by those who had the words before the text.",
)
JUDGED: dict[tuple[str, ...], dict[int, int]] = {
    ("fractions",): {9: 2, 1: 2, 8: 1},
    ("homework",): {3: 2, 6: 1, 8: 1},
    ("wait", "time"): {5: 2},
    ("wait",): {5: 2, 2: 2, 10: 1},
    ("feedback",): {11: 2, 7: 2},
    ("vocabulary",): {4: 2, 12: 2, 8: 1},
    ("words", "text"): {12: 2, 4: 2},
}


def test_the_order_is_the_one_a_reader_would_choose() -> None:
    """The gain, discounted by place, of each order beside that of the best one: 1 where nothing could stand better."""
    notes = tuple(a_note(number, text) for number, text in enumerate(TEXTS, 1))
    for asked, judged in JUDGED.items():
        ranked = [int(name[1:]) for name in search(a_journal(inbox=notes), build_query(words=asked)).ranked]
        assert set(ranked) == set(judged), asked
        told, best = ([judged[n] for n in order] for order in (ranked, sorted(judged, key=lambda n: -judged[n])))
        gains = [sum(gain / log2(place) for place, gain in enumerate(order, 2)) for order in (told, best)]
        assert gains[0] / gains[1] > 0.95, (asked, ranked)


def test_a_long_text_does_not_win_by_its_length_nor_by_saying_a_word_again_and_again() -> None:
    texts = (f"wait {LONG} wait", "wait and wait", "wait " * 30 + LONG, "wait for the answer")
    notes = tuple(a_note(number, text) for number, text in enumerate(texts, 1))
    ranked = search(a_journal(inbox=notes), build_query(words=("wait",))).ranked
    assert ranked.index("n2") < ranked.index("n4") < ranked.index("n1")


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
