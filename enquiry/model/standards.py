"""Professional standards: the codes a person may lay beside their thinking, from versioned lists that are data.

A list holds codes and short titles, never a descriptor. What is not in any list can still stand in a journal: lists
change, and what was written stays as it was. Which of several versions is meant is told by the day that was written
about.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from enquiry.acts import Act, ActKind, Hint
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.text import fold

_LETTER = r"[.(]?(?P<sub>[a-z])\)?"
_SUB_CODES = {".1": r"(?P<sub>(?:\.[0-9]{1,2}){1,2})", "a": _LETTER, "(a)": _LETTER}
"""What stands after a code for one of its parts, by the example that a list gives of it."""


class StandardCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One standard: its code as it is written, a short title, the code it belongs under, and how many parts it has.

    `parts` is 0 where that is not known, and any is then taken.
    """

    code: str
    title: str
    parent: str = ""
    parts: int = 0


class StandardMatch(NamedTuple):
    """Where a code was found: in which list, as which standard, and how it is written there.

    A sub-code, such as `GTCS 2.1.2`, is found as the standard it is a part of, and written as itself.
    """

    list: "StandardList"
    code: StandardCode
    spelling: str


class StandardList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"begins": "from"}):
    """One version of a publisher's standards. `begins` and `to` are the first and last day it stands, where certain.

    `also` are other words with which its codes begin in people's forms. `sub_codes` says how forms number the parts of
    a standard that has no standards under it: "GTCS 2.1" and ".1" is `GTCS 2.1.1`; empty where they do not.
    """

    name: str
    title: str
    publisher: str
    version: str
    link: str = ""
    begins: date | None = None
    to: date | None = None
    also: tuple[str, ...] = ()
    sub_codes: Literal["", ".1", "a", "(a)"] = ""
    codes: tuple[StandardCode, ...]

    def is_in_force(self, day: date) -> bool:
        """Say whether this version is in force on a day, as far as is known."""
        return (self.begins is None or self.begins <= day) and (self.to is None or day <= self.to)

    def find_match(self, raw: str) -> StandardMatch | None:
        """Return the code a person typed, in any spelling: `GTCS 2.1`, `gtcs:2.1`, `SFR 2.1`, `wales pedagogy`."""
        wanted, own = _normalise_code(raw), _find_common_prefix(self) or ""
        spellings = [wanted]
        spellings += [own + wanted.removeprefix(p) for p in map(_normalise_code, self.also) if wanted.startswith(p)]
        forms = [
            (code, (_normalise_code(code.code), _normalise_code(f"{self.name}{code.code}"))) for code in self.codes
        ]
        for code, names in forms:
            if any(spelling in names for spelling in spellings):
                return StandardMatch(self, code, code.code)
        parents = {code.parent for code in self.codes}
        leaves = [(code, names) for code, names in forms if self.sub_codes and code.code not in parents]
        for code, names in leaves:
            for name in names:
                for rest in (spelling.removeprefix(name) for spelling in spellings if spelling.startswith(name)):
                    if found := re.fullmatch(_SUB_CODES[self.sub_codes], rest):
                        return self._spell_sub_code(code, found["sub"])
        return None

    def _spell_sub_code(self, code: StandardCode, sub: str) -> StandardMatch | None:
        """Return a part of a standard as this list writes it, or None for one that the standard does not have."""
        number = int(sub.split(".")[1]) if sub.startswith(".") else ord(sub) - ord("a") + 1
        if number < 1 or (code.parts and number > code.parts):
            return None
        return StandardMatch(self, code, code.code + (f"({sub})" if self.sub_codes == "(a)" else sub))


