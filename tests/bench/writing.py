"""The journals that are raced: made from a seed, the same for everyone, each program's in its own format."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from enquiry.model.choices import CycleState, Decision, Direction, EntryKind, EvidenceKind
from enquiry.model.cycle import Cycle, Question, StateChange
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.model.record import generate_id
from enquiry.model.step import StepStamp
from enquiry.store.journal import change_journal

FIRST = date(1986, 8, 18)
PER_CYCLE = 25
WORDS = 80
TAG = "reading/fluency"
"""The tag that is searched for; about one entry in twelve bears it."""

_TAGS = (
    *("reading", TAG, "numeracy", "questioning", "feedback", "behaviour", "oracy", "history", "science", "wellbeing"),
    *("languages", "homework"),
)
_KINDS = (
    EntryKind.ACTION,
    EntryKind.EVIDENCE,
    EntryKind.EVIDENCE,
    EntryKind.REFLECTION,
    EntryKind.EVIDENCE,
    EntryKind.REFLECTION,
    EntryKind.READING,
)


class Written(NamedTuple):
    """One text of eighty words, with its day, kind and tag; all programs are given the same."""

    on: date
    kind: EntryKind
    tag: str
    text: str


def written(entries: int) -> Iterator[Written]:
    """Yield that many texts, the same ones at every call, spread over forty years.

    The words are invented ones whose frequencies fall off as those of a language do (the n-th stands 1/n as often).
    """
    chance = random.Random(1986)
    letters = "etaoinshrdlu"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(4000)]
    weights = [1 / (place + 1) for place in range(len(words))]
    for place in range(entries):
        on = FIRST + timedelta(days=place * 365 * 40 // entries)
        last = place % PER_CYCLE == PER_CYCLE - 1
        kind = EntryKind.REVIEW if last else _KINDS[place % len(_KINDS)]
        yield Written(on, kind, chance.choice(_TAGS), " ".join(chance.choices(words, weights, k=WORDS)))


def write_journal(path: Path, state: Path, entries: int) -> None:
    """Write a journal of that many entries with the program's own store."""
    now = datetime(2026, 6, 26, 16, 30, tzinfo=UTC)
    texts = list(written(entries))
    groups = [texts[place : place + PER_CYCLE] for place in range(0, entries, PER_CYCLE)]
    # One teacher works on two or three questions at a time, whatever lies behind.
    cycles = tuple(_cycle(number, group, last=number > len(groups) - 2) for number, group in enumerate(groups, 1))
    with change_journal(
        path, state_folder=state, stamp=StepStamp(at=now, real=now, id=generate_id(now, b"benchmark0"))
    ) as step:
        step.journal = Journal(cycles=cycles).update_settings(current=cycles[-1].id)
        step.did = "made for the benchmark"


def _cycle(number: int, group: list[Written], *, last: bool) -> Cycle:
    begun, ended = group[0].on, group[-1].on
    own = generate_id(_moment(begun), f"c{number}".encode().rjust(10, b"0"))
    entries = (
        {
            "id": generate_id(_moment(one.on), f"{number}.{place}".encode().rjust(10, b"0")[-10:]),
            "recorded_at": _moment(one.on),
            "cycle": own,
            "name": f"{number}.{place}",
            "happened_on": one.on,
            "text": one.text,
            "tags": (one.tag,),
            "kind": one.kind.value,
            **_more(one.kind, place),
        }
        for place, one in enumerate(group, 1)
    )
    return Cycle(
        id=own,
        recorded_at=_moment(begun),
        number=number,
        questions=(Question(text=f"What happens when {' '.join(group[0].text.split()[:8])}?", on=begun),),
        state=CycleState.OPEN if last else CycleState.CLOSED,
        turns=()
        if last
        else (StateChange(state=CycleState.CLOSED, on=ended, at=_moment(ended), because="it is done"),),
        group="a class",
        tags=(group[0].tag,),
        entries=tuple(msgspec.convert(entry, type=AnyEntry) for entry in entries),
    )


def _more(kind: EntryKind, place: int) -> dict[str, object]:
    match kind:
        case EntryKind.EVIDENCE:
            kinds, directions = list(EvidenceKind), list(Direction)
            chosen = (kinds[place % len(kinds)], directions[place % len(directions)])
            return dict(zip(("evidence_kind", "direction"), chosen, strict=True))
        case EntryKind.REVIEW:
            return {"decision": Decision.CONTINUE, "because": "it goes on"}
        case _:
            return {}


def _moment(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 16, 30, tzinfo=UTC)


def write_jrnl(path: Path, entries: int) -> None:
    """Write the same texts as a journal of jrnl's: a file of dated paragraphs with tags as @words."""
    blocks = (f"[{one.on} 04:30:00 PM] {one.text}. @{one.tag.replace('/', '_')}\n\n" for one in written(entries))
    path.write_text("".join(blocks), encoding="utf-8")


def write_tasks(path: Path, entries: int) -> None:
    """Write the same texts as tasks that Taskwarrior imports."""
    tasks = (
        {"description": one.text, "entry": f"{one.on:%Y%m%d}T163000Z", "tags": [one.tag.replace("/", "_")]}
        for one in written(entries)
    )
    path.write_text("\n".join(json.dumps(task) for task in tasks), encoding="utf-8")
