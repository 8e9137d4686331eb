"""Selection: the frozen query that every looking command shares, and the cycles, entries and notes that meet it."""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from enquiry.dates.period import Period
from enquiry.model.belief import Belief
from enquiry.model.choices import EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence
from enquiry.model.journal import Journal, Lone, LooseNote
from enquiry.model.measure import is_same_measure
from enquiry.query import predicates as p
from enquiry.query.item import SearchItem, iterate_items
from enquiry.query.matching import Finder, normalise_for_search

FEW_ENTRIES = 3
"""Up to so many entries of a cycle are listed one by one though the whole cycle was found."""


class Query(msgspec.Struct, frozen=True, dict=True):
    """What is looked for: a condition, and the time in which it must hold. An empty query selects everything.

    The time that is asked for as a whole stands apart, since reports begin and end with it.
    """

    condition: p.AnyCondition = p.EVERYTHING
    window: Period | None = None

    @cached_property
    def whole(self) -> p.AnyCondition:
        """The condition with the time."""
        return p.combine_all((self.condition, p.InPeriod(self.window))) if self.window else self.condition

    @property
    def text(self) -> str:
        """The query in its own language, with every day in figures."""
        return p.format_condition(self.whole)

    @property
    def names_writers(self) -> bool:
        """Whether it asks who wrote something."""
        return p.has_field_condition(self.condition, "by")

    @cached_property
    def sought(self) -> tuple[p.SearchTerm, ...]:
        """The words and phrases looked for."""
        return tuple(p.collect_search_terms(self.condition))

    @cached_property
    def cycles(self) -> tuple[int, ...]:
        """The numbers of the cycles it keeps to, where it names them; none where it does not."""
        return tuple(number for part in p.split_conditions(self.condition) for number in p.list_named_cycles(part))

    @property
    def looks_inside(self) -> bool:
        """Whether the query asks for entries, and not only for cycles or days."""
        parts = p.split_conditions(self.condition)
        return not all(p.list_named_cycles(part) or p.is_time(part) for part in parts)


def build_query(
    *,
    words: Iterable[str] = (),
    tags: Iterable[str] = (),
    kinds: Iterable[EntryKind] = (),
    cycles: Iterable[int] = (),
    window: Period | None = None,
) -> Query:
    """Return the query for items with all the words and all the tags, of one of the kinds and in one of the cycles."""
    told: list[p.AnyCondition] = [p.SearchTerm(word, whole=" " in word) for word in words]
    told += [p.FieldCondition("tag", tag) for tag in tags]
    for field, values in (("kind", tuple(kinds)), ("cycle", tuple(cycles))):
        told += [p.combine_any(p.FieldCondition(field, value) for value in values)] if values else []
    return combine_conditions(told, window)


def combine_conditions(conditions: Iterable[p.AnyCondition], window: Period | None = None) -> Query:
    """Return the query for what meets all the conditions, with the time that is among them set apart."""
    condition = p.combine_all((*conditions, *((p.InPeriod(window),) if window else ())))
    *others, last = p.split_conditions(condition) or (None,)
    return Query(p.combine_all(others), last.period) if isinstance(last, p.InPeriod) else Query(condition)


