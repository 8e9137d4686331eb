"""The series of a measure: its values by their days, above a floor of zero, so that a small change looks small."""

import re
from collections.abc import Sequence
from datetime import date

from enquiry.dates.period import short
from enquiry.documents.charts.canvas import WIDTH, Canvas, Place
from enquiry.insight.summary.blocks import Mark, Picture
from enquiry.model.measure import plain_number

_LEFT, _RIGHT, _TOP, _FLOOR = 44, 44, 26, 112
_APART = 78
"""How far apart two values stand at least, so that what is written of them has room."""


def draw_series(picture: Picture) -> Canvas:
    """Draw a measure's values as points on a line. One held back is a ring on the floor, with what is told of it."""
    canvas = Canvas(_FLOOR + 36)
    low, high = _range(picture)
    canvas.line((0, _FLOOR), (WIDTH, _FLOOR))
    canvas.words((0, _FLOOR - 4), plain_number(low), "quiet")
    if high == _of(picture.unit):
        canvas.line((0, _TOP), (WIDTH, _TOP), dashes="2 4")
        canvas.words((0, _TOP - 4), plain_number(high), "quiet")
    across = _across([mark.on for mark in picture.marks])
    points = [(x, _height(mark.value, low, high)) for x, mark in zip(across, picture.marks, strict=True)]
    canvas.path(point for point, mark in zip(points, picture.marks, strict=True) if mark.value is not None)
    for point, mark in zip(points, picture.marks, strict=True):
        _point(canvas, point, mark)
    return canvas


def _range(picture: Picture) -> tuple[float, float]:
    """Return where the floor and the top stand: zero, unless values lie below it, and the most there can be."""
    known = [mark.value for mark in picture.marks if mark.value is not None]
    low, high = min([0.0, *known]), max([*known, _of(picture.unit) or 0.0])
    return low, high if high > low else low + 1


def _of(unit: str) -> float | None:
    found = re.fullmatch(r"of (\d{1,9})", unit)
    return float(found[1]) if found else None


def _height(value: float | None, low: float, high: float) -> float:
    return _FLOOR if value is None else _FLOOR - (value - low) / (high - low) * (_FLOOR - _TOP)


def _across(days: Sequence[date]) -> list[float]:
    """Return how far to the right each day stands: by its distance in time, as far as the words leave it."""
    whole = max((days[-1] - days[0]).days, 1)
    room = WIDTH - _LEFT - _RIGHT
    apart = min(_APART, room / max(len(days) - 1, 1))
    free = room - apart * (len(days) - 1)
    return [_LEFT + place * apart + (day - days[0]).days / whole * free for place, day in enumerate(days)]


def _point(canvas: Canvas, at: Place, mark: Mark) -> None:
    known = mark.value is not None
    canvas.circle(at, 4.5, filled=known)
    said = plain_number(mark.value) if mark.value is not None else mark.told.partition(" of ")[0]
    canvas.words((at[0], at[1] - 10), said, "ink", "middle", strong=True)
    canvas.words((at[0], _FLOOR + 16), short(mark.on), "ink", "middle")
    canvas.words((at[0], _FLOOR + 31), str(mark.on.year), "quiet", "middle")
