import json
import os
from pathlib import Path

import pytest

from enquiry.exchange.staffroom.gift_file import decode_gift
from enquiry.model.colleagues.offer import StaffroomGift
from enquiry.store.outlet import TIMELESS
from tests.conftest import Home, made_once

REASON = "the quiet table waits for the others"


@pytest.fixture
@made_once
def giver(home: Home) -> Home:
    """A home with an enquiry that was decided, one of the school's, and a name."""
    home.ok("start", "What happens when I wait?", "-t", "talk", "--standard", "GTCS 2.1")
    home.ok("evidence", "five hands up", "--kind", "noticing", "--direction", "contradicts")
    home.ok("review", "looked at it", "--decision", "adapt", "--because", REASON)
    home.ok("start", "Where do they sit?", "--privacy", "school", "-t", "seats")
    home.ok("config", "name", "Mhairi Stewart")
    return home


def folder(home: Home) -> str:
    (home.folder / "gifts").mkdir(exist_ok=True)
    return str(home.folder / "gifts")


def laid(home: Home) -> list[tuple[Path, StaffroomGift]]:
    return [(path, decode_gift(path.read_bytes(), "it")) for path in sorted(Path(folder(home)).iterdir())]


def test_what_is_shown_is_what_is_laid_there_and_nothing_tells_when_or_whose(giver: Home) -> None:
    shown = giver.ok("gift", "1", "--for", "leader", "-o", folder(giver), "--plain")
    [path] = Path(folder(giver)).iterdir()
    assert (path.stat().st_mtime, path.stat().st_atime) == (TIMELESS, TIMELESS)
    [(path, gift)] = laid(giver)
    assert shown.splitlines() == [
        "1 question: What happens when I wait?",
        "2 tags: talk",
        "3 standards: GTCS 2.1",
        "4 state: open",
        "5 decision: adapt",
        f"6 because: {REASON}",
        "7 disagreed: what I found went against what I had expected",
    ]
    assert gift.enquiries[0].because == REASON
    text = path.read_text()
    assert not any(word in text for word in ("Mhairi", "2026", "five hands", "looked at it"))
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o600 | (giver.folder / "gifts").stat().st_mode & 0o044
    assert "for the staffroom" in giver.ok("gifts", "show", "g1").replace("\n", " ")


def test_unasked_only_what_the_school_may_see_goes_and_the_rest_is_said(giver: Home) -> None:
    ran = giver.run("gift", "--for", "leader", "-o", folder(giver))
    [(_, gift)] = laid(giver)
    assert [one.question for one in gift.enquiries] == ["Where do they sit?"]
    assert "Held back: cycle 1, not shared with the school." in ran.err
    giver.ok("edit", "2", "--privacy", "private")
    ran = giver.run("gift", "--for", "leader", "-o", folder(giver))
    assert (ran.code, len(laid(giver))) == (1, 1)
    assert "Nothing of it may go" in ran.err
    way = f"enquiry gift 2 --for leader -o {folder(giver)}"
    assert f"cycle 2, not shared with the school. To let it go: {way}" in ran.err
    assert f"Name a cycle to let it go: {way}" in ran.err, "one that there is"
    ran = giver.run("gift", "1", "--for", "leader", "-o", folder(giver), "--name", "--without", "question")
    assert (ran.code, len(laid(giver))) == (1, 1), "a name alone is no gift"


def test_what_goes_along_and_what_tells_of_few_are_said_with_the_ways_out(giver: Home) -> None:
    giver.ok("review", "-c", "1", "again", "--decision", "stop", "--because", "four pupils would not")
    ran = giver.run("gift", "1", "2", "--for", "leader", "-o", folder(giver), "--leave", "9")
    said = " ".join(ran.err.split())
    assert "Held back: the line “because” of cycle 1. It tells of few people, or a number that is held back." in said
    assert "To let it go as it is: enquiry edit 1.3 --privacy school" in said
    assert "To put it in other words first: enquiry edit 1.3 --editor" in said
    giver.ok("edit", "1.3", "--privacy", "school")
    ran = giver.run("gift", "1", "2", "--for", "leader", "-o", folder(giver), "--without", "decision")
    assert "With that goes what belongs to it: “because” and “disagreed” (cycle 1)." in " ".join(ran.err.split())


def test_a_reading_that_was_tried_goes_with_what_came_of_it_and_stands_on_the_page(giver: Home) -> None:
    giver.ok("read", "Waiting helps", "-c", "1", "--title", "Wait time", "--expects", "longer answers")
    giver.ok("review", "-c", "1", "again", "--tried", "1.3=in part: the quiet ones drew")
    shown = giver.ok("gift", "1", "--for", "leader", "-o", folder(giver), "--plain")
    assert shown.splitlines()[-3:] == [
        "8 read: Wait time",
        "9 looked for: longer answers",
        "10 came of it: in part: the quiet ones drew",
    ]
    own = giver.ok("staffroom", folder(giver), "-c", "1", "--plain")
    assert "what i read and tried: Wait time (in part: the quiet ones drew; looked for: longer answers)" in own


