"""A team's journal: two homes, one shared folder; each entry names who wrote it, and nobody's work is counted."""

import json
import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from enquiry.browse.rows import draw_head
from enquiry.cli.browsing.desk import JournalDesk
from enquiry.cli.session import Session
from enquiry.documents.recovery_sheet import build_recovery_sheet, format_recovery_sheet_lines
from enquiry.views.theme import UNICODE, RenderOptions
from tests.cli.together.machines import SHARED, Machine
from tests.conftest import Home

Machines = Callable[[str], Machine]
WEEK = timedelta(days=7)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machines:
    for name in [name for name in os.environ if name.startswith("ENQUIRY_")]:
        monkeypatch.delenv(name)
    (tmp_path / SHARED).mkdir()

    def make(name: str) -> Machine:
        one = Machine(tmp_path, name, monkeypatch)
        del one.environ["ENQUIRY_JOURNAL"]
        one.ok("note", f"a thought of {name} alone")
        one.ok("journals", "add", "team", "--team")
        return one

    return make


def own_file(one: Machine) -> bytes:
    return (one.folder / "data" / "enquiry" / "journal.json").read_bytes()


def team_file(one: Machine) -> Path:
    return one.folder / "data" / "enquiry" / "team.json"


def writers(one: Machine) -> dict[str, str]:
    """Return who wrote what, by the texts of entries, notes and questions."""
    document: Any = json.loads(one.ok("-j", "team", "export", "--names-are-fine"))
    cycles = document["cycles"]
    found = [*(entry for cycle in cycles for entry in cycle["entries"]), *document["inbox"]]
    found += [question for cycle in cycles for question in cycle["questions"]]
    return {thing["text"]: thing["by"] for thing in found}


def test_two_people_keep_one_journal_for_a_term_and_each_entry_says_who_wrote_it(machine: Machines) -> None:
    ana, ben = machine("ana"), machine("ben")
    private = [own_file(one) for one in (ana, ben)]
    for one, name in ((ana, "Ana"), (ben, "Ben K.")):
        one.ok("config", "by", name)
        one.said("-j", "team", "sync", str(one.shared), "--unlocked", "--machine", one.name)
    ana.ok("-j", "team", "start", "What happens when we wait?")
    ana.said("-j", "team", "sync")
    ben.said("-j", "team", "sync")
    for week in range(3):
        for one in (ana, ben):
            one.clock += WEEK
        ana.ok("-j", "team", "evidence", f"hands in week {week}", "-c", "1")
        ben.clock += timedelta(hours=1)
        ben.ok("-j", "team", "reflect", f"mine in week {week}", "-c", "1")
        for one in (ana, ben, ana):
            one.said("-j", "team", "sync")
    ben.ok("-j", "team", "note", "to look into")
    ben.ok("-j", "team", "refine", "What happens when all of us wait?", "-c", "1")
    ben.said("-j", "team", "sync")
    ana.said("-j", "team", "sync")
    ana.ok("-j", "team", "file", "n1", "--as", "reading", "-c", "1")
    ana.ok("-j", "team", "edit", "1.2", "ours in week 0")
    for one in (ana, ben):
        one.said("-j", "team", "sync")
    assert team_file(ana).read_bytes() == team_file(ben).read_bytes()
    found = writers(ben)
    assert found.pop("to look into") == "Ben K."  # whoever files a note has not written it
    assert found.pop("ours in week 0") == "Ben K."  # nor has whoever mends an entry
    assert {by for text, by in found.items() if text.startswith(("hands", "What happens when we"))} == {"Ana"}
    assert {by for text, by in found.items() if text.startswith(("mine", "What happens when all"))} == {"Ben K."}
    assert [own_file(one) for one in (ana, ben)] == private
    assert '"by"' not in own_file(ana).decode()
    shown = ben.ok("-j", "team", "show", "1")
    assert "by Ben K." in shown
    assert "· Ana" in shown
    assert "by: Ana" in ben.ok("-j", "team", "timeline", "--plain")
    assert "written by ana" in ben.ok("-j", "team", "summary", "1", "--format", "markdown").casefold()
    assert "written by: Ben K." in ana.ok("-j", "team", "show", "1.2", "--plain")


def test_a_command_that_is_named_goes_to_the_same_journal(home: Home) -> None:
    del home.environ["ENQUIRY_JOURNAL"]
    home.ok("journals", "add", "team")
    said = home.run("-j", "team", "start", "Do we wait?", columns=80).err
    assert "\n  enquiry -j team evidence -c 1 --stage baseline\n" in said
    said = home.run("show", "7", "-j", "team").err
    assert said.endswith("enquiry -j team list --all shows every cycle.\n")
    assert "enquiry list" in home.run("show", "7", ENQUIRY_JOURNAL="team").err
    home.ok("-j", "team", "evidence", "all of them", "--on", "2025-09-16")
    for form in ((), ("--plain",), ("--json",)):
        assert "enquiry -j team review -c 1" in home.ok("-j", "team", "status", *form)
        assert "enquiry review -c 1" in home.ok("status", *form, ENQUIRY_JOURNAL="team")


