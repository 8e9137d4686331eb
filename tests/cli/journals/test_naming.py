"""Journals by name: listed, chosen by name or path, named, called anew, taken off the list, and told apart."""

import json
from pathlib import Path

import pytest

from tests.conftest import Home


def in_settings(home: Home) -> str:
    return (home.folder / "config" / "enquiry" / "settings.toml").read_text("utf-8")


def use_settings(home: Home) -> None:
    """Let the settings say which journal is the usual one, as they do for a person."""
    del home.environ["ENQUIRY_JOURNAL"]


def test_a_journal_is_added_written_in_and_told_apart_by_its_name(home: Home) -> None:
    use_settings(home)
    home.ok("note", "mine alone")
    assert "Journal" not in home.ok("status")
    ran = home.run("journals", "add", "leader")
    assert ran.code == 0
    assert "what is written first makes it" in ran.err
    assert home.run("-j", "leader", "start", "How do I lead?").err.startswith("In the journal leader:\n")
    assert home.ok("status", "-j", "Leader").startswith("Journal: leader   enquiry -j Leader …\n")
    assert home.ok("list", "--plain", "--journal", "leader").startswith("journal: leader\n")
    assert home.ok("status").startswith("Journal: usual\n")
    assert home.ok("status", ENQUIRY_JOURNAL="leader").startswith("Journal: leader\n")
    assert "Journal" not in home.ok("guide")
    told = home.ok("journals", "--plain").splitlines()
    assert [line.partition(":")[0] for line in told] == ["usual", "leader"]
    assert told[0].endswith("journal.json (the usual one)")
    [mine, leader] = json.loads(home.ok("journals", "--json"))["journals"]
    assert (mine["usual"], leader["usual"], leader["state"]) == (True, False, "there")
    assert Path(leader["path"]).name == "leader.json"
    assert home.ok("where", "--plain", "-j", "leader").splitlines()[0] == "name: leader"


