"""Notes of the inbox that seem to belong together, found by their words alone.

Rule: a word joins notes where it stands, in any of its forms, in three or more of those that wait, written in two or
more weeks, and in at most a tenth of all else that was written; short and everyday words join nothing. Of several
groups the largest is told, then the one with the most words in common.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from enquiry.model.journal import Journal, LooseNote
from enquiry.query.matching import find_word_root, normalise_characters

FEWEST_NOTES, FEWEST_WEEKS = 3, 2

HOW = (
    "Counted by words alone: each of these stands in three or more of the notes that wait, from two weeks or more, and "
    "in at most a tenth of all else that you wrote. What it means is yours to say."
)
"""How notes are found to belong together, as a person is told."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_RARE = 10

_EVERYDAY_WORDS = """
about above after again almost along already also although always another anything around asked asking away back
because been before began begin being best better between both came cannot child children class come could couldn days
didn does doesn doing done down during each else enough even ever every everybody everyone everything find first four
five from gave give given goes going gone good group half happen have having hear here hers herself himself home hour
into itself just keep kept knew know large last late later least left less lesson like little long look made make many
maybe might mine minute month more most much must myself near need never next nobody none nothing often once only
other ours over part people perhaps period pupil quite rather read really said same says school second seem seen
several shall should show since some somebody someone something sometimes soon still student such take taken talk
teacher tell term than that their them then there these they thing think third this those though thought three through
time today told tomorrow tonight took toward tried turn twice under until upon used very wait want wants week went
were weren what when where which while whole whose will with within without wonder work would write wrote year
yesterday your yours
"""
_EVERYDAY = frozenset(map(find_word_root, _EVERYDAY_WORDS.split()))


class NoteGroup(NamedTuple):
    """Notes that share words, in the order of their days; the words as they were first written; in how many weeks."""

    notes: tuple[LooseNote, ...]
    words: tuple[str, ...]
    weeks: int


def find_note_group(journal: Journal, declined: Collection[str] = ()) -> NoteGroup | None:
    """Return the notes that wait and share their rarer words, without those whose ids were declined; None for none."""
    notes = sorted(
        (one for one in journal.waiting if one.id not in declined), key=lambda one: (one.happened_on, one.number)
    )
    sharing, written = defaultdict[str, list[LooseNote]](list), dict[str, str]()
    for note in notes:
        for root, word in _list_words(note.text).items():
            sharing[root].append(note)
            written.setdefault(root, word)
    shared = {root: held for root, held in sharing.items() if len(held) >= FEWEST_NOTES and _count_weeks(held) > 1}
    waiting = {note.id for note in notes}
    rare = _keep_rare(shared, journal, waiting) if shared else []
    groups = list[NoteGroup]()
    for root in rare:
        held = shared[root]
        words = [written[one] for one in rare if sum(note in held for note in shared[one]) >= FEWEST_NOTES]
        groups.append(NoteGroup(tuple(held), tuple(words), _count_weeks(held)))
    return max(groups, key=lambda group: (len(group.notes), len(group.words)), default=None)


def _list_words(text: str) -> dict[str, str]:
    """Return the words of a text that may join notes, each as it was written, by what its forms share."""
    found = {find_word_root(word): word for word in _WORD.findall(normalise_characters(text))}
    return {root: word for root, word in found.items() if root not in _EVERYDAY}


def _count_weeks(notes: Collection[LooseNote]) -> int:
    return len({note.happened_on.isocalendar()[:2] for note in notes})


def _keep_rare(shared: Collection[str], journal: Journal, waiting: Collection[str]) -> list[str]:
    """Return those of some words that stand in at most a tenth of what else was written."""
    texts = [entry.text for entry in journal.iterate_entries()] + [cycle.question for cycle in journal.kept]
    texts += [note.text for note in journal.inbox if note.id not in waiting and not note.removed and not note.filed_as]
    counts, begun = dict.fromkeys(shared, 0), re.compile("|".join(sorted(map(re.escape, shared))))
    for text in texts:
        if begun.search(told := normalise_characters(text)):  # all forms of a word begin with what they share
            for root in _list_words(told).keys() & counts.keys():
                counts[root] += 1
    return [root for root, count in counts.items() if count * _RARE <= len(texts)]
