"""Small words for people: numbers spelled, plurals made, lists joined."""

from collections.abc import Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def spell_number(number: int) -> str:
    """Return a whole number as a word up to twelve, and in figures above."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def format_count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "one week", "two weeks", "13 entries"."""
    return f"{spell_number(number)} {one if number == 1 else many or one + 's'}"


def join_words(words: Sequence[str]) -> str:
    """Return words as a list is spoken: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
