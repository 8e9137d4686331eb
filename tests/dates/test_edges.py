"""Days at the edges: of what can be kept, of years, of summer time, of a journey, of a clock that is wrong."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.conftest import Home, made_once

OUTSIDE = ["1949-12-31", "2101-01-01", "9999-12-31", "0001-01-01", "in 100 years", "200 years ago", "99999 weeks ago"]
LOOKS = [
    *("status", "list --all", "show 1", "show 2", "timeline 1", "timeline 2", "timeline --year 2100-01"),
    *("timeline --year 1949-50", "pulse 1", "pulse 2", "thread 1", "search --since 1950-01-01", "tags", "history"),
    *("search --until 2100-12-31", "summary", "summary --year 2100-01", "summary --year 1949-50", "export", "doctor"),
    *("summary --year 2025-26 --as-at 2100-12-31", "measures", "measures show x"),
]


@pytest.fixture
@made_once
def edges(home: Home) -> Home:
    """A journal that reaches from the first day that can be kept to the last."""
    home.ok("start", "early?", ENQUIRY_TODAY="1950-01-01")
    home.ok("evidence", "first", "--measure", "x=1", ENQUIRY_TODAY="1950-01-01")
    home.ok("start", "late?", ENQUIRY_TODAY="2100-12-31")
    home.ok("evidence", "last", "--measure", "x=2", ENQUIRY_TODAY="2100-12-31")
    home.ok("act", "to the end", "--until", "2100-12-31", ENQUIRY_TODAY="2100-12-30")
    home.ok("review", "2", "--decision", "embed", ENQUIRY_TODAY="2100-12-31")
    home.ok("review", "1", "--decision", "embed", ENQUIRY_TODAY="1950-01-01")
    return home


@pytest.mark.parametrize("today", ["1950-01-01", "2026-02-03", "2100-12-31"])
@pytest.mark.parametrize("calendar", ["scotland", "new-zealand", "custom"])
def test_a_journal_that_reaches_to_both_ends_can_be_looked_at(edges: Home, today: str, calendar: str) -> None:
    edges.ok("config", "calendar", calendar)
    for line in LOOKS:
        if calendar != "scotland" and "--year" in line:
            continue
        ran = edges.run(*line.split(), ENQUIRY_TODAY=today)
        to_come = (
            line in ("summary --year 2100-01", "summary --year 2025-26 --as-at 2100-12-31") and today != "2100-12-31"
        )
        assert ran.code == (2 if to_come else 0), (line, ran.err)


@pytest.mark.parametrize("day", OUTSIDE)
@pytest.mark.parametrize(
    "argv",
    [
        ("reflect", "x", "--on"),
        ("note", "x", "--on"),
        ("start", "q?", "--on"),
        ("start", "q?", "--next-look"),
        ("review", "--decision", "adapt", "--next-look"),
        ("edit", "1.1", "--on"),
        ("act", "x", "--until"),
        ("search", "x", "--since"),
        ("search", "x", "--until"),
        ("summary", "--as-at"),
    ],
    ids=" ".join,
)
def test_a_day_that_cannot_be_kept_is_refused_with_those_that_can(edges: Home, argv: tuple[str, ...], day: str) -> None:
    before = edges.journal.read_bytes()
    ran = edges.run(*argv, day, "--yes", ENQUIRY_TODAY="2026-02-03")
    assert ran.code == 2
    assert f"“{day}”" in ran.err
    assert "1950 to 2100" in ran.err
    assert edges.journal.read_bytes() == before


@pytest.mark.parametrize("today", ["1949-12-31", "2101-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_set_outside_is_refused(home: Home, today: str) -> None:
    ran = home.run("start", "q?", ENQUIRY_TODAY=today)
    assert ran.code == 2
    assert ran.err.splitlines()[0] == f"ENQUIRY_TODAY says {today}; days from 1950 to 2100 can be kept."
    assert not home.journal.exists()


@pytest.mark.parametrize("year", [1900, 2101, 9999])
def test_a_clock_that_is_far_out_is_said_and_writes_nothing(home: Home, year: int) -> None:
    ran = home.run("start", "q?", now=datetime(year, 1, 1, tzinfo=UTC))
    assert ran.code == 2
    assert "This machine's clock says" in ran.err
    assert not home.journal.exists()
    assert home.run("doctor", now=datetime(year, 1, 1, tzinfo=UTC)).code == 1


@pytest.mark.parametrize(
    "days",
    [
        {"happened_on": "1949-12-31"},
        {"happened_on": "2101-01-01"},
        {"happened_on": "0001-01-01"},
        {"recorded_at": "2026-02-03T16:30:00"},
        {"recorded_at": "2026-02-31T16:30:00Z"},
        {"happened_on": "2026-02-30"},
        {"happened_on": "03/02/2026"},
    ],
    ids=str,
)
def test_an_import_with_such_a_day_is_refused_whole(edges: Home, days: dict[str, str]) -> None:
    document = json.loads(edges.ok("export"))
    document["cycles"][0]["entries"][0].update(days)
    before = edges.journal.read_bytes()
    ran = edges.run("import", "-", stdin=json.dumps(document))
    assert ran.code == 2
    assert edges.journal.read_bytes() == before


# Local days, and moments with their offset


def entry(home: Home, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(home.ok("show", name, "--json"))["entry"]
    return found


@pytest.mark.parametrize("hours", [-12, -3.5, 0, 5.75, 14])
@pytest.mark.parametrize("moment", [(2026, 2, 3, 0, 0, 1), (2026, 2, 3, 23, 59, 59), (2025, 12, 31, 23, 30, 0)])
def test_a_day_is_the_day_where_the_writer_is(home: Home, hours: float, moment: tuple[int, ...]) -> None:
    year, month, day, hour, minute, second = moment
    now = datetime(year, month, day, hour, minute, second, tzinfo=timezone(timedelta(hours=hours)))
    home.ok("start", "q?", now=now)
    home.ok("reflect", "x", now=now)
    kept = entry(home, "1.1")
    assert kept["happened_on"] == date(year, month, day).isoformat()
    assert datetime.fromisoformat(kept["recorded_at"]) == now


def test_a_journey_to_the_west_gives_two_days_in_their_order_of_writing(home: Home) -> None:
    home.ok("start", "q?", now=datetime(2026, 2, 4, 0, 30, tzinfo=timezone(timedelta(hours=13))))
    home.ok("reflect", "in Auckland", now=datetime(2026, 2, 4, 9, 0, tzinfo=timezone(timedelta(hours=13))))
    home.ok("reflect", "in Honolulu", now=datetime(2026, 2, 3, 10, 30, tzinfo=timezone(timedelta(hours=-10))))
    assert (entry(home, "1.1")["happened_on"], entry(home, "1.2")["happened_on"]) == ("2026-02-04", "2026-02-03")
    moments = [datetime.fromisoformat(entry(home, name)["recorded_at"]) for name in ("1.1", "1.2")]
    assert moments == sorted(moments)
    assert json.loads(home.ok("history", "--json"))
    home.ok("undo")
    assert home.run("show", "1.2").code == 3
    assert entry(home, "1.1")["text"] == "in Auckland"


@pytest.mark.skipif(sys.platform == "win32", reason="the zone of a process is set by TZ on other systems only")
@pytest.mark.parametrize(
    ("zone", "moment", "offset", "day"),
    [
        ("Europe/London", "2026-03-29T00:59:59+00:00", "+00:00", "2026-03-29"),
        ("Europe/London", "2026-03-29T01:00:00+00:00", "+01:00", "2026-03-29"),
        ("Europe/London", "2026-10-25T00:30:00+00:00", "+01:00", "2026-10-25"),
        ("Europe/London", "2026-10-25T01:30:00+00:00", "+00:00", "2026-10-25"),
        ("Europe/London", "2026-06-30T23:30:00+00:00", "+01:00", "2026-07-01"),
        ("Pacific/Auckland", "2026-04-04T13:59:00+00:00", "+13:00", "2026-04-05"),
        ("Pacific/Auckland", "2026-04-04T14:30:00+00:00", "+12:00", "2026-04-05"),
        ("America/St_Johns", "2026-11-01T03:00:00+00:00", "-02:30", "2026-11-01"),
        ("Pacific/Apia", "2026-02-03T11:30:00+00:00", "+13:00", "2026-02-04"),
    ],
)
def test_summer_time_changes_the_offset_and_never_the_day(
    home: Home, zone: str, moment: str, offset: str, day: str
) -> None:
    """The zone is the process's own, so that a real process asks for it."""
    code = (
        "import sys; from datetime import datetime; from enquiry.__main__ import main; "
        "from enquiry.cli.session import Session; "
        "session = Session(clock=lambda: datetime.fromisoformat(sys.argv[1]).astimezone()); "
        "sys.exit(main(sys.argv[2:], session))"
    )
    environ = {**os.environ, **home.environ, "TZ": zone}
    for argv in (["start", "q?"], ["reflect", "x"]):
        subprocess.run([sys.executable, "-c", code, moment, *argv], env=environ, check=True, capture_output=True)
    kept = entry(home, "1.1")
    assert kept["happened_on"] == day
    assert kept["recorded_at"].endswith(offset)
    assert datetime.fromisoformat(kept["recorded_at"]) == datetime.fromisoformat(moment)


