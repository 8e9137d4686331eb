"""Plans ahead and targets: an action for a day to come, what becomes of it, and what a measure is to reach."""

import json
from typing import Any

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with a cycle in which an action is planned for Monday in a week."""
    home.ok("start", "What happens when I wait?", "--on", "2026-01-05")
    home.ok("act", "film one lesson", "--plan-for", "2026-02-09")
    return home


def entry(home: Home) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(home.ok("show", "1.1", "--json"))["entry"]
    return found


def test_a_plan_is_told_in_status_and_on_the_timeline_and_is_no_action_yet(kept: Home) -> None:
    (notice,) = json.loads(kept.ok("status", "--json"))["matters"][:1]
    assert notice["words"] == "Planned for Monday 9 February 2026 in cycle 1: film one lesson"
    assert "enquiry edit 1.1 --plan done" in kept.ok("status")
    assert "planned" in kept.ok("timeline", "1", "--plain")
    assert "2026-02-09" in kept.ok("timeline", "1", "--plain")
    pulse = kept.ok("pulse", "1", "--plain")
    kept.ok("edit", "1.1", "--plan", "done")
    assert kept.ok("pulse", "1", "--plain") != pulse


def test_a_plan_is_moved_done_or_dropped(kept: Home) -> None:
    kept.ok("edit", "1.1", "--plan-for", "2026-02-10")
    assert (entry(kept)["plan"], entry(kept)["plan_for"]) == ("moved", "2026-02-10")
    text = kept.ok("summary", "--format", "markdown")
    assert "**Moved to 10 February 2026.** film one lesson" in text
    kept.ok("edit", "1.1", "--plan", "dropped")
    assert "**Dropped for 10 February 2026.** film one lesson" in kept.ok("summary", "--format", "markdown")
    assert "Planned for" not in kept.ok("status")
    kept.ok("edit", "1.1", "--plan", "done", "--on", "2026-02-02")
    assert entry(kept)["happened_on"] == "2026-02-02"
    assert "## What was done" in kept.ok("summary", "--format", "markdown").replace("###", "##")


def test_a_plan_that_is_done_happened_on_its_day(kept: Home) -> None:
    kept.ok("edit", "1.1", "--plan-for", "2026-02-02")
    kept.ok("edit", "1.1", "--plan", "done")
    assert entry(kept)["happened_on"] == "2026-02-02"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("words a minute=95", "words a minute 95"),
        ("explain=18 of 24 by 2026-06-01 for the whole class", "explain 18 of 24 by 1 June 2026, for the whole class"),
        ("on task=90% for the back row", "on task 90%, for the back row"),
    ],
)
def test_a_target_says_how_much_by_when_and_for_whom(kept: Home, typed: str, told: str) -> None:
    kept.ok("edit", "1", "--target", typed)
    assert f"target: {told}\n" in kept.ok("show", "1", "--plain")
    assert f"**Target.** {told}" in kept.ok("summary", "--format", "markdown")
    kept.ok("edit", "1", "--target", "")
    assert "target:" not in kept.ok("show", "1", "--plain")


@pytest.mark.parametrize("typed", ["much more", "pace=soon", "pace=9 by someday", "=4"])
def test_a_target_that_says_no_amount_is_refused(kept: Home, typed: str) -> None:
    before = kept.journal.read_bytes()
    ran = kept.run("edit", "1", "--target", typed)
    assert (ran.code, len(ran.err.splitlines())) == (2, 2)
    assert kept.journal.read_bytes() == before


def test_hours_may_have_decimals_and_are_added_up(kept: Home) -> None:
    kept.ok("read", "a course", "--hours", "1.5", "--with", "two colleagues")
    kept.ok("reflect", "so it is", "--hours", "2")
    text = kept.ok("summary", "--format", "markdown")
    assert "a course (with two colleagues, 1.5 hours)" in text
    assert "**Time it took.** 3.5 hours" in text
    assert kept.run("reflect", "no", "--hours", "-1").code == 2
    assert kept.run("reflect", "no", "--hours", "nan").code == 2
