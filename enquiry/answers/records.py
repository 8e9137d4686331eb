"""Cycles, entries and notes as answers tell of them. They take their fields from the model, which alone names them."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

import msgspec

from enquiry.answers.answer import Answer, project, take_fields
from enquiry.model.choices import Decision, EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry, Reading
from enquiry.model.journal import Journal, JournalItem, LooseNote, Settings
from enquiry.model.measure import Measure
from enquiry.progress import ProgressTracker, ignore_progress


def _build_entry_class(kind: EntryKind, model: type[msgspec.Struct]) -> type[Answer]:
    own = {"kind": Literal[kind.value], "name": str}
    about = {"__doc__": model.__doc__, "__annotations__": own, "__module__": __name__}
    made: Any = type(Answer)
    return take_fields(model, first=("kind", "name"))(made(f"{model.__name__}Entry", (Answer,), about, frozen=True))


ENTRY_ANSWERS = {model: _build_entry_class(kind, model) for kind, model in ENTRY_CLASSES.items()}
"""For each kind of entry its answer: `kind` and `name`, then the fields of the model."""

if TYPE_CHECKING:
    EntryAnswer = Answer
else:
    EntryAnswer = Union[tuple(ENTRY_ANSWERS.values())]  # noqa: UP007 (of a tuple)


def describe_entry(entry: AnyEntry) -> EntryAnswer:
    """Return an entry's answer."""
    return project(ENTRY_ANSWERS[type(entry)], entry)


def describe_entries(entries: tuple[AnyEntry, ...]) -> tuple[EntryAnswer, ...]:
    """Return the answers of several entries."""
    return tuple(map(describe_entry, entries))


@take_fields(LooseNote, first=("name",))
class NoteAnswer(Answer, frozen=True):
    """A note in the inbox."""

    name: str


@take_fields(LooseNote, first=("kind", "name"))
class InboxEntry(Answer, frozen=True):
    """A note in the inbox where entries are told of: one of the kind *note*."""

    kind: Literal["note"]
    name: str


@take_fields(Cycle, first=("number", "question"))
class FullCycle(Answer, frozen=True):
    """A cycle with its present question, and its entries."""

    number: int
    question: str
    entries: Annotated[tuple[EntryAnswer, ...], lambda cycle: describe_entries(cycle.kept)]


class LastDecision(Answer, frozen=True):
    """What the latest review with a decision came to; `entry` is that review's name."""

    entry: Annotated[str, "name"]
    decision: Decision
    because: str
    on: Annotated[date, "happened_on"]


@take_fields(Cycle, first=("number", "question"), without=("entries",))
class BriefCycle(Answer, frozen=True):
    """A cycle without its entries, with its last day and what was decided last."""

    number: int
    question: str
    last_on: date
    decided: LastDecision | None


class ExportAnswer(Answer, frozen=True):
    """The whole journal, what was removed included. `enquiry import` gives it back unchanged."""

    settings: Settings
    cycles: tuple[FullCycle, ...]
    inbox: tuple[NoteAnswer, ...]
    measures: tuple[Measure, ...]


class CycleAnswer(Answer, frozen=True):
    """A cycle, whole."""

    cycle: Annotated[FullCycle, ""]


class ClosedAnswer(CycleAnswer, frozen=True):
    """The cycle that grew from one just closed, and that one."""

    closed: FullCycle


class EntryItemAnswer(Answer, frozen=True):
    """An entry, or a note in the inbox."""

    entry: EntryAnswer | InboxEntry


class InboxAnswer(Answer, frozen=True):
    """The notes that wait to be filed."""

    inbox: Annotated[tuple[NoteAnswer, ...], ""]


class ReadingsAnswer(Answer, frozen=True):
    """Readings taken from a BibTeX file; with `dry_run` those that would be."""

    readings: Annotated[tuple[ENTRY_ANSWERS[Reading], ...], describe_entries]  # type: ignore[valid-type]
    dry_run: bool


def describe_cycle(cycle: Cycle, *, removed: bool = False) -> FullCycle:
    """Return a cycle with its entries in the order in which they happened.

    With `removed` the entries marked as removed are there too, in the order in which they were written.
    """
    return project(FullCycle, cycle, entries=describe_entries(cycle.entries if removed else cycle.kept))


def describe_journal(journal: Journal, follow: ProgressTracker = ignore_progress) -> ExportAnswer:
    """Return the whole journal."""
    cycles = tuple(describe_cycle(cycle, removed=True) for cycle in follow(journal.cycles))
    return project(ExportAnswer, journal, cycles=cycles)


def describe_item(item: JournalItem) -> CycleAnswer | EntryItemAnswer:
    """Return the answer of `show` and of every command that writes one thing."""
    match item:
        case Cycle():
            return project(CycleAnswer, item)
        case LooseNote():
            return EntryItemAnswer(project(InboxEntry, item))
        case _:
            return EntryItemAnswer(describe_entry(item))
