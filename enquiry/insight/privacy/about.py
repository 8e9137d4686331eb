"""All that is kept of one person: every place, earlier versions, removed records, drafts and backups included.

For whoever asks what is written of a child: a request for access is answered from here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from enquiry.insight.privacy.finder import FindKind, NameFinder
from enquiry.insight.privacy.folding import fold_word
from enquiry.insight.privacy.places import PlacedText, iterate_record_texts
from enquiry.insight.privacy.pupils import CODE, Pupil, clean_name
from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.record import Record
from enquiry.model.settings import Settings


class AboutPlace(msgspec.Struct, frozen=True):
    """One text that speaks of the person: of which record, in which part of it, of which day, and the whole text.

    `state` says where it stands: now, in an earlier version, removed, in a draft, or in backups alone.
    """

    place: str
    field: str
    day: date | None
    state: str
    text: str


class AboutPerson(msgspec.Struct, frozen=True):
    """What is kept of a person, who goes by these codes and names; `backups` hold some of it, too."""

    asked: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[AboutPlace, ...]
    backups: tuple[str, ...] = ()


NOW, EARLIER, REMOVED, DRAFT, IN_BACKUP = ("now", "earlier version", "removed", "draft", "in a backup")


class PersonSought(NamedTuple):
    """Whom is looked for: by these codes, and by these names in every form, which the finder knows."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    finder: NameFinder
    code_pattern: re.Pattern[str] | None

    def is_in(self, text: str) -> bool:
        """Say whether a text speaks of the person."""
        if self.code_pattern and self.code_pattern.search(text):
            return True
        return any(one.kind is FindKind.PUPIL or one.codes for one in self.finder.find(text))


def seek_person(asked: str, pupils: Iterable[Pupil], words: Iterable[str]) -> PersonSought:
    """Return whom a code or a name means: everybody registered under it, else that name or code alone."""
    wanted, held = clean_name(asked), tuple(pupils)
    by_code = [one for one in held if one.code.casefold() == wanted.casefold()]
    words_of = set(fold_word(wanted).split())
    known = by_code or [one for one in held if words_of and words_of <= set(fold_word(one.name).split())]
    codes = tuple(dict.fromkeys(one.code for one in known))
    names = tuple(dict.fromkeys(one.name for one in held if one.code in codes))
    if not known:
        codes, names = ((wanted,), ()) if CODE.fullmatch(wanted) else ((), (wanted,))
    finder = NameFinder([Pupil("", name) for name in names], words=frozenset(words))
    pattern = re.compile("|".join(map(_build_code_pattern, codes))) if codes else None
    return PersonSought(codes, names, finder, pattern)


def _build_code_pattern(code: str) -> str:
    """Return the pattern of a code: whatever its capitals, but for a last letter, which written small is a word."""
    *words, last = code.split()
    begun = "".join(rf"(?i:{re.escape(word)})\s+" for word in words)
    return rf"(?<!\w){begun}{re.escape(last) if len(last) < 3 else f'(?i:{re.escape(last)})'}(?!\w)"


Versions = Iterable[tuple[Record | Settings, str]]
"""Records, each with where it stands: now, earlier, removed."""


def list_versions(journal: Journal) -> Iterator[tuple[Record | Settings, str]]:
    """Yield every record of a journal with its state; what lies in a removed cycle counts as removed."""
    for cycle in journal.cycles:
        for record in (cycle, *cycle.entries):
            yield record, REMOVED if cycle.removed or record.removed else NOW
    for other in (*journal.lone, *journal.measures, *journal.gifts):
        yield other, REMOVED if other.removed else NOW
    yield journal.settings, NOW


def collect_places(sought: PersonSought, versions: Versions, known: dict[str, bool]) -> list[AboutPlace]:
    """Return the texts in records that speak of the person. `known` remembers for each text whether it does.

    A text that stands in several versions of a record is told once, with the state it was first met in.
    """
    found, told = list[AboutPlace](), set[tuple[str, str]]()
    for record, state in versions:
        day = record.began_on if isinstance(record, Cycle | Belief) else getattr(record, "happened_on", None)
        for one in iterate_record_texts(record):
            if one.text not in known:
                known[one.text] = sought.is_in(one.text)
            key = (one.record or one.of, one.text)
            if known[one.text] and key not in told:
                told.add(key)
                found.append(AboutPlace(one.of, one.field, day, state, one.text))
    return found


def collect_texts(sought: PersonSought, texts: Iterable[PlacedText], state: str) -> list[AboutPlace]:
    """Return those of some texts outside of the journal that speak of the person."""
    return [AboutPlace(one.of, one.field, None, state, one.text) for one in texts if sought.is_in(one.text)]


def merge_backups(
    places: list[AboutPlace], found: Mapping[str, list[AboutPlace]]
) -> tuple[list[AboutPlace], list[str]]:
    """Return the places with those that stand in backups alone, and the names of all backups that hold any.

    `found` has the places in each backup by its name, the newest first.
    """
    known = {one.text for one in places}
    more, names = list[AboutPlace](), list[str]()
    for name, held in found.items():
        names += [name] if held else []
        for one in held:
            if one.text not in known:
                known.add(one.text)
                more.append(msgspec.structs.replace(one, state=f"{IN_BACKUP} ({name})"))
    return [*places, *more], names
