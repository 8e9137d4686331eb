"""Filing notes from the inbox: one by its name, or all of them, one at a time, as a conversation.

An answer is a line, not a raw key: cycles have numbers of several digits, and lines can be dictated, read aloud and
corrected before Enter. Each note is kept as soon as it is filed.
"""

from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec.structs import replace

from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import Session
from enquiry.cli.writing import measured
from enquiry.cli.writing.entries import answer_entry, build_record_fields, format_cycle_title, say_new_tags
from enquiry.command_lines import format_hint
from enquiry.dates.period import spell
from enquiry.errors import Ambiguous, NotFound, UsageMistake
from enquiry.model.choices import CycleState, EntryKind
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry, Reading
from enquiry.model.fields import FIELDS, list_fields
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.record import Removal
from enquiry.model.tag import parse_tags
from enquiry.words import choose_form, format_amount

KEYS = {
    "e": EntryKind.EVIDENCE,
    "r": EntryKind.REFLECTION,
    "a": EntryKind.ACTION,
    "d": EntryKind.READING,
    "v": EntryKind.REVIEW,
    "k": EntryKind.ASK,
    "n": EntryKind.NOTE,
}


class FileOptions(NamedTuple):
    """How a note is to be filed: the cycle as it was named, the kind of entry it becomes, tags beside its own.

    `fields` are what was typed for the fields of that kind, by their names.
    """

    cycle: str | None = None
    kind: EntryKind | None = None
    tags: tuple[str, ...] = ()
    fields: Mapping[str, Any] = MappingProxyType({})


class NoteOutcome(Enum):
    """What became of a note in the walk."""

    FILED = "filed"
    REMOVED = "removed"
    SKIPPED = "skipped"
    LATER = "later"


def move_note_to_cycle(session: Session, name: str, filing: FileOptions) -> None:
    """Make a note an entry of a cycle, with its own day, in one change, and say so.

    Of a reading it says how it gets the source that a note could not have. Raises as `file_note` does.
    """
    with session.change() as step:
        journal = step.journal
        waiting = journal.find_note(name)
        step.journal, entry = file_note(session, journal, waiting, filing)
        step.did = f"note {waiting.name} filed as {entry.kind} {entry.name}"
    say_new_tags(session, journal, entry.tags)
    into = step.journal.cycles_by_id[entry.cycle]
    words = f"Note {waiting.name} is now {entry.kind} {entry.name} of {format_cycle_title(into)}"
    then = f"its source: enquiry edit {entry.name} --authors … --title …" if isinstance(entry, Reading) else ""
    answer_entry(session, entry, words, then)


def file_note(session: Session, journal: Journal, note: LooseNote, filing: FileOptions) -> tuple[Journal, AnyEntry]:
    """Return the journal in which a note has become an entry of a cycle, with its own day, and that entry.

    Raises NotFound for a note that was filed already, UsageMistake for a field that the kind of entry does not have,
    and for the cycle as `resolve_cycle` does.
    """
    if note.filed_as:
        name = journal.get_name(note.filed_as)
        raise NotFound(f"Note {note.name} was filed already, as {name}.", f"enquiry show {name} shows it.")
    into, kind = resolve_cycle(journal, filing.cycle), filing.kind or EntryKind.NOTE
    own = {field.name for field in list_fields(kind.value)}
    if odd := next((field for field in FIELDS if field.name in filing.fields and field.name not in own), None):
        of = EntryKind(odd.kinds[0])
        words = f"--{odd.option} belongs to {of}, and note {note.name} is to become {kind.value}."
        raise UsageMistake(words, f"Say what it becomes: enquiry file {note.name} --as {of} --{odd.option} …")
    found = measured.parse_values(session, filing.fields, journal)
    measured.check_learner_count(filing.fields.get("sd"), filing.fields.get("n"))
    fields = build_record_fields(session, journal, kind.value, filing.fields, note.happened_on)
    taken = ("recorded_at", "happened_on", "text", "standards", "privacy")
    fields |= {name: getattr(note, name) for name in taken} | {"cycle": into.id, "name": into.next_name}
    known = measured.add_measures(session, journal, into, found, filing.fields.get("n"))
    made = ENTRY_CLASSES[kind](**fields, tags=parse_tags((*note.tags, *filing.tags)))
    entry = measured.ask_chosen(session, into, made)
    return known.upsert_entry(entry).upsert_note(replace(note, filed_as=entry.id)), entry


