"""What is about to leave, looked through: a summary for somebody, a journal that is exported; and what is done of it.

A summary is held back by what its disclosure knows: entries by name, fields of a cycle, or all of its own words.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec.structs import replace

from enquiry.insight.privacy.finder import Find, NameFinder
from enquiry.insight.privacy.mending import mend_text
from enquiry.insight.privacy.places import PlacedText, iterate_record_texts, map_texts
from enquiry.insight.privacy.review import PlacedFind, find_in_texts, is_whole_name
from enquiry.insight.summary.disclosure import HELD_BY_NAME, QUESTION, DisclosureOverrides
from enquiry.insight.summary.told import OF_PROGRAM
from enquiry.insight.summary.value import Summary
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Reading, format_reference
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal
from enquiry.model.record import Removal


class NameDecision(StrEnum):
    """What becomes of names in a document that leaves."""

    REPLACE = "replace"
    HOLD = "hold"
    LET_GO = "let go"


_AROUND = 6
"""How many characters around a name that is a word tell whether a person wrote it."""


def list_references(journal: Journal) -> dict[str, str]:
    """Return what was published of each reading, as documents tell it, by the reading's name."""
    readings = (entry for entry in journal.iterate_entries() if isinstance(entry, Reading))
    return {one.name: format_reference(one) for one in readings}


def find_in_summary(
    finder: NameFinder, summary: Summary, references: Mapping[str, str], more: Iterable[PlacedText] = ()
) -> tuple[PlacedFind, ...]:
    """Return every find in what a summary tells; in the program's own words only who is registered, and numbers.

    In what was published of a reading nothing but the whole name of somebody registered counts.
    """
    told = [PlacedText(one.of, one.label, one.words) for one in summary.told if one.field not in ("name", "kind")]
    own = {(str(one.of), one.label, one.words) for one in summary.told if one.field in OF_PROGRAM}
    found = [
        one
        for one in find_in_texts(finder, (*told, *more))
        if not (one.find.kind.is_guess and (one.of, one.field, one.text) in own)
    ]
    found = [one for one in found if is_whole_name(one.find) or one.find.words not in references.get(one.of, "")]
    known = {one.words.casefold() for one in found}
    published = " ".join(references.values())
    for one in find_in_texts(finder, (PlacedText("", "the document", text) for text in list_texts(summary))):
        if not one.find.kind.is_guess and one.words.casefold() not in known and summary.name != one.text:
            if one.find.is_word or (not is_whole_name(one.find) and one.find.words in published):
                continue
            found.append(one)
            known.add(one.words.casefold())
    return tuple(found)


def list_texts(value: object) -> tuple[str, ...]:
    """Return every text in a value, at any depth, each once."""
    texts = dict[str, None]()

    def note_text(text: str) -> str:
        texts[text] = None
        return text

    map_texts(value, note_text)
    return tuple(texts)


def build_mender(
    finder: NameFinder, found: Sequence[PlacedFind], references: Iterable[str] = ()
) -> Callable[[str], str]:
    """Return what replaces, in any text, who is registered, numbers, and the guesses that were found; nothing else.

    Words that were guessed to be a name are replaced wherever they stand, since a text may be cut where it is quoted.
    A name that is a word is replaced where a person wrote it alone.
    References stay, but for those with the whole name of somebody registered.
    """
    kept = [one for one in references if one and not any(map(is_whole_name, finder.find(one)))]
    published = re.compile(f"({'|'.join(map(re.escape, kept))})") if kept else None
    guesses = sorted({one.find.words for one in found if one.find.kind.is_guess}, key=len, reverse=True)
    words = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in guesses)) if guesses else None

    theirs = "\n".join(one.text for one in found)

    def mend(text: str) -> str:
        def choose(find: Find) -> str | None:
            around = text[max(0, find.begin - _AROUND) : find.end + _AROUND]
            if find.is_word and around not in theirs:
                return None  # the program's own: a month, a term, a colour
            return find.replacement if find.sure and not find.kind.is_guess else None

        if published and (parts := published.split(text))[1:]:
            return "".join(part if at % 2 else mend(part) for at, part in enumerate(parts))
        text = mend_text(finder, text, choose)
        return words.sub("[name]", text) if words else text

    return mend


