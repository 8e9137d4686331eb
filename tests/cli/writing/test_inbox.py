"""The inbox: walked a note at a time at a terminal, listed anywhere else."""

import json
import os
import shlex
import sys
from typing import TYPE_CHECKING, Any

import pytest

from enquiry.__main__ import main
from enquiry.cli.session import Session
from tests.conftest import NOW, Home, Ran, Stream, made_once

if TYPE_CHECKING:
    from pathlib import Path

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
WAYS = "e evidence · r reflection · a action · d reading · v review · k ask · n note"


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    """A home with two open cycles (the second current), a closed one, and three notes of three days."""
    home.ok("start", "What happens when I wait?")
    home.ok("start", "What else?")
    home.ok("close")
    home.ok("start", "Does drawing first help?")
    home.ok("note", "they answered each other", "--on", "2026-01-12", "-t", "talk")
    home.ok("note", "latecomers:\nsame four", "--on", "2026-01-20")
    home.ok("note", "wait time is in Rowe")
    return home


def walk(home: Home, answers: str, *argv: str, **environ: str) -> Ran:
    """Run `file` with both ends at a terminal."""
    source, out, err = Stream(answers), Stream(), Stream()
    source.tty = out.tty = True
    code = main(["file", *argv], Session(source, out, err, {**home.environ, **environ}, clock=lambda: NOW))
    return Ran(code, out.getvalue(), err.getvalue())


def entries(home: Home, cycle: int) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = json.loads(home.ok("show", str(cycle), "--json"))["cycle"]["entries"]
    return held


def waiting(home: Home) -> list[str]:
    return [note["name"] for note in json.loads(home.ok("file", "--json"))["inbox"]]


def steps(home: Home) -> int:
    """Return how many changes the journal has seen."""
    return int(json.loads(home.journal.read_bytes())["history"].__len__())


def test_it_shows_each_note_with_its_day_and_the_cycles_current_first(begun: Home) -> None:
    told = walk(begun, "s\ns\ns\n")
    assert (told.code, told.out) == (0, "")
    assert told.err.startswith(
        "3 notes in the inbox. Each is kept as soon as it is filed.\n"
        "  3 · Does drawing first help? (the current one)\n"
        "  1 · What happens when I wait?\n"
        "\n"
        "n1 · Monday 12 January 2026 · 1 of 3\n"
        "  they answered each other\n"
        "  tags: talk\n"
        "To 3 · Does drawing first help?\n"
        f"{WAYS}\n"
        "a number: to that cycle · t tags · s skip · l later · x remove · ? the cycles · Enter: skip\n"
        "> "
    )
    assert "n2 · Tuesday 20 January 2026 · 2 of 3\n  latecomers:\n  same four\nTo 3" in told.err
    assert told.err.endswith("> Nothing was filed; 3 notes still wait; enquiry file goes on.\n")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("e", "evidence"),
        ("r", "reflection"),
        ("a", "action"),
        ("d", "reading"),
        ("v", "review"),
        ("n", "note"),
        ("E", "evidence"),
    ],
)
def test_a_key_files_a_note_with_its_own_day(begun: Home, key: str, kind: str) -> None:
    told = walk(begun, f"{key}\nl\n")
    assert f"Note n1 is now {kind} 3.1 of 3 · Does drawing first help?, for Monday 12 January 2026" in told.err
    (entry,) = entries(begun, 3)
    assert (entry["kind"], entry["text"], entry["happened_on"]) == (kind, "they answered each other", "2026-01-12")
    assert entry["tags"] == ["talk"]
    assert waiting(begun) == ["n2", "n3"]
    assert told.err.endswith("1 filed; 2 notes still wait; enquiry file goes on.\n")


def test_each_note_is_kept_at_once_as_one_change(begun: Home) -> None:
    before = steps(begun)
    told = walk(begun, "1\ne\nr\nx\n")
    assert steps(begun) == before + 3
    assert [entry["name"] for entry in entries(begun, 1)] == ["1.1"]
    assert [entry["name"] for entry in entries(begun, 3)] == ["3.1"]
    assert "n3 was removed; to bring it back: enquiry reopen n3" in told.err
    assert told.err.endswith("2 filed, 1 removed; the inbox is empty.\n")
    begun.ok("reopen", "n3")
    assert waiting(begun) == ["n3"]


