"""What the commands that look at the whole journal answer to a program: lists, threads, standards, settings, places."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from enquiry.answers.answer import Answer, project
from enquiry.answers.records import BriefCycle, describe_cycle_briefly
from enquiry.model.choices import LinkKind

if TYPE_CHECKING:
    from enquiry.insight.standards import StandardListUse, StandardsOverview
    from enquiry.insight.status import CycleRow, Status
    from enquiry.insight.thread import Thread, ThreadBranch


class ListedCycle(BriefCycle, frozen=True):
    """A cycle in a list: whether it is the current one, and how much evidence and reflection it holds."""

    current: bool
    evidence: int
    reflections: int


class ListAnswer(Answer, frozen=True):
    """The cycles of a list."""

    cycles: tuple[ListedCycle, ...]


class NoticeAnswer(Answer, frozen=True):
    """Something worth knowing now, with the command that answers it."""

    words: str
    command: str
    cycle: int | None


class StatusAnswer(Answer, frozen=True):
    """Where the journal stands: `week` is null in the holidays, `inbox` counts the notes that wait."""

    today: date
    year: str
    week: int | None
    matters: tuple[NoticeAnswer, ...]
    cycles: tuple[ListedCycle, ...]
    inbox: int


class ThreadNode(Answer, frozen=True):
    """A cycle of a thread, and what grew from it."""

    cycle: BriefCycle
    grown: tuple["ThreadNode", ...]


class LinkAnswer(Answer, frozen=True):
    """A link of another kind; `other` is a cycle's number as text, or someone's name."""

    cycle: int
    kind: LinkKind
    other: str


class ThreadAnswer(Answer, frozen=True):
    """The tree of the cycles that grew from one another; `asked` is the number of the one that was named."""

    thread: ThreadNode
    asked: int
    ties: tuple[LinkAnswer, ...]


class StandardAnswer(Answer, frozen=True):
    """One standard, with the cycles in which it was laid beside something."""

    code: str
    title: str
    parent: str
    cycles: tuple[int, ...]


class StandardListAnswer(Answer, frozen=True):
    """A list of standards: the first and last day it stands, where certain, and whether it stands today."""

    name: str
    title: str
    publisher: str
    version: str
    link: str
    begins: date | None = msgspec.field(name="from")
    to: date | None
    stands: bool
    codes: tuple[StandardAnswer, ...]


class UnlistedStandard(Answer, frozen=True):
    """A code in the journal that stands in no list."""

    code: str
    cycles: tuple[int, ...]


class StandardsAnswer(Answer, frozen=True):
    """The standards that were asked for."""

    standards: tuple[StandardListAnswer, ...]
    unlisted: tuple[UnlistedStandard, ...]


class SettingsAnswer(Answer, frozen=True):
    """Settings by their names: texts, empty where nothing is set; numbers; null for a day that is not set."""

    settings: dict[str, str | int | float | date | None]


class PlacesAnswer(Answer, frozen=True):
    """The paths where everything lies; `made` says whether there is a journal yet."""

    places: dict[str, Path]
    made: bool


class SamplesAnswer(Answer, frozen=True):
    """The names of the samples, each with what it shows."""

    samples: dict[str, str]


class DemoAnswer(Answer, frozen=True):
    """A sample that was laid out: its file, the day on which it was left, and what it is about."""

    journal: Path
    today: date
    about: str


class WrittenAnswer(Answer, frozen=True):
    """A file that was written, and its format."""

    written: Path
    format: str


class FolderAnswer(WrittenAnswer, frozen=True):
    """A folder that was written, with the names of the files in it."""

    files: tuple[str, ...]


class ImportAnswer(Answer, frozen=True):
    """How many cycles, entries, notes and measures were added; with `dry_run` would be."""

    imported: dict[str, int]
    dry_run: bool


def describe_cycle_row(row: "CycleRow") -> ListedCycle:
    """Return a cycle's line in a list."""
    counts = {"current": row.current, "evidence": row.evidence, "reflections": row.reflections}
    return describe_cycle_briefly(row.cycle, ListedCycle, **counts)


def describe_cycle_list(rows: "Sequence[CycleRow]") -> ListAnswer:
    """Return the answer of `list`."""
    return ListAnswer(tuple(map(describe_cycle_row, rows)))


def describe_status(now: "Status") -> StatusAnswer:
    """Return the answer of `status`."""
    cycles = tuple(map(describe_cycle_row, now.rows))
    return project(StatusAnswer, now, week=now.week if now.week > 0 else None, cycles=cycles, inbox=now.waiting)


def describe_thread(thread: "Thread") -> ThreadAnswer:
    """Return the answer of `thread`."""
    return project(ThreadAnswer, thread, thread=_describe_branch(thread.root))


def _describe_branch(branch: "ThreadBranch") -> ThreadNode:
    return ThreadNode(describe_cycle_briefly(branch.cycle), tuple(map(_describe_branch, branch.grown)))


def describe_standards(found: "StandardsOverview") -> StandardsAnswer:
    """Return the answer of `standards`."""
    unlisted = tuple(UnlistedStandard(code, cycles) for code, cycles in found.unlisted)
    return StandardsAnswer(tuple(map(_describe_standard_list, found.lists)), unlisted)


def _describe_standard_list(one: "StandardListUse") -> StandardListAnswer:
    codes = tuple(project(StandardAnswer, use.code, cycles=use.cycles) for use in one.codes)
    return project(StandardListAnswer, one.list, stands=one.stands, codes=codes)