def hold_finds(
    found: Sequence[PlacedFind], sharing: DisclosureOverrides
) -> tuple[DisclosureOverrides, tuple[PlacedFind, ...]]:
    """Return what is held back of a summary so that finds do not go, and those that can't be held back so.

    A find in the program's words about a cycle takes all of the cycle's own words with it, where nothing else is left
    to be held back.
    """
    entries, fields, rest = set[str](), set[tuple[int, str]](), list[PlacedFind]()
    for one in found:
        if "." in one.of or one.of.startswith("belief-"):
            entries.add(one.of)
        elif one.of and one.field in HELD_BY_NAME:
            fields.add((int(one.of), one.field))
        else:
            rest.append(one)
    if not entries - sharing.held and not fields - sharing.fields:
        fields |= {(int(one.of), QUESTION) for one in rest if one.of}
    grown = sharing._replace(held=sharing.held | entries, fields=sharing.fields | fields)
    return grown, tuple(found) if grown == sharing else ()


# --- An export


def iterate_reading_texts(journal: Journal) -> Iterable[PlacedText]:
    """Yield the texts of all readings, which is what a bibliography tells."""
    for entry in journal.iterate_entries():
        if isinstance(entry, Reading):
            yield from iterate_record_texts(entry)


def hold_records(journal: Journal, found: Sequence[PlacedFind]) -> tuple[Journal, tuple[str, ...]]:
    """Return the journal without the records that finds stand in, and what was left out by name.

    A find in a cycle's own words takes the field with it, or an earlier question; in the present one the whole cycle.
    """
    gone = {one.of for one in found if not one.of.isdigit()}
    cycles, said = list[Cycle](), [of for of in gone if of]
    for cycle in journal.cycles:
        held, left = _hold_own_words(cycle, [one for one in found if one.of == str(cycle.number)])
        said += left
        if held:
            cycles.append(replace(held, entries=tuple(one for one in cycle.entries if one.name not in gone)))
    inbox = tuple(one for one in journal.inbox if one.name not in gone)
    measures = tuple(one for one in journal.measures if f"measure “{one.name}”" not in gone)
    settings = replace(journal.settings, queries=(), role="", priorities=()) if "" in gone else journal.settings
    said += ["the saved queries, your role and the priorities"] if "" in gone else []
    ids = {cycle.id for cycle in cycles}
    names = {entry.id for cycle in cycles for entry in cycle.entries}
    kept = tuple(cycle.keep_ties(ids, names) for cycle in cycles)
    current = settings.current if settings.current in ids else None
    sharing = tuple(one for one in settings.sharing if (one.entry or one.cycle) in ids | names)
    settings = replace(settings, current=current, sharing=sharing)
    notes = tuple(one for one in inbox if not one.filed_as or one.filed_as in names)
    beliefs = tuple(one.keep_entries(names) for one in journal.beliefs if one.name not in gone)
    bare = Journal(settings=settings, cycles=kept, inbox=notes, measures=measures, beliefs=beliefs)
    return bare, tuple(sorted(said))


def _hold_own_words(cycle: Cycle, found: Sequence[PlacedFind]) -> tuple[Cycle | None, list[str]]:
    """Return a cycle without those of its own words that finds stand in, None for one whose question is; and which."""
    texts, labels = {one.text for one in found}, {one.field.partition(" (")[0] for one in found}
    if cycle.question in texts:
        return None, [str(cycle.number)]
    own = [name for name in Cycle.__struct_fields__ if get_label(name) in labels]
    bare: dict[str, Any] = {name: type(getattr(cycle, name))() for name in own}
    if "turns" in own:  # without them a closed cycle would be none
        bare["turns"] = tuple(replace(turn, because="") for turn in cycle.turns)
    if "questions" in own:
        kept = (one for one in cycle.questions if one.text not in texts)
        bare["questions"] = tuple(replace(one, because="") if one.because in texts else one for one in kept)
    return replace(cycle, **bare), [f"{cycle.number}:{name.replace('_', '-')}" for name in own]


def hold_readings(journal: Journal, found: Iterable[PlacedFind]) -> tuple[Journal, tuple[str, ...]]:
    """Return the journal in which readings that finds stand in are out of sight, so that the others keep their keys."""
    names, cycles = {one.of for one in found}, list[Cycle]()
    for cycle in journal.cycles:
        entries = (replace(e, removed=Removal(at=e.recorded_at)) if e.name in names else e for e in cycle.entries)
        cycles.append(replace(cycle, entries=tuple(entries)))
    return replace(journal, cycles=tuple(cycles)), tuple(sorted(names))
