"""One set of rules for every door: what no journal may hold, and what no command would have taken."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from enquiry.exchange.importing.journal import extract_journal
from enquiry.exchange.samples import list_samples, load_sample
from enquiry.model.checks.breaches import find_refusal, iterate_breaches
from enquiry.model.checks.flaws import find_doubled_key, find_flaw, find_step_flaw
from enquiry.model.entry import TriedReading
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.record import Removal
from enquiry.model.settings import SavedQuery, Settings
from enquiry.model.step import Clock, Step
from tests.conftest import NOW, a_cycle, a_gift, a_journal, a_note, an_entry, cycle_id

DAY = date(2026, 2, 3)


def holding(kind: str = "evidence", **fields: Any) -> Journal:
    return a_journal(a_cycle(entries=(an_entry(kind, fields.pop("on", DAY), recorded_at=NOW, **fields),)))


def measured(value: float, sd: float | None = None) -> Journal:
    return holding(n=24, values=(MeasuredValue(measure="words", value=value, sd=sd),))


def ranged(lowest: float, highest: float) -> Journal:
    return a_journal(measures=(Measure(id="m", recorded_at=NOW, name="words", lowest=lowest, highest=highest),))


def asking(*names: str) -> Journal:
    return a_journal(settings=Settings(queries=tuple(SavedQuery(name=name, text="x") for name in names)))


BREACHES = [
    (a_journal(gifts=(a_gift(),)), "gift g1: something that went in it is not in the journal"),
    (a_journal(a_cycle(), gifts=(a_gift(id="no id"),)), "gift g1: the id “no id” holds more than letters"),
    (a_journal(a_cycle(), gifts=(a_gift(delete_by=date(2101, 1, 1)),)), "gift g1: the day 2101-01-01 is not"),
    (holding(on=date(1, 1, 1)), "entry 1.1: the day 0001-01-01 is not from 1950 to 2100"),
    (holding(on=date(9999, 12, 31)), "entry 1.1: the day 9999-12-31 is not"),
    (holding("action", until=date(1949, 12, 31)), "entry 1.1: the day 1949-12-31 is not"),
    (holding("review", next_look=date(2101, 1, 1)), "entry 1.1: the day 2101-01-01 is not"),
    (holding(removed=Removal(at=datetime(9999, 1, 1, tzinfo=UTC))), "entry 1.1: the day 9999-01-01 is not"),
    (a_journal(a_cycle(on=date(1, 1, 1))), "cycle 1: the day 0001-01-01 is not"),
    (a_journal(a_cycle(recorded_at=datetime(1, 1, 1, tzinfo=UTC))), "cycle 1: the day 0001-01-01 is not"),
    (a_journal(settings=Settings(meeting=date(1, 1, 1))), "the settings: the day 0001-01-01 is not"),
    (a_journal(inbox=(a_note(happened_on=date(9999, 1, 1)),)), "note n1: the day 9999-01-01 is not"),
    (a_journal(settings=Settings(priorities=("a", "b", "c", "d"))), "the settings: 4 priorities, and 3 are the most"),
    (holding("review", tried=(TriedReading(reading="r"),) * 2), "entry 1.1: it tells of the reading “r” twice"),
    (holding(n=-3), "entry 1.1: the number “-3” is not from 1 to 1,000,000"),
    (holding(n=0), "the number “0” is not from 1"),
    (holding("action", done=-1), "the number “-1” is not from 0"),
    (holding("action", planned=10**5000), "the number of more than 40 digits is not from 0"),
    (holding("reading", year=99), "the number “99” is not from 1,000 to 2,100"),
    (measured(1.7e308), "the number “1.7e+308” is not from -999,999,999,999 to"),
    (measured(-1.7e308), "the number “-1.7e+308” is not"),
    (measured(3, sd=-0.5), "the number “-0.5” is not from 0"),
    (ranged(-1.7e308, 5), "the measure “words”: the number “-1.7e+308” is not"),
    (ranged(5, 5), "the measure “words”: its range runs backwards"),
    (asking("mine", "mine"), "the settings: the saved query “mine” twice"),
    (holding(tags=("good", "a//b")), "the tag “a//b” is none that can be given"),
    (holding(tags=("/".join("a" * 5000),)), "the tag “a/a/a/a"),
    (holding(text="é" * 500_001), "a text of more than 1,000,000 bytes"),
    (holding(text="a\n" * 50_000), "a text of more than 50,000 lines"),
    (holding(id="x\nBEGIN:VEVENT"), "the id “x\nBEGIN:VEVENT” holds more than letters"),
    (holding(id="x" * 101), "or is too long"),
    (a_journal(a_cycle(grew_from="no id")), "cycle 1: the id “no id” holds more than"),
    (a_journal(a_cycle(1, grew_from=1)), "cycle 1: it grew from itself: 1 from 1"),
    (a_journal(a_cycle(1), *(a_cycle(n, grew_from=2 + (n - 1) % 3) for n in (2, 3, 4))), "2 from 3 from 4 from 2"),
]


def test_what_no_command_would_have_taken_is_refused_and_named() -> None:
    for journal, words in BREACHES:
        assert find_flaw(journal) == ""
        assert words in find_refusal(journal)
        assert [words in breach.sentence for breach in iterate_breaches(journal)] == [True], words


FLAWS = [
    (a_journal(a_cycle(), gifts=(a_gift(name="x3"),)), "a gift named “x3”"),
    (a_journal(a_cycle(), gifts=(a_gift(), a_gift(id="g-b"))), "the gift name “g1” twice"),
    (a_journal(a_cycle(), a_cycle()), "the cycle number “1” twice"),
    (a_journal(a_cycle(), a_cycle(2, id=cycle_id(1))), "the id “"),
    (a_journal(a_cycle(questions=())), "cycle 1 without a question"),
    (a_journal(a_cycle(10**9)), "a cycle with the number “1000000000”"),
    (a_journal(replace(a_cycle(), number=10**5000)), "a cycle with the number of more than 40 digits"),
    (holding(name=f"1.{'9' * 5000}"), "an entry named “1.99999"),
    (holding(name="2.1"), "an entry named “2.1” in cycle 1"),
    (a_journal(inbox=(a_note(1, name="n" + "1" * 5000),)), "a note named “n1111"),
]


def test_what_no_file_may_hold_is_refused_too() -> None:
    for journal, words in FLAWS:
        assert words in find_flaw(journal)
        assert find_refusal(journal) == find_flaw(journal)
        assert len(find_flaw(journal)) < 120


def test_what_commands_make_is_taken() -> None:
    for journal in (
        a_journal(),
        holding(tags=("wait time/year 8", "élan"), n=1),
        measured(999_999_999_999, sd=0),
        a_journal(a_cycle(1), a_cycle(2, grew_from=1), a_cycle(3, grew_from=2), a_cycle(4, grew_from=2)),
        a_journal(a_cycle(grew_from="7"), inbox=(a_note(filed_as="7.4"),)),
    ):
        assert find_refusal(journal) == ""


def step(number: int, **fields: Any) -> Step:
    defaults = {"number": number, "id": f"s{number}", "at": NOW, "clock": Clock(wall=NOW), "did": "wrote"}
    return Step(**{**defaults, **fields})


@pytest.mark.parametrize(
    ("steps", "flaw"),
    [
        ((), ""),
        ((step(1), step(2, undoes=(1,)), step(9, redoes=(2,))), ""),
        ((step(1), step(1, id="other")), "a step “1” after step 1"),
        ((step(2), step(1)), "a step “1” after step 2"),
        ((step(0),), "a step “0” after step 0"),
        ((step(1), step(2, id="s1")), "the step id “s1” twice"),
        ((step(1), step(2, undoes=(2,))), "a step 2 that takes back step “2”"),
        ((step(1), step(2, redoes=(-1,))), "a step 2 that takes back step “-1”"),
    ],
)
def test_a_history_counts_its_steps_once_and_upwards(steps: tuple[Step, ...], flaw: str) -> None:
    assert find_step_flaw(steps) == flaw


def test_a_key_that_stands_twice_in_one_object_is_found() -> None:
    assert find_doubled_key(b'{"a": [{"b": 1, "c": 2}, {"b": 3}], "d": {"a": 1}}') == ""
    assert find_doubled_key(b'{"a": [{"text": "one", "text": "two"}]}') == "text"
    assert find_doubled_key(b'{"n": ' + b"9" * 6000 + b', "n": 1}') == "n"


def test_samples_are_as_commands_make_them() -> None:
    for name in list_samples():
        assert find_refusal(extract_journal(load_sample(name))) == "", name
