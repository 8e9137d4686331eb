"""Small words: numbers spelled, the one plural, lists joined, and how a question begins."""

from collections.abc import Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def spell_number(number: int) -> str:
    """Return a whole number as a word up to twelve, and in figures above."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def choose_form(number: float, one: str, many: str = "") -> str:
    """Return the form of a word that goes with a number: "cycle" or "cycles", "is" or "are"."""
    return one if number == 1 else many or f"{one}s"


def format_count(number: int, one: str, many: str = "") -> str:
    """Return a number in words with its noun: "one week", "two weeks", "13 entries"."""
    return f"{spell_number(number)} {choose_form(number, one, many)}"


def format_amount(number: int, one: str, many: str = "") -> str:
    """Return a number in figures with its noun: "1 week", "12 entries"."""
    return f"{number} {choose_form(number, one, many)}"


def join_words(words: Sequence[str]) -> str:
    """Return words joined as in a sentence: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


CLOSED_STEMS = (
    *("do", "does", "did", "is", "are", "was", "were", "am", "has", "have", "had"),
    *("will", "would", "can", "could", "should", "may", "might", "shall"),
)
"""First words that ask for a yes or a no."""

OPEN_STEMS = ("In what ways …", "What happens to … when …", "How does … change when …")
"""Beginnings that open a question up: a stem, a change, an outcome."""


def find_closed_stem(question: str) -> str:
    """Return the first word of a question that can be answered with yes or no, or nothing for an open one."""
    word = question.split(maxsplit=1)[0].strip("“\"'‘«(") if question.split() else ""
    return word if word.casefold() in CLOSED_STEMS else ""
