"""`enquiry staffroom`: the page of what lies in a folder now, shown to whoever leads or written for all.

The terminal shows it to its reader alone. What is written is for others: one's own enquiry stands in it where it was
named or shared with the school, and names are settled as in all that leaves.
"""

from collections.abc import Mapping
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from enquiry.cli.privacy.leaving import NameOptions, settle_text_names
from enquiry.cli.session import Session
from enquiry.cli.staffroom.leader_gift import hold_unshared
from enquiry.cli.summary.formats import SummaryFormat, is_slow_format, render_summary, resolve_summary_format
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.insight.privacy.places import PlacedText
from enquiry.insight.readings.known import list_known_readings
from enquiry.insight.staffroom.layout import MEETING, PAGE, TITLES, lay_out_staffroom
from enquiry.insight.staffroom.offer import mend_gift, offer_enquiries
from enquiry.insight.staffroom.page import Staffroom, build_staffroom
from enquiry.model.colleagues.offer import GivenAsk, GivenEnquiry, GivenReading, StaffroomGift
from enquiry.store.outlet import OWN_COPY, NameClearance

if TYPE_CHECKING:
    from enquiry.model.journal import Journal

_Given = GivenEnquiry | GivenAsk | GivenReading
_FORMS = ("meeting", "page")
_MOST_SAID = 8
"""How many files that were passed over are named."""


class StaffroomFormat(StrEnum):
    """What a page can be written as: as a summary can, but for the tables, since it counts nobody."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    TEXT = "text"
    JSON = "json"


class StaffroomOptions(NamedTuple):
    """What was said of a page: one's own cycles, what it is for, and the file it goes to."""

    own: list[str] | None
    form: str
    output: Path | None
    kind: SummaryFormat | None
    force: bool
    names: NameOptions


def settle_staffroom_form(raw: str | None) -> str:
    """Return what the page is for. Raises UsageMistake for what it can't be for."""
    if raw is None or raw.casefold() in ("page", PAGE):
        return PAGE
    if raw.casefold() == MEETING:
        return MEETING
    words = f"“{raw}” is nothing that a staffroom is for.{suggest_nearest(raw, _FORMS)}"
    raise UsageMistake(words, f"Give --for {MEETING}, or leave it out for the page itself.")


def settle_staffroom_kind(output: Path | None, kind: StaffroomFormat | None) -> SummaryFormat | None:
    """Return the format of the file, or None for the terminal. Raises UsageMistake for a table, which it is not."""
    found = resolve_summary_format(output, SummaryFormat(kind) if kind else None)
    if found in (SummaryFormat.CSV, SummaryFormat.CSV_MEASURES):
        raise UsageMistake(
            "A staffroom is no table: it counts nobody.", "Write .html, .docx, .pdf, .md, .txt or .json."
        )
    return found


def refuse_without_file(session: Session, said: StaffroomOptions, needing: Mapping[str, bool]) -> None:
    """Raise UsageMistake for options that need a file where none was named, and for a form that can't be shown so."""
    if said.form == MEETING and (said.kind is SummaryFormat.JSON or (session.json and not said.output)):
        words = "--for meeting is a paper to talk by, and JSON holds the page alone."
        raise UsageMistake(words, "Leave out one of the two.")
    if said.output:
        return
    if flag := next((name for name, given in needing.items() if given), ""):
        raise UsageMistake(f"{flag} was given, but no file.", f"Name it with -o FILE, or leave {flag} out.")
    if not said.kind:
        if said.names.read_decision():
            words = "What becomes of names is said of what goes to others, and this is shown to you."
            raise UsageMistake(words, "Name a file with -o, or leave it out.")
    elif session.plain or (session.json and said.kind is not SummaryFormat.JSON):
        switch = "--plain" if session.plain else "--json"
        raise UsageMistake(f"{switch} and --format {said.kind} contradict each other.", "Give one of them.")
    elif not said.kind.is_text and session.stdout.isatty():
        raise UsageMistake(f"A {said.kind} document can't be shown here.", f"Name a file: -o staffroom.{said.kind}")