class Standards(msgspec.Struct, frozen=True):
    """Every list that is known, by name and version."""

    lists: tuple[StandardList, ...] = ()

    def sort_by_day(self, day: date) -> tuple[StandardList, ...]:
        """Return the lists, those first that stand on the day."""
        return tuple(sorted(self.lists, key=lambda one: not one.is_in_force(day)))

    def iterate_matches(self, raw: str) -> Iterator[StandardMatch]:
        """Return the code as every list has it that has it."""
        return (match for one in self.lists if (match := one.find_match(raw)))

    def find_best_match(self, raw: str, day: date) -> StandardMatch | None:
        """Return the code as the list has it that stands on the day, else as another list does."""
        return min(self.iterate_matches(raw), key=lambda match: not match.list.is_in_force(day), default=None)

    def find_title(self, raw: str, day: date) -> str:
        """Return a code's short title on a day; nothing for a code that no list has."""
        found = self.find_best_match(raw, day)
        return found.code.title if found else ""

    def validate_code(self, raw: str, day: date) -> tuple[str, str]:
        """Return a code in its own spelling, and what is doubtful about it, which is nothing for one that stands.

        Raises UsageMistake for a code that cannot be: its list is known and has no such code.
        """
        if found := self.find_best_match(raw, day):
            one, spelling = found.list, found.spelling
            stands = one.is_in_force(day)
            older = f"{spelling} is of {one.title} ({one.version}), which does not stand on {spell(day)}."
            return spelling, "" if stands else older
        if of := self._find_named_list(raw, day):
            hint = Hint("{} lists them.", Act(ActKind.SHOW_STANDARDS, item=of.name))
            raise UsageMistake(f"{of.title} has no standard “{raw}”.{self._suggest_code(raw, of)}", hint)
        return raw, f"“{raw}” is in no list of standards.{self._suggest_code(raw)}"

    def _find_named_list(self, raw: str, day: date) -> StandardList | None:
        """Return the list with whose name a code begins, rather one that stands on the day."""
        word = re.split(r"[\W\d_]", fold(raw), maxsplit=1)[0]
        names = ((one, {fold(one.name), _find_common_prefix(one), *map(fold, one.also)}) for one in self.lists)
        named = [one for one, words in names if word in words]
        return min(named, key=lambda one: not one.is_in_force(day), default=None)

    def _suggest_code(self, raw: str, of: StandardList | None = None) -> str:
        lists = (of,) if of else self.lists
        codes = {name: c.code for one in lists for c in one.codes for name in (c.code, f"{one.name}:{c.code}")}
        said = suggest_nearest(raw, codes)
        return next((f" Did you mean {code}?" for name, code in codes.items() if said == f" Did you mean {name}?"), "")


def _find_common_prefix(one: StandardList) -> str | None:
    """Return the letters with which every code of a list begins, where they all begin alike."""
    found = {(re.match(r"[^\W\d_]+(?=[\s.]*\d)", fold(code.code)) or [None])[0] for code in one.codes}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _normalise_code(raw: str) -> str:
    return re.sub(r"[\s:]+", "", fold(raw))


def parse_standard_list(table: dict[str, object], source: str) -> StandardList:
    """Return the list of standards that a parsed file describes.

    Raises UsageMistake, naming the file and the place in it, for unknown keys, a code that stands twice, and a parent
    that is no code of the list.
    """
    try:
        found = msgspec.convert(table, StandardList)
        codes = [_normalise_code(code.code) for code in found.codes]
        if twice := next((c.code for c in found.codes if codes.count(_normalise_code(c.code)) > 1), ""):
            raise ValueError(f"the code “{twice}” stands in it twice")
        if lost := next((c for c in found.codes if c.parent and _normalise_code(c.parent) not in codes), None):
            raise ValueError(f"“{lost.parent}”, the parent of “{lost.code}”, is no code of it")
        if any(code.parts < 0 for code in found.codes):
            raise ValueError("a standard has fewer than no parts")
        if found.begins and found.to and found.to < found.begins:
            raise ValueError("it ends before it begins")
    except (msgspec.ValidationError, ValueError) as mistake:
        told, _, place = str(mistake).replace("`", "").partition(" - at $")
        where = f" (at {place.lstrip('.')})" if place else ""
        words = f"The standards {source} cannot be used: {told.rstrip('.')}{where}."
        raise UsageMistake(words, "Compare it with one of the lists that come with the program.") from mistake
    return found
