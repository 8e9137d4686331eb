"""Installs: the program as a person has it, in an environment of its own, and an earlier revision of it beside."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).parents[2]


class Install(NamedTuple):
    """An environment with the program in it."""

    python: str

    @property
    def program(self) -> str:
        """The program's own command."""
        return str(Path(self.python).with_name("enquiry"))

    @property
    def format(self) -> int:
        """The format of the files that it writes."""
        asked = "from enquiry.store.encoding.layout import FORMAT; print(FORMAT)"
        return int(subprocess.run((self.python, "-I", "-c", asked), capture_output=True, text=True, check=True).stdout)


def install(folder: Path, revision: str | None = None) -> Install:
    """Install the working tree, or a revision of it, into a new environment in `folder`; modules are compiled."""
    python, tree = folder / "bin" / "python", TOP
    do(sys.executable, "-m", "venv", str(folder))
    if revision:
        tree = folder / "tree"
        tree.mkdir()
        archive = subprocess.run(("git", "archive", revision), cwd=TOP, capture_output=True, check=True).stdout
        subprocess.run(("tar", "-x"), cwd=tree, input=archive, check=True)
    do(str(python), "-m", "pip", "install", "--quiet", f"{tree}[word,pdf]")
    do(str(python), "-m", "compileall", "-q", str(folder / "lib"))
    return Install(str(python))


def do(*argv: str, environ: dict[str, str] | None = None) -> None:
    """Run a command without a word. Raises CalledProcessError where it fails."""
    subprocess.run(argv, env=environ, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
