"""What `enquiry summary` asks for: a reader, a time, and what may leave."""

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from enquiry.cli.names import resolve_item
from enquiry.cli.search.filters import build_filter_query, join_query_words
from enquiry.cli.session import Session
from enquiry.command_lines import format_command
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal, LooseNote

if TYPE_CHECKING:
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


class DisclosureOptions(NamedTuple):
    """The options that say what may leave, as they were typed."""

    share: list[str] | None = None
    include: list[str] | None = None
    hold: list[str] | None = None


def prepare_requested_summary(
    session: Session, query: list[str] | None, reader: str, as_at: str | None, leaving: DisclosureOptions
) -> "PreparedSummary":
    """Return the summary that was asked for, ready to be written.

    Raises NotFound for an unknown reader, cycle or entry, and UsageMistake for a time that begins after the day it is
    told as at, or for letting go what goes to no one.
    """
    from enquiry.insight.summary.build import prepare_summary
    from enquiry.insight.summary.reader import DefaultWindow
    from enquiry.presets import load_reader

    journal = session.load_journal()
    asked = _build_summary_request(session, journal, load_reader(reader, session.places.readers), query, as_at)
    made = prepare_summary(asked._replace(sharing=_resolve_disclosure(asked, leaving)))
    words, year = asked.calendar.words, asked.calendar.find_year(asked.as_at).period
    if asked.reader.window is DefaultWindow.MEETING and asked.window == year and not session.filters.has_time:
        hint = f"To begin at your last {words.review_meeting}: enquiry config meeting DAY"
        session.say(f"It tells of the whole {words.year}. {hint}")
    return made


def _build_summary_request(
    session: Session, journal: Journal, reader: "Reader", typed: list[str] | None, as_at: str | None
) -> "SummaryRequest":
    """Return what was asked for, before it is said what may leave."""
    from enquiry.dates.parse import read_day
    from enquiry.dates.period import spell, spell_period
    from enquiry.insight.summary.value import SummaryRequest
    from enquiry.presets import load_standards
    from enquiry.query.select import select

    calendar = session.load_school_calendar(journal)
    day = read_day(as_at, today=session.today, calendar=calendar) if as_at is not None else session.today
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
    entries, held = set[str](), set[str]()
    for names, chosen in ((leaving.include, entries), (leaving.hold, held)):
        for name in names or ():
            item = resolve_item(journal, name)
            if isinstance(item, Cycle | LooseNote):
                hint = "Name an entry, such as 7.4; a cycle goes with --share."
                raise UsageMistake(f"“{name}” names no entry of a cycle.", hint)
            chosen.add(item.name)
    if both := sorted(entries & held):
        raise UsageMistake(f"{both[0]} is both included and held.", "Give one of --include and --hold for it.")
    outside = [f"Cycle {cycle}" for cycle in sorted(cycles - found)]
    outside += sorted((entries | held) - {entry.name for entry in selection.entries})
    if outside:
        hint = "Leave it out, or ask for a wider time and choice."
        raise UsageMistake(f"{outside[0]} is not among what is asked for.", hint)
    return DisclosureOverrides(frozenset(cycles), frozenset(entries), frozenset(held))