def read_staffroom(session: Session, folder: Path, said: StaffroomOptions) -> tuple[Staffroom, NameClearance]:
    """Return the page of what lies in a folder now, with the clearance to write it where it goes to a file.

    Raises NotFound, UsageMistake and CannotRead for the folder, and NamesWouldLeave.
    """
    from enquiry.cli.progress import track_progress
    from enquiry.exchange.staffroom.folder import read_gifts

    journal = session.load_journal_or_empty()
    if said.output:
        session.outlet.refuse_own(said.output)  # before it is read, or anybody asked
    own = _choose_own(session, journal, said)
    with track_progress(session, "Reading the gifts", "files") as follow:
        found = read_gifts(folder, follow)
    for words in found.passed_over[:_MOST_SAID]:
        session.say(f"Passed over: {words}")
    if len(found.passed_over) > _MOST_SAID:
        session.say(f"And {len(found.passed_over) - _MOST_SAID} more files were passed over.")
    gifts, clearance = [own, *found.gifts], OWN_COPY
    if said.output or said.kind:
        gifts, clearance = _settle_names(session, journal, gifts, said.names)
    mine = (question.text for cycle in journal.kept for question in cycle.questions)
    return build_staffroom(gifts[1:], gifts[0], mine), clearance


def _choose_own(session: Session, journal: "Journal", said: StaffroomOptions) -> StaffroomGift:
    """Return what stands first: the cycles that were named, else the current one, in a file where it was shared."""
    named = [cycle for name in said.own or () for cycle in journal.find_cycles(name)]
    chosen = named or ([journal.current] if journal.current else [])
    cycles = tuple({cycle.id: cycle for cycle in chosen}.values())
    offer = offer_enquiries(cycles, known=list_known_readings(journal))
    if said.output or said.kind:
        offer = hold_unshared(session, offer, {cycle.number for cycle in named})
    return offer.gift


def _settle_names(
    session: Session, journal: "Journal", gifts: list[StaffroomGift], names: NameOptions
) -> tuple[list[StaffroomGift], NameClearance]:
    """Return gifts in which names are as was decided; what is held back for one goes whole."""
    said = [one for gift in gifts for one in chain[_Given](gift.enquiries, gift.asks, gift.readings)]
    texts = [text for one in said for text in _list_own_texts(one)]
    placed = [PlacedText("", "the staffroom", text) for text in dict.fromkeys(texts)]
    cleared = settle_text_names(session, journal, placed, names)
    kept = [
        replace(
            gift,
            enquiries=tuple(one for one in gift.enquiries if cleared.held.isdisjoint(_list_own_texts(one))),
            asks=tuple(one for one in gift.asks if cleared.held.isdisjoint(_list_own_texts(one))),
            readings=tuple(one for one in gift.readings if cleared.held.isdisjoint(_list_own_texts(one))),
        )
        for gift in gifts
    ]
    return [mend_gift(gift, cleared.mend) for gift in kept], cleared.clearance


def _list_own_texts(one: _Given) -> list[str]:
    if isinstance(one, GivenReading):
        return [text for text in (one.text, one.expects, one.tried, one.why) if text]
    if isinstance(one, GivenAsk):
        return [text for text in (one.text, one.came_of_it) if text]
    return [text for text in (one.question, one.because, *one.tags) if text]


def hand_over_staffroom(
    session: Session, room: Staffroom, said: StaffroomOptions, clearance: NameClearance
) -> Path | None:
    """Show the page, or write it into a file, and return that. Raises CannotWrite and NotInstalled."""
    from enquiry.answers.answer import project
    from enquiry.answers.gifts import StaffroomAnswer
    from enquiry.answers.journal import WrittenAnswer
    from enquiry.documents import RenderedDocument
    from enquiry.exchange.encoding import encode_answer
    from enquiry.presets import load_standards
    from enquiry.views.summary.document import draw_summary, format_block_lines

    standards = load_standards(session.places.standards)
    found = ((code, standards.find_title(code, session.today)) for code in room.standards)
    titles = {code: title for code, title in found if title != code}  # of some standards the code says it all
    document = lay_out_staffroom(room, session.today, said.form, titles)
    if not said.kind:
        session.show(
            document,
            view=draw_summary,
            plain=lambda one: format_block_lines(one.blocks),
            data=lambda _: project(StaffroomAnswer, room),
        )
        return None
    if is_slow_format(said.kind):
        session.say("A browser is asked to print it, which takes a few seconds.")
    made = (
        RenderedDocument(encode_answer(project(StaffroomAnswer, room)))
        if said.kind is SummaryFormat.JSON
        else render_summary(document, said.kind, session.outlet.open_private_folder)
    )
    if said.output is None:
        session.hand_over(made.data)
        return None
    session.outlet.write_file(said.output, made.data, clearance, overwrite=said.force)
    for words in made.said:
        session.say(words)
    session.say(f"{TITLES[said.form]} was written to {said.output}.")
    if session.json:
        session.answer(WrittenAnswer(said.output, said.kind.value))
    return said.output
