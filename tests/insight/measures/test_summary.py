"""How big a change was is said only where the figures bear it, and with all that it can't say."""

from datetime import date
from typing import Any

import pytest

from enquiry.insight.measures.compare import format_effect_summary
from enquiry.insight.measures.series import collect_series
from enquiry.model.cycle import Cycle
from enquiry.model.measure import MeasuredValue
from tests.conftest import a_cycle, a_journal, an_entry


def cycle_of(*values: tuple[float, float | None, int | None], **fields: Any) -> Cycle:
    entries = [an_entry("action", date(2025, 9, 10), number=1)]
    for place, (value, sd, n) in enumerate(values):
        day = date(2025, 9, 3) if place == 0 else date(2025, 11, place)
        held = (MeasuredValue(measure="check", value=value, sd=sd),)
        entries.append(an_entry("evidence", day, number=place + 2, n=n, values=held))
    return a_cycle(entries=tuple(entries), **fields)


def said(cycle: Cycle) -> str:
    (series,) = collect_series(cycle, a_journal(cycle))
    return format_effect_summary(series, cycle)


def test_it_stands_last_with_its_design_and_what_it_cannot_say() -> None:
    words = said(cycle_of((11.2, 4.1, 24), (15.1, 3.8, 24), (14.6, None, 24)))
    assert words.startswith("Effect size, 3 Sep 2025 to 1 Nov 2025: g_av = 0.95 (n 24)")
    assert "One group, of 24 learners, measured twice" in words
    assert "It cannot say how much of this is the change's doing" in words
    assert "scoring low" not in words


def test_a_group_that_sounds_chosen_low_is_told_of_regression_to_the_mean() -> None:
    words = said(cycle_of((71, 14, 8), (92, 17, 8), issue="Eight of them read slowly"))
    assert "the 95 % interval is 0." in words
    assert "The issue of cycle 1 says “slowly”" in words


@pytest.mark.parametrize(
    "values",
    [
        ((11.2, None, 24), (15.1, 3.8, 24)),
        ((11.2, 4.1, 24), (15.1, None, 24)),
        ((11.2, 4.1, None), (15.1, 3.8, 24)),
        ((11.2, 4.1, 5), (15.1, 3.8, 5)),
        ((11.2, 4.1, 24),),
    ],
)
def test_where_the_figures_do_not_bear_it_nothing_is_said(
    values: tuple[tuple[float, float | None, int | None], ...],
) -> None:
    assert said(cycle_of(*values)) == ""
