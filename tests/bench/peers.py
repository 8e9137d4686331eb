"""The other programs that are raced where they were asked for: each in a folder of its own, with the same texts."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.installing import do
from tests.bench.racing import Command
from tests.bench.writing import TAG, Shape, write_jrnl, write_tasks

MARK = TAG.replace("/", "_")
JRNL = "4.6"


class Peer:
    """A program that a person might use instead: how it writes a line down, and how it lists what bears a tag."""

    def __init__(self, name: str, writing: Command, listing: Command) -> None:
        self.name, self.writing, self.listing = name, writing, listing


def jrnl(folder: Path, shape: Shape, environ: dict[str, str]) -> Peer:
    """Install jrnl in an environment of its own and give it a journal of the same texts."""
    home = folder / "jrnl"
    home.mkdir(parents=True)
    python = home / "venv" / "bin" / "python"
    do(sys.executable, "-m", "venv", str(home / "venv"))
    do(str(python), "-m", "pip", "install", "--quiet", f"jrnl=={JRNL}")
    write_jrnl(home / "journal.txt", shape)
    config = home / "jrnl.yaml"
    config.write_text(
        "colors:\n  body: none\n  date: none\n  tags: none\n  title: none\n"
        "default_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: false\nindent_character: '|'\n"
        f"journals:\n  default:\n    journal: {home / 'journal.txt'}\nlinewrap: 79\ntagsymbols: '@'\ntemplate: false\n"
        f"timeformat: '%Y-%m-%d %I:%M:%S %p'\nversion: v{JRNL}\n",
        encoding="utf-8",
    )
    called = (str(python.with_name("jrnl")), "--config-file", str(config))
    return Peer(
        f"jrnl {JRNL}",
        Command((*called, "they drew it first, and only then asked for the blocks"), environ),
        Command((*called, f"@{MARK}"), environ),
    )


def taskwarrior(folder: Path, shape: Shape, environ: dict[str, str]) -> Peer:
    """Give the installed Taskwarrior tasks of the same texts. Raises SystemExit where there is none."""
    program = shutil.which("task")
    if not program:
        sys.exit("Taskwarrior is not installed: there is no program “task”.")
    home = folder / "task"
    (home / "data").mkdir(parents=True)
    rc = home / "taskrc"
    rc.write_text(f"data.location={home / 'data'}\nconfirmation=off\nverbose=nothing\nnews.version=9.9.9\nhooks=off\n")
    write_tasks(home / "tasks.json", shape)
    called = (program, f"rc:{rc}")
    do(*called, "import", str(home / "tasks.json"), environ=environ)
    version = subprocess.run((program, "--version"), capture_output=True, text=True, check=True).stdout.strip()
    return Peer(
        f"Taskwarrior {version}",
        Command((*called, "add", "they drew it first, and only then asked for the blocks"), environ),
        Command((*called, f"+{MARK}", "list"), environ),
    )


PEERS = {"jrnl": jrnl, "taskwarrior": taskwarrior}
