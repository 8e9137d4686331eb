"""What was asked for, by words and by options, made into the one query all looking commands share.

An option is a field of the query by another name: it is written behind what was typed, and read with it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.choices import Kind
from enquiry.model.journal import Journal
from enquiry.presets import word_forms
from enquiry.query.compile import meaning
from enquiry.query.fields import Known
from enquiry.query.format import in_brackets, quoted, value_of
from enquiry.query.lexer import is_plain
from enquiry.query.parser import parse
from enquiry.query.select import Query, asking

# --- The choosing options of a command, as they were typed; `choosing` makes them into a query.


class Choice(NamedTuple):
    """What was asked for by options."""

    tags: list[str] | None = None
    kinds: list[Kind] | None = None
    cycles: Iterable[str | None] = ()
    year: str | None = None
    term: str | None = None
    since: str | None = None
    until: str | None = None


def query_from(session: Session, journal: Journal, choice: Choice, words: list[str] | None = None) -> Query:
    """Return the query that the words and the options ask for together.

    Raises UsageMistake, NotFound and Ambiguous for what is no query, with the place in it, and for what the journal or
    its calendar does not know.
    """
    known = Known(journal, session.calendar(journal), session.today, word_forms())
    typed = typed_query(words or ())
    if words and not typed:
        raise UsageMistake("The query is empty.", "Give words or a field such as tag:reading, or leave it out.")
    parse(typed)  # a bracket too many must not be closed by one put around it
    text = " ".join(filter(None, (_closed(typed), *_fields(choice))))
    return asking((meaning(text, known, typed=len(_closed(typed))),))


def source_of(choice: Choice, words: list[str] | None = None) -> str:
    """Return the words and options as the text of one query, for keeping."""
    return " ".join(filter(None, (_closed(typed_query(words or ())), *_fields(choice))))


def named_apart(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the words that name cycles, which are plain ones, and those that are of the language of queries."""
    given = list(words)
    named = [word for word in given if is_plain(word)]
    return named, [word for word in given if word not in named]


def typed_query(words: Iterable[str]) -> str:
    """Return the words of a command line as one query.

    The shell has taken the quotes away: words that came as one and hold nothing of the language are a phrase. A piece
    of the language that came as one stays one.
    """
    parts = [word.strip() for word in words if word.strip()]
    return " ".join(_part(part, alone=len(parts) == 1) for part in parts)


def _part(part: str, *, alone: bool) -> str:
    if not any(map(str.isspace, part)):
        return part
    if is_plain(part):
        return quoted(part)
    return part if alone else in_brackets(part)


def _closed(typed: str) -> str:
    """Return what was typed as it stands beside further conditions: in brackets where OR would tear it apart."""
    return f"({typed})" if "OR" in typed.split() else typed


def _fields(choice: Choice) -> Iterator[str]:
    """Yield the options as fields of a query."""
    yield from (f"tag:{value_of(tag)}" for tag in choice.tags or ())
    yield from _either("kind", (kind.value for kind in choice.kinds or ()))
    yield from _either("cycle", (name for name in choice.cycles if name is not None))
    for name in ("since", "until", "year", "term"):
        if (value := getattr(choice, name)) is not None:
            yield f"{name}:{value_of(value)}"


def _either(name: str, values: Iterable[str]) -> Iterator[str]:
    fields = [f"{name}:{value_of(value)}" for value in dict.fromkeys(values)]
    if fields:
        yield fields[0] if len(fields) == 1 else f"({' OR '.join(fields)})"
