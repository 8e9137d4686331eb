"""The journal: one person's cycles, loose notes, measures and settings, as one frozen value."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property

import msgspec
from msgspec.structs import replace

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import Ambiguous, NotFound, UsageMistake, suggest_nearest
from enquiry.model.belief import Belief
from enquiry.model.choices import CycleState, GroupSort, Privacy
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.groups import NOUNS, GroupNoun, resolve_group_sort
from enquiry.model.measure import Measure, is_same_measure
from enquiry.model.record import R, Record, upsert_record
from enquiry.model.references import EntryId, map_references
from enquiry.model.settings import SavedQuery, Settings
from enquiry.model.text import fold

_SPAN = r"\d{1,9}(?:\s*-\s*\d{1,9})?"
_CYCLE_NUMBERS = re.compile(rf"{_SPAN}(?:\s*,\s*{_SPAN})*")
_LIST_HINT = Hint("{} shows every cycle.", Act(ActKind.LIST_ALL_CYCLES))


class LooseNote(Record, frozen=True, kw_only=True):
    """A quick line in the inbox. `filed_as` is the id of the entry it became, else it waits; `by` as in an entry."""

    name: str
    text: str
    happened_on: date
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    privacy: Privacy = Privacy.PRIVATE
    by: str = ""
    filed_as: EntryId = ""

    @property
    def number(self) -> int:
        """The note's number in the inbox."""
        return int(self.name[1:])

    @property
    def first_name(self) -> str:
        """What it was called before its number was found to be taken; nothing where it has its first."""
        return f"n{self.first}" if self.first else ""


Lone = LooseNote | Belief
"""What a person can name that lies in no cycle: a note in the inbox (`n12`), a belief (`belief-3`)."""

JournalItem = Cycle | AnyEntry | Lone
"""Whatever a person can name: a cycle (`7`), an entry (`7.4`), and what lies in no cycle."""


