"""Did you mean: for a word that stands nowhere, the nearest the journal holds, and tags that bear the word's name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import chain

from enquiry.model.journal import Journal
from enquiry.query import predicates as p
from enquiry.query.item import pieces_in
from enquiry.query.matching import bare, finder
from enquiry.query.tags.usage import tag_uses

MOST_WORDS = 4000
"""How many words of a journal are compared, the commonest first, so that a long career answers at once too."""


def nearby(sought: Iterable[p.Says | p.Quotes], journal: Journal) -> list[str]:
    """Return a sentence for each word that stands nowhere in the journal and has something near it there."""
    texts = [piece.bare for piece in pieces_in(journal)]
    words = dict.fromkeys(word for one in sought for word in one.text.split())
    lost = [word for word in words if not any(finder(word).is_in(text) for text in texts)]
    known = _counted(texts) if lost else Counter()
    return [sentence for word in lost for sentence in _near(word, known, journal)]


def tags_named(sought: Iterable[p.Says | p.Quotes], journal: Journal) -> list[str]:
    """Return a sentence for each word or phrase that is a tag as well, since things may bear it and not say it."""
    named = ((one.text, _tag_of(one.text, journal)) for one in dict.fromkeys(sought))
    return [f"“{text}” is a tag as well: enquiry search --tag {_as_typed(tag)}" for text, tag in named if tag]


def _tag_of(word: str, journal: Journal) -> str:
    """Return the tag that a word names, whole or by its last part, or nothing."""
    wanted = bare(word)
    tags = (use.tag for use in tag_uses(journal))
    return next((tag for tag in tags if wanted in (bare(tag), bare(tag.rpartition("/")[2]))), "")


def _as_typed(tag: str) -> str:
    return f'"{tag}"' if " " in tag else tag


def _near(word: str, known: Counter[str], journal: Journal) -> Iterator[str]:
    wanted = bare(word)
    if tag := _tag_of(word, journal):
        yield f"“{word}” stands in no text, but it is a tag: enquiry search --tag {_as_typed(tag)}"
        return
    alike = Counter({part: times for part, times in known.items() if abs(len(part) - len(wanted)) <= 2})
    common = [part for part, _ in alike.most_common(MOST_WORDS)]
    if found := get_close_matches(wanted, common, n=1, cutoff=0.7):
        yield f"“{word}” stands nowhere. Did you mean {found[0]}?"


def _counted(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word is there. A journal holds few words, each often, so that signs are stripped last."""
    known = Counter[str]()
    for word, times in Counter(chain.from_iterable(map(str.split, texts))).items():
        known[word.strip(".,;:!?()[]'\"“”")] += times
    return known
