"""A journal to try things on: `Book(folder)` makes one in few words, and knows what lies around it."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from enquiry.model.backup import Backup
from enquiry.model.cycle import Cycle, Question
from enquiry.model.entry import Reflection
from enquiry.model.journal import Journal
from enquiry.model.step import Step, StepStamp
from enquiry.store.backups.catalogue import list_stored_backups
from enquiry.store.journal import change_journal, read_journal, read_journal_and_steps

AT = datetime(2026, 2, 3, 16, 30, tzinfo=UTC)
DAY = date(2026, 2, 3)


def tick(name: str = "stamp", at: datetime = AT) -> StepStamp:
    return StepStamp(at, name, at)


def a_cycle(number: int = 1) -> Cycle:
    question = Question(text="Does waiting three seconds help?", on=DAY)
    return Cycle(id=f"cycle-{number}", recorded_at=AT, number=number, questions=(question,))


def a_reflection(name: str = "1.1", text: str = "Waited, and Zoë spoke.") -> Reflection:
    cycle = f"cycle-{name.partition('.')[0]}"
    return Reflection(id=f"entry-{name}", recorded_at=AT, cycle=cycle, name=name, happened_on=DAY, text=text)


def read_history(path: Path) -> tuple[Step, ...]:
    return read_journal_and_steps(path)[1]


class Book:
    """A journal at `path` in a folder of its own, with the folder the program keeps its own things in."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "data" / "journal.json"
        self.state = folder / "state"

    def start(self) -> "Book":
        """Make the journal, with one cycle."""
        return self.changed(lambda journal: journal.upsert_cycle(a_cycle()), "cycle 1 opened")

    def changed(self, edit: Callable[[Journal], Journal], did: str = "", wait: float = 10) -> "Book":
        with change_journal(self.path, state_folder=self.state, stamp=tick(os.urandom(4).hex()), wait=wait) as step:
            step.journal = edit(step.journal)
            step.did = did
        return self

    def add(self, text: str, wait: float = 10) -> str:
        """Add a reflection to cycle 1, and return its name when it is saved."""
        with change_journal(self.path, state_folder=self.state, stamp=tick(os.urandom(4).hex()), wait=wait) as step:
            entry = a_reflection(step.journal.find_cycle(1).next_name, text)
            step.journal = step.journal.upsert_entry(entry)
            step.did = f"reflection {entry.name} added"
        return entry.name

    def read(self) -> Journal:
        return read_journal(self.path, state_folder=self.state)

    @property
    def names(self) -> list[str]:
        """The names of the entries that are kept."""
        return [entry.name for entry in self.read().iterate_entries()]

    @property
    def bytes(self) -> bytes:
        return self.path.read_bytes()

    @property
    def backups(self) -> tuple[Backup, ...]:
        """The backups that are kept, the newest first."""
        return list_stored_backups(self.path, self.state)

    @property
    def previous(self) -> Path:
        """The file that keeps the version before the present one."""
        return self.backups[1].path

    @property
    def parts(self) -> list[Path]:
        """Temporary files left behind, wherever they lie."""
        return sorted(self.path.parent.parent.rglob("*.part"))