def test_a_cycle_is_named_by_its_number_or_its_words_for_one_note(begun: Home) -> None:
    told = walk(begun, "wait\nn\n2\nn\nl\n")
    assert "To 1 · What happens when I wait?" in told.err
    assert "To 2 · What else? (closed)" in told.err
    assert [entry["name"] for entry in (*entries(begun, 1), *entries(begun, 2))] == ["1.1", "2.1"]
    assert told.err.rindex("To 3 · Does") > told.err.index("Note n2 is now note 2.1")


def test_tags_are_added_to_the_notes_own(begun: Home) -> None:
    told = walk(begun, "t\nquestioning, exit check, \nt\nquestionin\ne\nl\n")
    assert "To 3 · Does drawing first help? · tags added: questioning, exit check" in told.err
    assert entries(begun, 3)[0]["tags"] == ["talk", "questioning", "exit check", "questionin"]


def test_a_new_tag_close_to_one_in_use_is_said(begun: Home) -> None:
    begun.ok("reflect", "x", "-t", "questioning")
    assert "“questionin” is new, and close to “questioning”, used once." in walk(begun, "t\nquestionin\ne\nl\n").err


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("z\n", "“z” is none of the keys."),
        ("9\n", "There is no cycle 9; the latest are: 1, 2, 3."),
        ("fluency\n", "No cycle's question holds “fluency”."),
        ("wha\n", "“wha” fits 2 cycles"),
        ("t\na;b\n", "The tag “a;b” holds ';'."),
        ("?\n", "  1 · What happens when I wait?\n"),
    ],
)
def test_what_is_no_answer_is_said_and_asked_again(begun: Home, answers: str, said: str) -> None:
    told = walk(begun, f"{answers}e\nl\n")
    assert told.code == 0
    assert said in told.err
    assert [entry["name"] for entry in entries(begun, 3)] == ["3.1"]


def test_without_a_current_cycle_a_number_is_asked_for_first(begun: Home) -> None:
    begun.ok("close")
    begun.ok("start", "A third?", "--on", "2026-01-05")
    begun.ok("remove", "4")
    begun.ok("reopen", "3")
    begun.ok("close", "3")
    begun.ok("start", "Another?")
    document = json.loads(begun.ok("export", "--names-are-fine"))
    document["settings"]["current"] = None
    (begun.folder / "all.json").write_text(json.dumps(document), encoding="utf-8")
    begun.journal.unlink()
    begun.ok("import", str(begun.folder / "all.json"))
    told = walk(begun, "e\n1\ne\nl\n")
    assert "To no cycle yet\n" in told.err
    assert "To which cycle? Give its number first." in told.err
    assert [entry["name"] for entry in entries(begun, 1)] == ["1.1"]


def test_what_was_named_beside_it_holds_for_every_note(begun: Home) -> None:
    told = walk(begun, "\n\ns\n", "-c", "1", "--as", "evidence", "-t", "door")
    assert "Enter: as evidence" in told.err
    assert [(entry["kind"], entry["tags"]) for entry in entries(begun, 1)] == [
        ("evidence", ["talk", "door"]),
        ("evidence", ["door"]),
    ]
    assert waiting(begun) == ["n3"]
    assert told.err.endswith("2 filed; 1 note still waits; enquiry file goes on.\n")


def test_a_cycle_named_beside_it_must_be_there(begun: Home) -> None:
    told = walk(begun, "", "-c", "9")
    assert (told.code, told.out) == (3, "")


def test_a_reading_is_told_how_to_get_its_source(begun: Home) -> None:
    assert "; its source: enquiry edit 3.1 --authors … --title …" in walk(begun, "s\ns\nd\n").err
    assert "its source" not in walk(begun, "e\ne\n").err


