"""The English names of months, weekdays and small numbers, the same whatever language the machine speaks."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: number for number, word in enumerate(_COUNTED, start=1)} | {"a": 1, "an": 1}

_MONTH_BY_WORD = {
    word.casefold(): number for number, name in enumerate(MONTHS, start=1) for word in (name, name[:3])
} | {"sept": 9}
_WEEKDAY_BY_WORD = {word.casefold(): number for number, name in enumerate(WEEKDAYS) for word in (name, name[:3])} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}


def find_month(word: str) -> int | None:
    """Return 1 to 12 for a month's full name or its first three letters (and "sept"), in any case."""
    return _MONTH_BY_WORD.get(word.casefold())


def find_weekday(word: str) -> int | None:
    """Return 0 (Monday) to 6 for a weekday's full or usual short name, in any case."""
    return _WEEKDAY_BY_WORD.get(word.casefold())
