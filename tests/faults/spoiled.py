"""The program spoiled on purpose, to see that the proofs can fail: without its lock, its flushing, its checksum.

`FAULTS_MUTANT=no-lock` and the like spoil whatever imports this room; `python -m tests.faults.spoiled` is the program
itself, spoiled. Without the variable nothing is done.
"""

import os
from collections.abc import Callable
from typing import Any


class _Same(bytes):
    """Bytes that are equal to all others."""

    __slots__ = ()
    __hash__ = bytes.__hash__

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False


def _no_lock() -> None:
    """Let everybody write at once."""
    from enquiry.store.disk import lock

    _put(lock, "try_lock", lambda _: True)


def _no_flush() -> None:
    """Wait for nothing to be on the disk."""
    from enquiry.store.backups import make as keeping
    from enquiry.store.disk import atomic as whole
    from enquiry.store.disk import places

    _put(whole, "flush", lambda _: None)
    for room in (whole, keeping, places):
        _put(room, "flush_folder", lambda _: None)


def _no_checksum() -> None:
    """Take every checksum for right."""
    from enquiry.store.encoding import format as form

    real: Callable[..., bytes] = vars(form)["_compute_checksum"]
    _put(form, "_compute_checksum", lambda *pieces: _Same(real(*pieces)))


def _last_writer_wins() -> None:
    """Let everybody write at once, over whatever another wrote meanwhile."""
    from enquiry.store.backups import make

    _no_lock()
    _put(make, "is_file_unchanged", lambda *_: True)


def _put(room: Any, name: str, other: Callable[..., object]) -> None:
    assert hasattr(room, name), f"{room.__name__} has no {name} to spoil"
    setattr(room, name, other)


MUTANTS = {
    "no-lock": _no_lock,
    "no-flush": _no_flush,
    "no-checksum": _no_checksum,
    "last-writer-wins": _last_writer_wins,
}

if os.environ.get("FAULTS_MUTANT"):
    MUTANTS[os.environ["FAULTS_MUTANT"]]()

if __name__ == "__main__":
    from enquiry.__main__ import run

    run()
