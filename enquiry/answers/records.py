"""Cycles, entries and notes as answers tell of them. They take their fields from the model, which alone names them."""

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union

import msgspec

from enquiry.answers.answer import Answer, project, take_fields
from enquiry.model.choices import Decision, EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry, Reading
from enquiry.model.journal import Journal, JournalItem, LooseNote, Settings
from enquiry.model.measure import Measure
from enquiry.progress import ProgressTracker, ignore_progress


def _build_entry_class(kind: EntryKind, model: type[msgspec.Struct]) -> type[Answer]:
    named: Any = msgspec.defstruct(
        f"{model.__name__}Entry",
        [("kind", Literal[kind.value]), ("name", str)],
        bases=(Answer,),
        module=__name__,
        namespace={"__doc__": model.__doc__},
        frozen=True,
    )
    return take_fields(model, first=("kind", "name"))(named)


ENTRY_ANSWERS = {model: _build_entry_class(kind, model) for kind, model in ENTRY_CLASSES.items()}
"""For each kind of entry its answer: `kind` and `name`, then the fields of the model."""

if TYPE_CHECKING:
    EntryAnswer = Answer
else:
    EntryAnswer = Union[tuple(ENTRY_ANSWERS.values())]  # noqa: UP007 (of a tuple)


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
    entries: tuple[EntryAnswer, ...]


class LastDecision(Answer, frozen=True):
    """What the latest review with a decision came to; `entry` is that review's name."""

    entry: str
    decision: Decision
    because: str
    on: date


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

    cycle: FullCycle


class ClosedAnswer(CycleAnswer, frozen=True):
    """The cycle that grew from one just closed, and that one."""

    closed: FullCycle


class EntryItemAnswer(Answer, frozen=True):
    """An entry, or a note in the inbox."""

    entry: EntryAnswer | InboxEntry


class InboxAnswer(Answer, frozen=True):
    """The notes that wait to be filed."""

    inbox: tuple[NoteAnswer, ...]


class ReadingsAnswer(Answer, frozen=True):
    """Readings taken from a BibTeX file; with `dry_run` those that would be."""

    readings: tuple[ENTRY_ANSWERS[Reading], ...]  # type: ignore[valid-type]
    dry_run: bool


def describe_entry(entry: AnyEntry) -> EntryAnswer:
    """Return an entry's answer."""
    return project(ENTRY_ANSWERS[type(entry)], entry)


def describe_note(note: LooseNote) -> NoteAnswer:
    """Return a note's answer."""
    return project(NoteAnswer, note)


def describe_inbox(notes: tuple[LooseNote, ...]) -> InboxAnswer:
    """Return the answer of `file` where nothing is named."""
    return InboxAnswer(tuple(map(describe_note, notes)))


def describe_cycle(cycle: Cycle, *, removed: bool = False) -> FullCycle:
    """Return a cycle with its entries in the order in which they happened.

    With `removed` the entries marked as removed are there too, in the order in which they were written.
    """
    return project(FullCycle, cycle, entries=tuple(map(describe_entry, cycle.entries if removed else cycle.kept)))


B = TypeVar("B", bound=BriefCycle)


def describe_cycle_briefly(cycle: Cycle, kind: type[B] = BriefCycle, **more: object) -> B:  # type: ignore[assignment]
    """Return a cycle in brief, or as a kind of answer that adds to it."""
    last = cycle.decided
    decided = last and project(LastDecision, last, entry=last.name, on=last.happened_on)
    return project(kind, cycle, decided=decided, **more)


def describe_journal(journal: Journal, follow: ProgressTracker = ignore_progress) -> ExportAnswer:
    """Return the whole journal."""
    cycles = tuple(describe_cycle(cycle, removed=True) for cycle in follow(journal.cycles))
    return ExportAnswer(journal.settings, cycles, tuple(map(describe_note, journal.inbox)), journal.measures)


def describe_item(item: JournalItem) -> CycleAnswer | EntryItemAnswer:
    """Return the answer of `show` and of every command that writes one thing."""
    match item:
        case Cycle():
            return CycleAnswer(describe_cycle(item))
        case LooseNote():
            return EntryItemAnswer(project(InboxEntry, item, kind="note"))
        case _:
            return EntryItemAnswer(describe_entry(item))


def describe_readings(readings: tuple[Reading, ...], *, dry_run: bool) -> ReadingsAnswer:
    """Return the answer of `read --from-bibtex`."""
    return ReadingsAnswer(tuple(map(describe_entry, readings)), dry_run)
