"""The program spoiled on purpose, to see that the proofs can fail: without its lock, its flushing, its checksum.

`FAULTS_MUTANT=no-lock` and the like spoil whatever imports this room; `python -m tests.faults.spoiled` is the program
itself, spoiled. Without the variable nothing is done.
"""

import os
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module
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


def _compare_the_length() -> None:
    """Take a file of the same length for the same file."""
    from enquiry.store.backups import make

    def compare(place: Any, seen: bytes | None) -> bool:
        there = place.file.stat().st_size if place.file.exists() else None
        return bool(there == (None if seen is None else len(seen)))

    _put(make, "is_file_unchanged", compare)


def _sweep_all() -> None:
    """Take away the temporary files of whoever writes beside the journal."""
    from enquiry.store.disk import atomic

    _put(atomic, "sweep_temporary_files", lambda target: atomic.sweep_folder(target.parent))


def _rotate_what_is_held() -> None:
    """Count a held backup like any other."""
    from msgspec.structs import replace

    from enquiry.store.backups import make

    real = vars(make)["select_surplus_backups"]
    _put(make, "select_surplus_backups", lambda kept, most: real([replace(one, held=False) for one in kept], most))


def _make_over_another() -> None:
    """Put a new journal in its place though another was quicker."""
    from enquiry.store.backups import make

    real: Callable[..., None] = vars(make)["_put_in_place"]
    _put(make, "_put_in_place", lambda temporary, file, **_: real(temporary, file, new=False))


def _leave_out(room: str, name: str, answer: object = None) -> Callable[[], None]:
    """Return what puts in the place of one step of the program a step that does nothing, and gives `answer`."""

    def spoil() -> None:
        where, _, of_class = room.partition(":")
        module = import_module(where)
        _put(getattr(module, of_class) if of_class else module, name, lambda *_, **__: answer)

    return spoil


def _set(room: str, name: str, value: object) -> Callable[[], None]:
    return lambda: setattr(import_module(room), name, value)


def _put(room: Any, name: str, other: Callable[..., object]) -> None:
    assert hasattr(room, name), f"{room.__name__} has no {name} to spoil"
    setattr(room, name, other)


MUTANTS = {
    "no-lock": _no_lock,
    "no-flush": _no_flush,
    "no-checksum": _no_checksum,
    "last-writer-wins": _last_writer_wins,
    "length-alone": _compare_the_length,
    "restore-unlocked": _leave_out("enquiry.store.backups.restore", "hold_lock", nullcontext()),
    "sweep-all": _sweep_all,
    "file-unlocked": _set("enquiry.store.disk.lock", "CAN_LOCK_JOURNAL", False),
    "lock-of-a-ghost": _leave_out("os.path", "samestat", True),
    "lock-said-to-hold": _leave_out("enquiry.cli.doctor.files", "is_lock_kept", True),
    "no-locks-unsaid": _set("enquiry.store.disk.lock", "NO_LOCKS", set()),
    "divergence-unseen": _leave_out("enquiry.store.backups.continuity", "find_divergence"),
    "nothing-held": _leave_out("enquiry.store.journal", "hold_newer_version"),
    "held-and-rotated": _rotate_what_is_held,
    "restored-and-held": _leave_out("enquiry.store.backups.restore", "release_versions"),
    "restored-unheld": _leave_out("enquiry.store.backups.restore", "hold_newer_version"),
    "accepted-and-held": _leave_out("enquiry.store.backups.continuity", "release_versions"),
    "mended-unheld": _leave_out("enquiry.cli.doctor.fix", "hold_newer_version"),
    "made-over-another": _make_over_another,
    "names-unsaid": _leave_out("enquiry.store.backups.make", "count_other_names", 0),
    "old-unkept": _leave_out("enquiry.store.backups.make:BackupWriter", "save_old_version"),
    "new-unkept": _leave_out("enquiry.store.backups.make:BackupWriter", "save_new_version"),
    "read-only-replaced": _leave_out("enquiry.store.journal", "refuse_unwritable"),
    "device-unflushed": _leave_out("enquiry.store.journal", "flush_folder"),
    "edit-unchecked": _leave_out("enquiry.store.backups.accept_edit", "iterate_breaches", ()),
    "keys-unchecked": _leave_out("enquiry.store.backups.accept_edit", "refuse_doubled_key"),
    "steps-unchecked": _leave_out("enquiry.store.backups.accept_edit", "find_step_flaw", ""),
}

if os.environ.get("FAULTS_MUTANT"):
    MUTANTS[os.environ["FAULTS_MUTANT"]]()

if __name__ == "__main__":
    from enquiry.__main__ import run

    run()
