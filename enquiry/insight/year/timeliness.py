"""When evaluation was written down: spread over the months, and at the time or afterwards."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

import msgspec
from dateutil.relativedelta import relativedelta

from enquiry.dates.period import Period
from enquiry.model.entry import AnyEntry, Evidence, Reflection, Review

AT_THE_TIME = 14
"""Days within which a thing counts as written at the time."""


class Month(msgspec.Struct, frozen=True):
    """How many pieces of evidence, reflections and reviews are dated in a calendar month."""

    begins: date
    pieces: int


class AtTheTime(NamedTuple):
    """How many entries were recorded within AT_THE_TIME days of happening, of how many."""

    within: int
    of: int


def evaluates(entry: AnyEntry) -> bool:
    """Say whether an entry is part of evaluation: evidence, a reflection or a review."""
    return isinstance(entry, Evidence | Reflection | Review)


def strip_by_month(entries: Iterable[AnyEntry], window: Period) -> tuple[Month, ...]:
    """Return the months of `window`, the empty ones too, with how much evaluation is dated in each."""
    days = [entry.happened_on for entry in entries if evaluates(entry)]
    return tuple(
        Month(first, sum(first <= day < first + relativedelta(months=1) for day in days)) for first in _months(window)
    )


def _months(window: Period) -> Iterator[date]:
    month = window.begin.replace(day=1)
    while month < window.end:
        yield month
        month += relativedelta(months=1)


def written_at_the_time(entries: Iterable[AnyEntry]) -> AtTheTime:
    """Return how many entries were recorded within fourteen days of the day they happened, of how many."""
    afterwards = [written_afterwards(entry) for entry in entries]
    return AtTheTime(afterwards.count(None), len(afterwards))


def written_afterwards(entry: AnyEntry) -> date | None:
    """Return the day an entry was typed, where that was more than fourteen days after it happened; else None."""
    typed = entry.recorded_at.date()
    return typed if (typed - entry.happened_on).days > AT_THE_TIME else None
