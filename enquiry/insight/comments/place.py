"""What a comment speaks of: by the bookmark it stands at, else by the words it was put at, else by those around it.

A bookmark is believed unless the words plainly say another entry: who moves a paragraph about may leave its bookmark
behind. Where neither tells, the place is not certain, and is asked for; the words are never lost for it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from enquiry.errors import NotFound
from enquiry.insight.comments.found import CommentedFile, FoundComment, describe_place
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.words import join_words

_PLAIN, _APART, _FOREIGN = 0.6, 0.2, 0.5
"""The share of an entry's pairs of words from which a paragraph is plainly that entry; how much more it has to be than
that of any other; and how much more than that of the entry whose bookmark is there, for the words to be believed."""
_FEWEST = 3
"""The words that a text must have to be known by them."""


class PlacedComment(NamedTuple):
    """A comment, the cycle it goes to, and the entry it speaks of; without one it speaks of the cycle.

    `at` says in words what it stands at. It is `certain` unless neither bookmark nor words told.
    """

    comment: FoundComment
    cycle: Cycle
    entry: AnyEntry | None
    at: str
    certain: bool = True


def follow_threads(placed: Iterable[PlacedComment]) -> Iterator[PlacedComment]:
    """Yield comments in their order, each that answers an earlier one with the place of that."""
    held: dict[str, PlacedComment] = {}
    for one in placed:
        first = held.get(one.comment.answers)
        held[one.comment.key] = first._replace(comment=one.comment) if first else one
        yield held[one.comment.key]


class FoldedWords(NamedTuple):
    """The words of a text, folded, and the pairs of neighbours among them."""

    text: str
    many: int
    pairs: frozenset[tuple[str, str]]


def fold_words(text: str) -> FoldedWords:
    """Return the words of a text as texts are compared: without capitals and signs."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return FoldedWords(f" {' '.join(words)} ", len(words), frozenset(pairwise(words)))


def list_gift_cycles(journal: Journal, gift: Gift) -> list[Cycle]:
    """Return the cycles of which something went in a gift."""
    ids = {*gift.cycles, *(e.cycle for c in journal.cycles for e in c.entries if e.id in gift.entries)}
    return [cycle for cycle in journal.cycles if cycle.id in ids]


def name_gift_places(journal: Journal, gift: Gift) -> dict[str, Cycle | AnyEntry]:
    """Return what a gift's bookmarks may stand around, by every name that it has or had: `4.8`, `4`, `q4`.

    An entry may have moved since, or have another number where two machines gave one number to two.
    """
    named: dict[str, Cycle | AnyEntry] = {}
    entries = {entry.id: entry for cycle in journal.cycles for entry in cycle.entries}
    for cycle in list_gift_cycles(journal, gift):
        for number in filter(None, (cycle.number, cycle.first)):
            named |= {str(number): cycle, f"q{number}": cycle}
            for entry in cycle.entries:
                named |= {f"{number}.{place}": entry for place in (entry.first, entry.number) if place}
            named |= {f"{number}.{m.number}": entries[m.entry] for m in cycle.moved if m.entry in entries}
    return named


def join_numbered(found: CommentedFile, places: Collection[str]) -> CommentedFile:
    """Return what came back with the numbered lines of a comment in it: a number that names no cycle begins none."""
    joined = list[FoundComment]()
    for one in found.comments:
        alone = [name for name in one.places if name.isdecimal() and name not in places]
        if joined and alone and not found.texts:
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text}\n{alone[0]}: {one.text}")
        else:
            joined.append(one)
    return found._replace(comments=tuple(joined))


def is_own_document(found: CommentedFile, journal: Journal, gift: Gift) -> bool:
    """Say whether what came back is this journal's gift: by the words at its bookmarks, or by the names it answers."""
    named = name_gift_places(journal, gift)
    if not found.texts:
        return any(name in named for one in found.comments for name in one.places)
    told, known = 0, 0
    for place, text in found.texts.items():
        thing = named.get(place)
        own = fold_words((thing.question if isinstance(thing, Cycle) else thing.text) if thing else "")
        if thing is None or own.many >= _FEWEST:
            told += 1
            known += bool(own.pairs & fold_words(text).pairs)
    return not told or known > 0


