"""The walls of the house, counted: sizes, cycles, names that stand once, and where a command may be worded."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests import TOP
from tests.code import CODE, read_modules

PARTICIPLES = {
    *("said", "told", "found", "held", "kept", "left", "made", "given", "written", "chosen", "shown", "drawn", "seen"),
    *("begun", "done", "known", "sought", "lost", "met", "read", "taken"),
}


def name_of(path: Path) -> str:
    return path.relative_to(CODE).as_posix()


def functions() -> Iterator[tuple[Path, str]]:
    """Yield every function and method that is no property, with its file."""
    for path, module in read_modules().items():
        for node in module.nodes:
            if isinstance(node, ast.FunctionDef):
                marks = {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
                if not marks & {"property", "cached_property"} and not node.name.startswith("__"):
                    yield path, node.name


def imported(path: Path) -> set[Path]:
    """Return the files of the package that a file imports anywhere in it, for its types alone included."""
    found = set()
    for node in read_modules()[path].nodes:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "enquiry":
            base = TOP.joinpath(*node.module.split("."))
            for alias in node.names:
                places = (base / f"{alias.name}.py", base.with_suffix(".py"), base / "__init__.py")
                found.add(next((place for place in places if place in read_modules()), path))
    return found - {path}


def test_no_file_imports_itself_in_a_circle() -> None:
    """Imports within functions and for types count: a circle of any kind must be read as one piece."""
    list(
        TopologicalSorter({path: imported(path) for path in read_modules()}).static_order()
    )  # raises CycleError with the circle


def test_a_folder_is_seen_at_one_glance() -> None:
    folders = Counter(
        path.parent for path in read_modules() if path.name != "__init__.py" and path.parent.name != "commands"
    )
    assert {name_of(folder): count for folder, count in folders.items() if count > 20} == {}


def test_a_file_is_worth_opening_and_read_in_one_sitting() -> None:
    """Few files are smaller than forty lines: what is little stands with what it belongs to."""
    lines = {path: module.text.count("\n") for path, module in read_modules().items()}
    small = [path for path, count in lines.items() if count < 40 and path.parent.name != "commands"]
    assert {name_of(path): count for path, count in lines.items() if count > 400} == {}
    assert len([path for path in small if not path.name.startswith("__")]) <= 8, small


def test_a_class_s_name_stands_once() -> None:
    places = defaultdict(set)
    for path, module in read_modules().items():
        for node in module.nodes:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].add(name_of(path))
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_functions_are_not_named_by_what_was_done() -> None:
    """A function is named by a verb or a claim: `render_html`, `is_open`; not `html_of`, `change_said`, `kept`."""
    wrong = [name for _, name in functions() if name.endswith("_of") or name.split("_")[-1] in PARTICIPLES]
    assert len(wrong) <= 0.04 * sum(1 for _ in functions()), sorted(wrong)


def test_few_helpers_are_made_for_one_use() -> None:
    single = []
    for path, module in read_modules().items():
        text, body = module.text, module.tree.body
        names = (node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("_"))
        single += [f"{name_of(path)}: {name}" for name in names if len(re.findall(rf"\b{name}\b", text)) == 2]
    assert len(single) <= 0.006 * sum(module.text.count("\n") for module in read_modules().values()), single


PURE = [path for room in ("insight", "model", "query") for path in sorted((CODE / room).rglob("*.py"))]


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_what_is_pure_words_no_command_line(path: Path) -> None:
    """It answers with acts; `command_lines` words them, so that a command's name stands in one table."""
    literals = [node.value for node in read_modules()[path].nodes if isinstance(node, ast.Constant)]
    assert [text for text in literals if isinstance(text, str) and re.match(r"enquiry [a-z]+( |$)", text)] == []
