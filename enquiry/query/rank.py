"""The order of what was found: the best match first, or the newest.

The query alone says what is found; here it is only put in order, by how often the words stand in each text. Source of
the rule: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009): a word weighs more
the rarer it is among the items that the other conditions left, each further mention of it adds less, and a long text is
not to win by its length.
"""

from collections.abc import Iterable
from math import log

from enquiry.model.journal import Journal
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.query import predicates as p
from enquiry.query.item import SearchItem, iterate_items
from enquiry.query.select import CycleMatch, Query, Selection, select_items

Scores = dict[str, float]
"""How well each item matches, by its name; the higher the better."""

SATURATION, LENGTH_SHARE = 1.2, 0.75
"""How soon further mentions of a word add little, and how much of its length is set against a text (k₁ and b)."""


def search(journal: Journal, query: Query, follow: ProgressTracker = ignore_progress) -> Selection:
    """Return what meets the query, the cycle first that holds the best match; by number where no words are sought."""
    items = list(iterate_items(journal))  # each keeps what was counted in it, which is needed twice
    return sort_by_relevance(select_items(follow(items), query), items)


def sort_by_relevance(selection: Selection, items: Iterable[SearchItem]) -> Selection:
    """Return a selection from these items with the best match first; as it is where no words are looked for."""
    query = selection.query
    if not query.sought or not (selection.found or selection.notes or selection.beliefs):
        return selection
    wordless = p.combine_all(part for part in p.split_conditions(query.whole) if not any(p.collect_search_terms(part)))
    scores = score_items(filter(wordless, items), query)
    names = [name for one in selection.found for name in one.names]
    names += [*(note.name for note in selection.notes), *(belief.name for belief in selection.beliefs)]
    names.sort(key=lambda name: scores.get(name, 0.0), reverse=True)
    place = {name: at for at, name in enumerate(names)}
    found = sorted(selection.found, key=lambda one: min(place[name] for name in one.names))
    notes = tuple(sorted(selection.notes, key=lambda note: place[note.name]))
    beliefs = tuple(sorted(selection.beliefs, key=lambda belief: place[belief.name]))
    return selection._replace(found=tuple(found), notes=notes, beliefs=beliefs, ranked=tuple(names))


def sort_newest_first(selection: Selection) -> Selection:
    """Return a selection with the latest day first, cycles by the latest day of what was found in them."""
    found = list[CycleMatch]()
    for one in selection.found:
        entries = sorted(one.entries, key=lambda entry: (entry.happened_on, entry.number), reverse=True)
        found.append(one._replace(entries=tuple(entries)))
    days = {one.cycle.number: one.entries[0].happened_on if one.entries else one.cycle.last_on for one in found}
    found.sort(key=lambda one: (days[one.cycle.number], one.cycle.number), reverse=True)
    notes = sorted(selection.notes, key=lambda note: (note.happened_on, note.number), reverse=True)
    beliefs = sorted(selection.beliefs, key=lambda belief: (belief.last_on, belief.number), reverse=True)
    return selection._replace(found=tuple(found), notes=tuple(notes), beliefs=tuple(beliefs))


def score_items(items: Iterable[SearchItem], query: Query) -> Scores:
    """Return how well each item matches the words of a query; those in which none of them stands are left out."""
    held = list(items)
    average, scores = sum(len(item.bare) for item in held) / max(1, len(held)), Scores()
    for finder in dict.fromkeys(term.finder for term in query.sought):
        counts = [(item, count) for item in held if (count := item.count_matches(finder))]
        rarity = log(1 + (len(held) - len(counts) + 0.5) / (len(counts) + 0.5))
        for item, count in counts:
            length = 1 - LENGTH_SHARE + LENGTH_SHARE * len(item.bare) / average
            score = rarity * count * (SATURATION + 1) / (count + SATURATION * length)
            scores[item.name] = scores.get(item.name, 0.0) + score
    return scores
