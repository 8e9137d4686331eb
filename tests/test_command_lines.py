"""Each act has a command line that the program's own parser takes, and no value words one."""

import ast
import re
import shlex
from typing import Any

import pytest

from enquiry.acts import Act, ActKind, Hint
from enquiry.cli.app import PANELS, build_command_line
from enquiry.cli.session import Session
from enquiry.command_lines import COMMAND_LINES, format_command, format_hint
from enquiry.model.choices import Decision, EvidenceKind
from tests import TOP
from tests.code import read_modules
from tests.conftest import Home, Stream

COMMANDS = {name for names in PANELS.values() for name in names}
VALUES = {
    ActKind.LOG_KIND: [kind.value for kind in EvidenceKind],
    ActKind.REVIEW_DECIDING: [decision.value for decision in Decision],
    ActKind.UNDO_STEPS: ["3"],
    ActKind.REDO_STEPS: ["3"],
}
"""The values an act can have, where they are not a person's own words."""

FILES = (ActKind.DIAGNOSE_FILE, ActKind.PREVIEW_RESTORE, ActKind.MERGE_FILE)
WHOLE = {"enquiry reopen": "enquiry reopen 7"}
"""What is named in a sentence without its argument, as it would be typed."""


def list_acts(what: ActKind) -> list[Act]:
    """Return an act of every shape it may have: with a cycle and without, with words to be given and without."""
    values = VALUES.get(what, ["reading", "page one"])
    acts = [
        Act(what, cycle, value=value, words=words) for cycle in (4, None) for value in values for words in (True, False)
    ]
    return [act._replace(item="a path.json" if what in FILES else "7.4") for act in acts]


def parse(line: str) -> list[str]:
    """Hand a line to the program's parser without running it; return the command it came to, group first."""
    arguments = shlex.split(WHOLE.get(line, line).replace("--done N", "--done 3"))
    assert arguments.pop(0) == "enquiry"
    session, path = Session(Stream(), Stream(), Stream(), {}), list[str]()
    command: Any = build_command_line()
    context = command.make_context("enquiry", arguments, obj=session)
    while hasattr(command, "resolve_command"):
        left = [*getattr(context, "_protected_args", ()), *context.args]
        if not left:  # a group that is itself a command
            break
        name, command, rest = command.resolve_command(context, left)
        context = command.make_context(name, rest, parent=context)
        path.append(name)
    return path


@pytest.mark.parametrize("what", ActKind)
def test_the_program_takes_the_command_line_of_each_act(what: ActKind) -> None:
    for act in list_acts(what):
        for line in format_command(act).split(" | "):
            assert "{" not in line
            assert parse(line)[0] in COMMANDS


@pytest.mark.parametrize(
    "line", ["enquiry evidence --stag baseline", "enquiry evidence --kind poem", "enquiry embed 7"]
)
def test_a_command_that_is_not_there_would_be_noticed(line: str) -> None:
    with pytest.raises(Exception, match=r"--stag|poem|embed"):
        parse(line)


def test_every_act_has_a_command_line_and_every_command_line_an_act() -> None:
    assert [*COMMAND_LINES] == [*ActKind]


def test_every_act_is_suggested_somewhere() -> None:
    code = "".join(path.read_text("utf-8") for path in (TOP / "enquiry").rglob("*.py") if path.stem != "command_lines")
    assert [what.name for what in ActKind if f"ActKind.{what.name}" not in code] == []


def test_a_hint_is_worded_around_its_acts() -> None:
    show, reopen = Act(ActKind.SHOW_HISTORY), Act(ActKind.REOPEN_ITEM, item="7")
    assert format_hint("Do {this}.") == "Do {this}."
    assert format_hint(Hint("Look: {}", show)) == "Look: enquiry history"
    assert format_hint(Hint("{} shows it, {} brings it back.", show, reopen)) == (
        "enquiry history shows it, enquiry reopen 7 brings it back."
    )


def test_a_hint_reaches_the_person_in_words(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("remove", "1", "--yes")
    assert home.run("show", "1").err.endswith("\nenquiry reopen 1 brings it back.\n")
    assert home.run("show", "9").err.endswith('\nenquiry start "your question" opens one.\n')
    home.ok("start", "What happens when they wait?")
    assert home.run("show", "9").err.endswith("\nenquiry list --all shows every cycle.\n")


@pytest.mark.parametrize("room", ["acts.py", "errors.py", "dates", "model", "query", "insight"])
def test_no_value_words_a_command_line(room: str) -> None:
    """Said of every text in the code but for docstrings."""
    top, named = TOP / "enquiry" / room, re.compile(rf"\benquiry (?:{'|'.join(sorted(COMMANDS))})\b")
    for path in [top] if top.is_file() else sorted(top.rglob("*.py")):
        nodes = read_modules()[path].nodes
        docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        texts = [n for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        assert [text.value for text in texts if id(text) not in docs and named.search(str(text.value))] == []
