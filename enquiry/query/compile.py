"""From the tree of a query to what it asks for: days and names are looked up, and saved queries put in.

A term is one of the year asked for beside it or around it, else of the present one. Times that stand side by side are
one time; where they share no day the query is a mistake, since it could find nothing.
"""

from itertools import combinations
from typing import NamedTuple

from enquiry.dates.period import Period, spell
from enquiry.errors import Ambiguous, NotFound, Spot, UsageMistake, near
from enquiry.model.text import fold
from enquiry.query import predicates as p
from enquiry.query.fields import FIELDS, READERS, TIMES, Known, term
from enquiry.query.lexer import Sign, Token
from enquiry.query.matching import bare
from enquiry.query.parser import Either, Every, Never, Node, parse


def meaning(text: str, known: Known, *, typed: int | None = None) -> p.AnyCondition:
    """Return the condition that a query is; an empty one holds of everything.

    What stands from the place `typed` on was given as options, and is spoken of as such. Raises UsageMistake, NotFound
    and Ambiguous, with the place in the query where that was typed.
    """
    return _Reader(text, known, len(text) if typed is None else typed).read(parse(text))


class _Time(NamedTuple):
    token: Token
    period: Period


class _Reader:
    """Reads one text. `inside` are the saved queries around it, the outermost first."""

    def __init__(self, text: str, known: Known, typed: int, inside: tuple[str, ...] = ()) -> None:
        self.text = text
        self.known = known
        self.typed = typed
        self.inside = inside

    def read(self, node: Node, year: str | None = None) -> p.AnyCondition:
        match node:
            case Either():
                return p.any_of(self.read(part, year) for part in node.parts)
            case Never():
                return p.Not(self.read(node.part, year))
            case Every():
                return self.every(node.parts, year)
            case _:
                return self.every((node,), year)

    def every(self, parts: tuple[Node, ...], year: str | None) -> p.AnyCondition:
        """Return what all parts ask for together."""
        year = next((part.text for part in parts if isinstance(part, Token) and part.name == "year"), year)
        times = [self.time(part, year) for part in parts if isinstance(part, Token) and _is_time(part)]
        for one, other in combinations(times, 2):
            if one.period.clipped(other.period) is None:
                raise self.apart(one, other)
        others = [self.one(part, year) for part in parts if not _is_time(part)]
        return p.all_of((*others, *(p.Within(time.period) for time in times)))

    def one(self, part: Node, year: str | None) -> p.AnyCondition:
        if not isinstance(part, Token):
            return self.read(part, year)
        match part.sign:
            case Sign.WORD:
                return p.Says(part.text, self.known.forms.get(bare(part.text), ()))
            case Sign.PHRASE if not part.text.strip():
                raise UsageMistake("There is nothing between the quotes.", "Write the phrase there.", self.spot(part))
            case Sign.PHRASE:
                return p.Quotes(part.text)
            case Sign.SAVED:
                return self.saved(part)
            case _:
                return self.field(part)

    def field(self, token: Token) -> p.AnyCondition:
        try:
            self.check(token)
            return READERS[token.name](token.text, self.known)
        except (UsageMistake, NotFound, Ambiguous) as error:
            error.spot = self.spot(token)
            raise

    def time(self, token: Token, year: str | None) -> _Time:
        try:
            self.check(token)
            if token.name == "term":
                return _Time(token, term(token.text, year, self.known))
            return _Time(token, TIMES[token.name](token.text, self.known))
        except (UsageMistake, NotFound) as error:
            error.spot = self.spot(token)
            raise

    def check(self, token: Token) -> None:
        """Raise UsageMistake for a field that there is not, and for one without a value."""
        if token.name not in FIELDS:
            hint = f"The fields are: {', '.join(FIELDS)}. Text with a colon in it goes in quotes."
            raise UsageMistake(f"There is no field “{token.name}:”.{near(token.name, FIELDS)}", hint)
        bare = not self.text[token.begin : token.end].endswith(('"', "”"))
        if not token.text.strip() and (bare or token.name in ("group", "standard", "measure")):
            raise UsageMistake(
                f"“{token.name}:” has no value; one was expected after the colon.", _EXAMPLES[token.name]
            )

    def saved(self, token: Token) -> p.AnyCondition:
        """Return what a saved query asks for. Raises NotFound for one that is gone, UsageMistake for a ring."""
        kept = {fold(one.name): one for one in self.known.journal.settings.queries}
        found = kept.get(fold(token.text))
        if found is None:
            names = [one.name for one in kept.values()]
            hint = f"Saved are: {', '.join(names)}." if names else 'enquiry search --save NAME "…" saves one.'
            raise NotFound(f"There is no saved query “{token.text}”.{near(token.text, names)}", hint, self.spot(token))
        if fold(found.name) in map(fold, self.inside):
            ring = " → ".join(f"@{name}" for name in (*self.inside, found.name))
            raise UsageMistake(f"A saved query names itself: {ring}.", "Save one of them anew.", self.spot(token))
        try:
            inside = (*self.inside, found.name)
            return _Reader(found.text, self.known, len(found.text), inside).read(parse(found.text))
        except (UsageMistake, NotFound, Ambiguous) as error:
            if not error.words.startswith("In @"):
                error.words = f"In @{found.name}: {error.words}"
            raise

    def apart(self, one: _Time, other: _Time) -> UsageMistake:
        words = f"{self.told(one)} and {self.told(other)} have no day in common."
        return UsageMistake(words, "Change one of them, or leave one out.", self.spot(other.token))

    def told(self, time: _Time) -> str:
        """Return a time as it was given, with the day that counts in full."""
        token, period = time
        given = f"--{token.name} “{token.text}”" if token.begin >= self.typed else self.text[token.begin : token.end]
        day = {"since": period.begin, "until": period.last}.get(token.name)
        return f"{given} ({spell(day)})" if day else given

    def spot(self, token: Token) -> Spot | None:
        """Return where a token stands in what was typed; an option is named by its words instead."""
        return Spot(self.text[: self.typed], token.begin, token.end) if token.begin < self.typed else None


def _is_time(node: Node) -> bool:
    return isinstance(node, Token) and node.sign is Sign.FIELD and (node.name in TIMES or node.name == "term")


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
