"""Messages on a terminal: broken between words, commands whole and apart; in a pipe as they are."""

import re
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.cli.messages import MessageLayout, cut_to_width, lay_out_message, measure_cells, wrap_words
from tests.conftest import Home, made_once

LAID_OUT = [
    ("Nothing was changed.", "Nothing was changed."),
    ("", ""),
    ("enquiry list --all shows every cycle.", "  enquiry list --all\n    shows every cycle."),
    ("To undo all of them: enquiry undo 3", "To undo all of them:\n  enquiry undo 3"),
    ("To see them: enquiry history --limit 40.", "To see them:\n  enquiry history --limit 40"),
    ("Name one: enquiry restore lists them.", "Name one:\n  enquiry restore\n    lists them."),
    (
        "Log one now: enquiry evidence -c 1 --stage baseline   Or say why: enquiry reflect -c 1 -t no-baseline",
        "Log one now:\n  enquiry evidence -c 1 --stage baseline\nOr say why:\n  enquiry reflect -c 1 -t no-baseline",
    ),
    ("To take it up: enquiry reopen 7; then review it.", "To take it up:\n  enquiry reopen 7\nthen review it."),
    (
        'Set your own: enquiry config calendar england; enquiry config name "…"',
        'Set your own:\n  enquiry config calendar england\n  enquiry config name "…"',
    ),
    (
        'enquiry start "your question" opens one; enquiry note keeps a line until then.',
        '  enquiry start "your question"\n    opens one.\n  enquiry note\n    keeps a line until then.',
    ),
    (
        "Write it after the command (enquiry reflect they drew it first), or pipe it in with -.",
        "Write it after the command (enquiry reflect they drew it\nfirst), or pipe it in with -.",
    ),
    ("pipe a text in: enquiry reflect - < file.txt", "pipe a text in:\n  enquiry reflect - < file.txt"),
    ("It waits: enquiry keys renew", "It waits:\n  enquiry keys renew"),
    ("To take it back: enquiry gifts withdraw g1", "To take it back:\n  enquiry gifts withdraw g1"),
    ("Once you know: enquiry -j team answer 1.3", "Once you know:\n  enquiry -j team answer 1.3"),
    ("enquiry -j team lists them.", "enquiry -j team lists them."),
    ("Beside it: enquiry journals add team --team", "Beside it:\n  enquiry journals add team --team"),
    ("At the year's end: enquiry pupils clear", "At the year's end:\n  enquiry pupils clear"),
    ("Say it in enquiry config by.", "Say it in enquiry config by."),
    ("enquiry drafts lists them.", "  enquiry drafts\n    lists them."),
    ("enquiry drafts discard d1, or --all; and so on", "enquiry drafts discard d1, or --all; and so on"),
    ("/home/me/journal.json is as enquiry wrote it.", "/home/me/journal.json is as enquiry wrote it."),
    ("enquiry itself made a mistake. The journal is whole.", "enquiry itself made a mistake. The journal is whole."),
    (
        "Added to 1 · What happens to our enquiry group?",
        "Added to 1 · What happens to our enquiry group?",
    ),
    ("      3  pause   it waits until you take it up again", None),
    (
        "     a line that is longer than the room there is for all of it",
        "     a line that is longer than the room there is for all of\n     it",
    ),
    ('  export ENQUIRY_JOURNAL="/a b/c" ENQUIRY_TODAY=2026-02-03', None),
]


@pytest.mark.parametrize(("message", "laid_out"), LAID_OUT)
def test_a_command_stands_apart_and_what_it_does_beneath(message: str, laid_out: str | None) -> None:
    assert lay_out_message(message, MessageLayout(60)) == (message if laid_out is None else laid_out)


def test_a_command_too_long_for_its_line_can_still_be_pasted_whole() -> None:
    line = 'enquiry evidence -c 12 --direction contradicts --measure "words correct=78" "…"'
    laid_out = lay_out_message(f"Look for one: {line}", MessageLayout(34)).partition("\n")[2]
    assert "-c 12 " in laid_out, "an option stays with its value"
    assert "--direction contradicts " in laid_out
    assert all(len(one) <= 34 for one in laid_out.split("\n"))
    assert shlex.split(laid_out.replace("\\\n", " ")) == shlex.split(line)


