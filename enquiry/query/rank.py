"""What was found, in the order in which it answers: the best match first, or the newest.

The query alone says what is found; here it is only put in order. Relevance is SQLite's own bm25 over a full-text table
in memory, made of what the other conditions left, so that a word is weighed by how rare it is there. Where Python has
no SQLite with full text, matches are counted instead: other places, the same things.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.query import predicates as p
from enquiry.query.highlight import build_finders
from enquiry.query.item import SearchItem, iterate_items
from enquiry.query.select import CycleMatch, Query, Selection, select_items

Scores = dict[str, float]
"""How well each thing matches, by its name; the lower the better."""

WORST_SCORE = 1.0
"""The score of what full text knows nothing of, such as a sign that is no letter: after all others."""


def search(journal: Journal, query: Query, follow: ProgressTracker = ignore_progress) -> Selection:
    """Return what meets the query, the cycle first that holds the best match; by number where no words are sought."""
    pieces = list(iterate_items(journal))  # each keeps its text as words are looked for in it, which is needed twice
    return sort_by_relevance(select_items(follow(pieces), query), pieces, follow)


def sort_by_relevance(
    selection: Selection, pieces: Iterable[SearchItem], follow: ProgressTracker = ignore_progress
) -> Selection:
    """Return a selection from these pieces with the best match first; as it is where no words are looked for."""
    if not selection.query.sought or not (selection.found or selection.notes):
        return selection
    scores = score_items(filter(_strip_word_conditions(selection.query), pieces), selection.query, follow)
    names = sorted(_names(selection), key=lambda name: scores.get(name, WORST_SCORE))
    place = {name: at for at, name in enumerate(names)}
    found = sorted(selection.found, key=lambda one: min(place[name] for name in _list_match_names(one)))
    notes = sorted(selection.notes, key=lambda note: place[note.name])
    return selection._replace(found=tuple(found), notes=tuple(notes), ranked=tuple(names))


def sort_newest_first(selection: Selection) -> Selection:
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
        yield from _list_match_names(one)
    yield from (note.name for note in selection.notes)


def _list_match_names(found: CycleMatch) -> Iterator[str]:
    if found.itself:
        yield str(found.cycle.number)
    yield from (entry.name for entry in found.entries)


def _strip_word_conditions(query: Query) -> p.AnyCondition:
    """Return the conditions of a query that look for no words."""
    whole = query.whole
    parts = whole.conditions if isinstance(whole, p.AllOf) else (whole,)
    return p.combine_all(part for part in parts if not any(p.collect_search_terms(part)))


def score_items(pieces: Iterable[SearchItem], query: Query, follow: ProgressTracker = ignore_progress) -> Scores:
    """Return how well each piece matches the words of a query, by full text where there is any."""
    left = tuple(pieces)
    try:
        from enquiry.query.full_text import score_by_full_text
    except ImportError:  # a Python built without SQLite
        return score_by_counting(left, query)
    scores = score_by_full_text(follow(left), query)
    return score_by_counting(left, query) if scores is None else scores


def score_by_counting(pieces: Iterable[SearchItem], query: Query) -> Scores:
    """Return how well each piece matches: by matches for its length, which a short text is not to win by alone."""
    wanted = build_finders(query.sought)
    counts = ((piece, sum(1 for one in wanted for _ in one.find_spans(piece.bare))) for piece in pieces)
    return {piece.name: -count / (200 + len(piece.bare)) for piece, count in counts if count}
