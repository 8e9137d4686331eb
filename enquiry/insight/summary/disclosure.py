"""What may reach a reader, and what is held back, with the reason.

The rule, in the order in which it is asked:

1. The owner gets everything.
2. What was held back by its own name (`--hold 7.4`) is not told.
3. An entry goes that was shared at least as wide as the reader's circle, or is let go by its own name
   (`--include 7.4`). A cycle's own words (question, worry, hunch, signs) go with the privacy of the cycle.
4. A cycle that is let go for this once (`--share 7`) lets its words and all its entries go, but for those about one
   pupil, about fewer than five learners, or in which an adult was watched or spoke in confidence. These are told by
   name, kind and day only.
5. Everything else is held back, since everything is private until someone says otherwise.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from enquiry.insight.measures.series import Series, SeriesPoint, format_value
from enquiry.insight.summary.reader import Reader
from enquiry.model.choices import Counted, EvidenceKind, Privacy
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence
from enquiry.model.measure import format_plain_number

FEWEST = 5
"""Counts of learners below this are never told outside the journal."""

_FEW = re.compile(
    r"(?<![\d.,])\b(?:[1-4]|one|two|three|four)\s+"
    r"(?:of\s+(?:\d+|the\w*)|pupils?|learners?|child(?:ren)?|students?|girls?|boys?|readers?|ākonga)\b",
    re.IGNORECASE,
)

CIRCLES = tuple(Privacy)
"""The circles, from the narrowest to the widest."""

SENSITIVE_KINDS = frozenset(
    map(EvidenceKind, ("case-pupil", "family-voice", "peer-dialogue", "peer-observation")),
)
"""Kinds of evidence about one pupil, or in which a colleague or a family speaks or is watched."""

QUESTION = "question"
"""The kind of what is withheld where it is a cycle's own words."""


def has_few_learners(text: str) -> bool:
    """Say whether a person's own words count fewer than five learners: "Four pupils", "3 of 24".

    Words are never changed; they are pointed at before they leave.
    """
    return bool(_FEW.search(text))


def format_learner_count(count: int) -> str:
    """Return a count of learners as it may leave the journal."""
    return f"fewer than {FEWEST}" if count < FEWEST else str(count)


def is_few(point: SeriesPoint, counts: Counted | None) -> bool:
    """Say whether a value counts fewer than five learners, by what its measure `counts`.

    Where nobody has said that, a whole number of five or more may be one, unless it is about another number of them.
    """
    if counts is not None:
        return counts is Counted.LEARNERS and point.value < FEWEST
    whole = isinstance(point.value, int) and point.sd is None and point.of is not None and point.of >= FEWEST
    return whole and point.n in (None, point.of) and point.value < FEWEST


def format_disclosed_value(point: SeriesPoint, series: Series) -> str:
    """Return a value with its unit, standard deviation and number of learners, small counts withheld."""
    whole = format_value(point.value, series.unit, point.of, series.levels)
    if is_few(point, series.counts):
        whole = whole.replace(format_plain_number(point.value), f"fewer than {FEWEST}", 1)
    aside = [f"SD {format_plain_number(point.sd)}"] if point.sd is not None else []
    aside += [f"n {format_learner_count(point.n)}"] if point.n else []
    return f"{whole} ({', '.join(aside)})" if aside else whole


class DisclosureOverrides(NamedTuple):
    """What a person lets go, or holds back, for one document: cycles by number, entries by name."""

    cycles: frozenset[int] = frozenset()
    entries: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()


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
    """An entry, or a cycle's own words, that a document does not tell in full: which, what becomes of it, and why."""

    cycle: int
    name: str
    kind: str
    verdict: Disclosure
    reason: str

    @property
    def number(self) -> int:
        """The entry's number within its cycle; that of the cycle for its own words."""
        return int(self.name.rpartition(".")[2])


def decide_disclosure(entry: AnyEntry, reader: Reader, sharing: DisclosureOverrides) -> DisclosureRuling:
    """Return what becomes of an entry in a document for `reader`, by the rule above."""
    if entry.name in sharing.held and not reader.owner:
        return DisclosureRuling(Disclosure.HELD, "you held it back")
    if reader.owner or is_shared_with(entry.privacy, reader.circle) or entry.name in sharing.entries:
        return DisclosureRuling(Disclosure.GOES)
    if entry.cycle_number not in sharing.cycles:
        return DisclosureRuling(Disclosure.HELD, f"its privacy is {entry.privacy}")
    if isinstance(entry, Evidence) and entry.evidence_kind in SENSITIVE_KINDS:
        return DisclosureRuling(Disclosure.BY_NAME, f"it is evidence of the kind {entry.evidence_kind}")
    if isinstance(entry, Evidence) and entry.n and entry.n < FEWEST:
        return DisclosureRuling(Disclosure.BY_NAME, f"it is about fewer than {FEWEST} learners")
    return DisclosureRuling(Disclosure.GOES)


def is_cycle_disclosed(cycle: Cycle, reader: Reader, sharing: DisclosureOverrides) -> bool:
    """Say whether a cycle's own words may reach the reader."""
    return reader.owner or cycle.number in sharing.cycles or is_shared_with(cycle.privacy, reader.circle)


def is_shared_with(privacy: Privacy, circle: Privacy) -> bool:
    """Say whether what was shared with `privacy` reaches a circle: it was shared at least that wide."""
    return CIRCLES.index(privacy) >= CIRCLES.index(circle)


def select_disclosed_entries(
    entries: Sequence[AnyEntry], reader: Reader, sharing: DisclosureOverrides
) -> tuple[tuple[AnyEntry, ...], frozenset[str], list[Withheld]]:
    """Return the entries a document tells, the names of those told by name only, and what it does not tell in full."""
    ruled = [(entry, *decide_disclosure(entry, reader, sharing)) for entry in entries]
    told = tuple(entry for entry, verdict, _ in ruled if verdict is not Disclosure.HELD)
    by_name = frozenset(entry.name for entry, verdict, _ in ruled if verdict is Disclosure.BY_NAME)
    held = [Withheld(e.cycle_number, e.name, e.kind.value, v, r) for e, v, r in ruled if v is not Disclosure.GOES]
    return told, by_name, held
