"""The order of what was found: the best match first, or the newest.

The query alone says what is found; here it is only put in order. Relevance is SQLite's own bm25 over a full-text table
in memory, made of what the other conditions left, so that a word is weighed by how rare it is there, and no second copy
of private notes lies on a disk. Where Python has no SQLite with full text, matches are counted instead: other places,
the same things.
"""

from collections.abc import Iterable

from enquiry.model.journal import Journal
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.query import predicates as p
from enquiry.query.item import SearchItem, iterate_items
from enquiry.query.select import CycleMatch, Query, Selection, select_items

Scores = dict[str, float]
"""How well each item matches, by its name; the lower the better."""

WORST_SCORE = 1.0
"""The score of what full text knows nothing of, such as a character that is no letter: after all others."""


def search(journal: Journal, query: Query, follow: ProgressTracker = ignore_progress) -> Selection:
    """Return what meets the query, the cycle first that holds the best match; by number where no words are sought."""
    items = list(iterate_items(journal))  # each caches its text as words are looked for in it, which is needed twice
    return sort_by_relevance(select_items(follow(items), query), items, follow)


def sort_by_relevance(
    selection: Selection, items: Iterable[SearchItem], follow: ProgressTracker = ignore_progress
) -> Selection:
    """Return a selection from these items with the best match first; as it is where no words are looked for."""
    query = selection.query
    if not query.sought or not (selection.found or selection.notes):
        return selection
    wordless = p.combine_all(part for part in p.split_conditions(query.whole) if not any(p.collect_search_terms(part)))
    scores = score_items(filter(wordless, items), query, follow)
    names = [name for one in selection.found for name in one.names] + [note.name for note in selection.notes]
    names.sort(key=lambda name: scores.get(name, WORST_SCORE))
    place = {name: at for at, name in enumerate(names)}
    found = sorted(selection.found, key=lambda one: min(place[name] for name in one.names))
    notes = sorted(selection.notes, key=lambda note: place[note.name])
    return selection._replace(found=tuple(found), notes=tuple(notes), ranked=tuple(names))


def sort_newest_first(selection: Selection) -> Selection:
    """Return a selection with the latest day first, cycles by the latest day of what was found in them."""
    found = list[CycleMatch]()
    for one in selection.found:
        entries = sorted(one.entries, key=lambda entry: (entry.happened_on, entry.number), reverse=True)
        found.append(one._replace(entries=tuple(entries)))
    days = {one.cycle.number: one.entries[0].happened_on if one.entries else one.cycle.last_on for one in found}
    found.sort(key=lambda one: (days[one.cycle.number], one.cycle.number), reverse=True)
    notes = sorted(selection.notes, key=lambda note: (note.happened_on, note.number), reverse=True)
    return selection._replace(found=tuple(found), notes=tuple(notes))


def score_items(items: Iterable[SearchItem], query: Query, follow: ProgressTracker = ignore_progress) -> Scores:
    """Return how well each item matches the words of a query, by full text where there is any."""
    left = tuple(items)
    scores = score_by_full_text(follow(left), query)
    return score_by_counting(left, query) if scores is None else scores


def score_by_counting(items: Iterable[SearchItem], query: Query) -> Scores:
    """Return how well each item matches: by matches for its length, which a short text is not to win by alone."""
    wanted = [term.finder for term in query.sought if term.finder.wanted]
    counts = ((item, sum(1 for one in wanted for _ in one.find_spans(item.bare))) for item in items)
    return {item.name: -count / (200 + len(item.bare)) for item, count in counts if count}


def score_by_full_text(items: Iterable[SearchItem], query: Query) -> Scores | None:
    """Return how well each item matches by bm25; None for a Python built without SQLite or SQLite without FTS5.

    A word is asked for with its forms, and also begins longer words.
    """
    try:
        import sqlite3
    except ImportError:
        return None
    terms = []
    for one in query.sought:
        quoted = ['"{}"'.format(_replace_unstorable(text).replace('"', '""')) for text in (one.text, *one.forms)]
        terms += quoted if one.whole else [f"{quoted[0]} *", *quoted[1:]]
    table = sqlite3.connect(":memory:")
    try:
        table.execute(_CREATE_TABLE)
        rows = ((one.name, _replace_unstorable(one.bare)) for one in items)
        table.executemany("insert into text values (?, ?)", rows)
        return dict(table.execute("select name, bm25(text) from text where text match ?", (" OR ".join(terms),)))
    except sqlite3.OperationalError as fault:
        if "fts5" in str(fault):  # "no such module: fts5"
            return None
        raise
    finally:
        table.close()


_CREATE_TABLE = """
create virtual table text using fts5(name unindexed, said, tokenize = 'porter unicode61 remove_diacritics 2')
"""


def _replace_unstorable(text: str) -> str:
    """Return a text that SQLite can hold: without NUL and lone surrogates."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
