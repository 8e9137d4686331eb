"""Pictures as SVG: drawn in shapes and words, so that they can be read in black and white.

A picture is right by itself, as a PDF and a Word file need it: every shape says its colour for white paper. Its shapes
also have a class each, by which a page with a style of its own makes them light on dark.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from enquiry.dates.names import MONTHS
from enquiry.dates.period import spell_short
from enquiry.documents.charts.canvas import WIDTH, CanvasPoint, SvgCanvas, estimate_width
from enquiry.documents.text import sanitize_line
from enquiry.insight.summary.blocks import Chart, ChartKind, ChartMark
from enquiry.model.measure import format_plain_number

if TYPE_CHECKING:
    from enquiry.documents.charts.canvas import SvgCanvas


def build_svg(picture: Chart, key: str = "picture") -> ET.Element:
    """Return a picture as an element with its title and description; `key` keeps their ids apart in one page."""
    draw: dict[ChartKind, Callable[[Chart], SvgCanvas]] = {
        ChartKind.STRIP: draw_strip_chart,
        ChartKind.SERIES: draw_series_chart,
        ChartKind.TIMELINE: draw_timeline_chart,
    }
    canvas = draw[picture.drawn](picture)
    return canvas.build_element(sanitize_line(picture.caption), sanitize_line(picture.alternative), key)


def render_svg(picture: Chart) -> str:
    """Return a picture as an SVG file of its own."""
    return ET.tostring(build_svg(picture), encoding="unicode")


# --- The strip of the year: a bar for each month, from zero, its number above it.


_TALLEST = 84
_TOP = 20
_FLOOR = _TOP + _TALLEST


def draw_strip_chart(picture: Chart) -> SvgCanvas:
    """Draw the months of a window, or its years; a year's number stands under its first month."""
    canvas = SvgCanvas(_FLOOR + 36)
    most = max((mark.value or 0 for mark in picture.marks), default=0) or 1
    room = WIDTH / max(len(picture.marks), 1)
    seen = ""
    canvas.add_line((0, _FLOOR), (WIDTH, _FLOOR))
    for place, mark in enumerate(picture.marks):
        middle, height = (place + 0.5) * room, (mark.value or 0) / most * _TALLEST
        if mark.value:
            canvas.add_box((middle - min(room * 0.32, 20), _FLOOR - height), min(room * 0.64, 40), height)
        canvas.add_text((middle, _FLOOR - height - 6), mark.told, "ink" if mark.value else "quiet", "middle")
        label, _, year = mark.what.partition(" ")
        canvas.add_text((middle, _FLOOR + 15), label, "ink", "middle")
        if year != seen:
            canvas.add_text((middle, _FLOOR + 30), year, "quiet", "middle")
        seen = year
    return canvas


# --- The series of a measure: its values by their days, above a floor of zero, so that a small change looks small.


_LEFT, _RIGHT, _SERIES_TOP, _SERIES_FLOOR = 44, 44, 26, 112
_APART = 78
"""How far apart two values stand at least, so that what is written of them has room."""


def draw_series_chart(picture: Chart) -> SvgCanvas:
    """Draw a measure's values as points on a line. One held back is a ring on the floor, with what is told of it."""
    canvas = SvgCanvas(_SERIES_FLOOR + 36)
    low, high = _range(picture)
    canvas.add_line((0, _SERIES_FLOOR), (WIDTH, _SERIES_FLOOR))
    canvas.add_text((0, _SERIES_FLOOR - 4), format_plain_number(low), "quiet")
    if high == _parse_total(picture.unit):
        canvas.add_line((0, _SERIES_TOP), (WIDTH, _SERIES_TOP), dashes="2 4")
        canvas.add_text((0, _SERIES_TOP - 4), format_plain_number(high), "quiet")
    across = _place_days([mark.on for mark in picture.marks])
    points = [(x, _height(mark.value, low, high)) for x, mark in zip(across, picture.marks, strict=True)]
    canvas.add_path(point for point, mark in zip(points, picture.marks, strict=True) if mark.value is not None)
    for point, mark in zip(points, picture.marks, strict=True):
        _draw_point(canvas, point, mark)
    return canvas


def _range(picture: Chart) -> tuple[float, float]:
    """Return where the floor and the top stand: zero, unless values lie below it, and the most there can be."""
    known = [mark.value for mark in picture.marks if mark.value is not None]
    low, high = min([0.0, *known]), max([*known, _parse_total(picture.unit) or 0.0])
    return low, high if high > low else low + 1


def _parse_total(unit: str) -> float | None:
    found = re.fullmatch(r"of (\d{1,9})", unit)
    return float(found[1]) if found else None


def _height(value: float | None, low: float, high: float) -> float:
    return (
        _SERIES_FLOOR if value is None else _SERIES_FLOOR - (value - low) / (high - low) * (_SERIES_FLOOR - _SERIES_TOP)
    )


