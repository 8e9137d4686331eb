"""The house rules: which room may know which, what things are called, and that the tools find nothing to say."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import typer
from jsonschema.validators import Draft202012Validator

from enquiry.answers.records import describe_journal
from enquiry.cli.app import PANELS, _build_help_stub, build_command_line, load_command_function
from enquiry.exchange.encoding import encode_answer
from enquiry.exchange.importing.journal import ExportDocument
from enquiry.exchange.samples import list_samples, read_sample
from enquiry.model.choices import Decision, EntryKind
from tests import TOP
from tests.answers.schemas import validator
from tests.code import CODE, read_modules
from tests.conftest import NOW, Home, a_cycle, a_journal, a_note, an_entry

TOP_NAMES = {"enquiry", "tests", "seeds", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
EMPTY_NAMES = {"utils", "helpers", "common", "core", "manager", "service", "misc"}


def modules() -> list[Path]:
    return sorted(CODE.rglob("*.py"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    return subprocess.run(command, cwd=TOP, env=environ, capture_output=True, text=True, check=False)


def module(name: str, *arguments: str) -> None:
    """Run a module as a program in the checkout, and show what it said where it was not content."""
    ran = run(sys.executable, "-m", name, *arguments)
    assert ran.returncode == 0, ran.stdout + ran.stderr


# The tools


def test_ruff_has_nothing_to_say() -> None:
    module("ruff", "check", ".")


def test_ruff_would_write_it_the_same_way() -> None:
    module("ruff", "format", "--check", ".")


def test_mypy_has_nothing_to_say() -> None:
    module("mypy")


def test_imports_keep_to_the_contracts() -> None:
    told = run(sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go(['--no-cache'])")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "10 kept, 0 broken" in told.stdout


# Names and sizes


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(CODE)))
def test_a_module_is_named_for_what_is_in_it(path: Path) -> None:
    name = path.parent.name if path.stem == "__init__" else path.stem
    assert not EMPTY_NAMES & set(re.split(r"[_.]", name))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(CODE)))
def test_a_module_says_what_it_is_and_can_be_read_in_one_sitting(path: Path) -> None:
    module = read_modules()[path]
    assert ast.get_docstring(module.tree)
    assert module.text.count("\n") < 400


def test_the_top_of_the_project_holds_what_it_should() -> None:
    listed = run("git", "ls-files", "-z").stdout
    if not listed:
        pytest.skip("not a checkout")
    names = {name.split("/")[0] for name in listed.split("\0") if name}
    assert {name for name in names if not name.startswith(".")} <= TOP_NAMES


def caught(path: Path) -> set[str]:
    """Return the names of all errors that a module catches."""
    found = [node.type for node in read_modules()[path].nodes if isinstance(node, ast.ExceptHandler)]
    return {name.id for kind in found if kind for name in ast.walk(kind) if isinstance(name, ast.Name)}


def test_only_the_way_out_catches_every_error_a_conversation_that_asks_again_the_doctor_and_what_must_stay_silent() -> (
    None
):
    catching = {path.relative_to(CODE).as_posix() for path in modules() if "EnquiryError" in caught(path)}
    assert catching == {
        "__main__.py",
        "browse/screen.py",
        "browse/sheet.py",
        "browse/shown.py",
        "cli/beliefs/offer.py",  # asks again
        "cli/completion.py",
        "cli/editor/session.py",
        "cli/doctor/probe.py",
        "cli/summary/questions.py",
        "cli/writing/conversation.py",
        "foreign_files.py",  # lets them through
        "store/sync_copies.py",  # what can't be read is no copy
    }


def test_nothing_is_caught_without_a_name_but_at_the_way_out_and_at_the_edge_of_foreign_files() -> None:
    """There the program's own mistakes end, without a word of what it was at work on, and here those of parsers."""
    catching = [path.name for path in modules() if caught(path) & {"Exception", "BaseException"}]
    assert catching == ["__main__.py", "foreign_files.py"]


# Commands

COMMANDS = {name: load_command_function(name) for names in PANELS.values() for name in names}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_s_help_holds_an_example(name: str, home: Home) -> None:
    """The bare command is the example of `status`."""
    told = home.ok(name, "--help")
    assert re.search(rf"\$ enquiry {name}\b" if name != "status" else r"\$ enquiry\b", told)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_all_names_a_command_by_its_own_first_words(name: str) -> None:
    built = build_command_line().get_command(None, name)
    assert _build_help_stub(name).get_short_help_str() == built.get_short_help_str()
    assert (_build_help_stub(name).rich_help_panel, built.hidden) == (built.rich_help_panel, False)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_lives_in_the_module_of_its_name(name: str) -> None:
    """A command that holds further ones (such as `measures`) is a Typer of its own, and knows no module."""
    command = COMMANDS[name]
    if not isinstance(command, typer.Typer):
        assert command.__module__.rpartition(".")[2].strip("_") == name.replace("-", "_")
        assert command.__name__.strip("_") == name.replace("-", "_")


def test_every_command_module_has_its_place_in_the_help() -> None:
    written = {path.stem.strip("_") for path in (CODE / "cli" / "commands").glob("*.py") if path.stem != "__init__"}
    assert written == {name.replace("-", "_") for name in COMMANDS}


# The schema of an export


@pytest.mark.parametrize("name", list_samples())
def test_every_sample_is_what_the_schema_describes(name: str) -> None:
    taken_in = Draft202012Validator(msgspec.json.schema(ExportDocument), format_checker=jsonschema.FormatChecker())
    taken_in.validate(json.loads(read_sample(name)))


def test_what_is_exported_is_what_the_schema_describes() -> None:
    day = NOW.date()
    held = tuple(an_entry(kind, day, number=n) for n, kind in enumerate(EntryKind, 1))
    decided = an_entry("review", day, number=9, decision=Decision.EMBED, next_look=day)
    journal = a_journal(a_cycle(entries=(*held, decided), next_look=day), inbox=(a_note(),))
    validator("export").validate(json.loads(encode_answer(describe_journal(journal))))


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": "1"},
        {"cycles": None},
        {"more": 1},
        {"inbox": [{"name": "n1"}]},
        {"settings": {"calender": "scotland"}},
    ],
)
def test_what_is_no_export_the_schema_refuses(change: dict[str, Any]) -> None:
    document = {**json.loads(encode_answer(describe_journal(a_journal(a_cycle())))), **change}
    with pytest.raises(jsonschema.ValidationError):
        validator("export").validate(document)
