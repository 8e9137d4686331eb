"""What may reach a reader, and what is held back, with the reason.

The rule, in the order in which it is asked:

1. The owner gets everything.
2. What was held back by its own name (`--hold 7.4`) is not told.
3. An entry goes that was shared at least as wide as the reader's circle, or is let go by its own name
   (`--include 7.4`). A cycle's own words (question, worry, hunch, signs) go with the privacy of the cycle.
4. A cycle that is let go for this once (`--share 7`) lets its words and all its entries go, but for those about one
   pupil, about fewer than five people, or in which an adult was watched or spoke in confidence. These are told by
   name, kind and day only.
5. Everything else is held back, since everything is private until someone says otherwise; a colleague's comment that
   came back too, even of a cycle that is let go: who sees what others said is chosen each time.

A field of a cycle's own words is held back by its name (`--hold 7:asked-before`). Counts of fewer than five people of a
group, and counts that leave fewer than five of those there are, are told to the owner alone.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from math import floor
from typing import NamedTuple

from enquiry.insight.measures.series import Series, SeriesPoint, format_value
from enquiry.insight.measures.tally import format_tally, merge_small_counts
from enquiry.insight.summary.reader import Reader
from enquiry.model.choices import FEWEST, EvidenceKind, Privacy
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence
from enquiry.model.measure import format_plain_number

_PEOPLE = (
    r"(?:pupils?|learners?|child(?:ren)?|students?|girls?|boys?|readers?|ākonga|teachers?|colleagues?|staff|parents?"
    r"|famil(?:y|ies)|carers?|people|members of staff)\b"
)
_FEW = re.compile(
    r"(?<![\d.,])\b(?:[1-4]|one|two|three|four)\s+"
    rf"(?:of\s+(?:\d+|the\w*)\b(?! planned)|(?:[\w’-]+\s+)?{_PEOPLE})",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?<![\d.,])(\d{1,3}) of (?:the )?(\d{1,3})(?![\d.,]*\d)(?! planned)")

_BEFORE_AMOUNT = ("to", "for", "from", *("count", "counted", "counting"), *("wait", "waited", "waiting"))
"""Words after which a bare number is an amount: count three, wait four, from two."""
_AFTER_AMOUNT = (
    "a|about|after|again|aloud|an|and|any|apart|as|at|because|before|between|but|by|during|each|every|first|"
    "from|her|his|I|if|in|into|it|its|left|like|more|my|new|not|now|of|off|on|or|our|out|over|per|silently|"
    "since|so|than|that|the|their|them|then|this|through|till|time|to|today|until|when|while|with|within|"
    "without|your"
)
"""Words that tell nothing of people after a bare number: three in my head, two at a time."""
_DOING = re.compile(
    r"(?<![\w.,-])(?:"
    + "".join(rf"(?<!\b{word} )" for word in _BEFORE_AMOUNT)
    + rf"(?:two|three|four)\s+(?!(?:{_AFTER_AMOUNT})\b)"
    + r"|(?:the|other)\s+(?:two|three|four)\s+(?!more\b|or\b|and\b|to\b|of\b)"
    + r")[a-z]*[a-rt-z](?![\w’'-])|(?:^|[.!?:;]\s+)one\s+[a-z]+s\b",
    re.IGNORECASE,
)
"""Few who do something, "Three write that …": in English what so many do ends in no s, and things do."""

CIRCLES = tuple(Privacy)
"""The circles, from the narrowest to the widest."""

SENSITIVE_KINDS = {
    EvidenceKind.CASE_PUPIL: "it is about one learner",
    EvidenceKind.FAMILY_VOICE: "a family speaks in it",
    EvidenceKind.PEER_DIALOGUE: "a colleague speaks in it",
    EvidenceKind.STAFF_VOICE: "a colleague speaks in it",
    EvidenceKind.PEER_OBSERVATION: "a colleague has a part in it",
}
"""Kinds of evidence that are close to someone, each with how, in words for whoever reads the document."""

ABOUT_FEW = "it is about fewer than five people"
"""Why evidence about few is told by its name only."""

COMMENTED = "it is a colleague's comment, kept between you"
"""Why a comment that came back is held back, unless it is let go by its name."""

BY_PERSON = "you held it back"
"""Why something is held back for one document."""

QUESTION = "question"
"""The kind of what is withheld where it is a cycle's own words."""


