"""Machines that write one journal apart: random histories by the changes that the model knows, and what they lost.

A move is a tuple of numbers, so that a history that fails is made smaller; any numbers mean something.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.errors import EnquiryError
from enquiry.insight.history.diff import SETTINGS, decode_record, diff_journals
from enquiry.insight.history.undo import plan_redo, plan_undo
from enquiry.insight.merging.log import JournalCopy, read_log
from enquiry.insight.merging.merge import merge_copies
from enquiry.model.belief import Belief, BeliefVersion, Support
from enquiry.model.choices import CycleState, Decision, EntryKind, Held, Privacy, Side
from enquiry.model.cycle import Cycle, Question, StateChange
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry, convert_entry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import MeasuredValue
from enquiry.model.record import Removal
from enquiry.model.settings import SavedQuery
from enquiry.model.step import Step, update_clock
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding.copies import encode_copy
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_file, encode_row

BEGAN = datetime(2026, 2, 3, 16, 30, tzinfo=UTC)
TEXT_FIELDS = ("text", "hunch", "group", "because", "issue", "source")
"""Fields that hold a text of a person and one value."""

moves = st.tuples(*(st.integers(0, most) for most in (2, 35, 7, 7)), st.integers(-3, 3))
"""Which machine, what it does, two numbers for what that is done with, and by how many hours its clock jumps."""

histories = st.lists(moves, max_size=36)


class Taken(NamedTuple):
    """A move that takes in another machine's copy."""

    machine: int
    other: int


def open_copy(copy: JournalCopy) -> Journal:
    """Return the journal in a copy."""
    of_cycle = defaultdict[str, list[AnyEntry]](list)
    tables = defaultdict[str, list[Any]](list)
    for (table, _), row in copy.rows.items():
        tables[table].append(decode_record(table, row))
    for entry in tables["entries"]:
        of_cycle[entry.cycle].append(entry)
    cycles = tuple(replace(cycle, entries=tuple(of_cycle[cycle.id])) for cycle in tables["cycles"])
    settings = {"settings": tables[SETTINGS][0]} if tables[SETTINGS] else {}
    records: dict[str, Any] = {name: tuple(tables[name]) for name in ("inbox", "measures", "gifts", "beliefs")}
    return Journal(cycles=cycles, **records, **settings)


def encoded(copy: JournalCopy) -> bytes:
    return encode_copy(copy)


def proved(data: bytes) -> tuple[JournalContents, Journal]:
    """Return the contents of a file and the journal in it, opened as the program opens them."""
    kept = decode_file(data, JournalPath("merged", "merged"))  # type: ignore[arg-type]
    return kept, build_journal(kept)


class Machine:
    """One machine with its copy, its id and its clock."""

    count = itertools.count(1)

    def __init__(self, device: str, copy: JournalCopy | None = None) -> None:
        self.device = device
        self.copy = copy or JournalCopy({}, ())
        self.now = BEGAN

    @property
    def journal(self) -> Journal:
        return open_copy(self.copy)

    def write(self, edit: Callable[[Journal, datetime], Journal], did: str = "", **reverses: tuple[int, ...]) -> None:
        """Make one step; one that changes nothing, or that the program would refuse, is none."""
        self.now += timedelta(minutes=1)
        before = self.journal
        try:
            after = edit(before, self.now)
        except (EnquiryError, IndexError):
            return
        found = diff_journals(before, after)
        if not found and not reverses:
            return
        rows, replaced = dict(self.copy.rows), list[Any]()
        places = {key: place for place, key in enumerate(rows)}
        tables = list(dict.fromkeys(diff.table for diff in found))
        order = {diff.id: (tables.index(diff.table), places.get((diff.table, diff.id), len(places))) for diff in found}
        for diff in sorted(found, key=lambda one: order[one.id]):
            key = (diff.table, diff.id)
            replaced.append((*key, rows.get(key)))
            if diff.after is None:
                rows.pop(key)
            else:
                rows[key] = encode_row(diff.after)
        steps = self.copy.steps
        clock = update_clock(steps[-1].clock if steps else None, self.now, self.device)
        number = len(steps) + 1
        made = Step(
            number=number,
            id=f"step-{next(self.count):06}",
            at=self.now,
            clock=clock,
            did=did or "changed",
            before=tuple(replaced),
            **reverses,  # type: ignore[arg-type]
        )
        self.copy = JournalCopy(rows, (*steps, made))

    def take_in(self, other: "Machine") -> None:
        self.copy = merge_copies(self.copy, other.copy).copy

    def reverse(self, count: int, *, redo: bool = False) -> None:
        plan = plan_redo if redo else plan_undo
        mark = Removal(at=self.now + timedelta(minutes=1), undone=True)
        try:
            found = plan(self.journal, self.copy.steps, mark, self.device, count=count)
        except EnquiryError:
            return
        numbers = tuple(step.number for step in found.steps)
        self.write(lambda _journal, _now: found.after, found.did, **{"redoes" if redo else "undoes": numbers})

    def name_id(self, now: datetime) -> str:
        """Return an id that sorts by when it was made, as the program's do."""
        return f"{int((now - datetime(2020, 1, 1, tzinfo=UTC)).total_seconds()):012}-{self.device}-{next(self.count)}"

    def say(self, what: str = "words") -> str:
        return f"{what} {next(self.count)} of {self.device}"

    def do(self, what: int, a: int, b: int) -> None:
        """Do one of the things that people do."""
        act = ACTS[what % len(ACTS)]
        if act is undo or act is redo:
            self.reverse(1 + a % 3, redo=act is redo)
        else:
            self.write(lambda journal, now: act(self, journal, now, a, b), act.__name__)