def test_colours_change_no_word_and_stand_for_commands() -> None:
    message = "To undo all of them: enquiry undo 3"
    colored = lay_out_message(message, MessageLayout(60, colored=True))
    assert "\x1b[35menquiry undo 3\x1b[0m" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == lay_out_message(message, MessageLayout(60))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=200), st.data())
def test_no_word_is_lost_and_no_line_too_long(text: str, data: st.DataObject) -> None:
    width = data.draw(st.integers(34, 140))
    lines = wrap_words(text.split(" "), width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure_cells(line) <= width or " " not in line.strip() for line in lines)
    assert measure_cells(cut_to_width(text, width)) <= width


def test_wide_signs_count_for_two_and_are_broken_where_they_must_be() -> None:
    assert measure_cells("日本é") == 5
    assert measure_cells("e\u0301") == 1
    assert wrap_words(["日本日本日本"], 4) == ["日本", "日本", "日本"]
    assert cut_to_width("日本日本", 5) == "日本…"


# Every command's messages at every width


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    home.ok(
        "start", "In what ways does counting to three before I take an answer change who speaks in P5?", "-t", "talk"
    )
    home.ok("act", "counted to three", "--planned", "10", "--done", "4")
    home.ok("evidence", "5 of 24 put a hand up", "--measure", "hands=5")
    home.ok("note", "a line for later")
    home.ok("start", "And with the P6 class?")
    return home


SAID = (
    """
show 9.9|show zzz|lits|list -c 9|list --color purple|list --nosuch|start|reflect|note|review -c 9|edit 7|edit 1 --n 3
reflect -c zzz text|evidence x --kind tallly|evidence x --measure hands|evidence x --on sometime|reopen 1|drafts resume
search nosuchword|search --save|search tag:|search "a|search stage:zzz|tags merge a b|measures compare x|measures zzz
timeline 9|year --year zzz|summary --for nobody|summary --share 9|export -o /nowhere/x.json|import /nowhere/x.json
restore zzz|undo 99|redo|history --limit 0|history --since 2030|config nosuch|config calendar zzz|use zzz|close 9
demo nosuch|guide nosuchtopic|schema nosuch|standards nosuch|backup|read|thread 9|pulse 9|file n9|file -c 1|lookback
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("line", SAID)
def test_messages_keep_within_any_terminal_and_break_no_word(kept: Home, line: str) -> None:
    argv = line.split(" ")
    bare = kept.run(*argv, "--yes") if argv[0] == "undo" else kept.run(*argv)
    for columns in (34, 45 + SAID.index(line) * 2):
        ran = kept.run(*argv, columns=columns)
        assert ran.code == bare.code
        check_lines(ran.err, columns)
        whole = ran.err.replace(" \\\n", " ").split()
        carets = [line for line in bare.err.splitlines() if line.startswith("  ")]
        words = " ".join(line for line in bare.err.splitlines() if line not in carets).split()
        assert not [word for word in words if word not in whole and re.sub("[.;]$", "", word) not in "".join(whole)]


def check_lines(said: str, columns: int) -> None:
    """Assert that no line is longer than the terminal, unless it holds nothing but one word that is."""
    for line in said.splitlines():
        assert measure_cells(line) <= columns or len(shlex.split(line.replace("\\", ""), posix=False)) == 1, line


@pytest.mark.parametrize("columns", [34, 47, 140])
def test_receipts_keep_within_any_terminal(kept: Home, columns: int) -> None:
    for argv in (
        (
            "reflect",
            "they drew it before they reached for the blocks, and the four at the window table spoke",
            "-c",
            "1",
        ),
        ("edit", "1.1", "counted to four " * 30),
        ("undo",),
        ("remove", "n1"),
        ("reopen", "n1"),
        ("use", "1"),
    ):
        ran = kept.run(*argv, columns=columns)
        assert ran.code == 0
        check_lines(ran.err, columns)
