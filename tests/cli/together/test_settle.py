"""`enquiry settle`: both texts are shown, a person chooses, and the choice is one step that can be taken back."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.together.conftest import LATER, Apart
from tests.pretend_editor import PretendEditor


@pytest.fixture
def twice(kept: Apart) -> Apart:
    """1.1 has two texts, and 1.2 was removed while it was written in."""
    kept.ok("merge", str(kept.laptop))
    return kept


@pytest.mark.parametrize(
    ("keep", "text"),
    [("1", "16 of 30 spoke"), ("2", "half of them spoke"), ("both", "16 of 30 spoke\n\nhalf of them spoke")],
)
def test_what_is_chosen_stands_and_can_be_taken_back(twice: Apart, keep: str, text: str) -> None:
    before = twice.ok("show", "1.1", "--json")
    told = twice.run("settle", "1.1", "--keep", keep)
    assert told.err == "1.1 is settled: its text. To take that back: enquiry undo\n"
    assert json.loads(twice.ok("show", "1.1", "--json"))["entry"]["text"] == text
    assert "also written" not in twice.ok("show", "1.1")
    twice.ok("undo")
    assert twice.ok("show", "1.1", "--json") == before


def test_a_removal_is_settled_too(twice: Apart) -> None:
    assert "removed on another machine" in twice.ok("settle", "1.2")
    twice.ok("settle", "1.2", "--keep", "2")
    assert twice.run("show", "1.2").code == 3
    twice.ok("undo")
    twice.ok("settle", "1.2", "--keep", "1")
    assert "removed on" not in twice.ok("show", "1.2")


def test_each_in_turn_is_asked_about(twice: Apart) -> None:
    ran = twice.run("settle", tty=True, stdin="7\nb\n1\n")
    assert "“7” is none of the choices" in ran.err
    assert "Which stands? 1 or 2; b: both, one below the other; e: write it anew; Enter leaves it." in ran.err
    assert ran.out.index("16 of 30 spoke") < ran.out.index("half of them spoke") < ran.out.index("leave it in sight")
    assert twice.run("settle").err == "Nothing waits to be settled.\n"
    assert json.loads(twice.ok("settle", "--json")) == {"schema_version": 1, "settled": [], "waiting": []}


def test_enter_leaves_one_and_goes_on_to_the_next(twice: Apart) -> None:
    ran = twice.run("settle", tty=True, stdin="\n1\n")
    assert "1.2 is settled: its removal." in ran.err
    assert "also written" in twice.ok("show", "1.1")


def test_what_went_with_a_cycle_that_was_settled_as_removed_is_not_asked_about(twice: Apart) -> None:
    before = str(shutil.copy(twice.journal, twice.folder / "before.json"))
    twice.ok("remove", "1")
    shutil.copy(before, twice.laptop)
    twice.there("reflect", "written meanwhile", "-c", "1")
    assert "Cycle 1 stays: one removed it while another wrote there." in twice.ok("merge", str(twice.laptop))
    ran = twice.run("settle", tty=True, stdin="2\n1\n")
    assert (ran.code, ran.out.splitlines()[:2]) == (0, ["1  cycle", "    What happens when I wait?"])
    assert ran.err.count("Which stands?") == 1


def test_without_an_answer_both_go_on_standing(twice: Apart) -> None:
    before = twice.journal.read_bytes()
    twice.ok("settle", tty=True, stdin="")
    assert "To choose (1, 2, both): enquiry settle 1.1 --keep 1" in twice.run("settle").err
    assert twice.ok("settle", "--plain").startswith("settle: 1.1\nfield: text\n1: stands now\ntext: 16 of 30 spoke\n")
    assert twice.journal.read_bytes() == before


def test_what_can_not_be_is_refused(twice: Apart) -> None:
    for argv, code in (
        (("settle", "--keep", "1"), 2),
        (("settle", "1.1", "--keep", "3"), 2),
        (("settle", "1.1", "--keep", "neither"), 2),
        (("settle", "1.1", "--keep", "1", "--editor"), 2),
        (("settle", "1.2", "--keep", "both"), 2),
        (("settle", "9.9", "--keep", "1"), 3),
        (("settle", "1.3", "--keep", "1"), 0),
    ):
        assert twice.run(*argv).code == code, argv


def test_both_are_made_one_in_the_editor(twice: Apart, editor: PretendEditor) -> None:
    twice.environ["EDITOR"] = editor.command
    editor.does('write("16 of 30, which is half of them")')
    ran = twice.run("settle", "1.1", "--editor")
    assert ran.code == 0, ran.err
    assert "which is half" in twice.ok("show", "1.1")
    assert list(Path(twice.folder, "state", "enquiry", "settling").iterdir()) == []


def test_values_other_than_texts_are_settled_by_number(kept: Apart) -> None:
    kept.ok("edit", "1.1", "--n", "30", "--on", "2026-02-01")
    kept.there("edit", "1.1", "--n", "29", "--on", "2026-02-02")
    kept.ok("edit", "1.1", "--measure", "spoke=15")
    kept.there("edit", "1.1", "--measure", "spoke=16")
    told = kept.ok("merge", str(kept.laptop))
    assert "1.1 has two values of text" in told
    assert kept.run("settle", "1.1", "--keep", "both").code == 2
    kept.ok("settle", "1.1", "--keep", "2")
    entry = json.loads(kept.ok("show", "1.1", "--json"))["entry"]
    assert (entry["n"], entry["happened_on"], entry["values"][0]["value"]) == (30, "2026-02-01", 15)
    assert entry["otherwise"] == []


def test_two_kinds_of_entry_keep_what_the_other_had(kept: Apart) -> None:
    kept.ok("edit", "1.1", "--as", "reflection", "--yes")
    kept.there("edit", "1.1", "--source", "jotters, blue folder")
    kept.ok("merge", str(kept.laptop))
    assert "jotters, blue folder" in kept.ok("show", "1.1")
    assert kept.run("doctor").code == 0
    assert kept.run("settle", "1.1", "--keep", "2").code == 2
    kept.ok("settle", "1.1", "--keep", "both")
    assert "source: jotters, blue folder" in kept.ok("show", "1.1")


@pytest.mark.parametrize(("here", "there"), [("1", "2"), ("2", "1"), ("both", "1")])
def test_what_two_machines_settled_differently_stands_twice_again(kept: Apart, here: str, there: str) -> None:
    before = str(shutil.copy(kept.journal, kept.folder / "stick.json"))
    kept.ok("merge", str(kept.laptop))
    kept.there("merge", before)
    for name, mine, theirs in (("1.1", here, there), ("1.2", here.replace("both", "2"), there)):
        kept.ok("settle", name, "--keep", mine, now=LATER)
        kept.there("settle", name, "--keep", theirs)
    chosen = json.loads(kept.ok("show", "1.1", "--json"))["entry"]["text"]
    told = kept.ok("merge", str(kept.laptop))
    assert "1.1 has two texts." in told
    assert "1.2 stays: one removed it while another wrote there." in told
    entry = json.loads(kept.ok("show", "1.1", "--json"))["entry"]
    assert chosen in (entry["text"], entry["otherwise"][0]["value"])
    assert len(entry["otherwise"]) == 1
    kept.there("merge", str(kept.journal))
    assert kept.laptop.read_bytes() == kept.journal.read_bytes()
