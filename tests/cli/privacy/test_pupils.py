"""`enquiry pupils`: asked or taken from a class list, kept apart and to its owner, thrown away at the year's end."""

import json
import stat
from pathlib import Path

import pytest

from enquiry.errors import UsageMistake
from enquiry.insight.privacy.class_list import parse_class_list
from enquiry.insight.privacy.pupils import Pupil
from enquiry.store.pupils import keep_allowed, keep_pupils, read_allowed, read_pupils
from tests.conftest import Home


@pytest.fixture
def table(home: Home) -> Path:
    return home.folder / "config" / "enquiry" / "pupils.toml"


def test_names_are_asked_for_until_enter_and_the_table_is_its_owner_s_alone(home: Home, table: Path) -> None:
    ran = home.run("pupils", "add", tty=True, stdin="Anna Brown\n\nBrown, Ben\nReader 1\n7\n\n")
    assert ran.code == 0
    assert read_pupils(table) == (Pupil("Pupil A", "Anna Brown"), Pupil("Reader 1", "Ben Brown"))
    assert "Code (Enter for Pupil A)" in ran.out + ran.err
    assert "“7” is no name." in ran.err
    assert (stat.S_IMODE(table.stat().st_mode), stat.S_IMODE(table.parent.stat().st_mode)) == (0o600, 0o700)
    assert home.ok("pupils") == "Pupil A   Anna Brown\nReader 1  Ben Brown\n"
    assert home.ok("pupils", "--plain") == "Pupil A: Anna Brown\nReader 1: Ben Brown\n"
    assert home.run("pupils", "add").code == 2


def test_a_name_that_was_typed_is_registered_and_the_shell_is_spoken_of(home: Home, table: Path) -> None:
    assert "The shell may keep what was typed." in home.run("pupils", "add", "Anna", "Brown", "--as", "Pupil A").err
    assert "“anna brown” is Pupil A already" in home.run("pupils", "add", "anna brown").err
    assert "another name of theirs" in home.run("pupils", "add", "Annie", "--as", "Pupil A").err
    assert "may be either" in home.run("pupils", "add", "Anna Brown", "--as", "Pupil B").err
    assert [one.code for one in read_pupils(table)] == ["Pupil A", "Pupil A", "Pupil B"]
    assert home.run("pupils", "add", "Ben", "--as", " ").code == 2
    assert home.run("pupils", "add", "x" * 200).code == 2
    gone = home.run("pupils", "remove", "pupil a", "--json")
    assert json.loads(gone.out)["pupils"] == [{"code": "Pupil B", "name": "Anna Brown"}]
    assert home.run("pupils", "remove", "Pupil Z").code == 3


CLASS = "Surname;Forename(s);UPN\nBrown;Anna;A1\nO’Neill;Zoë;A2\nBrown;Anna;A3\n;;\n"


def test_a_class_list_is_taken_in_once_and_doubles_are_said(home: Home, table: Path) -> None:
    home.ok("start", "What did Pupil A of last year do?", "--quiet")
    file = home.folder / "class.csv"
    file.write_text(CLASS, encoding="utf-8")
    ran = home.run("pupils", "--from", str(file))
    assert [(one.code, one.name) for one in read_pupils(table)] == [
        ("Pupil B", "Anna Brown"),
        ("Pupil C", "Zoë O’Neill"),
    ]
    assert 'registered once: “Anna Brown”. If they are two children: enquiry pupils add "Anna Brown" --as' in ran.err
    assert "still lies at" in ran.err
    assert "is Pupil B already" in home.run("pupils", "add", "--from", "-", stdin="Anna Brown\n").err
    file.write_bytes("Name\nZoë\n".encode("cp1252"))
    assert home.run("pupils", "add", "--from", str(file)).code == 2
    assert home.run("pupils", "add", "--from", str(file), "--encoding", "cp1252").code == 0
    for wrong in (("--from", str(file), "Anna"), ("--encoding", "cp1252"), ("--from", str(home.folder / "none.csv"))):
        assert home.run("pupils", "add", *wrong).code in (2, 3)
    assert home.run("pupils", "--from", str(file), "clear").code == 2


