"""A search from the words typed to the result shown: found, narrowed by an expression, put in order, cut to length."""

from functools import partial
from typing import NamedTuple

from enquiry.cli.options import Filters
from enquiry.cli.progress import track_progress
from enquiry.cli.search.filters import build_filter_query, format_query_source
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal
from enquiry.query.result import SearchResult, build_result
from enquiry.query.select import Selection

ON_A_TERMINAL = 30
"""Lines told on a terminal where nothing else was asked for; a pipe and a program get all."""


class SearchOrder(NamedTuple):
    """In which order, and how much of what was found is told."""

    newest: bool = False
    only_cycles: bool = False
    limit: int | None = None
    everything: bool = False


def refuse_contradictions(order: SearchOrder, *, save: str | None, forget: str | None, saved: bool) -> None:
    """Raise UsageMistake for options that can't be followed together."""
    if order.everything and order.limit is not None:
        raise UsageMistake("--all and --limit contradict each other.", "Give one of them.")
    keeping = {"--save": save is not None, "--forget": forget is not None, "--saved": saved}
    given = [name for name, is_given in keeping.items() if is_given]
    if len(given) > 1:
        raise UsageMistake(f"{' and '.join(given)} can't be followed at once.", "Give one of them.")
    if given and order != SearchOrder():
        words = f"{given[0]} keeps or names a query and shows no result, so there is nothing to order or to cut."
        raise UsageMistake(words, "Leave out --newest, --cycles, --limit and --all.")


def run_search(
    session: Session, words: list[str] | None, choice: Filters, regex: str | None, order: SearchOrder
) -> None:
    """Find and show what was asked for; where nothing is found, say what lies near."""
    from enquiry.answers.search import describe_search
    from enquiry.cli.search.regex import filter_by_regex
    from enquiry.query.rank import search as find
    from enquiry.query.rank import sort_newest_first
    from enquiry.views.search import draw_search_result, format_search_result_lines

    if not format_query_source(choice, words) and regex is None:
        hint = "Give words, a field such as tag:reading, or an option; enquiry search --help shows them."
        raise UsageMistake("There is nothing to search for.", hint)
    journal = session.load_journal()
    query = build_filter_query(session, journal, choice, words)
    with track_progress(session, "Searching", "entries") as follow:
        selection = find(journal, query, follow)
    selection = selection if regex is None else filter_by_regex(selection, regex)
    result = _told(session, sort_newest_first(selection) if order.newest else selection, order)
    lines = partial(format_search_result_lines, marks=session.look.marks)
    session.show(result, view=draw_search_result, plain=lines, data=lambda found: describe_search(found, journal))
    _say_more(session, result, journal)


def _told(session: Session, selection: Selection, order: SearchOrder) -> SearchResult:
    is_read = session.stdout.isatty() and not session.json
    most = order.limit or (ON_A_TERMINAL if is_read and not order.everything else None)
    return build_result(selection, most=most, only_cycles=order.only_cycles)


def _say_more(session: Session, result: SearchResult, journal: Journal) -> None:
    """Say what lies near where nothing was found, and which of the words are tags as well."""
    from enquiry.query.suggest import suggest_tags, suggest_words

    sought = result.told.query.sought
    if any(result.all):
        for sentence in suggest_tags(sought, journal):
            session.say(sentence)
        return
    near = suggest_words(sought, journal)
    session.say(
        " ".join(("Nothing fits.", *near)) if near else "Nothing fits. Fewer words or a wider time may find it."
    )
