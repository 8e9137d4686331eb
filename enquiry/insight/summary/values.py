"""The values of a cycle's measures as a document tells them, with what has changed and how big that was."""

from collections.abc import Sequence
from datetime import date

import msgspec

from enquiry.dates.period import short
from enquiry.insight.measures.change import baseline_of, change_of, change_said
from enquiry.insight.measures.series import Point, Series, series_of
from enquiry.insight.measures.summary import weight_said
from enquiry.insight.summary.small import is_few, learners, value_told
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal


class Valued(msgspec.Struct, frozen=True):
    """One value of a measure: its day and entry, as it is told, and the number where that may be told."""

    on: date
    entry: str
    told: str
    value: int | float | None = None
    sd: int | float | None = None
    n: str = ""


class Values(msgspec.Struct, frozen=True):
    """A measure's values in the window. `baseline` is the place of the baseline among them, where there is one.

    `change` says what has changed since the baseline; it is empty where a count was held back, since the one could be
    worked out from the other. `weight` says how big that was, where the figures bear it.
    """

    measure: str
    unit: str
    better: str
    values: tuple[Valued, ...]
    baseline: int | None = None
    change: str = ""
    weight: str = ""


def values_of(cycle: Cycle, names: frozenset[str], journal: Journal, *, goes: bool) -> tuple[Values, ...]:
    """Return the values that the entries of these names brought; `goes` says that the cycle's own words are told."""
    shown = (_shown(series, names) for series in series_of(cycle, journal))
    found = tuple(_values(series, cycle) for series in shown if series.points)
    if goes:
        return found
    # How big a change was is weighed with what the cycle says of itself, and may quote it.
    return tuple(msgspec.structs.replace(values, weight="") for values in found)


def _shown(series: Series, names: frozenset[str]) -> Series:
    return series._replace(points=tuple(point for point in series.points if point.entry in names))


def _values(series: Series, cycle: Cycle) -> Values:
    baseline = baseline_of(series, cycle)
    place = series.points.index(baseline) if baseline else None
    values = tuple(_valued(point, series.unit) for point in series.points)
    found = Values(series.name, series.unit, series.better.value, values, place)
    if any(value.value is None for value in values) or not (change := change_of(series, cycle)):
        return found
    return msgspec.structs.replace(found, change=change_said(change), weight=weight_said(series, cycle))


def _valued(point: Point, unit: str) -> Valued:
    few = is_few(point, unit)
    n = learners(point.n) if point.n else ""
    return Valued(point.on, point.entry, value_told(point, unit), None if few else point.value, point.sd, n)


def valued_said(value: Sequence[Valued]) -> str:
    """Return values with their days in a row: `5 of 24 on 3 Sep 2025, 17 of 24 on 3 Dec 2025`."""
    return ", ".join(f"{one.told} on {short(one.on, year=True)}" for one in value)