def pick(found: Any, place: int) -> Any:
    """Return one of several; raises IndexError where there is none."""
    several = list(found)
    return several[place % len(several)] if several else several[0]


def start(machine: Machine, journal: Journal, now: datetime, _a: int, _b: int) -> Journal:
    question = Question(text=machine.say("question"), on=now.date())
    cycle = Cycle(id=machine.name_id(now), recorded_at=now, number=journal.next_number, questions=(question,))
    return journal.upsert_cycle(cycle).update_settings(current=cycle.id)


def add(machine: Machine, journal: Journal, now: datetime, a: int, b: int) -> Journal:
    cycle = pick(journal.kept, a)
    kind = pick(EntryKind, b)
    own: dict[str, Any] = {"id": machine.name_id(now), "recorded_at": now, "happened_on": now.date()}
    if kind is EntryKind.REVIEW:
        own |= {"decision": pick(Decision, a), "next_look": date(2026, 5, 1) + timedelta(days=a)}
    if kind is EntryKind.EVIDENCE:
        own |= {"values": (MeasuredValue(measure="said", value=a),)}
    entry = ENTRY_CLASSES[kind](cycle=cycle.id, name=cycle.next_name, text=machine.say(), **own)
    return journal.upsert_entry(entry)


def edit_text(machine: Machine, journal: Journal, _now: datetime, a: int, _b: int) -> Journal:
    return journal.upsert_entry(replace(pick(journal.iterate_entries(), a), text=machine.say()))


def edit_cycle(machine: Machine, journal: Journal, _now: datetime, a: int, b: int) -> Journal:
    field = pick(("hunch", "group", "issue"), b)
    return journal.upsert_cycle(replace(pick(journal.kept, a), **{field: machine.say()}))


def clear_hunch(_machine: Machine, journal: Journal, _now: datetime, a: int, _b: int) -> Journal:
    return journal.upsert_cycle(replace(pick(journal.kept, a), hunch=""))


def tag(_machine: Machine, journal: Journal, _now: datetime, a: int, b: int) -> Journal:
    entry = pick(journal.iterate_entries(), a)
    word = f"tag-{b}"
    tags = tuple(t for t in entry.tags if t != word) if word in entry.tags else (*entry.tags, word)
    return journal.upsert_entry(replace(entry, tags=tags))


def narrow(_machine: Machine, journal: Journal, _now: datetime, a: int, b: int) -> Journal:
    return journal.upsert_entry(replace(pick(journal.iterate_entries(), a), privacy=pick(Privacy, b)))


def value(_machine: Machine, journal: Journal, _now: datetime, a: int, b: int) -> Journal:
    entry = pick((e for e in journal.iterate_entries() if e.kind is EntryKind.EVIDENCE), a)
    return journal.upsert_entry(replace(entry, values=(MeasuredValue(measure=f"m{a % 2}", value=b),)))


