"""What was asked for, by words and by options, made into the one query all looking commands share.

An option is a field of the query by another name: it is written behind what was typed, and read with it.
"""

from collections.abc import Iterable, Iterator

from enquiry.cli.options import Filters
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal
from enquiry.presets import load_word_forms
from enquiry.query.compile import compile_query
from enquiry.query.fields import QueryContext
from enquiry.query.format import quote_text, quote_value, wrap_in_brackets
from enquiry.query.lexer import is_plain
from enquiry.query.parser import parse_query
from enquiry.query.select import Query, combine_conditions


def build_filter_query(session: Session, journal: Journal, choice: Filters, words: list[str] | None = None) -> Query:
    """Return the query that the words and the options ask for together.

    Raises UsageMistake, NotFound and Ambiguous for what is no query, with the place in it, and for what the journal or
    its calendar does not know.
    """
    known = QueryContext(journal, session.load_school_calendar(journal), session.today, load_word_forms())
    typed = join_query_words(words or ())
    if words and not typed:
        raise UsageMistake("The query is empty.", "Give words or a field such as tag:reading, or leave it out.")
    parse_query(typed)  # a bracket too many must not be closed by one put around it
    text = " ".join(filter(None, (_wrap_alternatives(typed), *_format_query_fields(choice))))
    return combine_conditions((compile_query(text, known, typed=len(_wrap_alternatives(typed))),))


def format_query_source(choice: Filters, words: list[str] | None = None) -> str:
    """Return the words and options as the text of one query, for keeping."""
    return " ".join(filter(None, (_wrap_alternatives(join_query_words(words or ())), *_format_query_fields(choice))))


def split_cycle_names(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the words that name cycles, which are plain ones, and those that are of the language of queries."""
    given = list(words)
    named = [word for word in given if is_plain(word)]
    return named, [word for word in given if word not in named]


def join_query_words(words: Iterable[str]) -> str:
    """Return the words of a command line as one query.

    The shell has taken the quotes away: words that came as one and hold nothing of the language are a phrase. A piece
    of the language that came as one stays one.
    """
    parts = [word.strip() for word in words if word.strip()]
    return " ".join(_quote_query_part(part, alone=len(parts) == 1) for part in parts)


def _quote_query_part(part: str, *, alone: bool) -> str:
    if not any(map(str.isspace, part)):
        return part
    if is_plain(part):
        return quote_text(part)
    return part if alone else wrap_in_brackets(part)


def _wrap_alternatives(typed: str) -> str:
    """Return what was typed as it stands beside further conditions: in brackets where OR would tear it apart."""
    return f"({typed})" if "OR" in typed.split() else typed


def _format_query_fields(choice: Filters) -> Iterator[str]:
    """Yield the options as fields of a query."""
    yield from (f"tag:{quote_value(tag)}" for tag in choice.tags or ())
    yield from _format_alternatives("kind", (kind.value for kind in choice.kinds or ()))
    yield from _format_alternatives("cycle", (name for name in choice.cycles if name is not None))
    for name in ("since", "until", "year", "term"):
        if (value := getattr(choice, name)) is not None:
            yield f"{name}:{quote_value(value)}"


def _format_alternatives(name: str, values: Iterable[str]) -> Iterator[str]:
    fields = [f"{name}:{quote_value(value)}" for value in dict.fromkeys(values)]
    if fields:
        yield fields[0] if len(fields) == 1 else f"({' OR '.join(fields)})"
