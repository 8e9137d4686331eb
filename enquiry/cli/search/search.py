"""A search run, narrowed, put in order and limited; and queries kept under a name, to be asked again.

Saved queries stand in the journal's settings, so that they travel with it; each change of them is one step.
"""

import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from enquiry.cli.given import Filters
from enquiry.cli.progress import track_progress
from enquiry.cli.search.filters import build_filter_query, format_query_source, join_query_words
from enquiry.cli.session import Session
from enquiry.command_lines import format_hint
from enquiry.errors import CannotRead, ErrorSpan, NotFound, UsageMistake, suggest_nearest
from enquiry.model.journal import Journal
from enquiry.model.references import encode_query_cycles
from enquiry.model.settings import SavedQuery
from enquiry.model.text import clean_text, fold
from enquiry.query.item import list_texts
from enquiry.query.rank import search as find
from enquiry.query.rank import sort_newest_first
from enquiry.query.select import CycleMatch, SearchResult, Selection, build_result
from enquiry.query.suggest import suggest_tags, suggest_words
from enquiry.views.layout import draw_pairs, format_pairs_lines
from enquiry.views.search import draw_search_result, format_search_result_lines

if TYPE_CHECKING:
    from enquiry.answers.search import SearchAnswer

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


def answer_search(result: SearchResult, journal: Journal) -> "SearchAnswer":
    """Return the result as programs get it; its types are loaded for them alone."""
    from enquiry.answers.answer import project
    from enquiry.answers.search import SearchAnswer

    return project(SearchAnswer, result, journal)


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
    most = order.limit or (ON_A_TERMINAL if is_read and not order.everything and not query.names_writers else None)
    result = build_result(selection, most=most, only_cycles=order.only_cycles)
    lines = partial(format_search_result_lines, marks=session.look.marks)
    session.show(result, view=draw_search_result, plain=lines, data=lambda result: answer_search(result, journal))
    if result.told.found or result.told.notes:
        for suggestion in suggest_tags(query.sought, journal):
            session.say(format_hint(suggestion))
    else:
        near = list(map(format_hint, suggest_words(query.sought, journal)))
        near = near or ["Fewer words or a wider time may find it."]
        session.say(" ".join(("Nothing fits.", *near)))


_NAME = re.compile(r"[^\W\d_][\w-]{0,39}")


def save_query(session: Session, name: str, words: list[str] | None, regex: str | None) -> None:
    """Keep a query under a name, as it was typed; one of that name gives place to it.

    Raises UsageMistake for a name that none can have, for a query of nothing, and for what is no query.
    """
    from enquiry.cli.writing.entries import say_new_journal

    given, name = name, name.strip().removeprefix("@")
    if not _NAME.fullmatch(name):
        hint = "A name is a letter, then up to 39 letters, digits, - and _, such as prd."
        raise UsageMistake(f"“{given}” can't be the name of a query.", hint)
    text = format_query_source(session.filters, words)
    if not text:
        raise UsageMistake("There is no query to keep.", f'Give it: enquiry search --save {name} "decision:stop"')
    if regex is not None:
        raise UsageMistake("--regex can't be kept in a query.", "Keep the rest, and give --regex with it: @NAME.")
    with session.change() as step:
        build_filter_query(session, step.journal, session.filters, words)
        ids = {cycle.number: cycle.id for cycle in step.journal.cycles}
        query = SavedQuery(name=name, text=encode_query_cycles(clean_text(text, "query").text, ids))
        others = [one for one in step.journal.settings.queries if fold(one.name) != fold(name)]
        kept = sorted((*others, query), key=lambda one: fold(one.name))
        after = step.journal.update_settings(queries=tuple(kept))
        build_filter_query(session, after, Filters(), [f"@{name}"])  # it names itself nowhere
        step.journal = after
        step.did = f"query @{name} saved"
    say_new_journal(session, made_new=step.made_new)
    session.say(f"@{name} is kept, in the journal: {text}")
    _answer_queries(session, after)


