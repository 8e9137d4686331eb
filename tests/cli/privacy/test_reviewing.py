"""`enquiry privacy` and `about`: finds with their remedies, words let be, codes for names, and the one line."""

import json
from pathlib import Path

import pytest

from enquiry.insight.privacy.pupils import Pupil
from enquiry.model.asking.draft import Draft
from enquiry.store.drafts import create_draft
from enquiry.store.pupils import keep_pupils, read_allowed
from tests.conftest import NOW, Home, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    keep_pupils(
        home.folder / "config" / "enquiry" / "pupils.toml",
        [Pupil("Pupil A", "Anna Brown"), Pupil("Pupil B", "Ben Hope"), Pupil("Pupil C", "Ben Khan")],
    )
    for line in (
        ("start", "What helps Anna Brown?", "-t", "talk/anna"),
        ("refine", "What helps the quiet ones?", "-c", "1"),
        ("evidence", "Bruce and ANNA’S group", "--measure", "Anna’s score=7"),
        ("reflect", "Ben and I hope so; Ben Khan rang 0131 496 0123", "-t", "Anna"),
        ("note", "anna came"),
        ("search", "--save", "girl", "tag:talk/anna"),
    ):
        home.ok(*line, "--quiet")
    return home


def finds(home: Home, *argv: str) -> list[tuple[str, str, str]]:
    found = json.loads(home.ok("privacy", *argv, "--json"))["finds"]
    return [(one["place"], one["words"], one["command"]) for one in found]


def test_each_find_has_its_place_and_its_remedy(kept: Home) -> None:
    assert finds(kept) == [
        ("1", "Anna Brown", 'enquiry privacy --replace "Anna Brown"'),
        ("1", "anna", "enquiry privacy --replace anna"),
        ("1.1", "Bruce", "enquiry privacy --allow Bruce"),
        ("1.1", "ANNA", "enquiry privacy --replace ANNA"),
        ("1.1", "Anna", "enquiry privacy --replace Anna"),
        ("1.2", "Ben", "enquiry privacy --replace Ben"),
        ("1.2", "hope", "enquiry privacy --allow hope"),
        ("1.2", "Ben Khan", 'enquiry privacy --replace "Ben Khan"'),
        ("1.2", "0131 496 0123", ""),
        ("1.2", "Anna", "enquiry privacy --replace Anna"),
        ("n1", "anna", "enquiry privacy --replace anna"),
        ("measure “Anna’s score”", "Anna", "enquiry privacy --replace Anna"),
        ("", "anna", "enquiry privacy --replace anna"),
    ]
    assert [place for place, _, _ in finds(kept, "1.1")] == ["1.1", "1.1", "1.1"]
    assert [place for place, _, _ in finds(kept, "n1")] == ["n1"]
    assert {place.partition(".")[0] for place, _, _ in finds(kept, "1")} == {"1"}
    shown = kept.ok("privacy", COLUMNS="80")
    assert "“Ben” is Pupil B or Pupil C" in shown
    assert "“hope” may be the word, or Pupil B" in shown
    assert max(map(len, kept.ok("privacy", COLUMNS="50").splitlines())) <= 50
    assert "found: “anna” is Pupil A" in kept.ok("privacy", "--plain")
    assert kept.run("privacy", "9").code == 3


def test_what_a_filed_note_and_its_entry_both_say_is_one_find(kept: Home) -> None:
    kept.ok("file", "n1", "--as", "reflection", "-c", "1")
    places = [place for place, words, _ in finds(kept) if words == "anna"]
    assert [place for place in places if place in ("n1", "1.3")] == ["1.3"]
    kept.ok("edit", "1.3", "she came")
    assert "n1" in [place for place, *_ in finds(kept)]


