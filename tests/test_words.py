"""Small words: one plural for the whole program, numbers in words and in figures, lists."""

import re

import pytest

from enquiry.words import choose_form, format_amount, format_count, join_words
from tests import TOP


@pytest.mark.parametrize(("number", "told"), [(0, "no weeks"), (1, "one week"), (12, "twelve weeks"), (13, "13 weeks")])
def test_a_number_in_words_takes_its_noun(number: int, told: str) -> None:
    assert format_count(number, "week") == told


@pytest.mark.parametrize(("number", "told"), [(0, "0 entries"), (1, "1 entry"), (1200, "1200 entries")])
def test_a_number_in_figures_takes_its_noun(number: int, told: str) -> None:
    assert format_amount(number, "entry", "entries") == told


def test_a_verb_goes_with_its_number() -> None:
    assert [choose_form(number, "is", "are") for number in (0, 1, 1.0, 0.5, 2)] == ["are", "is", "is", "are", "are"]


@pytest.mark.parametrize(
    ("words", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_spoken(words: list[str], told: str) -> None:
    assert join_words(words) == told


def test_no_plural_is_made_anywhere_else() -> None:
    """An `s` that hangs on a number is made in one room."""
    made = re.compile(r"""\{[^{}]*['"](?:s|ies|es)['"] (?:if|\*)|['"]['"] if [^{}]* == 1 else ['"]s['"]""")
    files = [path for path in (TOP / "enquiry").rglob("*.py") if path.name != "words.py"]
    assert [path.name for path in files if made.search(path.read_text("utf-8"))] == []
