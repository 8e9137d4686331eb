"""What all writing commands share: the entry made, and what is said back."""

import shlex
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from enquiry.cli.messages import cut_to_width, measure_cells
from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import Session
from enquiry.cli.terminal import find_kept_option, find_unclosed
from enquiry.cli.writing import measured, values
from enquiry.cli.writing.options import EntryOptions
from enquiry.cli.writing.receipts import say_next, say_receipt, say_values
from enquiry.model.belief import Belief
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle, Question, StateChange
from enquiry.model.entry import AnyEntry, Entry
from enquiry.model.field import INBOX, FieldType
from enquiry.model.fields import list_fields, list_filing_fields
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.model.step import StepStamp
from enquiry.unsafe_chars import flatten_text

E = TypeVar("E", bound=AnyEntry)

SHORT_TITLE, MIN_TITLE = 44, 20
"""Characters of a question in a pipe; and those without which it is not begun at a line's end."""


def add_entry(session: Session, given: EntryOptions, kind: type[E], *, example: str) -> Cycle | None:
    """Add an entry to a cycle, keep the journal, and say back what was kept, where and under which name.

    Returns the cycle with the entry in it; None where there is no cycle yet, so that the text waits as a note. Raises
    UsageMistake where there is no text, naming `example`, and for whatever a field can't take.
    """
    measured.parse_values(session, given.fields)
    measured.check_learner_count(given.fields.get("sd"), given.fields.get("n"))
    what = _get_kind_name(kind)
    text = session.read_text_argument(given.words, what=what, example=example)
    with session.change() as step:
        journal = step.journal
        waits = not journal.kept and given.cycle is None
        if waits:
            note = build_note(session, journal, given, text)
            step.journal, step.did = journal.upsert_note(note), f"note {note.name} added"
        else:
            cycle = resolve_cycle(journal, given.cycle, given.fields.get("about"))
            entry = kind(**build_entry_fields(session, journal, cycle, kind, given.on, given.fields), text=text)
            found = measured.parse_values(session, given.fields, journal)
            known = measured.add_measures(session, journal, cycle, found, given.fields.get("n"))
            entry = measured.ask_chosen(session, cycle, entry)
            step.journal = known.upsert_entry(entry)
            step.did = f"{what} {entry.name} added"
    say_new_journal(session, made_new=step.made_new)
    if waits:
        day = format_day_suffix(session, note.happened_on)
        words = f"There is no cycle yet, so the text waits in the inbox as note {note.name}{day}."
        answer_item(session, note, Journal(), words)
        session.say('To open a cycle: enquiry start "your question"')
        session.say(f"Then, to file the note to it: {format_filing_command(note, what, given.fields)}")
        return None
    say_new_tags(session, journal, entry.tags)
    lead, after = f"{what.capitalize()} {entry.name} added to ", step.journal.cycles_by_id[entry.cycle]
    answer_entry(session, entry, f"{lead}{format_cycle_title(cycle, session, lead)}", journal=step.journal)
    say_values(session, entry, step.journal)
    say_doubtful_number(session, entry, given, journal)
    say_next(session, after, step.journal)
    return after


def build_note(session: Session, journal: Journal, given: EntryOptions, text: str) -> LooseNote:
    """Return one more note for the inbox, with those of the options given that a note can hold."""
    day = values.resolve_day(session, given.on, journal)
    made = build_record_fields(session, journal, INBOX, given.fields, day)
    return LooseNote(**made, name=journal.next_note, text=text, happened_on=day)


def format_filing_command(note: LooseNote, kind: str, given: Mapping[str, Any]) -> str:
    """Return the command line that files a note as what it was written as, with all that it was given."""
    filing = [f"enquiry file {note.name} --as {kind}"]
    for field in list_filing_fields():
        raw = given.get(field.name)
        values_given = (raw or ()) if field.several else () if raw is None else (raw,)
        is_flag = field.type is FieldType.FLAG
        filing += [f"--{field.option}" + ("" if is_flag else f" {shlex.quote(str(one))}") for one in values_given]
    return " ".join(filing)


