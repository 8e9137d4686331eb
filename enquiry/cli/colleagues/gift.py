"""`enquiry gift`: what goes is chosen and checked as for every summary, said, written, and kept in the register."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from enquiry.cli.given import Filters
from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import Session
from enquiry.cli.summary.formats import FORMAT_OF_SUFFIX, SummaryFormat, render_summary
from enquiry.cli.summary.handing_over import SummaryFile
from enquiry.cli.summary.questions import SharingQuestions, can_converse
from enquiry.cli.summary.request import AsAtOptions, read_summary_request
from enquiry.cli.summary.sharing import DisclosureOptions, format_disclosure, recall_disclosure, resolve_disclosure
from enquiry.cli.writing.values import say_understood_day
from enquiry.dates.parse import read_day
from enquiry.dates.period import Period, spell, spell_period
from enquiry.errors import NothingToTell, UsageMistake
from enquiry.insight.gifts.letter import AnswerWay, choose_deletion_day, list_told_entries, sign_gift
from enquiry.insight.gifts.register import describe_gift
from enquiry.model.colleagues.gift import Gift, name_next_gift
from enquiry.words import format_amount, join_words

if TYPE_CHECKING:
    from datetime import date

    from enquiry.cli.privacy.leaving import NameOptions
    from enquiry.insight.summary.value import PreparedSummary, SummaryRequest
    from enquiry.model.cycle import Cycle
    from enquiry.store.outlet import NameClearance

WAYS = {
    SummaryFormat.DOCX: AnswerWay.MARGIN,
    SummaryFormat.MARKDOWN: AnswerWay.LINES,
    SummaryFormat.TEXT: AnswerWay.LINES,
    SummaryFormat.HTML: AnswerWay.MAIL,
    SummaryFormat.PDF: AnswerWay.MAIL,
}
"""The formats of a gift, each with the way it is answered."""

MAX_TO = 200
"""Characters in which it is said for whom a gift is."""


class GiftTerms(NamedTuple):
    """For whom a gift is, in its owner's words, what is wished from them, and by when they are to delete it."""

    to: str
    wish: str
    delete_by: "date"


def settle_gift_file(
    session: Session, output: Path | None, template: Path | None, *, force: bool, dry_run: bool
) -> SummaryFile:
    """Return the file that was named, or is named at the terminal; none for a dry run.

    Raises UsageMistake for an ending that no gift has, for a template that has no say, and where no file is named, and
    CannotWrite for what is ours.
    """
    if output is None and not dry_run:
        if can_converse(session):
            asked = session.ask_line(
                "Into which file? Such as exchange.docx; .md, .txt, .html and .pdf are known, too."
            )
            output = Path(asked).expanduser() if asked else None
        if output is None:
            raise UsageMistake("A gift is a file, and none was named.", "Name one: -o exchange.docx")
    form = None
    if output:
        session.outlet.refuse_own(output)
        form = FORMAT_OF_SUFFIX.get(output.suffix.casefold())
    if output and form not in WAYS:
        endings = ", ".join(ending for ending, known in FORMAT_OF_SUFFIX.items() if known in WAYS)
        raise UsageMistake(f"“{output.name}” is no document to be read and answered.", f"End its name in {endings}.")
    if template and form is not SummaryFormat.DOCX:
        raise UsageMistake("--template is for Word documents.", "Write one, as in -o exchange.docx, or leave it out.")
    return SummaryFile(output, form, template, force)


def read_gift_request(
    session: Session, named: list[str] | None, reader: str, *, replay: bool = False
) -> "tuple[SummaryRequest, list[Cycle]]":
    """Return what is asked for: these cycles, or the current one, whole; and the cycles.

    With `replay` their decisions are told as they stood, too.

    Raises UsageMistake for a reader who is the owner, and as cycles and readers are resolved.
    """
    journal = session.load_journal()
    cycles = [cycle for name in named or () for cycle in journal.find_cycles(name)]
    if not cycles:
        cycles = [resolve_cycle(journal, None)]
        session.say(f"Cycle {cycles[0].number} · {cycles[0].question}")
    cycles = list({cycle.id: cycle for cycle in cycles}.values())
    session.filters = Filters(cycles=[str(cycle.number) for cycle in cycles])
    asked = read_summary_request(session, None, reader, AsAtOptions(), replay=replay)
    if asked.reader.owner:
        words = f"A gift goes to somebody else, and {asked.reader.name} is yourself."
        raise UsageMistake(words, "Leave --for out for a critical friend, or name another reader.")
    window = Period.through(min([asked.as_at, *(cycle.began_on for cycle in cycles)]), asked.as_at)
    return asked._replace(window=window, title=spell_period(window), chosen=""), cycles


def settle_gift_terms(
    session: Session, asked: "SummaryRequest", cycles: "list[Cycle]", to: str | None, wish: str | None, by: str | None
) -> GiftTerms:
    """Return for whom it is, what is wished and when it is to be deleted: as said, else as asked or usual.

    Raises UsageMistake where nobody is named, or a day is past.
    """
    day = choose_deletion_day(tuple(cycles), asked.calendar, session.today)
    if by is not None:
        day = read_day(by, today=session.today, calendar=asked.calendar, lean="future")
        if day <= session.today:
            words = f"“{by}” is {spell(day, weekday=True)}, by which nobody can delete it."
            raise UsageMistake(words, "Name a day to come, such as 2027-06-30.")
        say_understood_day(session, by, day)
    if to is None and can_converse(session):
        to = session.ask_line("For whom is it? In your own words, such as: stage partner")
    whom = " ".join(session.clean_field(to or None, "recipient").split())
    if not whom:
        raise UsageMistake("For whom the gift is was not said.", 'Say it in your own words: --to "stage partner"')
    if len(whom) > MAX_TO:
        raise UsageMistake(f"For whom it is takes {len(whom):,} characters.", f"Say it in {MAX_TO} at the most.")
    if wish is None and can_converse(session):
        wish = session.ask_line("What would you like from them? Enter skips it.")
    return GiftTerms(whom, session.clean_field(wish or None, "wish"), day)


