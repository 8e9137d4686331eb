"""The map of a school year, in every width and in plain lines."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from enquiry.insight.year.heat_map import EVALUATION_KINDS, HeatGrouping, HeatMap, build_heat_maps
from enquiry.presets import load_calendar
from enquiry.query.select import build_query, select
from enquiry.views.theme import ASCII, UNICODE, Glyphs
from enquiry.views.year.heat_map import draw_heat_maps, format_heat_maps_lines
from tests.conftest import a_cycle, a_journal, an_entry
from tests.pictures import Snapshot, drawn, find_cut_words, plain, visit

SCOTLAND = load_calendar("scotland", Path("nowhere"))


def heat(name: str, label: str, by: HeatGrouping = HeatGrouping.KIND) -> tuple[HeatMap, ...]:
    journal, held, today = visit(name)
    year = held.find_year_by_label(label)
    return build_heat_maps(
        select(journal, build_query(window=year.period, kinds=EVALUATION_KINDS)), [year], held, today, by
    )


ROOMS = [("primary", "2025-26"), ("new-zealand", "2025"), ("career", "2018-19")]


@pytest.mark.parametrize(("by", "width"), [(HeatGrouping.KIND, 40), (HeatGrouping.KIND, 80), (HeatGrouping.CYCLE, 80)])
def test_the_map_of_a_year(snapshot: Snapshot, by: HeatGrouping, width: int) -> None:
    told = heat("primary", "2025-26", by)
    snapshot(drawn(partial(draw_heat_maps, told), width), f"year-primary-{by}-{width}")


def test_the_map_in_plain_lines(snapshot: Snapshot) -> None:
    snapshot(plain(format_heat_maps_lines(heat("primary", "2025-26"))), "year-primary-kind-plain")


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 140, 200])
@pytest.mark.parametrize(("name", "label"), ROOMS)
@pytest.mark.parametrize("marks", [UNICODE, ASCII])
def test_the_map_keeps_within_any_width_with_every_row_named(name: str, label: str, width: int, marks: Glyphs) -> None:
    for by in HeatGrouping:
        [told] = heat(name, label, by)
        picture = drawn(partial(draw_heat_maps, [told]), width, marks)
        names = [f"{row.name} {row.question}" for row in told.rows]
        assert find_cut_words(picture, names, min(12, width // 2)) == set()
        assert {row.name for row in told.rows} <= {line.split()[0] for line in picture.splitlines() if line}


@pytest.mark.parametrize(("name", "label"), ROOMS)
def test_plain_lines_have_the_number_of_every_week_that_holds_something(name: str, label: str) -> None:
    [told] = heat(name, label)
    lines = [line for line in format_heat_maps_lines([told]) if line.startswith("week ") and ", from " in line]
    assert [int(line.rsplit(" ", 1)[1]) for line in lines] == [count for count in told.whole.counts if count]


def test_a_number_too_long_for_its_column_is_a_plus_and_stands_in_the_plain_lines() -> None:
    day = date(2025, 9, 3)
    held = tuple(an_entry("evidence", day, number=n) for n in range(1, 13))
    journal, year = a_journal(a_cycle(entries=held)), SCOTLAND.find_year_by_label("2025-26")
    told = build_heat_maps(
        select(journal, build_query(kinds=EVALUATION_KINDS)), [year], SCOTLAND, day, HeatGrouping.KIND
    )
    assert "+" in drawn(lambda look: draw_heat_maps(told, look), 80)
    assert "12" in drawn(lambda look: draw_heat_maps(told, look), 140)
    assert "week 3, from 2025-09-01: evidence 12, reflection 0, review 0, all 12" in list(format_heat_maps_lines(told))