def test_a_class_list_says_by_its_heads_what_holds_names() -> None:
    lists = {
        (("Name", "Class"), ("Brown, Anna", "5b")): ("Anna Brown",),
        (("First name", "Last name"), ("Anna", "Brown"), ("Anna", "Brown")): ("Anna Brown",),
        (("Anna Brown",), ("Ben",)): ("Anna Brown", "Ben"),
        (("Pupil", "x"), ("Анна", "1"), ("12", "2")): ("Анна",),
        (("Preferred name", "n"), ("Jo", "3")): ("Jo",),
    }
    assert {rows: parse_class_list(rows, "it").names for rows in lists} == lists
    for wrong in ((), (("a", "b"), ("c", "d")), (("Name",), ("12",))):
        with pytest.raises(UsageMistake):
            parse_class_list(wrong, "it")


def test_the_table_is_thrown_away_once_that_is_confirmed(home: Home, table: Path) -> None:
    assert "There is no table" in home.run("pupils", "clear").err
    keep_pupils(table, [Pupil("Pupil A", "Anna Brown")])
    assert home.run("pupils", "clear").code == 2
    assert home.run("pupils", "clear", tty=True, stdin="n\n").code == 2
    assert table.exists()
    assert home.run("pupils", "clear", "--yes").code == 0
    assert not table.exists()
    assert "Nobody is registered" in home.run("pupils").err


def test_what_is_kept_is_read_back_and_what_can_t_be_used_is_said(home: Home, table: Path) -> None:
    odd = [Pupil("Pupil A", 'An"na\\\x7f\tB'), Pupil("B", "王小明")]
    keep_pupils(table, odd)
    assert read_pupils(table) == tuple(odd)
    keep_pupils(table, [])
    assert not table.exists()
    keep_allowed(table.with_name("allowed.toml"), ["Bruce", "0131 496 0123"])
    assert read_allowed(table.with_name("allowed.toml")) == ("Bruce", "0131 496 0123")
    with pytest.raises(UsageMistake):
        keep_pupils(table, [Pupil("A", "\ud800")])
    table.write_text("pupils = 3", encoding="utf-8")
    home.ok("start", "What happens when I wait?", "--quiet")
    assert home.run("pupils").code == 2
    assert home.run("privacy").code == 2
    saved = home.run("note", "with Anna")
    assert (saved.code, "can't be read" in saved.err) == (0, True)
    assert home.run("export").code == 2
    assert "wrong" in home.run("doctor", "--plain").out.partition("check: names")[2][:60]


def test_the_table_is_in_nothing_that_leaves_and_in_no_report(home: Home, table: Path) -> None:
    keep_pupils(table, [Pupil("Pupil A", "Zaphira Quillon")])
    home.ok("start", "What happens when I wait?", "--quiet")
    home.ok("reflect", "they answered more", "--quiet")
    copy = home.folder / "copy.json"
    home.ok("backup", "-o", str(copy), "--quiet")
    home.ok("export", "-o", str(home.folder / "e.json"), "--quiet")
    home.ok("export", "--format", "markdown", "-o", str(home.folder / "notes"), "--quiet")
    home.ok("summary", "--for", "school", "--share", "all", "-o", str(home.folder / "s.md"), "--quiet")
    report, checks = home.run("doctor", "--report").out, home.run("doctor").out
    assert "a table of codes is kept apart" in report
    assert "pupils.toml" in checks.replace("\n", "")
    everything = [path.read_bytes() for path in home.folder.rglob("*") if path.is_file() and path != table]
    assert not any(b"Zaphira" in data or b"Quillon" in data for data in (*everything, report.encode(), checks.encode()))
    table.chmod(0o644)
    assert "can be read by others" in home.run("doctor").out
    home.run("doctor", "--fix")
    assert stat.S_IMODE(table.stat().st_mode) == 0o600
