"""The journal: one person's cycles, loose notes, measures and settings, as one frozen value."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec
from msgspec.structs import replace

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import Ambiguous, NotFound, UsageMistake, suggest_nearest
from enquiry.model.choices import CycleState, Privacy
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.measure import Measure, is_same_measure
from enquiry.model.record import Record, Value
from enquiry.model.text import fold

_SPAN = r"\d{1,9}(?:\s*-\s*\d{1,9})?"
_CYCLE_NUMBERS = re.compile(rf"{_SPAN}(?:\s*,\s*{_SPAN})*")


class SavedQuery(Value, frozen=True, kw_only=True):
    """A query kept under a name, as it was typed: what `last month` means in it is settled each time it is asked."""

    name: str
    text: str


class Settings(Value, frozen=True, kw_only=True):
    """What the journal itself knows of its owner: the school calendar, a display name, a role, the current cycle.

    `meeting` is the day of the last review meeting. The queries that were saved stand in the order of their names.
    """

    calendar: str = "scotland"
    name: str = ""
    role: str = ""
    meeting: date | None = None
    current: int | None = None
    queries: tuple[SavedQuery, ...] = ()


class LooseNote(Record, frozen=True, kw_only=True):
    """A quick line in the inbox. `filed_as` names the entry it became; until then it waits."""

    name: str
    text: str
    happened_on: date
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    privacy: Privacy = Privacy.PRIVATE
    filed_as: str = ""

    @property
    def number(self) -> int:
        """The note's number in the inbox."""
        return int(self.name[1:])


JournalItem = Cycle | AnyEntry | LooseNote
"""Whatever a person can name: a cycle (`7`), an entry (`7.4`), a note in the inbox (`n12`)."""


