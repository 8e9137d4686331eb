"""Cycles, entries and notes as answers tell of them. They take their fields from the model, which alone names them."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Union

from enquiry.answers.answer import Answer, InJournal, project, take_fields, wrap
from enquiry.answers.beliefs import BeliefItemAnswer
from enquiry.exchange.encoding import EXPORT_VERSION
from enquiry.insight.readings.known import KnownReading, format_trials
from enquiry.model.belief import Belief
from enquiry.model.choices import Decision, TriedVerdict
from enquiry.model.cycle import Cycle, Link, MovedEntry
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry, Ask, Reading, format_reference
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.settings import Settings
from enquiry.progress import ProgressTracker, ignore_progress


def _build_entry_classes(suffix: str, **own: Any) -> dict[type[AnyEntry], type[Answer]]:
    """Return for each kind of entry its answer: `kind` and `name`, then the fields of the model or, of it, `own`."""
    found: dict[type[AnyEntry], type[Answer]] = {}
    about_names = own.pop("about", None)
    make: Any = type(Answer)
    for kind, model in ENTRY_CLASSES.items():
        fields = {"kind": Literal[kind.value], "name": str, **own}
        fields |= {"about": about_names} if about_names and "about" in model.__struct_fields__ else {}
        about = {"__doc__": model.__doc__, "__annotations__": fields, "__module__": __name__}
        made = make(f"{model.__name__}{suffix}", (Answer,), about, frozen=True)
        found[model] = take_fields(model, first=("kind", "name"))(made)
    return found


AboutName = Annotated[str, InJournal(lambda entry, journal: journal.get_name(entry.about) if journal else entry.about)]

ENTRY_ANSWERS = _build_entry_classes("Entry", cycle=Annotated[int, "cycle_number"], about=AboutName)
"""For each kind of entry its answer, in which its cycle, and the entry it speaks of, are named as people do."""
EXPORTED_ENTRIES = _build_entry_classes("Export")
"""For each kind of entry what is exported of it: its cycle is named by its id."""

if TYPE_CHECKING:
    EntryAnswer = Answer
    ExportedEntry = Answer
else:
    EntryAnswer = Union[tuple(ENTRY_ANSWERS.values())]  # noqa: UP007 (of a tuple)
    ExportedEntry = Union[tuple(EXPORTED_ENTRIES.values())]  # noqa: UP007


def describe_entries(entries: tuple[AnyEntry, ...], journal: Journal | None = None) -> tuple[EntryAnswer, ...]:
    """Return the answers of several entries; `journal` gives the names of what they speak of."""
    return tuple(project(ENTRY_ANSWERS[type(entry)], entry, journal) for entry in entries)


FiledAs = Annotated[str, InJournal(lambda note, journal: journal.get_name(note.filed_as))]
ParentNumber = Annotated[int | None, InJournal(lambda cycle, journal: journal.get_number(cycle.grew_from))]


@take_fields(LooseNote, first=("name",))
class NoteAnswer(Answer, frozen=True):
    """A note in the inbox; `filed_as` is the name of the entry it became."""

    filed_as: FiledAs


@take_fields(LooseNote, first=("kind", "name"))
class InboxEntry(Answer, frozen=True):
    """A note in the inbox where entries are told of: one of the kind *note*."""

    kind: Literal["note"]
    filed_as: FiledAs


@take_fields(Link)
class CycleLink(Answer, frozen=True):
    """A link to another cycle, by its number, or for *shared-with* to somebody."""

    cycle: Annotated[int | None, InJournal(lambda link, journal: journal.get_number(link.cycle))]


@take_fields(MovedEntry)
class MovedName(Answer, frozen=True):
    """A number that an entry had in a cycle before it moved, and the name it has now."""

    entry: Annotated[str, InJournal(lambda moved, journal: journal.get_name(moved.entry))]


@take_fields(Cycle, first=("number", "question"))
class FullCycle(Answer, frozen=True):
    """A cycle with its present question, and its entries."""

    question: str
    grew_from: ParentNumber
    links: tuple[CycleLink, ...]
    moved: tuple[MovedName, ...]
    entries: Annotated[tuple[EntryAnswer, ...], InJournal(lambda cycle, journal: describe_entries(cycle.kept, journal))]


class LastDecision(Answer, frozen=True):
    """What the latest review with a decision came to; `entry` is that review's name."""

    entry: Annotated[str, "name"]
    decision: Decision
    because: str
    on: Annotated[date, "happened_on"]


@take_fields(Cycle, first=("number", "question"), without=("entries",))
class BriefCycle(Answer, frozen=True):
    """A cycle without its entries, with its last day and what was decided last."""

    question: str
    grew_from: ParentNumber
    links: tuple[CycleLink, ...]
    moved: tuple[MovedName, ...]
    last_on: date
    decided: LastDecision | None


@take_fields(Cycle, first=("number", "question"))
class CycleExport(Answer, frozen=True):
    """A cycle with its present question, and its entries in the order in which they were written, removed ones too."""

    question: str
    entries: Annotated[
        tuple[ExportedEntry, ...],
        lambda cycle: tuple(project(EXPORTED_ENTRIES[type(entry)], entry) for entry in cycle.entries),
    ]