def _place_days(days: Sequence[date]) -> list[float]:
    """Return how far to the right each day stands: by its distance in time, as far as the words leave it."""
    whole = max((days[-1] - days[0]).days, 1)
    room = WIDTH - _LEFT - _RIGHT
    apart = min(_APART, room / max(len(days) - 1, 1))
    free = room - apart * (len(days) - 1)
    return [_LEFT + place * apart + (day - days[0]).days / whole * free for place, day in enumerate(days)]


def _draw_point(canvas: SvgCanvas, at: CanvasPoint, mark: ChartMark) -> None:
    known = mark.value is not None
    canvas.add_circle(at, 4.5, filled=known)
    said = format_plain_number(mark.value) if mark.value is not None else mark.told.partition(" of ")[0]
    canvas.add_text((at[0], at[1] - 10), said, "ink", "middle", strong=True)
    canvas.add_text((at[0], _SERIES_FLOOR + 16), spell_short(mark.on), "ink", "middle")
    canvas.add_text((at[0], _SERIES_FLOOR + 31), str(mark.on.year), "quiet", "middle")


# --- The timeline of a cycle: a lane for each kind of thing, so that shape and place say what it is, and never colour.


_TIMELINE_LEFT, _TIMELINE_RIGHT = 92, 28
_ROW = 22
_HEAD = 8
_DISAGREES = ("disagrees", "mixed")
_LANES = {
    "Question": ("question", "refined"),
    "Reading": ("reading",),
    "Action": ("action",),
    "Evidence": ("evidence",),
    "Reflection": ("reflection",),
    "Note": ("note",),
}
_LAST = "Decision"
"""Every lane with the things that stand in it; whatever stands in none is a decision or a turn."""


class _TimeScale(NamedTuple):
    """Days as places across the picture."""

    begin: date
    end: date

    def place_day(self, day: date) -> float:
        """Return how far to the right a day stands."""
        days = (min(day, self.end) - self.begin).days
        return _TIMELINE_LEFT + 8 + days / (self.end - self.begin).days * (WIDTH - _TIMELINE_LEFT - _TIMELINE_RIGHT - 8)


class _PlacedMark(NamedTuple):
    """A mark with its label in a row of its lane; `left` where the label stands to the left of it."""

    mark: ChartMark
    label: str
    x: float
    row: int
    left: bool


def draw_timeline_chart(picture: Chart) -> SvgCanvas:
    """Draw what happened by its day. Holidays are bands, silence a dotted line in a lane of its own."""
    scale = _scale(picture.marks)
    lanes = {name: _pack_lane(marks, scale) for name, marks in _lanes(picture.marks).items()}
    quiet = list(_find_gaps(picture.marks, scale))
    rows = sum(_count_rows(placed) for placed in lanes.values()) + bool(quiet)
    floor = _HEAD + rows * _ROW + 4 * (len(lanes) + bool(quiet))
    canvas = SvgCanvas(floor + 34)
    _holidays(canvas, picture.marks, scale, floor)
    y: float = _HEAD
    for name, placed in lanes.items():
        _draw_lane(canvas, name, placed, y)
        y += _count_rows(placed) * _ROW + 4
    if quiet:
        _draw_gaps(canvas, quiet, y)
    _draw_axis(canvas, scale, floor)
    return canvas


def _scale(marks: Sequence[ChartMark]) -> _TimeScale:
    days = [mark.on for mark in marks]
    begin = min(days)
    return _TimeScale(begin, max(*days, begin + timedelta(days=28)))


def _lanes(marks: Sequence[ChartMark]) -> dict[str, list[ChartMark]]:
    held: dict[str, list[ChartMark]] = {name: [] for name in (*_LANES, _LAST)}
    for mark in marks:
        if mark.what not in ("holiday", "quiet"):
            held[next((name for name, kinds in _LANES.items() if mark.what in kinds), _LAST)].append(mark)
    return {name: found for name, found in held.items() if found}


def _pack_lane(marks: Sequence[ChartMark], scale: _TimeScale) -> list[_PlacedMark]:
    """Return the marks of a lane, each in the first row where its label has room."""
    placed, ends = list[_PlacedMark](), list[float]()
    for mark in sorted(marks, key=lambda mark: mark.on):
        label, x = _format_mark_label(mark), scale.place_day(mark.on)
        length = estimate_width(label) + 12
        left = x + length > WIDTH
        begins = x - length if left else x - 7
        row = next((row for row, end in enumerate(ends) if end <= begins), len(ends))
        ends[row : row + 1] = [x + 8 if left else x + length]
        placed.append(_PlacedMark(mark, label, x, row, left))
    return placed


def _format_mark_label(mark: ChartMark) -> str:
    if mark.what == "evidence":
        return f"{mark.name} {mark.told}".strip()
    if mark.what in ("question", "refined", "next look"):
        return {"question": "asked"}.get(mark.what, mark.what)
    return mark.name if any(mark.what in kinds for kinds in _LANES.values()) else f"{mark.what} {mark.name}".strip()


