"""Stamps of steps: when a step is made, its id, and the device that makes it."""

import os
from datetime import datetime
from pathlib import Path
from typing import Protocol

from enquiry.store.disk.atomic import stage_file, sweep_temporary_files
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import hash_path, make_folder


class StepStamp(Protocol):
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


def ensure_device_id(path: Path, state_folder: Path) -> str:
    """Return this device's id for the journal at `path`: ten random characters, persisted on first use.

    It says nothing of the machine or its owner. Only for the holder of the journal's lock. Raises CannotWrite.
    """
    kept = state_folder / "devices" / hash_path(path)
    try:
        name = kept.read_bytes().decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        name = ""
    if len(name) == 10 and name.isalnum():
        return name
    name = os.urandom(5).hex()
    with translate_write_errors(kept):
        make_folder(kept.parent)
        sweep_temporary_files(kept)
        with stage_file(kept, f"{name}\n".encode()) as temporary:
            temporary.replace(kept)
    return name