def say_doubtful_number(session: Session, entry: AnyEntry, given: EntryOptions, journal: Journal) -> None:
    """Say of a text that begins with the number of another open cycle how it gets there, if that was meant."""
    first = (given.words or [""])[0]
    if given.cycle is None and first.isdecimal() and len(given.words or ()) > 1 and int(first) != entry.cycle_number:
        for cycle in journal.open:
            if str(cycle.number) == first:
                meant = f"If cycle {first} was meant: enquiry move {entry.name} {first}"
                session.say(f"“{first}” was kept as text. {meant}")


def build_entry_fields(
    session: Session,
    journal: Journal,
    cycle: Cycle,
    kind: type[Entry],
    on: str | date | None,
    given: Mapping[str, Any],
) -> dict[str, Any]:
    """Return all fields of one more entry of a cycle but its text, from its day and the options that were given."""
    day = values.resolve_day(session, on, journal)
    made = build_record_fields(session, journal, _get_kind_name(kind), given, day)
    return made | {"cycle": cycle.id, "name": cycle.next_name, "happened_on": day, "parts": session.written.parts}


def _get_kind_name(kind: type[Entry]) -> str:
    return str(kind.__struct_config__.tag)


def build_record_fields(
    session: Session, journal: Journal, kind: str, given: Mapping[str, Any], day: date
) -> dict[str, Any]:
    """Return all fields of a new record about `day`; its id is the one that a draft promised, else a new one."""
    stamp, context = session.stamp(), values.FieldContext(session, journal, day, given)
    made = {"id": session.written.id or stamp.id, "recorded_at": stamp.at}
    session.written = session.written._replace(id="")  # what a draft promised is given once
    fields = (field for field in list_fields(kind) if field.name in given)
    return made | {field.target: values.read_field(context, field, given[field.name]) for field in fields}


def answer_entry(
    session: Session, entry: AnyEntry, words: str, then: str = "", *, journal: Journal | None = None
) -> None:
    """Say what was done with an entry, on which day and what comes next; answer with it where JSON is wanted.

    `journal` gives the name of the entry that it speaks of.
    """
    words += format_day_suffix(session, entry.happened_on) + (f"; {then}" if then else "")
    answer_item(session, entry, journal or Journal(), words)


def answer_item(session: Session, thing: JournalItem, journal: Journal, words: str) -> None:
    """Say what was done with a cycle, an entry or a note, and answer with it where JSON is wanted.

    `journal` gives the numbers and names of what it refers to; an entry's name holds its cycle's.
    """
    say_receipt(session, thing, words)
    name = str(thing.number) if isinstance(thing, Cycle) else thing.name
    if option := find_kept_option(session.typed):
        session.say(f"“{option}” was kept as text: a quote before it was open. To take it out: enquiry edit {name}")
    if opened := find_unclosed(session.typed):
        session.say(f"A {opened} is opened in it and not closed. If the shell took the rest: enquiry edit {name}")
    if session.json:
        from enquiry.answers.records import describe_item
        from enquiry.cli.journals.signing import get_signed

        session.answer(describe_item(get_signed(thing, session.held), journal))


def format_item_reference(thing: JournalItem, journal: Journal) -> str:
    """Return a cycle, an entry with its cycle, a note or a belief as it is said back in a sentence."""
    match thing:
        case Cycle():
            return f"Cycle {format_cycle_title(thing)}"
        case LooseNote():
            return f"Note {thing.name}"
        case Belief():
            return thing.name.capitalize()
        case _:
            title = format_cycle_title(journal.cycles_by_id[thing.cycle])
            return f"{thing.kind.value.capitalize()} {thing.name} of {title}"


