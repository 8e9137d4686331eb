"""The values of a measure over time, and how one is told."""

from datetime import date

import pytest

from enquiry.insight.measures.series import SeriesPoint, collect_series, format_point
from enquiry.model.choices import BetterDirection, EvidenceStage
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.record import Removal
from tests.conftest import NOW, a_cycle, a_journal, an_entry

DAY = date(2025, 9, 3)


def test_values_of_one_measure_stand_together_in_the_order_of_the_days() -> None:
    pace = Measure(id="m", recorded_at=NOW, name="Words Correct", unit="words a minute", better=BetterDirection.UP)
    cycle = a_cycle(
        entries=(
            an_entry(
                "evidence", date(2025, 12, 1), number=1, n=8, values=(MeasuredValue(measure="words correct", value=92),)
            ),
            an_entry("evidence", DAY, number=2, values=(MeasuredValue(measure="Words  correct", value=71, sd=14),)),
            an_entry("evidence", date(2025, 10, 1), number=3, values=(MeasuredValue(measure="worry", value=4),)),
            an_entry(
                "evidence", DAY, number=4, values=(MeasuredValue(measure="gone", value=4),), removed=Removal(at=NOW)
            ),
        )
    )
    words, worry = collect_series(cycle, a_journal(cycle, measures=(pace,)))
    assert (words.name, words.unit, words.better) == ("Words  correct", "words a minute", BetterDirection.UP)
    assert words.points == (
        SeriesPoint(DAY, 71, 14, None, "1.2", EvidenceStage.BASELINE),
        SeriesPoint(date(2025, 12, 1), 92, None, 8, "1.1", EvidenceStage.BASELINE),
    )
    assert (words.first, words.latest) == words.points
    assert (worry.name, worry.unit, worry.better) == ("worry", "", BetterDirection.NEITHER)
    assert worry.first == worry.latest


def test_a_cycle_without_values_has_no_series() -> None:
    assert collect_series(a_cycle(entries=(an_entry("evidence", DAY),)), a_journal()) == ()


@pytest.mark.parametrize(
    ("point", "unit", "told"),
    [
        (SeriesPoint(DAY, 5, None, None, "1.1"), "", "5"),
        (SeriesPoint(DAY, 5, None, None, "1.1"), "of 24", "5 of 24"),
        (SeriesPoint(DAY, 78, None, None, "1.1"), "%", "78%"),
        (SeriesPoint(DAY, 11.2, 4.1, 24, "1.1"), "of 20", "11.2 of 20 (SD 4.1, n 24)"),
        (SeriesPoint(DAY, 11.0, 0.0, None, "1.1"), "", "11 (SD 0)"),
        (SeriesPoint(DAY, 11, None, 8, "1.1"), "words a minute", "11 words a minute (n 8)"),
    ],
)
def test_a_value_is_told_with_its_unit_spread_and_number_of_learners(point: SeriesPoint, unit: str, told: str) -> None:
    assert format_point(point, unit) == told
