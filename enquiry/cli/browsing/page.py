"""What `enquiry open` lays out as a page, and how the page is shown."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from enquiry.cli.output import open_file
from enquiry.cli.search.filters import build_filter_query, format_query_source
from enquiry.cli.session import Session
from enquiry.command_lines import format_command
from enquiry.dates.period import Period
from enquiry.query.select import Selection, select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enquiry.dates.calendar import Calendar
    from enquiry.documents.journal_page import JournalPage
    from enquiry.insight.summary.blocks import AnyBlock
    from enquiry.model.journal import Journal


def build_journal_page(session: Session, words: list[str] | None) -> "JournalPage":
    """Return the page of what the words and the filters select, of the whole journal where there are none.

    Raises as `build_filter_query` does.
    """
    from enquiry.documents.journal_page import JournalPage
    from enquiry.views.show import list_facts

    journal = session.load_journal()
    calendar = session.load_school_calendar(journal)
    selection = select(journal, build_filter_query(session, journal, session.filters, words))
    pictures = draw_pictures(session, journal, calendar, selection)
    chosen = format_query_source(session.filters, words)
    return JournalPage(selection, journal, calendar, session.today, list_facts, pictures, chosen)


def draw_pictures(
    session: Session, journal: "Journal", calendar: "Calendar", selection: Selection
) -> "dict[int, Sequence[AnyBlock]]":
    """Return the timeline and the measures of each cycle, by its number: those of a summary for oneself."""
    from enquiry.cli.summary.request import OWNER
    from enquiry.insight.summary.blocks import Heading
    from enquiry.insight.summary.build import prepare_summary
    from enquiry.insight.summary.reader import Section, SectionContent, SectionSpec
    from enquiry.insight.summary.value import SummaryRequest
    from enquiry.presets import load_reader

    days = [session.today, *(entry.happened_on for entry in selection.entries)]
    window = Period.through(min([*days, *(found.cycle.began_on for found in selection.found)]), max(days))
    each = (
        SectionSpec(heading="The timeline", holds=(SectionContent.TIMELINE,)),
        SectionSpec(heading="Values", holds=(SectionContent.VALUES,)),
    )
    reader = replace(load_reader(OWNER, session.places.readers), sections=(Section(each_cycle=each),))
    asked = SummaryRequest(
        selection=selection._replace(query=replace(selection.query, window=selection.query.window or window)),
        journal=journal,
        calendar=calendar,
        reader=reader,
        window=selection.query.window or window,
        as_at=max(days),
        title="",
        word=format_command,
        rules=session.config.pulse,
    )
    held: dict[int, list[AnyBlock]] = {}
    number = 0
    for block in prepare_summary(asked).summary.blocks:
        if isinstance(block, Heading) and block.level < 3:
            number = block.cycle or 0
        else:
            held.setdefault(number, []).append(block)
    return dict(held)


def show_page(session: Session, page: Path, *, kept: bool) -> None:
    """Show a page that was written with the program the system opens it with, and say where it lies.

    One that was put where a person named it is `kept` for them, and only said.
    """
    from enquiry.answers.journal import WrittenAnswer
    from enquiry.views.layout import draw_pairs, format_pairs_lines

    session.show(
        {"page": str(page)}, view=draw_pairs, plain=format_pairs_lines, data=lambda _: WrittenAnswer(page, "html")
    )
    if kept:
        return
    if trouble := open_file(page, session.environ):
        session.say(trouble)
    session.say("It is for you alone: it holds the whole journal, and the next one takes its place.")
    session.say("Where your browser may not read it there: enquiry open -o journal.html")
