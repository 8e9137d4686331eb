"""From the tree of a query to what it asks for: days and names are looked up, and saved queries put in.

A term is one of the year asked for beside it or around it, else of the present one. Times that stand side by side are
one time; where they share no day the query is a mistake, since it could find nothing.
"""

from itertools import combinations
from typing import NamedTuple

from enquiry.dates.period import Period, spell
from enquiry.errors import Ambiguous, ErrorSpan, NotFound, UsageMistake, suggest_nearest
from enquiry.model.text import fold
from enquiry.query import predicates as p
from enquiry.query.fields import CONDITION_READERS, QUERY_FIELDS, TIME_READERS, QueryContext, resolve_term
from enquiry.query.lexer import Token, TokenKind
from enquiry.query.matching import normalise_for_search
from enquiry.query.parser import AndNode, Node, NotNode, OrNode, parse_query


def compile_query(text: str, known: QueryContext, *, typed: int | None = None) -> p.AnyCondition:
    """Return the condition that a query is; an empty one holds of everything.

    What stands from the place `typed` on was given as options, and is spoken of as such. Raises UsageMistake, NotFound
    and Ambiguous, with the place in the query where that was typed.
    """
    return _QueryCompiler(text, known, len(text) if typed is None else typed).compile_node(parse_query(text))


class _TimeField(NamedTuple):
    token: Token
    period: Period


