"""Settings: those that travel with the journal, and those of this machine."""

import json
from pathlib import Path

import pytest

from tests.conftest import Home


def settings_file(home: Home) -> Path:
    return home.folder / "config" / "enquiry" / "settings.toml"


def test_all_settings_are_shown_without_making_anything(home: Home) -> None:
    assert home.ok("config", "--plain").splitlines() == [
        "calendar: scotland",
        "name: ",
        "role: ",
        "meeting: ",
        "journal: ",
        "color: auto",
        "pager: ",
        "wait: 10.0",
        "prompts: ",
        "backup_size: 200",
    ]
    assert "not set" in home.ok("config")
    assert not home.journal.exists()
    assert not settings_file(home).exists()


@pytest.mark.parametrize(
    ("key", "value"), [("calendar", "new-zealand"), ("name", "A. Teacher"), ("role", "Principal teacher, P4")]
)
def test_what_travels_with_the_journal_is_kept_in_it(home: Home, key: str, value: str) -> None:
    home.ok("note", "x")
    ran = home.run("config", key, value)
    assert (ran.code, ran.out, ran.err.splitlines()[0]) == (0, "", f"{key} is now “{value}”, in the journal.")
    assert home.ok("config", key, "--plain") == f"{key}: {value}\n"
    assert json.loads(home.ok("export"))["settings"][key] == value
    assert not settings_file(home).exists()


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("journal", "/somewhere/diary.json", 'journal = "/somewhere/diary.json"'),
        ("color", "never", 'color = "never"'),
        ("pager", "less -R", 'pager = "less -R"'),
        ("wait", "2.5", "wait = 2.5"),
        ("backup_size", "500", "backup_size = 500"),
    ],
)
def test_what_belongs_to_the_machine_is_kept_in_the_settings_file(home: Home, key: str, value: str, line: str) -> None:
    ran = home.run("config", key, value)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{key} is now “{value}”, in {settings_file(home)}.\n"
    assert settings_file(home).read_text(encoding="utf-8") == f"{line}\n"
    assert settings_file(home).stat().st_mode & 0o777 == 0o600
    assert home.ok("config", key, "--plain") == f"{key}: {value}\n"
    assert not home.journal.exists()


def test_setting_one_leaves_every_other_line_as_it_was_written(home: Home) -> None:
    written = "# mine, do not touch\nwait = 3   # seconds\n\n# colours hurt\ncolor = 'never'\n"
    settings_file(home).parent.mkdir(parents=True)
    settings_file(home).write_text(written, encoding="utf-8")
    home.ok("config", "wait", "4")
    kept = settings_file(home).read_text(encoding="utf-8")
    assert kept == written.replace("wait = 3 ", "wait = 4.0 ")
    home.ok("config", "pager", "cat")
    assert settings_file(home).read_text(encoding="utf-8") == kept + 'pager = "cat"\n'


def test_words_are_joined_and_an_empty_one_clears(home: Home) -> None:
    home.ok("config", "name", "A.", "Teacher")
    assert home.ok("config", "name", "--plain") == "name: A. Teacher\n"
    home.ok("config", "name", "")
    home.ok("config", "pager", "")
    assert home.ok("config", "name", "--plain") == "name: \n"


def test_setting_answers_in_json(home: Home) -> None:
    assert json.loads(home.ok("config", "wait", "3", "--json"))["settings"] == {"wait": 3.0}
    assert json.loads(home.ok("config", "role", "DHT", "--json"))["settings"] == {"role": "DHT"}
    whole = json.loads(home.ok("config", "--json"))["settings"]
    assert (whole["role"], whole["wait"], whole["calendar"]) == ("DHT", 3.0, "scotland")
    assert json.loads(home.ok("config", "role", "--json"))["settings"] == {"role": "DHT"}


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (("calendar", "englnd"), 3, "There is no calendar “englnd”. Did you mean england?"),
        (("calendar", ""), 3, "There is no calendar “”."),
        (("nam", "x"), 2, "There is no setting “nam”. Did you mean name?"),
        (("",), 2, "There is no setting “”."),
        (("wait", "long"), 2, "Expected `float`, got `str` - at `$.wait`"),
        (("wait", "99999"), 2, "The wait 99999.0"),
        (("wait", "nan"), 2, "The wait nan"),
        (("backup_size", "0"), 2, "The backup_size 0"),
        (("backup_size", "much"), 2, "Expected `int`, got `str` - at `$.backup_size`"),
        (("color", "blue"), 2, "Invalid enum value 'blue'"),
    ],
)
def test_a_value_that_does_not_fit_changes_nothing(home: Home, argv: tuple[str, ...], code: int, words: str) -> None:
    ran = home.run("config", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err.splitlines()[0]
    assert len(ran.err.splitlines()) == 2
    assert not settings_file(home).exists()
    assert not home.journal.exists()


def test_the_calendar_decides_what_a_year_is_and_what_it_is_called(home: Home) -> None:
    home.ok("start", "x", "--on", "2025-08-15")
    assert "session 2025-26" in home.ok()
    assert "x" in home.ok("list", "--year", "2025-26")
    home.ok("config", "calendar", "england")
    assert "2025-26" in home.ok()
    assert json.loads(home.ok("list", "--year", "2024-25", "--json"))["cycles"]
    assert "Certain: 2024, 2025 and 2026" in home.run("config", "calendar", "new-zealand").err
    assert json.loads(home.ok("--json"))["year"] == "2026"
    assert json.loads(home.ok("list", "--year", "2025", "--json"))["cycles"]


def test_a_calendar_of_ones_own_takes_the_place_of_a_preset(home: Home) -> None:
    from enquiry.presets import DATA

    own = settings_file(home).parent / "calendars"
    own.mkdir(parents=True)
    (own / "mine.toml").write_bytes((DATA / "calendars" / "england.toml").read_bytes())
    home.ok("config", "calendar", "mine")
    assert "2025-26" in home.ok()
