"""Help is the same however Python is run: optimised, from a zip, and from a zip that holds no source."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from py_compile import compile as compile_module

import pytest

from enquiry.cli.app import PANELS, build_command_line
from enquiry.cli.help.commands import HELP, ROOT_HELP
from tests import TOP

TELL = """
import sys
from enquiry.__main__ import main
from enquiry.cli.session import Session
for line in sys.argv[1:]:
    print("==", line, flush=True)
    main(line.split(), Session())
"""


def paths() -> list[str]:
    """Return every command, and every one within another, as it is typed."""
    found = []
    for name in (name for names in PANELS.values() for name in names):
        command = build_command_line().get_command(None, name)
        found += [name, *(f"{name} {inner}" for inner in getattr(command, "commands", ()))]
    return found


def tell(*switches: str, home: Path, **environ: str) -> str:
    """Return the help of everything, as a Python run with these switches prints it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    kept |= {"COLUMNS": "80", "PYTHONDONTWRITEBYTECODE": "1", **environ}
    lines = ("-h", "--help", *(f"{path} --help" for path in paths()))
    command = (sys.executable, *switches, "-c", TELL, *lines)
    ran = subprocess.run(command, cwd=home, env=kept, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    return tell(home=tmp_path_factory.mktemp("usual"), PYTHONPATH=str(TOP))


def test_every_command_has_its_help_in_the_table(usual: str) -> None:
    assert set(paths()) == set(HELP)
    assert ROOT_HELP.splitlines()[0] in usual
    for path in paths():
        told = usual.partition(f"== {path} --help\n")[2].partition("\n== ")[0]
        words = " ".join(told.replace("\n ", " ").split())
        assert " ".join(HELP[path].split("\n\n")[0].split()) in words, path
        assert "--json" in told, path


@pytest.mark.parametrize("switch", ["-O", "-OO"])
def test_an_optimised_python_says_the_same(usual: str, switch: str, tmp_path: Path) -> None:
    assert tell(switch, home=tmp_path, PYTHONPATH=str(TOP)) == usual


@pytest.mark.parametrize("optimised", [False, True])
def test_a_zip_says_the_same(usual: str, optimised: bool, tmp_path: Path) -> None:
    """With source; and with optimised bytecode alone, as one-file builds have it."""
    archive = tmp_path / "enquiry.pyz"
    with zipfile.ZipFile(archive, "w") as held:
        for path in sorted((TOP / "enquiry").rglob("*.py")):
            inside = path.relative_to(TOP).as_posix()
            if optimised:
                compiled = compile_module(str(path), str(tmp_path / "one.pyc"), doraise=True, optimize=2)
                held.write(str(compiled), f"{inside}c")
            else:
                held.write(path, inside)
    switches = ("-OO",) if optimised else ()
    assert tell(*switches, home=tmp_path, PYTHONPATH=str(archive)) == usual


def test_the_program_itself_helps_when_optimised(tmp_path: Path) -> None:
    kept = {**os.environ, "PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(TOP)}
    ran = subprocess.run(
        [sys.executable, "-m", "enquiry", "-h"], cwd=tmp_path, env=kept, capture_output=True, check=False
    )
    assert ran.returncode == 0
    assert all(re.search(rf"\b{path}\b", ran.stdout.decode()) for path in paths() if " " not in path)
