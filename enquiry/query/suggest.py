"""Did you mean: for a word that stands nowhere, the nearest the journal holds, and tags that bear the word's name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import chain

from enquiry.acts import Act, ActKind, Hint
from enquiry.model.journal import Journal
from enquiry.query import predicates as p
from enquiry.query.item import iterate_items
from enquiry.query.matching import build_finder, normalise_for_search
from enquiry.query.tags.usage import list_tag_uses

MAX_COMPARED_WORDS = 4000
"""How many words of a journal are compared, the commonest first, so that a long career answers at once too."""


def suggest_words(sought: Iterable[p.ContainsWord | p.ContainsPhrase], journal: Journal) -> list[str | Hint]:
    """Return a sentence for each word that stands nowhere in the journal and has something near it there."""
    texts = [piece.bare for piece in iterate_items(journal)]
    words = dict.fromkeys(word for one in sought for word in one.text.split())
    lost = [word for word in words if not any(build_finder(word).is_in(text) for text in texts)]
    known = _count_words(texts) if lost else Counter()
    return [sentence for word in lost for sentence in _suggest_for_word(word, known, journal)]


def suggest_tags(sought: Iterable[p.ContainsWord | p.ContainsPhrase], journal: Journal) -> list[Hint]:
    """Return a sentence for each word or phrase that is a tag as well, since things may bear it and not say it."""
    named = ((one.text, _find_tag_for_word(one.text, journal)) for one in dict.fromkeys(sought))
    return [_suggest_tag_search(text, "is a tag as well", tag) for text, tag in named if tag]


def _find_tag_for_word(word: str, journal: Journal) -> str:
    """Return the tag that a word names, whole or by its last part, or nothing."""
    wanted = normalise_for_search(word)
    tags = (use.tag for use in list_tag_uses(journal))
    return next(
        (tag for tag in tags if wanted in (normalise_for_search(tag), normalise_for_search(tag.rpartition("/")[2]))), ""
    )


def _suggest_tag_search(word: str, words: str, tag: str) -> Hint:
    sought = word.replace("{", "{{").replace("}", "}}")
    return Hint(f"“{sought}” {words}: {{}}", Act(ActKind.SEARCH_TAG, value=tag))


def _suggest_for_word(word: str, known: Counter[str], journal: Journal) -> Iterator[str | Hint]:
    wanted = normalise_for_search(word)
    if tag := _find_tag_for_word(word, journal):
        yield _suggest_tag_search(word, "stands in no text, but it is a tag", tag)
        return
    alike = Counter({part: times for part, times in known.items() if abs(len(part) - len(wanted)) <= 2})
    common = [part for part, _ in alike.most_common(MAX_COMPARED_WORDS)]
    if found := get_close_matches(wanted, common, n=1, cutoff=0.7):
        yield f"“{word}” stands nowhere. Did you mean {found[0]}?"


def _count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word is there. A journal holds few words, each often, so that signs are stripped last."""
    known = Counter[str]()
    for word, times in Counter(chain.from_iterable(map(str.split, texts))).items():
        known[word.strip(".,;:!?()[]'\"“”")] += times
    return known
