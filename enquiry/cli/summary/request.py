"""What `enquiry summary` is asked for: a reader, a time, and the day as at which it is told."""

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from enquiry.cli.search.filters import build_filter_query, join_query_words
from enquiry.cli.session import Session
from enquiry.command_lines import format_command
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enquiry.dates.calendar import Calendar
    from enquiry.dates.period import Period
    from enquiry.insight.summary.reader import Reader
    from enquiry.insight.summary.value import SummaryRequest

OWNER = "self"
"""The reader where none is named."""


class AsAtOptions(NamedTuple):
    """The day as at which things are told, as it was typed, and whether what was typed later goes in too."""

    day: str | None = None
    later: bool = False


def read_summary_request(
    session: Session, query: list[str] | None, reader: str, as_at: AsAtOptions, *, replay: bool = False
) -> "SummaryRequest":
    """Return what summary was asked for, before it is said what may leave; with `replay` decisions as they stood, too.

    Raises NotFound for an unknown reader, cycle or entry, and UsageMistake for a day to come, or for a time that begins
    after the day it is told as at.
    """
    from enquiry.insight.summary.reader import SectionContent
    from enquiry.insight.summary.replays import add_replay_section, add_replays
    from enquiry.presets import list_presets, load_reader

    own = session.places.readers
    if reader not in (known_readers := list_presets("readers", own)):
        from enquiry.cli.choosing import resolve_choice

        def explain(names: "Sequence[str]") -> dict[str, str]:
            return {name: load_reader(name, own).about for name in names}

        reader = resolve_choice(session, "--for", reader, known_readers, explain)
    told = load_reader(reader, own)
    told = add_replay_section(told) if replay else told
    known = _load_known_journal(session, as_at)
    asked = _build_summary_request(session, *known, told, query)._replace(later=as_at.later)
    return add_replays(asked, *session.load_history()) if SectionContent.REPLAY in told.parts else asked


def say_usual_window(session: Session, asked: "SummaryRequest") -> None:
    """Say how a summary for a review meeting would begin at the last one, where that day is not known."""
    from enquiry.insight.summary.reader import DefaultWindow

    words, year = asked.calendar.words, asked.calendar.find_year(asked.as_at).period
    if asked.reader.window is DefaultWindow.MEETING and asked.window == year and not session.filters.has_time:
        hint = f"To begin at your last {words.review_meeting}: enquiry config meeting DAY"
        session.say(f"It tells of the whole {words.year}. {hint}")


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
    """Return what was asked for as at a day."""
    from enquiry.dates.period import spell, spell_period
    from enquiry.insight.summary.value import SummaryRequest
    from enquiry.presets import load_language, load_standards
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
        language=load_language(reader.language, session.places.languages),
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
