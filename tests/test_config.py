"""Settings and places: read, checked, and set without disturbing what a person wrote."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.config import Config, describe_faults, mend_settings, read_settings, set_config
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
    assert read_settings(settings).config == Config() == Config(journal="", color="auto", pager="", wait=10.0)


def test_a_file_is_read(settings: Path) -> None:
    settings.write_text('journal = "~/élève.json"\ncolor = "always"\npager = "less"\nwait = 3\n', encoding="utf-8")
    assert read_settings(settings).config == Config(journal="~/élève.json", color="always", pager="less", wait=3.0)


def faults_in(settings: Path, written: str | bytes) -> list[tuple[int, str]]:
    """Return the number and the words of each line that can't be used."""
    settings.write_bytes(written if isinstance(written, bytes) else written.encode())
    config, faults = read_settings(settings)
    assert isinstance(config, Config)
    assert len(list(describe_faults(settings, faults))) == (2 if faults else 0)
    return [(fault.line, fault.words) for fault in faults]


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ("color = ", 1, "“color =” can't be read"),
        ("\n= 3", 2, "“= 3” can't be read"),
        ("a b", 1, "“a b” can't be read"),
        ("color = 'never'\ncolor = 'always'", 2, "color is set again; the line before counts"),
        ("colour = 'never'", 1, "there is no setting “colour”. Did you mean color?"),
        ("jurnal = 'x'", 1, "there is no setting “jurnal”. Did you mean journal?"),
        ("color = 'pink'", 1, "color can't be “pink”; it takes auto, always or never"),
        ("color = true", 1, "color can't be “True”; it takes auto, always or never"),
        ("wait = 'long'", 1, "wait can't be “long”; it takes a number of seconds from 0 to 3600"),
        ("wait = true", 1, "wait can't be “True”"),
        ("journal = 3", 1, "journal can't be “3”; it takes the path of a file"),
        ("pager = ['less']", 1, "pager can't be “['less']”"),
        ("pager = less -R", 1, "“pager = less -R” lacks its quotes, and is read as pager = 'less -R'"),
        ("backup_size = 0", 1, "backup_size can't be “0”; it takes a whole number of megabytes"),
        *((f"wait = {wait}", 1, f"wait can't be “{wait}”") for wait in ("-0.1", "3600.1", "nan", "inf", "-inf")),
        (b'journal = "\xff"', 0, "The settings in "),
        ("# mine\0", 1, "the comment holds signs that can't stand there"),
        ("pulse.quiet = 3\n[pulse]\nsprint = 4", 0, "The settings in "),
    ],
)
def test_a_line_that_can_t_be_used_is_named_with_what_it_takes(
    settings: Path, written: str | bytes, line: int, said: str
) -> None:
    ((number, words),) = faults_in(settings, written)
    assert (number, words[: len(said)]) == (line, said)


TEN_MISTAKES = """# mine
color = "purple"
journal = /home/me/journal.json
wait = "soon"
colour = 1
wait = 5
wait = 6
= 3
[puls]
quiet = 1
[pulse]
quiet = 0
late_from = 0.5
sprintt = 2
"""


def test_ten_mistakes_are_named_at_once_and_all_else_is_used(settings: Path) -> None:
    settings.write_text(TEN_MISTAKES)
    config, faults = read_settings(settings)
    assert [fault.line for fault in faults] == [2, 3, 4, 5, 7, 8, 9, 10, 12, 14]
    assert (config.journal, config.wait, config.pulse.late_from) == ("/home/me/journal.json", 5, 0.5)
    said, hint = describe_faults(settings, faults)
    assert said.startswith(f"10 lines of {settings} can't be used: 2, 3, 4, 5, 7")
    assert hint == "To see and mend it: enquiry config"


def test_mending_takes_nothing_away_and_leaves_nothing_to_mend(settings: Path) -> None:
    settings.write_bytes(TEN_MISTAKES.replace("\n", "\r\n").encode())
    config, faults = read_settings(settings)
    mended = mend_settings(settings, faults)
    settings.write_bytes(mended)
    assert read_settings(settings) == (config, ())
    assert all(line.strip("\"'# ") in mended.decode().replace("'", "") for line in TEN_MISTAKES.splitlines())
    assert mended.count(b"\r\n") == TEN_MISTAKES.count("\n")


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    assert read_settings(tmp_path).faults[0].words == f"The settings in {tmp_path} can't be read: it is a folder"


@pytest.mark.parametrize("wait", ["0", "0.5", "3600"])
def test_a_wait_in_range_is_taken(settings: Path, wait: str) -> None:
    settings.write_text(f"wait = {wait}", encoding="utf-8")
    assert read_settings(settings).config.wait == float(wait)


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


@pytest.mark.parametrize("written", ["color = ", "a b", "color = 'x'\ncolor = 'y'", b"\xff\xfe"])
def test_setting_a_value_in_a_file_that_can_t_be_read_is_refused_by_its_name(
    settings: Path, written: str | bytes
) -> None:
    settings.write_bytes(written if isinstance(written, bytes) else written.encode())
    with pytest.raises(UsageMistake, match="can't be read"):
        set_config(settings, "color", "always")


def test_setting_a_value_mends_its_own_line_whatever_the_others_say(settings: Path) -> None:
    settings.write_text("color = 'purple'\nwait = 'soon'\n")
    settings.write_bytes(set_config(settings, "color", "never"))
    assert settings.read_text() == "color = \"never\"\nwait = 'soon'\n"
    settings.write_bytes(set_config(settings, "wait", None))
    assert settings.read_text() == 'color = "never"\n'


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_value_that_was_set_is_read_again(value: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.toml"
        settings.write_text(OWN, encoding="utf-8")
        settings.write_bytes(set_config(settings, "pager", value))
        assert read_settings(settings).config == Config(journal="/home/me/journal.json", color="never", pager=value)
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
