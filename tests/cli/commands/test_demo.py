"""The samples: each in a folder of its own, kept as it was left, and never the person's journal."""

import json
from pathlib import Path

import pytest

from enquiry.exchange.samples import list_samples, load_sample
from tests.conftest import Home


def laid_out(home: Home, name: str) -> Path:
    return home.folder / "data" / "enquiry" / "demo" / f"{name}.json"


@pytest.mark.parametrize("name", list_samples())
def test_every_sample_is_laid_out_and_shown(home: Home, name: str) -> None:
    home.ok("note", "mine")
    mine = home.journal.read_bytes()
    ran = home.run("demo", name)
    assert ran.code == 0
    path = laid_out(home, name)
    assert path.stat().st_mode & 0o777 == 0o600
    assert home.journal.read_bytes() == mine
    assert load_sample(name).about[:40] in ran.err
    assert "enquiry timeline" in ran.err
    cycles = json.loads(home.ok("list", "--all", "--json", "--journal", str(path)))["cycles"]
    assert len(cycles) == len(load_sample(name).cycles)


def test_demo_shows_status_and_timeline_on_the_day_it_was_left(home: Home) -> None:
    ran = home.run("demo")
    day = load_sample("primary").as_at
    assert day
    assert ran.out.startswith("Tuesday 3 February 2026 · session 2025-26")
    assert f"ENQUIRY_TODAY={day.isoformat()}" in ran.err
    assert "Term 1, 2025-26 ──" in ran.out
    later = home.run("demo", ENQUIRY_TODAY="2030-01-01")
    assert later.out == ran.out


def test_what_was_done_in_a_sample_stays_until_fresh_is_asked_for(home: Home) -> None:
    home.ok("demo")
    path = laid_out(home, "primary")
    home.ok("note", "a line of mine", "--journal", str(path))
    again = home.run("demo")
    assert "enquiry demo --fresh begins again" in again.err
    assert "a line of mine" in home.ok("file", "--journal", str(path))
    home.ok("demo", "--fresh")
    assert "a line of mine" not in home.ok("file", "--journal", str(path))


def test_the_samples_are_listed_with_what_each_shows(home: Home) -> None:
    listed = home.ok("demo", "--list", "--plain").splitlines()
    assert [line.partition(": ")[0] for line in listed] == list(list_samples())
    assert all(line.partition(": ")[2] for line in listed)
    assert not (home.folder / "data").exists()


def test_a_sample_answers_in_json_and_in_plain_lines(home: Home) -> None:
    answer = json.loads(home.ok("demo", "maths", "--json"))
    assert (answer["schema_version"], answer["journal"]) == (1, str(laid_out(home, "maths")))
    assert answer["about"] == load_sample("maths").about
    plain = home.ok("demo", "maths", "--plain", "--quiet")
    assert plain.startswith("today: ")
    assert "what: question" in plain


def test_an_unknown_sample_is_answered_with_the_nearest(home: Home) -> None:
    ran = home.run("demo", "primery")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("There is no sample “primery”. Did you mean primary?\n")
    assert not (home.folder / "data").exists()
