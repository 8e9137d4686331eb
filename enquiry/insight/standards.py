"""Standards as a person looks for them: the codes that fit some words, and where the journal has used them."""

from collections import defaultdict
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

    Without words it holds every code. A code has the cycles it stands in, whatever its spelling there, and so has a
    standard those of its parts; of several versions of a list the one in force on the day that was written about. Lists
    that do not stand on `day` come last.
    """
    told = {(raw, cycle.number, cycle.last_on) for cycle in journal.kept for raw in cycle.standards}
    entries = ((cycle.number, entry) for cycle in journal.kept for entry in cycle.kept)
    told |= {(raw, number, entry.happened_on) for number, entry in entries for raw in entry.standards}
    uses, unlisted = defaultdict[tuple[str, str, str], set[int]](set), defaultdict[str, set[int]](set)
    for raw, number, on in told:
        match = standards.find_best_match(raw, on)
        kept = uses[match.list.name, match.list.version, match.code.code] if match else unlisted[raw]
        kept.add(number)
    lists = list[StandardListUse]()
    for one in standards.sort_by_day(day):
        codes = [code for code in one.codes if all(_is_code_match(code, one, word) for word in words)]
        found = (StandardUse(code, tuple(sorted(uses[one.name, one.version, code.code]))) for code in codes)
        lists.append(StandardListUse(one, one.is_in_force(day), tuple(found)))
    lost = tuple((raw, tuple(sorted(unlisted[raw]))) for raw in sorted(unlisted))
    return StandardsOverview(tuple(one for one in lists if one.codes), () if words else lost, whole=not words)


def _is_code_match(code: StandardCode, one: StandardList, word: str) -> bool:
    named = fold(word) in (fold(one.name), fold(one.title))
    match = one.find_match(word)
    return named or (match is not None and match.code is code) or fold(word) in fold(f"{code.code} {code.title}")
