"""Settings and places: read, checked, and set without disturbing what a person wrote."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.config import Config, read_config, set_config
from enquiry.errors import ExitCode, NotFound, UsageMistake
from enquiry.paths import ProgramFolders, locate_folders
from enquiry.presets import DATA, list_presets, load_calendar

OWN = """# mine, by hand
color = "never"   # it glares

# where it lies
journal = '/home/me/journal.json'
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_the_defaults_hold(settings: Path) -> None:
    assert read_config(settings) == Config() == Config(journal="", color="auto", pager="", wait=10.0)


def test_a_file_is_read(settings: Path) -> None:
    settings.write_text('journal = "~/élève.json"\ncolor = "always"\npager = "less"\nwait = 3\n', encoding="utf-8")
    assert read_config(settings) == Config(journal="~/élève.json", color="always", pager="less", wait=3.0)


def failing(settings: Path, written: str | bytes) -> UsageMistake:
    settings.write_bytes(written if isinstance(written, bytes) else written.encode())
    with pytest.raises(UsageMistake) as caught:
        read_config(settings)
    assert str(settings) in caught.value.words
    assert caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE
    return caught.value


UNREADABLE = ["color = ", "= 3", "a b", "color = 'x'\ncolor = 'y'", b'journal = "\xff"', b"\xff\xfe"]


@pytest.mark.parametrize("written", UNREADABLE)
def test_toml_that_can_t_be_read_is_named(settings: Path, written: str | bytes) -> None:
    assert "can't be read" in failing(settings, written).words


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageMistake, match="can't be read"):
        read_config(tmp_path)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("colour = 'never'", "has no setting “colour”. Did you mean color?"),
        ("jurnal = 'x'", "has no setting “jurnal”. Did you mean journal?"),
        ("[table]\nx = 1", "has no setting “table”."),
    ],
)
def test_an_unknown_key_is_an_error_with_the_nearest_one(settings: Path, written: str, said: str) -> None:
    error = failing(settings, written)
    assert error.words.endswith(said)
    assert error.hint == "The keys are: journal, color, pager, wait, prompts, backup_size; and the table [pulse]."


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("color = 'pink'", "$.color"),
        ("color = true", "$.color"),
        ("wait = 'long'", "$.wait"),
        ("wait = true", "$.wait"),
        ("journal = 3", "$.journal"),
        ("pager = ['less']", "$.pager"),
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error_with_its_place(settings: Path, written: str, place: str) -> None:
    assert place in failing(settings, written).words


@pytest.mark.parametrize("wait", ["-0.1", "3600.1", "nan", "inf", "-inf", "99999"])
def test_a_wait_out_of_range_is_an_error(settings: Path, wait: str) -> None:
    assert "is not from 0 to 3600 seconds" in failing(settings, f"wait = {wait}").words


@pytest.mark.parametrize("wait", ["0", "0.5", "3600"])
def test_a_wait_in_range_is_taken(settings: Path, wait: str) -> None:
    settings.write_text(f"wait = {wait}", encoding="utf-8")
    assert read_config(settings).wait == float(wait)


def test_setting_a_value_changes_its_line_and_no_other(settings: Path) -> None:
    settings.write_text(OWN, encoding="utf-8")
    assert set_config(settings, "color", "always").decode() == OWN.replace('"never"', '"always"')
    assert settings.read_text(encoding="utf-8") == OWN
    added = set_config(settings, "wait", "2.5").decode()
    assert added == OWN + "wait = 2.5\n"


def test_setting_the_first_value_makes_the_file(settings: Path) -> None:
    assert set_config(settings, "pager", "less -R") == b'pager = "less -R"\n'
    assert not settings.exists()


@pytest.mark.parametrize(
    ("key", "value"), [("color", "pink"), ("wait", "long"), ("wait", "-1"), ("wait", "nan"), ("colour", "never")]
)
def test_a_value_that_does_not_fit_is_refused_before_anything_is_written(settings: Path, key: str, value: str) -> None:
    settings.write_text(OWN, encoding="utf-8")
    with pytest.raises(UsageMistake):
        set_config(settings, key, value)
    assert settings.read_text(encoding="utf-8") == OWN


