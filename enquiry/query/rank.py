"""What was found, in the order in which it answers: the best match first, or the newest.

The query alone says what is found; here it is only put in order. Relevance is SQLite's own bm25 over a full-text table
in memory, made of what the other conditions left, so that a word is weighed by how rare it is there. Where Python has
no SQLite with full text, matches are counted instead: other places, the same things.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.progress import Follow, unfollowed
from enquiry.query import predicates as p
from enquiry.query.highlight import finders
from enquiry.query.item import Piece, pieces_in
from enquiry.query.select import Found, Query, Selection, selected

Scores = dict[str, float]
"""How well each thing matches, by its name; the lower the better."""

LAST = 1.0
"""The score of what full text knows nothing of, such as a sign that is no letter: after all others."""


def search(journal: Journal, query: Query, follow: Follow = unfollowed) -> Selection:
    """Return what meets the query, the cycle first that holds the best match; by number where no words are sought."""
    pieces = list(pieces_in(journal))  # each keeps its text as words are looked for in it, which is needed twice
    return by_relevance(selected(follow(pieces), query), pieces, follow)


def by_relevance(selection: Selection, pieces: Iterable[Piece], follow: Follow = unfollowed) -> Selection:
    """Return a selection from these pieces with the best match first; as it is where no words are looked for."""
    if not selection.query.sought or not (selection.found or selection.notes):
        return selection
    scores = scored(filter(_others(selection.query), pieces), selection.query, follow)
    names = sorted(_names(selection), key=lambda name: scores.get(name, LAST))
    place = {name: at for at, name in enumerate(names)}
    found = sorted(selection.found, key=lambda one: min(place[name] for name in _names_in(one)))
    notes = sorted(selection.notes, key=lambda note: place[note.name])
    return selection._replace(found=tuple(found), notes=tuple(notes), ranked=tuple(names))


def newest_first(selection: Selection) -> Selection:
    """Return a selection with the latest day first, cycles by the latest day of what was found in them."""
    found = [one._replace(entries=tuple(sorted(one.entries, key=_day, reverse=True))) for one in selection.found]
    days = {one.cycle.number: one.entries[0].happened_on if one.entries else one.cycle.last_on for one in found}
    found.sort(key=lambda one: (days[one.cycle.number], one.cycle.number), reverse=True)
    notes = sorted(selection.notes, key=lambda note: (note.happened_on, note.number), reverse=True)
    return selection._replace(found=tuple(found), notes=tuple(notes))


def _day(entry: AnyEntry) -> tuple[date, int]:
    return entry.happened_on, entry.number


def _names(selection: Selection) -> Iterator[str]:
    for one in selection.found:
        yield from _names_in(one)
    yield from (note.name for note in selection.notes)


def _names_in(found: Found) -> Iterator[str]:
    if found.itself:
        yield str(found.cycle.number)
    yield from (entry.name for entry in found.entries)


def _others(query: Query) -> p.AnyCondition:
    """Return the conditions of a query that look for no words."""
    whole = query.whole
    parts = whole.conditions if isinstance(whole, p.AllOf) else (whole,)
    return p.all_of(part for part in parts if not any(p.sought(part)))


def scored(pieces: Iterable[Piece], query: Query, follow: Follow = unfollowed) -> Scores:
    """Return how well each piece matches the words of a query, by full text where there is any."""
    left = tuple(pieces)
    try:
        from enquiry.query.full_text import by_full_text
    except ImportError:  # a Python built without SQLite
        return by_counting(left, query)
    scores = by_full_text(follow(left), query)
    return by_counting(left, query) if scores is None else scores


def by_counting(pieces: Iterable[Piece], query: Query) -> Scores:
    """Return how well each piece matches: by matches for its length, which a short text is not to win by alone."""
    wanted = finders(query.sought)
    counts = ((piece, sum(1 for one in wanted for _ in one.spans(piece.bare))) for piece in pieces)
    return {piece.name: -count / (200 + len(piece.bare)) for piece, count in counts if count}
