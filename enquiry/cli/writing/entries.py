"""What all writing commands share: which cycle and day are meant, the entry made, and what is said back."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple, TypedDict

from enquiry.cli.session import CommandStamp, Session
from enquiry.errors import UsageMistake
from enquiry.model.choices import CycleState, Privacy
from enquiry.model.cycle import Cycle, Question
from enquiry.model.entry import AnswerPart, AnyEntry
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.model.tag import parse_tags
from enquiry.unsafe_chars import flatten_text


class EntryOptions(NamedTuple):
    """The options every writing command has, as they were typed."""

    cycle: str | None = None
    on: str | date | None = None
    tags: list[str] | None = None
    standards: list[str] | None = None
    privacy: Privacy | None = None


class EntryFields(TypedDict):
    """The fields every entry has but its text."""

    id: str
    recorded_at: datetime
    cycle: str
    name: str
    happened_on: date
    tags: tuple[str, ...]
    standards: tuple[str, ...]
    privacy: Privacy
    parts: tuple[AnswerPart, ...]


def resolve_cycle(journal: Journal, named: str | None) -> Cycle:
    """Return the cycle that was named, else the current one, else the only open one.

    Raises UsageMistake where several are open and none is current, and NotFound where there is none.
    """
    if named is not None:
        return journal.find_cycle(named)
    if journal.current:
        return journal.current
    if len(journal.open) == 1:
        return journal.open[0]
    if not journal.kept:
        raise UsageMistake(
            "There is no cycle yet to add to.",
            'enquiry start "your question" opens one; enquiry note keeps a line until then.',
        )
    raise UsageMistake("No cycle is the current one.", "Name it with -c 7, or make one current: enquiry use 7")


def resolve_day(session: Session, on: str | date | None, journal: Journal) -> date:
    """Return the day that was meant; today where none was named. A day to come is questioned first."""
    if not isinstance(on, str):
        return on or session.today
    from enquiry.dates.parse import read_day
    from enquiry.dates.period import spell

    day = read_day(on, today=session.today, calendar=session.load_school_calendar(journal))
    if day > session.today and not session.confirm(f"{spell(day, weekday=True)} is yet to come. Keep it?"):
        raise UsageMistake(
            f"“{on}” is {spell(day, weekday=True)}, which is yet to come.", "Name an earlier day, or give --yes."
        )
    return day


def resolve_future_day(session: Session, on: str | None, journal: Journal, what: str) -> date | None:
    """Return the day in the future that was meant by an option, or None where it was not given."""
    if on is None:
        return None
    from enquiry.dates.parse import read_day
    from enquiry.dates.period import spell

    day = read_day(on, today=session.today, calendar=session.load_school_calendar(journal), lean="future")
    if day < session.today:
        raise UsageMistake(
            f"{what} “{on}” is {spell(day, weekday=True)}, which is past.", "Name a day to come: 'in 3 weeks'."
        )
    return day


def resolve_standards(session: Session, raw: list[str] | None, held: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the codes of standards that were typed, each once and as its list spells it.

    A code that its list does not have is refused. One that is in no list, or only in one that no longer stands, is
    questioned first: a person may work to standards that no list here knows. What stands there already, `held`, may
    stay.
    """
    if not raw:
        return ()
    from enquiry.presets import load_standards

    known = load_standards(session.places.standards)
    given = dict.fromkeys(session.clean_field(code, "standard").strip() for code in raw)
    checked = [
        (code, code, "") if code in held else (code, *known.validate_code(code, session.today)) for code in given
    ]
    for code, _, doubt in checked:
        if doubt and not session.confirm(f"{doubt} Keep it?"):
            raise UsageMistake(doubt, f"enquiry standards lists them all; --yes keeps “{code}” as it is.")
    return tuple(dict.fromkeys(spelt for _, spelt, _ in checked))


def add_entry(
    session: Session,
    given: EntryOptions,
    make: Callable[[EntryFields, Journal], AnyEntry],
    also: Callable[[Journal], Journal] = lambda journal: journal,
) -> Cycle:
    """Add one entry to a cycle, keep the journal, and say back what was kept, where and under which name.

    `also` is what else the entry changes in the journal, kept in the same step. Returns the cycle with the entry in it.
    """
    with session.change() as step:
        journal = step.journal
        cycle = resolve_cycle(journal, given.cycle)
        entry = make(build_entry_fields(session, cycle, given, journal), journal)
        step.journal = also(journal.upsert_entry(entry))
        step.did = f"{entry.kind} {entry.name} added"
    say_new_journal(session, made_new=step.made_new)
    say_new_tags(session, journal, entry.tags)
    after = step.journal.find_cycle(cycle.number)
    words = f"{entry.kind.value.capitalize()} {entry.name} added to {format_cycle_title(after)}"
    answer_entry(session, entry, words)
    return after


def build_entry_fields(session: Session, cycle: Cycle, given: EntryOptions, journal: Journal) -> EntryFields:
    """Return the fields of one more entry of `cycle`, from the options every writing command has."""
    stamp = session.stamp()
    return EntryFields(
        id=take_record_id(session, stamp),
        recorded_at=stamp.at,
        cycle=cycle.id,
        name=cycle.next_name,
        happened_on=resolve_day(session, given.on, journal),
        tags=parse_tags(given.tags or ()),
        standards=resolve_standards(session, given.standards),
        privacy=given.privacy or Privacy.PRIVATE,
        parts=session.written.parts,
    )


def take_record_id(session: Session, stamp: CommandStamp) -> str:
    """Return the id for the record being made: the one that a draft promised, once, else a new one."""
    promised, session.written = session.written.id, session.written._replace(id="")
    return promised or stamp.id


def answer_entry(session: Session, entry: AnyEntry, words: str, then: str = "") -> None:
    """Say what was done with an entry, on which day and what comes next; answer with it where JSON is wanted."""
    next_one = f"; {then}" if then else ""
    answer_item(session, entry, Journal(), f"{words}{format_day_suffix(session, entry.happened_on)}{next_one}")


def answer_item(session: Session, thing: JournalItem, journal: Journal, words: str, **more: object) -> None:
    """Say what was done with a cycle, an entry or a note, and answer with it where JSON is wanted.

    `journal` gives the numbers of the cycles that a cycle or note refers to; an entry's name holds its own.
    """
    session.say(words)
    if session.json:
        from enquiry.answers.journal import describe_item

        session.answer({**describe_item(thing, journal), **more})


def format_item_reference(thing: JournalItem, journal: Journal) -> str:
    """Return a cycle, an entry with its cycle, or a note as it is said back, at the beginning of a sentence."""
    match thing:
        case Cycle():
            return f"Cycle {format_cycle_title(thing)}"
        case LooseNote():
            return f"Note {thing.name}"
        case _:
            cycle = journal.cycles_by_id[thing.cycle]
            return f"{thing.kind.value.capitalize()} {thing.name} of {format_cycle_title(cycle)}"


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


def build_next_cycle(journal: Journal, parent: Cycle, question: str, day: date, stamp: CommandStamp) -> Cycle:
    """Return a new cycle that grew from `parent`, to be added to the journal."""
    return Cycle(
        id=stamp.id,
        recorded_at=stamp.at,
        number=journal.next_number,
        questions=(Question(text=question, on=day),),
        group=parent.group,
        tags=parent.tags,
        standards=parent.standards,
        privacy=parent.privacy,
        grew_from=parent.id,
    )
