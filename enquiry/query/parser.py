"""Parse a query to the tree that says how it was put together; `compile` says what its leaves ask for.

    query  = all { "OR" all }                    one of them must hold
    all    = one { [ "AND" ] one }               each of them must hold; AND binds closer than OR
    one    = ( "-" | "NOT" ) one                 it must not hold
           | "(" query ")"
           | word | phrase | field | "@" name    a saved query stands for its text, in brackets
    field  = name ":" value                      names and values are listed in `fields`

A mistake is a UsageMistake that says what was found and what was expected, with its place.
"""

from collections.abc import Callable
from typing import NamedTuple

from enquiry.errors import ErrorSpan, UsageMistake
from enquiry.query.lexer import Token, TokenKind, scan_tokens

MAX_NESTING = 60
"""How deep brackets and dashes may be nested."""
MAX_TERMS = 500
"""How many words and fields, OR and AND a query may have, and what it asks for with its saved queries put in."""


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
        raise parser.build_error("“)” closes a bracket that was never opened.", ")", parser.left[-1])
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
            spot = ErrorSpan(text, terms[-MAX_TERMS - 1].begin, len(text))
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
                    raise self.build_error("The bracket ( is never closed; ) was expected after it.", "(", token)
                self.left.pop()
                return node
            case TokenKind.CLOSE | TokenKind.OR | TokenKind.AND:
                raise self.build_error(f"“{token.text}” stands where {_EXPECTED_START}.", token.text, token)
            case _:
                return token

    def parse_nested(self, token: Token, rule: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > MAX_NESTING:
            spot = ErrorSpan(self.text, token.begin, token.end)
            raise UsageMistake(f"The query is nested more than {MAX_NESTING} deep.", "Say it more simply.", spot)
        node = rule()
        self.depth -= 1
        return node

    def build_error(self, words: str, as_text: str, token: Token) -> UsageMistake:
        hint = f'To look for it as text, put it in quotes: "{as_text}".'
        return UsageMistake(words, hint, ErrorSpan(self.text, token.begin, token.end))
