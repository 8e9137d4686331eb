"""What is to be forgotten: the records that go with one, what stands for a word, and what follows for the journal."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from enquiry.dates.period import spell_short
from enquiry.errors import Ambiguous
from enquiry.insight.forgetting.erase import FORGOTTEN, Blank, Eraser
from enquiry.insight.forgetting.words import PersonPattern, WordPattern, fold_loosely
from enquiry.insight.privacy.pupils import NameIndex, Pupil
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence, Review
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.text import fold_words
from enquiry.words import join_words


def format_mark(day: date) -> str:
    """Return what stands where something was forgotten: "[forgotten 27 Nov 2026]"."""
    return f"[forgotten {spell_short(day, year=True)}]"


def build_word_pattern(word: str, pupils: Sequence[Pupil], words: Collection[str]) -> WordPattern:
    """Return what is looked for where a word is to be forgotten: a registered person whom it names, or the word alone.

    `words` are names that are words, too. Raises ValueError for a word without a letter or a figure, and Ambiguous for
    one that names several who are registered.
    """
    pattern, folded = WordPattern(word), fold_loosely(" ".join(word.split()))
    named = [one for one in pupils if folded in map(fold_loosely, (one.name, *one.name.split()))]
    codes = list(dict.fromkeys(one.code for one in named))
    if len(codes) > 1:
        raise Ambiguous(f"“{word}” is {join_words(codes)}.", "Give the whole name of the one who is meant.")
    if not codes:
        return pattern
    names = tuple(one.name for one in pupils if one.code == codes[0])
    return PersonPattern(word=word, index=NameIndex(pupils, words), code=codes[0], names=names)


def build_word_eraser(pattern: WordPattern, journal: Journal, at: datetime) -> Eraser:
    """Return the eraser of a word, for which the code of a person stands afterwards, or else when it was forgotten."""
    if isinstance(pattern, PersonPattern):
        return Eraser(by=pattern.code, name=pattern.code.replace(" ", "-"), word=pattern)
    taken = {fold_words(one.name) for one in journal.measures}
    taken |= {query.name for query in journal.settings.queries}
    number, name = 1, FORGOTTEN
    while any(name in one for one in taken):  # or two measures would become one
        number += 1
        name = f"{FORGOTTEN}-{number}"
    return Eraser(by=format_mark(at.date()), name=name, word=pattern)


def build_item_eraser(journal: Journal, things: Iterable[tuple[JournalItem, Blank]], at: datetime) -> Eraser:
    """Return the eraser of these records and of what goes with each: a cycle's entries, and the note an entry was.

    A note that became an entry takes that along. Measures that nothing else has used go too.
    """
    items = dict[str, Blank]()
    for thing, how in things:
        items[thing.id] = how
        if isinstance(thing, Cycle):
            items |= dict.fromkeys((entry.id for entry in thing.entries), Blank.WHOLE)
        elif isinstance(thing, LooseNote) and thing.filed_as:
            items.setdefault(thing.filed_as, how)
    items |= {note.id: Blank.WHOLE for note in journal.inbox if note.filed_as in items}
    idle = list_idle_measures(journal, items)
    return Eraser(
        by="",
        items=items | {measure.id: Blank.WHOLE for measure in idle},
        names=tuple(measure.name for measure in idle),
        mark=format_mark(at.date()),
        at=msgspec.json.decode(msgspec.json.encode(at)),
    )


def list_idle_measures(journal: Journal, items: dict[str, Blank]) -> list[Measure]:
    """Return the measures that have values in records which go, and in no other."""
    going, staying = set[str](), set[str]()
    for cycle in journal.cycles:
        for entry in cycle.entries:
            if isinstance(entry, Evidence):
                used = {fold_words(value.measure) for value in entry.values}
                (going if items.get(entry.id) is Blank.WHOLE else staying).update(used)
        aims = {fold_words(target.measure) for target in cycle.targets}
        (going if cycle.id in items else staying).update(aims)
    return [one for one in journal.measures if fold_words(one.name) in going - staying]


def settle_forgotten(before: Journal, after: Journal) -> Journal:
    """Return a journal with what follows from the forgetting: cycles without the decisions that went, none current."""
    known = {entry.id: entry for cycle in before.cycles for entry in cycle.entries}
    cycles = list[Cycle]()
    for cycle in after.cycles:
        settled = cycle
        for entry in cycle.entries if not cycle.removed else ():
            was = known.get(entry.id)
            if (
                isinstance(entry, Review)
                and was != entry
                and isinstance(was, Review)
                and was.decision != entry.decision
            ):
                settled = settled.settle_reviews(was, entry)
        cycles.append(settled)
    gone = {cycle.id for cycle in cycles if cycle.removed}
    changed = after.update_settings(current=None) if after.settings.current in gone else after
    return replace(changed, cycles=tuple(cycles))
