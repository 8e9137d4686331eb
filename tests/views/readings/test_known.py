"""Readings over ten years, and how they turned out."""

import pytest

from enquiry.insight.readings.known import list_known_readings
from enquiry.views.readings.known import (
    ReadingsList,
    draw_readings,
    draw_trials,
    format_readings_lines,
    format_trials_lines,
)
from tests.pictures import Snapshot, drawn, plain, visit


def career() -> ReadingsList:
    journal = visit("career").journal
    return ReadingsList(list_known_readings(journal), journal)


@pytest.mark.parametrize("width", [45, 80])
def test_what_was_read_and_what_came_of_it(snapshot: Snapshot, width: int) -> None:
    shown = career()
    both = [drawn(lambda look: draw_readings(shown, look), width), drawn(lambda look: draw_trials(shown, look), width)]
    snapshot("\n".join(both), f"readings-career-{width}")


def test_the_same_in_plain_lines(snapshot: Snapshot) -> None:
    shown = career()
    snapshot(plain((*format_readings_lines(shown), *format_trials_lines(shown))), "readings-career-plain")
