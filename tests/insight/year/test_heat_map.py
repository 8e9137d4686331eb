"""The heat map counts every piece once."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from enquiry.insight.year.heat_map import EVALUATION_KINDS, HeatGrouping, build_heat_maps
from enquiry.model.journal import Journal
from enquiry.presets import load_calendar
from enquiry.query.select import build_query, select
from tests import strategies

SCOTLAND = load_calendar("scotland", Path("nowhere"))


@strategies.seldom
@given(strategies.journals(), st.sampled_from(HeatGrouping))
def test_every_piece_is_counted_once_in_the_map(journal: Journal, by: HeatGrouping) -> None:
    selection = select(journal, build_query(kinds=EVALUATION_KINDS))
    years = [SCOTLAND.find_year_by_label(label) for label in ("2024-25", "2025-26", "2026-27")]
    maps = build_heat_maps(selection, years, SCOTLAND, date(2026, 7, 1), by)
    pieces = [entry for entry in selection.entries if entry.kind in EVALUATION_KINDS]
    assert sum(number for one in maps for row in one.rows for number in row.counts) == len(pieces)
    assert sum(one.at_the_time.of for one in maps) == len(pieces)
