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

from enquiry.insight.measures.series import Point
from enquiry.insight.summary.reader import Reader
from enquiry.model.choices import EvidenceKind, Privacy
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence
from enquiry.model.measure import plain_number

# --- Small counts: fewer than five learners are never counted out outside the journal.


FEWEST = 5
"""Counts of learners below this are never told outside the journal."""


_FEW = re.compile(
    r"(?<![\d.,])\b(?:[1-4]|one|two|three|four)\s+"
    r"(?:of\s+(?:\d+|the\w*)|pupils?|learners?|child(?:ren)?|students?|girls?|boys?|readers?|ākonga)\b",
    re.IGNORECASE,
)


def speaks_of_few(text: str) -> bool:
    """Say whether a person's own words count fewer than five learners: "Four pupils", "3 of 24".

    Words are never changed; they are pointed at before they leave.
    """
    return bool(_FEW.search(text))


def learners(count: int) -> str:
    """Return a count of learners as it may leave the journal."""
    return f"fewer than {FEWEST}" if count < FEWEST else str(count)


def is_few(point: Point, unit: str) -> bool:
    """Say whether a value counts fewer than five learners: a whole number "of 24", unless it is about other than 24."""
    counts = isinstance(point.value, int) and point.sd is None and unit.startswith("of ")
    return counts and point.n in (None, _of(unit)) and point.value < FEWEST


def _of(unit: str) -> int | None:
    return int(number) if (number := unit.removeprefix("of ")).isdecimal() else None


def value_told(point: Point, unit: str) -> str:
    """Return a value with its unit, standard deviation and number of learners, small counts held back."""
    value = f"fewer than {FEWEST}" if is_few(point, unit) else plain_number(point.value)
    aside = [f"SD {plain_number(point.sd)}"] if point.sd is not None else []
    aside += [f"n {learners(point.n)}"] if point.n else []
    whole = f"{value}{'' if unit in ('', '%') else ' '}{unit}"
    return f"{whole} ({', '.join(aside)})" if aside else whole


WIDTHS = tuple(Privacy)
"""The circles, from the narrowest to the widest."""

CLOSE = frozenset(
    {
        EvidenceKind.CASE_PUPIL,
        EvidenceKind.FAMILY_VOICE,
        EvidenceKind.PEER_DIALOGUE,
        EvidenceKind.PEER_OBSERVATION,
    }
)
"""Kinds of evidence about one pupil, or in which a colleague or a family speaks or is watched."""


class Sharing(NamedTuple):
    """What a person lets go, or holds back, for one document: cycles by number, entries by name."""

    cycles: frozenset[int] = frozenset()
    entries: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()


class Verdict(StrEnum):
    """What becomes of an entry in a document."""

    GOES = "goes"
    BY_NAME = "by name only"
    HELD = "held back"
    LEFT_OUT = "left out"


class Ruling(NamedTuple):
    """An entry's verdict, and the reason where it does not simply go."""

    verdict: Verdict
    reason: str = ""


def ruling_on(entry: AnyEntry, reader: Reader, sharing: Sharing) -> Ruling:
    """Return what becomes of an entry in a document for `reader`, by the rule above."""
    if reader.owner:
        return Ruling(Verdict.GOES)
    if entry.name in sharing.held:
        return Ruling(Verdict.HELD, "you held it back")
    if reaches(entry.privacy, reader.circle) or entry.name in sharing.entries:
        return Ruling(Verdict.GOES)
    if entry.cycle not in sharing.cycles:
        return Ruling(Verdict.HELD, f"its privacy is {entry.privacy}")
    close = close_to(entry)
    return Ruling(Verdict.BY_NAME, close) if close else Ruling(Verdict.GOES)


def cycle_goes(cycle: Cycle, reader: Reader, sharing: Sharing) -> bool:
    """Say whether a cycle's own words may reach the reader."""
    return reader.owner or cycle.number in sharing.cycles or reaches(cycle.privacy, reader.circle)


def reaches(privacy: Privacy, circle: Privacy) -> bool:
    """Say whether what was shared with `privacy` reaches a circle: it was shared at least that wide."""
    return WIDTHS.index(privacy) >= WIDTHS.index(circle)


def close_to(entry: AnyEntry) -> str:
    """Return why an entry is too close to someone to go with its cycle, or nothing where it is not."""
    if not isinstance(entry, Evidence):
        return ""
    if entry.evidence_kind in CLOSE:
        return f"it is evidence of the kind {entry.evidence_kind}"
    return f"it is about fewer than {FEWEST} learners" if entry.n and entry.n < FEWEST else ""


QUESTION = "question"
"""The kind of what is held back where it is a cycle's own words."""


class Held(NamedTuple):
    """An entry, or a cycle's own words, that a document does not tell in full: which, what becomes of it, and why."""

    cycle: int
    name: str
    kind: str
    verdict: Verdict
    reason: str

    @property
    def number(self) -> int:
        """The entry's number within its cycle; that of the cycle for its own words."""
        return int(self.name.rpartition(".")[2])


def going(
    entries: Sequence[AnyEntry], reader: Reader, sharing: Sharing
) -> tuple[tuple[AnyEntry, ...], frozenset[str], tuple[Held, ...]]:
    """Return the entries a document tells, the names of those told by name only, and what it does not tell in full."""
    ruled = [(entry, ruling_on(entry, reader, sharing)) for entry in entries]
    told = tuple(entry for entry, ruling in ruled if ruling.verdict is not Verdict.HELD)
    by_name = frozenset(entry.name for entry, ruling in ruled if ruling.verdict is Verdict.BY_NAME)
    held = tuple(
        Held(entry.cycle, entry.name, entry.kind.value, *ruling)
        for entry, ruling in ruled
        if ruling.verdict is not Verdict.GOES
    )
    return told, by_name, held
