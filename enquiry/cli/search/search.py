"""A search from the words typed to the result shown: found, narrowed by an expression, put in order, cut to length."""

from functools import partial
from typing import NamedTuple

from enquiry.cli.progress import following
from enquiry.cli.search.filters import Choice, query_from, source_of
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal
from enquiry.query.result import Result, result_of
from enquiry.query.select import Selection

ON_A_TERMINAL = 30
"""Lines told on a terminal where nothing else was asked for; a pipe and a program get all."""


class Order(NamedTuple):
    """In which order, and how much of what was found is told."""

    newest: bool = False
    only_cycles: bool = False
    limit: int | None = None
    everything: bool = False


def refuse_contradictions(order: Order, *, save: str | None, forget: str | None, saved: bool) -> None:
    """Raise UsageMistake for options that can't be followed together."""
    if order.everything and order.limit is not None:
        raise UsageMistake("--all and --limit contradict each other.", "Give one of them.")
    keeping = {"--save": save is not None, "--forget": forget is not None, "--saved": saved}
    given = [name for name, is_given in keeping.items() if is_given]
    if len(given) > 1:
        raise UsageMistake(f"{' and '.join(given)} can't be followed at once.", "Give one of them.")
    if given and order != Order():
        words = f"{given[0]} keeps or names a query and shows no result, so there is nothing to order or to cut."
        raise UsageMistake(words, "Leave out --newest, --cycles, --limit and --all.")


def search(session: Session, words: list[str] | None, choice: Choice, regex: str | None, order: Order) -> None:
    """Find and show what was asked for; where nothing is found, say what lies near."""
    from enquiry.answers.search import search_object
    from enquiry.cli.search.regex import matched
    from enquiry.query.rank import newest_first
    from enquiry.query.rank import search as find
    from enquiry.views.search import search_lines, search_view

    if not source_of(choice, words) and regex is None:
        hint = "Give words, a field such as tag:reading, or an option; enquiry search --help shows them."
        raise UsageMistake("There is nothing to search for.", hint)
    journal = session.journal()
    query = query_from(session, journal, choice, words)
    with following(session, "Searching", "entries") as follow:
        selection = find(journal, query, follow)
    selection = selection if regex is None else matched(selection, regex)
    result = _told(session, newest_first(selection) if order.newest else selection, order)
    lines = partial(search_lines, marks=session.look.marks)
    session.show(result, view=search_view, plain=lines, data=search_object)
    _say_more(session, result, journal)


def _told(session: Session, selection: Selection, order: Order) -> Result:
    is_read = session.stdout.isatty() and not session.json
    most = order.limit or (ON_A_TERMINAL if is_read and not order.everything else None)
    return result_of(selection, most=most, only_cycles=order.only_cycles)


def _say_more(session: Session, result: Result, journal: Journal) -> None:
    """Say what lies near where nothing was found, and which of the words are tags as well."""
    from enquiry.query.suggest import nearby, tags_named

    sought = result.told.query.sought
    if any(result.all):
        for sentence in tags_named(sought, journal):
            session.say(sentence)
        return
    near = nearby(sought, journal)
    session.say(
        " ".join(("Nothing fits.", *near)) if near else "Nothing fits. Fewer words or a wider time may find it."
    )