@pytest.mark.parametrize("written", UNREADABLE)
def test_setting_a_value_in_a_file_that_can_t_be_read_is_refused_by_its_name(
    settings: Path, written: str | bytes
) -> None:
    settings.write_bytes(written if isinstance(written, bytes) else written.encode())
    with pytest.raises(UsageMistake, match="can't be read"):
        set_config(settings, "color", "always")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_value_that_was_set_is_read_again(value: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.toml"
        settings.write_text(OWN, encoding="utf-8")
        settings.write_bytes(set_config(settings, "pager", value))
        assert read_config(settings) == Config(journal="/home/me/journal.json", color="never", pager=value)
        assert settings.read_text(encoding="utf-8").startswith(OWN.rstrip("\n"))


def test_places_follow_the_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, folder in (("XDG_CONFIG_HOME", "c"), ("XDG_DATA_HOME", "d"), ("XDG_STATE_HOME", "s")):
        monkeypatch.setenv(variable, str(tmp_path / folder))
    found = locate_folders()
    assert vars(found) == vars(
        ProgramFolders(tmp_path / "c" / "enquiry", tmp_path / "d" / "enquiry", tmp_path / "s" / "enquiry")
    )
    assert found.settings == tmp_path / "c" / "enquiry" / "settings.toml"
    assert found.calendars == tmp_path / "c" / "enquiry" / "calendars"


# Calendars

PRESETS = "australia custom england ireland new-zealand northern-ireland ontario scotland usa wales"


def test_all_presets_are_there_and_can_be_used(tmp_path: Path) -> None:
    assert list_presets("calendars", tmp_path / "nowhere") == tuple(PRESETS.split())
    for name in PRESETS.split():
        assert load_calendar(name, tmp_path).name == name


def test_a_calendar_of_one_s_own_joins_them_and_takes_the_place_of_a_preset(tmp_path: Path) -> None:
    preset = (DATA / "calendars" / "custom.toml").read_text(encoding="utf-8")
    (tmp_path / "my-school.toml").write_text(preset.replace('"My own calendar"', '"My school"'), encoding="utf-8")
    (tmp_path / "wales.toml").write_text(preset.replace('"My own calendar"', '"Our Wales"'), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no calendar", encoding="utf-8")
    assert list_presets("calendars", tmp_path) == tuple(sorted([*PRESETS.split(), "my-school"]))
    assert load_calendar("my-school", tmp_path).title == "My school"
    assert load_calendar("wales", tmp_path).title == "Our Wales"
    assert load_calendar("scotland", tmp_path).title == "Scotland"


def test_an_unknown_calendar_is_an_error_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        load_calendar("scotlnd", tmp_path)
    assert caught.value.words == "There is no calendar “scotlnd”. Did you mean scotland?"
    assert caught.value.hint == f"The calendars are: {', '.join(PRESETS.split())}."


@pytest.mark.parametrize("name", ["../scotland", "/etc/passwd", "", "scotland.toml", "SCOTLAND"])
def test_only_a_listed_name_is_a_calendar(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        load_calendar(name, tmp_path / "calendars")


@pytest.mark.parametrize(
    ("written", "said"),
    [(b"name = ", "can't be read"), (b"\xff", "can't be read"), (b'name = "mine"', "cannot be used")],
)
def test_a_calendar_that_can_t_be_used_is_named(tmp_path: Path, written: bytes, said: str) -> None:
    (tmp_path / "mine.toml").write_bytes(written)
    with pytest.raises(UsageMistake, match=said) as caught:
        load_calendar("mine", tmp_path)
    assert str(tmp_path / "mine.toml") in caught.value.words
    assert caught.value.exit_code is ExitCode.USAGE
