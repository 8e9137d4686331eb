"""Shell transcripts as tests: `$ enquiry …` lines in a Markdown file and what comes back, on the days the file names.

A line `<!-- day: 2025-09-16 -->` sets the day from there on. All `console` blocks of a file share one home. What a
command says on standard error stands before its standard output, as a terminal shows it once the program has ended.
`TRANSCRIPTS=write` puts what came back into the file, to be read and committed.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.conftest import Home

_DAY = re.compile(r"<!-- day: (\d{4}-\d{2}-\d{2}) -->")


class Step(NamedTuple):
    """One command of a transcript, the day it is run on, and what is to come back."""

    day: str
    command: str
    expected: str


def steps_of(text: str) -> Iterator[Step | str]:
    """Yield the commands of the `console` blocks, and every other line as it stands."""
    day, inside, command, expected = "2026-02-03", False, "", list[str]()
    for line in text.splitlines():
        if found := _DAY.search(line):
            day = found[1]
        if inside and (line.startswith("$ ") or line == "```"):
            if command:
                yield Step(day, command, "\n".join(expected))
            command, expected = line[2:] if line != "```" else "", []
            if line == "```":
                inside = False
                yield line
        elif inside:
            expected.append(line)
        else:
            inside = line == "```console"
            yield line


def come_back(home: Home, step: Step) -> str:
    """Run one command and return what a person would see."""
    command = step.command
    if command.startswith("cat "):
        return (home.folder / command[4:]).read_text(encoding="utf-8").rstrip("\n")
    piped, _, shown = command.rpartition(" | enquiry ")
    text = shlex.split(piped)[-1] + "\n" if piped else ""
    argv = shlex.split(shown if piped else command.removeprefix("enquiry"))
    argv = [str(home.folder / word) if argv[place - 1] == "-o" else word for place, word in enumerate(argv)]
    ran = home.run(*argv, stdin=text, ENQUIRY_TODAY=step.day)
    seen = f"{ran.err}{ran.out}".replace(f"{home.folder}/", "").rstrip("\n")
    return "\n".join(line.rstrip() for line in seen.splitlines())


def replayed(home: Home, path: Path) -> str:
    """Return the file with what really comes back in the place of what it says comes back."""
    lines = []
    for step in steps_of(path.read_text(encoding="utf-8")):
        if isinstance(step, Step):
            lines.append(f"$ {step.command}")
            lines += [came] if (came := come_back(home, step)) else []
        else:
            lines.append(step)
    return "\n".join(lines) + "\n"
