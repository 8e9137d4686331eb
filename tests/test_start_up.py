"""What must not creep in: modules that a command does not need, work at import, and looks at the journal's file.

How long things take is told by the benchmark; here it is counted, in processes of their own.
"""

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import TOP
from tests.conftest import Home

WATCHED = """
import json, os, sys
opened = []
def watch(event, values):
    if event == "open" and isinstance(values[0], (str, bytes)):
        opened.append((os.fsdecode(values[0]), bool(values[2] & (os.O_WRONLY | os.O_RDWR))))
sys.addaudithook(watch)
def tell():
    with open(os.environ["TOLD"], "w") as file:
        json.dump({"opened": opened[:-1], "modules": sorted(sys.modules)}, file)
"""

RUN = """
leave = os._exit
def told(code):
    tell()
    leave(code)
os._exit = told
sys.argv[0] = "enquiry"
from enquiry.__main__ import run
run()
"""

IMPORT = """
import importlib, pkgutil, enquiry
for found in pkgutil.walk_packages(enquiry.__path__, "enquiry."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
tell()
"""

TREE = "import enquiry.cli.app; enquiry.cli.app.build_command_line(); tell()"


class Told(NamedTuple):
    """What a process did: the modules it loaded, and the files it opened, each with whether that was to write."""

    modules: frozenset[str]
    opened: tuple[tuple[str, bool], ...]

    def opened_at(self, path: Path) -> list[bool]:
        """Return each opening of a file: whether it was to write."""
        return [to_write for name, to_write in self.opened if name == str(path)]


