"""Journals written by the real commands on several machines, brought together in whatever order: the slow proofs."""

import json
import os
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from enquiry.store.journal import read_journal
from tests.cli.together.conftest import Apart
from tests.conftest import NOW, Home, Ran

Note = Callable[[str], None]
HISTORIES = int(os.environ.get("ENQUIRY_HISTORIES", "400"))
SPOILED = int(os.environ.get("ENQUIRY_SPOILED", "1000"))


def choose_command(draw: random.Random) -> tuple[str, ...]:
    """Return a command of any kind; many of them find nothing to change, and are refused."""
    cycle, entry = str(draw.randint(1, 3)), f"{draw.randint(1, 3)}.{draw.randint(1, 5)}"
    note, words = f"n{draw.randint(1, 3)}", f"words {draw.random():.6f}"
    decision = draw.choice(["continue", "adapt", "pause", "stop", "embed"])
    found: list[tuple[str, ...]] = [
        ("start", f"What happens {words}?"),
        ("evidence", words, "-c", cycle, "--measure", f"spoke={draw.randint(1, 20)} of 30"),
        ("reflect", words, "-c", cycle),
        ("act", words, "-c", cycle, "--planned", "5"),
        ("read", words, "-c", cycle, "--authors", "Rowe, M."),
        ("note", words),
        ("edit", entry, words),
        ("edit", entry, "-t", f"tag{draw.randint(1, 3)}"),
        ("edit", entry, "--privacy", draw.choice(["private", "school"])),
        ("edit", entry, "--as", draw.choice(["reflection", "note", "evidence"])),
        ("edit", cycle, "--hunch", words),
        ("edit", cycle, "--group", words),
        ("remove", entry),
        ("remove", cycle),
        ("reopen", cycle),
        ("reopen", entry),
        ("refine", f"{words}?", "-c", cycle, "--because", words),
        ("review", "-c", cycle, "--decision", decision, "--because", words),
        ("close", cycle, "--because", words),
        ("close", cycle, "--next", f"{words}?"),
        ("file", note, "-c", cycle, "--as", "evidence"),
        ("move", entry, cycle),
        ("undo",),
        ("undo", "2"),
        ("redo",),
        ("config", "name", words),
        ("search", "--save", f"q{draw.randint(1, 2)}", "words"),
        ("use", cycle),
        ("tags", "rename", "tag1", "tag2"),
        ("measures", "define", "spoke", "--unit", draw.choice(["%", "words"])),
        ("settle", entry, "--keep", draw.choice(["1", "2", "both"])),
        ("settle", cycle, "--keep", draw.choice(["1", "2"])),
    ]
    return draw.choice(found)


class Machines:
    """Several homes, each with a copy of one journal and a clock of its own."""

    def __init__(self, folder: Path, draw: random.Random, patch: pytest.MonkeyPatch) -> None:
        self.draw, self.patch = draw, patch
        self.homes = [Home(folder / str(place)) for place in range(draw.choice([2, 3]))]
        self.clocks = [NOW for _ in self.homes]
        for home in self.homes:
            home.folder.mkdir(parents=True)

    def run(self, place: int, *argv: str) -> Ran:
        home = self.homes[place]
        for variable in ("CONFIG", "DATA", "STATE"):
            self.patch.setenv(f"XDG_{variable}_HOME", str(home.folder / variable.casefold()))
        self.clocks[place] += timedelta(minutes=self.draw.randint(1, 200))
        ran = home.run(*argv, "--yes", now=self.clocks[place])
        assert "itself made a mistake" not in ran.err, (argv, ran.err)
        return ran

    def take_in(self, place: int, other: int) -> None:
        ran = self.run(place, "merge", str(self.homes[other].journal))
        assert ran.code == 0, ran.err

    def write_apart(self) -> None:
        self.run(0, "start", "What happens when I wait?")
        self.run(0, "evidence", "what both know")
        self.run(0, "start", "And then?")
        for place, home in enumerate(self.homes[1:], 1):
            shutil.copy(self.homes[0].journal, home.journal)
            self.clocks[place] += timedelta(days=self.draw.uniform(-3, 3))
        for _ in range(self.draw.randint(10, 40)):
            place = self.draw.randrange(len(self.homes))
            others = [one for one in range(len(self.homes)) if one != place]
            if self.draw.random() < 0.12:
                self.take_in(place, self.draw.choice(others))
            else:
                self.run(place, *choose_command(self.draw))

    def bring_together(self) -> None:
        pairs = [(one, other) for one in range(len(self.homes)) for other in range(len(self.homes)) if one != other]
        self.draw.shuffle(pairs)
        for one, other in pairs + pairs:
            self.take_in(one, other)


@pytest.mark.long
def test_histories_of_real_commands_come_to_one_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Note
) -> None:
    exact = 0
    for number in range(HISTORIES):
        machines = Machines(tmp_path / str(number), random.Random(number), monkeypatch)
        machines.write_apart()
        machines.bring_together()
        assert len({home.journal.read_bytes() for home in machines.homes}) == 1, number
        ran = machines.run(0, "doctor", "--json")
        wrong = [one for one in json.loads(ran.out)["checks"] if one["state"] in ("wrong", "damaged")]
        assert wrong == [], number
        for place, home in enumerate(machines.homes):
            before = read_journal(home.journal)
            if machines.run(place, "undo", "2").code == 0:
                assert machines.run(place, "redo", "2").code == 0
                assert read_journal(home.journal) == before, number
                exact += 1
        shutil.rmtree(tmp_path / str(number))
    figure(f"{HISTORIES} histories by commands: one state in bytes, doctor fine; undo and redo exact {exact} times")


@pytest.mark.long
def test_no_copy_that_was_cut_or_changed_is_taken_in(kept: Apart, figure: Note) -> None:
    whole, before = kept.bring().read_bytes(), kept.journal.read_bytes()
    draw = random.Random(5)
    for number in range(SPOILED):
        place = draw.randrange(len(whole))
        bit = bytes([whole[place] ^ 1 << draw.randrange(8)])
        kept.copy.write_bytes(whole[:place] if number % 2 else whole[:place] + bit + whole[place + 1 :])
        kept.run("merge")
        assert kept.journal.read_bytes() == before, number
    figure(f"{SPOILED} copies cut or with a bit flipped: none taken in")