@pytest.mark.parametrize("answers", ["", "e\n", "t\n"])
def test_the_end_of_input_leaves_the_rest_for_later(begun: Home, answers: str) -> None:
    told = walk(begun, answers)
    assert told.code == 0
    assert told.err.count("> ") == len(answers) // 2 + 1 + (answers == "t\n")
    assert waiting(begun)[-2:] == ["n2", "n3"]


def test_a_note_filed_meanwhile_is_said_and_the_walk_goes_on(begun: Home) -> None:
    class Slow(Stream):
        """A terminal at which, before the first answer, another window files the first note."""

        def readline(self, *_size: Any) -> str:  # type: ignore[override]
            if not self.tell():
                begun.ok("file", "n1", "-c", "1")
            return super().readline()

    source, out, err = Slow("e\ne\nl\n"), Stream(), Stream()
    source.tty = out.tty = True
    assert main(["file"], Session(source, out, err, begun.environ, clock=lambda: NOW)) == 0
    assert "Note n1 was filed already, as 1.1." in err.getvalue()
    assert [entry["text"] for entry in entries(begun, 3)] == ["latecomers:\nsame four"]


def test_quiet_leaves_the_questions_and_takes_what_is_said_back(begun: Home) -> None:
    told = walk(begun, "e\nx\nl\n", "--quiet")
    assert "is now" not in told.err
    assert "removed" not in told.err
    assert "still wait" not in told.err
    assert WAYS in told.err


def test_hostile_words_are_shown_and_not_obeyed(begun: Home) -> None:
    begun.ok("note", "\x1b[2Jgone [bold]:smile:[/bold]")
    told = walk(begun, "s\ns\ns\ns\n")
    assert "␛[2Jgone [bold]:smile:[/bold]" in told.err
    assert "\x1b" not in told.err


# Where nobody can answer


def test_anywhere_else_it_lists(begun: Home) -> None:
    for told in (begun.run("file"), begun.run("file", tty=True), walk(begun, "e\n", "--no-input")):
        assert (told.code, told.err) == (0, "")
        assert "they answered each other" in told.out
    assert waiting(begun) == ["n1", "n2", "n3"]


def test_json_lists_even_at_a_terminal(begun: Home) -> None:
    told = walk(begun, "e\n", "--json")
    assert [note["name"] for note in json.loads(told.out)["inbox"]] == ["n1", "n2", "n3"]


def test_an_empty_inbox_and_a_journal_without_cycles_are_not_walked(home: Home) -> None:
    home.ok("note", "a line")
    assert "a line" in walk(home, "e\n").out
    home.ok("start", "What happens?")
    home.ok("file", "n1")
    assert walk(home, "e\n").out == "The inbox is empty.\n"


@pytest.mark.parametrize(
    ("argv", "what"), [(("-c", "1"), "A cycle"), (("--as", "evidence"), "A kind"), (("-t", "x"), "A tag")]
)
def test_what_belongs_to_a_note_is_refused_without_one(begun: Home, argv: tuple[str, ...], what: str) -> None:
    told = begun.run("file", *argv)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"{what} was named, but no note.\nName the note too: enquiry file NOTE -c CYCLE\n"


# At a real terminal


