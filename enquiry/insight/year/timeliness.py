"""When evaluation was written down: spread over the months, and at the time or afterwards."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from enquiry.dates.period import Period, begin_next_month
from enquiry.model.entry import AnyEntry, Evidence, Reflection, Review

TIMELY_DAYS = 14
"""Days within which an entry counts as written at the time."""


class EvaluationMonth(msgspec.Struct, frozen=True):
    """How many pieces of evidence, reflections and reviews are dated in a calendar month."""

    begins: date
    pieces: int


class Timeliness(NamedTuple):
    """How many entries were recorded within TIMELY_DAYS days of happening, of how many."""

    within: int
    of: int


def is_evaluation(entry: AnyEntry) -> bool:
    """Say whether an entry is part of evaluation: evidence, a reflection or a review."""
    return isinstance(entry, Evidence | Reflection | Review)


def count_by_month(entries: Iterable[AnyEntry], window: Period) -> tuple[EvaluationMonth, ...]:
    """Return the months of `window`, the empty ones too, with how much evaluation is dated in each."""
    counted = Counter(entry.happened_on.replace(day=1) for entry in entries if is_evaluation(entry))
    months, first = list[EvaluationMonth](), window.begin.replace(day=1)
    while first < window.end:
        months.append(EvaluationMonth(first, counted[first]))
        first = begin_next_month(first)
    return tuple(months)


def measure_timeliness(entries: Iterable[AnyEntry]) -> Timeliness:
    """Return how many entries were recorded within fourteen days of the day they happened, of how many."""
    afterwards = [get_late_recording_day(entry) for entry in entries]
    return Timeliness(afterwards.count(None), len(afterwards))


def get_late_recording_day(entry: AnyEntry) -> date | None:
    """Return the day an entry was typed, where that was more than fourteen days after it happened; else None."""
    typed = entry.recorded_at.date()
    return typed if (typed - entry.happened_on).days > TIMELY_DAYS else None
