"""The journals that are raced: made from a seed, the same for everyone, each program's in its own format.

They have the past that a journal written line by line has: a step for each cycle, entry and note, texts completed on a
later day, steps undone and redone, tags renamed.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from enquiry.exchange.staffroom.gift_file import encode_gift
from enquiry.model.choices import CycleState, Decision, Direction, EntryKind, EvidenceKind, Privacy
from enquiry.model.colleagues.offer import GivenEnquiry, StaffroomGift
from enquiry.model.record import Removal, generate_id
from enquiry.model.step import Clock, RecordRow, Step
from enquiry.store.encoding.format import encode_file
from enquiry.store.encoding.layout import FORMAT
from enquiry.store.encoding.rows import TABLE_NAMES

LAST = date(2026, 6, 12)
"""The day on which they end, an ordinary one: in a year's last week the home page also looks what can be tidied."""
WORDS = 80
TAG = "reading/fluency"
"""The tag that is searched for; about one entry in twelve bears it."""

_TAGS = (
    *("reading", TAG, "numeracy", "questioning", "feedback", "behaviour", "oracy", "history", "science", "wellbeing"),
    *("languages", "homework"),
)
_RENAMED = {"wellbeing": "well-being"}
"""What a tag was called at first, until a step renamed it wherever it stood."""

_KINDS = (
    EntryKind.ACTION,
    EntryKind.EVIDENCE,
    EntryKind.EVIDENCE,
    EntryKind.REFLECTION,
    EntryKind.EVIDENCE,
    EntryKind.REFLECTION,
    EntryKind.READING,
)
_LATER = (EvidenceKind.STAFF_VOICE,)
"""Kinds of evidence that the revisions raced against do not know."""

_SINCE = {"gifts": 6, "beliefs": 6}
"""The formats from which on files have these tables; an earlier program refuses them."""

COMMON, RARE = "blocks", "fractions"
"""Words looked for: one that stands in about half of the texts, and one in about one of five hundred."""


class Shape(NamedTuple):
    """What a journal is like: its entries, how many make a cycle, what of it is open, its tags, and its years.

    With `notes` so many lines wait in the inbox.
    """

    entries: int
    per_cycle: int = 25
    open_cycles: int = 2
    tags: int = len(_TAGS)
    years: int = 40
    notes: int = 20

    @property
    def name(self) -> str:
        """What it is called in a table."""
        return f"{self.entries:,} entries in {-(-self.entries // self.per_cycle):,} cycles, {self.open_cycles} open"


class Written(NamedTuple):
    """One text of eighty words, with its day, kind and tag; all programs are given the same."""

    on: date
    kind: EntryKind
    tag: str
    text: str


