"""A summary handed over: into a file, through a pipe or onto the terminal, with what it left out said afterwards."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from enquiry.cli.search.filters import format_query_source
from enquiry.cli.session import Session
from enquiry.cli.summary.formats import (
    FORMAT_OF_SUFFIX,
    SummaryFormat,
    is_slow_format,
    render_summary,
    resolve_summary_format,
)
from enquiry.cli.summary.questions import ask_file, can_converse
from enquiry.cli.summary.sharing import DisclosureOptions, format_disclosure
from enquiry.errors import NothingToTell
from enquiry.words import format_amount

if TYPE_CHECKING:
    from enquiry.cli.privacy.leaving import NameOptions
    from enquiry.cli.summary.request import AsAtOptions
    from enquiry.insight.summary.value import PreparedSummary, Summary, SummaryRequest
    from enquiry.store.outlet import NameClearance


class TypedSummary(NamedTuple):
    """What of a summary was typed, so that it is not asked: words, a day, what may leave, names; and if it is kept."""

    words: list[str] | None
    as_at: "AsAtOptions"
    leaving: DisclosureOptions
    names: "NameOptions"
    remember: bool = False


class SummaryFile(NamedTuple):
    """Where a summary goes, as what: no path for standard output, no format for the terminal."""

    path: Path | None
    kind: SummaryFormat | None
    template: Path | None = None
    force: bool = False


def format_extent(told: "Summary") -> str:
    """Return how much a summary tells: entries of cycles, and beliefs that changed."""
    beliefs = len({one.of for one in told.told if one.of.startswith("belief-")})
    entries = f"{format_amount(told.entries, 'entry', 'entries')} of {format_amount(len(told.cycles), 'cycle')}"
    if not beliefs:
        return entries
    return f"{entries}, {format_amount(beliefs, 'belief')}" if told.cycles else format_amount(beliefs, "belief")


def show_preview(
    session: Session, asked: "SummaryRequest", made: "PreparedSummary", names: "NameOptions", path: Path | None
) -> "PreparedSummary":
    """Show what would go and what not, with names as was decided, and return it; else say what would be asked about.

    Raises NamesWouldLeave for what can't be done about names, and UsageMistake where nothing is to be decided.
    """
    from enquiry.answers.summary import PreviewAnswer
    from enquiry.cli.privacy.leaving import say_what_is_asked, settle_summary_names
    from enquiry.views.summary.preview import draw_preview, format_preview_lines

    decided = names.read_decision()
    if decided:
        made, *_ = settle_summary_names(session, asked, made, names, path)
    session.show(made, view=draw_preview, plain=format_preview_lines, data=PreviewAnswer)
    if not decided:
        say_what_is_asked(session, asked, made, path)
    return made


def hand_over_summary(
    session: Session, asked: "SummaryRequest", made: "PreparedSummary", to: SummaryFile, typed: TypedSummary
) -> Path | None:
    """Hand a summary over, and say what was left out and why; return its file. At a terminal ask for one.

    Last comes the command that does the same without being asked, where anything was.

    What may tell of a person is settled first, but where it is shown to its writer alone. Raises NothingToTell where a
    file would hold nothing of the journal, and NamesWouldLeave.
    """
    from enquiry.cli.privacy.leaving import settle_summary_names
    from enquiry.views.summary.closing import list_closing_lines

    told, said, given = made.summary, tuple[str, ...](), to
    holds = any(one.of for one in told.told)
    if not to.kind and not told.owner and holds and can_converse(session) and session.stdout.isatty():
        path = ask_file(session, told.reader)
        to = to._replace(path=path, kind=resolve_summary_format(path, None))
    if to.kind and (to.path or not (session.json or told.owner)):
        _refuse_nothing(made)
    if to.path:
        session.outlet.refuse_own(to.path)  # before anybody is asked, or waits
    made, path, clearance = settle_summary_names(session, asked, made, typed.names, to.path)
    to, told = to._replace(path=path), made.summary
    if to.path and to.kind:
        said = _write_summary(session, told, to.path, to.kind, to, clearance)
        session.say(f"The summary was written to {to.path}: {format_extent(told)}.")
    elif to.kind and not session.json:
        data, said = render_summary(told, to.kind, session.outlet.open_private_folder, to.template)
        session.hand_over(data)
    else:
        from enquiry.answers.summary import SummaryAnswer
        from enquiry.views.summary.document import draw_summary, format_summary_lines

        session.show(told, view=draw_summary, plain=format_summary_lines, data=SummaryAnswer)
    for note in (*said, *list_closing_lines(made)):
        session.say(note)
    if can_converse(session) and (command := _format_unasked(session, asked, given, to.path, typed, clearance)):
        session.tell("")
        session.tell("The same without being asked; with --remember from now on:")
        session.tell(f"  {command}")
    return to.path


def _format_unasked(
    session: Session,
    asked: "SummaryRequest",
    given: SummaryFile,
    path: Path | None,
    typed: TypedSummary,
    clearance: "NameClearance",
) -> str:
    """Return the command that says what was answered, whole; nothing where nothing was asked, or it is kept."""
    from enquiry.cli.privacy.leaving import get_name_flag

    sharing = "" if asked.reader.owner else format_disclosure(asked.sharing)
    name_flag = get_name_flag(clearance)
    is_asked = (sharing and not any(typed.leaving)) or (name_flag and not any(typed.names)) or path != given.path
    if not is_asked or typed.remember:
        return ""
    query = format_query_source(session.filters, typed.words)
    found = FORMAT_OF_SUFFIX.get(path.suffix.casefold()) if path else None
    options = [
        *(["--as-at", shlex.quote(typed.as_at.day)] if typed.as_at.day else []),
        *(["--typed-later"] if typed.as_at.later else []),
        *filter(None, (sharing, name_flag)),
        *(["-o", shlex.quote(str(path))] if path else []),
        *(["--format", given.kind.value] if given.kind and given.kind is not found else []),
        *(["--template", shlex.quote(str(given.template))] if given.template else []),
    ]
    return " ".join(["enquiry summary", *([shlex.quote(query)] if query else []), "--for", asked.reader.name, *options])


def _refuse_nothing(made: "PreparedSummary") -> None:
    """Raise NothingToTell where a file would hold nothing of the journal."""
    told = made.summary
    if any(one.of for one in told.told):
        return
    if made.held:
        words = f"Nothing of {told.title} may go to {told.reader} yet, so no file was written."
        first = min(one.cycle for one in made.held)
        hint = f"Let a cycle go, or all; at a terminal it asks: enquiry summary --for {told.reader} --share {first}"
        raise NothingToTell(words, hint)
    raise NothingToTell(
        f"The journal has nothing of {told.title} for this, so no file was written.",
        "Name another time, such as --year 2024-25, or leave out what narrows it.",
    )


def _write_summary(
    session: Session, told: "Summary", output: Path, kind: SummaryFormat, to: SummaryFile, clearance: "NameClearance"
) -> tuple[str, ...]:
    """Write the summary into a file, and return what there is to know of the document."""
    if is_slow_format(kind):
        session.say("A browser is asked to print it, which takes a few seconds.")
    document = render_summary(told, kind, session.outlet.open_private_folder, to.template)
    session.outlet.write_file(output, document.data, clearance, overwrite=to.force)
    if session.json:
        from enquiry.answers.journal import WrittenAnswer

        session.answer(WrittenAnswer(output, kind.value))
    return document.said
