"""What `enquiry summary` asks for: a reader, a time, and what may leave."""

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from enquiry.cli.names import resolve_item
from enquiry.cli.search.filters import build_filter_query, join_query_words
from enquiry.cli.session import Session
from enquiry.command_lines import format_command
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal, LooseNote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enquiry.dates.calendar import Calendar
    from enquiry.dates.period import Period
    from enquiry.insight.summary.disclosure import DisclosureOverrides
    from enquiry.insight.summary.reader import Reader
    from enquiry.insight.summary.value import PreparedSummary, SummaryRequest

OWNER = "self"
"""The reader where none is named."""

ALL = "all"
"""Every cycle, as `--share` names them."""


class AsAtOptions(NamedTuple):
    """The day as at which things are told, as it was typed, and whether what was typed later goes in too."""

    day: str | None = None
    later: bool = False


class DisclosureOptions(NamedTuple):
    """The options that say what may leave, as they were typed."""

    share: list[str] | None = None
    include: list[str] | None = None
    hold: list[str] | None = None


def prepare_requested_summary(
    session: Session, query: list[str] | None, reader: str, as_at: AsAtOptions, leaving: DisclosureOptions
) -> "PreparedSummary":
    """Return the summary that was asked for, ready to be written.

    Raises NotFound for an unknown reader, cycle or entry, and UsageMistake for a day to come, for a time that begins
    after the day it is told as at, or for letting go what goes to no one.
    """
    from enquiry.insight.summary.build import prepare_summary
    from enquiry.insight.summary.reader import DefaultWindow
    from enquiry.presets import list_presets, load_reader

    own = session.places.readers
    if reader not in (known_readers := list_presets("readers", own)):
        from enquiry.cli.choosing import resolve_choice

        def explain(names: "Sequence[str]") -> dict[str, str]:
            return {name: load_reader(name, own).about for name in names}

        reader = resolve_choice(session, "--for", reader, known_readers, explain)
    told = load_reader(reader, own)
    known = _load_known_journal(session, as_at)
    asked = _build_summary_request(session, *known, told, query)._replace(later=as_at.later)
    made = prepare_summary(asked._replace(sharing=_resolve_disclosure(asked, leaving)))
    words, year = asked.calendar.words, asked.calendar.find_year(asked.as_at).period
    if asked.reader.window is DefaultWindow.MEETING and asked.window == year and not session.filters.has_time:
        hint = f"To begin at your last {words.review_meeting}: enquiry config meeting DAY"
        session.say(f"It tells of the whole {words.year}. {hint}")
    return made


def _load_known_journal(session: Session, as_at: AsAtOptions) -> "tuple[Journal, date]":
    """Return the journal as it was known at the end of the day that is asked for, and that day."""
    from enquiry.dates.parse import read_day
    from enquiry.dates.period import spell
    from enquiry.insight.history.recall import recall_journal

    if as_at.day is None:
        if as_at.later:
            hint = "Name the day: --as-at 2025-10-01 --typed-later."
            raise UsageMistake("--typed-later is for a summary as at an earlier day.", hint)
        return session.load_journal(), session.today
    journal, steps = session.load_history()
    day = read_day(as_at.day, today=session.today, calendar=session.load_school_calendar(journal))
    if day > session.today:
        words = f"“{as_at.day}” is {spell(day, weekday=True)}, which is yet to come."
        raise UsageMistake(words, "Name today or an earlier day; leave --as-at out for today.")
    return recall_journal(journal, steps, day, later=as_at.later), day


def _build_summary_request(
    session: Session, journal: Journal, day: "date", reader: "Reader", typed: list[str] | None
) -> "SummaryRequest":
    """Return what was asked for as at a day, before it is said what may leave."""
    from enquiry.dates.period import spell, spell_period
    from enquiry.insight.summary.value import SummaryRequest
    from enquiry.presets import load_standards
    from enquiry.query.select import select

    calendar = session.load_school_calendar(journal)
    query = build_filter_query(session, journal, session.filters, typed)
    window = query.window or _choose_window(reader, journal, calendar, day)
    if window.begin > day:
        words = f"The time asked for begins on {spell(window.begin)}, after {spell(day)}, the day it is told as at."
        raise UsageMistake(words, "Name an earlier time, or a later --as-at.")
    year, filters = calendar.find_year(window.begin), session.filters
    narrowed = [f"tag {tag}" for tag in filters.tags] + [f"kind {kind}" for kind in filters.kinds]
    narrowed += [f"cycle {cycle}" for cycle in filters.cycles]
    narrowed += [f"query {join_query_words(typed)}"] if typed else []
    return SummaryRequest(
        word=format_command,
        selection=select(journal, replace(query, window=window)),
        journal=journal,
        calendar=calendar,
        reader=reader,
        window=window,
        as_at=day,
        title=f"{calendar.words.year} {year.label}" if window == year.period else spell_period(window),
        chosen=", ".join(narrowed),
        standards=load_standards(session.places.standards),
        rules=session.config.pulse,
    )


