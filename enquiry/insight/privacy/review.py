"""What a journal, or what is about to leave it, tells of persons: every find with its place, and what can be done.

Words of the program's own are no person's; names of authors of what is read are published.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.insight.privacy.finder import Find, FindKind, Guessing, NameFinder
from enquiry.insight.privacy.folding import fold_text, fold_word
from enquiry.insight.privacy.places import PlacedText, iterate_journal_texts
from enquiry.insight.privacy.pupils import Pupil
from enquiry.model.entry import Reading
from enquiry.model.journal import Journal


class PlacedFind(NamedTuple):
    """A find and where it stands: of which record, in which part of it, and in which text."""

    of: str
    field: str
    find: Find
    text: str

    @property
    def words(self) -> str:
        """The words that were found, on one line."""
        return " ".join(self.find.words.split())

    @property
    def act(self) -> Act | None:
        """What can be done about it by itself; None for a number, which only a person can write otherwise."""
        if self.find.kind is FindKind.PUPIL:
            return Act(ActKind.REPLACE_NAME if self.find.sure else ActKind.ALLOW_WORD, value=self.words)
        return Act(ActKind.ALLOW_WORD, value=self.words) if self.find.kind.is_guess else None


class NameLists(NamedTuple):
    """What the program knows of names: given names, names that are words as well, words with a capital, and openers."""

    given: Collection[str] = ()
    words: Collection[str] = ()
    usual: Collection[str] = ()
    openers: Collection[str] = ()


def build_finder(
    journal: Journal, pupils: Sequence[Pupil], allowed: Collection[str], lists: NameLists, *, guess: bool = True
) -> NameFinder:
    """Return the finder for a journal: its own words, the authors it cites and its owner's name are no finds."""
    own = re.findall(r"[^\W\d_]+", journal.settings.name)
    if not guess:
        return NameFinder(pupils, allowed, lists.words)
    guessing = Guessing(lists.given, lists.usual, build_small_words(journal), list_cited_names(journal), lists.openers)
    return NameFinder(pupils, (*allowed, *own), lists.words, guessing)


def list_cited_names(journal: Journal) -> frozenset[str]:
    """Return every name of an author that a journal's readings give, folded."""
    authors = {entry.authors for cycle in journal.cycles for entry in cycle.entries if isinstance(entry, Reading)}
    return frozenset(word for one in authors for word in re.findall(r"[^\W\d_]+", fold_word(one)))


def build_small_words(journal: Journal) -> Callable[[str], bool]:
    """Return what says whether a journal writes a word small, wherever it does; it is read through once, when asked."""

    @cache
    def list_small_words() -> frozenset[str]:
        texts = (
            one.text if one.text.isascii() else fold_text(one.text).plain for one in iterate_journal_texts(journal)
        )
        return frozenset(word for text in texts for word in set(re.findall(r"(?<![^\W_])[a-z]+(?![^\W_])", text)))

    return lambda word: word in list_small_words()


def is_whole_name(find: Find) -> bool:
    """Say whether a find is more than one word of the name of somebody registered."""
    return find.kind is FindKind.PUPIL and len(find.words.split()) > 1


def find_in_texts(finder: NameFinder, texts: Iterable[PlacedText]) -> tuple[PlacedFind, ...]:
    """Return every find in some texts; in what is published only the whole name of somebody registered."""
    found = list[PlacedFind]()
    for one in texts:
        for find in finder.find(one.text):
            if not one.published or is_whole_name(find):
                found.append(PlacedFind(one.of, one.field, find, one.text))
    return tuple(found)


def describe_find(one: PlacedFind) -> str:
    """Return what a find is, in words: “Anna” is Pupil A."""
    find = one.find
    if find.number:
        whose = f" of {' or '.join(find.codes)}" if find.codes else ""
        return f"{find.number.value}{whose}: “{one.words}”"
    if find.codes:
        codes = " or ".join(find.codes)
        return f"“{one.words}” is {codes}" if find.sure else f"“{one.words}” may be the word, or {codes}"
    return f"“{one.words}” looks like a name"


def group_finds(found: Iterable[PlacedFind]) -> tuple[tuple[PlacedFind, ...], ...]:
    """Return finds of the same words together, each place once, in the order in which they first stand."""
    groups = dict[tuple[object, ...], dict[str, PlacedFind]]()
    for one in found:
        key = (one.find.kind, one.find.codes, one.find.sure, fold_word(one.words))
        groups.setdefault(key, {}).setdefault(f"{one.of} {one.field if not one.of else ''}", one)
    return tuple(tuple(held.values()) for held in groups.values())


MOST_TOLD = 6
"""How many finds, and how many places of one, a question or a refusal names."""


def summarise_finds(found: Iterable[PlacedFind]) -> str:
    """Return finds in a line: “Anna” (7.4), a telephone number (11.3)."""
    groups, told = group_finds(found), list[str]()
    for group in groups[:MOST_TOLD]:
        first = group[0]
        what = first.find.number.value if first.find.number else f"“{first.words}”"
        places = [one.of or one.field for one in group]
        more = f" and {len(places) - 3} more" if len(places) > 4 else ""
        told.append(f"{what} ({', '.join(places[: 3 if more else 4])}{more})")
    left = len(groups) - MOST_TOLD
    return ", ".join(told) + (f", and {left} more" if left > 0 else "")
