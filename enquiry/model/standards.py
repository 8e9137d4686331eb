"""Professional standards: the codes a person may lay beside their thinking, from versioned lists that are data.

A list holds codes and short titles, never a descriptor. What is not in any list can still stand in a journal: lists
change, and what was written stays as it was.
"""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.text import fold


class StandardCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One standard: its code as it is written, a short title, and the code it belongs under."""

    code: str
    title: str
    parent: str = ""


class StandardList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"begins": "from"}):
    """One version of a publisher's standards. `begins` and `to` are the first and last day it stands, where certain."""

    name: str
    title: str
    publisher: str
    version: str
    link: str = ""
    begins: date | None = None
    to: date | None = None
    codes: tuple[StandardCode, ...]

    def is_in_force(self, day: date) -> bool:
        """Say whether this version is in force on a day, as far as is known."""
        return (self.begins is None or self.begins <= day) and (self.to is None or day <= self.to)

    def find_code(self, raw: str) -> StandardCode | None:
        """Return the code a person typed in any of its spellings: `GTCS 2.1`, `gtcs:2.1`, `wales pedagogy`."""
        wanted, normalise = _normalise_code(raw), _normalise_code
        named = (c for c in self.codes if wanted in (normalise(c.code), normalise(f"{self.name}{c.code}")))
        return next(named, None)


class Standards(msgspec.Struct, frozen=True):
    """Every list that is known, by name and version."""

    lists: tuple[StandardList, ...] = ()

    def iterate_matches(self, raw: str) -> Iterator[tuple[StandardList, StandardCode]]:
        """Return every list that has a code, with the code."""
        return ((one, code) for one in self.lists if (code := one.find_code(raw)))

    def find_best_match(self, raw: str, day: date) -> tuple[StandardList, StandardCode] | None:
        """Return the list that has a code, with the code; of several versions the one that stands on the day."""
        return min(self.iterate_matches(raw), key=lambda pair: not pair[0].is_in_force(day), default=None)

    def find_list(self, raw: str, day: date) -> StandardList | None:
        """Return the list that has a code on a day."""
        found = self.find_best_match(raw, day)
        return found and found[0]

    def find_title(self, raw: str, day: date) -> str:
        """Return a code's short title on a day; nothing for a code that no list has."""
        found = self.find_best_match(raw, day)
        return found[1].title if found else ""

    def format_code(self, raw: str, day: date) -> str:
        """Return a code with its title, or as it stands where no list has it."""
        title = self.find_title(raw, day)
        return f"{raw}, {title}" if title and fold(title) != fold(raw) else raw

    def validate_code(self, raw: str, day: date) -> tuple[str, str]:
        """Return a code in its own spelling, and what is doubtful about it, which is nothing for one that stands.

        Raises UsageMistake for a code that cannot be: its list is known and has no such code.
        """
        if found := self.find_best_match(raw, day):
            one, code = found
            older = f"{code.code} is of {one.title} ({one.version}), which does not stand now."
            return code.code, "" if one.is_in_force(day) else older
        if of := self._find_named_list(raw):
            hint = Hint("{} lists them.", Act(ActKind.SHOW_STANDARDS, item=of.name))
            raise UsageMistake(f"{of.title} has no standard “{raw}”.{self._suggest_code(raw, of)}", hint)
        return raw, f"“{raw}” is in no list of standards.{self._suggest_code(raw)}"

    def _find_named_list(self, raw: str) -> StandardList | None:
        """Return the list whose name a code begins with."""
        word = re.split(r"[\W\d_]", fold(raw), maxsplit=1)[0]
        return next((one for one in self.lists if word in (fold(one.name), _find_common_prefix(one))), None)

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
        if found.begins and found.to and found.to < found.begins:
            raise ValueError("it ends before it begins")
    except (msgspec.ValidationError, ValueError) as mistake:
        told, _, place = str(mistake).replace("`", "").partition(" - at $")
        where = f" (at {place.lstrip('.')})" if place else ""
        words = f"The standards {source} cannot be used: {told.rstrip('.')}{where}."
        raise UsageMistake(words, "Compare it with one of the lists that come with the program.") from mistake
    return found
