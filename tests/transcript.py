"""Shell transcripts as tests: `$ enquiry …` lines in a Markdown file and what comes back, on the days the file names.

A line `<!-- day: 2025-09-16 -->` sets the day from there on. All `console` blocks of a file share one home. What a
command says on standard error stands before its standard output, as a terminal shows it once the program has ended.

All of it is as wide as `enquiry guide` leaves a block in 80 columns: commands go on after a backslash, and messages are
laid out as in a terminal, but for what those repeat of a text that has just been typed.

A line `> words` is an answer typed at a terminal, as is what stands after `[y/N]`; `>` alone is Enter, `> ^C` stops the
program; after the last one the input ends. What stands in a `markdown` block is left in the editor of a later command.

A line `<!-- machine: laptop -->` goes on at another machine, with a home of its own in which there is a key already; a
prompt says so, too: `ailsa$ enquiry`. All machines of a page have one `~/OneDrive`, and a clock that goes on by a
minute with each command. `<!-- ailsa$ enquiry … -->` is done and not shown; by `margin FILE ENTRY WHO WORDS` in its
place a colleague writes beside an entry. `cat` of a file that is not there says what somebody else wrote in it.
`TRANSCRIPTS=write` puts what came back into the file, to be read and committed.
"""

import os
import re
import shlex
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from enquiry.__main__ import main
from enquiry.cli.messages import MessageLayout, lay_out_command, lay_out_message
from enquiry.cli.session import Session
from enquiry.store.keys.identity import Identity, adopt_identity
from enquiry.store.keys.typed import encode_key
from tests.conftest import NOW, Home, Stream
from tests.friend import Friend

LAYOUT = MessageLayout(78)
"""How wide transcripts are."""

