"""Settings: those that travel with the journal, and those of this machine."""

import json
from pathlib import Path

import pytest

from enquiry.presets import list_presets
from tests.conftest import Home


def settings_file(home: Home) -> Path:
    return home.folder / "config" / "enquiry" / "settings.toml"


def test_all_settings_are_shown_without_making_anything(home: Home) -> None:
    assert home.ok("config", "--plain").splitlines() == [
        "calendar: scotland",
        "name: ",
        "role: ",
        "meeting: ",
        "priorities: ",
        "journal: ",
        "color: auto",
        "pager: ",
        "wait: 10.0",
        "prompts: ",
        "backup_size: 200",
        "sync: asked",
        "by: ",
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


def test_what_changes_nothing_makes_no_journal_and_says_of_none(home: Home) -> None:
    for argv in (("calendar", "scotland"), ("name", "")):
        ran = home.run("config", *argv)
        assert (ran.code, "new journal" in ran.err, home.journal.exists()) == (0, False, False)
    assert home.run("config", "name", "Ann").err.startswith("A new journal was made at ")


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
        (("wait", "long"), 2, "wait can't be “long”."),
        (("wait", "99999"), 2, "wait can't be “99999”."),
        (("wait", "nan"), 2, "wait can't be “nan”."),
        (("backup_size", "0"), 2, "backup_size can't be “0”."),
        (("backup_size", "much"), 2, "backup_size can't be “much”."),
        (("color", "blue"), 2, "color can't be “blue”."),
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


def write_settings(home: Home, text: str) -> Path:
    path = settings_file(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_config_names_every_line_that_can_t_be_used_and_mends_them_where_it_may(home: Home) -> None:
    path = write_settings(home, 'color = "purple"\nwait = "soon"\n')
    ran = home.run("config", "--plain")
    assert ran.code == 0
    assert "color: auto\n" in ran.out
    assert ran.err.splitlines() == [
        f"In {path}:",
        "line 1: color can't be “purple”; it takes auto, always or never",
        "line 2: wait can't be “soon”; it takes a number of seconds from 0 to 3600",
        "Mend them in an editor, or let it be done: enquiry config --yes",
    ]
    assert [line[:7] for line in json.loads(home.ok("config", "--json"))["faults"]] == ["line 1:", "line 2:"]
    home.run("config", stdin="n\n", tty=True)
    assert path.read_text() == 'color = "purple"\nwait = "soon"\n'
    assert home.run("config", stdin="y\n", tty=True).err.endswith("They are mended.\n")
    assert path.read_text() == '# color = "purple"\n# wait = "soon"\n'
    assert home.run("note", "a thought").err.count("\n") > 0
    assert "can't be" not in home.run("config").err


def test_to_set_what_is_wrong_mends_it_whatever_else_is_wrong(home: Home) -> None:
    path = write_settings(home, 'color = "purple"\nwait = "soon"\n')
    home.ok("config", "color", "never")
    assert path.read_text() == 'color = "never"\nwait = "soon"\n'


def test_a_setting_is_put_back(home: Home) -> None:
    path = write_settings(home, "# mine\nwait = 3\ncolor = 'never'\n[pulse]\nquiet = 30\n")
    assert home.run("config", "wait", "--unset").err == f"wait is now as usual, “10.0”, in {path}.\n"
    home.ok("config", "pulse.quiet", "--unset")
    assert path.read_text() == "# mine\ncolor = 'never'\n[pulse]\n"
    home.ok("config", "calendar", "wales")
    home.ok("config", "calendar", "--unset")
    assert home.ok("config", "calendar", "--plain") == "calendar: scotland\n"
    for line in ("config --unset", "config wait 3 --unset", "config wait 3 --move", "config journal x --move --copy"):
        assert home.run(*line.split()).code == 2


def test_help_explains_every_setting_with_its_values_and_they_complete(home: Home) -> None:
    from enquiry.config import _THRESHOLDS, KEYS, SETTING_NAMES

    told = home.ok("config", "--help", COLUMNS="200")
    assert all(f"  {key} " in told for key in KEYS)
    assert "It takes auto, always or never." in told
    assert all(name in told for name in list_presets("calendars", Path("nowhere")))
    assert {name.removeprefix("pulse.") for name in SETTING_NAMES if "." in name} == set(_THRESHOLDS)


# Where the journal lies


@pytest.fixture
def kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with a journal in its usual place, as the settings have it."""
    monkeypatch.chdir(home.folder)
    del home.environ["ENQUIRY_JOURNAL"]
    home.journal = home.folder / "data" / "enquiry" / "journal.json"
    home.ok("start", "What happens when I wait?", "--quiet")
    home.ok("reflect", "They drew it first.", "--quiet")
    return home


def test_a_relative_journal_is_taken_from_the_settings_folder(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_settings(kept, "journal = 'diary/mine.json'\n")
    kept.ok("note", "a thought")
    assert (path.parent / "diary" / "mine.json").exists()


def test_another_place_only_looks_there_and_says_what_lies_where(kept: Home) -> None:
    new = kept.folder / "stick" / "mine.json"
    ran = kept.run("config", "journal", str(new))
    assert ran.err.splitlines() == [
        f"At {kept.journal} lies a journal of 1 cycle and 1 entry.",
        f"At {new} lies nothing yet.",
        f"journal is now “{new}”, in {settings_file(kept)}.",
        f"What lies at {kept.journal} stays there: enquiry import {kept.journal} adds it to the one here.",
    ]
    assert (kept.journal.exists(), new.exists()) == (True, False)


@pytest.mark.parametrize(("flag", "answer"), [("--move", ""), ("", "1\n"), ("--copy", ""), ("", "copy\n")])
def test_the_journal_goes_along_with_its_history_and_backups(kept: Home, flag: str, answer: str) -> None:
    new, before = kept.folder / "stick" / "mine.json", kept.journal.read_bytes()
    ran = kept.run("config", "journal", str(new), *filter(None, [flag]), stdin=answer, tty=bool(answer))
    assert ran.code == 0, ran.err
    assert new.read_bytes() == before
    moved = flag == "--move" or answer == "1\n"
    assert kept.journal.exists() is not moved
    assert ("1" in kept.ok("restore")) is moved
    assert "They drew it first" in kept.ok("show", "1.1")
    kept.ok("undo")


def test_nothing_is_chosen_or_written_over_by_mistake(kept: Home) -> None:
    new = kept.folder / "mine.json"
    for typed in ("\n", "9\n9\n9\n", ""):
        ran = kept.run("config", "journal", str(new), stdin=typed, tty=True)
        assert (ran.code, settings_file(kept).exists(), new.exists()) == (2, False, False)
    kept.ok("--journal", str(new), "note", "another's")
    there = new.read_bytes()
    ran = kept.run("config", "journal", str(new), "--move")
    assert (ran.code, new.read_bytes(), kept.journal.exists()) == (1, there, True)
    assert f"{new} is there already, and nothing is written over it." in ran.err
    nowhere = kept.folder / "none.json"
    kept.ok("config", "journal", str(nowhere))
    assert kept.run("config", "journal", str(new), "--copy").err.startswith(f"There is no journal at {nowhere} to copy")


def test_a_journal_that_was_written_to_while_it_was_moved_stays(kept: Home) -> None:
    from enquiry.cli.session import Session
    from enquiry.errors import CannotWrite
    from enquiry.store.relocate import copy_journal, retire_journal

    new, session = kept.folder / "mine.json", Session()
    copy_journal(kept.journal, new, state_folder=session.places.state)
    kept.ok("note", "meanwhile")
    with pytest.raises(CannotWrite, match="was written to meanwhile, and stays"):
        retire_journal(kept.journal, new, state_folder=session.places.state)
    assert kept.journal.exists()


# What the settings name and is not there


@pytest.mark.parametrize("content", [None, "name = "])
def test_a_journal_whose_own_calendar_is_missing_goes_on_by_a_usual_one(home: Home, content: str | None) -> None:
    from enquiry.presets import DATA

    own = settings_file(home).parent / "calendars" / "mine.toml"
    own.parent.mkdir(parents=True)
    own.write_bytes((DATA / "calendars" / "england.toml").read_bytes())
    home.ok("config", "calendar", "mine")
    own.unlink() if content is None else own.write_text(content)
    for line in (("start", "What now?", "--on", "yesterday"), ("status",), ("summary",)):
        ran = home.run(*line, "--quiet")
        assert ran.code == 0, ran.err
        assert "The years of “scotland” stand in for it.\n" in ran.err
        assert ran.err.count("stand in for it") == 1
        assert "or choose another: enquiry config calendar" in ran.err
    home.ok("config", "calendar", "wales")
    assert "stand in" not in home.run("status").err


def test_a_prompt_set_that_is_gone_stops_no_interview(home: Home) -> None:
    write_settings(home, 'prompts = "mine"\n')
    ran = home.run("note", stdin="a thought\n\n\n\n", tty=True)
    assert ran.code == 0, ran.err
    assert "It is named in the settings; the usual questions are asked instead." in ran.err
