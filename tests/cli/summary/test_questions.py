"""`enquiry summary --for` at a terminal: what may go is asked, shown before it leaves, and kept for the reader."""

import json
import shlex

import pytest

from tests.conftest import Home, made_once

NAME = ("summary", "--for", "prd")


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with two private cycles; in the first, evidence about one learner, and a count of few."""
    home.ok("start", "What happens when I wait?", "--on", "2025-09-01", "--hunch", "three pupils never speak")
    home.ok("act", "counted to three", "--on", "2025-09-08")
    home.ok("evidence", "one hates it", "--kind", "case-pupil", "--direction", "contradicts", "--on", "2025-10-02")
    home.ok("start", "What helps at home?", "--on", "2025-09-15")
    home.ok("reflect", "=asked two pupils", "--on", "2025-10-20")
    return home


def words(err: str) -> str:
    """Return what was said without the ends of its lines."""
    return " ".join(err.split())


def shared(home: Home, *argv: str) -> list[int]:
    told = json.loads(home.ok(*NAME, *argv, "--json"))["summary"]
    return [cycle["number"] for cycle in told["cycles"] if cycle["goes"]]


def test_it_asks_which_cycles_may_go_and_shows_what_would_leave(kept: Home) -> None:
    ran = kept.run(*NAME, tty=True, stdin="? 1\n7\n1\nn\n\n")
    assert ran.code == 0
    assert "1 · What happens when I wait? (two entries and its words)\n" in ran.err
    assert "2 · What helps at home? (one entry and its words)\n" in ran.err
    assert "Which may go? 1 2 · all · none; ? shows what would leave. Enter: none." in words(ran.err)
    assert "counted to three" in ran.err.partition("1.2, it is about one learner")[0]  # shown by "?"
    assert "“7” is none of them. They are: 1, 2; or all, or none." in words(ran.err)
    assert "1.2, it is about one learner: “one hates it”" in ran.err
    assert "enquiry summary --for prd --share 1" in ran.err
    assert "counted to three" in ran.out
    assert "one hates it" not in ran.out
    assert "What helps at home?" not in ran.out


@pytest.mark.parametrize("answers", ["", "\n", "none\n"])
def test_without_an_answer_nothing_goes(kept: Home, answers: str) -> None:
    ran = kept.run(*NAME, tty=True, stdin=answers)
    assert ran.code == 0
    assert "counted to three" not in ran.out
    assert "Which may go?" in ran.err


def test_close_evidence_goes_in_full_one_by_one(kept: Home) -> None:
    ran = kept.run(*NAME, tty=True, stdin="all\ny\n\n")
    assert "one hates it" in ran.out
    assert "enquiry summary --for prd --share 1,2 --include 1.2" in ran.err


def test_words_that_count_few_are_shown_and_can_stay(kept: Home) -> None:
    ran = kept.run(*NAME, tty=True, stdin="all\nn\n9.9\n\n")
    assert "2.1: “=asked two pupils · written down on 3 February 2026”" in ran.err
    assert "“9.9” is none of them. They are: 2.1." in ran.err
    assert "asked two pupils" in ran.out
    ran = kept.run(*NAME, tty=True, stdin="all\nn\n2.1\n")
    assert "asked two pupils" not in ran.out
    assert "--share 1,2 --hold 2.1" in ran.err


def test_the_same_without_being_asked_is_said_last_and_whole(kept: Home) -> None:
    kept.ok("evidence", "Ask Morag Sinclair’s mother", "-c", "1", "--on", "2025-10-03")
    file = kept.folder / "for them.md"
    ran = kept.run(*NAME, "-c", "1", "-o", str(file), tty=True, stdin="1\nn\nr\n")
    command = f"enquiry summary cycle:1 --for prd --share 1 --replace-names -o '{file}'"
    assert ran.err.endswith(f"\nThe same without being asked; with --remember from now on:\n  {command}\n")
    assert ran.err.count("without being asked") == 1
    assert "Morag" not in file.read_text("utf-8")
    file.unlink()
    again = kept.run(*shlex.split(command)[1:], tty=True, stdin="")
    assert (again.code, "without being asked" in again.err) == (0, False)


@pytest.mark.parametrize("argv", [("--no-input",), ("--yes",), ("--json",), ("--plain",), ("--quiet",)])
def test_a_program_is_not_asked(kept: Home, argv: tuple[str, ...]) -> None:
    ran = kept.run(*NAME, *argv, tty=True, stdin="all\n")
    assert "Which may go?" not in ran.err
    assert "counted to three" not in ran.out


def test_what_was_said_is_not_asked(kept: Home) -> None:
    assert "Which may go?" not in kept.run(*NAME, "--share", "1", tty=True, stdin="all\n").err


def test_answers_are_kept_for_a_reader_said_each_time_and_taken_back(kept: Home) -> None:
    ran = kept.run(*NAME, "--remember", tty=True, stdin="1\ny\n\n")
    assert "Kept for prd: --share 1 --include 1.2. To take it back: enquiry summary --for prd --forget" in ran.err
    assert "what may go to prd kept" in kept.ok("history", "--plain")
    assert shared(kept) == [1]
    assert "As kept for prd: --share 1 --include 1.2\n" in kept.run(*NAME).err
    assert "one hates it" in kept.ok(*NAME)
    assert shared(kept, "-c", "2") == []
    assert shared(kept, "--share", "2") == [2]
    ran = kept.run(*NAME, tty=True, stdin="\n\n\n")
    assert "Enter: as kept, 1." in words(ran.err)
    assert "counted to three" in ran.out
    assert json.loads(kept.ok("summary", "--for", "school", "--json"))["summary"]["cycles"] == []
    ran = kept.run(*NAME, "--forget")
    assert ran.err == "What may go to prd is taken back: from now on nothing goes that is not let go anew.\n"
    assert shared(kept) == []
    assert kept.run(*NAME, "--forget").err == "Nothing was kept of what may go to prd.\n"
    kept.ok("undo")
    assert shared(kept) == [1]


def test_what_is_kept_is_by_lasting_ids_and_goes_with_what_is_removed(kept: Home) -> None:
    kept.ok(*NAME, "--share", "1", "--include", "1.2", "--hold", "1:hunch", "--remember")
    choices = json.loads(kept.ok("export"))["settings"]["sharing"]
    assert [bool(one["entry"]) for one in choices] == [False, True, False]
    assert (choices[2]["field"], choices[2]["held"]) == ("hunch", True)
    assert kept.run(*NAME).err.startswith("As kept for prd: --share 1 --include 1.2 --hold 1:hunch\n")
    kept.ok("remove", "1.2", "--yes")
    assert kept.run(*NAME).err.startswith("As kept for prd: --share 1 --hold 1:hunch\n")
    assert len(json.loads(kept.ok("export"))["settings"]["sharing"]) == 2


def test_after_a_summary_it_says_what_was_left_out_and_what_would_fill_its_headings(kept: Home) -> None:
    err = kept.run(*NAME, "--share", "1").err
    assert "By name, kind and day only: 1.2: it is about one learner.\n" in err
    assert "Held back: the words of 2 and 2.1: its privacy is private.\n" in err
    assert 'Nothing yet under “What I read, and what it changed”: enquiry read -c 1 "…"\n' in err
    assert err.endswith("To let a cycle, or all, go for once: enquiry summary --for prd --share 2\n")
