"""Numbers that tell of one person: e-mail and telephone, days of birth, pupils' and patients' numbers, postcodes.

UPN: a letter, eleven digits, and a digit or letter (England). SCN: nine digits (Scotland). CHI and NHS numbers: ten
digits, by the day of birth that a CHI number begins with or the check digit of an NHS number (modulus 11).
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple


class NumberKind(StrEnum):
    """What a number is, in the words that stand for it."""

    EMAIL = "an e-mail address"
    TELEPHONE = "a telephone number"
    BORN = "a day of birth"
    UPN = "a pupil number (UPN)"
    SCN = "a candidate number (SCN)"
    HEALTH = "a health number (CHI, NHS)"
    POSTCODE = "a postcode"


class FoundNumber(NamedTuple):
    """A number and where it stands in a folded text."""

    kind: NumberKind
    begin: int
    end: int


_AREAS = (
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy g "
    "gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw "
    "ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc "
    "wd wf wn wr ws wv yo ze"
).replace(" ", "|")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAYS = (
    r"\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}",
    r"\d{4}-\d{2}-\d{2}|\d{6}",
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?",
    rf"{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{4}})",
)
_BIRTH = r"\b(?:born|d\.? ?o\.? ?b\b\.?|dates? of birth|birth ?day|birth date)"
_BEFORE, _AFTER = r"(?<![\w.,/+-])", r"(?![\w/-]|[.,]\d)"
"""What may not stand around a number, or it is part of a longer one: of a link, a DOI, a date."""
_CALLED = r"\b(?:tel|phone|telephone|mobile|mob|ring|call|text|whatsapp)\b[\w '.:]{0,24}?[ :]"

_PATTERNS = {
    NumberKind.EMAIL: r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}",
    NumberKind.BORN: rf"{_BIRTH}(?:[ :=(,-]|is|was|on|in|the)*(?:{'|'.join(_DAYS)})",
    NumberKind.UPN: r"(?<!\w)[a-hj-np-rt-z]\d{11}[\da-z](?!\w)",
    NumberKind.HEALTH: rf"{_BEFORE}(?:\d{{3}}([ -]?)\d{{3}}\1\d{{4}}|\d{{6}} \d{{4}}){_AFTER}",
    NumberKind.SCN: rf"{_BEFORE}\d{{9}}{_AFTER}|\b(?:scn|candidate number)\b[ :.#]{{0,3}}\d[\d ]{{6,10}}\d",
    NumberKind.TELEPHONE: (
        rf"{_BEFORE}(?:\+\d|\(?0)[\d ()-]{{7,18}}\d{_AFTER}"
        rf"|{_BEFORE}\(?[2-9]\d\d[) .-]{{1,2}}[2-9]\d\d[ .-]\d{{4}}{_AFTER}"
        rf"|{_CALLED}\d[\d ()-]{{4,16}}\d{_AFTER}"
    ),
    NumberKind.POSTCODE: (rf"(?<![\w-])(?:{_AREAS})\d[\da-z]? ?(?!\d(?:st|nd|rd|th))\d[abd-hjlnp-uw-z]{{2}}(?![\w-])"),
}
"""Each kind as it reads in a folded text without capitals, in the order in which they are asked."""

_DIGITS_ALONE = (NumberKind.TELEPHONE, NumberKind.SCN)
"""The kinds that a word may introduce, which is no part of them."""

_MAY_HOLD = r"@|[a-z]\d[\da-z]? ?\d[a-z][a-z]\b|\d(?:[\s()./+-]*\d){5}|\bborn\b|birth|d\.? ?o\.? ?b\b"
"""What a text must have to hold any of them: most have nothing of it, and no more is asked of them."""


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yield the numbers in a folded text without capitals, in their order; of two that overlap the first kind's."""
    if not (_compile(r"[\d@]").search(text) and _compile(_MAY_HOLD).search(text)):
        return
    found = list[FoundNumber]()
    for kind, pattern in _PATTERNS.items():
        for match in _compile(pattern).finditer(text):
            begin, end = match.span()
            taken = any(begin < other.end and other.begin < end for other in found)
            if not taken and (kind not in _CHECKS or _CHECKS[kind](match[0])):
                if kind in _DIGITS_ALONE:
                    begin += re.search(r"[+(]?\d", match[0]).start()  # type: ignore[union-attr]
                found.append(FoundNumber(kind, begin, end))
    yield from sorted(found, key=lambda one: one.begin)


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _is_telephone(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    day = re.match(r"\(?0?\d[ -]\d{1,2}[ -](?:19|20)\d\d\b", written)
    return 6 <= len(digits) <= 15 and not day


def _is_health_number(written: str) -> bool:
    """Say whether ten digits begin with a day (CHI) or end in the check digit of an NHS number."""
    digits = [int(digit) for digit in written if digit.isdigit()]
    day, month = digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (1 <= day <= 31 and 1 <= month <= 12) or check % 11 == digits[9]


_CHECKS: dict[NumberKind, Callable[[str], bool]] = {
    NumberKind.TELEPHONE: _is_telephone,
    NumberKind.HEALTH: _is_health_number,
}