class CommentPlacer:
    """Finds out what the comments of one file speak of, as far as the file tells."""

    def __init__(self, journal: Journal, gift: Gift) -> None:
        """Raise NotFound where nothing of what went in the gift is in the journal."""
        self.named = name_gift_places(journal, gift)
        self.cycles = {cycle.id: cycle for cycle in journal.cycles}
        cycles = list_gift_cycles(journal, gift)
        if not cycles:
            raise NotFound(
                f"Nothing of what went in gift {gift.name} is in this journal.", "Look at another copy of it."
            )
        self.home = cycles[0]
        went = [one for one in self.named.values() if not isinstance(one, Cycle) and one.id in gift.entries]
        self.words = {one.id: (one, fold_words(one.text)) for one in went}

    def place_all(self, comments: tuple[FoundComment, ...]) -> Iterator[PlacedComment]:
        """Yield each comment with its place; one that answers another stands where that does."""
        yield from follow_threads(map(self.place, comments))

    def place(self, comment: FoundComment) -> PlacedComment:
        """Return a comment with what it speaks of."""
        things = [self.named[name] for name in comment.places if name in self.named]
        plainly = self._find_plainly(comment)
        entries = self._choose_plain([one for one in things if not isinstance(one, Cycle)], comment)
        if entries and not (plainly and plainly not in entries and self._is_foreign(entries[0], plainly, comment)):
            return self._give(comment, entries[0], [one.name for one in entries])
        if plainly and (entries or not things):
            return self._give(comment, plainly, [plainly.name])
        if things and isinstance(cycle := things[0], Cycle):
            kind = "q" if comment.places[0].startswith("q") else ""
            return PlacedComment(comment, cycle, None, describe_place(f"{kind}{cycle.number}"))
        near = self.named.get(comment.near, self.home)
        cycle = near if isinstance(near, Cycle) else self.cycles[near.cycle]
        return PlacedComment(comment, cycle, None, f"cycle {cycle.number}", certain=False)

    def give(self, placed: PlacedComment, entry: AnyEntry) -> PlacedComment:
        """Return a comment at the entry that a person has named for it."""
        return self._give(placed.comment, entry, [entry.name])

    def _give(self, comment: FoundComment, entry: AnyEntry, names: list[str]) -> PlacedComment:
        return PlacedComment(comment, self.cycles[entry.cycle], entry, join_words(list(dict.fromkeys(names))))

    def _find_plainly(self, comment: FoundComment) -> AnyEntry | None:
        """Return the one entry in which the chosen words stand, else the one that the paragraph plainly is."""
        quoted = fold_words(comment.quoted)
        if quoted.many >= _FEWEST:
            holding = [one for one, words in self.words.values() if quoted.text in words.text]
            if len(holding) == 1:
                return holding[0]
        texts = _fold_texts(comment)
        ranked = sorted(((_measure_share(words, texts), one.id) for one, words in self.words.values()), reverse=True)
        if not ranked or ranked[0][0] < _PLAIN:
            return None
        best = ranked[0]
        if any(share > best[0] - _APART for share, other in ranked if other != best[1]):
            return None
        return self.words[best[1]][0]

    def _choose_plain(self, entries: list[AnyEntry], comment: FoundComment) -> list[AnyEntry]:
        """Return of several entries whose bookmarks are there those that the words plainly are, if any are."""
        texts = _fold_texts(comment) if len(entries) > 1 else ()
        plain = [one for one in entries if _measure_share(self._get_words(one), texts) >= _PLAIN]
        return plain or entries

    def _get_words(self, entry: AnyEntry) -> FoldedWords:
        return self.words[entry.id][1] if entry.id in self.words else fold_words("")

    def _is_foreign(self, entry: AnyEntry, other: AnyEntry, comment: FoundComment) -> bool:
        """Say whether what a comment stands at is by far more another entry than the one whose bookmark is there."""
        texts, mine, theirs = _fold_texts(comment), self._get_words(entry), self._get_words(other)
        return mine.many >= _FEWEST and _measure_share(mine, texts) <= _measure_share(theirs, texts) - _FOREIGN


def _fold_texts(comment: FoundComment) -> tuple[FoldedWords, ...]:
    return fold_words(comment.quoted), fold_words(comment.around)


def _measure_share(own: FoldedWords, texts: Iterable[FoldedWords]) -> float:
    """Return how much of an entry's pairs of words stand in one of some texts: 0 to 1."""
    shares = (len(own.pairs & text.pairs) / len(own.pairs) for text in texts if own.many >= _FEWEST)
    return max(shares, default=0.0)
