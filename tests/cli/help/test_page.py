"""Help on one screen, of one command, and of a topic: examples first, whole, and no word broken at any width."""

import json
import re
import shlex
from typing import Any

import pytest

from enquiry.cli.app import PANELS, build_command_line
from enquiry.cli.help.commands import HELP, VERBS
from enquiry.cli.help.page import split_help, summarize_help
from enquiry.views.help import break_example
from tests.conftest import Home


def test_the_help_of_the_program_is_one_screen(home: Home) -> None:
    for width in (60, 80):
        lines = home.ok("--help", COLUMNS=str(width)).splitlines()
        assert len(lines) <= 23
        assert max(map(len, lines)) <= width
    verbs = [line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("   ")][:7]
    assert tuple(verbs) == VERBS
    assert set(re.findall(r"[a-z]+", " ".join(lines))) >= {name for names in PANELS.values() for name in names}
    assert home.ok("-h") == home.ok("help") == "".join(f"{line}\n" for line in lines)


def test_an_example_stands_on_a_line_of_its_own_first_and_fits_eighty_columns(home: Home) -> None:
    for name in HELP:
        examples, about = split_help(name)
        assert examples
        assert max(map(len, examples)) <= 79, examples
        assert not any("$ enquiry" in words for words in about)
        assert home.ok("help", *name.split(), COLUMNS="80").splitlines()[: len(examples)] == list(examples)
    assert all(len(summarize_help(verb)) <= 68 for verb in VERBS)


@pytest.mark.parametrize("width", [34, 60, 80, 140])
def test_no_line_of_help_is_longer_than_the_screen_and_no_word_is_broken(home: Home, width: int) -> None:
    known = set(re.findall(r"[^\s,;.]+", home.ok("help", "evidence", COLUMNS="400") + home.ok("-h", COLUMNS="400")))
    told = home.ok("evidence", "-h", COLUMNS=str(width)) + home.ok("-h", COLUMNS=str(width))
    assert max(map(len, told.splitlines())) <= width
    assert set(re.findall(r"[^\s,;.]+", told)) - known <= {"\\"}
    assert "--kind KIND" in told


def test_help_takes_the_form_that_a_switch_on_either_side_asks_for(home: Home) -> None:
    plain = home.ok("review", "--help", "--plain")
    assert plain == home.ok("--plain", "review", "-h") == home.ok("help", "review", "--plain")
    assert "--decision DECISION: How the review ends. One of: continue, adapt, pause" in plain
    told = json.loads(home.ok("review", "--json", "-h"))
    assert (told["command"], told["usage"]) == ("review", "enquiry review [OPTIONS] [TEXT]")
    assert json.loads(home.ok("help", "--json"))["commands"][""].keys() == set(VERBS)
    assert home.run("show", "--help").code == 0  # though a name is missing


@pytest.mark.parametrize("environ", [{"GITHUB_ACTIONS": "true"}, {"TERM": "dumb"}, {"FORCE_COLOR": ""}])
def test_help_draws_no_box_and_in_a_pipe_no_escapes(home: Home, environ: dict[str, str]) -> None:
    told = home.ok("evidence", "--help", **environ)
    assert not re.search("[\x1b─│╭╰]", told)


def test_help_finds_commands_within_others_and_topics(home: Home) -> None:
    assert home.ok("help", "measures", "compare") == home.ok("measures", "compare", "--help")
    assert home.ok("help", "queries") == home.ok("guide", "queries")
    assert "--journal NAME|PATH" in home.ok("help", "help")
    ran = home.run("help", "delete")
    assert (ran.err, ran.out) == ("“delete” is enquiry remove.\n", home.ok("help", "remove"))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nosuch",), 3, "There is no command or topic “nosuch”."),
        (("reviw",), 3, "There is no command or topic “reviw”. Did you mean review?"),
        (("measures", "nosuch"), 3, "There is no command or topic “measures nosuch”. Did you mean measures"),
        (("log",), 4, "“log” could mean several commands."),
    ],
)
def test_help_on_what_is_not_there_says_what_is(home: Home, words: tuple[str, ...], code: int, said: str) -> None:
    ran = home.run("help", *words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.splitlines()[0].startswith(said)
    assert len(ran.err.splitlines()) == 2


def test_an_example_that_is_too_long_goes_on_as_a_shell_reads_it() -> None:
    line = '$ enquiry evidence "five hands" --measure "hands=5 of 24"'
    for width in (20, 34, 60, 80):
        lines = break_example(line, width)
        assert max(map(len, lines)) <= max(width, 22)
        assert shlex.split(" ".join(one.removesuffix("\\").strip() for one in lines)) == shlex.split(line)
    assert break_example(line, 80) == [line]


def test_the_version_has_a_short_option(home: Home) -> None:
    assert home.ok("-V") == home.ok("--version")


def test_help_has_both_names_though_an_editor_s_sheet_asked_for_the_command_first(home: Home) -> None:
    tree: Any = build_command_line()
    tree.commands.pop("remove", None)
    assert tree.get_command(None, "remove").make_context("enquiry remove", ["7"], resilient_parsing=True)
    assert home.ok("remove", "-h") == home.ok("remove", "--help")


def test_commands_are_completed_without_loading_one(home: Home) -> None:
    tree: Any = build_command_line()
    tree.commands.pop("review", None)
    context = tree.make_context("enquiry", [], resilient_parsing=True)
    assert [item.value for item in tree.shell_complete(context, "revi")] == ["review"]
    assert "review" not in tree.commands
