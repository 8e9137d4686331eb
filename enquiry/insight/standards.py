"""Standards as a person looks for them: the codes that fit some words, and where the journal has used them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from enquiry.model.journal import Journal
from enquiry.model.standards import StandardCode, StandardList, Standards
from enquiry.model.text import fold


class StandardUse(NamedTuple):
    """A code, and the cycles in which it was laid beside something."""

    code: StandardCode
    cycles: tuple[int, ...]


class StandardListUse(NamedTuple):
    """A list of standards with those of its codes that were asked for, and whether it stands on the day."""

    list: StandardList
    stands: bool
    codes: tuple[StandardUse, ...]


class StandardsOverview(NamedTuple):
    """What was found: the lists, and the codes the journal holds that stand in no list. `whole`: nothing was asked."""

    lists: tuple[StandardListUse, ...]
    unlisted: tuple[tuple[str, tuple[int, ...]], ...]
    whole: bool


def build_standards_overview(
    standards: Standards, journal: Journal, words: Sequence[str], day: date
) -> StandardsOverview:
    """Return the codes that all the words fit: each names the list, is the code, or stands in its title.

    Without words it holds every code.
    """
    uses = _uses(journal)
    listed = tuple(_listed(one, words, uses, standards, day) for one in standards.lists)
    unlisted = tuple((code, uses[code]) for code in sorted(uses) if not any(standards.iterate_matches(code)))
    return StandardsOverview(tuple(one for one in listed if one.codes), () if words else unlisted, not words)


def _uses(journal: Journal) -> dict[str, tuple[int, ...]]:
    """Return the codes in the journal, each with the cycles it stands in."""
    found: dict[str, set[int]] = {}
    for cycle in journal.kept:
        for code in (*cycle.standards, *(code for entry in cycle.kept for code in entry.standards)):
            found.setdefault(code, set()).add(cycle.number)
    return {code: tuple(sorted(cycles)) for code, cycles in found.items()}


def _listed(
    one: StandardList, words: Sequence[str], uses: dict[str, tuple[int, ...]], standards: Standards, day: date
) -> StandardListUse:
    codes = (code for code in one.codes if all(_is_code_match(code, one, word) for word in words))
    return StandardListUse(
        one,
        one.is_in_force(day),
        tuple(StandardUse(code, _find_cycles_using(one, code, uses, standards, day)) for code in codes),
    )


def _is_code_match(code: StandardCode, one: StandardList, word: str) -> bool:
    named = fold(word) in (fold(one.name), fold(one.title))
    return named or one.find_code(word) is code or fold(word) in fold(f"{code.code} {code.title}")


def _find_cycles_using(
    one: StandardList, code: StandardCode, uses: dict[str, tuple[int, ...]], standards: Standards, day: date
) -> tuple[int, ...]:
    """Return the cycles a code stands in, whatever its spelling there; of two versions the one that stands has them."""
    spelt = (raw for raw in uses if one.find_code(raw) is code and standards.find_list(raw, day) is one)
    return tuple(sorted({cycle for raw in spelt for cycle in uses[raw]}))