@on_unix
def test_the_walk_at_a_real_terminal_and_ctrl_c_in_it(begun: Home, tmp_path: "Path") -> None:
    import pexpect

    env = {**os.environ, **begun.environ, "TERM": "xterm", "NO_COLOR": "1", "ENQUIRY_TODAY": "2026-02-03"}
    child = pexpect.spawn(sys.executable, ["-m", "enquiry", "file"], env=env, encoding="utf-8", timeout=20)
    child.expect("n1 · Monday 12 January 2026 · 1 of 3")
    child.expect("> ")
    child.sendline("1")
    child.expect("To 1 · What happens when I wait\\?")
    child.expect("> ")
    child.sendline("e")
    child.expect("Note n1 is now evidence 1.1 of 1 · What happens when I wait\\?, for Monday 12\\s+January 2026")
    child.expect("n2 · Tuesday 20 January 2026 · 2 of 3")
    child.expect("> ")
    child.sendintr()
    child.expect("Stopped\\.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert waiting(begun) == ["n2", "n3"]
    assert [entry["name"] for entry in entries(begun, 1)] == ["1.1"]


# With the fields of what a note becomes, and before there is a cycle


def test_a_note_is_filed_with_the_fields_of_what_it_becomes(begun: Home) -> None:
    begun.ok("file", "n1", "--as", "evidence", "--kind", "tally", "--measure", "turns=5 of 24", "--n", "24", "--key")
    kept = entries(begun, 3)[0]
    told = (kept["evidence_kind"], kept["values"][0]["value"], kept["n"], kept["key"], kept["tags"])
    assert told == ("tally", 5, 24, True, ["talk"])
    begun.ok("file", "n2", "--as", "action", "--planned", "4")
    assert entries(begun, 3)[1]["planned"] == 4


@pytest.mark.parametrize(
    ("argv", "words", "hint"),
    [
        (
            ("n1", "--kind", "tally"),
            "--kind belongs to evidence, and note n1 is to become note.",
            "--as evidence --kind …",
        ),
        (
            ("n1", "--as", "action", "--n", "3"),
            "--n belongs to evidence, and note n1 is to become action.",
            "--as evid",
        ),
        (("n1", "--as", "evidence", "--sd", "3"), "--sd 3 belongs to 0 measures.", ""),
        (("--kind", "tally"), "--kind was given, but no note.", "enquiry file NOTE"),
    ],
)
def test_a_field_that_a_note_will_not_have_is_refused(begun: Home, argv: list[str], words: str, hint: str) -> None:
    before = begun.journal.read_bytes()
    ran = begun.run("file", *argv)
    assert (ran.code, ran.err.splitlines()[0]) == (2, words)
    assert hint in ran.err
    assert begun.journal.read_bytes() == before


@pytest.mark.parametrize(
    ("argv", "filing"),
    [
        (("reflect", "they", "drew"), "enquiry file n1 --as reflection"),
        (("act", "they", "drew", "--planned", "4"), "enquiry file n1 --as action --planned 4"),
        (("read", "they drew", "--authors", "Rowe, M."), "enquiry file n1 --as reading --authors 'Rowe, M.'"),
        (
            ("evidence", "they drew", "--kind", "tally", "--measure", "a b=1", "--measure", "c=2", "--key"),
            "enquiry file n1 --as evidence --key --kind tally --measure 'a b=1' --measure c=2",
        ),
    ],
)
def test_what_is_written_before_there_is_a_cycle_waits_whole_with_the_line_that_files_it(
    home: Home, argv: list[str], filing: str
) -> None:
    ran = home.run(*argv, "-t", "talk", "--privacy", "school", "--on", "yesterday")
    assert (ran.code, ran.err.splitlines()[-1]) == (0, f"Then, to file the note to it: {filing}")
    said = "There is no cycle yet, so the text waits in the inbox as note n1, for Monday 2 February 2026."
    assert said in ran.err
    note = json.loads(home.ok("show", "n1", "--json"))["entry"]
    assert (note["text"], note["tags"], note["privacy"], note["happened_on"]) == (
        *("they drew", ["talk"], "school"),
        "2026-02-02",
    )
    home.ok("start", "Why?")
    home.ok(*shlex.split(filing)[1:], "--yes")
    kept = entries(home, 1)[0]
    assert (kept["text"], kept["tags"], kept["happened_on"]) == ("they drew", ["talk"], "2026-02-02")


def test_a_number_that_begins_a_text_is_said_where_it_may_have_meant_a_cycle(begun: Home) -> None:
    said = "“1” was kept as text. If cycle 1 was meant: enquiry move 3.1 1"
    assert said in begun.run("reflect", "1", "of them spoke").err
    for argv in (("reflect", "2", "spoke"), ("reflect", "3", "spoke"), ("reflect", "1 spoke"), ("act", "9", "times")):
        assert "was kept as text" not in begun.run(*argv).err
    assert "was kept as text" not in begun.run("reflect", "1", "spoke", "-c", "3").err
