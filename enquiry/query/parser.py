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

from enquiry.errors import Spot, UsageMistake
from enquiry.query.lexer import Sign, Token, tokens

DEEPEST = 60
"""How deep brackets and dashes may be nested."""


class Every(NamedTuple):
    """All of its parts must hold."""

    parts: tuple["Node", ...]


class Either(NamedTuple):
    """One of its parts must hold."""

    parts: tuple["Node", ...]


class Never(NamedTuple):
    """Its part must not hold."""

    part: "Node"


Node = Every | Either | Never | Token


def parse(text: str) -> Node:
    """Return the tree of a query; one of nothing but white space is an `Every` of no parts."""
    parser = _Parser(text)
    if not parser.left:
        return Every(())
    tree = parser.either()
    parser.end()
    return tree


_BEGINNING = "a word, a field or a bracket was expected"
_STARTS = {Sign.WORD, Sign.PHRASE, Sign.FIELD, Sign.SAVED, Sign.NOT, Sign.OPEN}


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.left = list(tokens(text))[::-1]
        self.depth = 0

    @property
    def next(self) -> Sign | None:
        return self.left[-1].sign if self.left else None

    def either(self) -> Node:
        parts = [self.all()]
        while self.next is Sign.OR:
            self.left.pop()
            parts.append(self.all())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def all(self) -> Node:
        parts = [self.one()]
        while self.next in _STARTS or self.next is Sign.AND:
            if self.next is Sign.AND:
                self.left.pop()
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def one(self) -> Node:
        if not self.left:
            raise self.mistake(f"The query ends too early; {_BEGINNING}.", "Add what is missing, or take away the end.")
        token = self.left.pop()
        match token.sign:
            case Sign.NOT:
                return Never(self.deeper(token, self.one))
            case Sign.OPEN:
                return self.deeper(token, lambda: self.closed(token))
            case Sign.CLOSE | Sign.OR | Sign.AND:
                raise self.mistake(f"“{token.text}” stands where {_BEGINNING}.", _AS_TEXT.format(token.text), token)
            case _:
                return token

    def deeper(self, token: Token, rule: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.mistake(f"The query is nested more than {DEEPEST} deep.", "Say it more simply.", token)
        node = rule()
        self.depth -= 1
        return node

    def closed(self, opening: Token) -> Node:
        node = self.either()
        if self.next is not Sign.CLOSE:
            words = "The bracket ( is never closed; ) was expected after it."
            raise self.mistake(words, _AS_TEXT.format("("), opening)
        self.left.pop()
        return node

    def end(self) -> None:
        if self.left:
            raise self.mistake("“)” closes a bracket that was never opened.", _AS_TEXT.format(")"), self.left[-1])

    def mistake(self, words: str, hint: str, token: Token | None = None) -> UsageMistake:
        begin, end = (token.begin, token.end) if token else (len(self.text), len(self.text) + 1)
        return UsageMistake(words, hint, Spot(self.text, begin, end))


_AS_TEXT = 'To look for it as text, put it in quotes: "{}".'
