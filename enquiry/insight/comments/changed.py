"""Changes that somebody made in the text of a gift without marking them, known by a number for each paragraph given.

A paragraph is known again wherever it stands, so that one which was moved, or lost its bookmark, is not changed. Case,
signs and spaces count for nothing: programs change those by themselves. Words that a change is marked at count as they
were before it.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from enquiry.insight.comments.found import CommentedFile, FoundParagraph
from enquiry.insight.comments.place import fold_words
from enquiry.model.colleagues.gift import Gift


class TextChanges(NamedTuple):
    """What became of the text: the places whose words were changed, those that are gone, and paragraphs put in."""

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def compute_checks(paragraphs: Iterable[FoundParagraph]) -> dict[str, tuple[int, ...]]:
    """Return what a gift keeps of the paragraphs of its document, by the place that each stands at."""
    checks = defaultdict[str, list[int]](list)
    for one in paragraphs:
        if check := _check_words(one.text):
            checks[_get_place(one)].append(check)
    return {place: tuple(held) for place, held in checks.items()}


def _check_words(text: str) -> int:
    """Return a number that another text hardly has; 0 for one without words."""
    words = fold_words(text).text
    return zlib.crc32(words.encode("utf-8", "replace")) if words.strip() else 0


def _get_place(paragraph: FoundParagraph) -> str:
    return paragraph.places[0] if paragraph.places else ""


def find_text_changes(found: CommentedFile, gift: Gift) -> TextChanges:
    """Return what was changed in the text of a gift that came back as a Word document; nothing of one without checks.

    What was split over several paragraphs, and says the same, is as it was.
    """
    if not (gift.checks and found.paragraphs):
        return TextChanges()
    known = {check for checks in gift.checks.values() for check in checks}
    whole = {place: _check_words(text) for place, text in found.texts.items()}
    there = {_check_words(one.text) for one in found.paragraphs} | set(whole.values())
    lost = {place: sum(one not in there for one in checks) for place, checks in gift.checks.items() if place}
    new, left = list[FoundParagraph](), Counter(lost)
    for one in found.paragraphs:
        place = _get_place(one)
        if (check := _check_words(one.text)) and check not in known and whole.get(place) not in known:
            new += [] if left[place] > 0 else [one]
            left[place] -= 1
    missing = [place for place, many in lost.items() if many]
    changed = tuple(place for place in missing if left[place] < lost[place])
    gone = tuple(place for place in missing if place not in changed)
    return TextChanges(changed, gone, tuple(one.text.strip() for one in new))