def test_commands_that_are_shown_go_to_the_same_journal(home: Home) -> None:
    del home.environ["ENQUIRY_JOURNAL"]
    home.ok("journals", "add", "team")
    assert 'enquiry -j team start "What happens' in home.ok("-j", "team")
    home.run("-j", "team", "start", "Do we wait?")
    for argv in (("status",), ("list", "--all"), ("pulse", "1"), ("year",), ("doctor",), ("show", "1")):
        for form in ((), ("--plain",), ("--json",)):
            shown = home.run("-j", "team", *argv, *(form if argv != ("year",) else form[:1])).out
            stray = re.findall(r"enquiry (?!-j team|demo|guide|doctor --journal|\d|help)[a-z]+ [^\n]*", shown)
            assert not stray or argv == ("doctor",), (argv, form, stray)
    assert "enquiry -j" not in home.ok("status")


def test_a_private_journal_and_a_team_s_never_meet_in_one_folder(machine: Machines) -> None:
    ana, ben = machine("ana"), machine("ben")
    ana.said("-j", "team", "sync", str(ana.shared), "--unlocked", "--machine", "ana")
    before = own_file(ben), own_file(ana)
    for argv in ((), ("--anyway",)):
        ran = ana.run("sync", str(ana.shared), "--unlocked", *argv)
        assert (ran.code, ran.err.splitlines()[1]) == (2, "Nothing was changed. To sync that one: enquiry -j team sync")
    ran = ben.run("sync", str(ben.shared), "--unlocked")
    assert (ran.code, "lies a team's journal, and this one is yours" in ran.err) == (2, True)
    (own := ben.folder / "own").mkdir()
    ben.said("sync", str(own), "--unlocked", "--machine", "ben")
    chloe = machine("chloe")
    ran = chloe.run("-j", "team", "sync", str(own), "--unlocked")
    assert (ran.code, "lies a journal of one person, and this is a team's" in ran.err) == (2, True)
    assert before == (own_file(ben), own_file(ana))
    chloe.ok("journals", "add", "ours")
    chloe.said("-j", "ours", "sync", str(ana.shared), "--unlocked")  # of one that is not made yet nothing can leave


@pytest.fixture
def team(home: Home) -> Home:
    """A team's journal in which two wrote."""
    del home.environ["ENQUIRY_JOURNAL"]
    home.ok("journals", "add", "team", "--team")
    home.environ["ENQUIRY_JOURNAL"] = "team"
    home.ok("config", "by", "Ana")
    home.ok("start", "What happens when we wait?")
    home.ok("reflect", "hers")
    home.ok("config", "by", "Ben")
    home.ok("reflect", "his")
    home.ok("note", "in the inbox")
    return home


def test_what_somebody_wrote_is_found_and_nobody_s_work_is_counted(team: Home) -> None:
    shown = team.ok("search", "by:ana")
    assert "hers" in shown
    assert "his" not in shown
    answer = json.loads(team.ok("search", "by:Ben", "--json"))
    assert [one["text"] for one in answer["results"]] == ["his"]
    assert [one["text"] for one in answer["inbox"]] == ["in the inbox"]
    assert answer["found"] is None
    assert json.loads(team.ok("search", "his", "--json"))["found"]["entries"] == 1
    told = team.ok("search", "by:ben", "i", "OR", "his", "--plain")
    assert "found:" not in told
    assert "more" not in team.ok("search", "by:ben", "--limit", "1")
    for command in ("stats", "year"):
        for query in ("by:ana", "-by:ana"):
            ran = team.run(command, query)
            assert (ran.code, ran.out) == (2, "")
            assert ran.err.startswith("by: says who wrote it, and how much anybody wrote is not counted.")
    ran = team.run("search", "by:anna")
    assert (ran.code, ran.err.splitlines()[0]) == (3, "Nothing here was written by “anna”. Did you mean Ana?")


