"""Filing notes from the inbox: one by its name, or all of them, one at a time, as a conversation.

An answer is a line, not a raw key: cycles have numbers of several digits, and lines can be dictated, read aloud and
mended before Enter. Each note is kept as soon as it is filed.
"""

from enum import Enum
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_entry, format_cycle_title, resolve_cycle, say_new_tags
from enquiry.dates.period import spell
from enquiry.errors import Ambiguous, EnquiryError, NotFound, UsageMistake
from enquiry.model.choices import CycleState, EntryKind
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry, Reading
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.record import Removal
from enquiry.model.tag import parse_tags

KEYS = {
    "e": EntryKind.EVIDENCE,
    "r": EntryKind.REFLECTION,
    "a": EntryKind.ACTION,
    "d": EntryKind.READING,
    "v": EntryKind.REVIEW,
    "n": EntryKind.NOTE,
}


class FileOptions(NamedTuple):
    """How a note is to be filed: the cycle as it was named, the kind of entry it becomes, tags beside its own."""

    cycle: str | None = None
    kind: EntryKind | None = None
    tags: tuple[str, ...] = ()


class NoteOutcome(Enum):
    """What became of a note in the walk."""

    FILED = "filed"
    REMOVED = "removed"
    SKIPPED = "skipped"
    LATER = "later"


def move_note_to_cycle(session: Session, name: str, filing: FileOptions) -> None:
    """Make a note an entry of a cycle, with its own day, in one change, and say so.

    Raises NotFound for a note that is not there or was filed already, and for the cycle as `chosen` does.
    """
    with session.change() as step:
        journal = step.journal
        waiting = _waiting(journal.find_note(name), journal)
        into = resolve_cycle(journal, filing.cycle)
        entry = ENTRY_CLASSES[filing.kind or EntryKind.NOTE](
            id=session.stamp().id,
            recorded_at=waiting.recorded_at,
            cycle=into.id,
            name=into.next_name,
            happened_on=waiting.happened_on,
            text=waiting.text,
            tags=parse_tags((*waiting.tags, *filing.tags)),
            standards=waiting.standards,
            privacy=waiting.privacy,
        )
        step.journal = journal.upsert_entry(entry).upsert_note(replace(waiting, filed_as=entry.id))
        step.did = f"note {waiting.name} filed as {entry.kind} {entry.name}"
    say_new_tags(session, journal, entry.tags)
    words = f"Note {waiting.name} is now {entry.kind} {entry.name} of {format_cycle_title(into)}"
    answer_entry(session, entry, words, _next_step(entry))


def _waiting(note: LooseNote, journal: Journal) -> LooseNote:
    if note.filed_as:
        entry = journal.get_name(note.filed_as)
        raise NotFound(f"Note {note.name} was filed already, as {entry}.", f"enquiry show {entry} shows it.")
    return note


def _next_step(entry: AnyEntry) -> str:
    """Return how a reading gets the source that a note could not have."""
    return f"its source: enquiry edit {entry.name} --authors … --title …" if isinstance(entry, Reading) else ""


# --- the walk -------------------------------------------------------------------------------------------------------


def walk_inbox(session: Session, journal: Journal, filing: FileOptions) -> None:
    """Go through the notes that wait, asking of each what becomes of it."""
    notes = journal.waiting
    filing = filing._replace(cycle=_find_default_cycle(journal, filing.cycle))
    session.tell(f"{_format_note_count(len(notes))} in the inbox. Each is kept as soon as it is filed.")
    _tell_cycles(session, journal)
    outcomes = list[NoteOutcome]()
    for place, note in enumerate(notes, 1):
        _tell_note(session, note, f"{place} of {len(notes)}", filing.tags)
        outcomes.append(_ask_outcome(session, journal, note, filing))
        if outcomes[-1] is NoteOutcome.LATER:
            break
    session.say(_format_outcomes(outcomes, len(notes)))


def _find_default_cycle(journal: Journal, named: str | None) -> str | None:
    """Return the number of the cycle that notes go to unless another is named; None where none suggests itself."""
    try:
        return str(resolve_cycle(journal, named).number)
    except UsageMistake:
        return None


def _ask_outcome(session: Session, journal: Journal, note: LooseNote, filing: FileOptions) -> NoteOutcome:
    """Ask what becomes of a note until something does. The end of input leaves it and the rest for later."""
    while True:
        _tell_keys(session, journal, filing)
        match _read_walk_answer(session, filing):
            case "s":
                return NoteOutcome.SKIPPED
            case "l":
                return NoteOutcome.LATER
            case "x":
                return _remove_note(session, note)
            case "t":
                filing = _add_tags(session, filing)
            case "?":
                _tell_cycles(session, journal)
            case key if key in KEYS and filing.cycle:
                return _try_move_note(session, note, filing._replace(kind=KEYS[key]))
            case key if key in KEYS:
                session.tell("To which cycle? Give its number first.")
            case name:
                filing = _change_cycle(session, journal, filing, name)


