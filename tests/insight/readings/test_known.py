"""Readings over the years: which are the same, and how what they claim turned out."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from enquiry.insight.readings.known import (
    format_shared_trials,
    format_trials,
    group_readings,
    iterate_said,
    label_reading,
    list_expectations,
    list_known_readings,
)
from enquiry.model.choices import Privacy, TriedVerdict
from enquiry.model.entry import Reading, Review, TriedReading
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from tests.conftest import NOW, a_cycle, a_journal, an_entry, entry_id

DAY = date(2025, 9, 1)
ROWE: dict[str, Any] = {"authors": "Rowe, M. B.", "year": 1986, "title": "Wait time"}
V = TriedVerdict


def a_reading(cycle: int = 1, number: int = 1, **fields: Any) -> Reading:
    found = an_entry("reading", DAY.replace(year=2015 + cycle), cycle=cycle, number=number, **fields)
    assert isinstance(found, Reading)
    return found


def a_review(cycle: int, number: int, *said: TriedReading, **fields: Any) -> Review:
    found = an_entry("review", date(2016 + cycle, 3, number), cycle=cycle, number=number, tried=said, **fields)
    assert isinstance(found, Review)
    return found


def said_of(name: str, verdict: TriedVerdict | None, why: str = "") -> TriedReading:
    return TriedReading(reading=entry_id(name), verdict=verdict, why=why)


def four_classes() -> Journal:
    """One reading in four cycles, each with its own way of naming it, and one review of each."""
    named = (ROWE, {**ROWE, "authors": "M. B. Rowe"}, {**ROWE, "title": ""}, {"doi": "10.1177/x", **ROWE})
    verdicts = (V.AS_CLAIMED, V.IN_PART, V.AS_CLAIMED, V.NOT_HERE)
    cycles = []
    for number, (fields, verdict) in enumerate(zip(named, verdicts, strict=True), 1):
        read = a_reading(number, expects="longer answers within two weeks", **fields)
        looked = a_review(number, 2, said_of(f"{number}.1", verdict, "so it was"))
        cycles.append(a_cycle(number, group="S2 class", entries=(read, looked)))
    return a_journal(*cycles)


def test_what_is_one_reading_by_its_doi_else_by_author_year_and_title() -> None:
    table: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
        (ROWE, {**ROWE, "authors": "ROWE, Mary Budd", "title": "Wait  Time."}, True),
        (ROWE, {**ROWE, "authors": "Rowe, M. B.; Somebody, E."}, True),
        (ROWE, {**ROWE, "title": ""}, True),
        (ROWE, {**ROWE, "doi": "10.1177/x"}, True),
        ({"doi": "10.1177/X"}, {"doi": "10.1177/x", "title": "Other words"}, True),
        ({"title": "Wait time"}, {"title": "wait time"}, True),
        (ROWE, {**ROWE, "year": 1974}, False),
        (ROWE, {**ROWE, "title": "Wonder"}, False),
        ({**ROWE, "doi": "10.1177/x"}, {**ROWE, "doi": "10.1177/y"}, False),
        ({}, {}, False),
        ({"authors": "Rowe, M."}, {"authors": "Rowe, M."}, False),
        ({"year": 1986}, {"year": 1986}, False),
    ]
    for first, second, same in table:
        for one, other in ((first, second), (second, first)):
            groups = group_readings([a_reading(1, **one), a_reading(2, **other)])
            assert (len(groups) == 1) is same, (one, other)


def test_a_reading_without_a_title_belongs_to_none_of_two_that_it_may_be() -> None:
    two = [a_reading(1, **ROWE), a_reading(2, **{**ROWE, "title": "Wonder"}), a_reading(3, **{**ROWE, "title": ""})]
    assert [[one.name for one in group] for group in group_readings(two)] == [["1.1"], ["2.1"], ["3.1"]]


def test_what_a_reading_is_called() -> None:
    for fields, label in (
        (ROWE, "Rowe 1986"),
        ({"authors": "Black, P. & Wiliam, D.", "year": 1998}, "Black and Wiliam 1998"),
        ({"authors": "Mercer, N., Wegerif, R. & Dawes, L."}, "Mercer et al."),
        ({"title": "Wait time", "year": 1986}, "Wait time 1986"),
        ({"text": "a colleague waits " * 9}, f"{('a colleague waits ' * 9)[:60].rstrip()}…"),
    ):
        assert label_reading(a_reading(**fields)) == label


def test_it_is_told_over_the_years_by_day() -> None:
    journal = four_classes()
    [known] = list_known_readings(journal)
    assert [one.name for one in known.entries] == ["1.1", "2.1", "3.1", "4.1"]
    assert [(trial.review.name, trial.word) for trial in known.trials] == [
        ("1.2", "as claimed"), ("2.2", "in part"), ("3.2", "as claimed"), ("4.2", "not here")
    ]  # fmt: skip
    told = "tried in four classes: twice as claimed, once in part, once not here"
    assert f"{known.label}: {format_trials(known, journal)}" == f"Rowe 1986: {told}"
    assert known.open == ()
    assert list_known_readings(journal, {entry_id("2.1")}) == (known,)
    assert list_known_readings(journal, set()) == ()


def test_two_reviews_of_one_cycle_are_both_told_and_what_was_left_open_is_not() -> None:
    read = a_reading(expects="longer answers", **ROWE)
    reviews = (
        a_review(1, 4, said_of("1.1", V.CANNOT_TELL)),
        a_review(1, 3, said_of("1.1", V.IN_PART, "the quiet four wrote nothing")),
        a_review(1, 2, said_of("1.1", None)),
    )
    journal = a_journal(a_cycle(group="S2 teachers", entries=(read, *reviews)))
    [known] = list_known_readings(journal)
    assert [trial.review.name for trial in known.trials] == ["1.3", "1.4"]
    assert (
        format_trials(known, journal) == "tried in one cycle, looked at twice: once in part, once it couldn't be told"
    )
    assert list(iterate_said(reviews[1], journal)) == [("Rowe 1986 (1.1)", "in part: the quiet four wrote nothing")]
    assert list(iterate_said(reviews[2], journal)) == []


def test_a_cycle_rests_on_what_stands_in_it_and_is_asked_once() -> None:
    read, other = a_reading(expects="longer answers"), a_reading(2, expects="more hands")
    silent = a_reading(1, 5)
    cycle, none = a_cycle(entries=(read, silent)), a_review(1, 2, said_of("1.1", None))
    assert list_expectations(cycle) == list_expectations(cycle, asked=False) == (read,)
    left_open = replace(cycle, entries=(read, none))
    assert list_expectations(left_open) == (read,)
    assert list_expectations(left_open, asked=False) == ()
    looked = replace(cycle, entries=(read, none, a_review(1, 3, said_of("1.1", V.NOT_HERE))))
    assert list_expectations(looked) == ()
    removed = replace(looked, entries=tuple(replace(one, removed=Removal(at=NOW)) for one in looked.entries[1:]))
    assert list_expectations(replace(removed, entries=(read, *removed.entries))) == (read,)
    elsewhere = a_cycle(3, entries=(a_review(3, 1, said_of("2.1", V.AS_CLAIMED)),))  # which a review names itself
    [known] = list_known_readings(a_journal(a_cycle(2, entries=(other,)), elsewhere))
    assert [(trial.cycle.number, known.open) for trial in known.trials] == [(3, ())]


def test_what_is_out_of_sight_leaves_what_was_said_of_it() -> None:
    gone = a_reading(expects="longer answers", removed=Removal(at=NOW), **ROWE)
    review = a_review(1, 2, said_of("1.1", V.IN_PART), said_of("9.9", V.NOT_HERE))
    journal = a_journal(a_cycle(entries=(gone, review)))
    known = list_known_readings(journal)
    assert [(one.label, one.entries, len(one.trials)) for one in known] == [
        ("Rowe 1986", (), 1), ("a reading that is not here", (), 1)
    ]  # fmt: skip
    assert [label for label, _ in iterate_said(review, journal)] == [
        "Rowe 1986 (1.1, removed)", "a reading that is not here"
    ]  # fmt: skip
    forgotten = replace(gone, removed=Removal(at=NOW, forgotten=True), authors="", year=None, text="…")
    [label, _] = [label for label, _ in iterate_said(review, a_journal(a_cycle(entries=(forgotten, review))))]
    assert label == "a reading that was forgotten (1.1)"
    other = a_reading(2, **ROWE)  # the same stands elsewhere, and is told whole
    [whole, _] = list_known_readings(a_journal(a_cycle(entries=(gone, review)), a_cycle(2, entries=(other,))))
    assert ([one.name for one in whole.entries], len(whole.trials)) == (["2.1"], 1)


def test_only_what_may_be_shown_to_somebody_goes_into_a_bibliography() -> None:
    reviews = (
        a_review(1, 2, said_of("1.1", V.NOT_HERE, "Anna said so")),
        a_review(1, 3, said_of("1.1", V.IN_PART, "Anna said so"), privacy=Privacy.SCHOOL),
    )
    found = format_shared_trials(a_journal(a_cycle(entries=(a_reading(), *reviews))))
    assert found == {entry_id("1.1"): "in part, 3 March 2017"}
