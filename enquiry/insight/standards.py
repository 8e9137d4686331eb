"""Standards as a person looks for them: the codes that fit some words, and where the journal has used them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from enquiry.model.journal import Journal
from enquiry.model.standards import StandardCode, StandardList, Standards
from enquiry.model.text import fold


class StandardUse(NamedTuple):
    """A code, and the numbers of the cycles in which it was given to something."""

    code: StandardCode
    cycles: tuple[int, ...]


class StandardListUse(NamedTuple):
    """A list of standards with those of its codes that were asked for, and whether it is in force on the day."""

    list: StandardList
    stands: bool
    codes: tuple[StandardUse, ...]


class StandardsOverview(NamedTuple):
    """What was found: the lists, and the codes in the journal that are in no list. `whole`: nothing was asked."""

    lists: tuple[StandardListUse, ...]
    unlisted: tuple[tuple[str, tuple[int, ...]], ...]
    whole: bool


def build_standards_overview(
    standards: Standards, journal: Journal, words: Sequence[str], day: date
) -> StandardsOverview:
    """Return the codes that all the words fit: each names the list, is the code, or stands in its title.

    Without words it holds every code. A code has the cycles it stands in, whatever its spelling there; of two versions
    of a list the one in force on `day` has them.
    """
    uses: dict[str, set[int]] = {}
    for cycle in journal.kept:
        for raw in (*cycle.standards, *(raw for entry in cycle.kept for raw in entry.standards)):
            uses.setdefault(raw, set()).add(cycle.number)
    lists = list[StandardListUse]()
    for one in standards.lists:
        mine = [(raw, numbers) for raw, numbers in uses.items() if standards.find_list(raw, day) is one]
        codes = [code for code in one.codes if all(_is_code_match(code, one, word) for word in words)]
        used = [{n for raw, cycles in mine if one.find_code(raw) is code for n in cycles} for code in codes]
        found = tuple(StandardUse(code, tuple(sorted(cycles))) for code, cycles in zip(codes, used, strict=True))
        lists.append(StandardListUse(one, one.is_in_force(day), found))
    unlisted = [(raw, tuple(sorted(uses[raw]))) for raw in sorted(uses) if not any(standards.iterate_matches(raw))]
    return StandardsOverview(
        tuple(one for one in lists if one.codes), () if words else tuple(unlisted), whole=not words
    )


def _is_code_match(code: StandardCode, one: StandardList, word: str) -> bool:
    named = fold(word) in (fold(one.name), fold(one.title))
    return named or one.find_code(word) is code or fold(word) in fold(f"{code.code} {code.title}")