class CycleMatch(NamedTuple):
    """A cycle with the entries selected in it.

    `itself` says that the cycle's own question, worry, hunch or tags meet the query, whatever its entries do.
    """

    cycle: Cycle
    entries: tuple[AnyEntry, ...]
    itself: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names of what was found: the cycle's, where it was found itself, and its entries'."""
        return (*([str(self.cycle.number)] if self.itself else []), *(entry.name for entry in self.entries))


class Selection(NamedTuple):
    """Everything a query selects: cycles with their entries, notes still in the inbox, and beliefs.

    `ranked` names what was found, the best match first, where words were looked for. `strings` are what a regular
    expression matched, where one narrowed it.
    """

    query: Query
    found: tuple[CycleMatch, ...]
    notes: tuple[LooseNote, ...]
    beliefs: tuple[Belief, ...] = ()
    ranked: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[AnyEntry, ...]:
        """Every selected entry, cycle by cycle."""
        return tuple(entry for found in self.found for entry in found.entries)


def select(journal: Journal, query: Query) -> Selection:
    """Return what meets the query, cycles by number and entries in the order in which they happened."""
    return select_items(iterate_items(journal), query)


def select_items(pieces: Iterable[SearchItem], query: Query) -> Selection:
    """Return what of some items meets the query; those of a cycle stand together, as `iterate_items` yields them."""
    meeting = list(filter(query.whole, pieces))
    found, notes, beliefs = list[CycleMatch](), list[LooseNote](), list[Belief]()
    for _, group in groupby(meeting, key=lambda piece: piece.cycle and piece.cycle.number):
        held = tuple(group)
        if (cycle := held[0].cycle) is None:
            notes += [piece.thing for piece in held if isinstance(piece.thing, LooseNote)]
            beliefs += [piece.thing for piece in held if isinstance(piece.thing, Belief)]
        else:
            entries = tuple(piece.thing for piece in held if not isinstance(piece.thing, Cycle | Lone))
            found.append(CycleMatch(cycle, entries, itself=held[0].thing is cycle))
    return Selection(query, tuple(found), tuple(notes), tuple(beliefs))


def narrow_journal(journal: Journal, selection: Selection) -> Journal:
    """Return a journal of what was selected alone: each cycle with the entries found in it, notes and beliefs.

    It stands by itself: measures come with their values, and a tie to what is not there is left out. Saved
    queries and what was removed stay behind.
    """
    ids, entries = {found.cycle.id for found in selection.found}, {entry.id for entry in selection.entries}
    cycles = tuple(
        replace(found.cycle, entries=tuple(sorted(found.entries, key=lambda one: one.number))).keep_ties(ids, entries)
        for found in selection.found
    )
    named = [value.measure for entry in selection.entries if isinstance(entry, Evidence) for value in entry.values]
    measures = tuple(m for m in journal.measures if any(is_same_measure(m.name, name) for name in dict.fromkeys(named)))
    current = journal.settings.current if journal.settings.current in ids else None
    settings = replace(journal.settings, current=current, queries=(), sharing=())
    beliefs = tuple(one.keep_entries(entries) for one in selection.beliefs)
    return Journal(settings=settings, cycles=cycles, inbox=selection.notes, measures=measures, beliefs=beliefs)


def drop_removed(journal: Journal) -> Journal:
    """Return the journal without what was removed or undone, and without ties to it.

    A note goes with the entry it became, since it holds the same words. A belief stays, without what was removed
    of what speaks for it and against it. The register of gifts is not in it.
    """
    ids = {cycle.id for cycle in journal.kept}
    names = {entry.id for entry in journal.iterate_entries()}
    cycles = tuple(
        replace(cycle, entries=tuple(entry for entry in cycle.entries if entry.id in names)).keep_ties(ids, names)
        for cycle in journal.kept
    )
    inbox = tuple(one for one in journal.inbox if not one.removed and (not one.filed_as or one.filed_as in names))
    known = ids | names
    settings = replace(
        journal.settings,
        current=journal.settings.current if journal.settings.current in ids else None,
        sharing=tuple(one for one in journal.settings.sharing if (one.entry or one.cycle) in known),
    )
    beliefs = tuple(one.keep_entries(names) for one in journal.beliefs if not one.removed)
    return Journal(settings=settings, cycles=cycles, inbox=inbox, measures=journal.known_measures, beliefs=beliefs)


# --- The result of a search: what was found in its order, and how much of it is shown.


class MatchCounts(NamedTuple):
    """How many cycles, entries, notes and beliefs there are."""

    cycles: int
    entries: int
    notes: int
    beliefs: int


class SearchResult(NamedTuple):
    """`told` is the part that is shown; `all` counts everything that was found, and `left` what is not shown.

    Where it was asked who wrote it nothing is counted, since that would count a person's work: `all` is None.
    `wanted` finds what is to be marked. In a search for cycles alone no entry is shown.
    """

    told: Selection
    all: MatchCounts | None
    only_cycles: bool
    left: MatchCounts
    wanted: tuple[Finder, ...]


def build_result(selection: Selection, *, most: int | None = None, only_cycles: bool = False) -> SearchResult:
    """Return the result, of at most so many lines: the best matches where it is ranked, else the first."""
    told = selection if most is None else _limit_selection(selection, most, only_cycles=only_cycles)
    every, some = map(count_matches, (selection, told))
    counts = not selection.query.names_writers
    left = MatchCounts(*(whole - part if counts else 0 for whole, part in zip(every, some, strict=True)))
    strings = (
        Finder(normalise_for_search(text), frozenset(), whole=False, anywhere=True) for text in selection.strings
    )
    wanted = tuple(one for one in (*(term.finder for term in selection.query.sought), *strings) if one.wanted)
    return SearchResult(told, every if counts else None, only_cycles, left, wanted)


def count_matches(selection: Selection) -> MatchCounts:
    """Return how much was found. A cycle counts where it is found itself or anything in it is."""
    entries = sum(len(found.entries) for found in selection.found)
    return MatchCounts(len(selection.found), entries, len(selection.notes), len(selection.beliefs))


def is_found_whole(found: CycleMatch, selection: Selection) -> bool:
    """Say whether a cycle was found whole, with more entries than a few, and not because it was named.

    Its entries then say nothing about the search, and one line about all of them is enough.
    """
    query = selection.query
    narrowed = query.sought or query.window or query.cycles or selection.strings
    is_long = FEW_ENTRIES < len(found.entries) == len(found.cycle.kept)
    return found.itself and is_long and not narrowed


def _limit_selection(selection: Selection, most: int, *, only_cycles: bool) -> Selection:
    """Return the best of a selection, in at most so many lines: of entries, or of cycles shown without any."""
    names, without = list[str](), set[str]()
    for one in selection.found:
        if only_cycles or not one.entries or is_found_whole(one, selection):
            without.add(str(one.cycle.number))
            names.append(str(one.cycle.number))
        else:
            names += [entry.name for entry in one.entries]
    names += [*(note.name for note in selection.notes), *(belief.name for belief in selection.beliefs)]
    place = {name: at for at, name in enumerate(selection.ranked)}
    best = set(sorted(names, key=lambda name: place.get(name, len(place)))[:most])
    found = []
    for one in selection.found:
        if (number := str(one.cycle.number)) in without:
            found += [one] if number in best else []
        elif entries := tuple(entry for entry in one.entries if entry.name in best):
            found.append(one._replace(entries=entries))
    notes = tuple(note for note in selection.notes if note.name in best)
    beliefs = tuple(belief for belief in selection.beliefs if belief.name in best)
    return selection._replace(found=tuple(found), notes=notes, beliefs=beliefs)