def settle_gift_sharing(
    session: Session, asked: "SummaryRequest", leaving: DisclosureOptions, *, dry_run: bool
) -> "SummaryRequest":
    """Return the request with its cycles let go, and of what is close to someone what was let go by options or answers.

    What was kept of what may go to this reader holds where nothing is said anew.
    """
    numbers = sorted({found.cycle.number for found in asked.selection.found})
    asked = asked._replace(sharing=resolve_disclosure(asked, leaving._replace(share=[str(one) for one in numbers])))
    if leaving.include or leaving.hold:
        return asked
    if kept := recall_disclosure(asked):
        asked = asked._replace(sharing=kept._replace(cycles=asked.sharing.cycles))
        if more := format_disclosure(kept._replace(cycles=frozenset())):
            session.say(f"As kept for {asked.reader.name}: {more}")
    return SharingQuestions(session, asked).ask_of_parts() if can_converse(session) and not dry_run else asked


def say_what_goes(session: Session, made: "PreparedSummary", clearance: "NameClearance") -> None:
    """Say what goes, what is held back and why, and that no names were found, before anything is written.

    Raises NothingToTell where nothing of the journal goes.
    """
    from enquiry.cli.privacy.leaving import NOTHING_FOUND
    from enquiry.insight.summary.told import OF_PROGRAM
    from enquiry.views.summary.closing import list_closing_lines

    told, parts = made.summary, list[str]()
    if not any(one.of for one in told.told):
        raise NothingToTell("Nothing of it goes, so no file was written.", "Hold back less of it.")
    names = list_told_entries(told)
    for cycle in told.cycles:
        of, entries = str(cycle.number), sum(name.startswith(f"{cycle.number}.") for name in names)
        own = dict.fromkeys(one.label for one in told.told if one.of == of and one.field not in OF_PROGRAM)
        goes = [*own, format_amount(entries, "entry", "entries")]
        parts.append(f"of cycle {of} its {join_words(goes)}")
    session.say(f"Goes to {told.to}: {'; '.join(parts)}.")
    for line in list_closing_lines(made._replace(silent=())):
        session.say(line)
    if clearance == NOTHING_FOUND:
        session.say("Names: none found.")


def give_document(
    session: Session,
    asked: "SummaryRequest",
    made: "PreparedSummary",
    terms: GiftTerms,
    to: SummaryFile,
    names: "NameOptions",
) -> Gift:
    """Settle the names in a document and say what goes; then write it, keep it in the register, and return the gift.

    Raises NamesWouldLeave, and CannotWrite for the file or for the journal; without its file nothing is registered.
    """
    from enquiry.cli.privacy.leaving import settle_summary_names
    from enquiry.exchange.comments.word import read_word_comments
    from enquiry.insight.comments.changed import compute_checks

    made, path, clearance = settle_summary_names(session, asked, made, names, to.path)
    if not (path and to.kind):
        raise UsageMistake("A gift is a file, and none was named.", "Name one: -o exchange.docx")
    say_what_goes(session, made, clearance)
    told = made.summary
    force = session.outlet.settle_replacing(path, overwrite=to.force)
    with session.change() as step:
        stamp, find_cycle, find_entry = session.stamp(), step.journal.find_cycle, step.journal.find_entry
        gift = Gift(
            id=stamp.id,
            recorded_at=stamp.at,
            name=name_next_gift(step.journal.gifts),
            to=terms.to,
            reader=asked.reader.name,
            circle=asked.reader.circle,
            as_at=asked.as_at,
            wish=terms.wish if any(one.field == "wish" for one in told.told) else "",
            cycles=tuple(find_cycle(cycle.number).id for cycle in told.cycles if cycle.goes),
            entries=tuple(find_entry(name).id for name in list_told_entries(told)),
            named=tuple(find_entry(name).id for name in list_told_entries(told, by_name=True)),
            file=path.name,
            delete_by=terms.delete_by,
        )
        signed = sign_gift(told, gift, WAYS[to.kind])
        document = render_summary(signed, to.kind, session.outlet.open_private_folder, to.template)
        session.outlet.write_file(path, document.data, clearance, overwrite=force)
        if to.kind is SummaryFormat.DOCX:
            gift = replace(gift, checks=compute_checks(read_word_comments(document.data, path.name).paragraphs))
        step.journal = step.journal.upsert_gift(gift)
        step.did = f"gift {describe_gift(gift)}"
    for line in document.said:
        session.say(line)
    session.say(f"Gift {gift.name} for {gift.to} was written to {path}. It is for you to send.")
    back = "-" if WAYS[to.kind] is AnswerWay.MAIL else shlex.quote(str(path))
    session.say(f"What they say of it comes back with: enquiry comments {back}")
    return gift
