"""Series: the values of one measure in one cycle, in the order of the days."""

from datetime import date
from typing import NamedTuple

from enquiry.model.choices import Better
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.measure import Measured, Number, plain_number, same_measure


class Point(NamedTuple):
    """One value: when, of how many learners, and the entry that brought it."""

    on: date
    value: Number
    sd: Number | None
    n: int | None
    entry: str


class Series(NamedTuple):
    """The values of one measure in one cycle."""

    name: str
    unit: str
    better: Better
    points: tuple[Point, ...]

    @property
    def first(self) -> Point:
        """The earliest value."""
        return self.points[0]

    @property
    def latest(self) -> Point:
        """The latest value."""
        return self.points[-1]


def series_of(cycle: Cycle, journal: Journal) -> tuple[Series, ...]:
    """Return the cycle's measures in the order in which they first appear, each with all its values."""
    points: dict[str, list[Point]] = {}
    for evidence, value in cycle.measured():
        name = next((known for known in points if same_measure(known, value.measure)), value.measure)
        points.setdefault(name, []).append(_point(evidence.happened_on, value, evidence.n, evidence.name))
    return tuple(_series(name, tuple(found), journal) for name, found in points.items())


def _point(on: date, value: Measured, n: int | None, entry: str) -> Point:
    return Point(on, value.value, value.sd, n, entry)


def _series(name: str, points: tuple[Point, ...], journal: Journal) -> Series:
    known = journal.measure(name)
    return Series(name, known.unit if known else "", known.better if known else Better.NEITHER, points)


def spelled(point: Point, unit: str) -> str:
    """Return a value with its unit, standard deviation and number of learners: `11.2 of 20 (SD 4.1, n 24)`."""
    value = f"{plain_number(point.value)}{'' if unit in ('', '%') else ' '}{unit}"
    aside = [f"SD {plain_number(point.sd)}" if point.sd is not None else "", f"n {point.n}" if point.n else ""]
    said = ", ".join(filter(None, aside))
    return f"{value} ({said})" if said else value
