"""The pictures: drawn from the very figures the document tells, in shapes and words that need no colour."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.documents.charts.canvas import LETTER, WIDTH, estimate_width
from enquiry.documents.charts.svg import build_svg, render_svg
from enquiry.documents.charts.text import build_bar_table
from enquiry.exchange.samples import list_samples
from enquiry.insight.summary.blocks import Chart, ChartKind, ChartMark, Table
from tests.strategies import HOSTILE, days
from tests.summaries import READERS, of_sample

DAY = date(2025, 9, 3)


def words(picture: Chart) -> list[str]:
    return [part.text or "" for part in build_svg(picture).iter("text")]


def strip(*values: int) -> Chart:
    marks = tuple(ChartMark(DAY, str(value), value, f"M{place} 2025") for place, value in enumerate(values))
    return Chart(ChartKind.STRIP, "Strip", "Said.", marks, Table("Strip", ("a",), ()))


def series(*values: float | None, unit: str = "", apart: int = 20) -> Chart:
    marks = tuple(
        ChartMark(DAY + timedelta(days=apart * place), f"{value}" if value is not None else "fewer than 5 of 24", value)
        for place, value in enumerate(values)
    )
    return Chart(ChartKind.SERIES, "Series", "Said.", marks, unit=unit)


def timeline(*marks: ChartMark) -> Chart:
    return Chart(ChartKind.TIMELINE, "The timeline", "Said.", marks, Table("t", ("a",), ()))


def points(picture: Chart) -> list[tuple[float, float]]:
    return [(float(dot.get("cx", "")), float(dot.get("cy", ""))) for dot in build_svg(picture).iter("circle")]


# The strip


def test_a_bar_is_as_tall_as_its_number_and_nothing_has_none() -> None:
    heights = [float(bar.get("height", "")) for bar in build_svg(strip(2, 0, 4, 1)).iter("rect")]
    assert heights == pytest.approx([42, 84, 21])
    assert words(strip(2, 0, 4, 1))[::3][:1] == ["2"]


def test_the_strip_says_every_number_and_each_year_once() -> None:
    said = words(strip(2, 0, 4))
    assert [said.count(one) for one in ("2", "0", "4", "2025")] == [1, 1, 1, 1]


def test_an_empty_strip_is_a_line() -> None:
    assert not list(build_svg(strip(0, 0)).iter("rect"))
    assert list(build_svg(strip()).iter("line"))


# The series


def test_values_stand_above_a_floor_of_zero_in_proportion() -> None:
    low, high = points(series(10, 20))
    floor = 112
    assert (floor - high[1]) == pytest.approx(2 * (floor - low[1]))


def test_a_count_stands_below_the_most_there_can_be() -> None:
    half, whole = points(series(12, 24, unit="of 24"))
    assert half[1] == pytest.approx((112 + 26) / 2)
    assert whole[1] == 26
    assert words(series(12, 24, unit="of 24")).count("24") == 2


def test_values_below_zero_lower_the_floor() -> None:
    below, above = points(series(-4, 4))
    assert below[1] == 112
    assert above[1] == 26
    assert "-4" in words(series(-4, 4))


def test_a_value_held_back_is_a_ring_with_what_is_told_of_it() -> None:
    picture = series(None, 9, unit="of 24")
    ring, dot = build_svg(picture).iter("circle")
    assert (ring.get("class"), dot.get("class")) == ("outline", "shape")
    assert "fewer than 5" in words(picture)
    assert ring.get("cy") == "112"


def test_equal_values_and_a_single_one_can_be_drawn() -> None:
    for picture in (series(0, 0), series(3), series(7, 7)):
        assert len(points(picture)) == len(picture.marks)


@given(st.lists(days, min_size=2, max_size=7, unique=True).map(sorted))
def test_values_stand_in_the_order_of_their_days_with_room_for_what_is_said(found: list[date]) -> None:
    marks = tuple(ChartMark(day, "1", 1) for day in found)
    across = [x for x, _ in points(Chart(ChartKind.SERIES, "s", "s", marks))]
    assert across == sorted(across)
    assert across[0] >= 40
    assert across[-1] <= WIDTH - 40
    assert min(after - before for before, after in pairwise(across)) >= 77.9


# The timeline


def test_every_lane_has_its_name_and_every_kind_its_shape() -> None:
    kinds = ("question", "reading", "action", "evidence", "reflection", "note", "adapt")
    shapes = set()
    for kind in kinds:
        parts = build_svg(timeline(ChartMark(DAY, "", what=kind, name="1.1")))
        drawn = [part for part in parts if part.get("fill", "none") != "none" and part.tag != "text"]
        shapes.add(str([(part.tag, part.get("points"), part.get("r")) for part in drawn]))
    assert len(shapes) == len(kinds)


def test_what_disagrees_is_an_outline_and_says_so() -> None:
    picture = timeline(
        ChartMark(DAY, "disagrees", what="evidence", name="1.2"), ChartMark(DAY, "", what="evidence", name="1.3")
    )
    hollow, filled = build_svg(picture).iter("polygon")
    assert (hollow.get("class"), filled.get("class")) == ("outline", "shape")
    assert "1.2 disagrees" in words(picture)


def test_a_holiday_is_a_band_from_its_first_day_to_its_last() -> None:
    marks = (
        ChartMark(DAY, "", what="evidence", name="1.1"),
        ChartMark(DAY + timedelta(days=10), "Break", what="holiday", until=DAY + timedelta(days=20)),
        ChartMark(DAY + timedelta(days=40), "", what="action", name="1.2"),
    )
    (band,) = build_svg(timeline(*marks)).iter("rect")
    assert float(band.get("width", "")) == pytest.approx(10 / 40 * (WIDTH - 92 - 28 - 8), abs=0.2)


def test_silence_is_a_dotted_line_between_what_it_parts() -> None:
    marks = (
        ChartMark(DAY, "", what="action", name="1.1"),
        ChartMark(DAY, "three quiet teaching weeks", what="quiet"),
        ChartMark(DAY + timedelta(days=30), "", what="evidence", name="1.2"),
    )
    said = words(timeline(*marks))
    assert "three quiet weeks" in said
    assert "Silence" in said
    assert [line for line in build_svg(timeline(*marks)).iter("line") if line.get("stroke-dasharray") == "1 5"]


def test_no_line_goes_through_the_label_of_the_silence_before() -> None:
    days = [DAY + timedelta(days=days) for days in (0, 12, 40, 300)]
    quiet = [ChartMark(day, "13 quiet teaching days", what="quiet") for day in days[:2]]
    marks = [ChartMark(day, "", what="evidence", name=f"1.{number}") for number, day in enumerate(days, 1)]
    drawn = build_svg(timeline(marks[0], quiet[0], marks[1], quiet[1], *marks[2:]))
    (label,) = [one for one in drawn.iter("text") if one.text == "13 quiet days"]
    ends = float(label.get("x", 0)) + estimate_width("13 quiet days")
    assert all(float(one.get("x1", 0)) > ends for one in drawn.iter("line") if one.get("stroke-dasharray") == "1 5")


@pytest.mark.parametrize("span", [0, 5, 27, 100, 540, 551, 4000])
def test_the_axis_names_months_or_years(span: int) -> None:
    picture = timeline(
        ChartMark(DAY, "", what="action", name="1.1"),
        ChartMark(DAY + timedelta(days=span), "", what="stop", name="1.2"),
    )
    said = words(picture)
    named = [one for one in said if re.fullmatch(r"[A-Z][a-z]{2}|20\d\d", one)]
    assert named
    assert len([one for one in named if one.isdecimal()]) >= 1
    assert len(named) < 24


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", list_samples())
def test_no_label_lies_over_another_or_beyond_the_edge(name: str, reader: str) -> None:
    for picture in of_sample(name, reader).summary.blocks:
        if isinstance(picture, Chart):
            boxes = [box(part) for part in build_svg(picture).iter("text") if part.text]
            for place, one in enumerate(boxes):
                assert one[0] >= -1
                assert one[1] <= WIDTH + 8
                assert not [other for other in boxes[place + 1 :] if over(one, other)], picture.caption


def box(part: ET.Element) -> tuple[float, float, float]:
    x, length = float(part.get("x", "")), len(part.text or "") * (LETTER - 1.3)
    begins = {"start": x, "middle": x - length / 2, "end": x - length}[part.get("text-anchor", "start")]
    return begins, begins + length, float(part.get("y", ""))


def over(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return abs(one[2] - other[2]) < 9 and one[0] < other[1] and other[0] < one[1]


@pytest.mark.parametrize("name", list_samples())
def test_everything_on_a_timeline_is_drawn_once_by_its_name(name: str) -> None:
    for picture in of_sample(name, "self").summary.blocks:
        if isinstance(picture, Chart) and picture.drawn is ChartKind.TIMELINE:
            said = " ".join(words(picture)).split()
            for mark in picture.marks:
                assert not mark.name or said.count(mark.name) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_caption_leaves_a_picture_well_formed(text: str) -> None:
    marks = (ChartMark(DAY, text, 3, text, text), ChartMark(DAY, text, None, text, text))
    for drawn in ChartKind:
        found = ET.fromstring(render_svg(Chart(drawn, text, text, marks, Table(text, (text,), ()), unit=text)))
        assert len(found) > 2
        assert {part.tag.rpartition("}")[2] for part in found.iter()} <= {
            *("svg", "title", "desc", "text", "line", "rect", "circle", "polygon", "polyline")
        }


def test_the_same_picture_gives_the_same_drawing() -> None:
    assert render_svg(series(1, 2)) == render_svg(series(1, 2))


# Bars of characters


def test_bars_of_characters_are_as_long_as_their_values() -> None:
    table = build_bar_table(series(6, None, 12, 0, unit="of 24"))
    assert [len(row[1]) for row in table.rows] == [12, 0, 24, 0]
    assert [row[2] for row in table.rows] == ["6", "fewer than 5 of 24", "12", "0"]
    assert build_bar_table(strip(2, 4)).head == ("When", "As a bar", "How many")
    numbers = Table("t", ("a",), (("x",),))
    assert build_bar_table(Chart(ChartKind.TIMELINE, "t", "s", (), numbers)) == numbers
