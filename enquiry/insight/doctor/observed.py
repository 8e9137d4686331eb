"""What was seen: everything the checks rest on, as values. Whoever looks fills them; the checks only judge."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

import msgspec

from enquiry.model.journal import Journal


class Observed(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what was seen."""


class ObservedFailure(Observed, frozen=True, kw_only=True):
    """Why something could not be used: the words and the hint of the error, and its kind."""

    kind: str
    words: str
    hint: str = ""


class ReadStage(StrEnum):
    """How far reading the journal came before it was refused."""

    FILE = "file"
    CHECKSUM = "checksum"
    SCHEMA = "schema"
    IDS = "ids"
    WHOLE = "whole"


class ObservedJournal(Observed, frozen=True, kw_only=True):
    """The journal's file, and as much of what it holds as could be read."""

    path: Path
    there: bool = False
    leads_to: Path | None = None
    size: int = 0
    writes: int = 0
    writable: bool = True
    reached: ReadStage = ReadStage.WHOLE
    refused: ObservedFailure | None = None
    journal: Journal | None = None
    steps: tuple[datetime, ...] = ()
    steps_refused: ObservedFailure | None = None


class ObservedBackup(Observed, frozen=True, kw_only=True):
    """An earlier version of the journal. `whole` says whether it opens, and is None where that was not tried."""

    name: str
    at: datetime
    size: int
    whole: bool | None = None


class ObservedCopy(Observed, frozen=True, kw_only=True):
    """A file beside the journal that looks like a copy of it, or like another program's mark on it.

    `lacks` says in numbers what it holds and the journal does not, `differs` how many things read otherwise in it;
    both only of a copy that could be read.
    """

    path: Path
    kind: Literal["copy", "unreadable", "open elsewhere", "not downloaded"]
    lacks: int = 0
    differs: int = 0


class ObservedFiles(Observed, frozen=True, kw_only=True):
    """What lies around the journal: the program's own folders, backups, drafts, leftovers and copies."""

    modes_matter: bool = True
    looked_at: int = 0
    open_to_others: tuple[Path, ...] = ()
    of_others: tuple[Path, ...] = ()
    backups: tuple[ObservedBackup, ...] = ()
    drafts: int = 0
    leftovers: tuple[Path, ...] = ()
    copies: tuple[ObservedCopy, ...] = ()
    refused: ObservedFailure | None = None


class OwnFile(Observed, frozen=True, kw_only=True):
    """A calendar or a set of prompts that a person made; `refused` where it can't be used."""

    name: str
    refused: ObservedFailure | None = None


class ObservedSettings(Observed, frozen=True, kw_only=True):
    """The settings, the calendar the journal is kept by, and what a person added of their own."""

    path: Path
    there: bool = False
    changed: tuple[str, ...] = ()
    refused: ObservedFailure | None = None
    calendar: str = ""
    calendar_is_own: bool = False
    calendar_refused: ObservedFailure | None = None
    calendars: tuple[OwnFile, ...] = ()
    prompts: tuple[OwnFile, ...] = ()


class ObservedMachine(Observed, frozen=True, kw_only=True):
    """The machine the program runs on: versions, the terminal, and other programs that may be of use."""

    version: str
    python: str
    system: str
    packages: tuple[tuple[str, str], ...] = ()
    fixed_today: bool = False
    day_refused: ObservedFailure | None = None
    encodings: tuple[tuple[str, str], ...] = ()
    draws: bool = True
    is_terminal: bool = False
    width: int = 80
    editor: str = ""
    editor_found: bool = False
    pager: str = ""
    pager_found: bool = False
    extras: tuple[tuple[str, bool], ...] = ()
    browser: str = ""


class Observations(Observed, frozen=True, kw_only=True):
    """All that was seen, and when."""

    now: datetime
    journal: ObservedJournal
    keeping: ObservedFiles
    settings: ObservedSettings
    machine: ObservedMachine