def convert(_machine: Machine, journal: Journal, _now: datetime, a: int, b: int) -> Journal:
    return journal.upsert_entry(convert_entry(pick(journal.iterate_entries(), a), pick(EntryKind, b)))


def remove(_machine: Machine, journal: Journal, now: datetime, a: int, _b: int) -> Journal:
    return journal.upsert_entry(replace(pick(journal.iterate_entries(), a), removed=Removal(at=now)))


def remove_cycle(_machine: Machine, journal: Journal, now: datetime, a: int, _b: int) -> Journal:
    return journal.upsert_cycle(replace(pick(journal.kept, a), removed=Removal(at=now)))


def bring_back(_machine: Machine, journal: Journal, _now: datetime, a: int, _b: int) -> Journal:
    removed = [*journal.cycles, *(entry for cycle in journal.kept for entry in cycle.entries)]
    gone = [one for one in removed if one.removed and not one.removed.forgotten]
    return journal.upsert_item(replace(pick(gone, a), removed=None))


def refine(machine: Machine, journal: Journal, now: datetime, a: int, _b: int) -> Journal:
    return journal.upsert_cycle(pick(journal.kept, a).add_question(Question(text=machine.say(), on=now.date())))


def turn(_machine: Machine, journal: Journal, now: datetime, a: int, b: int) -> Journal:
    state = CycleState.OPEN if b % 2 else CycleState.CLOSED
    change = StateChange(state=state, on=now.date(), at=now)
    return journal.upsert_cycle(pick(journal.kept, a).apply_state_change(change))


def move(_machine: Machine, journal: Journal, _now: datetime, a: int, b: int) -> Journal:
    entry = pick(journal.iterate_entries(), a)
    cycle = pick((one for one in journal.kept if one.id != entry.cycle), b)
    return journal.move_item(entry, replace(entry, cycle=cycle.id, name=cycle.next_name))


def note(machine: Machine, journal: Journal, now: datetime, _a: int, _b: int) -> Journal:
    own: dict[str, Any] = {"id": machine.name_id(now), "recorded_at": now, "happened_on": now.date()}
    return journal.upsert_note(LooseNote(name=journal.next_note, text=machine.say("line"), **own))


def file(machine: Machine, journal: Journal, now: datetime, a: int, b: int) -> Journal:
    line, cycle = pick(journal.waiting, a), pick(journal.kept, b)
    own: dict[str, Any] = {"id": machine.name_id(now), "recorded_at": now, "happened_on": line.happened_on}
    entry = ENTRY_CLASSES[EntryKind.NOTE](cycle=cycle.id, name=cycle.next_name, text=line.text, **own)
    return journal.upsert_entry(entry).upsert_note(replace(line, filed_as=entry.id))


def settings(machine: Machine, journal: Journal, _now: datetime, a: int, b: int) -> Journal:
    query = SavedQuery(name=f"q{a % 2}", text=machine.say("query"))
    queries = tuple(one for one in journal.settings.queries if one.name != query.name)
    role = machine.say("role") if b % 2 else journal.settings.role
    return journal.update_settings(role=role, queries=tuple(sorted((*queries, query), key=lambda one: one.name)))


def settle(machine: Machine, journal: Journal, _now: datetime, a: int, b: int) -> Journal:
    asking = [one for one in (*journal.kept, *journal.iterate_entries()) if one.otherwise]
    item = pick(asking, a)
    other = item.otherwise[b % len(item.otherwise)]
    left = tuple(one for one in item.otherwise if one.field != other.field)
    chosen = {other.field: other.value} if b % 2 and other.field in TEXT_FIELDS else {}
    return journal.upsert_item(replace(item, otherwise=left, **chosen))


def believe(machine: Machine, journal: Journal, now: datetime, a: int, b: int) -> Journal:
    version = BeliefVersion(text=machine.say("belief"), on=now.date(), at=now, held=pick(Held, b))
    if b % 2 and journal.believed:
        before = pick(journal.believed, a)
        return journal.upsert_belief(replace(before, versions=(*before.versions, version)))
    own: dict[str, Any] = {"id": machine.name_id(now), "recorded_at": now, "number": journal.next_belief}
    return journal.upsert_belief(Belief(**own, versions=(version,)))


