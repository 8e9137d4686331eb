"""What all writing commands share: the entry made, and what is said back."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import Session
from enquiry.cli.writing import measured, values
from enquiry.cli.writing.options import EntryOptions
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle, Question
from enquiry.model.entry import AnyEntry, Entry
from enquiry.model.fields import list_fields
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.model.step import StepStamp
from enquiry.unsafe_chars import flatten_text

E = TypeVar("E", bound=AnyEntry)


def add_entry(session: Session, given: EntryOptions, kind: type[E], *, example: str) -> Journal:
    """Add an entry to a cycle, keep the journal, and say back what was kept, where and under which name.

    Returns the journal with the entry in it. Raises UsageMistake where there is no text, naming `example`, and for
    whatever a field can't take.
    """
    measured.parse_values(session, given.fields)
    measured.check_learner_count(given.fields.get("sd"), given.fields.get("n"))
    what = _get_kind_name(kind)
    text = session.read_text_argument(given.words, what=what, example=example)
    with session.change() as step:
        journal = step.journal
        cycle = resolve_cycle(journal, given.cycle)
        entry = kind(**build_entry_fields(session, journal, cycle, kind, given.on, given.fields), text=text)
        found = measured.parse_values(session, given.fields, journal)
        known = measured.add_measures(session, journal, found, given.fields.get("n"))
        entry = measured.ask_chosen(session, cycle, entry)
        step.journal = known.upsert_entry(entry)
        step.did = f"{what} {entry.name} added"
    say_new_journal(session, made_new=step.made_new)
    say_new_tags(session, journal, entry.tags)
    answer_entry(session, entry, f"{what.capitalize()} {entry.name} added to {format_cycle_title(cycle)}")
    return step.journal


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


def answer_entry(session: Session, entry: AnyEntry, words: str, then: str = "") -> None:
    """Say what was done with an entry, on which day and what comes next; answer with it where JSON is wanted."""
    words += format_day_suffix(session, entry.happened_on) + (f"; {then}" if then else "")
    answer_item(session, entry, Journal(), words)


def answer_item(session: Session, thing: JournalItem, journal: Journal, words: str) -> None:
    """Say what was done with a cycle, an entry or a note, and answer with it where JSON is wanted.

    `journal` gives the numbers of the cycles that a cycle or note refers to; an entry's name holds its own.
    """
    session.say(words)
    if session.json:
        from enquiry.answers.records import describe_item

        session.answer(describe_item(thing, journal))


def format_item_reference(thing: JournalItem, journal: Journal) -> str:
    """Return a cycle, an entry with its cycle, or a note as it is said back, at the beginning of a sentence."""
    match thing:
        case Cycle():
            return f"Cycle {format_cycle_title(thing)}"
        case LooseNote():
            return f"Note {thing.name}"
        case _:
            title = format_cycle_title(journal.cycles_by_id[thing.cycle])
            return f"{thing.kind.value.capitalize()} {thing.name} of {title}"


def format_cycle_title(cycle: Cycle) -> str:
    """Return a cycle's number and question on one line, as it is said back."""
    question = flatten_text(cycle.question)
    short = question if len(question) <= 44 else question[:43].rstrip() + "…"
    closed = f" ({cycle.state})" if cycle.state is not CycleState.OPEN else ""
    return f"{cycle.number} · {short}{closed}"


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
    journal: Journal, parent: Cycle, question: str, day: date, stamp: StepStamp
) -> tuple[Journal, Cycle | None]:
    """Return the journal with a new, current cycle that grew from `parent`, and that cycle; without a question neither.

    Where nothing grows, a closed parent is the current one no longer.
    """
    if not question:
        is_left = parent.state is CycleState.CLOSED and journal.settings.current == parent.id
        return journal.update_settings(current=None) if is_left else journal, None
    shared: dict[str, Any] = {name: getattr(parent, name) for name in ("group", "tags", "standards", "privacy")}
    asked = (Question(text=question, on=day),)
    grown = Cycle(
        **shared, id=stamp.id, recorded_at=stamp.at, number=journal.next_number, questions=asked, grew_from=parent.id
    )
    return journal.upsert_cycle(grown).update_settings(current=grown.id), grown
