"""Charts as SVG: drawn in shapes and words, so that they can be read in black and white.

A chart is right by itself, as a PDF and a Word file need it: every shape says its colour for white paper. Its shapes
also have a class each, by which a page with a style of its own makes them light on dark.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

from enquiry.documents.charts.canvas import WIDTH, CanvasPoint, SvgCanvas, estimate_width
from enquiry.documents.charts.text import format_alternative
from enquiry.documents.text import sanitize_line
from enquiry.insight.summary.blocks import Chart, ChartKind, ChartMark
from enquiry.insight.summary.language import ENGLISH, Language
from enquiry.model.measure import format_plain_number


def draw_chart(picture: Chart, language: Language = ENGLISH) -> SvgCanvas:
    """Return a chart as it is drawn, in the order of its shapes."""
    match picture.drawn:
        case ChartKind.STRIP:
            return draw_strip_chart(picture)
        case ChartKind.SERIES:
            return draw_series_chart(picture, language)
        case ChartKind.TIMELINE:
            return _TimelineDrawing(picture.marks, language).draw()


def build_svg(picture: Chart, key: str = "picture", language: Language = ENGLISH) -> ET.Element:
    """Return a chart as an element with its title and description; `key` keeps their ids apart in one page."""
    title, description = sanitize_line(picture.caption), sanitize_line(format_alternative(picture))
    return draw_chart(picture, language).build_element(title, description, key)


def render_svg(picture: Chart, language: Language = ENGLISH) -> str:
    """Return a chart as an SVG file of its own."""
    return ET.tostring(build_svg(picture, language=language), encoding="unicode")


# --- The strip of the year: a bar for each month, from zero, its number above it.


_TALLEST = 84
_FLOOR = 20 + _TALLEST


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


# --- The series of a measure: its values by their days, over the range they move in, which is written beside it.


_SIDE, _SERIES_TOP, _SERIES_FLOOR = 44, 26, 112
_APART = 78
"""How far apart two values stand at least, so that what is written of them has room."""


_SPREAD = 0.25
"""The share of its floor's distance from zero that a change at least fills for that floor to be zero."""


def find_series_range(values: Sequence[float], total: float | None) -> tuple[float, float]:
    """Return the values that stand at the foot and at the head of a chart of a series.

    Rule: from zero, unless values lie below it, to the most there can be (`total`), where the values take up a quarter
    of that or more; else the range they move in with half as much again beneath, so that the height shows the change.
    """
    low, high = min(values, default=0.0), max(values, default=0.0)
    top = total or max(high, 0.0)
    if high - low >= _SPREAD * (top - min(low, 0.0)) or high == low:
        floor = min(low, 0.0)
        return floor, top if top > floor else floor + 1
    step = 10.0 ** floor_of_log(high - low)
    floor = max(floor_to(low - (high - low) / 2, step), min(low, 0.0))
    return floor, high


def floor_of_log(number: float) -> int:
    """Return the power of ten just beneath a number."""
    return int(f"{number:e}".partition("e")[2])


