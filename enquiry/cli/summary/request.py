"""What `enquiry summary` asks for: a reader, a time, and what may leave."""

from typing import TYPE_CHECKING, NamedTuple

from enquiry.cli.names import thing_named
from enquiry.cli.search.filters import Choice, query_from, typed_query
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal, LooseNote

if TYPE_CHECKING:
    from datetime import date

    from enquiry.dates.calendar import Calendar
    from enquiry.dates.period import Period
    from enquiry.insight.summary.build import Asked, Prepared
    from enquiry.insight.summary.disclosure import Sharing
    from enquiry.insight.summary.reader import Reader
    from enquiry.query.select import Selection

OWNER = "self"
"""The reader where none is named."""

ALL = "all"
"""Every cycle, as `--share` names them."""


class Leaving(NamedTuple):
    """The options that say what may leave, as they were typed."""

    share: list[str] | None = None
    include: list[str] | None = None
    hold: list[str] | None = None

    @property
    def given(self) -> str:
        """The first of them that was given, or nothing."""
        pairs = (("--share", self.share), ("--include", self.include), ("--hold", self.hold))
        return next((name for name, value in pairs if value), "")


def prepared(
    session: Session, choice: Choice, query: list[str] | None, reader: str, as_at: str | None, leaving: Leaving
) -> "Prepared":
    """Return the summary that was asked for, ready to be written.

    Raises NotFound for an unknown reader, cycle or entry, and UsageMistake for a time that begins after the day it is
    told as at, or for letting go what goes to no one.
    """
    from enquiry.insight.summary.build import prepare
    from enquiry.presets import load_reader

    journal = session.journal()
    told = load_reader(reader, session.places.readers)
    asked = _asked(session, journal, told, choice, query, as_at)
    sharing = _sharing(told, asked.selection, journal, leaving)
    _refuse_elsewhere(asked.selection, sharing)
    made = prepare(asked._replace(sharing=sharing))
    _say_since_when(session, asked, choice)
    return made


def _asked(
    session: Session, journal: Journal, reader: "Reader", choice: Choice, typed: list[str] | None, as_at: str | None
) -> "Asked":
    """Return what was asked for, before it is said what may leave."""
    from enquiry.dates.parse import read_day
    from enquiry.insight.summary.build import Asked
    from enquiry.presets import load_standards
    from enquiry.query.select import select

    calendar = session.calendar(journal)
    day = read_day(as_at, today=session.today, calendar=calendar) if as_at is not None else session.today
    query = query_from(session, journal, choice, typed)
    window = query.window or _window(reader, journal, calendar, day)
    _refuse_later(window, day)
    return Asked(
        selection=select(journal, query._replace(window=window)),
        journal=journal,
        calendar=calendar,
        reader=reader,
        window=window,
        as_at=day,
        title=_title(window, calendar),
        chosen=_chosen(choice, typed),
        standards=load_standards(session.places.standards),
        rules=session.config.pulse,
    )


def _say_since_when(session: Session, asked: "Asked", choice: Choice) -> None:
    """Say how a summary for the review meeting would begin at the last one, where nobody has said when that was."""
    from enquiry.insight.summary.reader import Reach

    words, year = asked.calendar.words, asked.calendar.year_of(asked.as_at).period
    dated = any(day is not None for day in (choice.year, choice.term, choice.since, choice.until))
    if asked.reader.window is Reach.MEETING and asked.window == year and not dated:
        hint = f"To begin at your last {words.review_meeting}: enquiry config meeting DAY"
        session.say(f"It tells of the whole {words.year}. {hint}")


def _refuse_later(window: "Period", day: "date") -> None:
    from enquiry.dates.period import spell

    if window.begin > day:
        words = f"The time asked for begins on {spell(window.begin)}, after {spell(day)}, the day it is told as at."
        raise UsageMistake(words, "Name an earlier time, or a later --as-at.")


def _window(reader: "Reader", journal: Journal, calendar: "Calendar", day: "date") -> "Period":
    """Return the time a reader is told of where none was named."""
    from dateutil.relativedelta import relativedelta

    from enquiry.dates.period import Period
    from enquiry.insight.summary.reader import Reach

    meeting = journal.settings.meeting
    match reader.window:
        case Reach.MEETING if meeting and meeting <= day:
            return Period.through(meeting, day)
        case Reach.YEARS:
            return Period.through(day - relativedelta(years=reader.years), day)
        case Reach.JOURNAL:
            return Period.through(min([day, *(cycle.began_on for cycle in journal.kept)]), day)
    return calendar.year_of(day).period


def _title(window: "Period", calendar: "Calendar") -> str:
    from enquiry.dates.period import spell_period

    named = calendar.year_of(window.begin)
    return f"{calendar.words.year} {named.label}" if window == named.period else spell_period(window)


def _chosen(choice: Choice, typed: list[str] | None) -> str:
    """Return in words what the summary was narrowed to, beside its window."""
    words = [f"tag {tag}" for tag in choice.tags or ()] + [f"kind {kind}" for kind in choice.kinds or ()]
    words += [f"cycle {cycle}" for cycle in choice.cycles if cycle]
    return ", ".join([*words, *([f"query {typed_query(typed)}"] if typed else [])])


def _sharing(reader: "Reader", selection: "Selection", journal: Journal, leaving: Leaving) -> "Sharing":
    """Return what is let go and held back for this one document, checked to be there."""
    from enquiry.insight.summary.disclosure import Sharing

    if reader.owner and leaving.given:
        words = f"{leaving.given} lets things go to a reader, but this summary stays with you."
        raise UsageMistake(words, "Say for whom it is, such as --for prd, or leave it out.")
    share = leaving.share or []
    every = {one.cycle.number for one in selection.found} if ALL in share else set()
    cycles = every | {journal.cycle(name).number for name in share if name != ALL}
    entries, held = ({_entry(journal, name) for name in names or ()} for names in (leaving.include, leaving.hold))
    if both := sorted(entries & held):
        raise UsageMistake(f"{both[0]} is both included and held.", "Give one of --include and --hold for it.")
    return Sharing(frozenset(cycles), frozenset(entries), frozenset(held))


def _refuse_elsewhere(selection: "Selection", sharing: "Sharing") -> None:
    """Raise UsageMistake for something let go or held back that the summary does not tell of at all."""
    found = {one.cycle.number for one in selection.found}
    named = {entry.name for entry in selection.entries}
    hint = "Leave it out, or ask for a wider time and choice."
    for cycle in sorted(sharing.cycles - found):
        raise UsageMistake(f"Cycle {cycle} is not among what is asked for.", hint)
    for entry in sorted((sharing.entries | sharing.held) - named):
        raise UsageMistake(f"{entry} is not among what is asked for.", hint)


def _entry(journal: Journal, name: str) -> str:
    thing = thing_named(journal, name)
    if isinstance(thing, Cycle | LooseNote):
        raise UsageMistake(
            f"“{name}” names no entry of a cycle.", "Name an entry, such as 7.4; a cycle goes with --share."
        )
    return thing.name