class Journal(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything one person has written. Each method answers with a new value; the old one stays as it was.

    Records refer to one another by id; the cached tables of ids give the records, and the names that people know.
    """

    settings: Settings = Settings()
    cycles: tuple[Cycle, ...] = ()
    inbox: tuple[LooseNote, ...] = ()
    measures: tuple[Measure, ...] = ()
    gifts: tuple[Gift, ...] = ()
    beliefs: tuple[Belief, ...] = ()

    @cached_property
    def kept(self) -> tuple[Cycle, ...]:
        """The cycles that have not been removed, by number."""
        return tuple(cycle for cycle in self.cycles if not cycle.removed)

    @cached_property
    def open(self) -> tuple[Cycle, ...]:
        """The cycles being worked on."""
        return tuple(cycle for cycle in self.kept if cycle.state is CycleState.OPEN)

    @property
    def waiting(self) -> tuple[LooseNote, ...]:
        """The notes in the inbox that are neither filed nor removed."""
        return tuple(note for note in self.inbox if not note.filed_as and not note.removed)

    @property
    def lone(self) -> tuple[Lone, ...]:
        """What lies in no cycle and has a name: notes, filed ones too, and beliefs; removed ones included."""
        return (*self.inbox, *self.beliefs)

    @property
    def believed(self) -> tuple[Belief, ...]:
        """The beliefs that have not been removed, given up or not, by number."""
        return tuple(sorted((one for one in self.beliefs if not one.removed), key=lambda one: one.number))

    @property
    def known_measures(self) -> tuple[Measure, ...]:
        """The measures that have not been removed, in the order in which they came to be."""
        return tuple(measure for measure in self.measures if not measure.removed)

    @property
    def current(self) -> Cycle | None:
        """The cycle that writing goes to when none is named."""
        return next((cycle for cycle in self.kept if cycle.id == self.settings.current), None)

    @cached_property
    def cycles_by_id(self) -> dict[str, Cycle]:
        """Every cycle by its id, removed ones included."""
        return {cycle.id: cycle for cycle in self.cycles}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name by which people know each cycle (`7`) and entry (`7.4`), by its id, removed ones included."""
        entries = {entry.id: entry.name for cycle in self.cycles for entry in cycle.entries}
        return entries | {cycle.id: str(cycle.number) for cycle in self.cycles}

    @cached_property
    def entries_by_id(self) -> dict[str, AnyEntry]:
        """Every entry by its id, removed ones and those of removed cycles included."""
        return {entry.id: entry for cycle in self.cycles for entry in cycle.entries}

    def find_entry_in_sight(self, record: str) -> AnyEntry | None:
        """Return the entry with that id, or None where there is none, or it or its cycle was removed."""
        entry = self.entries_by_id.get(record)
        return entry if entry and not entry.removed and not self.cycles_by_id[entry.cycle].removed else None

    @property
    def queries(self) -> tuple[SavedQuery, ...]:
        """The saved queries as people read and type them: cycles are named by their numbers."""
        return map_references(self.settings.queries, self.get_name)

    @property
    def next_number(self) -> int:
        """The number for one more cycle. Removed cycles keep theirs, so none is ever used again."""
        return max((cycle.number for cycle in self.cycles), default=0) + 1

    @property
    def next_note(self) -> str:
        """The name for one more note in the inbox."""
        return f"n{max((note.number for note in self.inbox), default=0) + 1}"

    @property
    def next_belief(self) -> int:
        """The number for one more belief. Removed ones keep theirs, so none is ever used again."""
        return max((belief.number for belief in self.beliefs), default=0) + 1

    def iterate_entries(self) -> Iterator[AnyEntry]:
        """Yield every kept entry of every kept cycle."""
        for cycle in self.kept:
            yield from cycle.kept

    def get_number(self, cycle: str | None) -> int | None:
        """Return the number of the cycle with that id, or None for an id that leads nowhere."""
        found = self.cycles_by_id.get(cycle or "")
        return found.number if found else None

    def get_name(self, record: str) -> str:
        """Return the name of the cycle or entry with that id; an id that leads nowhere as it is."""
        return self.names.get(record, record)

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
            raise NotFound(f"No cycle's question holds “{wanted}”.{suggest_nearest(wanted, words)}", _LIST_HINT)
        if len(matches) > 1:
            named = "; ".join(f"{cycle.number} · {cycle.question}" for cycle in matches[:5])
            more = f"; and {len(matches) - 5} more" if len(matches) > 5 else ""
            raise Ambiguous(f"“{wanted}” fits {len(matches)} cycles: {named}{more}.", "Name one by its number.")
        return matches[0]

    def find_named_cycle(self, word: str) -> Cycle | None:
        """Return the cycle that the first word of a text would name, or None: by its number, or by its question.

        A word of a question names it where it has four letters and stands in no other; not that of the current cycle
        or of the only open one, which are meant without it.
        """
        if word.isdecimal():
            return next((cycle for cycle in self.kept if str(cycle.number) == word), None)
        wanted = fold(word)
        naming = [one for one in self.kept if wanted in re.findall(r"[\w’'-]{4,}", fold(one.question))]
        return naming[0] if len(naming) == 1 and naming[0] is not self.current and len(self.open) > 1 else None

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
        if not cycle and isinstance(called := self._find_called(str(number)), Cycle):
            return called
        if not cycle:
            known = ", ".join(str(cycle.number) for cycle in self.kept[-8:])
            told = f"the latest are: {known}" if known else "there are none yet"
            hint = _LIST_HINT if known else Hint("{} opens one.", Act(ActKind.START_JOURNAL))
            raise NotFound(f"There is no cycle {number}; {told}.", hint)
        return _refuse_removed(cycle, "Cycle", str(number))

    def find_entry(self, name: str) -> AnyEntry:
        """Return the entry named like `7.4`, also by a name that it had before it moved.

        Raises NotFound when there is none, or it was removed.
        """
        number, place = map(int, name.split("."))
        there = next((cycle for cycle in self.cycles if cycle.number == number), None)
        for moved in there.moved if there else ():
            if moved.number == place and moved.entry in self.names:
                return self.find_entry(self.names[moved.entry])
        entry = next((entry for entry in there.entries if entry.name == name), None) if there else None
        called = None if entry else self._find_called(name)
        if called and not isinstance(called, Cycle | Lone):
            return called
        cycle = self._find_cycle_by_number(number)
        if not entry:
            hint = Hint("{} lists them.", Act(ActKind.SHOW_ITEM, item=str(cycle.number)))
            raise NotFound(f"Cycle {cycle.number} has no entry {name}.", hint)
        return _refuse_removed(entry, "Entry", name)

    def find_note(self, name: str) -> LooseNote:
        """Return the inbox note named like `n12`. Raises NotFound when there is none, or it was removed."""
        note = next((note for note in self.inbox if note.name == name.casefold()), None)
        if not note and isinstance(called := self._find_called(name), LooseNote):
            return called
        if not note:
            hint = Hint("{} lists the notes that wait.", Act(ActKind.FILE_NOTES))
            raise NotFound(f"There is no note {name} in the inbox.", hint)
        return _refuse_removed(note, "Note", name)

    def find_belief(self, name: str) -> Belief:
        """Return the belief named like `belief-3`. Raises NotFound when there is none, or it was removed."""
        belief = next((one for one in self.beliefs if one.name == name.casefold()), None)
        if not belief and isinstance(called := self._find_called(name), Belief):
            return called
        if not belief:
            words = f"There is no {name.casefold()}." if name[-1:].isdecimal() else f"“{name}” names no belief."
            raise NotFound(words, Hint("{} lists them.", Act(ActKind.LIST_BELIEFS)))
        return _refuse_removed(belief, "Your", name.casefold())

    def list_called(self, name: str) -> list[JournalItem]:
        """Return what is in sight and was called so before the number was found to be taken: `9`, `7.4`, `n3`."""
        cycle, _, place = name.casefold().partition(".")
        if cycle.startswith("n"):
            notes = (note for note in self.inbox if note.first and f"n{note.first}" == cycle)
            return [note for note in notes if not note.removed and note.name != name]
        if cycle.startswith("belief-"):
            return [one for one in self.believed if one.first and f"belief-{one.first}" == cycle and one.name != cycle]
        among = [one for one in self.kept if cycle in (str(one.number), str(one.first))]
        if not place:
            return [one for one in among if str(one.number) != cycle]
        entries = (entry for one in among for entry in one.kept if entry.name != name)
        return [entry for entry in entries if place in (str(entry.number), str(entry.first))]

    def _find_called(self, name: str) -> JournalItem | None:
        """Return the one thing that was called so. Raises Ambiguous where there are several."""
        found = self.list_called(name)
        if len(found) > 1:
            names = ", ".join(str(one.number) if isinstance(one, Cycle) else one.name for one in found)
            raise Ambiguous(f"{name} was what {len(found)} things were called: {names} now.", "Name one of them.")
        return found[0] if found else None

    def find_cycle_by_id(self, record: str) -> Cycle:
        """Return the cycle with that id. Raises NotFound when there is none, or it was removed."""
        if cycle := self.cycles_by_id.get(record):
            return self._find_cycle_by_number(cycle.number)
        raise NotFound(f"There is no cycle with the id {record}.")

    def find_measure(self, name: str) -> Measure | None:
        """Return the measure of that name, whatever its case and spaces.

        Of two that two machines made before they were merged it is the one of which more was said.
        """
        found = [measure for measure in self.known_measures if is_same_measure(measure.name, name)]
        return max(found, key=lambda one: len(msgspec.to_builtins(one)), default=None)

    def iterate_ancestors(self, cycle: Cycle) -> Iterator[Cycle]:
        """Yield a cycle, the one it grew from, and so on up to the root of its thread.

        One whose parent was removed is a root, and a circle (which only a foreign file can bring) is followed once.
        """
        at, seen = cycle, {cycle.id}
        yield at
        while (parent := self.cycles_by_id.get(at.grew_from or "")) and not parent.removed and parent.id not in seen:
            at = parent
            seen.add(at.id)
            yield at

    def find_priority(self, cycle: Cycle, told: Collection[int] | None = None) -> str:
        """Return the words of the priority that a cycle serves, empty for none: its own, else of what it grew from.

        With `told` only cycles of these numbers are asked, besides itself.
        """
        for at in self.iterate_ancestors(cycle):
            if told is not None and at is not cycle and at.number not in told:
                return ""
            if at.priority:
                return at.priority
        return ""

    def get_group_sort(self, cycle: Cycle) -> GroupSort:
        """Return whom a cycle's group is made of: as was said, else by its words and the owner's role."""
        return resolve_group_sort(cycle, self.settings.role)

    def get_group_noun(self, cycle: Cycle) -> GroupNoun:
        """Return what those of a cycle's group are called."""
        return NOUNS[self.get_group_sort(cycle)]

    def upsert_cycle(self, cycle: Cycle) -> "Journal":
        """Return the journal with `cycle` added, or put in place of the one with its id."""
        return replace(self, cycles=upsert_record(self.cycles, cycle))

    def upsert_entry(self, entry: AnyEntry) -> "Journal":
        """Return the journal with `entry` added to its cycle, or put in place. Raises as `find_cycle_by_id` does."""
        cycle = self.find_cycle_by_id(entry.cycle).upsert_entry(entry)
        return replace(self, cycles=upsert_record(self.cycles, cycle))

    def upsert_note(self, note: LooseNote) -> "Journal":
        """Return the journal with `note` added to the inbox, or put in place of the one with its id."""
        return replace(self, inbox=upsert_record(self.inbox, note))

    def upsert_belief(self, belief: Belief) -> "Journal":
        """Return the journal with `belief` added, or put in place of the one with its id."""
        return replace(self, beliefs=upsert_record(self.beliefs, belief))

    def move_item(self, before: JournalItem, after: JournalItem) -> "Journal":
        """Return the journal with `after` in place of `before`; an entry may be in another cycle then."""
        if isinstance(before, Cycle | Lone) or isinstance(after, Cycle | Lone) or before.cycle == after.cycle:
            return self.upsert_item(after)
        left = self.find_cycle_by_id(before.cycle).release_entry(before)
        moved = replace(after, first=None)  # its number there is new
        return replace(self, cycles=upsert_record(self.cycles, left)).upsert_entry(moved)

    def upsert_item(self, item: JournalItem) -> "Journal":
        """Return the journal with a thing added, or put in place of the one with its id."""
        match item:
            case Cycle():
                return self.upsert_cycle(item)
            case LooseNote():
                return self.upsert_note(item)
            case Belief():
                return self.upsert_belief(item)
            case _:
                return self.upsert_entry(item)

    def upsert_measure(self, measure: Measure) -> "Journal":
        """Return the journal with `measure` added, or put in place of the one with its id."""
        return replace(self, measures=upsert_record(self.measures, measure))

    def upsert_gift(self, gift: Gift) -> "Journal":
        """Return the journal with `gift` added to the register, or put in place of the one with its id."""
        return replace(self, gifts=upsert_record(self.gifts, gift))

    def update_settings(self, **settings: object) -> "Journal":
        """Return the journal with some of its settings changed."""
        return replace(self, settings=replace(self.settings, **settings))


def _refuse_removed(record: R, what: str, name: str) -> R:
    if record.removed:
        hint: str | Hint = Hint("{} brings it back.", Act(ActKind.REOPEN_ITEM, item=name))
        hint = "Nothing of what it said is kept." if record.removed.forgotten else hint
        raise NotFound(f"{what} {name} was {record.removed.word}.", hint)
    return record