def test_lines_are_struck_out_by_number_and_by_what_they_are(giver: Home) -> None:
    giver.ok("gift", "1", "2", "--for", "leader", "-o", folder(giver), "--leave", "4", "--without", "tags", "--name")
    [(_, gift)] = laid(giver)
    assert gift.name == "Mhairi Stewart"
    assert [one.tags for one in gift.enquiries] == [(), ()]
    assert (gift.enquiries[0].standards, gift.enquiries[0].because) == ((), REASON), "the name is the first line"
    for odd in ("0", "99", "colour"):
        ran = giver.run("gift", "1", "--for", "leader", "-o", folder(giver), "--leave", odd)
        assert (ran.code, len(laid(giver))) == (2, 1)
        assert f"“{odd}” names no line of it." in ran.err


def test_a_person_strikes_out_until_it_is_given(giver: Home) -> None:
    said = giver.run(
        "gift", "--for", "leader", "-o", folder(giver), tty=True, stdin="an hour of cover\n2 tags\n77\nwhat\ng\n"
    )
    [(_, gift)] = laid(giver)
    assert (gift.enquiries[0].question, gift.enquiries[0].tags) == ("What happens when I wait?", ())
    assert [ask.text for ask in gift.asks] == ["an hour of cover"]
    assert "“77” names no line of it." in said.err
    for ends in ("\n\n", "", "\nquestion help\n"):
        ran = giver.run("gift", "--for", "leader", "-o", folder(giver), tty=True, stdin=ends)
        assert (ran.code, len(laid(giver))) == (1, 1), ends
    ran = giver.run("gift", "1", "--for", "leader", "-o", folder(giver), tty=True, stdin="\n\n")
    assert "enquiry gift 1 --for leader --dry-run" in " ".join(ran.err.split())


def test_names_are_settled_before_it_is_shown(giver: Home) -> None:
    giver.ok("pupils", "add", "Anna Berg")
    giver.ok("start", "What helps Anna to speak?")
    ran = giver.run("gift", "3", "--for", "leader", "-o", folder(giver))
    assert (ran.code, laid(giver)) == (1, [])
    assert "“Anna” (3)" in ran.err
    shown = giver.ok("gift", "3", "--for", "leader", "-o", folder(giver), "--replace-names")
    assert "What helps Pupil A to speak?" in shown
    assert "Anna" not in laid(giver)[0][0].read_text()
    assert giver.run("gift", "3", "--for", "leader", "-o", folder(giver), "--hold-names").code == 1
    said = giver.run("gift", "3", "--for", "leader", "--dry-run")
    assert "it will be asked about: “Anna” (3)" in said.err


def test_a_second_gift_takes_the_place_of_the_first_and_is_taken_back_with_its_file(giver: Home) -> None:
    giver.ok("gift", "1", "--for", "leader", "-o", folder(giver))
    other = giver.folder / "gifts" / "gift-of-another.json"
    other.write_bytes(laid(giver)[0][0].read_bytes())
    giver.ok("gift", "2", "--for", "leader", "-o", folder(giver))
    assert [gift.enquiries[0].question for path, gift in laid(giver) if path != other] == ["Where do they sit?"]
    gifts = json.loads(giver.ok("gifts", "--json"))["gifts"]
    assert [(one["name"], bool(one["withdrawn"])) for one in gifts] == [("g2", False), ("g1", True)]
    assert "Its file was deleted" in giver.ok("gifts", "withdraw", "g2")
    assert [path for path, _ in laid(giver)] == [other]
    assert "If it lies there still, delete it by hand" in " ".join(giver.ok("gifts", "withdraw", "g2").split())


def test_a_file_that_is_no_gift_any_more_is_not_deleted(giver: Home) -> None:
    giver.ok("gift", "1", "--for", "leader", "-o", folder(giver))
    [path] = (giver.folder / "gifts").iterdir()
    path.write_text("my shopping")
    giver.ok("gifts", "withdraw", "g1")
    assert path.read_text() == "my shopping"


def test_wrong_folders_and_options_that_say_nothing_are_refused(giver: Home) -> None:
    (giver.folder / "note.txt").touch()
    giver.ok("note", "a line")
    cases = (
        (("-o", str(giver.folder / "nowhere")), 3, "There is no folder"),
        (("-o", str(giver.folder / "note.txt")), 2, "is a file"),
        (("-o", str(giver.folder / "state" / "enquiry")), 1, "where enquiry keeps what is its own"),
        ((), 2, "none was named"),
        (("-o", folder(giver), "--hold", "1.1"), 2, "--hold says nothing of a gift for a staffroom"),
        (("-o", folder(giver), "--hold-names", "--names-are-fine"), 2, "contradict each other"),
    )
    for words, code, told in cases:
        ran = giver.run("gift", "1", "--for", "leader", *words)
        assert (ran.code, laid(giver)) == (code, []), (words, ran)
        assert told in " ".join(ran.err.split())
    ran = giver.run("gift", "1", "--to", "Sam", "-o", "x.docx", "--without", "tags")
    assert ran.code == 2
    assert "--without says nothing of a gift for one colleague" in ran.err


def test_programs_get_the_lines_and_the_gift(giver: Home) -> None:
    lines = json.loads(giver.ok("gift", "1", "--for", "leader", "--dry-run", "--json"))["lines"]
    assert lines[0] == {
        "number": 1,
        "of": "1",
        "part": "question",
        "words": "What happens when I wait?",
        "telling": False,
    }
    gave = json.loads(giver.ok("gift", "1", "--for", "leader", "-o", folder(giver), "--json"))["gift"]
    assert (gave["reader"], gave["circle"], gave["cycles"], gave["entries"]) == ("leader", "school", ["1"], ["1.2"])