def _count_rows(placed: Sequence[_PlacedMark]) -> int:
    return max((one.row for one in placed), default=0) + 1


def _draw_lane(canvas: SvgCanvas, name: str, placed: Sequence[_PlacedMark], y: float) -> None:
    canvas.add_text((0, y + 15), name, "quiet")
    bottom = y + _count_rows(placed) * _ROW + 2
    canvas.add_line((_TIMELINE_LEFT, bottom), (WIDTH, bottom), width=0.4)
    for one in placed:
        middle = y + one.row * _ROW + 11
        _draw_mark(canvas, name, one.mark, (one.x, middle))
        at = (one.x - 10, middle + 4) if one.left else (one.x + 10, middle + 4)
        canvas.add_text(at, one.label, "ink", "end" if one.left else "start", strong=name == _LAST)


def _draw_mark(canvas: SvgCanvas, lane: str, mark: ChartMark, at: CanvasPoint) -> None:
    """Draw a mark: its lane gives the shape; what disagrees, and what only lies ahead, is an outline."""
    x, y = at
    filled = mark.told not in _DISAGREES and mark.what != "next look"
    match lane:
        case "Question":
            canvas.add_line((x - 4, y - 7), (x - 4, y + 7), "accent", width=1.8)
            canvas.add_polygon([(x - 4, y - 7), (x + 6, y - 3.5), (x - 4, y)])
        case "Action":
            canvas.add_polygon([(x - 5, y - 6), (x + 6, y), (x - 5, y + 6)])
        case "Evidence":
            canvas.add_polygon([(x, y - 6.5), (x + 6.5, y), (x, y + 6.5), (x - 6.5, y)], filled=filled)
        case "Decision":
            canvas.add_polygon([(x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5), (x - 5, y + 5)], filled=filled)
        case "Reading":
            canvas.add_polygon([(x - 3, y - 6), (x + 3, y - 6), (x + 3, y + 6), (x - 3, y + 6)])
        case "Note":
            canvas.add_circle(at, 2.5)
        case _:
            canvas.add_circle(at, 5, filled=False)


def _holidays(canvas: SvgCanvas, marks: Sequence[ChartMark], scale: _TimeScale, floor: float) -> None:
    for mark in marks:
        if mark.what == "holiday":
            begins, ends = scale.place_day(mark.on), scale.place_day(mark.until or mark.on)
            canvas.add_box((begins, 0), max(ends - begins, 3), floor, "tint")


def _find_gaps(marks: Sequence[ChartMark], scale: _TimeScale) -> Iterator[tuple[float, float, str]]:
    """Yield where each silence begins and ends, and how long it was."""
    for mark, after in pairwise([mark for mark in marks if mark.what != "holiday"]):
        if mark.what == "quiet" and after.what != "quiet":
            yield scale.place_day(mark.on), scale.place_day(after.on), mark.told.replace("teaching ", "")


def _draw_gaps(canvas: SvgCanvas, quiet: Sequence[tuple[float, float, str]], y: float) -> None:
    canvas.add_text((0, y + 15), "Silence", "quiet")
    ends = 0.0
    for begins, until, told in quiet:
        canvas.add_line((begins + 8, y + 11), (until - 4, y + 11), "ink", "1 5", 2)
        if begins >= ends and begins + estimate_width(told) < WIDTH:
            canvas.add_text((begins + 8, y + 6), told, "quiet")
            ends = begins + estimate_width(told) + 16


def _draw_axis(canvas: SvgCanvas, scale: _TimeScale, floor: float) -> None:
    """Draw the axis: the months, or the years where months have no room, each where it begins."""
    canvas.add_line((_TIMELINE_LEFT, floor), (WIDTH, floor))
    ends = 0.0
    for first in _list_axis_days(scale):
        x = scale.place_day(first)
        canvas.add_line((x, floor), (x, floor + 5))
        label = str(first.year) if _is_by_year(scale) else MONTHS[first.month - 1][:3]
        if x >= ends:
            canvas.add_text((x + 2, floor + 16), label, "ink")
            if not _is_by_year(scale) and (first.month == 1 or not ends):
                canvas.add_text((x + 2, floor + 30), str(first.year), "quiet")
            ends = x + estimate_width(label) + 8


def _is_by_year(scale: _TimeScale) -> bool:
    return (scale.end - scale.begin).days > 550


def _list_axis_days(scale: _TimeScale) -> Iterator[date]:
    """Yield the first days of the months, or years, that begin on the axis; where none does, the day it begins."""
    days = (scale.begin + timedelta(days=n) for n in range((scale.end - scale.begin).days + 1))
    found = [day for day in days if day.day == 1 and (day.month == 1 or not _is_by_year(scale))]
    yield from found or [scale.begin]
