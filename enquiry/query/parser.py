r"""Parse a query: cut it into tokens, each with its place, and make of them the tree that says how it was put together.

    quiet          a word                     tag:reading   a field and its value, which may be quoted
    "quiet table"  a phrase, with \" in it    @prd          a saved query, which stands for its text in brackets
    - NOT          leaves out what follows    ( )           brackets
    OR AND         joining, in capitals; AND, which may be left out, binds closer than OR

    query = all { "OR" all }          all = one { [ "AND" ] one }
    one   = ( "-" | "NOT" ) one | "(" query ")" | word | phrase | name ":" value | "@" name

A dash leaves out only what it touches: `- a` is the word `-`. What merely looks like a field, such as `he said:` or
`https://…`, is a word. Typographic quotes do as well as straight ones. A mistake is a UsageMistake that says what was
found and what was expected, with its place. `compile` says what the leaves of the tree ask for.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from enquiry.errors import ErrorSpan, UsageMistake
from enquiry.query.fields import QUERY_FIELDS

MAX_NESTING = 60
"""How deep brackets and dashes may be nested."""
MAX_TERMS = 500
"""How many words and fields, OR and AND a query may have, and what it asks for with its saved queries put in."""


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
    spot: ErrorSpan
    name: str = ""

    @property
    def typed(self) -> str:
        """The token as it was typed."""
        return self.spot.text[self.spot.begin : self.spot.end]


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
        yield Token(kind, value, ErrorSpan(text, found.start(), at), name)


def _unescape_quoted(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1], flags=re.DOTALL)


def is_plain(text: str) -> bool:
    """Say whether a text is nothing but words: no quote, bracket, field, dash before a word, or joining word."""
    try:
        return all(token.sign is TokenKind.WORD for token in scan_tokens(text))
    except UsageMistake:
        return False


class AndNode(NamedTuple):
    """All of its parts must hold."""

    parts: tuple["Node", ...]


class OrNode(NamedTuple):
    """One of its parts must hold."""

    parts: tuple["Node", ...]


class NotNode(NamedTuple):
    """Its part must not hold."""

    part: "Node"


Node = AndNode | OrNode | NotNode | Token


def parse_query(text: str) -> Node:
    """Return the tree of a query; one of nothing but white space is an `AndNode` of no parts."""
    parser = _Parser(text)
    tree = parser.parse_or() if parser.left else AndNode(())
    if parser.left:
        raise _build_error("“)” closes a bracket that was never opened.", ")", parser.left[-1])
    return tree


_EXPECTED_START = "a word, a field or a bracket was expected"
_STARTS = {TokenKind.WORD, TokenKind.PHRASE, TokenKind.FIELD, TokenKind.SAVED, TokenKind.NOT, TokenKind.OPEN}


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.left = list(scan_tokens(text))[::-1]
        terms = [token for token in self.left if token.sign not in (TokenKind.NOT, TokenKind.OPEN, TokenKind.CLOSE)]
        if len(terms) > MAX_TERMS:
            words = f"The query has {len(terms):,} words; {MAX_TERMS} are the most."
            spot = ErrorSpan(text, terms[-MAX_TERMS - 1].spot.begin, len(text))
            raise UsageMistake(words, "Say it more simply.", spot)
        self.depth = 0

    def is_next(self, *kinds: TokenKind) -> bool:
        return bool(self.left) and self.left[-1].sign in kinds

    def parse_or(self) -> Node:
        parts = [self.parse_and()]
        while self.is_next(TokenKind.OR):
            self.left.pop()
            parts.append(self.parse_and())
        return parts[0] if len(parts) == 1 else OrNode(tuple(parts))

    def parse_and(self) -> Node:
        parts = [self.parse_single()]
        while self.is_next(TokenKind.AND, *_STARTS):
            if self.is_next(TokenKind.AND):
                self.left.pop()
            parts.append(self.parse_single())
        return parts[0] if len(parts) == 1 else AndNode(tuple(parts))

    def parse_single(self) -> Node:
        if not self.left:
            end = len(self.text)
            words, spot = f"The query ends too early; {_EXPECTED_START}.", ErrorSpan(self.text, end, end + 1)
            raise UsageMistake(words, "Add what is missing, or take away the end.", spot)
        token = self.left.pop()
        match token.sign:
            case TokenKind.NOT:
                return NotNode(self.parse_nested(token, self.parse_single))
            case TokenKind.OPEN:
                node = self.parse_nested(token, self.parse_or)
                if not self.is_next(TokenKind.CLOSE):
                    raise _build_error("The bracket ( is never closed; ) was expected after it.", "(", token)
                self.left.pop()
                return node
            case TokenKind.CLOSE | TokenKind.OR | TokenKind.AND:
                raise _build_error(f"“{token.text}” stands where {_EXPECTED_START}.", token.text, token)
            case _:
                return token

    def parse_nested(self, token: Token, rule: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise UsageMistake(f"The query is nested more than {MAX_NESTING} deep.", "Say it more simply.", token.spot)
        node = rule()
        self.depth -= 1
        return node


def _build_error(words: str, as_text: str, token: Token) -> UsageMistake:
    return UsageMistake(words, f'To look for it as text, put it in quotes: "{as_text}".', token.spot)