def test_beliefs_and_gifts_of_a_team_say_whose_they_are_and_no_merge_makes_a_clash_of_it(machine: Machines) -> None:
    ana, ben = machine("ana"), machine("ben")
    for one, name in ((ana, "Ana"), (ben, "Ben")):
        one.ok("config", "by", name)
        one.said("-j", "team", "sync", str(one.shared), "--unlocked", "--machine", one.name)
    ana.ok("-j", "team", "start", "Do we wait?")
    added = json.loads(ana.ok("-j", "team", "believe", "They need time", "--json"))["belief"]
    assert added["versions"][0]["by"] == "Ana"
    for one in (ana, ben):
        one.said("-j", "team", "sync")
    ben.ok("-j", "team", "believe", "1", "They need a reason")
    ben.ok("-j", "team", "gift", "1", "--to", "Sam", "-o", str(ben.folder / "gift.md"), "--names-are-fine")
    ana.clock += WEEK
    ana.ok("-j", "team", "believe", "1", "They need time to draw")
    for one in (ana, ben, ana, ben):
        one.said("-j", "team", "sync")
    assert team_file(ana).read_bytes() == team_file(ben).read_bytes()
    assert "otherwise" not in team_file(ana).read_text(encoding="utf-8")
    document: Any = json.loads(ana.ok("-j", "team", "export", "--names-are-fine"))
    [belief] = document["beliefs"]
    assert [(version["text"], version["by"]) for version in belief["versions"]] == [
        ("They need time", "Ana"),
        ("They need a reason", "Ben"),
        ("They need time to draw", "Ana"),
    ]
    assert ", by Ben" in ana.ok("-j", "team", "trace", "1")
    assert "written by: Ben" in ana.ok("-j", "team", "trace", "1", "--plain")
    assert ", on trial, by Ben" in " ".join(ana.ok("-j", "team", "show", "belief-1").split())
    assert "given by: Ben" in ana.ok("-j", "team", "gifts", "show", "g1", "--plain")
    assert "belief-1" in ana.ok("-j", "team", "search", "by:ben")


def test_the_name_is_asked_for_once_and_nothing_waits_for_it(home: Home) -> None:
    home.environ["ENQUIRY_JOURNAL"] = "team"
    home.run("journals", "add", "team", "--team", ENQUIRY_JOURNAL="")
    said = home.run("note", "nobody is there to ask").err
    assert "The others won't see who wrote it. To let them: enquiry config by NAME" in said
    ran = home.run("reflect", "x", tty=True, stdin="\n")
    assert "How shall the others know you?" in ran.err
    assert ran.code == 0
    home.ok("start", "Do we wait?", tty=True, stdin=f"{'n' * 61}\nAna\n\n\n\n\n\n\n\n\n")
    ran = home.run("reflect", "y", tty=True)
    assert "How shall" not in ran.err
    assert "looks like a name" not in ran.err  # who put it to what they wrote
    document = json.loads(home.ok("export", "--names-are-fine"))
    [cycle] = document["cycles"]
    assert [one["by"] for one in document["inbox"]] == ["", ""]
    assert [cycle["questions"][0]["by"], cycle["entries"][0]["by"]] == ["Ana", "Ana"]


def test_a_private_journal_is_never_signed_whatever_comes_into_it(team: Home, tmp_path: Path) -> None:
    team.ok("export", "-o", str(tmp_path / "team-export.json"), "--names-are-fine")
    team.environ["ENQUIRY_JOURNAL"] = str(tmp_path / "own.json")
    team.ok("import", str(tmp_path / "team-export.json"))
    team.ok("reflect", "my own", "-c", "1")
    document = json.loads(team.ok("export", "--names-are-fine"))
    assert {one["text"]: one["by"] for one in document["cycles"][0]["entries"]} == {
        "hers": "Ana",  # whose words they are stays true
        "his": "Ben",
        "my own": "",
    }
    assert document["settings"]["team"] is False
    ran = team.run("journals", "add", "ours", str(tmp_path / "data" / "enquiry" / "journal.json"), "--team")
    assert (ran.code, ran.err.splitlines()[0].endswith("is your usual journal, which is yours alone.")) == (2, True)


def test_a_team_s_copies_are_locked_with_a_key_of_its_own(team: Home, tmp_path: Path) -> None:
    state = tmp_path / "state" / "enquiry"
    (state / "key.txt").write_text("AGE-SECRET-KEY-1MINE\n")
    (tmp_path / SHARED).mkdir()
    ran = team.run("sync", str(tmp_path / SHARED), "--machine", "laptop")
    assert ran.code == 2
    assert "there is no key on this machine" in ran.err  # mine is not looked at
    assert (state / "key.txt").read_text() == "AGE-SECRET-KEY-1MINE\n"
    assert "key" not in json.loads(team.ok("where", "--json"))["places"]


def test_the_screen_and_the_sheet_of_a_key_name_the_journal_where_it_is_not_the_usual_one(team: Home) -> None:
    shelf = JournalDesk(Session(environ=team.environ), lambda _: None).look(anew=True)
    assert shelf is not None
    assert (shelf.name, "team · " in draw_head(shelf, "", RenderOptions(80, UNICODE)).plain) == ("team", True)
    lines = list(format_recovery_sheet_lines(["ABCDEF"] * 13, "k1", date(2026, 1, 9), "team"))
    told = " ".join(" ".join(lines).split())
    assert lines[0] == "Recovery sheet of your enquiry journal “team”"
    assert "enquiry journals add team, and enquiry -j team keys enter asks for the groups" in told
    assert "then: enquiry -j team sync FOLDER" in told
    page = build_recovery_sheet(["ABCDEF"] * 13, "k1", date(2026, 1, 9), "team").blocks
    assert any("enquiry -j team sync FOLDER" in getattr(block, "text", "") for block in page)
    assert not any("-j" in line for line in format_recovery_sheet_lines(["ABCDEF"] * 13, "k1", date(2026, 1, 9)))
