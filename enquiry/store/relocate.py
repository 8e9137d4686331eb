"""A journal that is moved: a copy is made and read back first, and the old file goes only while the two are one."""

from pathlib import Path

from enquiry.errors import CannotWrite
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import (
    get_backups_folder,
    is_file_unchanged,
    make_folder,
    read_file,
    resolve_journal_path,
)
from enquiry.store.disk.system import flush_folder
from enquiry.store.journal import locate_device, read_contents
from enquiry.store.sharing.left import locate_left_places
from enquiry.store.sharing.memory import locate_record


def copy_journal(path: Path, target: Path, *, state_folder: Path) -> None:
    """Write the journal at `path` with its history to `target`, where no file may be, and read it back.

    Folders that are missing are made. Raises what `read_journal` raises; CannotWrite for the disk, for a file that is
    there, and where other bytes come back than were written.
    """
    data, _ = read_contents(path, state_folder)
    with translate_write_errors(target):
        make_folder(target.parent)
    write_file_atomically(target, data, overwrite=False)
    if not is_file_unchanged(resolve_journal_path(target), data):
        raise CannotWrite(f"{target} does not hold what was written to it.", "Check that disk, or choose another.")


def retire_journal(path: Path, successor: Path, *, state_folder: Path, wait: float = 10.0) -> None:
    """Take away the journal at `path` that `successor` is a copy of, to which its backups go, and what it is shared by.

    Raises CannotWrite where the two are no longer the same, since something was written meanwhile: then both stay; and
    JournalBusy where another program holds it.
    """
    place = resolve_journal_path(path)
    with hold_lock(place.file, state_folder, wait):
        if not is_file_unchanged(place, read_file(resolve_journal_path(successor))):
            raise CannotWrite(
                f"{path} was written to meanwhile, and stays.", f"Take in what it holds: enquiry merge {path}"
            )
        with translate_write_errors(path):
            for locate in (get_backups_folder, locate_device, locate_record, locate_left_places):
                old, new = (locate(one, state_folder) for one in (place.file, successor))
                if old.exists() and not new.exists():
                    old.rename(new)
            place.file.unlink()
            if path.is_symlink():
                path.unlink()
            flush_folder(place.file.parent)
