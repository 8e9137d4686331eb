"""One quiet line after something was saved: that a registered name or a number is in it, or what looks like a name.

It keeps nobody from anything. A guess is told at a terminal alone, and of a word that the journal did not hold before,
so that it is told once.
"""

import os
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from enquiry.cli.session import Session
from enquiry.errors import CannotRead, UsageMistake
from enquiry.insight.history.diff import RecordDiff, diff_journals
from enquiry.insight.privacy.places import PlacedText, iterate_record_texts
from enquiry.model.journal import Journal
from enquiry.store.journal import NextStep
from enquiry.words import join_words

if TYPE_CHECKING:
    from enquiry.insight.privacy.finder import NameFinder
    from enquiry.insight.privacy.review import PlacedFind

_FEWEST_DIGITS = 5
"""Digits of which a text must have so many to hold a telephone number, or one like it."""
_MOST_GUESSED = 60
"""How many texts of one command are guessed about; what is taken in by the hundred is looked through when asked."""


def say_names(session: Session) -> None:
    """Say, in one line, what in the records that were just written may tell of a person."""
    steps = [one for one in session.held if isinstance(one, NextStep) and one.changed]
    texts = [text for step in steps for text in _list_new_texts(step)]
    guess = session.message_layout is not None and not session.json and len(texts) <= _MOST_GUESSED
    earlier = _list_earlier_texts(steps) if guess else []
    for step in steps:
        step.changed = ()  # which is told once
    known = os.path.lexists(session.places.pupils)
    if not (guess or known or any(_may_hold_number(one.text) for one in texts)):
        return  # most often; nothing more need be loaded
    from enquiry.insight.privacy.review import find_in_texts

    try:
        found = find_in_texts(_load_notice_finder(session, earlier, steps[-1], guess=guess), texts)
    except (UsageMistake, CannotRead) as fault:
        session.warn(fault.words, str(fault.hint))
        return
    told = [one for one in found if one.find.sure]
    told = [one for one in told if not one.find.kind.is_guess or not any(one.find.words in text for text in earlier)]
    if told:
        session.say(_word_finds(told))


def say_incoming_names(session: Session, before: Journal, after: Journal) -> None:
    """Say, in one line, where a name that is registered here stands in what another machine wrote."""
    if not os.path.lexists(session.places.pupils):
        return
    from enquiry.cli.privacy.finding import load_allowed, load_pupils
    from enquiry.insight.privacy.finder import FindKind, NameFinder
    from enquiry.insight.privacy.review import find_in_texts, summarise_finds
    from enquiry.presets import load_name_list

    texts = [text for diff in diff_journals(before, after) for text in _list_texts_of(diff)]
    try:
        finder = NameFinder(load_pupils(session), load_allowed(session), load_name_list("words"))
    except (UsageMistake, CannotRead) as fault:
        session.warn(fault.words, str(fault.hint))
        return
    found = [one for one in find_in_texts(finder, texts) if one.find.sure and one.find.kind is FindKind.PUPIL]
    if found:
        told = f"What came in names who is registered here: {summarise_finds(found)}"
        session.say(f"{told}. To forget that: enquiry forget --word -; to put the code in its place: enquiry privacy")


def _may_hold_number(text: str) -> bool:
    """Say whether a text has digits as no sentence has that only counts something; no pattern is compiled for it."""
    if "@" in text or sum(map(str.isdigit, text)) >= _FEWEST_DIGITS:
        return True
    small = text.lower()
    is_born = any(word in small for word in ("born", "birth", "dob", "d.o.b"))
    return is_born or any(one.isalpha() and other.isdigit() for one, other in pairwise(text))


def _list_new_texts(step: NextStep) -> Iterator[PlacedText]:
    """Yield the texts of what a step wrote that were not there before."""
    for diff in () if step.undoes or step.redoes else step.changed:
        yield from _list_texts_of(diff)


def _list_texts_of(diff: RecordDiff) -> Iterator[PlacedText]:
    """Yield the texts of a record that it had not before."""
    before = {one.text for one in iterate_record_texts(diff.before)} if diff.before else set()
    after = iterate_record_texts(diff.after) if diff.after else ()
    yield from (one for one in after if one.text not in before)


def _list_earlier_texts(steps: Sequence[NextStep]) -> list[str]:
    """Return the main texts of the journal but for what was just written."""
    journal, new = steps[-1].journal, {diff.id for step in steps for diff in step.changed if diff.before is None}
    records = (*(entry for cycle in journal.cycles for entry in cycle.entries), *journal.lone)
    questions = (question.text for cycle in journal.cycles if cycle.id not in new for question in cycle.questions)
    return [*(one.text for one in records if one.id not in new), *questions]


def _load_notice_finder(session: Session, earlier: list[str], step: NextStep, *, guess: bool) -> "NameFinder":
    from enquiry.cli.privacy.finding import load_allowed, load_pupils
    from enquiry.insight.privacy.finder import Guessing, NameFinder
    from enquiry.insight.privacy.review import list_cited_names
    from enquiry.presets import load_name_list, load_name_lists

    pupils = load_pupils(session)
    if not guess:
        return NameFinder(pupils, load_allowed(session), load_name_list("words") if pupils else ())
    lists = load_name_lists()

    def is_written_small(word: str) -> bool:
        return any(word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for text in earlier)

    own = re.findall(r"[^\W\d_]+", step.journal.settings.name)
    small = is_written_small if earlier else None
    guessing = Guessing(lists.given, lists.usual, small, list_cited_names(step.journal), lists.openers)
    return NameFinder(pupils, (*load_allowed(session), *own), lists.words, guessing)


def _word_finds(found: "Sequence[PlacedFind]") -> str:
    """Return what was found in a sentence, and the command that shows it."""
    from enquiry.insight.privacy.review import describe_find

    places = list(dict.fromkeys(one.of for one in found))
    told = list(dict.fromkeys(map(describe_find, found)))
    words = join_words([*told[:3], *([f"{len(told) - 3} more"] if len(told) > 3 else [])])
    alone = len(places) == 1 and re.fullmatch(r"\d+(\.\d+)?|n\d+", places[0])
    return f"{words[0].upper()}{words[1:]}. enquiry privacy{f' {places[0]}' if alone else ''}"