def walk_inbox(session: Session, journal: Journal, filing: FileOptions) -> None:
    """Go through the notes that wait, asking of each what becomes of it; say at the end what did, and what is left."""
    notes = journal.waiting
    with suppress(UsageMistake):  # where no cycle suggests itself, one is asked for
        filing = filing._replace(cycle=str(resolve_cycle(journal, filing.cycle).number))
    session.tell(f"{format_amount(len(notes), 'note')} in the inbox. Each is kept as soon as it is filed.")
    _tell_cycles(session, journal)
    outcomes = list[NoteOutcome]()
    for place, note in enumerate(notes, 1):
        session.tell(f"\n{note.name} · {spell(note.happened_on, weekday=True)} · {place} of {len(notes)}")
        session.tell("\n".join(f"  {line}" for line in note.text.split("\n")))
        if tags := parse_tags((*note.tags, *filing.tags)):
            session.tell(f"  tags: {', '.join(tags)}")
        outcomes.append(_ask_outcome(session, journal, note, filing))
        if outcomes[-1] is NoteOutcome.LATER:
            break
    counts = {outcome: outcomes.count(outcome) for outcome in (NoteOutcome.FILED, NoteOutcome.REMOVED)}
    done = ", ".join(f"{count} {outcome.value}" for outcome, count in counts.items() if count)
    left = len(notes) - sum(counts.values())
    more = f"{format_amount(left, 'note')} still {choose_form(left, 'waits', 'wait')}; enquiry file goes on"
    session.say(f"{done or 'Nothing was filed'}; {more if left else 'the inbox is empty'}.")


def _ask_outcome(session: Session, journal: Journal, note: LooseNote, filing: FileOptions) -> NoteOutcome:
    """Ask what becomes of the note until something does. The end of input leaves it and the rest for later.

    Enter stands for the kind that was named for all, or for skipping. What is wrong is said, and is no reason to stop.
    """
    usual = next((key for key, kind in KEYS.items() if kind is filing.kind), "s")
    while True:
        added = f" · tags added: {', '.join(filing.tags)}" if filing.tags else ""
        title = format_cycle_title(journal.find_cycle(filing.cycle)) if filing.cycle else "no cycle yet"
        session.tell(f"To {title}{added}\n{' · '.join(f'{key} {kind.value}' for key, kind in KEYS.items())}")
        keys = "a number: to that cycle · t tags · s skip · l later · x remove · ? the cycles"
        session.tell(f"{keys} · Enter: {f'as {filing.kind}' if filing.kind else 'skip'}")
        session.stderr.write("> ")
        session.stderr.flush()
        line = session.stdin.readline()
        try:
            match line.strip().casefold() or (usual if line else "l"):
                case "s" | "l" as key:
                    return NoteOutcome.SKIPPED if key == "s" else NoteOutcome.LATER
                case "x":
                    with session.change() as step:
                        mark = Removal(at=session.stamp().at)
                        step.journal = step.journal.upsert_note(
                            replace(step.journal.find_note(note.name), removed=mark)
                        )
                        step.did = f"note {note.name} removed"
                    session.say(f"{note.name} was removed; to bring it back: enquiry reopen {note.name}")
                    return NoteOutcome.REMOVED
                case "t":
                    words = session.ask_line("Tags, with commas between them").split(",")
                    filing = filing._replace(tags=parse_tags((*filing.tags, *filter(str.strip, words))))
                case "?":
                    _tell_cycles(session, journal)
                case key if key in KEYS and filing.cycle:
                    return _move_note(session, note.name, filing._replace(kind=KEYS[key]))
                case key if key in KEYS:
                    session.tell("To which cycle? Give its number first.")
                case key if len(key) == 1 and not key.isdecimal():
                    session.tell(f"“{key}” is none of the keys.")
                case name:
                    filing = filing._replace(cycle=str(journal.find_cycle(name).number))
                    session.tell(f"It goes to {filing.cycle}. As what?")
        except (Ambiguous, NotFound, UsageMistake) as mistake:
            session.tell(f"{mistake.words}\n{format_hint(mistake.hint)}")


def _move_note(session: Session, name: str, filing: FileOptions) -> NoteOutcome:
    try:
        move_note_to_cycle(session, name, filing)
    except NotFound as gone:  # somebody was quicker, in another window
        session.tell(gone.words)
        return NoteOutcome.SKIPPED
    return NoteOutcome.FILED


def _tell_cycles(session: Session, journal: Journal) -> None:
    current = journal.current
    others = [cycle for cycle in journal.kept if cycle.state is CycleState.OPEN and cycle is not current]
    for cycle in [current, *others] if current else others:
        session.tell(f"  {format_cycle_title(cycle)}{' (the current one)' if cycle is current else ''}")