@take_fields(LooseNote, first=("name",))
class InboxNoteExport(Answer, frozen=True):
    """A note, in the inbox or filed."""


class ExportAnswer(Answer, frozen=True):
    """The journal; records refer to one another by id. What was removed is in it, marked, where that was asked for.

    `enquiry import` gives it back unchanged.
    """

    schema_version: ClassVar[int] = EXPORT_VERSION
    settings: Settings
    cycles: tuple[CycleExport, ...]
    inbox: tuple[InboxNoteExport, ...]
    measures: tuple[Measure, ...]
    beliefs: tuple[Belief, ...]


class CycleAnswer(Answer, frozen=True):
    """A cycle, whole."""

    cycle: Annotated[FullCycle, ""]


class ClosedAnswer(CycleAnswer, frozen=True):
    """The cycle that grew from one just closed, and that one."""

    closed: FullCycle


class EntryItemAnswer(Answer, frozen=True):
    """An entry, or a note in the inbox."""

    entry: EntryAnswer | InboxEntry


class MovedItem(Answer, frozen=True):
    """An entry that was moved, or became another kind, and the name it or the note had before."""

    was: Annotated[str, "before.name"]
    entry: Annotated[EntryAnswer, lambda move: project(ENTRY_ANSWERS[type(move.after)], move.after)]


MovedAnswer = wrap("MovedAnswer", "What was moved.", moved=tuple[MovedItem, ...])


InboxAnswer = wrap("InboxAnswer", "The notes that wait to be filed.", inbox=tuple[NoteAnswer, ...])


class ReadingsAnswer(Answer, frozen=True):
    """Readings taken from a BibTeX file; with `dry_run` those that would be."""

    readings: Annotated[tuple[ENTRY_ANSWERS[Reading], ...], describe_entries]  # type: ignore[valid-type]
    dry_run: bool


class AsksAnswer(Answer, frozen=True):
    """What was asked for and has no answer yet, and what was answered."""

    open: Annotated[tuple[ENTRY_ANSWERS[Ask], ...], lambda asks: describe_entries(asks.open)]  # type: ignore[valid-type]
    answered: Annotated[tuple[ENTRY_ANSWERS[Ask], ...], lambda asks: describe_entries(asks.answered)]  # type: ignore[valid-type]


class ReadingPlace(Answer, frozen=True):
    """One entry of a reading: what was learned, and what it would have one see; `open` where no review has looked."""

    entry: Annotated[str, "name"]
    on: Annotated[date, "happened_on"]
    text: str
    expects: str
    open: bool


class TrialAnswer(Answer, frozen=True):
    """What a review said of a reading: in which cycle, the verdict, and why."""

    review: Annotated[str, "review.name"]
    cycle: Annotated[int, "cycle.number"]
    on: Annotated[date, "review.happened_on"]
    verdict: Annotated[TriedVerdict, "said.verdict"]
    why: Annotated[str, "said.why"]


class KnownReadingAnswer(Answer, frozen=True):
    """A reading, by the details of its first entry; `tried` says in words how it turned out, empty where nobody said.

    Without `entries` it is no longer in sight, and only what was said of it is left.
    """

    label: str
    authors: str
    year: int | None
    title: str
    doi: str
    reference: str
    entries: tuple[ReadingPlace, ...]
    tried: str
    trials: tuple[TrialAnswer, ...]


KnownReadingsAnswer = wrap(
    "KnownReadingsAnswer",
    "The readings of the journal, each once, in the order in which they were first read.",
    readings=tuple[KnownReadingAnswer, ...],
)


def describe_readings(known: tuple[KnownReading, ...], journal: Journal) -> Answer:
    """Return the answer of `readings`."""
    found = list[KnownReadingAnswer]()
    for one in known:
        first = next(iter(one.entries), None)
        details = {name: getattr(first, name, "") for name in ("authors", "title", "doi")}
        details |= {"year": first and first.year, "reference": format_reference(first) if first else ""}
        places = tuple(project(ReadingPlace, entry, open=entry in one.open) for entry in one.entries)
        tried = format_trials(one, journal)
        found.append(project(KnownReadingAnswer, one, **details, entries=places, tried=tried))
    return KnownReadingsAnswer(tuple(found))


def describe_journal(journal: Journal, follow: ProgressTracker = ignore_progress) -> ExportAnswer:
    """Return the whole journal."""
    cycles = tuple(project(CycleExport, cycle) for cycle in follow(journal.cycles))
    return project(ExportAnswer, journal, cycles=cycles)


def describe_item(item: JournalItem, journal: Journal) -> CycleAnswer | EntryItemAnswer | BeliefItemAnswer:
    """Return the answer of `show` and of every command that writes one thing.

    `journal` gives the numbers and names of what each refers to; an entry's name holds its cycle's.
    """
    match item:
        case Cycle():
            return project(CycleAnswer, item, journal)
        case LooseNote():
            return EntryItemAnswer(project(InboxEntry, item, journal))
        case Belief():
            return project(BeliefItemAnswer, item, journal)
        case _:
            return EntryItemAnswer(project(ENTRY_ANSWERS[type(item)], item, journal))