def format_cycle_title(cycle: Cycle, session: Session | None = None, lead: str = "") -> str:
    """Return a cycle's number and question on one line, as it is said back after `lead`.

    The question is cut: in a pipe at a fixed length, at a terminal where the line is full.
    """
    number, question = f"{cycle.number} · ", flatten_text(cycle.question)
    closed = "" if cycle.state is CycleState.OPEN else f" ({cycle.state})"
    room = SHORT_TITLE
    if session and session.message_layout:
        room = session.message_layout.width - measure_cells(lead + number + closed) - 1
        room = room if room >= MIN_TITLE else session.message_layout.width - len(number) - 1
    return f"{number}{cut_to_width(question, room)}{closed}"


def format_day_suffix(session: Session, day: date) -> str:
    """Return the day to say back, or nothing when it is today."""
    if day == session.today:
        return ""
    from enquiry.dates.period import spell

    return f", for {spell(day, weekday=True)}"


def say_new_journal(session: Session, *, made_new: bool) -> None:
    """Say that a journal was made, where, and how its calendar is set."""
    if made_new:
        session.say(f"A new journal was made at {session.journal_path}")
        session.say('Set your own school year and name: enquiry config calendar england; enquiry config name "…"')
        session.say("What you type after enquiry note and Enter needs no quotes, and the shell keeps none of it.")


def say_new_tags(session: Session, journal: Journal, tags: tuple[str, ...]) -> None:
    """Say of each tag not used before which much-used tag it is close to, if any."""
    if not tags:
        return
    from enquiry.query.tags.usage import find_closest_tag

    for tag in tags:
        if near := find_closest_tag(tag, journal):
            times = "once" if near.used == 1 else f"{near.used} times"
            session.say(f"“{tag}” is new, and close to “{near.tag}”, used {times}.")


# --- A cycle that grows from another: about the same group, under the same tags, with a question of its own.


def grow_cycle(
    journal: Journal, parent: Cycle, question: str, day: date, stamp: StepStamp, group: str = ""
) -> tuple[Journal, Cycle | None]:
    """Return the journal with a new, current cycle that grew from `parent`, and that cycle; without a question neither.

    It is about the parent's group unless another is named. Where nothing grows, a closed parent is the current one no
    longer.
    """
    if not question:
        is_left = parent.state is CycleState.CLOSED and journal.settings.current == parent.id
        return journal.update_settings(current=None) if is_left else journal, None
    names = ("group", "group_of", "tags", "standards", "privacy")
    shared: dict[str, Any] = {name: getattr(parent, name) for name in names}
    shared |= {"group": group, "group_of": None} if group else {}
    asked = (Question(text=question, on=day),)
    grown = Cycle(
        **shared, id=stamp.id, recorded_at=stamp.at, number=journal.next_number, questions=asked, grew_from=parent.id
    )
    journal = rest_parent(journal.upsert_cycle(grown), grown, day, stamp)
    return journal.update_settings(current=grown.id), grown


def say_rest(session: Session, child: Cycle, journal: Journal) -> None:
    """Say that the cycle which `child` grew from rests, and how it is taken up again."""
    parent = journal.cycles_by_id.get(child.grew_from or "")
    if parent and not parent.removed and parent.state is CycleState.RESTING:
        session.say(
            f"Cycle {parent.number}, which it grew from, rests. To take it up again: enquiry reopen {parent.number}"
        )


def rest_parent(journal: Journal, child: Cycle, day: date, stamp: StepStamp) -> Journal:
    """Return the journal in which the cycle that `child` grew from rests, where it was decided to extend it."""
    parent = journal.cycles_by_id.get(child.grew_from or "")
    decided = parent.decided if parent else None
    if not parent or not decided or decided.decision is not Decision.EXTEND or parent.state is not CycleState.OPEN:
        return journal
    on = max(day, decided.happened_on)
    return journal.upsert_cycle(parent.apply_state_change(StateChange(state=CycleState.RESTING, on=on, at=stamp.at)))
