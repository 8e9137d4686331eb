"""The pictures: bars from zero and run charts, in much room and little, in both character sets."""

from datetime import date, timedelta

import pytest
from rich.text import Text

from enquiry.insight.measures.comparison import ChartBar
from enquiry.insight.measures.runs import MedianRun, build_median_run
from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.model.amount import Number
from enquiry.model.choices import BetterDirection
from enquiry.model.cycle import Target
from enquiry.views.measures.charts import draw_bars, draw_run_chart, format_run_sentences
from enquiry.views.measures.sparklines import draw_sparkline, format_series_lines, format_sparkline
from enquiry.views.theme import ASCII, UNICODE, RenderOptions
from tests.conftest import render


def a_run(*values: Number) -> MedianRun:
    days = (date(2025, 9, 1) + timedelta(weeks=place) for place in range(len(values)))
    points = tuple(SeriesPoint(day, value, None, None, "1.1") for day, value in zip(days, values, strict=True))
    run = build_median_run(Series("late", "", BetterDirection.DOWN, points))
    assert run
    return run


def drawn(run: MedianRun, width: int = 80, marks: object = UNICODE) -> list[str]:
    look = RenderOptions(width, UNICODE if marks is UNICODE else ASCII)
    return render(draw_run_chart(run, look), width).splitlines()


def test_bars_begin_at_zero_and_end_at_the_highest_value_there_can_be() -> None:
    values = [ChartBar("g", "Sep", 5), ChartBar("g", "Dec", 10, compared=False)]
    picture = draw_bars(values, 20, RenderOptions(40, ASCII))
    assert picture
    first, second, scale = render(picture, 40).splitlines()
    assert first.count("#") * 2 == second.count("#")
    assert scale.split() == ["0", "20"]


def test_the_least_value_above_zero_has_a_bar_and_zero_has_none() -> None:
    picture = draw_bars([ChartBar("g", "a", 0), ChartBar("g", "b", 0.001)], 100, RenderOptions(60, ASCII))
    assert picture
    nothing, little, _ = render(picture, 60).splitlines()
    assert (nothing.count("#"), little.count("#")) == (0, 1)


def test_there_are_no_bars_below_zero_or_of_nothing() -> None:
    assert draw_bars([ChartBar("g", "a", -1)], 5, RenderOptions(60)) is None
    assert draw_bars([ChartBar("g", "a", 0)], None, RenderOptions(60)) is None
    assert draw_bars([], None, RenderOptions(60)) is None


def test_every_value_is_a_mark_on_its_own_side_of_the_median() -> None:
    run = a_run(9, 8, 9, 7, 8, 8, 6, 5, 5, 4, 6, 3, 4)
    lines = drawn(run)
    middle = next(place for place, line in enumerate(lines) if "median" in line)
    assert sum(line.count("◆") for line in lines[:middle]) == run.above
    assert lines[middle].count("◆") == run.on_it
    assert sum(line.count("◆") for line in lines[middle + 1 :]) == run.below
    assert lines[0].startswith("9 ")
    assert lines[8].startswith("3 ")
    assert lines[-1].split() == ["1", "Sep", "2025", "24", "Nov", "2025"]


@pytest.mark.parametrize("values", [[100, *[50] * 9, 51, 49, 0], [1, 1, 1, 1, 1, 1, 1, 1, 1, 100], [0, *[9] * 10, 8.9]])
def test_a_value_close_to_the_median_is_not_drawn_on_it(values: list[float]) -> None:
    run = a_run(*values)
    lines = drawn(run)
    middle = next(place for place, line in enumerate(lines) if "median" in line)
    assert lines[middle].count("◆") == run.on_it
    assert sum(line.count("◆") for line in lines) == len(values)


def test_values_all_alike_lie_on_the_median() -> None:
    lines = drawn(a_run(*[5] * 10))
    assert [place for place, line in enumerate(lines) if "◆" in line] == [4]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 140])
