r"""Cut a query into tokens, each with the place where it stood.

    quiet          a word                     tag:reading   a field and its value, which may be quoted
    "quiet table"  a phrase, with \" in it    @prd          a saved query
    - NOT          leaves out what follows    ( )           brackets
    OR AND         joining, in capitals

A dash leaves out only what it touches: `- a` is the word `-`. What merely looks like a field, such as `he said:` or
`https://…`, is a word. Typographic quotes do as well as straight ones.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from enquiry.errors import ErrorSpan, UsageMistake
from enquiry.query.fields import QUERY_FIELDS


class TokenKind(StrEnum):
    """The kinds of token."""

    WORD = "a word"
    PHRASE = "a phrase"
    FIELD = "a field"
    SAVED = "a saved query"
    NOT = "NOT"
    AND = "AND"
    OR = "OR"
    OPEN = "("
    CLOSE = ")"


class Token(NamedTuple):
    """A token: what it is, what it says (of a field its value), and its place. `name` is the field's."""

    sign: TokenKind
    text: str
    begin: int
    end: int
    name: str = ""


_SYMBOLS = {kind.value: kind for kind in (TokenKind.NOT, TokenKind.AND, TokenKind.OR, TokenKind.OPEN, TokenKind.CLOSE)}
_BARE = r"[^\s()\"“”]+"
_QUOTED = r"[\"“](?:\\.|[^\"”\\])*[\"”]"
_TOKEN = rf"""(?xs)
    (?P<space>\s+)
  | (?P<open>\()
  | (?P<close>\))
  | (?P<minus>-(?=[^\s)]))
  | (?P<saved>@[\w-]+(?=[\s()]|$))
  | (?P<name>[^\W\d_]+):(?!//)(?:(?P<quoted>{_QUOTED})|(?P<bare>{_BARE}))
  | (?P<phrase>{_QUOTED})
  | (?P<word>{_BARE})
"""


def scan_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query. Raises UsageMistake, with its place, for a quote that is never closed."""
    at, pattern = 0, re.compile(_TOKEN)
    while at < len(text):
        found = pattern.match(text, at)
        if not found:
            words = f"The quote {text[at]} is never closed; a second one was expected after it."
            spot = ErrorSpan(text, at, len(text))
            raise UsageMistake(words, 'Close it, or write \\" for a quote within a phrase.', spot)
        at, value, name = found.end(), found[0], ""
        match found.lastgroup:
            case "space":
                continue
            case "quoted" | "bare":
                kind, name = TokenKind.FIELD, found["name"].casefold()
                value = found["bare"] or _unescape_quoted(found["quoted"])
            case "phrase":
                kind, value = TokenKind.PHRASE, _unescape_quoted(value)
            case "saved":
                kind, value = TokenKind.SAVED, value[1:]
            case "minus":
                kind = TokenKind.NOT
            case "word" if value.endswith(":") and value[:-1].casefold() in QUERY_FIELDS:  # a field without a value
                kind, value, name = TokenKind.FIELD, "", value[:-1].casefold()
            case _:
                kind = _SYMBOLS.get(value, TokenKind.WORD)
        yield Token(kind, value, found.start(), at, name)


def _unescape_quoted(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1], flags=re.DOTALL)


def is_plain(text: str) -> bool:
    """Say whether a text is nothing but words: no quote, bracket, field, dash before a word, or joining word."""
    try:
        return all(token.sign is TokenKind.WORD for token in scan_tokens(text))
    except UsageMistake:
        return False
