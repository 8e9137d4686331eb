"""Looks outlive values that no command would have taken and an earlier version let in; the doctor names them."""

from datetime import UTC, date, datetime

import pytest

from enquiry.model.choices import Decision
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.settings import Settings
from enquiry.store.journal import change_journal
from tests.conftest import NOW, Home, a_cycle, a_journal, a_note, an_entry
from tests.store.book import tick

LOOKS = (
    *("status", "list --all", "show 1", "show 1.1", "timeline", "timeline 1", "pulse", "thread 1", "measures", "stats"),
    *("measures compare m", "summary --dry-run", "year", "lookback", "search something", "history", "undo --dry-run"),
)


def strange(day: date, number: float) -> Journal:
    """Return a journal with a day from the end of time, numbers from the end of numbers, and a circle of cycles."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    values = [(MeasuredValue(measure="m", value=one, sd=abs(one)),) for one in (number, -number)]
    entries = (
        an_entry("evidence", day, n=-3, values=values[0], recorded_at=at),
        an_entry("evidence", date(2026, 1, 6), number=2, n=24, values=values[1]),
        an_entry("action", day, number=3, done=-4, planned=10**15, until=day, recorded_at=at),
        an_entry("review", day, number=4, decision=Decision.EMBED, next_look=day, recorded_at=at),
    )
    cycles = a_cycle(1, on=day, entries=entries, next_look=day, grew_from=2, recorded_at=at), a_cycle(2, grew_from=1)
    measures = (Measure(id="m", recorded_at=at, name="m", lowest=-1.7e308, highest=1.7e308),)
    inbox, settings = (a_note(happened_on=day, recorded_at=at),), Settings(meeting=day, current=cycles[0].id)
    return a_journal(*cycles, measures=measures, inbox=inbox, settings=settings)


def look_at_strange(home: Home, looks: tuple[str, ...], *kept: tuple[date, float]) -> None:
    state = home.folder / "state" / "enquiry"
    for day, number in kept:
        with change_journal(home.journal, state_folder=state, stamp=tick(str(day), NOW)) as step:
            step.journal = strange(day, number)
        for look in looks:
            ran = home.run(*look.split())
            assert (ran.code, "made a mistake" in ran.err) == (0, False), f"{look}: {ran.err}"
        ran = home.run("doctor", "--plain")
        assert (ran.code, f"the day {day.isoformat()} is not from 1950 to 2100" in ran.out) == (1, True)


def test_looks_outlive_the_last_day_of_all(home: Home) -> None:
    look_at_strange(home, ("status", "pulse", "stats"), (date(9999, 12, 31), 3.0))


@pytest.mark.long
def test_no_look_ends_on_a_value_that_was_let_in(home: Home) -> None:
    look_at_strange(home, LOOKS, (date(1, 1, 1), 1.7e308), (date(1949, 12, 31), 3.0), (date(9999, 12, 31), 1.7e308))
