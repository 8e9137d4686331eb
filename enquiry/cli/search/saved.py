"""Saved queries: kept under a name in the journal's settings, so that they travel with it, each change one step."""

import re

from enquiry.answers.answer import project
from enquiry.answers.search import QueriesAnswer
from enquiry.cli.search.filters import build_filter_query, format_query_source
from enquiry.cli.session import Filters, Session
from enquiry.cli.writing.entries import say_new_journal
from enquiry.errors import NotFound, UsageMistake, suggest_nearest
from enquiry.model.journal import Journal
from enquiry.model.text import clean_text, fold
from enquiry.views.layout import draw_pairs, format_pairs_lines

_NAME = re.compile(r"[^\W\d_][\w-]{0,39}")


def save_query(session: Session, name: str, words: list[str] | None, regex: str | None) -> None:
    """Keep a query under a name, as it was typed; one of that name gives place to it.

    Raises UsageMistake for a name that none can have, for a query of nothing, and for what is no query.
    """
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
        query = step.journal.encode_query(name, clean_text(text, "query").text)
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
        session.answer(project(QueriesAnswer, journal))
