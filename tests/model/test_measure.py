"""Measures and their values, as they are typed and as they are printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.errors import UsageMistake
from enquiry.model.amount import Number, parse_amount
from enquiry.model.choices import Counted
from enquiry.model.measure import (
    Measure,
    MeasuredValue,
    format_plain_number,
    guess_counted,
    is_same_measure,
    parse_measured_value,
)
from tests.conftest import NOW


def value(name: str, number: Number, of: Number | None = None) -> MeasuredValue:
    return MeasuredValue(measure=name, value=number, of=of)


READ = {
    "words=78": (value("words", 78), ""),
    "  words   per minute = 78  ": (value("words per minute", 78), ""),
    "on task=78%": (value("on task", 78), "%"),
    "on task=78 per cent": (value("on task", 78), "%"),
    "wait=0.9 seconds": (value("wait", 0.9), "seconds"),
    "wait=3s": (value("wait", 3), "s"),
    "temperature=-4": (value("temperature", -4), ""),
    "temperature=−4": (value("temperature", -4), ""),
    "change=+0.5": (value("change", 0.5), ""),
    "wait=.5": (value("wait", 0.5), ""),
    "steps=1,200": (value("steps", 1200), ""),
    "steps=1,234,567.5": (value("steps", 1234567.5), ""),
    "a=b=5": (value("a=b", 5), ""),
    "long=123456789012": (value("long", 123456789012), ""),
    "fine=1.123456789": (value("fine", 1.123456789), ""),
    "pace=85 words per 100 seconds": (value("pace", 85), "words per 100 seconds"),
    "[bold]=4": (value("[bold]", 4), ""),
    "Jose\u0301=4": (value("José", 4), ""),
    "arabic=٧٨": (value("arabic", 78), ""),
    "explain=5 of 24": (value("explain", 5, 24), ""),
    "explain=12 of 23 learners": (value("explain", 12, 23), ""),
    "explain=5/24": (value("explain", 5, 24), ""),
    "explain=5 out of the 24": (value("explain", 5, 24), ""),
    "two lines=4\nof   20": (value("two lines", 4, 20), ""),
    "check=11.2 of 20": (value("check", 11.2, 20), ""),
    "checks=7 of 12 visits": (value("checks", 7, 12), "visits"),
    "t=2m30s": (value("t", 150), "s"),
    "t=3m 20s": (value("t", 200), "s"),
    "t=10min30": (value("t", 630), "s"),
    "t=1 h 5 min": (value("t", 65), "min"),
    "t=1h30": (value("t", 90), "min"),
    "h=5'10\"": (value("h", 70), "in"),
    "h=5 ft 10": (value("h", 70), "in"),
}


def test_a_value_is_read_with_its_measure_total_and_unit() -> None:
    for raw, (expected, unit) in READ.items():
        found = parse_measured_value(raw)
        assert (found.value, found.unit, type(found.value.value)) == (expected, unit, type(expected.value)), raw


def test_what_is_counted_is_known_only_where_the_words_leave_no_doubt() -> None:
    words = {"14 of 20 learners": "learners", "3 pupils": "learners", "14/20 marks": "points", "4 times": "times"}
    assert {text: parse_measured_value(f"x={text}").counts for text in words} == words
    assert parse_measured_value("x=14 of 20").counts is None


def test_a_decimal_comma_is_read_where_the_country_writes_one() -> None:
    for text, number in (("3,5", 3.5), (",5", 0.5), ("1,200", 1.2), ("3.5", 3.5)):
        assert parse_measured_value(f"x={text}", decimal_comma=True).value.value == number


def test_a_known_measure_lends_its_levels_and_its_unit_of_time() -> None:
    writing = Measure(id="w", recorded_at=NOW, name="Writing", levels=("emerging", "developing", "secure"))
    assert parse_measured_value("writing=Secure", writing).value == value("Writing", 3)
    wait = Measure(id="t", recorded_at=NOW, name="wait", unit="min")
    assert parse_measured_value("wait=2m30s", wait)[:2] == (value("wait", 2.5), "min")
    assert parse_measured_value("wait=90 s", wait).value.value == 1.5
    assert parse_measured_value("wait=2 h", wait).value.value == 120
    assert parse_measured_value("wait=3 words", wait)[:2] == (value("wait", 3), "words")


REFUSED = {
    "words": "Write it as",
    "words=": "Write it as",
    "=78": "Write it as",
    "words 78": "Write it as",
    "words=many": "levels",
    "words=78,5": "with a point",
    "words=78.": "Write it as",
    "words=1.2.3": "Write it as",
    "words=1234567890123": "Write it as",
    "words=--5": "Write it as",
    "words=nan": "levels",
    "t=20 to 25": "A range",
    "t=20-25": "A range",
    "t=1:30": "2m30s",
    "t=2m30": "2m30s",
    "t=2m75s": "2m30s",
    "t=5 min 3": "2m30s",
    "m=0x10": "plain figures",
    "m=1_000": "plain figures",
    "m=1e5": "plain figures",
    "m=5 of 0": "one at least",
    "m=5/0": "one at least",
    "m=5/24/2026": "Write it as",
    "h=5'13\"": "Write it as",
    "78=": "Write it as",
}


def test_what_has_no_name_or_no_certain_amount_is_refused_with_the_hint_that_fits() -> None:
    for raw, hint in REFUSED.items():
        with pytest.raises(UsageMistake) as caught:
            parse_measured_value(raw)
        assert caught.value.words == f"“{raw}” is not a measure and its value."
        assert hint in str(caught.value.hint), raw


@pytest.mark.parametrize("raw", ["", "   ", "\n"])
def test_an_empty_measure_is_refused(raw: str) -> None:
    with pytest.raises(UsageMistake, match=r"^The measure is empty\.$"):
        parse_measured_value(raw)


names = st.from_regex(r"[a-z][a-z ]{0,10}[a-z]", fullmatch=True)
units = st.sampled_from(["", "%", "words a minute"])


@given(names, st.integers(-(10**11), 10**11) | st.decimals(-999, 999, places=3), units)
def test_what_is_written_is_read(name: str, number: object, unit: str) -> None:
    measured, found, *_ = parse_measured_value(f"{name}={number} {unit}")
    assert (measured.measure, found) == (" ".join(name.split()), unit)
    assert measured.value == float(str(number))


@given(st.text("0123456789.,:/-'\" hms_xofmin", max_size=9))
def test_no_figure_is_ever_lost(text: str) -> None:
    """What is read as one number and a unit has no figure outside the number."""
    found = parse_amount(text)
    if found and found.of is None and found.unit not in ("s", "min", "in"):
        assert not any(sign.isdigit() for sign in found.unit)


def test_what_a_measure_counts_is_guessed_only_where_that_is_sure() -> None:
    five = value("explain", 5, 24)
    assert guess_counted([(five, 24)], None) is None
    assert guess_counted([(five, 24), (value("explain", 12, 24), 24)], None) is None
    assert guess_counted([(five, 24), (value("explain", 12, 23), 23)], None) is Counted.LEARNERS
    assert guess_counted([(five, 24), (value("explain", 12, 23), None)], None) is None
    assert guess_counted([(value("check", 11.2, 20), 24)], None) is Counted.POINTS
    said = Measure(id="m", recorded_at=NOW, name="explain", counts=Counted.TIMES)
    assert guess_counted([(five, 24), (value("explain", 12, 23), 23)], said) is Counted.TIMES


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Words correct", "words  correct ", True),
        ("STRASSE", "straße", True),
        ("Jose\u0301", "José", True),
        ("words correct", "words", False),
        ("words correct", "words-correct", False),
    ],
)
def test_spaces_and_case_do_not_make_another_measure(one: str, other: str, same: bool) -> None:
    assert is_same_measure(one, other) is same
    assert is_same_measure(other, one) is same


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (5, "5"),
        (100, "100"),
        (-3, "-3"),
        (0, "0"),
        (5.0, "5"),
        (100.0, "100"),
        (0.0, "0"),
        (2.5, "2.5"),
        (0.9, "0.9"),
        (1.125, "1.125"),
        (1 / 3, "0.3333"),
        (2 / 3, "0.6667"),
        (-0.5, "-0.5"),
        (123456.789, "123456.789"),
        (1e15, "1000000000000000"),
        (-0.0, "0"),
        (-0.00001, "0"),
    ],
)
def test_a_number_is_printed_as_a_person_writes_it(number: Number, printed: str) -> None:
    assert format_plain_number(number) == printed


@given(st.integers() | st.floats(-1e9, 1e9))
def test_a_printed_number_is_near_what_it_was(number: Number) -> None:
    printed = format_plain_number(number)
    assert re.fullmatch(r"-?\d+(\.\d{1,4})?", printed)
    assert not re.search(r"\.\d*0$", printed)
    assert abs(float(printed) - number) <= 0.00005001 + abs(number) * 1e-12