def _choose_window(reader: "Reader", journal: Journal, calendar: "Calendar", day: "date") -> "Period":
    """Return the time a reader is told of where none was named."""
    from dateutil.relativedelta import relativedelta

    from enquiry.dates.period import Period
    from enquiry.insight.summary.reader import DefaultWindow

    meeting = journal.settings.meeting
    match reader.window:
        case DefaultWindow.MEETING if meeting and meeting <= day:
            return Period.through(meeting, day)
        case DefaultWindow.YEARS:
            return Period.through(day - relativedelta(years=reader.years), day)
        case DefaultWindow.JOURNAL:
            return Period.through(min([day, *(cycle.began_on for cycle in journal.kept)]), day)
    return calendar.find_year(day).period


def _resolve_disclosure(asked: "SummaryRequest", leaving: DisclosureOptions) -> "DisclosureOverrides":
    """Return what is let go and held back for this one document, checked to be among what is asked for."""
    from enquiry.insight.summary.disclosure import DisclosureOverrides

    journal, selection = asked.journal, asked.selection
    given = [name for name, names in zip(("--share", "--include", "--hold"), leaving, strict=True) if names]
    if asked.reader.owner and given:
        words = f"{given[0]} lets things go to a reader, but this summary stays with you."
        raise UsageMistake(words, "Say for whom it is, such as --for prd, or leave it out.")
    share, found = leaving.share or [], {one.cycle.number for one in selection.found}
    cycles = {cycle.number for name in share if name != ALL for cycle in journal.find_cycles(name)}
    cycles |= found if ALL in share else set()
    own = [name for name in leaving.hold or () if ":" in name]
    fields = frozenset(_resolve_held_field(journal, name) for name in own)
    entries, held = set[str](), set[str]()
    for names, chosen in ((leaving.include, entries), ([n for n in leaving.hold or () if n not in own], held)):
        for name in names or ():
            item = resolve_item(journal, name)
            if isinstance(item, Cycle | LooseNote):
                hint = "Name an entry, such as 7.4; a cycle goes with --share."
                raise UsageMistake(f"“{name}” names no entry of a cycle.", hint)
            chosen.add(item.name)
    if both := sorted(entries & held):
        raise UsageMistake(f"{both[0]} is both included and held.", "Give one of --include and --hold for it.")
    outside = [f"Cycle {cycle}" for cycle in sorted((cycles | {cycle for cycle, _ in fields}) - found)]
    outside += sorted((entries | held) - {entry.name for entry in selection.entries})
    if outside:
        hint = "Leave it out, or ask for a wider time and choice."
        raise UsageMistake(f"{outside[0]} is not among what is asked for.", hint)
    return DisclosureOverrides(frozenset(cycles), frozenset(entries), frozenset(held), fields)


def _resolve_held_field(journal: Journal, name: str) -> tuple[int, str]:
    """Return the cycle's number and the field that `7:asked-before` names.

    Raises UsageMistake for a field that no cycle has, or that this one has nothing in.
    """
    from enquiry.insight.summary.disclosure import HELD_BY_NAME

    named, _, field = name.partition(":")
    cycle = journal.find_cycle(named)
    if field not in HELD_BY_NAME:
        words = f"“{name}” names nothing that a cycle says of itself.{suggest_nearest(field, HELD_BY_NAME)}"
        raise UsageMistake(words, f"Name one of these after the colon: {', '.join(HELD_BY_NAME)}.")
    if len(getattr(cycle, {"versions": "questions"}.get(HELD_BY_NAME[field], field))) < 1 + (field == "asked-before"):
        hint = f"Leave it out; enquiry summary --dry-run lists what would leave of cycle {cycle.number}."
        raise UsageMistake(f"Cycle {cycle.number} has nothing in “{field}” to be held back.", hint)
    return cycle.number, field
