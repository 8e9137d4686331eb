"""Stamps: when a step is made, by which machine, and where it stands among the others."""

import os
from datetime import datetime
from pathlib import Path
from typing import Protocol

from enquiry.store.disk.atomic import staged, sweep
from enquiry.store.disk.os_errors import writing
from enquiry.store.disk.places import device_file, make_folder


class Stamp(Protocol):
    """When a change is made, and a lasting id for it."""

    @property
    def at(self) -> datetime:
        """The moment by the person's day, with its offset from UTC."""

    @property
    def real(self) -> datetime:
        """The moment by the machine's clock, whatever day was set."""

    @property
    def id(self) -> str:
        """The id, never used before."""


def device_of(path: Path, state_folder: Path) -> str:
    """Return the name by which the journal's stamps know this machine: ten signs drawn by lot, and kept.

    It says nothing of the machine or its owner. Only for one who holds the journal's lock. Raises CannotWrite.
    """
    kept = device_file(path, state_folder)
    try:
        name = kept.read_bytes().decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        name = ""
    return name if len(name) == 10 and name.isalnum() else _drawn(kept)


def _drawn(kept: Path) -> str:
    name = os.urandom(5).hex()
    with writing(kept):
        make_folder(kept.parent)
        sweep(kept)
        with staged(kept, f"{name}\n".encode()) as temporary:
            temporary.replace(kept)
    return name
