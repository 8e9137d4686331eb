"""Reminders: the looks that are ahead as calendar events that remind, and no file where there are none."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from enquiry.dates.calendar import Calendar
from enquiry.insight.pulse.reminders import list_looks_ahead
from enquiry.model.choices import CycleState, Decision
from enquiry.presets import load_calendar
from tests.conftest import Home, a_cycle, an_entry, made_once

TODAY = date(2026, 2, 3)


@pytest.fixture
@made_once
def looking(home: Home) -> Home:
    """A home with a cycle whose next look is set, one that was embedded, and a paused one."""
    home.ok("start", "What happens when I wait?", "--quiet")
    home.ok("review", "--decision", "continue", "--next-look", "2026-03-02", "--quiet")
    home.ok("start", "What happens when they talk first?", "--quiet")
    home.ok("review", "--decision", "embed", "--quiet")
    return home


@pytest.fixture(scope="module")
def scotland() -> Calendar:
    return load_calendar("scotland", Path("nowhere"))


def test_every_look_ahead_reminds_in_the_morning_a_year_later_too(looking: Home, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    path = tmp_path / "looks.ics"
    ran = looking.run("remind", str(path))
    assert ran.err.splitlines()[0] == f"3 next looks were written to {path}; your calendar opens it."
    assert ran.err.count(", a year later") == 1
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        "Look at enquiry 1",
        "Look at enquiry 2",
        "Look at enquiry 2, a year later",
    ]
    alarms = [event.walk("VALARM") for event in events]
    assert [(len(each), each[0]["TRIGGER"].dt) for each in alarms] == [(1, timedelta(hours=8))] * 3
    assert len({str(event["UID"]) for event in events}) == 3
    assert not {"wait", "talk"} & set(path.read_text().split())


def test_it_is_written_over_only_where_it_was_made_here(looking: Home, tmp_path: Path) -> None:
    path = tmp_path / "looks.ics"
    looking.ok("remind", str(path))
    looking.ok("remind", str(path))
    path.write_text("BEGIN:VCALENDAR\r\nPRODID:another's\r\n")
    assert looking.run("remind", str(path)).code == 1
    looking.ok("remind", str(path), "--force")


def test_without_a_look_ahead_there_is_no_file(home: Home, tmp_path: Path) -> None:
    home.ok("note", "a line")
    path = tmp_path / "looks.ics"
    for line in (("remind", str(path)), ("review", "--ics", str(path))):
        ran = home.run(*line)
        assert (ran.code, ran.err) == (0, "No look is ahead, so no file was written.\n")
    assert not path.exists()
    assert json.loads(home.ok("remind", str(path), "--json")) == {
        "schema_version": 1,
        "written": None,
        "looks": [],
        "format": "ics",
    }


def test_a_next_look_names_the_way_to_be_reminded(home: Home) -> None:
    home.ok("start", "What happens when I wait?", "--quiet")
    said = home.run("review", "--decision", "continue").err
    assert said.splitlines()[-2].startswith("Next look: ")
    assert said.endswith("\nTo be reminded by your calendar: enquiry remind\n")


def test_looks_of_every_state_that_can_still_be_made(scotland: Calendar) -> None:
    embed = an_entry("review", date(2025, 11, 3), decision=Decision.EMBED)
    cases = {
        "set": (a_cycle(1, next_look=date(2026, 3, 2)), [("next look", "2026-03-02")]),
        "usual, overdue": (a_cycle(2), [("next look", "2026-02-04")]),
        "overdue on a friday": (a_cycle(2, next_look=TODAY), [("next look", "2026-02-04")]),
        "paused": (a_cycle(3, state=CycleState.PAUSED, next_look=date(2026, 5, 1)), [("next look", "2026-05-01")]),
        "paused for good": (a_cycle(3, state=CycleState.PAUSED), []),
        "closed": (a_cycle(4, state=CycleState.CLOSED), []),
        "embedded": (
            a_cycle(5, entries=(embed,)),
            [("next look", "2026-02-04"), ("a year later", "2026-11-03")],
        ),
        "embedded, then closed": (
            a_cycle(5, entries=(embed,), state=CycleState.CLOSED, next_look=TODAY),
            [("next look", "2026-02-04"), ("a year later", "2026-11-03")],
        ),
        "let go": (a_cycle(5, entries=(embed,), state=CycleState.CLOSED), []),
        "resting": (a_cycle(6, state=CycleState.RESTING), []),
    }
    for name, (cycle, ahead) in cases.items():
        found = list_looks_ahead([cycle], scotland, TODAY)
        assert [(look.what, look.on.isoformat()) for look in found] == ahead, name


def test_what_can_t_be_shown_is_said(looking: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, bin_folder = tmp_path / "looks.ics", tmp_path / "bin"
    assert "There is no screen here" in looking.run("remind", str(path), "--open").err

    def opened() -> str:
        return looking.run("remind", str(path), "--open", DISPLAY=":0", PATH=str(bin_folder)).err

    assert "No program was found to show it with" in opened()
    bin_folder.mkdir()
    opener = bin_folder / "xdg-open"
    opener.write_text('#!/bin/sh\nexit "${FAILS:-0}"\n')
    opener.chmod(0o755)
    assert "No program" not in opened()
    monkeypatch.setenv("FAILS", "3")
    assert "No program was found" in opened()