def written(shape: Shape) -> Iterator[Written]:
    """Yield the texts of a journal, the same ones at every call, spread over its years.

    The words are invented ones whose frequencies fall off as those of a language do (the n-th stands 1/n as often).
    """
    chance = random.Random(1986)
    letters = "etaoinshrdlu"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(4000)]
    weights = [1 / (place + 1) for place in range(len(words))]
    tags = [*_TAGS, *(f"{_TAGS[n % len(_TAGS)]}/{words[n % 4000]} {n}" for n in range(shape.tags - len(_TAGS)))]
    first = LAST - timedelta(days=365 * shape.years)
    for place in range(shape.entries):
        on = first + timedelta(days=place * 365 * shape.years // shape.entries)
        last = place % shape.per_cycle == shape.per_cycle - 1
        kind = EntryKind.REVIEW if last else _KINDS[place % len(_KINDS)]
        tag = chance.choice(_TAGS) if shape.tags <= len(_TAGS) else tags[place % shape.tags]
        told = chance.choices(words, weights, k=WORDS)
        told[7] = COMMON if chance.random() < 0.5 else told[7]
        told[9] = RARE if place % 499 == 7 else told[9]
        yield Written(on, kind, tag, " ".join(told))


class _Growing:
    """A file that grows step by step, as the store would let it: the rows, and what each step replaced."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, RecordRow]] = {name: {} for name in TABLE_NAMES if name != "history"}
        self.steps = list[Step]()

    def step(
        self,
        on: date,
        did: str,
        *rows: tuple[str, str, RecordRow],
        undoes: tuple[int, ...] = (),
        redoes: tuple[int, ...] = (),
    ) -> None:
        """Make one step that sets these rows, each a table, an id and the row."""
        number, at = len(self.steps) + 1, _moment(on) + timedelta(milliseconds=len(self.steps) % 1000)
        wall = max(at, self.steps[-1].clock.wall) if self.steps else at  # which never goes back
        before = tuple((table, record, self.tables[table].get(record)) for table, record, _ in rows)
        for table, record, row in rows:
            self.tables[table][record] = row
        own, clock = generate_id(at, _chance(number)), Clock(wall=wall, count=number, device="benchmark0")
        self.steps.append(
            Step(number=number, id=own, at=at, clock=clock, did=did, before=before, undoes=undoes, redoes=redoes)
        )

    def take_back_and_forth(self, on: date) -> None:
        """Undo the latest step, which added one row, and redo it."""
        made = self.steps[-1]
        [(table, record, _)] = made.before
        row, gone = self.tables[table][record], msgspec.to_builtins(Removal(at=_moment(on), undone=True))
        words = f"step {made.number} {{}}: {made.did}"
        self.step(on, words.format("undone"), (table, record, {**row, "removed": gone}), undoes=(made.number,))
        self.step(on, words.format("redone"), (table, record, row), redoes=(made.number,))

    def encode(self, form: int) -> bytes:
        """Return the bytes of the file, with the tables that this format has."""
        tables: dict[str, list[RecordRow | Step]] = {
            name: [*rows.values()] for name, rows in self.tables.items() if _SINCE.get(name, form) <= form
        }
        return encode_file(
            len(self.steps),
            {
                name: {str(number): msgspec.Raw(msgspec.json.encode(row)) for number, row in enumerate(rows, 1)}
                for name, rows in {**tables, "history": list[RecordRow | Step](self.steps)}.items()
            },
        )


def write_journal(path: Path, shape: Shape, form: int = FORMAT) -> None:
    """Write a journal of that shape, as though each line of it had been written on its day.

    With `form` it is of an earlier format: from 3 on they differ only in their tables and in what may be in these.
    """
    grown, texts = _Growing(), list(written(shape))
    groups = [texts[place : place + shape.per_cycle] for place in range(0, len(texts), shape.per_cycle)]
    renamed = max(1, len(groups) // 8)
    for number, group in enumerate(groups, 1):
        _grow_cycle(grown, number, group, is_open=number > len(groups) - shape.open_cycles)
        if number % renamed == 0:
            _rename_tags(grown, group[-1].on)
    for number, text in enumerate(texts[: shape.notes], 1):
        note = {**_record(LAST, f"n{number}"), "name": f"n{number}", "text": text.text, "happened_on": LAST.isoformat()}
        grown.step(LAST, f"n{number} noted", ("inbox", str(note["id"]), note))
    if form >= max(_SINCE.values()):
        _grow_what_came_later(grown, len(groups))
    head, mark, rest = grown.encode(form).partition(b'"checksum":"sha256:')
    before, after = head.replace(b'"format":%d,' % FORMAT, b'"format":%d,' % form) + mark, rest[64:]
    path.write_bytes(before + sha256(before + after).hexdigest().encode() + after)


def _grow_cycle(grown: _Growing, number: int, group: list[Written], *, is_open: bool) -> None:
    begun, ended = group[0].on, group[-1].on
    question = {"text": f"What happens when {' '.join(group[0].text.split()[:8])}?", "on": begun.isoformat()}
    cycle: RecordRow = {
        **_record(begun, f"c{number}"),
        "number": number,
        "questions": [question],
        "group": "a class",
        "tags": [_first_name(group[0].tag)],
    }
    own = str(cycle["id"])
    settings: RecordRow = {"current": own}
    grown.step(begun, f"cycle {number} started", ("settings", "settings", settings), ("cycles", own, cycle))
    for place, one in enumerate(group, 1):
        whole = _entry(number, own, place, one)
        begins = {**whole, "text": one.text[:200]} if place % 10 == 3 else whole
        grown.step(one.on, f"{one.kind} {number}.{place} added", ("entries", str(whole["id"]), begins))
        if begins is not whole:
            grown.step(one.on, f"{number}.{place} edited", ("entries", str(whole["id"]), whole))
        elif place % 50 == 24:
            grown.take_back_and_forth(one.on)
    if not is_open:
        turn = {"state": CycleState.CLOSED, "on": ended.isoformat(), "at": _moment(ended), "because": "it is done"}
        closed = {**grown.tables["cycles"][own], "state": CycleState.CLOSED, "turns": [turn]}
        grown.step(ended, f"cycle {number} closed", ("cycles", own, closed))


def _grow_what_came_later(grown: _Growing, cycles: int) -> None:
    """Let there be a belief for every two hundred entries, an open ask in the last cycle, and a gift of the first."""
    entries, own = [*grown.tables["entries"]], [*grown.tables["cycles"]]
    for number, moved in enumerate(entries[::200], 1):
        version = {"text": "waiting helps those who think first", "on": LAST, "at": _moment(LAST), "moved_by": [moved]}
        belief = {**_record(LAST, f"b{number}"), "number": number, "versions": [version]}
        grown.step(LAST, f"belief {number} added", ("beliefs", str(belief["id"]), belief))
    name = f"{cycles}.{sum(entry['cycle'] == own[-1] for entry in grown.tables['entries'].values()) + 1}"
    asked = {
        "kind": EntryKind.ASK,
        "cycle": own[-1],
        "name": name,
        "happened_on": LAST,
        "text": "an hour",
        "of": "depute",
    }
    ask = {**_record(LAST, name), **asked}
    grown.step(LAST, f"ask {name} added", ("entries", str(ask["id"]), ask))
    given = {"name": "g1", "to": "a pair", "reader": "friend", "circle": Privacy.CRITICAL_FRIEND, "as_at": LAST}
    gift = {**_record(LAST, "g1"), **given, "cycles": own[:1], "entries": entries[:1]}
    grown.step(LAST, "gift g1 given", ("gifts", str(gift["id"]), gift))


def _rename_tags(grown: _Growing, on: date) -> None:
    for now, was in _RENAMED.items():
        rows = [
            (table, record, {**row, "tags": [now]})
            for table in ("cycles", "entries")
            for record, row in grown.tables[table].items()
            if row["tags"] == [was]
        ]
        if rows:
            grown.step(on, f"tag {was} renamed to {now}", *rows)


def _entry(number: int, cycle: str, place: int, one: Written) -> RecordRow:
    return {
        **_record(one.on, f"{number}.{place}"),
        "kind": one.kind,
        "cycle": cycle,
        "name": f"{number}.{place}",
        "happened_on": one.on.isoformat(),
        "text": one.text,
        "tags": [_first_name(one.tag)],
        **_more(one.kind, place),
    }


def _first_name(tag: str) -> str:
    return _RENAMED.get(tag, tag)


def _more(kind: EntryKind, place: int) -> RecordRow:
    match kind:
        case EntryKind.EVIDENCE:
            kinds, directions = [one for one in EvidenceKind if one not in _LATER], list(Direction)
            chosen = (kinds[place % len(kinds)], directions[place % len(directions)])
            return dict(zip(("evidence_kind", "direction"), chosen, strict=True))
        case EntryKind.REVIEW:
            return {"decision": Decision.CONTINUE, "because": "it goes on"}
        case _:
            return {}


def _record(on: date, name: object) -> RecordRow:
    return {"id": generate_id(_moment(on), _chance(name)), "recorded_at": _moment(on)}


def _chance(name: object) -> bytes:
    return f"{name}".encode().rjust(10, b"0")[-10:]


def _moment(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 16, 30, tzinfo=UTC)


def write_jrnl(path: Path, shape: Shape) -> None:
    """Write the same texts as a journal of jrnl's: a file of dated paragraphs with tags as @words."""
    blocks = (f"[{one.on} 04:30:00 PM] {one.text}. @{one.tag.replace('/', '_')}\n\n" for one in written(shape))
    path.write_text("".join(blocks), encoding="utf-8")


def write_tasks(path: Path, shape: Shape) -> None:
    """Write the same texts as tasks that Taskwarrior imports."""
    tasks = (
        {"description": one.text, "entry": f"{one.on:%Y%m%d}T163000Z", "tags": [one.tag.replace("/", "_")]}
        for one in written(shape)
    )
    path.write_text("\n".join(json.dumps(task) for task in tasks), encoding="utf-8")


def write_bibtex(path: Path, readings: int) -> None:
    """Write so many readings as a file of BibTeX."""
    fields = "title = {{On the {n}th way of asking}}, author = {{Hart, A. and Lund, B.}}, journal = {{Teaching}}"
    lines = (
        f"@article{{key{n}, {fields.format(n=n)}, year = {{{1970 + n % 55}}}, doi = {{10.1000/{n}}}}}\n"
        for n in range(readings)
    )
    path.write_text("\n".join(lines), encoding="utf-8")


def write_gifts(folder: Path, gifts: int) -> None:
    """Write so many gifts to a staffroom."""
    folder.mkdir(exist_ok=True)
    for number in range(gifts):
        enquiry = GivenEnquiry(
            question=f"What happens when I wait {number} seconds?", tags=(_TAGS[number % len(_TAGS)],)
        )
        (folder / f"gift-{number}.json").write_bytes(encode_gift(StaffroomGift(enquiries=(enquiry,))))


def write_mail(path: Path, remarks: int) -> None:
    """Write what somebody says to so many places of the gift that every journal here has."""
    lines = (f"1.1: I wonder about {number} more of them.\n\n" for number in range(remarks))
    path.write_text("".join(lines), encoding="utf-8")