HELD_BY_NAME = {
    QUESTION: QUESTION,
    "asked-before": "versions",
    **{
        name: name
        for name in (
            "group",
            "setting",
            "partners",
            "issue",
            "why",
            "hunch",
            "success",
            "targets",
            "priority",
            "instead",
        )
    },
    **{name: name for name in ("informed", "consent", "story", "tags", "standards", "turns")},
}
"""The fields of a cycle's own words that can be held back, by the name that `--hold 7:NAME` takes."""


def has_few_learners(text: str) -> bool:
    """Say whether a person's own words count fewer than five people: "Four pupils", "Three write", "21 of 24".

    Words are never changed; they are pointed at before they leave, rather once too often.
    """
    shares = ((int(part), int(whole)) for part, whole in _SHARE.findall(text))
    return bool(_FEW.search(text) or _DOING.search(text)) or any(0 < whole - part < FEWEST for part, whole in shares)


def format_learner_count(count: int, *, owner: bool = False) -> str:
    """Return a count of learners as it may leave the journal; to its owner as it is."""
    return f"fewer than {FEWEST}" if count < FEWEST and not owner else str(count)


def find_withheld_range(point: SeriesPoint, series: Series) -> tuple[int, int] | None:
    """Return the least and the most that a count may be which is too telling to leave; None where the value may leave.

    A count is too telling where it or what it leaves of all is fewer than five. Only counts of learners are: see
    `_is_learner_count`.
    """
    if point.value % 1 or point.value < 0 or not _is_learner_count(point, series):
        return None
    if point.value < FEWEST:
        return 0, FEWEST - 1
    total = point.n if point.of is None else point.of
    if total is not None and total - FEWEST < point.value <= total:
        return floor(total) - FEWEST + 1, floor(total)
    return None


def _is_learner_count(point: SeriesPoint, series: Series) -> bool:
    """Say whether a whole number counts people, as its measure says; the place of a level counts nobody.

    Where nobody has said it, a number counts learners with a unit that names them, and of five or more unless it is
    about another number of learners than those; of fewer, or of no number, it may where it is about fewer than five.
    """
    if series.levels:
        return False
    if series.counts is not None:
        return series.counts.are_people
    if point.sd is not None or isinstance(point.value, float):
        return False
    if re.fullmatch(_PEOPLE, series.unit, re.IGNORECASE):
        return True
    if point.of is not None and point.of >= FEWEST:
        return point.n in (None, point.of)
    is_bare = series.unit == "" or series.unit.startswith("of ")
    return is_bare and point.n is not None and point.value <= point.n < FEWEST and point.of in (None, point.n)


def disclose_tally(point: SeriesPoint, series: Series) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return how many stood at each level as it may leave the journal: levels of few together with their neighbours.

    Together every number is five or more, so that none can be worked out from those there are of all.
    """
    return merge_small_counts(point.tally, series.levels, FEWEST) if point.tally else ((), ())


def format_disclosed_value(point: SeriesPoint, series: Series) -> str:
    """Return a value with its unit, standard deviation and number of learners, small counts withheld."""
    whole = format_value(point.value, series.unit, point.of, series.levels)
    if point.tally:
        levels, counts = disclose_tally(point, series)
        whole = format_tally(counts, levels) if len(counts) > 1 else "too few at a level to be told apart"
    if held := find_withheld_range(point, series):
        bound = f"more than {held[0] - 1}" if held[0] else f"fewer than {FEWEST}"
        few = point.of is not None and point.of < FEWEST
        whole = bound if few else whole.replace(format_plain_number(point.value), bound, 1)
    aside = [f"SD {format_plain_number(point.sd)}"] if point.sd is not None else []
    aside += [f"n {format_learner_count(point.n)}"] if point.n else []
    return f"{whole} ({', '.join(aside)})" if aside else whole


class DisclosureOverrides(NamedTuple):
    """What a person lets go, or holds back, for one document: cycles by number, entries by name.

    `fields` are fields of cycles to be held back, each by the cycle's number and its name in HELD_BY_NAME.
    """

    cycles: frozenset[int] = frozenset()
    entries: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    fields: frozenset[tuple[int, str]] = frozenset()


class Disclosure(StrEnum):
    """What becomes of an entry in a document."""

    GOES = "goes"
    BY_NAME = "by name only"
    HELD = "held back"
    LEFT_OUT = "left out"


class DisclosureRuling(NamedTuple):
    """An entry's verdict, and the reason where it does not simply go."""

    verdict: Disclosure
    reason: str = ""


