"""Measures and their values, as they are typed and as they are printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.errors import UsageMistake
from enquiry.model.measure import MeasuredValue, Number, format_plain_number, is_same_measure, parse_measured_value

READ: list[tuple[str, str, Number, str]] = [
    ("words=78", "words", 78, ""),
    ("words per minute=78", "words per minute", 78, ""),
    ("words per minute = 78", "words per minute", 78, ""),
    ("  words   per minute=78  ", "words per minute", 78, ""),
    ("explain exchange=5 of 24", "explain exchange", 5, "of 24"),
    ("on task=78%", "on task", 78, "%"),
    ("on task=78 %", "on task", 78, "%"),
    ("wait=0.9 seconds", "wait", 0.9, "seconds"),
    ("wait=3s", "wait", 3, "s"),
    ("temperature=-4", "temperature", -4, ""),
    ("temperature=−4", "temperature", -4, ""),
    ("change=+3", "change", 3, ""),
    ("change=+0.5", "change", 0.5, ""),
    ("a=b=5", "a=b", 5, ""),
    ("pace=0", "pace", 0, ""),
    ("long=123456789012", "long", 123456789012, ""),
    ("fine=1.123456789", "fine", 1.123456789, ""),
    ("two lines=4\nof   20", "two lines", 4, "of 20"),
    ("[bold]=4", "[bold]", 4, ""),
    ("élève=4", "élève", 4, ""),
    ("Jose\u0301=4", "José", 4, ""),
    ("arabic=٧٨", "arabic", 78, ""),
]


@pytest.mark.parametrize(("raw", "name", "value", "unit"), READ)
def test_a_value_is_read_with_its_measure_and_unit(raw: str, name: str, value: Number, unit: str) -> None:
    measured, found = parse_measured_value(raw)
    assert measured == MeasuredValue(measure=name, value=value)
    assert type(measured.value) is type(value)
    assert found == unit


@pytest.mark.parametrize(
    "raw",
    [
        "words",
        "words=",
        "=78",
        " = 78",
        "words=many",
        "words 78",
        "words=78,5",
        "words=1,234",
        "words=78.",
        "words=.5",
        "words=1.2.3",
        "words=1234567890123",
        "words=1.1234567891",
        "words=--5",
        "words=nan",
        "words=inf",
        "78=",
    ],
)
def test_what_has_no_name_or_no_certain_number_is_refused(raw: str) -> None:
    with pytest.raises(UsageMistake) as caught:
        parse_measured_value(raw)
    assert caught.value.words == f"“{raw.strip()}” is not a measure and its value."
    assert "point for decimals" in caught.value.hint


@pytest.mark.parametrize("raw", ["", "   ", "\n"])
def test_an_empty_measure_is_refused(raw: str) -> None:
    with pytest.raises(UsageMistake, match=r"^The measure is empty\.$"):
        parse_measured_value(raw)


names = st.from_regex(r"[a-z][a-z ]{0,10}[a-z]", fullmatch=True)
units = st.sampled_from(["", "%", "of 24", "words a minute"])


@given(names, st.integers(-(10**11), 10**11) | st.decimals(-999, 999, places=3), units)
def test_what_is_written_is_read(name: str, value: object, unit: str) -> None:
    measured, found = parse_measured_value(f"{name}={value} {unit}")
    assert (measured.measure, found) == (" ".join(name.split()), unit)
    assert measured.value == float(str(value))


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
    ("value", "printed"),
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
def test_a_number_is_printed_as_a_person_writes_it(value: Number, printed: str) -> None:
    assert format_plain_number(value) == printed


@given(st.integers() | st.floats(-1e9, 1e9))
def test_a_printed_number_is_near_what_it_was(value: Number) -> None:
    printed = format_plain_number(value)
    assert re.fullmatch(r"-?\d+(\.\d{1,4})?", printed)
    assert not re.search(r"\.\d*0$", printed)
    assert abs(float(printed) - value) <= 0.00005001 + abs(value) * 1e-12
