"""Run a search: from the words typed to the result, narrowed by an expression, put in order and limited."""

from functools import partial
from typing import NamedTuple

from enquiry.answers.search import SearchAnswer
from enquiry.cli.progress import track_progress
from enquiry.cli.search.filters import build_filter_query, join_query_words
from enquiry.cli.search.regex import filter_by_regex
from enquiry.cli.session import Session
from enquiry.command_lines import format_hint
from enquiry.errors import UsageMistake
from enquiry.query.rank import search as find
from enquiry.query.rank import sort_newest_first
from enquiry.query.result import build_result
from enquiry.query.suggest import suggest_tags, suggest_words
from enquiry.views.search import draw_search_result, format_search_result_lines

ON_A_TERMINAL = 30
"""Lines shown on a terminal where nothing else was asked for; a pipe and a program get all."""


class SearchOrder(NamedTuple):
    """In which order, and how much of what was found is shown."""

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


def run_search(session: Session, words: list[str] | None, regex: str | None, order: SearchOrder) -> None:
    """Find and show what was asked for; where nothing is found, say what lies near."""
    if not join_query_words(words or ()) and not session.filters and regex is None:
        hint = "Give words, a field such as tag:reading, or an option; enquiry search --help shows them."
        raise UsageMistake("There is nothing to search for.", hint)
    journal = session.load_journal()
    query = build_filter_query(session, journal, session.filters, words)
    with track_progress(session, "Searching", "entries") as follow:
        selection = find(journal, query, follow)
    if regex is not None:
        selection = filter_by_regex(selection, regex)
    selection = sort_newest_first(selection) if order.newest else selection
    is_read = session.stdout.isatty() and not session.json
    most = order.limit or (ON_A_TERMINAL if is_read and not order.everything else None)
    result = build_result(selection, most=most, only_cycles=order.only_cycles)
    lines = partial(format_search_result_lines, marks=session.look.marks)
    session.show(result, view=draw_search_result, plain=lines, data=SearchAnswer, journal=journal)
    if any(result.all):
        for suggestion in suggest_tags(query.sought, journal):
            session.say(format_hint(suggestion))
    else:
        near = list(map(format_hint, suggest_words(query.sought, journal)))
        near = near or ["Fewer words or a wider time may find it."]
        session.say(" ".join(("Nothing fits.", *near)))