def list_or_forget_queries(session: Session, forget: str | None, words: list[str] | None, regex: str | None) -> None:
    """List the queries that are kept, or keep one no longer. A query given with it is a UsageMistake."""
    if format_query_source(session.filters, words) or regex is not None:
        switch = "--saved" if forget is None else "--forget"
        raise UsageMistake(f"{switch} takes no query beside it.", "Leave out the words and the other options.")
    if forget is None:
        journal = session.load_journal()
        listed = {f"@{one.name}": one.text for one in journal.queries}
        session.show(listed, view=draw_pairs, plain=format_pairs_lines)
        _answer_queries(session, journal)
        if not listed:
            session.say('No query is kept yet. enquiry search --save NAME "…" keeps one.')
        return
    with session.change() as step:
        kept = step.journal.settings.queries
        name = fold(forget.strip().removeprefix("@"))
        names = [one.name for one in kept]
        if name not in map(fold, names):
            fault = f"There is no saved query “{forget}”.{suggest_nearest(name, names)}"
            raise NotFound(fault, "enquiry search --saved lists them.")
        step.journal = step.journal.update_settings(queries=tuple(one for one in kept if fold(one.name) != name))
        step.did = f"query @{name} forgotten"
    session.say(f"@{name} is kept no longer.")
    _answer_queries(session, step.journal)


def _answer_queries(session: Session, journal: Journal) -> None:
    if session.json:
        from enquiry.answers.answer import project
        from enquiry.answers.search import QueriesAnswer

        session.answer(project(QueriesAnswer, journal))


# --- `--regex`: an expression is matched in a process of its own, which is ended when it takes too long. Some of them
# take for ever on some texts, and Python can't be stopped within one; a process can. It is this same Python without a
# shell between, and is handed the texts and the expression on its standard input.


REGEX_TIMEOUT = 5.0
"""How long an expression may take over all texts."""

REGEX_WORKER = Path(__file__).with_name("regex_worker.py")
"""What that process runs."""


class _RegexResult(msgspec.Struct):
    found: dict[str, list[str]] = {}
    fault: str = ""
    at: int | None = None


def filter_by_regex(selection: Selection, pattern: str, *, seconds: float = REGEX_TIMEOUT) -> Selection:
    """Return what of a selection the expression matches, with the strings it matched.

    Raises UsageMistake for an expression that is empty, broken or takes too long, CannotRead where its process fails.
    """
    if not pattern:
        raise UsageMistake("The expression for --regex is empty.", "Give one, such as --regex 'wait(ing|s)'.")
    named = [
        *((str(found.cycle.number), list_texts(found.cycle)) for found in selection.found if found.itself),
        *((item.name, list_texts(item)) for item in (*selection.entries, *selection.notes, *selection.beliefs)),
    ]
    texts = [(name, [_replace_surrogates(text) for _, text in labelled]) for name, labelled in named]
    asked = msgspec.json.encode({"pattern": _replace_surrogates(pattern), "texts": texts})
    command = [sys.executable, "-I", "-X", "utf8", str(REGEX_WORKER)]
    try:
        ran = subprocess.run(command, input=asked, capture_output=True, check=False, timeout=seconds)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        words = f"“{pattern}” takes too long: it was stopped after {seconds:g} seconds."
        hint = "A repeat within a repeat, such as (a+)+, is often why; narrow the search, or say it more simply."
        raise UsageMistake(words, hint) from late
    if ran.returncode:
        words = f"“{pattern}” could not be tried: its process ended with {ran.returncode}."
        raise CannotRead(words, "Say it more simply, or leave out --regex.")
    answer = msgspec.json.decode(ran.stdout, type=_RegexResult)
    if answer.fault:
        spot = None if answer.at is None else ErrorSpan(pattern, answer.at, answer.at + 1)
        words = f"“{pattern}” is no regular expression: {answer.fault}."
        raise UsageMistake(words, "Mend it, or leave out --regex: words are looked for as they stand.", spot)
    names = answer.found
    found = list[CycleMatch]()
    for one in selection.found:
        entries = tuple(entry for entry in one.entries if entry.name in names)
        found.append(CycleMatch(one.cycle, entries, one.itself and str(one.cycle.number) in names))
    return selection._replace(
        found=tuple(one for one in found if one.entries or one.itself),
        notes=tuple(note for note in selection.notes if note.name in names),
        beliefs=tuple(belief for belief in selection.beliefs if belief.name in names),
        strings=tuple(dict.fromkeys(string for told in names.values() for string in told)),
    )


def _replace_surrogates(text: str) -> str:
    """Return a text that JSON can carry: without lone surrogates."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
