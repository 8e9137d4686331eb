"""Did you mean: for a word found nowhere the nearest the journal holds, and tags of the same name as a word."""

from collections import Counter
from collections.abc import Iterable
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


def suggest_words(sought: Iterable[p.SearchTerm], journal: Journal) -> list[str | Hint]:
    """Return a sentence for each word that stands nowhere in the journal and has something near it there."""
    texts = [item.bare for item in iterate_items(journal)]
    words = dict.fromkeys(word for one in sought for word in one.text.split())
    known, sentences = Counter[str](), list[str | Hint]()
    for word in words:
        if any(build_finder(word).is_in(text) for text in texts):
            continue
        if tag := _find_tag_for_word(word, journal):
            sentences.append(_suggest_tag_search(word, "stands in no text, but it is a tag", tag))
            continue
        if not known:  # a journal holds few words, each often, so that punctuation is stripped last
            for one, times in Counter(chain.from_iterable(map(str.split, texts))).items():
                known[one.strip(".,;:!?()[]'\"“”")] += times
        wanted = normalise_for_search(word)
        alike = Counter({one: times for one, times in known.items() if abs(len(one) - len(wanted)) <= 2})
        common = [one for one, _ in alike.most_common(MAX_COMPARED_WORDS)]
        if near := get_close_matches(wanted, common, n=1, cutoff=0.7):
            sentences.append(f"“{word}” stands nowhere. Did you mean {near[0]}?")
    return sentences


def suggest_tags(sought: Iterable[p.SearchTerm], journal: Journal) -> list[Hint]:
    """Return a sentence for each word or phrase that is a tag as well: a record may have the tag, not the word."""
    named = ((one.text, _find_tag_for_word(one.text, journal)) for one in dict.fromkeys(sought))
    return [_suggest_tag_search(text, "is a tag as well", tag) for text, tag in named if tag]


def _suggest_tag_search(word: str, words: str, tag: str) -> Hint:
    sought = word.replace("{", "{{").replace("}", "}}")
    return Hint(f"“{sought}” {words}: {{}}", Act(ActKind.SEARCH_TAG, value=tag))


def _find_tag_for_word(word: str, journal: Journal) -> str:
    """Return the tag that a word names, whole or by its last part; or nothing."""
    wanted, tags = normalise_for_search(word), (use.tag for use in list_tag_uses(journal))
    fitting = (tag for tag in tags if wanted in map(normalise_for_search, (tag, tag.rpartition("/")[2])))
    return next(fitting, "")
