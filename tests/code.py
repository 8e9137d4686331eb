"""The program's own code as the tests of the house read it: every module parsed once, its nodes in one list."""

import ast
import gc
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests import TOP

CODE = TOP / "enquiry"


class Module(NamedTuple):
    """A module's text, its tree, and every node of that in the order of `ast.walk`."""

    text: str
    tree: ast.Module
    nodes: tuple[ast.AST, ...]


@cache
def read_modules() -> dict[Path, Module]:
    """Return all modules of the package in the order of their paths."""
    modules = {}
    gc.disable()  # a million nodes that stay: to look through them again and again took longer than to read them
    for path in sorted(CODE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        modules[path] = Module(text, tree, tuple(ast.walk(tree)))
    gc.freeze()
    gc.enable()
    return modules
