"""Relevance by SQLite: a full-text table in memory, so that no second copy of private notes lies on a disk."""

import sqlite3
from collections.abc import Iterable

from enquiry.query import predicates as p
from enquiry.query.item import Piece
from enquiry.query.select import Query


def by_full_text(pieces: Iterable[Piece], query: Query) -> dict[str, float] | None:
    """Return how well each piece matches the words of a query, by bm25, the lower the better; None without FTS5."""
    asked = " OR ".join(_phrase(one) for one in query.sought)
    table = sqlite3.connect(":memory:")
    try:
        table.execute(_MAKE)
        table.executemany("insert into text values (?, ?)", ((piece.name, _storable(piece.bare)) for piece in pieces))
        return dict(table.execute("select name, bm25(text) from text where text match ?", (asked,)))
    except sqlite3.OperationalError as fault:
        if "fts5" in str(fault):  # "no such module: fts5"
            return None
        raise
    finally:
        table.close()


_MAKE = """
create virtual table text using fts5(name unindexed, said, tokenize = 'porter unicode61 remove_diacritics 2')
"""


def _phrase(one: p.Says | p.Quotes) -> str:
    """Return a word with its forms, or a phrase, as full text is asked for it; a word also begins longer ones."""
    if isinstance(one, p.Quotes):
        return _quoted(one.text)
    return " OR ".join((f"{_quoted(one.text)} *", *map(_quoted, one.forms)))


def _quoted(text: str) -> str:
    """Return a text as a string of full text's own language, in which nothing is an operator."""
    doubled = _storable(text).replace('"', '""')
    return f'"{doubled}"'


def _storable(text: str) -> str:
    """Return a text that SQLite can hold: without NUL and half characters."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