_SHEET = re.compile(r"^```markdown\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SET = re.compile(r"<!-- (day|machine): (\S+) -->")
_PROMPT = re.compile(r"(?P<at>[a-z]*)\$ (?P<command>.*)")
_ANSWER = re.compile(r"> (?P<typed>.*)|>|.*\[[yY]/[nN]\] ?(?P<said>.*)")
_UNSEEN = re.compile(rf"<!-- {_PROMPT.pattern} -->")


class Step(NamedTuple):
    """One command of a transcript, the day it is run on, what is to come back, and what the editor leaves.

    `at` is the machine where the prompt names it, `machine` where it is known; one that is `unseen` stands in no block.
    """

    day: str
    command: str
    expected: str
    sheet: str = ""
    machine: str = ""
    at: str = ""
    unseen: bool = False

    @property
    def answers(self) -> list[str]:
        """What is typed while the command runs."""
        found = map(_ANSWER.fullmatch, self.expected.splitlines())
        return [one["typed"] or one["said"] or "" for one in found if one]


class Typed(Stream):
    """A person at a terminal, who sees what they type on `screen`."""

    tty = True

    def __init__(self, answers: list[str], screen: Stream) -> None:
        super().__init__()
        self.answers = answers
        self.screen = screen

    def readline(self, _most: int = -1, /) -> str:  # type: ignore[override]
        if not self.answers:
            return ""
        answer = self.answers.pop(0)
        self.screen.write(f"{answer}\n")
        if answer == "^C":
            raise KeyboardInterrupt
        return f"{answer}\n"


def steps_of(text: str) -> Iterator[Step | str]:
    """Yield the commands of the `console` blocks, and every other line as it stands."""
    where, at = {"day": "2026-02-03", "machine": ""}, ""
    inside, command, expected = False, "", list[str]()
    sheet, sheets = "", iter(_SHEET.findall(text))
    for line in text.splitlines():
        if found := _SET.fullmatch(line):
            where[found[1]] = found[2]
        if found := _UNSEEN.fullmatch(line):
            yield Step(where["day"], found["command"], "", machine=found["at"], unseen=True)
        if line == "```markdown":
            sheet = next(sheets)
        begun = _PROMPT.fullmatch(line)
        if inside and (begun or line == "```"):
            if command:
                yield Step(where["day"], command, "\n".join(expected), sheet, at or where["machine"], at)
            command, expected = begun["command"] if begun else "", []
            at = begun["at"] if begun else ""
            if line == "```":
                inside = False
                yield line
        elif inside and not expected and command.endswith("\\"):
            command = f"{command[:-1]}{line.lstrip()}"
        elif inside:
            expected.append(line)
        else:
            inside = line == "```console"
            yield line


def come_back(home: Home, step: Step, now: datetime = NOW) -> str:
    """Run one command and return what a person would see."""
    command = step.command
    if command.startswith("mkdir "):
        Path(command[6:]).expanduser().mkdir()
        return ""
    if command.startswith("cat "):
        file = home.folder / command[4:]
        if not file.exists():
            file.write_text(f"{step.expected}\n", encoding="utf-8")
        return file.read_text(encoding="utf-8").rstrip("\n")
    if command.startswith("margin "):
        _, file_name, entry, who, words = shlex.split(command)
        friend = Friend((home.folder / file_name).read_bytes())
        friend.comment(words, friend.find(f"e_{entry.replace('.', '_')}"), author=who, at=now)
        (home.folder / file_name).write_bytes(friend.save())
        return ""
    piped, _, shown = command.rpartition(" | enquiry ")
    text = shlex.split(piped)[-1] + "\n" if piped else ""
    argv = shlex.split(shown if piped else command.removeprefix("enquiry"))
    files = {path.name for path in home.folder.iterdir() if path.is_file()}
    placed = (word in files or (argv[place - 1] == "-o" and word[0] != "~") for place, word in enumerate(argv))
    argv = [str(home.folder / word) if is_placed else word for word, is_placed in zip(argv, placed, strict=True)]
    out, err = Stream(), Stream()
    source = Typed(step.answers, err) if step.answers else Stream(text)
    environ = {**home.environ, "COLUMNS": str(LAYOUT.width)}
    environ |= {"ENQUIRY_TODAY": step.day, "ENQUIRY_EDITOR": editor_leaving(home, step.sheet)}
    main(argv, Session(source, out, err, environ, clock=lambda: now))
    folder, shared = (f"{one}/" for one in (home.folder, home.folder.parent))
    said, told = (one.getvalue().replace(folder, "").replace(shared, "").splitlines() for one in (err, out))
    laid = [line if line.startswith("> ") else lay_out_message(line, LAYOUT) for line in said]
    return "\n".join(line.rstrip() for line in [*laid, *told]).rstrip("\n")


def editor_leaving(home: Home, sheet: str) -> str:
    """Return the command of an editor that leaves a sheet in its file, and fails where another one was opened."""
    left = home.folder / "sheet.md"
    left.write_text(sheet, encoding="utf-8")
    return shlex.join([sys.executable, "-c", _LEAVE, str(left)])


_LEAVE = """
import pathlib, sys
left, opened = (pathlib.Path(name).read_text("utf-8") for name in sys.argv[1:])
heads = [text.partition("\\n------")[0].split("\\n") for text in (left, opened)]
told, asked = ([line if line[0] == "#" else line.partition(":")[0] for line in head] for head in heads)
if told != asked:
    sys.exit(f"The sheet that was opened is another: {opened}")
pathlib.Path(sys.argv[2]).write_text(left, "utf-8")
"""


def replayed(home: Home, path: Path) -> str:
    """Return the file with what really comes back in the place of what it says comes back."""
    lines, kept, now = [], dict(os.environ), NOW
    for step in steps_of(path.read_text(encoding="utf-8")):
        if not isinstance(step, Step):
            lines.append(step)
            continue
        if step.machine:
            now = datetime.combine(date.fromisoformat(step.day), now.timetz()) + timedelta(minutes=1)
        typed = "\n".join(lay_out_command(step.command, MessageLayout(LAYOUT.width - len(step.at))))
        lines += [] if step.unseen else [f"{step.at}$ {typed[2:]}"]
        try:
            came = come_back(_go_to_machine(home, step.machine) if step.machine else home, step, now)
        finally:
            os.environ.update(kept)
        lines += [came] if came and not step.unseen else []
    return "\n".join(lines) + "\n"


def _go_to_machine(home: Home, name: str) -> Home:
    """Return the home of a machine, set up as the one that the program is run on from here."""
    machine = Home(home.folder / name)
    del machine.environ["ENQUIRY_JOURNAL"]  # a journal where it usually lies
    folders = {f"XDG_{kind}_HOME": str(machine.folder / kind.casefold()) for kind in ("CONFIG", "DATA", "STATE")}
    os.environ.update({**folders, "HOME": str(home.folder)})
    if not machine.folder.exists():
        (home.folder / "OneDrive" / "enquiry").mkdir(parents=True, exist_ok=True)
        adopt_identity(machine.folder / "state" / "enquiry", Identity(encode_key(bytes(32)), NOW.date(), NOW.date()))
    return machine
