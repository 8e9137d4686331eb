"""Writing a folder of files: a new one whole or not at all, into one that is there each file whole."""

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from enquiry.errors import CannotWrite
from enquiry.progress import Follow, unfollowed
from enquiry.store.disk.atomic import write_whole
from enquiry.store.disk.os_errors import writing


def write_folder(
    folder: Path, files: Mapping[str, bytes], *, overwrite: bool = False, follow: Follow = unfollowed
) -> None:
    """Write files into a folder that only its owner can open, and return when they are on the disk.

    A folder that is there already is refused, unless `overwrite` says that files of these names may be replaced in
    it; whatever else lies there stays. No link in it is followed. Raises CannotWrite.
    """
    with writing(folder):
        if not os.path.lexists(folder):
            _write_new(folder, files, follow)
        elif not folder.is_dir():
            raise NotADirectoryError(errno.EEXIST, "is a file")
        elif not overwrite:
            hint = "Name another folder, or give --force; what enquiry did not write there stays."
            raise CannotWrite(f"The folder {folder} is there already. Nothing was changed.", hint)
        else:
            _write_into(folder, files, follow)


def _write_new(folder: Path, files: Mapping[str, bytes], follow: Follow) -> None:
    staged = folder.with_name(f".enquiry-{os.urandom(8).hex()}.part")
    staged.mkdir(0o700)
    try:
        for name, data in follow(files.items()):
            write_whole(staged / name, data, overwrite=False)
        staged.rename(folder)
    finally:
        with suppress(OSError):  # it has become the folder, or the disk fails and can't be helped here
            shutil.rmtree(staged)


def _write_into(folder: Path, files: Mapping[str, bytes], follow: Follow) -> None:
    for name in files:
        if (folder / name).is_symlink():
            raise CannotWrite(f"{folder / name} is a link to elsewhere. Nothing was changed.", "Take it away first.")
    for name, data in follow(files.items()):
        write_whole(folder / name, data)
