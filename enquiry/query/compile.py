"""Compile the tree of a query to a condition: resolve days and names, and put saved queries in.

A term is one of the year asked for beside it or around it, else of the present one. Times that stand side by side are
one time; where they share no day the query is a mistake, since it could find nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import NamedTuple, TypeGuard

from enquiry.acts import Act, ActKind, Hint
from enquiry.dates.parse import read_term
from enquiry.dates.period import Period, merge_periods, spell
from enquiry.errors import Ambiguous, ErrorSpan, NotFound, UsageMistake, suggest_nearest
from enquiry.model.text import fold
from enquiry.query import predicates as p
from enquiry.query.fields import QUERY_FIELDS, TIME_READERS, QueryContext, read_condition
from enquiry.query.matching import normalise_for_search
from enquiry.query.parser import MAX_NESTING, MAX_TERMS, AndNode, Node, NotNode, OrNode, Token, TokenKind, parse_query


class NamedTime(NamedTuple):
    """A time and how it was given: `year:2025-26` with its place in the query, or `--year “2025-26”`.

    Of several periods, which are in order and apart, any one counts.
    """

    given: str
    periods: tuple[Period, ...]
    spot: ErrorSpan | None = None

    @property
    def whole(self) -> Period:
        """The time from the first day to the last."""
        return Period(self.periods[0].begin, self.periods[-1].end)


Years = tuple[str | None, ...]
"""The years, as they were typed, whose terms are meant; None is the present one."""
TimesReader = Callable[[Years], Iterable[NamedTime]]


def compile_query(
    text: str, known: QueryContext, years: Years = (None,), beside: TimesReader = lambda _years: ()
) -> p.AnyCondition:
    """Return the condition that a query is; an empty one holds of everything.

    `years` are those whose terms are meant where the query names none; `beside` reads the times that stand beside the
    query, as options, and is handed those years or the query's own. Raises UsageMistake, NotFound and Ambiguous, with
    the place in the query.
    """
    tree = parse_query(text)
    return _QueryCompiler(known).compile_all(tree.parts if isinstance(tree, AndNode) else (tree,), years, beside)


class _QueryCompiler:
    """Compiles one text.

    `inside` are the saved queries around it, the outermost first; `terms` and `depth` are what may still come, and how
    deep it stands, with them.
    """

    def __init__(
        self, known: QueryContext, inside: tuple[str, ...] = (), terms: int = MAX_TERMS, depth: int = 0
    ) -> None:
        self.known = known
        self.inside = inside
        self.terms = terms
        self.depth = depth

    def compile_all(
        self, parts: tuple[Node, ...], years: Years, beside: TimesReader = lambda _years: ()
    ) -> p.AnyCondition:
        """Return what all parts ask for together."""
        self.depth += 1
        self.terms -= len(parts)
        if self.terms < 0 or self.depth > 2 * MAX_NESTING:
            words = f"With its saved queries put in, the query asks for more than {MAX_TERMS} things, or too deeply."
            raise UsageMistake(words, "Say it more simply.")
        years = next(((part.text,) for part in parts if isinstance(part, Token) and part.name == "year"), years)
        times = [self.read_time(part, years) for part in parts if _is_time(part)]
        times += beside(years)
        for one, other in combinations(times, 2):
            if one.whole.find_overlap(other.whole) is None:
                words = f"{one.given} and {other.given} have no day in common."
                raise UsageMistake(words, "Change one of them, or leave one out.", other.spot)
        apart = [p.combine_any(map(p.InPeriod, time.periods)) for time in times if len(time.periods) > 1]
        others = [self.compile_part(part, years) for part in parts if not _is_time(part)]
        self.depth -= 1
        return p.combine_all((*others, *apart, *(p.InPeriod(time.whole) for time in times)))

    def compile_part(self, part: Node, years: Years) -> p.AnyCondition:
        match part:
            case OrNode():
                return p.combine_any(self.compile_all((one,), years) for one in part.parts)
            case NotNode():
                return p.Not(self.compile_all((part.part,), years))
            case AndNode():
                return self.compile_all(part.parts, years)
            case _:
                with _locate_errors(part):
                    return self.compile_token(part)

    def compile_token(self, token: Token) -> p.AnyCondition:
        match token.sign:
            case TokenKind.WORD:
                return p.SearchTerm(token.text, self.known.forms.get(normalise_for_search(token.text), ()))
            case TokenKind.PHRASE if not token.text.strip():
                raise UsageMistake("There is nothing between the quotes.", "Write the phrase there.")
            case TokenKind.PHRASE:
                return p.SearchTerm(token.text, whole=True)
            case TokenKind.SAVED:
                return self.expand_saved(token)
            case _:
                _check_field(token)
                return read_condition(token.name, token.text, self.known)

    def read_time(self, token: Token, years: Years) -> NamedTime:
        known = self.known
        with _locate_errors(token):
            _check_field(token)
            if token.name == "term":
                periods = merge_periods(read_term(token.text, year, known.today, known.calendar) for year in years)
            else:
                periods = (TIME_READERS[token.name](token.text, known),)
        day = {"since": periods[0].begin, "until": periods[-1].last}.get(token.name)
        return NamedTime(f"{token.typed} ({spell(day)})" if day else token.typed, periods, token.spot)

    def expand_saved(self, token: Token) -> p.AnyCondition:
        """Return what a saved query asks for. Raises NotFound for one that is gone, UsageMistake for a ring."""
        kept = {fold(one.name): one for one in self.known.journal.queries}
        found = kept.get(fold(token.text))
        if found is None:
            names, saving = [one.name for one in kept.values()], Hint("{} saves one.", Act(ActKind.SAVE_QUERY))
            hint = f"Saved are: {', '.join(names)}." if names else saving
            raise NotFound(f"There is no saved query “{token.text}”.{suggest_nearest(token.text, names)}", hint)
        inside = (*self.inside, found.name)
        if fold(found.name) in map(fold, self.inside):
            ring = " → ".join(f"@{name}" for name in inside)
            raise UsageMistake(f"A saved query names itself: {ring}.", "Save one of them anew.")
        within = _QueryCompiler(self.known, inside, self.terms, self.depth)
        try:
            condition = within.compile_all((parse_query(found.text),), (None,))
        except (UsageMistake, NotFound, Ambiguous) as error:
            if not error.words.startswith("In @"):
                error.words = f"In @{found.name}: {error.words}"
            raise
        self.terms = within.terms
        return condition


@contextmanager
def _locate_errors(token: Token) -> Iterator[None]:
    """Give the errors within the place of the token that they are about, unless they have a closer one."""
    try:
        yield
    except (UsageMistake, NotFound, Ambiguous) as error:
        error.spot = error.spot or token.spot
        raise


def _check_field(token: Token) -> None:
    """Raise UsageMistake for a field that there is not, and for one without a value."""
    if token.name not in QUERY_FIELDS:
        hint = f"The fields are: {', '.join(QUERY_FIELDS)}. Text with a colon in it goes in quotes."
        raise UsageMistake(f"There is no field “{token.name}:”.{suggest_nearest(token.name, QUERY_FIELDS)}", hint)
    bare = not token.typed.endswith(('"', "”"))
    if not token.text.strip() and (bare or token.name in ("group", "standard", "measure")):
        words = f"“{token.name}:” has no value; one was expected after the colon."
        example = next((one for one in _EXAMPLES if one.startswith(f"{token.name}:")), "")
        raise UsageMistake(words, f"For example {example}." if example else _TAG_EXAMPLE)


def _is_time(node: Node) -> TypeGuard[Token]:
    return isinstance(node, Token) and node.sign is TokenKind.FIELD and node.name in (*TIME_READERS, "term")


_EXAMPLES = (
    *("kind:evidence", "evidence:pupil-work", "cycle:7, or enough of its question", "decision:stop", "state:closed"),
    *('group:P4, or group:"six readers"', 'standard:"GTCS 2.1"', "direction:contradicts", 'measure:"words a minute"'),
    *("has:baseline", "no:review", "year:2025-26", "term:autumn, or term:2", "on:2025-11-20, or on:yesterday"),
    *('since:2025-09-01, or since:"last monday"', "until:2025-12-19"),
)
_TAG_EXAMPLE = Hint("For example tag:reading; {} lists the tags in use.", Act(ActKind.LIST_TAGS))