class Withheld(NamedTuple):
    """An entry, or a cycle's own words, that a document does not tell in full: which, what becomes of it, and why.

    Of a cycle's own words `kind` says which: QUESTION stands for all of them, else it is a name in HELD_BY_NAME.
    """

    cycle: int
    name: str
    kind: str
    verdict: Disclosure
    reason: str

    @property
    def number(self) -> int:
        """The entry's number within its cycle; that of the cycle for its own words."""
        return int(self.name.rpartition(".")[2])

    @property
    def is_own(self) -> bool:
        """Whether it is the cycle's own words."""
        return "." not in self.name


def decide_disclosure(entry: AnyEntry, reader: Reader, sharing: DisclosureOverrides) -> DisclosureRuling:
    """Return what becomes of an entry in a document for `reader`, by the rule above."""
    if entry.name in sharing.held and not reader.owner:
        return DisclosureRuling(Disclosure.HELD, BY_PERSON)
    if reader.owner or is_shared_with(entry.privacy, reader.circle) or entry.name in sharing.entries:
        return DisclosureRuling(Disclosure.GOES)
    is_comment = isinstance(entry, Evidence) and bool(entry.gift)
    if is_comment or entry.cycle_number not in sharing.cycles:
        return DisclosureRuling(Disclosure.HELD, COMMENTED if is_comment else f"its privacy is {entry.privacy}")
    if isinstance(entry, Evidence) and entry.evidence_kind in SENSITIVE_KINDS:
        return DisclosureRuling(Disclosure.BY_NAME, SENSITIVE_KINDS[entry.evidence_kind])
    if isinstance(entry, Evidence) and entry.n and entry.n < FEWEST:
        return DisclosureRuling(Disclosure.BY_NAME, ABOUT_FEW)
    return DisclosureRuling(Disclosure.GOES)


def is_cycle_disclosed(cycle: Cycle, reader: Reader, sharing: DisclosureOverrides) -> bool:
    """Say whether a cycle's own words may reach the reader; they don't where its question is held back."""
    if (cycle.number, QUESTION) in sharing.fields and not reader.owner:
        return False
    return reader.owner or cycle.number in sharing.cycles or is_shared_with(cycle.privacy, reader.circle)


def is_shared_with(privacy: Privacy, circle: Privacy) -> bool:
    """Say whether what was shared with `privacy` reaches a circle: it was shared at least that wide."""
    return CIRCLES.index(privacy) >= CIRCLES.index(circle)


def select_disclosed_entries(
    entries: Sequence[AnyEntry], reader: Reader, sharing: DisclosureOverrides
) -> tuple[tuple[AnyEntry, ...], dict[str, str], list[Withheld]]:
    """Return the entries a document tells, why some are told by name only, and what it does not tell in full."""
    ruled = [(entry, *decide_disclosure(entry, reader, sharing)) for entry in entries]
    told = tuple(entry for entry, verdict, _ in ruled if verdict is not Disclosure.HELD)
    by_name = {entry.name: reason for entry, verdict, reason in ruled if verdict is Disclosure.BY_NAME}
    held = [Withheld(e.cycle_number, e.name, e.kind.value, v, r) for e, v, r in ruled if v is not Disclosure.GOES]
    return told, by_name, held
