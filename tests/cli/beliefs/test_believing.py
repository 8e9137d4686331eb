"""`believe`, `beliefs` and `trace` as a teacher uses them: each line is kept, said back, and found again."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, Home, made_once
from tests.pretend_editor import PretendEditor

TEXT = "Waiting helps only if they know what the silence is for"


@pytest.fixture
@made_once
def waiting(home: Home) -> Home:
    """A home with a cycle of four entries, and a belief that rests on two of them."""
    home.ok("start", "What happens when I wait?", "--group", "Year 8")
    home.ok("evidence", "the two quietest said less", "--on", "2026-01-12")
    home.ok("read", "waiting lengthens answers", "--authors", "Rowe, M.", "--on", "2026-01-13")
    home.ok("reflect", "the pause was mine", "--on", "2026-01-14")
    home.ok("note", "a loose line")
    home.ok("believe", TEXT, "--because", "1.2", "--against", "1.1=only those two", "--on", "2026-01-15")
    return home


def show(home: Home, name: str = "belief-1") -> Any:
    return json.loads(home.ok("show", name, "--json"))["belief"]


def test_a_belief_is_kept_with_what_moved_it_and_what_speaks_against_it(waiting: Home) -> None:
    found = show(waiting)
    (version,), (support,) = found["versions"], found["supports"]
    assert (found["name"], found["text"], found["held"], found["privacy"]) == ("belief-1", TEXT, "on-trial", "private")
    assert (version["moved_by"], version["on"]) == (["1.2"], "2026-01-15")
    assert (support["entry"], support["side"], support["why"]) == ("1.1", "against", "only those two")
    assert waiting.ok("believe", "1") == waiting.ok("show", "belief-1") == waiting.ok("believe", "BELIEF-1")


def test_every_version_stays_and_the_trace_tells_them_with_their_reasons(waiting: Home) -> None:
    better = "Waiting helps those who were asked to think first"
    ran = waiting.run("believe", "1", better, "--because", "1.3", "--because", "they told me")
    assert (ran.code, ran.err) == (0, "Belief-1: put in other words.\n")
    waiting.ok("believe", "belief-1", "--held", "given-up", "--because", "it was the question, not the wait")
    steps = json.loads(waiting.ok("trace", "1", "--json"))["steps"]
    assert [(step["lead"], step["text"], step["held"]) for step in steps] == [
        ("I used to think", TEXT, "on-trial"),
        ("Then I thought", better, "on-trial"),
        ("I gave it up", better, "given-up"),
    ]
    assert [[one["entry"] for one in step["moved_by"]] for step in steps] == [["1.2"], ["1.3"], []]
    assert [step["because"] for step in steps] == ["", "they told me", "it was the question, not the wait"]
    assert [one["entry"] for one in steps[0]["said"]] == ["1.1"]
    assert waiting.ok("beliefs", "--untested") == ""
    listed = waiting.ok("beliefs")
    assert "given up" in listed
    assert "last for it, 3 Feb 2026: 1.3 reflection: the pause was mine" in listed


def test_an_entry_that_changes_sides_stays_on_both_in_the_trace(waiting: Home) -> None:
    ran = waiting.run("believe", "1", "--for", "1.1=they thought longer")
    assert ran.err == (
        "Belief-1: 1.1 for it.\n1.1 was said to speak against it before; both stay: enquiry trace belief-1\n"
    )
    assert [one["side"] for one in show(waiting)["supports"]] == ["against", "for"]
    assert TEXT in waiting.ok("beliefs", "--untested")
    waiting.ok("undo")
    assert waiting.ok("beliefs", "--untested") == ""


def test_it_is_asked_once_what_speaks_against_a_belief_that_nothing_does(waiting: Home) -> None:
    asked = "What speaks against it? If anything does: enquiry believe 2 --against ENTRY\n"
    ran = waiting.run("believe", "Talk comes before writing", "--held", "firmly")
    assert ran.err == f"Belief-2 added, held firmly.\n{asked}"
    assert asked not in waiting.run("believe", "2", "--for", "1.3").err
    assert asked not in waiting.run("beliefs", "--untested").err
    interview = waiting.run("believe", tty=True, stdin="Drawing makes it theirs\n\n1.3\n\n\n\n")
    assert interview.code == 0, interview.err
    assert "speaks against it? If" not in interview.err
    assert show(waiting, "belief-3")["versions"][0]["moved_by"] == ["1.3"]


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["so", "--for", "1.1", "--against", "1.1"], 2, "1.1 was given both for it and against it."),
        (["so", "--because", "1.1", "--against", "1.1"], 2, "1.1 was given both for it and against it."),
        (["so", "--for", "1.9"], 3, "Cycle 1 has no entry 1.9."),
        (["so", "--because", "belief-1"], 2, "“belief-1” is no entry, and beliefs rest on entries."),
        (["so", "--against", "n1"], 2, "“n1” is no entry, and beliefs rest on entries."),
        (["so", "--for", "1"], 2, "“1” is no entry, and beliefs rest on entries."),
        (["so", "--for", "they said so"], 2, "“they said so” is no entry, and beliefs rest on entries."),
        (["so", "--because", " "], 2, "The reason is empty."),
        ([TEXT.upper() + "."], 2, "Belief-1 says that already."),
        (["9"], 3, "There is no belief-9."),
        (["9", "in other words"], 3, "There is no belief-9."),
        (["9", "otherwise"], 3, "There is no belief-9."),
        (["1", "--against", "1.1"], 2, "Nothing about belief-1 would change."),
        (["1", TEXT], 2, "Nothing about belief-1 would change."),
        (["1", "--held", "on-trial"], 2, "Nothing about belief-1 would change."),
        (["1", "in new words", "--on", "2026-01-14"], 2, "Belief-1 stands as it is since 15 January 2026"),
        (["1", "thing", "is", "so"], 2, f"“1” may be belief-1 ({TEXT}), or the first word"),
        ([], 2, "No text was given for the belief"),
    ],
)
def test_what_can_t_be_is_refused_and_nothing_is_changed(waiting: Home, argv: list[str], code: int, words: str) -> None:
    before = waiting.journal.read_bytes()
    ran = waiting.run("believe", *argv)
    assert (ran.code, ran.err[: len(words)]) == (code, words)
    assert waiting.journal.read_bytes() == before


def test_a_number_names_a_belief_before_words_and_is_text_within_quotes(waiting: Home) -> None:
    ran = waiting.run("believe", "3", "minutes", "are", "enough", tty=True)
    way = 'For a text that begins with that number: enquiry believe "3 minutes are enough"'
    assert (ran.code, " ".join(ran.err.split())) == (3, f"There is no belief-3. {way}")
    assert waiting.run("believe", "3 minutes are enough").err.startswith("Belief-2 added.")
    assert show(waiting, "belief-2")["text"] == "3 minutes are enough"
    chosen = waiting.run("believe", "1", "thing", "helps", tty=True, stdin="b\n")
    assert "Belief-1: put in other words." in chosen.err
    assert show(waiting)["text"] == "thing helps"


def test_new_words_for_what_was_given_up_are_held_again_and_that_is_said(waiting: Home) -> None:
    waiting.ok("believe", "1", "--held", "given-up")
    ran = waiting.run("believe", "1", "it is the question that helps")
    assert ran.err == (
        "Belief-1: put in other words, on trial.\n"
        "It had been given up. If it still is: enquiry believe 1 --held given-up\n"
    )
    assert "\nNow I think: it is the question that helps\n" in waiting.ok("trace", "1", "--plain")
    gave_up = waiting.run("believe", "1", "it is neither", "--held", "given-up")
    assert gave_up.err == "Belief-1: put in other words, given up.\n"
    undone = " ".join(waiting.ok("undo").split())
    assert "belief it is [-neither-]{+the question that helps+} ([-given up-]{+on trial+}, 3 February 2026)" in undone


def test_words_that_are_mended_keep_their_day_and_that_is_said(waiting: Home) -> None:
    waiting.ok("believe", "1", "in other words", now=NOW + timedelta(days=3))
    ran = waiting.run("edit", "belief-1", "in better words", now=NOW + timedelta(days=9))
    assert ran.err.startswith(
        "Belief-1 was changed.\nThey are its words since 6 February 2026, mended; what you think since"
    )
    assert "mended" not in waiting.run("edit", "belief-1", "--privacy", "school").err


def test_the_first_words_are_of_no_later_day_than_those_that_took_their_place(waiting: Home) -> None:
    waiting.ok("believe", "1", "in other words", "--on", "2026-01-20")
    waiting.ok("refine", "What helps?", "--on", "2026-02-01")
    before = waiting.journal.read_bytes()
    for name, day, on in (("belief-1", "2026-01-21", "20 January 2026"), ("1", "2026-02-02", "1 February 2026")):
        ran = waiting.run("edit", name, "--on", day)
        words = f"{name} was put in other words on {on}, and its first words can't be of a later day.\n"
        assert (ran.code, ran.err.startswith(words)) == (2, True), ran.err
    assert waiting.journal.read_bytes() == before
    waiting.ok("edit", "belief-1", "--on", "2026-01-20")


def test_search_shows_a_belief_with_what_of_it_was_found(waiting: Home) -> None:
    found = waiting.ok("search", "those two")
    assert f"What you believe\n  belief-1 {TEXT}\n    against it  only «those two»\n" in found
    assert "belief-1 Waiting helps only if they know what the «silence» is for\n" in waiting.ok("search", "silence")
    waiting.ok("note", "silence again")
    assert "«silence» again\n\nWhat you believe\n" in waiting.ok("search", "silence")


def test_what_is_removed_or_forgotten_is_told_without_its_words(waiting: Home) -> None:
    waiting.ok("remove", "1.1")
    assert "1.1 (removed)" in waiting.ok("trace", "1", "--plain")
    assert TEXT in waiting.ok("beliefs", "--untested")
    assert waiting.run("believe", "1", "--against", "1.1").code == 3
    waiting.ok("forget", "1.2", "--confirm", "forget")
    told = waiting.ok("trace", "1", "--plain")
    assert "because of: 1.2 (forgotten)" in told
    assert "waiting lengthens" not in told
    waiting.ok("remove", "belief-1")
    assert waiting.run("believe", "1").err.startswith("Your belief-1 was removed.")
    assert waiting.run("believe", TEXT).err.startswith("Belief-2 added.")
    waiting.ok("reopen", "belief-1")
    waiting.ok("forget", "belief-1", "--confirm", "forget")
    assert waiting.journal.read_bytes().count(TEXT.encode()) == 1  # that of belief-2
    assert waiting.run("show", "belief-1").err.startswith("Your belief-1 was forgotten.")


def test_a_word_is_forgotten_in_beliefs_too(waiting: Home) -> None:
    waiting.ok("believe", "2 of them said Zephyr", "--because", "Zephyr said it", "--for", "1.3=with Zephyr")
    waiting.ok("forget", "--word", "Zephyr", "--confirm", "forget")
    assert b"Zephyr" not in waiting.journal.read_bytes()


def test_a_belief_is_found_exported_and_taken_in(waiting: Home) -> None:
    assert "belief-1" in waiting.ok("search", "silence")
    assert json.loads(waiting.ok("search", "silence", "--json"))["beliefs"][0]["name"] == "belief-1"
    waiting.ok("export", "-o", str(waiting.folder / "all.json"))
    waiting.ok("export", "--format", "markdown", "-o", str(waiting.folder / "notes"))
    for source in ("all.json", "notes"):
        other = str(waiting.folder / f"other-{source}.json")
        waiting.ok("--journal", other, "import", str(waiting.folder / source))
        assert json.loads(waiting.ok("--journal", other, "show", "belief-1", "--json"))["belief"] == show(waiting)
    page = waiting.folder / "notes" / "beliefs.md"
    page.write_text(page.read_text("utf-8").replace("- 2026-01-15: Waiting", "- 2026-01-15: Never"), "utf-8")
    ran = waiting.run("--journal", str(waiting.folder / "new.json"), "import", str(waiting.folder / "notes"))
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "beliefs.md: what stands beneath and the fields above it differ.",
    )


def test_it_is_written_in_an_editor_and_mended_there(waiting: Home, tmp_path: Path) -> None:
    pretend = PretendEditor(tmp_path / "pretend")
    waiting.environ["ENQUIRY_EDITOR"] = pretend.command
    ran = waiting.run("believe", "Talk comes first", "--for", "1.3", "--editor", tty=True, stdin="\n")
    assert ran.code == 0, ran.err
    assert show(waiting, "belief-2")["supports"][0]["entry"] == "1.3"
    waiting.ok("edit", "belief-2", "Talk comes first, then the page", "--on", "2026-01-20", "-t", "talk")
    (version,) = show(waiting, "belief-2")["versions"]
    assert (version["text"], version["on"]) == ("Talk comes first, then the page", "2026-01-20")
    ran = waiting.run("believe", "2", "--editor", tty=True)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "--editor writes a new belief, and belief-2 was named.")


# The offer after a decision


def test_a_decision_that_ends_something_brings_the_question_what_is_believed_now(waiting: Home) -> None:
    asks = "What do you believe now? Enter skips."
    assert asks not in waiting.run("review", "so far", "--decision", "adapt", tty=True).err
    assert asks not in waiting.run("review", "it holds", "--decision", "embed").err
    ran = waiting.run(
        "review", "it holds", "--decision", "embed", tty=True, stdin="It was the pause\n7.7\nIt was mine\n1.1\n"
    )
    assert ran.code == 0
    assert "no cycle 7" in ran.err.casefold()
    belief = show(waiting, "belief-2")
    assert (belief["text"], belief["versions"][0]["moved_by"]) == ("It was mine", ["1.6"])
    assert [one["entry"] for one in belief["supports"]] == ["1.1"]
    assert asks not in waiting.run("close", tty=True).err  # it was asked when it was decided


def test_closing_asks_where_no_decision_did_and_enter_skips_it(waiting: Home) -> None:
    ran = waiting.run("close", tty=True, stdin="\n")
    assert (ran.code, ran.err.count("What do you believe now? Enter skips.")) == (0, 1)
    assert json.loads(waiting.ok("beliefs", "--json"))["beliefs"][0]["belief"]["name"] == "belief-1"