def test_a_name_is_a_name_and_a_path_is_a_path(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    use_settings(home)
    home.ok("journals", "add", "leader")
    ran = home.run("status", "-j", "leadr")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines()[0] == "No journal is called “leadr”. Did you mean leader?"
    assert home.ok("status", "-j", str(tmp_path / "other.json")).startswith("Journal: other.json\n")
    assert home.run("note", "x", "-j", "./there.json").code == 0
    Path("there.json").rename("leader")  # a file of a journal's name: the name wins, and ./ means the file
    assert "inbox: 0" in home.ok("status", "--plain", "-j", "leader")
    assert "inbox: 1" in home.ok("status", "--plain", "-j", "./leader")
    Path("leader").rename("loose")
    assert "inbox: 1" in home.ok("status", "--plain", "-j", "loose")


def test_journals_are_called_anew_and_taken_off_the_list_and_no_file_is_touched(home: Home) -> None:
    use_settings(home)
    home.ok("note", "mine alone")
    home.ok("journals", "add", "leader")
    home.ok("note", "of leading", "-j", "leader")
    files = {path: path.read_bytes() for path in (home.folder / "data").rglob("*.json")}
    home.ok("journals", "rename", "usual", "mine")
    assert home.ok("status", "-j", "usual").startswith("Journal: mine ")
    home.ok("journals", "rename", "leader", "Führung")
    home.ok("journals", "rename", "führung", "Führung-2")
    assert "leader" not in in_settings(home).split('"')
    home.ok("journals", "forget", "FÜHRUNG-2")
    assert {path: path.read_bytes() for path in files} == files
    assert "Journal" not in home.ok("status")  # one is left, and nothing to tell it from
    assert home.run("journals", "forget", "usual").code == 0
    assert home.run("journals", "forget", "usual").err.startswith("usual is the journal that is used where none")


def test_what_can_t_be_named_so_is_refused_and_nothing_is_changed(home: Home) -> None:
    use_settings(home)
    home.ok("journals", "add", "leader")
    home.ok("note", "of leading", "-j", "leader")
    before, leader = in_settings(home), str(home.folder / "data" / "enquiry" / "leader.json")
    state = home.folder / "state" / "enquiry" / "copy.json"
    (home.folder / "spoiled.json").write_text("{}")
    for argv, code, words in (
        (("add", "a.b"), 2, "A journal can't be called “a.b”."),
        (("add", "-x"), 2, "enquiry journals add has no option"),
        (("add", "Usual"), 2, "“Usual” has a meaning of its own."),
        (("add", "LEADER"), 2, "leader is the journal at"),
        (("add", "second", leader), 2, f"{leader} is called leader already."),
        (("add", "folder", str(home.folder)), 2, f"{home.folder} is a folder."),
        (("add", "nowhere", str(home.folder / "no" / "j.json")), 2, "There is no folder"),
        (("add", "own", str(state)), 2, f"{state} lies among what the program keeps"),
        (("add", "spoiled", str(home.folder / "spoiled.json")), 5, "The journal"),
        (("rename", "nobody", "x"), 3, "No journal is called “nobody”."),
        (("rename", "leader", "a b"), 2, "A journal can't be called “a b”."),
        (("forget", "nobody"), 3, "No journal is called “nobody”."),
        (("add", "mine", "--team", str(home.folder / "data" / "enquiry" / "journal.json")), 2, ""),
    ):
        ran = home.run("journals", *argv)
        assert (ran.code, ran.out) == (code, ""), (argv, ran.err)
        assert ran.err.startswith(words), (argv, ran.err)
    assert in_settings(home) == before


def test_names_in_other_scripts_hold_in_every_spelling(home: Home) -> None:
    use_settings(home)
    for name in ("فريق", "हिन्दी", "学校", "Schu\u0308ler"):
        home.ok("journals", "add", name)
        home.ok("note", "x", "-j", name)
    assert home.ok("status", "-j", "schüler").startswith("Journal: Schüler ")
    assert [one["state"] for one in json.loads(home.ok("journals", "--json"))["journals"]] == ["not made yet"] + [
        "there"
    ] * 4


def test_a_journal_that_is_moved_is_found_by_its_name_and_one_that_went_away_is_told(home: Home) -> None:
    use_settings(home)
    home.ok("note", "mine alone")
    home.ok("journals", "rename", "usual", "mine")
    home.ok("journals", "add", "leader")
    new = home.folder / "elsewhere.json"
    home.ok("config", "journal", str(new), "--move")
    assert f'mine = "{new}"' in in_settings(home)
    assert "inbox: 1" in home.ok("status", "--plain", "-j", "mine")
    home.ok("config", "journal", "leader")
    assert home.ok("status").startswith("Journal: leader\n")
    new.unlink()
    assert f"mine: {new} (not made yet)" in home.ok("journals", "--plain")


def test_a_line_of_the_table_that_can_t_be_used_stops_nothing(home: Home) -> None:
    use_settings(home)
    home.ok("journals", "add", "leader")
    home.ok("note", "x", "-j", "leader")
    path = home.folder / "config" / "enquiry" / "settings.toml"
    path.write_text(path.read_text("utf-8") + "broken = 7\ncolor = \n", "utf-8")
    ran = home.run("status", "-j", "leader", "--plain")
    assert ran.code == 0
    assert "journal: leader" in ran.out
    assert "lines of" in ran.err or "line 3" in ran.err


def test_the_doctor_looks_at_the_list_of_journals(home: Home) -> None:
    use_settings(home)

    def check() -> dict[str, str]:
        found: list[dict[str, str]] = json.loads(home.run("doctor", "--json").out)["checks"]
        return next(one for one in found if one["name"] == "journals")

    home.ok("start", "Do I wait?")
    assert (check()["state"], check()["reason"]) == ("fine", "only the usual one is known")
    home.ok("journals", "add", "team", "--team")
    home.ok("journals", "add", "later")
    assert (check()["state"], check()["reason"]) == ("fine", "two journals known by a name: later and team")
    lies, settings = home.folder / "data" / "enquiry" / "team.json", home.folder / "config/enquiry/settings.toml"
    text = in_settings(home)
    settings.write_text(f'{text}again = "{lies.as_posix()}"\n', encoding="utf-8")
    assert check()["reason"] == f"“again” and “team” are both {lies}"
    assert check()["remedy"] == "To let one go: enquiry journals forget team"
    settings.write_text(text, encoding="utf-8")
    held = lies.read_bytes()
    lies.write_bytes(held[:-40])
    assert check()["reason"] == f"“team” leads to {lies}, which is damaged"
    lies.unlink()
    home.ok("-j", "team", "restore", "--yes")
    home.ok("-j", "team", "note", "so that a version is kept")
    lies.unlink()
    assert (check()["state"], check()["reason"]) == ("wrong", f"“team” is no longer at {lies}")
    assert "enquiry -j team restore" in check()["remedy"]
    settings.write_bytes(b"\xff\xfe")
    assert check()["state"] == "unseen"
