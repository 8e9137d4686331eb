"""The life of a question: how it was asked, version by version and cycle by cycle, each change after an entry.

Rule: before a change stands the entry that was written last in the cycle by then, as the history tells; a review that
brought the change itself counts. Where cycle and entries came in one piece it is the review of that day, else the last
entry about an earlier one.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from enquiry.insight.replay.recall import CycleLog, Rows, decode_entry, read_cycle_log, recall_rows
from enquiry.model.choices import EntryKind
from enquiry.model.cycle import Cycle, Question
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.model.step import RecordRow, Step


class QuestionChange(NamedTuple):
    """A version of a question: in which cycle, since when, why, and the entry that was written before it.

    `grew_from` is the number of the cycle in which that entry stands, where the question is the first of its own.
    """

    cycle: int
    text: str
    on: date
    because: str = ""
    before: AnyEntry | None = None
    grew_from: int | None = None
    first: bool = False


class QuestionLife(NamedTuple):
    """Every version of a question from the cycle it can be followed back to, and of those that grew from it."""

    asked: int
    changes: tuple[QuestionChange, ...]


def build_question_life(cycle: Cycle, journal: Journal, steps: Sequence[Step]) -> QuestionLife:
    """Return the life of a cycle's question: those it grew from, its own versions, and those that grew from it."""
    known, path, seen = {one.id: one for one in journal.kept}, [cycle], {cycle.id}
    while (parent := known.get(path[0].grew_from or "")) and parent.id not in seen:
        path.insert(0, parent)
        seen.add(parent.id)
    waiting = [cycle]
    for one in waiting:  # what is appended on the way is gone through too
        grown = [other for other in journal.kept if other.grew_from == one.id and other.id not in seen]
        waiting += grown
        path += grown
        seen |= {other.id for other in grown}
    return QuestionLife(cycle.number, tuple(list_question_changes(path, journal, steps)))


def list_question_changes(cycles: Sequence[Cycle], journal: Journal, steps: Sequence[Step]) -> Iterator[QuestionChange]:
    """Yield every version of the questions of these cycles, each with the entry before it."""
    if not cycles:
        return
    log = read_cycle_log(cycles[0], journal, steps, cycles[1:])
    places = {
        (cycle.id, at): log.find_origin(("cycles", cycle.id), _build_finder(question))
        for cycle in cycles
        for at, question in enumerate(cycle.questions)
    }
    rows = recall_rows(log.log, set(places.values()))
    for cycle in cycles:
        parent = next((one for one in cycles if one.id == cycle.grew_from), None)
        for at, question in enumerate(cycle.questions):
            home, place = (cycle if at else parent), places[cycle.id, at]
            before = _find_before(home, question.on, place, rows[place], journal, log) if home else None
            grew_from = parent.number if parent and not at else None
            yield QuestionChange(
                cycle.number, question.text, question.on, question.because, before, grew_from, first=not at
            )


def _build_finder(question: Question) -> Callable[[RecordRow], bool]:
    """Return what says whether a cycle's row holds a version of its question."""
    told = (question.text, question.on.isoformat())

    def holds(row: RecordRow) -> bool:
        held: Any = row.get("questions", ())
        return any((one["text"], one["on"]) == told for one in held)

    return holds


def _find_before(home: Cycle, on: date, place: int, rows: Rows, journal: Journal, log: CycleLog) -> AnyEntry | None:
    """Return the entry that was written last in a cycle before its question, or one that grew from it, changed."""
    if log.has_brought_cycle(place, ("cycles", home.id)):
        of_then = [e for e in home.kept if e.happened_on < on or (e.happened_on == on and e.kind is EntryKind.REVIEW)]
        return of_then[-1] if of_then else None
    brought, kept = log.list_brought(place), {entry.id for entry in journal.iterate_entries()}
    stood = (
        decode_entry(row, journal)
        for key, row in rows.items()
        if key[0] == "entries" and row.get("cycle") == home.id and not row.get("removed") and key[1] in kept
        if key not in brought or row.get("kind") == EntryKind.REVIEW
    )
    return max(stood, key=lambda entry: entry.number, default=None)
