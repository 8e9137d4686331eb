"""Relevance by SQLite: a full-text table in memory, so that no second copy of private notes lies on a disk."""

import sqlite3
from collections.abc import Iterable

from enquiry.query import predicates as p
from enquiry.query.item import SearchItem
from enquiry.query.select import Query


def score_by_full_text(pieces: Iterable[SearchItem], query: Query) -> dict[str, float] | None:
    """Return how well each piece matches the words of a query, by bm25, the lower the better; None without FTS5."""
    asked = " OR ".join(_build_match_term(one) for one in query.sought)
    table = sqlite3.connect(":memory:")
    try:
        table.execute(_CREATE_TABLE)
        table.executemany(
            "insert into text values (?, ?)", ((piece.name, _replace_unstorable(piece.bare)) for piece in pieces)
        )
        return dict(table.execute("select name, bm25(text) from text where text match ?", (asked,)))
    except sqlite3.OperationalError as fault:
        if "fts5" in str(fault):  # "no such module: fts5"
            return None
        raise
    finally:
        table.close()


_CREATE_TABLE = """
create virtual table text using fts5(name unindexed, said, tokenize = 'porter unicode61 remove_diacritics 2')
"""


def _build_match_term(one: p.ContainsWord | p.ContainsPhrase) -> str:
    """Return a word with its forms, or a phrase, as full text is asked for it; a word also begins longer ones."""
    if isinstance(one, p.ContainsPhrase):
        return _quote_term(one.text)
    return " OR ".join((f"{_quote_term(one.text)} *", *map(_quote_term, one.forms)))


def _quote_term(text: str) -> str:
    """Return a text as a string of full text's own language, in which nothing is an operator."""
    doubled = _replace_unstorable(text).replace('"', '""')
    return f'"{doubled}"'


def _replace_unstorable(text: str) -> str:
    """Return a text that SQLite can hold: without NUL and half characters."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
