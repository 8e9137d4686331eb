"""A pretend editor: a small program that does with the file it is given what a test says, and notes how it was called.

What it is to do stands in files beside it, one for each time it is called: `1`, `2`, … Each holds Python that may use
`path`, `text` and the function `write`.
"""

import json
import shlex
import sys
from pathlib import Path

from enquiry.cli.editor.sheet import WORDS_SEPARATOR

_PROGRAM = """#!{python} -S
import json, os, signal, sys, time
from pathlib import Path
home = Path({folder!r})
path = Path(sys.argv[-1])
called = len(list(home.glob("called-*"))) + 1
(home / f"called-{{called}}").write_text(json.dumps([sys.argv, path.read_text() if path.exists() else ""]))
text = path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() else ""
def write(new):
    path.write_bytes(new.encode("utf-8", "surrogateescape"))
todo = home / str(called)
exec(todo.read_text() if todo.exists() else "")
"""


class PretendEditor:
    """A program that stands in for an editor; `command` names it as EDITOR would."""

    def __init__(self, folder: Path, name: str = "pretend") -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.file = folder / name
        self.file.write_text(_PROGRAM.format(python=sys.executable, folder=str(folder)), encoding="utf-8")
        self.file.chmod(0o700)

    @property
    def command(self) -> str:
        return shlex.quote(str(self.file))

    def does(self, *todo: str) -> "PretendEditor":
        """Do these things, one at each call."""
        for number, words in enumerate(todo, len(self.called) + 1):
            (self.folder / str(number)).write_text(words, encoding="utf-8")
        return self

    def writes(self, words: str, **fields: str) -> "PretendEditor":
        """Put words below the ruled line, and values after the colons of fields."""
        return self.does(writing(words, **fields))

    @property
    def called(self) -> list[tuple[list[str], str]]:
        """The command line of each call, and the text the file held then."""
        notes = sorted(self.folder.glob("called-*"), key=lambda path: int(path.name[7:]))
        return [tuple(json.loads(note.read_text(encoding="utf-8"))) for note in notes]


def writing(words: str | None, **fields: str) -> str:
    """Return what makes the pretend editor write words (None leaves them) and fill in fields (`next_look` too)."""
    filled = {name.replace("_", "-"): value for name, value in fields.items()}
    return f"""
import re
head, rule, body = text.partition({WORDS_SEPARATOR + chr(10)!r})
for name, value in {filled!r}.items():
    new, found = re.subn(rf"(?m)^{{name}}:.*(\\n    .*)*$", lambda _: f"{{name}}: {{value}}", head, count=1)
    head = new if found else f"{{head}}{{name}}: {{value}}\\n"
write(head + rule + (body if {words!r} is None else {words!r}))
"""