def floor_to(number: float, step: float) -> float:
    """Return the multiple of a step just beneath a number."""
    return round(number // step * step, 9)


def draw_series_chart(picture: Chart, language: Language = ENGLISH) -> SvgCanvas:
    """Draw a measure's values as points on a line. One withheld is a ring on the floor, with what is told of it.

    Floor and top are those of `find_series_range`; a target is a dashed line across.
    """
    canvas, marks = SvgCanvas(_SERIES_FLOOR + 36), picture.marks
    found = re.fullmatch(r"of (\d{1,9})", picture.unit)
    total = float(found[1]) if found else 100.0 if picture.unit == "%" else None
    known = [mark.value for mark in marks if mark.value is not None]
    low, high = find_series_range([*known, *([] if picture.target is None else [picture.target])], total)
    canvas.add_line((0, _SERIES_FLOOR), (WIDTH, _SERIES_FLOOR))
    canvas.add_text((0, _SERIES_FLOOR - 4), format_plain_number(low), "quiet")
    if high == total:
        canvas.add_line((0, _SERIES_TOP), (WIDTH, _SERIES_TOP), dashes="2 4")
        canvas.add_text((0, _SERIES_TOP - 4), format_plain_number(high), "quiet")
    if picture.target is not None:
        y = _SERIES_FLOOR - (picture.target - low) / (high - low) * (_SERIES_FLOOR - _SERIES_TOP)
        canvas.add_line((0, y), (WIDTH, y), "accent", "6 4")
        aim = f"{language.translate('target')} {format_plain_number(picture.target)}"
        canvas.add_text((WIDTH, y - 4), aim, "accent", "end")
    points = list[tuple[ChartMark, float, float]]()
    room, whole = WIDTH - 2 * _SIDE, max((marks[-1].on - marks[0].on).days, 1)
    apart = min(_APART, room / max(len(marks) - 1, 1))
    for place, mark in enumerate(marks):  # by their distance in time, as far as the words leave it
        passed = (mark.on - marks[0].on).days / whole
        x = _SIDE + place * apart + passed * (room - apart * (len(marks) - 1))
        share = 0 if mark.value is None else (mark.value - low) / (high - low)
        points.append((mark, x, _SERIES_FLOOR - share * (_SERIES_FLOOR - _SERIES_TOP)))
    canvas.add_path((x, y) for mark, x, y in points if mark.value is not None)
    for mark, x, y in points:
        canvas.add_circle((x, y), 4.5, filled=mark.value is not None)
        said = mark.told.partition(" of ")[0] if mark.value is None else format_plain_number(mark.value)
        canvas.add_text((x, y - 10), said, "ink", "middle", strong=True)
        canvas.add_text((x, _SERIES_FLOOR + 16), language.spell_short(mark.on, year=False), "ink", "middle")
        canvas.add_text((x, _SERIES_FLOOR + 31), str(mark.on.year), "quiet", "middle")
    return canvas


# --- The timeline of a cycle: a lane for each kind of mark, so that shape and place say what it is, and never colour.


_LEFT, _RIGHT = 92, 28
_ROW = 22
_HEAD = 8
_LAST = "Decision"
_LANES = ("Question", "Reading", "Action", "Evidence", "Reflection", "Ask", "Note", _LAST)
_LANE_OF = {name.lower(): name for name in _LANES} | {"refined": "Question"}
"""The lane of each kind of mark; whatever is not here is a decision or a change of state, in the last lane."""

_CORNERS: dict[str, tuple[CanvasPoint, ...]] = {
    "Action": ((-5, -6), (6, 0), (-5, 6)),
    "Evidence": ((0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)),
    "Ask": ((0, -6), (6, 5), (-6, 5)),
    "Reading": ((-3, -6), (3, -6), (3, 6), (-3, 6)),
    _LAST: ((-5, -5), (5, -5), (5, 5), (-5, 5)),
}
"""The shapes of the marks in lanes, by their corners around the middle."""


class _PlacedMark(NamedTuple):
    """A mark with its label in a row of its lane; `left` where the label stands to the left of it."""

    mark: ChartMark
    label: str
    x: float
    row: int
    left: bool


class _TimelineDrawing:
    """A timeline as it is drawn: its days as places across, from at least four weeks, its lanes from above.

    Holidays are bands, a gap is a dotted line in a lane of its own.
    """

    def __init__(self, marks: Sequence[ChartMark], language: Language) -> None:
        self.marks, self.language = marks, language
        self.begin = min(mark.on for mark in marks)
        self.days = max(28, *((mark.on - self.begin).days for mark in marks))
        self.canvas = SvgCanvas(0)

    def draw(self) -> SvgCanvas:
        """Return the canvas with everything on it."""
        lanes: dict[str, list[ChartMark]] = {name: [] for name in _LANES}
        for mark in self.marks:
            if mark.what not in ("holiday", "quiet"):
                lanes[_LANE_OF.get(mark.what, _LAST)].append(mark)
        placed = {name: self._pack_lane(found) for name, found in lanes.items() if found}
        heights = {name: (max(one.row for one in held) + 1) * _ROW for name, held in placed.items()}
        within = pairwise(mark for mark in self.marks if mark.what != "holiday")
        gaps = [(mark, after) for mark, after in within if mark.what == "quiet" and after.what != "quiet"]
        floor = _HEAD + sum(heights.values()) + bool(gaps) * _ROW + 4 * (len(placed) + bool(gaps))
        self.canvas.height = floor + 34
        for mark in self.marks:
            if mark.what == "holiday":
                left, right = self._place_day(mark.on), self._place_day(mark.until or mark.on)
                self.canvas.add_box((left, 0), max(right - left, 3), floor, "tint")
        y = _HEAD
        for name, held in placed.items():
            self._draw_lane(name, held, y, y + heights[name] + 2)
            y += heights[name] + 4
        if gaps:
            self._draw_gaps(gaps, y)
        self._draw_axis(floor)
        return self.canvas

    def _place_day(self, day: date) -> float:
        """Return how far to the right a day stands."""
        return _LEFT + 8 + min((day - self.begin).days, self.days) / self.days * (WIDTH - _LEFT - _RIGHT - 8)

    def _pack_lane(self, marks: Sequence[ChartMark]) -> list[_PlacedMark]:
        """Return the marks of a lane, each in the first row where its label has room."""
        placed, ends = list[_PlacedMark](), list[float]()
        for mark in sorted(marks, key=lambda mark: mark.on):
            translate = self.language.translate
            label, x = f"{translate(mark.what)} {mark.name}".strip(), self._place_day(mark.on)
            if mark.what in ("question", "refined", "next look", "target"):
                label = translate("asked" if mark.what == "question" else mark.what)
            elif mark.what in _LANE_OF:
                label = f"{mark.name} {translate(mark.told)}".strip() if mark.what == "evidence" else mark.name
            length = estimate_width(label) + 12
            left = x + length > WIDTH
            begins = x - length if left else x - 7
            row = next((row for row, end in enumerate(ends) if end <= begins), len(ends))
            ends[row : row + 1] = [x + 8 if left else x + length]
            placed.append(_PlacedMark(mark, label, x, row, left))
        return placed

    def _draw_lane(self, name: str, placed: Sequence[_PlacedMark], y: float, bottom: float) -> None:
        self.canvas.add_text((0, y + 15), self.language.translate(name), "quiet")
        self.canvas.add_line((_LEFT, bottom), (WIDTH, bottom), width=0.4)
        for one in placed:
            middle = y + one.row * _ROW + 11
            self._draw_mark(name, one.mark, (one.x, middle))
            at = (one.x - 10, middle + 4) if one.left else (one.x + 10, middle + 4)
            self.canvas.add_text(at, one.label, "ink", "end" if one.left else "start", strong=name == _LAST)

    def _draw_mark(self, lane: str, mark: ChartMark, at: CanvasPoint) -> None:
        """Draw a mark: its lane gives the shape; what disagrees, and what only lies ahead, is an outline."""
        x, y = at
        filled = mark.told not in ("disagrees", "mixed") and mark.what not in ("next look", "target")
        match lane:
            case "Question":
                self.canvas.add_line((x - 4, y - 7), (x - 4, y + 7), "accent", width=1.8)
                self.canvas.add_polygon([(x - 4, y - 7), (x + 6, y - 3.5), (x - 4, y)])
            case "Reflection":
                self.canvas.add_circle(at, 5, filled=False)
            case "Note":
                self.canvas.add_circle(at, 2.5)
            case _:
                corners = [(x + across, y + down) for across, down in _CORNERS[lane]]
                self.canvas.add_polygon(corners, filled=filled)

    def _draw_gaps(self, gaps: Sequence[tuple[ChartMark, ChartMark]], y: float) -> None:
        """Draw each gap up to the mark after it, and how long it was where there is room."""
        self.canvas.add_text((0, y + 15), self.language.translate("Silence"), "quiet")
        ends = 0.0
        for mark, after in gaps:
            begins, until = self._place_day(mark.on), self._place_day(after.on)
            told = mark.told.replace("teaching ", "")
            begins += 8
            if begins >= ends and begins + estimate_width(told) < WIDTH:
                self.canvas.add_text((begins, y + 15), told, "quiet")
                ends = begins + estimate_width(told) + 8
            begins = max(begins, ends)  # no line through a label, be it of the gap before
            if begins < until - 8:
                self.canvas.add_line((begins, y + 11), (until - 4, y + 11), "ink", "1 5", 2)

    def _draw_axis(self, floor: float) -> None:
        """Draw the months, or the years from 550 days, each where it begins; where none does, the first day."""
        self.canvas.add_line((_LEFT, floor), (WIDTH, floor))
        by_year = self.days > 550
        days = (self.begin + timedelta(days=n) for n in range(self.days + 1))
        firsts = [day for day in days if day.day == 1 and (day.month == 1 or not by_year)]
        ends = 0.0
        for first in firsts or [self.begin]:
            x = self._place_day(first)
            self.canvas.add_line((x, floor), (x, floor + 5))
            label = str(first.year) if by_year else self.language.spell_short(first, year=False).partition(" ")[2]
            if x >= ends:
                self.canvas.add_text((x + 2, floor + 16), label, "ink")
                if not by_year and (first.month == 1 or not ends):
                    self.canvas.add_text((x + 2, floor + 30), str(first.year), "quiet")
                ends = x + estimate_width(label) + 8
