"""The language of queries, and the tree that a text in it makes.

    query  = all { "OR" all }                    one of them must hold
    all    = one { [ "AND" ] one }               each of them must hold; AND binds closer than OR
    one    = ( "-" | "NOT" ) one                 it must not hold
           | "(" query ")"
           | word | phrase | field | "@" name    a saved query stands for its text, in brackets
    field  = name ":" value                      names and values are told in `fields`

The tree says only how the query was put together; `meaning` says what its leaves ask for. A mistake is a UsageMistake
that says what was found and what was expected, with its place.
"""

from collections.abc import Callable
from typing import NamedTuple

from enquiry.errors import ErrorSpan, UsageMistake
from enquiry.query.lexer import Token, TokenKind, scan_tokens

MAX_NESTING = 60
"""How deep brackets and dashes may be nested."""


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
    """Return the tree of a query; one of nothing but white space is an `Every` of no parts."""
    parser = _Parser(text)
    if not parser.left:
        return AndNode(())
    tree = parser.parse_or()
    parser.expect_end()
    return tree


_EXPECTED_START = "a word, a field or a bracket was expected"
_STARTS = {TokenKind.WORD, TokenKind.PHRASE, TokenKind.FIELD, TokenKind.SAVED, TokenKind.NOT, TokenKind.OPEN}


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.left = list(scan_tokens(text))[::-1]
        self.depth = 0

    @property
    def next(self) -> TokenKind | None:
        return self.left[-1].sign if self.left else None

    def parse_or(self) -> Node:
        parts = [self.parse_and()]
        while self.next is TokenKind.OR:
            self.left.pop()
            parts.append(self.parse_and())
        return parts[0] if len(parts) == 1 else OrNode(tuple(parts))

    def parse_and(self) -> Node:
        parts = [self.parse_single()]
        while self.next in _STARTS or self.next is TokenKind.AND:
            if self.next is TokenKind.AND:
                self.left.pop()
            parts.append(self.parse_single())
        return parts[0] if len(parts) == 1 else AndNode(tuple(parts))

    def parse_single(self) -> Node:
        if not self.left:
            raise self.build_error(
                f"The query ends too early; {_EXPECTED_START}.", "Add what is missing, or take away the end."
            )
        token = self.left.pop()
        match token.sign:
            case TokenKind.NOT:
                return NotNode(self.parse_nested(token, self.parse_single))
            case TokenKind.OPEN:
                return self.parse_nested(token, lambda: self.parse_bracket(token))
            case TokenKind.CLOSE | TokenKind.OR | TokenKind.AND:
                raise self.build_error(
                    f"“{token.text}” stands where {_EXPECTED_START}.", _AS_TEXT.format(token.text), token
                )
            case _:
                return token

    def parse_nested(self, token: Token, rule: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.build_error(f"The query is nested more than {MAX_NESTING} deep.", "Say it more simply.", token)
        node = rule()
        self.depth -= 1
        return node

    def parse_bracket(self, opening: Token) -> Node:
        node = self.parse_or()
        if self.next is not TokenKind.CLOSE:
            words = "The bracket ( is never closed; ) was expected after it."
            raise self.build_error(words, _AS_TEXT.format("("), opening)
        self.left.pop()
        return node

    def expect_end(self) -> None:
        if self.left:
            raise self.build_error("“)” closes a bracket that was never opened.", _AS_TEXT.format(")"), self.left[-1])

    def build_error(self, words: str, hint: str, token: Token | None = None) -> UsageMistake:
        begin, end = (token.begin, token.end) if token else (len(self.text), len(self.text) + 1)
        return UsageMistake(words, hint, ErrorSpan(self.text, begin, end))


_AS_TEXT = 'To look for it as text, put it in quotes: "{}".'