def test_a_clock_that_goes_back_loses_and_turns_round_nothing(home: Home) -> None:
    times = [datetime(2026, 2, 3, hour, tzinfo=UTC) for hour in (12, 18, 6, 9)]
    home.ok("start", "q?", now=times[0])
    for number, now in enumerate(times, 1):
        home.ok("reflect", f"number {number}", now=now)
    names = [e["name"] for e in json.loads(home.ok("show", "1", "--json"))["cycle"]["entries"]]
    assert names == ["1.1", "1.2", "1.3", "1.4"]
    ids = [entry(home, name)["id"] for name in names]
    assert len(set(ids)) == 4
    steps = json.loads(home.ok("history", "--json"))["steps"]
    assert [step["step"] for step in steps] == [5, 4, 3, 2, 1]
    home.ok("undo", now=times[2])
    assert home.run("show", "1.4").code == 3
    home.ok("redo", now=times[2])
    assert entry(home, "1.4")["text"] == "number 4"


def test_a_day_that_is_fixed_moves_the_day_and_keeps_the_hour(home: Home) -> None:
    home.ok("start", "q?", ENQUIRY_TODAY="2026-07-01", now=datetime(2026, 2, 3, 16, 30, tzinfo=UTC))
    told = json.loads(home.ok("show", "1", "--json"))["cycle"]
    assert told["questions"][0]["on"] == "2026-07-01"
    assert told["recorded_at"] == "2026-07-01T16:30:00+00:00"