def test_codes_take_the_place_of_a_name_everywhere_in_one_step_that_undo_takes_back(kept: Home) -> None:
    before = kept.journal.read_bytes()
    assert "Would be replaced" in kept.run("privacy", "--replace", "Anna", "--dry-run").err
    assert kept.journal.read_bytes() == before
    ran = kept.run("privacy", "--replace", "Anna", "--replace", "Ben Khan")
    assert (ran.code, "is Pupil" in ran.err) == (0, False)
    assert {words for _, words, _ in finds(kept)} == {"Bruce", "Ben", "hope", "0131 496 0123"}
    shown = kept.ok("show", "1", "--plain") + kept.ok("show", "1.2") + kept.ok("tags") + kept.ok("search", "--saved")
    assert "Pupil A’S group" in shown
    assert "Pupil C rang" in shown
    assert 'tag:talk/"Pupil A"' in shown or "Pupil A" in kept.ok("search", "--saved")
    kept.ok("undo")
    assert "anna came" in kept.ok("show", "n1")


def test_two_children_of_one_name_are_told_apart_a_place_at_a_time(kept: Home) -> None:
    ran = kept.run("privacy", "--replace", "Ben")
    assert ran.code == 2
    assert 'enquiry privacy 1.2 --replace Ben --with "Pupil B"' in ran.err
    kept.ok("privacy", "1.2", "--replace", "Ben", "--with", "Pupil B")
    assert "Pupil B and I hope so" in kept.ok("show", "1.2")
    assert kept.run("privacy", "--replace", "Bruce").code == 2
    kept.ok("privacy", "--replace", "Bruce", "--with", "Pupil D")
    assert "Pupil D and" in kept.ok("show", "1.1")
    assert kept.run("privacy", "--replace", "Nobody").code == 3
    kept.ok("privacy", "--replace", "0131 496 0123", "--replace", "hope", "--with", "Pupil B")
    assert "I Pupil B so" in kept.ok("show", "1.2")
    for wrong in (
        ("--with", "x"),
        ("--dry-run",),
        ("--allow", "x", "--replace", "y"),
        ("1", "--allow", "x"),
        ("--allow", " "),
    ):
        assert kept.run("privacy", *wrong).code == 2, wrong


def test_a_word_is_let_be_for_good_and_can_be_spoken_of_again(kept: Home) -> None:
    allowed = kept.folder / "config" / "enquiry" / "allowed.toml"
    assert "let be from now on, written small" in kept.run("privacy", "--allow", "hope").err
    told = json.loads(kept.ok("privacy", "--allow", "Bruce", "--allow", "0131 4960123", "--json"))["allowed"]
    assert read_allowed(allowed) == tuple(told) == ("hope", "Bruce", "0131 4960123")
    assert not {"hope", "Bruce", "0131 496 0123"} & {words for _, words, _ in finds(kept)}
    assert "already" in kept.run("privacy", "--allow", "Bruce").err
    kept.ok("privacy", "--disallow", "Bruce")
    assert "Bruce" in {words for _, words, _ in finds(kept)}
    assert kept.run("privacy", "--disallow", "Bruce").code == 3


def test_drafts_and_a_person_s_own_files_are_looked_through(kept: Home) -> None:
    readers = kept.folder / "config" / "enquiry" / "readers"
    readers.mkdir(parents=True)
    (readers / "mum.toml").write_text('title = "For Anna’s mum"', encoding="utf-8")
    draft = Draft(journal=str(kept.journal), command="reflect", began=NOW, text="Ann and Anna Brown drew")
    with create_draft(kept.folder / "state" / "enquiry", draft):
        pass
    places = {place for place, _, _ in finds(kept)}
    assert {"readers/mum.toml", "draft d1"} <= places
    assert "It still stands in draft d1" in kept.run("privacy", "--replace", "Anna").err


def test_an_empty_journal_holds_nothing_and_says_how_to_register(home: Home) -> None:
    home.ok("start", "What happens when I wait?", "--quiet")
    ran = home.run("privacy")
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing looks like a name" in ran.err
    assert "enquiry pupils add" in ran.err


