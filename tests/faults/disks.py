"""Small disks of a test's own, in a folder apart: one left mounted by a run that was killed hinders no other run."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def done(*command: str) -> bool:
    """Run a command of the system, and say whether it is there and succeeded."""
    return (
        shutil.which(command[0]) is not None
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )


@contextmanager
def folder_apart() -> Iterator[Path]:
    """Give a folder outside those that test runs tidy up, and take it away with all that is mounted in it."""
    folder = Path(tempfile.mkdtemp(prefix="enquiry-disk-"))
    try:
        yield folder
    finally:
        for point in folder.iterdir():
            if point.is_mount():
                unmount(point)
        shutil.rmtree(folder)


@contextmanager
def small_disk(size: str) -> Iterator[Path | None]:
    """Give a disk in memory that holds no more than `size` (as `mount` has it), or None where none may be made."""
    with folder_apart() as folder:
        point = folder / "disk"
        point.mkdir()
        yield point if done("mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(point)) else None


def unmount(point: Path) -> None:
    """Take a disk out; a process that has just ended may hold it for a moment more."""
    for _ in range(100):
        if done("umount", str(point)):
            return
        time.sleep(0.05)
    assert done("umount", "-l", str(point)), "the disk can't be taken out"
