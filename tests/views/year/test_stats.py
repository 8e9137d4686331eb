"""Counts in a table, in every width and in plain lines."""

from collections import Counter

import pytest

from enquiry.insight.year.stats import (
    PeriodUnit,
    Stats,
    StatsGrouping,
    build_period_columns,
    build_stats,
    choose_period_unit,
    list_grouped_entries,
)
from enquiry.query.select import Query, select
from enquiry.views.year.stats import draw_stats, format_stats_lines
from tests.pictures import Snapshot, drawn, find_cut_words, plain, visit


def counts(name: str, by: StatsGrouping, per: PeriodUnit | None = None, query: Query | None = None) -> Stats:
    journal, held, _ = visit(name)
    selection = select(journal, query or Query())
    days = [entry.happened_on for entry in list_grouped_entries(selection, by)]
    per = per or choose_period_unit(days, held)
    return build_stats(selection, by, per, build_period_columns(days, per, held))


TABLES = [
    (StatsGrouping.TAG, PeriodUnit.YEAR),
    (StatsGrouping.CYCLE, PeriodUnit.TERM),
    (StatsGrouping.EVIDENCE, PeriodUnit.MONTH),
]


@pytest.mark.parametrize(
    ("by", "per", "width"), [(*TABLES[0], 80), (*TABLES[1], 40), (*TABLES[1], 140), (*TABLES[2], 80)]
)
def test_counts_in_a_table(snapshot: Snapshot, by: StatsGrouping, per: PeriodUnit, width: int) -> None:
    told = counts("primary", by, per)
    snapshot(drawn(lambda look: draw_stats(told, look), width), f"stats-{by}-{per}-{width}")


def test_counts_in_plain_lines(snapshot: Snapshot) -> None:
    snapshot(plain(format_stats_lines(counts("primary", *TABLES[0]))), "stats-tag-year-plain")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 140, 200])
@pytest.mark.parametrize(("by", "per"), TABLES)
def test_every_group_and_every_number_stands_in_a_table_of_any_width(
    by: StatsGrouping, per: PeriodUnit, width: int
) -> None:
    told = counts("primary", by, per)
    picture = drawn(lambda look: draw_stats(told, look), width)
    names = [f"{line.name} {line.question}" for line in told.lines]
    assert find_cut_words(picture, names, min(12, width // 3)) == set()
    numbers = [number for line in (*told.lines, told.whole) for number in (*line.counts, line.whole)]
    assert Counter(picture.split()) >= Counter(map(str, numbers))


@pytest.mark.parametrize(("by", "per"), TABLES)
def test_plain_lines_have_every_number(by: StatsGrouping, per: PeriodUnit) -> None:
    told = counts("primary", by, per)
    numbers = [line.rsplit(": ", 1)[1] for line in format_stats_lines(told) if line.rsplit(": ", 1)[-1].isdigit()]
    held = [number for line in (*told.lines, told.whole) for number in (*line.counts, line.whole)]
    assert Counter(numbers) >= Counter(map(str, held))