def test_after_saving_one_quiet_line_speaks_of_names_and_keeps_nobody_from_anything(kept: Home) -> None:
    said = {
        ("reflect", "they drew it first"): "",
        (
            "reflect",
            "Anna and Anna again, and 07700 900123",
        ): "“Anna” is Pupil A and a telephone number: “07700 900123”. enquiry privacy 1.4",
        ("reflect", "then Kofi came"): "",
        ("note", "born 12.3.2014"): "A day of birth: “born 12.3.2014”. enquiry privacy n2",
        ("edit", "1.3", "Brown paper they drew"): "“Brown” is Pupil A. enquiry privacy 1.3",
        ("edit", "1.3", "--on", "yesterday"): "",
        ("undo",): "",
    }
    for line, words in said.items():
        ran = kept.run(*line)
        told = [one for one in ran.err.splitlines() if "enquiry privacy" in one]
        assert (ran.code, told) == (0, [words] if words else []), line
    assert "privacy" not in kept.run("reflect", "Anna", "--quiet").err


def test_at_a_terminal_what_looks_like_a_name_is_said_once(kept: Home) -> None:
    first = kept.run("reflect", "then Kofi came", columns=100).err
    assert "“Kofi” looks like a name.\n  enquiry privacy 1.3" in first
    assert "looks like" not in kept.run("reflect", "and Kofi again", columns=100).err
    assert "looks like" not in kept.run("reflect", "we hope it was Monday in Maths", columns=100).err
    kept.ok("privacy", "--allow", "Ama")
    assert "looks like" not in kept.run("reflect", "so Ama went", columns=100).err


def test_about_shows_every_text_of_a_person_versions_removed_records_and_backups_too(
    kept: Home, tmp_path: Path
) -> None:
    for line in (
        ("reflect", "Pupil A drew it, a pupil a week"),
        ("note", "each pupil a card"),
        ("edit", "1.1", "somebody’s group"),
        ("remove", "n1"),
        ("privacy", "--replace", "Anna"),
    ):
        kept.ok(*line, "--quiet")
    found = json.loads(kept.ok("about", "anna", "--json"))["person"]
    assert (found["codes"], found["names"]) == (["Pupil A"], ["Anna Brown"])
    texts = {(one["place"], one["state"]): one["text"] for one in found["places"]}
    assert texts["1.3", "now"] == "Pupil A drew it, a pupil a week"
    assert texts["n1", "removed"] == "Pupil A came"
    assert texts["n1", "earlier version"] == "anna came"
    assert ("1.1", "earlier version") in texts
    assert "each pupil a card" not in texts.values()
    assert found["backups"]
    shown = kept.ok("about", "Pupil A")
    assert "Pupil A, Anna Brown: " in shown
    assert "Also in the backups b" in shown
    assert "place: 1.3\nin: text" in kept.ok("about", "Pupil A", "--plain")
    assert json.loads(kept.ok("about", "Pupil A", "--without-backups", "--json"))["person"]["backups"] == []
    nobody = kept.run("about", "Zaphira")
    assert (nobody.code, "Nothing that is kept here speaks of “Zaphira”" in nobody.err) == (0, True)
    assert kept.run("about").code == 2
    assert "Ben Khan" in kept.run("about", tty=True, stdin="Pupil C\n").out


def test_about_finds_what_stands_in_a_backup_alone(kept: Home) -> None:
    kept.ok("note", "Zaphira was here", "--quiet")
    kept.ok("note", "another", "--quiet")
    backup = max((kept.folder / "state").rglob("b*_*.json"), key=lambda path: path.stat().st_mtime)
    assert "Zaphira" in backup.read_text("utf-8")
    kept.journal.unlink()
    kept.ok("start", "What is new?", "--quiet")
    found = json.loads(kept.ok("about", "Zaphira", "--json"))["person"]
    assert [one["state"].partition(" (")[0] for one in found["places"]] == ["in a backup"]
