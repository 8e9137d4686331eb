"""Receipts: what was saved said back, with its first line as it was saved and what comes next.

A terminal gets all of it; a pipe the short line alone, which is stable.
"""

import re
from collections.abc import Iterable
from contextlib import suppress

from enquiry.cli.messages import MessageLayout, lay_out_message, measure_cells, wrap_words
from enquiry.cli.session import Session
from enquiry.model.choices import CycleState, EvidenceKind, Privacy
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, AnyEntry, Entry, Evidence
from enquiry.model.field import FieldType
from enquiry.model.fields import list_fields
from enquiry.model.journal import Journal, JournalItem
from enquiry.unsafe_chars import flatten_text, format_for_stream, show_on_one_line

MOST_LINES = 3
"""Lines of the terminal that the first line of what was saved may take."""

_UNSAID = (None, EvidenceKind.NOTICING, Privacy.PRIVATE)
"""What an entry holds where nobody chose."""

_THEN = re.compile(r"(?:; |(?<=\.) )(?=[^.;:]*: enquiry )")
"""Where a receipt goes on to say what could be done next."""


def say_receipt(session: Session, thing: JournalItem, words: str) -> None:
    """Say what was done with a thing: its name in colour, and the first line of what it holds, as it was saved."""
    layout = session.message_layout
    if session.quiet or not layout:
        session.say(words)
        return
    name, text = (str(thing.number), thing.question) if isinstance(thing, Cycle) else (thing.name, thing.text)
    if isinstance(thing, Cycle):  # its question is told whole once: in the words, or beneath them
        is_cut = f"{name} · " in words and flatten_text(text) not in words
        text, words = (text, re.sub(rf"(?<=\b{name}) · .*…", "", words)) if is_cut else ("", words)
    said, *then = _THEN.split(words, 1)
    told = lay_out_message(show_on_one_line(said), layout)
    named = rf"(?<![\w.]){re.escape(name)}(?![\w.]*\d)"
    lines = [re.sub(named, lambda found: layout.paint(found[0], "accent"), told, count=1)]
    lines += lay_out_first_line(text, layout) if text else []
    lines += [f"  {layout.paint(line, 'quiet')}" for line in wrap_words(list_choices(thing), layout.width - 2)]
    lines += [lay_out_message(show_on_one_line(f"{more[0].upper()}{more[1:]}"), layout) for more in then]
    _write_lines(session, lines)


def list_choices(thing: JournalItem) -> list[str]:
    """Return the choices made of an entry as they were understood, but for those that nobody had to make."""
    rows = list_fields(thing.kind.value) if isinstance(thing, Entry) else ()
    chosen = ((one.option, getattr(thing, one.target)) for one in rows if one.type is FieldType.CHOICE and one.initial)
    made = [f"{option} {choice}" for option, choice in chosen if choice not in _UNSAID]
    return " · ".join(made).split(" ") if made else []


def lay_out_first_line(text: str, layout: MessageLayout) -> list[str]:
    """Return the first line of a text as it was saved, and how many words there are where that is not all of it."""
    first, *more = text.splitlines()
    lines = wrap_words(show_on_one_line(first.expandtabs(4)).split(" "), layout.width - 2)
    if more or len(lines) > MOST_LINES:
        rest = f"… {len(text.split())} words"
        kept, room = lines[:MOST_LINES], layout.width - 3 - len(rest)
        while measure_cells(kept[-1]) > room and " " in kept[-1]:
            kept[-1] = kept[-1].rpartition(" ")[0]
        lines = [*kept[:-1], f"{kept[-1]} {layout.paint(rest, 'quiet')}"]
    return [f"  {line}" for line in lines]


def say_values(session: Session, entry: AnyEntry, journal: Journal) -> None:
    """Say at a terminal each value of a piece of evidence as it was read, with its unit."""
    layout = session.message_layout
    if not layout or session.quiet or not isinstance(entry, Evidence) or not entry.values:
        return
    from enquiry.insight.measures.series import build_point, format_point

    lines = list[str]()
    for value in entry.values:
        known = journal.find_measure(value.measure)
        unit, levels = (known.unit, known.levels) if known else ("", ())
        told = f"{value.measure} {format_point(build_point(entry, value, known), unit, levels)}"
        lines += wrap_words(show_on_one_line(told).split(" "), layout.width - 2)
    _write_lines(session, (f"  {layout.paint(line, 'quiet')}" for line in lines))


def _write_lines(session: Session, lines: Iterable[str]) -> None:
    """Write lines that are laid out already; an error stream that is gone is no reason to fail what was saved."""
    with suppress(OSError):
        session.stderr.write(format_for_stream(session.stderr, "".join(f"{line}\n" for line in lines)))


def say_next(session: Session, cycle: Cycle, journal: Journal) -> None:
    """Say at a terminal what comes next in a cycle, as the pulse knows it, unless an act has its own reminder."""
    layout = session.message_layout
    if not layout or session.quiet or session.json or cycle.state is not CycleState.OPEN:
        return
    from enquiry.command_lines import format_command
    from enquiry.insight.pulse.evaluate import build_pulse
    from enquiry.insight.pulse.plan import build_baseline_reminder

    if isinstance(cycle.entries[-1] if cycle.entries else None, Action) and build_baseline_reminder(cycle):
        return
    pulse = build_pulse(cycle, journal, session.load_school_calendar(journal), session.today, session.config.pulse)
    words = f"Next: {pulse.next.words[0].lower()}{pulse.next.words[1:]}"
    for line in wrap_words(words.split(), layout.width):
        session.stderr.write(f"{layout.paint(line, 'quiet')}\n")
    if not cycle.kept or any(sign.asks and sign.next for sign in pulse.signs):
        session.tell(f"  {format_command(pulse.next.act)}")


def say_what_gives_way(session: Session, journal: Journal) -> None:
    """Say at a terminal, once in a school year, that more was begun in it than stopped, and ask what could give way."""
    if not session.message_layout or session.quiet or session.json or len(journal.open) < 2:
        return
    from enquiry.command_lines import format_command
    from enquiry.errors import CannotWrite
    from enquiry.insight.balance import build_balance, suggest_making_room
    from enquiry.store.remembered import OfferMemory, keep_memory, read_memory

    year, place = session.load_school_calendar(journal).find_year(session.today), session.journal_file
    line = suggest_making_room(build_balance(journal.kept, year.period))
    if line and read_memory(OfferMemory, place, session.places.state).room != year.label:
        session.say(f"{line.words} {format_command(line.act)}")
        with suppress(CannotWrite):  # then it is said again
            keep_memory(OfferMemory, place, session.places.state, room=year.label)