class _QueryCompiler:
    """Reads one text. `inside` are the saved queries around it, the outermost first."""

    def __init__(self, text: str, known: QueryContext, typed: int, inside: tuple[str, ...] = ()) -> None:
        self.text = text
        self.known = known
        self.typed = typed
        self.inside = inside

    def compile_node(self, node: Node, year: str | None = None) -> p.AnyCondition:
        match node:
            case OrNode():
                return p.combine_any(self.compile_node(part, year) for part in node.parts)
            case NotNode():
                return p.Not(self.compile_node(node.part, year))
            case AndNode():
                return self.compile_all(node.parts, year)
            case _:
                return self.compile_all((node,), year)

    def compile_all(self, parts: tuple[Node, ...], year: str | None) -> p.AnyCondition:
        """Return what all parts ask for together."""
        year = next((part.text for part in parts if isinstance(part, Token) and part.name == "year"), year)
        times = [self.read_time(part, year) for part in parts if isinstance(part, Token) and _is_time(part)]
        for one, other in combinations(times, 2):
            if one.period.find_overlap(other.period) is None:
                raise self.build_disjoint_error(one, other)
        others = [self.compile_part(part, year) for part in parts if not _is_time(part)]
        return p.combine_all((*others, *(p.InPeriod(time.period) for time in times)))

    def compile_part(self, part: Node, year: str | None) -> p.AnyCondition:
        if not isinstance(part, Token):
            return self.compile_node(part, year)
        match part.sign:
            case TokenKind.WORD:
                return p.ContainsWord(part.text, self.known.forms.get(normalise_for_search(part.text), ()))
            case TokenKind.PHRASE if not part.text.strip():
                raise UsageMistake(
                    "There is nothing between the quotes.", "Write the phrase there.", self.locate_token(part)
                )
            case TokenKind.PHRASE:
                return p.ContainsPhrase(part.text)
            case TokenKind.SAVED:
                return self.expand_saved(part)
            case _:
                return self.compile_field(part)

    def compile_field(self, token: Token) -> p.AnyCondition:
        try:
            self.check_field(token)
            return CONDITION_READERS[token.name](token.text, self.known)
        except (UsageMistake, NotFound, Ambiguous) as error:
            error.spot = self.locate_token(token)
            raise

    def read_time(self, token: Token, year: str | None) -> _TimeField:
        try:
            self.check_field(token)
            if token.name == "term":
                return _TimeField(token, resolve_term(token.text, year, self.known))
            return _TimeField(token, TIME_READERS[token.name](token.text, self.known))
        except (UsageMistake, NotFound) as error:
            error.spot = self.locate_token(token)
            raise

    def check_field(self, token: Token) -> None:
        """Raise UsageMistake for a field that there is not, and for one without a value."""
        if token.name not in QUERY_FIELDS:
            hint = f"The fields are: {', '.join(QUERY_FIELDS)}. Text with a colon in it goes in quotes."
            raise UsageMistake(f"There is no field “{token.name}:”.{suggest_nearest(token.name, QUERY_FIELDS)}", hint)
        bare = not self.text[token.begin : token.end].endswith(('"', "”"))
        if not token.text.strip() and (bare or token.name in ("group", "standard", "measure")):
            raise UsageMistake(
                f"“{token.name}:” has no value; one was expected after the colon.", _EXAMPLES[token.name]
            )

    def expand_saved(self, token: Token) -> p.AnyCondition:
        """Return what a saved query asks for. Raises NotFound for one that is gone, UsageMistake for a ring."""
        kept = {fold(one.name): one for one in self.known.journal.queries}
        found = kept.get(fold(token.text))
        if found is None:
            names = [one.name for one in kept.values()]
            hint = f"Saved are: {', '.join(names)}." if names else 'enquiry search --save NAME "…" saves one.'
            raise NotFound(
                f"There is no saved query “{token.text}”.{suggest_nearest(token.text, names)}",
                hint,
                self.locate_token(token),
            )
        if fold(found.name) in map(fold, self.inside):
            ring = " → ".join(f"@{name}" for name in (*self.inside, found.name))
            raise UsageMistake(
                f"A saved query names itself: {ring}.", "Save one of them anew.", self.locate_token(token)
            )
        try:
            inside = (*self.inside, found.name)
            return _QueryCompiler(found.text, self.known, len(found.text), inside).compile_node(parse_query(found.text))
        except (UsageMistake, NotFound, Ambiguous) as error:
            if not error.words.startswith("In @"):
                error.words = f"In @{found.name}: {error.words}"
            raise

    def build_disjoint_error(self, one: _TimeField, other: _TimeField) -> UsageMistake:
        words = f"{self.describe_time(one)} and {self.describe_time(other)} have no day in common."
        return UsageMistake(words, "Change one of them, or leave one out.", self.locate_token(other.token))

    def describe_time(self, time: _TimeField) -> str:
        """Return a time as it was given, with the day that counts in full."""
        token, period = time
        given = f"--{token.name} “{token.text}”" if token.begin >= self.typed else self.text[token.begin : token.end]
        day = {"since": period.begin, "until": period.last}.get(token.name)
        return f"{given} ({spell(day)})" if day else given

    def locate_token(self, token: Token) -> ErrorSpan | None:
        """Return where a token stands in what was typed; an option is named by its words instead."""
        return ErrorSpan(self.text[: self.typed], token.begin, token.end) if token.begin < self.typed else None


def _is_time(node: Node) -> bool:
    return (
        isinstance(node, Token) and node.sign is TokenKind.FIELD and (node.name in TIME_READERS or node.name == "term")
    )


_EXAMPLES = {
    "tag": "For example tag:reading; enquiry tags lists the tags in use.",
    "kind": "For example kind:evidence.",
    "evidence": "For example evidence:pupil-work.",
    "cycle": "For example cycle:7, or enough of its question.",
    "group": 'For example group:P4, or group:"six readers".',
    "decision": "For example decision:stop.",
    "state": "For example state:closed.",
    "standard": 'For example standard:"GTCS 2.1".',
    "direction": "For example direction:contradicts.",
    "measure": 'For example measure:"words a minute".',
    "has": "For example has:baseline.",
    "no": "For example no:review.",
    "year": "For example year:2025-26.",
    "term": "For example term:autumn, or term:2.",
    "since": 'For example since:2025-09-01, or since:"last monday".',
    "until": "For example until:2025-12-19.",
    "on": "For example on:2025-11-20, or on:yesterday.",
}