class Journal(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one person has written. Each method answers with a new value; the old one stays as it was."""

    settings: Settings = Settings()
    cycles: tuple[Cycle, ...] = ()
    inbox: tuple[LooseNote, ...] = ()
    measures: tuple[Measure, ...] = ()

    @property
    def kept(self) -> tuple[Cycle, ...]:
        """The cycles that have not been removed, by number."""
        return tuple(cycle for cycle in self.cycles if not cycle.removed)

    @property
    def open(self) -> tuple[Cycle, ...]:
        """The cycles being worked on."""
        return tuple(cycle for cycle in self.kept if cycle.state is CycleState.OPEN)

    @property
    def waiting(self) -> tuple[LooseNote, ...]:
        """The notes in the inbox that are neither filed nor removed."""
        return tuple(note for note in self.inbox if not note.filed_as and not note.removed)

    @property
    def known_measures(self) -> tuple[Measure, ...]:
        """The measures that have not been removed, in the order in which they came to be."""
        return tuple(measure for measure in self.measures if not measure.removed)

    @property
    def current(self) -> Cycle | None:
        """The cycle that writing goes to when none is named."""
        return next((cycle for cycle in self.kept if cycle.number == self.settings.current), None)

    @property
    def next_number(self) -> int:
        """The number for one more cycle. Removed cycles keep theirs, so none is ever used again."""
        return max((cycle.number for cycle in self.cycles), default=0) + 1

    @property
    def next_note(self) -> str:
        """The name for one more note in the inbox."""
        return f"n{max((note.number for note in self.inbox), default=0) + 1}"

    def iterate_entries(self) -> Iterator[AnyEntry]:
        """Yield every kept entry of every kept cycle."""
        for cycle in self.kept:
            yield from cycle.kept

    def find_cycle(self, name: str | int) -> Cycle:
        """Return the cycle named by its number, or by enough of a question to be the only match.

        Raises NotFound when nothing fits (or it was removed) and Ambiguous when several do.
        """
        wanted = str(name).strip()
        if re.fullmatch(r"\d{1,9}", wanted):
            return self._find_cycle_by_number(int(wanted))
        if not wanted:
            raise NotFound("The name of a cycle is empty.", "Give its number, or enough of its question.")
        matches = [c for c in self.kept if any(fold(wanted) in fold(question.text) for question in c.questions)]
        if not matches:
            words = (word for c in self.kept for word in re.findall(r"[\w’'-]{4,}", c.question))
            raise NotFound(
                f"No cycle's question holds “{wanted}”.{suggest_nearest(wanted, words)}",
                Hint("{} shows every cycle.", Act(ActKind.LIST_ALL_CYCLES)),
            )
        if len(matches) > 1:
            named = "; ".join(f"{cycle.number} · {cycle.question}" for cycle in matches[:5])
            more = f"; and {len(matches) - 5} more" if len(matches) > 5 else ""
            raise Ambiguous(f"“{wanted}” fits {len(matches)} cycles: {named}{more}.", "Name one by its number.")
        return matches[0]

    def find_cycles(self, name: str) -> tuple[Cycle, ...]:
        """Return the cycles that `7`, `1,2,5` or `1-3` names, each once; else the one that `find_cycle` returns.

        Raises UsageMistake for a range that runs backwards, and as `find_cycle` does: a gap in a range is NotFound.
        """
        if not _CYCLE_NUMBERS.fullmatch(name.strip()):
            return (self.find_cycle(name),)
        found: dict[int, Cycle] = {}
        for part in name.split(","):
            first, _, last = (number.strip() for number in part.partition("-"))
            if last and int(last) < int(first):
                raise UsageMistake(f"“{part.strip()}” runs backwards.", f"Write {last}-{first}.")
            for number in range(int(first), int(last or first) + 1):
                found.setdefault(number, self._find_cycle_by_number(number))
        return tuple(found.values())

    def _find_cycle_by_number(self, number: int) -> Cycle:
        cycle = next((cycle for cycle in self.cycles if cycle.number == number), None)
        if cycle and not cycle.removed:
            return cycle
        if cycle and cycle.removed:
            raise NotFound(f"Cycle {number} was {cycle.removed.word}.", _suggest_reopening(str(number)))
        known = ", ".join(str(cycle.number) for cycle in self.kept[-8:]) or "none yet"
        hint = Hint("{} shows every cycle.", Act(ActKind.LIST_ALL_CYCLES))
        raise NotFound(f"There is no cycle {number}; the latest are: {known}.", hint)

    def find_entry(self, name: str) -> AnyEntry:
        """Return the entry named like `7.4`. Raises NotFound when there is none, or it was removed."""
        cycle = self._find_cycle_by_number(int(name.partition(".")[0]))
        entry = next((entry for entry in cycle.entries if entry.name == name), None)
        if not entry:
            hint = Hint("{} lists them.", Act(ActKind.SHOW_ITEM, item=str(cycle.number)))
            raise NotFound(f"Cycle {cycle.number} has no entry {name}.", hint)
        if entry.removed:
            raise NotFound(f"Entry {name} was {entry.removed.word}.", _suggest_reopening(name))
        return entry

    def find_note(self, name: str) -> LooseNote:
        """Return the inbox note named like `n12`. Raises NotFound when there is none, or it was removed."""
        note = next((note for note in self.inbox if note.name == name.casefold()), None)
        if not note:
            hint = Hint("{} lists the notes that wait.", Act(ActKind.FILE_NOTES))
            raise NotFound(f"There is no note {name} in the inbox.", hint)
        if note.removed:
            raise NotFound(f"Note {name} was {note.removed.word}.", _suggest_reopening(name))
        return note

    def find_measure(self, name: str) -> Measure | None:
        """Return the measure of that name, whatever its case and spaces."""
        return next((measure for measure in self.known_measures if is_same_measure(measure.name, name)), None)

    def upsert_cycle(self, cycle: Cycle) -> "Journal":
        """Return the journal with `cycle` added, or put in place of the one with its number."""
        others = tuple(cycle if old.number == cycle.number else old for old in self.cycles)
        fresh = all(old.number != cycle.number for old in self.cycles)
        return replace(self, cycles=(*self.cycles, cycle) if fresh else others)

    def upsert_entry(self, entry: AnyEntry) -> "Journal":
        """Return the journal with `entry` added to its cycle, or put in place of the one with its id."""
        return self.upsert_cycle(self._find_cycle_by_number(entry.cycle).upsert_entry(entry))

    def upsert_note(self, note: LooseNote) -> "Journal":
        """Return the journal with `note` added to the inbox, or put in place of the one with its id."""
        others = tuple(note if old.id == note.id else old for old in self.inbox)
        fresh = all(old.id != note.id for old in self.inbox)
        return replace(self, inbox=(*self.inbox, note) if fresh else others)

    def upsert_item(self, thing: JournalItem) -> "Journal":
        """Return the journal with a changed cycle, entry or note in place of the one it was."""
        match thing:
            case Cycle():
                return self.upsert_cycle(thing)
            case LooseNote():
                return self.upsert_note(thing)
            case _:
                return self.upsert_entry(thing)

    def upsert_measure(self, measure: Measure) -> "Journal":
        """Return the journal with `measure` added, or put in place of the one with its id."""
        others = tuple(measure if old.id == measure.id else old for old in self.measures)
        fresh = all(old.id != measure.id for old in self.measures)
        return replace(self, measures=(*self.measures, measure) if fresh else others)

    def update_settings(self, **settings: object) -> "Journal":
        """Return the journal with some of its settings changed."""
        return replace(self, settings=replace(self.settings, **settings))


def _suggest_reopening(name: str) -> Hint:
    return Hint("{} brings it back.", Act(ActKind.REOPEN_ITEM, item=name))