def told(program: str, folder: Path, *words: str, **environ: str) -> Told:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    kept |= {"TOLD": str(folder / "told.json"), "PYTHONDONTWRITEBYTECODE": "1", **environ}
    command = (sys.executable, "-c", WATCHED + program, *words)
    ran = subprocess.run(command, cwd=TOP, env=kept, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    found = json.loads((folder / "told.json").read_bytes())
    return Told(frozenset(found["modules"]), tuple((name, to_write) for name, to_write in found["opened"]))


@pytest.fixture
def used(home: Home) -> Home:
    """A home with a journal of a cycle and an entry."""
    home.ok("start", "What happens when I wait?", "-t", "questioning")
    home.ok("reflect", "They drew it first.")
    return home


def ran(home: Home, *words: str, **environ: str) -> Told:
    return told(RUN, home.folder, *words, **{**home.environ, **environ})


# Modules


NEVER_AT_FIRST = (
    *("rich", "tinydb", "jinja2", "tomlkit", "tomllib", "dateutil", "platformdirs", "importlib.resources", "msgspec"),
    *("hashlib", "_strptime", "asyncio", "http", "multiprocessing", "sqlite3", "xml", "unittest"),
    *("enquiry.cli.commands.start", "enquiry.model", "enquiry.dates", "enquiry.store", "enquiry.config"),
    *("enquiry.views.theme", "enquiry.exchange", "enquiry.insight", "enquiry.query"),
)


@lru_cache
def loaded_by_the_tree(folder: Path) -> frozenset[str]:
    return told(TREE, folder).modules


@pytest.mark.parametrize("name", NEVER_AT_FIRST)
def test_the_command_tree_is_built_without(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    loaded = loaded_by_the_tree(tmp_path_factory.getbasetemp())
    assert "enquiry.cli.session" in loaded
    assert name not in loaded


NOT_TO_WRITE = (
    *("typing_extensions", *(["platformdirs"] if sys.platform == "linux" else [])),
    *("rich", "jinja2", "tomlkit", "tomllib", "dateutil", "importlib.resources", "_strptime", "asyncio", "http"),
    *("enquiry.query", "enquiry.exchange", "enquiry.presets", "enquiry.views.theme", "enquiry.dates.calendar"),
    *("enquiry.dates.phrase", "enquiry.insight.pulse.plan", "enquiry.insight.summary", "enquiry.cli.search.filters"),
    *("enquiry.insight.readings", "enquiry.model.asking.prompt"),
)


def test_a_line_is_written_down_without_what_reads_draws_and_hands_over(used: Home) -> None:
    loaded = ran(used, "reflect", "They waited.").modules
    assert {"tinydb", "enquiry.store.storage", "enquiry.cli.commands.reflect"} <= loaded
    assert loaded.isdisjoint(NOT_TO_WRITE)


def test_a_tag_is_completed_without_the_store_that_proves_and_writes(used: Home) -> None:
    asked = {"COMP_WORDS": "enquiry\nsearch\n--tag\nque", "COMP_CWORD": "3", "_ENQUIRY_COMPLETE": "complete_bash"}
    loaded = ran(used, **asked).modules
    assert "enquiry.store.tag_index" in loaded
    unneeded = {
        "enquiry.store.encoding.format",
        "enquiry.store.disk.places",
        "tinydb",
        "hashlib",
        "enquiry.config",
        "rich",
        "enquiry.query",
    }
    assert loaded.isdisjoint(unneeded)


def test_the_version_is_said_without_anything_of_the_journal(used: Home) -> None:
    assert ran(used, "--version").modules.isdisjoint({"msgspec", "enquiry.model", "enquiry.store", "rich"})


NOT_TO_LOOK = {
    "textual",
    "enquiry.browse",
    "platformdirs",
    "typing_extensions",
    "sqlite3",
    "rich.markdown",
    "rich.traceback",
}
FOR_PROGRAMS = {"enquiry.answers.records", "enquiry.answers.journal", "enquiry.insight.merging.log"}
LOOKED_AT_MOST = {"status", "list", "show 1", "timeline 1", "search drew"}
NOT_AT_HOME = {
    "statistics",
    "enquiry.insight.agenda",
    "enquiry.answers.journal",
    "enquiry.insight.forgetting",
    "enquiry.insight.summary",
    "enquiry.exchange",
}
LAST_WEEK = "2025-06-24"
"""A day of a school year's last week, in which what waits to be tidied away is looked for."""


@pytest.mark.parametrize("line", [*sorted(LOOKED_AT_MOST), "tags", "history"])
def test_a_look_is_drawn_without_what_it_never_uses(used: Home, line: str) -> None:
    loaded = ran(used, *line.split()).modules
    assert "rich.segment" in loaded
    assert loaded.isdisjoint(NOT_TO_LOOK - ({"platformdirs"} if sys.platform != "linux" else set()))
    assert line != "status" or loaded.isdisjoint(NOT_AT_HOME)
    assert line not in LOOKED_AT_MOST or loaded.isdisjoint(FOR_PROGRAMS)


def test_what_can_be_tidied_is_looked_for_without_what_decides_who_reads_it(used: Home) -> None:
    loaded = ran(used, "status", ENQUIRY_TODAY=LAST_WEEK).modules
    assert "enquiry.insight.forgetting.tidy" in loaded
    assert loaded.isdisjoint({"enquiry.insight.summary.disclosure", "enquiry.answers.journal"})


def test_a_document_is_written_without_the_answers_of_every_command(used: Home) -> None:
    loaded = ran(used, "summary", "--since", "2020-01-01", "-o", str(used.folder / "year.html")).modules
    assert "enquiry.documents.html" in loaded
    assert "enquiry.answers.journal" not in loaded


def test_typing_extensions_is_kept_from_msgspec_alone(tmp_path: Path) -> None:
    asked = "import enquiry.msgspec_alone, msgspec, typing_extensions; assert typing_extensions.TypedDict; tell()"
    assert {"msgspec", "typing_extensions"} <= told(asked, tmp_path).modules


# Work


def test_to_import_every_module_opens_nothing_but_modules(tmp_path: Path) -> None:
    found = told(IMPORT, tmp_path)
    assert {"enquiry.store.journal", "enquiry.documents.html", "enquiry.cli.commands.doctor"} <= found.modules
    others = [name for name, to_write in found.opened if to_write or not name.endswith((".py", ".pyc", ".so", ".pyd"))]
    assert [name for name in others if "enquiry" in name] == []


# The journal's file


@pytest.mark.parametrize(
    ("line", "looks"),
    [
        ("--version", 0),
        ("-h", 0),
        ("reflect -h", 0),
        ("where", 0),
        ("status", 1),
        ("list", 1),
        ("show 1", 1),
        ("timeline 1", 1),
        ("search --tag questioning", 1),
        ("search drew", 1),
        ("tags", 1),
        ("pulse", 1),
        ("summary --format markdown", 1),
        ("export", 1),
        ("history", 1),
    ],
)
def test_a_command_that_looks_reads_the_file_once(used: Home, line: str, looks: int) -> None:
    assert ran(used, *line.split()).opened_at(used.journal) == [False] * looks


@pytest.mark.parametrize("line", ["reflect They waited.", "note Later.", "edit 1.1 They drew it.", "close 1"])
def test_a_change_reads_the_file_compares_it_once_and_writes_one_new_file(used: Home, line: str) -> None:
    found = ran(used, *line.split(maxsplit=2 if line.startswith("edit") else 1))
    assert found.opened_at(used.journal) == [False, False, False]  # to lock it, to read it, to compare it
    written = [name for name, to_write in found.opened if to_write and Path(name).parent == used.journal.parent]
    assert len(written) == 1
    assert written[0].endswith(".part")


def test_what_is_undone_is_looked_at_before_the_lock_is_taken(used: Home) -> None:
    assert ran(used, "undo").opened_at(used.journal) == [False, False, False, False]


def test_a_change_that_changes_nothing_writes_nothing(used: Home) -> None:
    found = ran(used, "use", "1")
    assert found.opened_at(used.journal) == [False, False]
    assert [name for name, to_write in found.opened if to_write and "journal" in name] == []