def test_a_run_chart_keeps_to_its_width_and_shows_the_latest(width: int) -> None:
    run = a_run(*(place % 7 for place in range(90)))
    lines = drawn(run, width)
    assert max(map(len, lines)) <= width or width == 20
    assert sum(line.count("◆") for line in lines) == min(90, max(9, width - 2 - 7))


def test_a_run_chart_in_ascii() -> None:
    lines = drawn(a_run(*range(10)), 60, ASCII)
    assert all(line.isascii() for line in lines)
    assert sum(line.count("*") for line in lines) == 10


def test_what_a_run_says() -> None:
    assert list(format_run_sentences(a_run(9, 1, 9, 1, 9, 1, 9, 1, 9, 1))) == [
        "10 values about a median of 5: 5 above, 5 below.",
        "No shift: runs and crossings are such as chance gives.",
    ]
    crossing = list(format_run_sentences(a_run(*range(12))))
    assert crossing[1] == (
        "A shift: the values cross it one time; chance seldom gives fewer than 3. What was different then?"
    )
    long = list(format_run_sentences(a_run(1, 1, 1, 2, *[9] * 8, *[1] * 8)))
    assert "A shift: 9 in a row lie above it, 22 Sep 2025 to 17 Nov 2025; chance seldom gives more than 6." in long[1]


def test_a_sparkline_stands_on_the_measure_s_own_range() -> None:
    assert format_sparkline([11, 15], UNICODE, 0, 20) == "▅▆"
    assert format_sparkline([11, 15], UNICODE) == "▁█"
    assert format_sparkline([5, 5], UNICODE) == "▅▅"
    points = (
        SeriesPoint(date(2025, 9, 1), 71, None, None, "1.1"),
        SeriesPoint(date(2025, 9, 2), 92, None, None, "1.2"),
    )
    words = Series("words", "", BetterDirection.UP, points)
    look = RenderOptions(80)
    assert draw_sparkline(words, look, Text("92")).plain == "71 ▁█ 92 (not from 0)"
    assert draw_sparkline(words._replace(lowest=0, highest=100), look, Text("92")).plain == "71 ▆▇ 92"


def test_a_target_is_drawn_in_every_picture_of_a_measure() -> None:
    target = Target(measure="pace", value=95, by=date(2026, 3, 1))
    points = tuple(SeriesPoint(date(2025, 9, day), value, None, None, f"1.{day}") for day, value in ((1, 71), (2, 83)))
    pace = Series("pace", "", BetterDirection.UP, points, lowest=0, highest=100, target=target)
    look = RenderOptions(80)
    assert draw_sparkline(pace, look, Text("83")).plain == "71 ▆▇ 83 ◎█ target 95 by 1 March 2026"
    alone = pace._replace(points=points[:1])
    assert draw_sparkline(alone, look, Text("71")).plain == "71 target 95 by 1 March 2026"
    assert format_series_lines(pace)[2:] == ["target: 95 by 1 March 2026"]
    counts = tuple(point._replace(value=place, of=24) for place, point in enumerate(points, 5))
    share = pace._replace(points=counts, target=Target(measure="pace", value=18, of=24))
    assert (share.aim, share.aim_words) == (75, "target 75 %")
    assert share._replace(target=Target(measure="pace", value=18)).aim is None

    run = a_run(9, 8, 9, 7, 8, 8, 6, 5, 5, 4, 6, 3, 4)
    assert not any("target" in line for line in drawn(run))
    aimed = drawn(run._replace(series=run.series._replace(target=Target(measure="pace", value=20))))
    assert aimed[0].startswith("20 ┄")
    assert aimed[0].endswith("┄ target")
    bars = draw_bars([ChartBar("g", "a", 10)], 20, RenderOptions(40, ASCII), ChartBar("", "target", 20, told="20"))
    assert bars is not None
    rows = render(bars, 40).splitlines()
    assert rows[1].split() == ["target", "T", "20"]
    assert rows[1].index("T") > rows[0].index("-")