def support(machine: Machine, journal: Journal, now: datetime, a: int, b: int) -> Journal:
    belief, entry = pick(journal.believed, a), pick(journal.iterate_entries(), b)
    one = Support(entry=entry.id, side=pick(Side, a + b), on=now.date(), at=now, why=machine.say("why"))
    return journal.upsert_belief(replace(belief, supports=(*belief.supports, one)))


def drop(_machine: Machine, journal: Journal, now: datetime, a: int, _b: int) -> Journal:
    return journal.upsert_belief(replace(pick(journal.believed, a), removed=Removal(at=now)))


def undo(*_: object) -> Journal:
    raise NotImplementedError


def redo(*_: object) -> Journal:
    raise NotImplementedError


ACTS: tuple[Callable[..., Journal], ...] = (
    *(start, add, add, edit_text, edit_text, edit_cycle, edit_cycle, clear_hunch, tag, narrow, value, convert),
    *(remove, remove_cycle, bring_back, refine, turn, move, note, file, settings, settle, believe, believe),
    *(support, drop, undo, redo),
)


def play(history: list[tuple[int, int, int, int, int]], machines: int = 3) -> list[Machine]:
    """Return machines that began with one journal and then went through a history."""
    first = Machine("a")
    for what in (0, 1, 2):
        first.do(what, what, what + 1)
    known = [first, *(Machine("bcd"[one], first.copy) for one in range(machines - 1))]
    for who, what, a, b, jump in history:
        machine = known[who % machines]
        machine.now += timedelta(hours=jump)
        if what >= len(ACTS):
            machine.take_in(known[(who + 1 + a % (machines - 1)) % machines])
        else:
            machine.do(what, a, b)
    return known


def list_lost(copies: list[JournalCopy], whole: JournalCopy) -> list[str]:
    """Return the texts that stand in no record in sight, and that nobody replaced, removed or undid knowing them."""
    log = read_log(whole)
    undone = set[str]()
    for step in log.steps:
        undone |= set(step.undoes)
        undone -= set(step.redoes)
    written, replaced = dict[str, tuple[str, str]](), set[str]()
    for step in log.steps:
        if step.id in undone:
            continue
        for (table, record), (saw, made) in step.changes.items():
            if table == SETTINGS:
                continue
            old, new = (set(list_texts(row or {})) for row in (saw, made))
            replaced |= old - new
            if not step.undoes and not step.redoes:
                written |= dict.fromkeys(new - old, (table, record))
            if (made or {}).get("removed") and not (saw or {}).get("removed"):
                replaced |= old | new
                if table == "cycles":  # with all in it that was known then
                    replaced |= known_in(log, record, step)
    journal = open_copy(whole)
    seen = {one.id: one for one in (*journal.kept, *journal.iterate_entries(), *journal.lone) if not one.removed}
    shown = {text for one in seen.values() for text in list_texts(encode_row(one))}
    return [text for text in written if text not in replaced and text not in shown]


def known_in(log: Any, cycle: str, step: Any) -> set[str]:
    """Return the texts of a cycle's entries that the writer of a step knew."""
    found = set[str]()
    for other in log.steps:
        known = step.knows.get(other.clock.device)
        if other is not step and known is not None and other.clock <= known:
            for (table, _), (_, made) in other.changes.items():
                if table == "entries" and made and made["cycle"] == cycle:
                    found |= set(list_texts(made))
    return found


def list_texts(row: dict[str, Any]) -> Iterator[str]:
    """Yield the texts in a row, those kept beside others included."""
    for name in TEXT_FIELDS:
        if isinstance(row.get(name), str):
            yield row[name]
    for version in (*row.get("questions", ()), *row.get("versions", ())):
        yield version["text"]
    for one in row.get("supports", ()):
        yield one["why"]
    for other in row.get("otherwise", ()):
        if isinstance(other["value"], str):
            yield other["value"]


def show(copy: JournalCopy) -> str:
    """Return a copy as text, for a failure to be read."""
    return json.dumps(msgspec.to_builtins({"rows": list(copy.rows.values()), "steps": copy.steps}), indent=1)