def _read_walk_answer(session: Session, filing: FileOptions) -> str:
    """Return what was typed: Enter stands for the kind that was named for all, or for skipping."""
    session.stderr.write("> ")
    session.stderr.flush()
    line = session.stdin.readline()
    if not line:
        return "l"
    usual = next((key for key, kind in KEYS.items() if kind is filing.kind), "s")
    return line.strip().casefold() or usual


def _try_move_note(session: Session, note: LooseNote, filing: FileOptions) -> NoteOutcome:
    try:
        move_note_to_cycle(session, note.name, filing)
    except NotFound as gone:  # somebody was quicker, in another window
        session.tell(gone.words)
        return NoteOutcome.SKIPPED
    return NoteOutcome.FILED


def _remove_note(session: Session, note: LooseNote) -> NoteOutcome:
    with session.change() as step:
        mark = Removal(at=session.stamp().at)
        step.journal = step.journal.upsert_note(replace(step.journal.find_note(note.name), removed=mark))
        step.did = f"note {note.name} removed"
    session.say(f"{note.name} was removed; to bring it back: enquiry reopen {note.name}")
    return NoteOutcome.REMOVED


def _add_tags(session: Session, filing: FileOptions) -> FileOptions:
    words = session.ask_line("Tags, with commas between them")
    try:
        return filing._replace(tags=parse_tags((*filing.tags, *filter(str.strip, words.split(",")))))
    except UsageMistake as mistake:
        return _report_mistake(session, mistake, filing)


def _change_cycle(session: Session, journal: Journal, filing: FileOptions, name: str) -> FileOptions:
    if len(name) == 1 and not name.isdecimal():
        session.tell(f"“{name}” is none of the keys.")
        return filing
    try:
        return filing._replace(cycle=str(journal.find_cycle(name).number))
    except (NotFound, Ambiguous) as mistake:
        return _report_mistake(session, mistake, filing)


def _report_mistake(session: Session, mistake: EnquiryError, filing: FileOptions) -> FileOptions:
    """Say what is wrong with an answer; it is asked for again, since one slip is no reason to stop the walk."""
    session.tell(mistake.words)
    session.tell(mistake.hint)
    return filing


def _tell_cycles(session: Session, journal: Journal) -> None:
    current = journal.current
    others = [cycle for cycle in journal.kept if cycle.state is CycleState.OPEN and cycle is not current]
    for cycle in [current, *others] if current else others:
        session.tell(f"  {format_cycle_title(cycle)}{' (the current one)' if cycle is current else ''}")


def _tell_note(session: Session, note: LooseNote, place: str, tags: tuple[str, ...]) -> None:
    borne = ", ".join(parse_tags((*note.tags, *tags)))
    session.tell(f"\n{note.name} · {spell(note.happened_on, weekday=True)} · {place}")
    session.tell("\n".join(f"  {line}" for line in note.text.split("\n")))
    if borne:
        session.tell(f"  tags: {borne}")


def _tell_keys(session: Session, journal: Journal, filing: FileOptions) -> None:
    usual = f"as {filing.kind}" if filing.kind else "skip"
    added = f" · tags added: {', '.join(filing.tags)}" if filing.tags else ""
    session.tell(
        f"To {format_cycle_title(journal.find_cycle(filing.cycle))}{added}"
        if filing.cycle
        else f"To no cycle yet{added}"
    )
    session.tell(" · ".join(f"{key} {kind.value}" for key, kind in KEYS.items()))
    session.tell(f"a number: to that cycle · t tags · s skip · l later · x remove · ? the cycles · Enter: {usual}")


def _format_note_count(number: int) -> str:
    return "1 note" if number == 1 else f"{number} notes"


def _format_outcomes(outcomes: list[NoteOutcome], waiting: int) -> str:
    """Return in one line what became of the notes, and how many still wait."""
    counts = {outcome: outcomes.count(outcome) for outcome in (NoteOutcome.FILED, NoteOutcome.REMOVED)}
    done = [f"{count} {outcome.value}" for outcome, count in counts.items() if count]
    left = waiting - sum(counts.values())
    more = (
        f"{_format_note_count(left)} still wait{'s' * (left == 1)}; enquiry file goes on"
        if left
        else "the inbox is empty"
    )
    return f"{', '.join(done) or 'Nothing was filed'}; {more}."
