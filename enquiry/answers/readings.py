"""What `readings` answers to a program: each reading once, where it stands, and what reviews said of it."""

from datetime import date
from typing import Annotated, Any

from enquiry.answers.answer import Answer, project, wrap
from enquiry.insight.readings.known import KnownReading, format_trials
from enquiry.model.choices import TriedVerdict
from enquiry.model.entry import format_reference
from enquiry.model.journal import Journal


class ReadingPlace(Answer, frozen=True):
    """One entry of a reading: what was learned, and what it would have one see; `open` where no review has looked."""

    entry: Annotated[str, "name"]
    on: Annotated[date, "happened_on"]
    text: str
    expects: str
    open: bool


class TrialAnswer(Answer, frozen=True):
    """What a review said of a reading: in which cycle, the verdict, and why."""

    review: Annotated[str, "review.name"]
    cycle: Annotated[int, "cycle.number"]
    on: Annotated[date, "review.happened_on"]
    verdict: Annotated[TriedVerdict, "said.verdict"]
    why: Annotated[str, "said.why"]


class KnownReadingAnswer(Answer, frozen=True):
    """A reading, by the details of its first entry; `tried` says in words how it turned out, empty where nobody said.

    Without `entries` it is no longer in sight, and only what was said of it is left.
    """

    label: str
    authors: str
    year: int | None
    title: str
    doi: str
    reference: str
    entries: tuple[ReadingPlace, ...]
    tried: str
    trials: tuple[TrialAnswer, ...]


KnownReadingsAnswer = wrap(
    "KnownReadingsAnswer",
    "The readings of the journal, each once, in the order in which they were first read.",
    readings=tuple[KnownReadingAnswer, ...],
)


def describe_readings(known: tuple[KnownReading, ...], journal: Journal) -> Answer:
    """Return the answer of `readings`."""
    return KnownReadingsAnswer(tuple(_describe_reading(one, journal) for one in known))


def _describe_reading(known: KnownReading, journal: Journal) -> KnownReadingAnswer:
    first = next(iter(known.entries), None)
    details: dict[str, Any] = {
        "authors": first.authors if first else "",
        "year": first.year if first else None,
        "title": first.title if first else "",
        "doi": first.doi if first else "",
        "reference": format_reference(first) if first else "",
    }
    places = tuple(project(ReadingPlace, one, open=one in known.open) for one in known.entries)
    return project(KnownReadingAnswer, known, **details, entries=places, tried=format_trials(known, journal))
