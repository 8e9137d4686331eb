"""The folder of a staffroom: what lies in it now. Whatever is no gift is passed over, and why is said.

What brings the files there is a person or somebody else's program, so that a file may be half there or be gone before
it is read: that is a colleague who took it back.
"""

import os
import re
from pathlib import Path
from typing import NamedTuple

from enquiry.errors import CannotRead, NotFound, UsageMistake
from enquiry.exchange.staffroom.gift_file import decode_gift
from enquiry.foreign_files import MAX_GIFT_BYTES, MAX_GIFTS, read_foreign_file
from enquiry.model.colleagues.offer import StaffroomGift
from enquiry.progress import ProgressTracker, ignore_progress

_NOT_HERE = re.compile(r"\..+\.json\.icloud", re.IGNORECASE)


class FoundGifts(NamedTuple):
    """The gifts in a folder in no order that tells anything, and for each file that was passed over why, in words."""

    gifts: tuple[StaffroomGift, ...] = ()
    passed_over: tuple[str, ...] = ()


def list_gift_files(folder: Path) -> tuple[list[Path], list[str]]:
    """Return every JSON file that lies right in a folder, and why others of that ending are not read.

    Links are not followed, and folders not looked into. Raises NotFound, UsageMistake for what is no folder or holds
    too many, and CannotRead.
    """
    try:
        found, passed_over = _scan_folder(folder)
    except FileNotFoundError as fault:
        raise NotFound(f"There is no folder {folder}.", "Check the path; quote it if it has spaces.") from fault
    except NotADirectoryError as fault:
        words = f"{folder} is a file, and a staffroom is a folder of gifts."
        raise UsageMistake(words, "Name the folder that colleagues lay their gifts in.") from fault
    except OSError as fault:
        words = f"The folder {folder} can't be read: {fault.strerror}."
        raise CannotRead(words, "Check that it is a folder you may look into.") from fault
    except ValueError as fault:  # a path that no system can have
        raise NotFound(f"There is no folder {folder}.", "Check the path.") from fault
    if len(found) > MAX_GIFTS:
        words = f"{folder} holds {len(found):,} files, and {MAX_GIFTS:,} is the most that is read of a staffroom."
        raise UsageMistake(words, "Name the folder that holds the gifts and nothing else.")
    return sorted(found), sorted(passed_over)


def _scan_folder(folder: Path) -> tuple[list[Path], list[str]]:
    found, passed_over = list[Path](), list[str]()
    with os.scandir(folder) as files:
        for file in files:
            if _NOT_HERE.fullmatch(file.name):
                passed_over.append(f"{file.name} has not been brought here yet.")
            elif file.name.startswith(".") or not file.name.casefold().endswith(".json"):
                continue
            elif file.is_symlink():
                passed_over.append(f"{file.name} is a link, and links are not followed.")
            elif file.is_file(follow_symlinks=False):
                found.append(Path(file.path))
    return found, passed_over


def read_gifts(folder: Path, follow: ProgressTracker = ignore_progress) -> FoundGifts:
    """Return what lies in a folder now. Raises as `list_gift_files` does."""
    files, passed_over = list_gift_files(folder)
    gifts = list[StaffroomGift]()
    for path in follow(files):
        try:
            gifts.append(decode_gift(read_foreign_file(path, MAX_GIFT_BYTES, path.name), path.name))
        except NotFound:  # it was taken back while the others were read
            continue
        except (UsageMistake, CannotRead) as fault:
            passed_over.append(fault.words)
    return FoundGifts(tuple(gifts), tuple(passed_over))


def is_gift_file(path: Path) -> bool:
    """Say whether a file is a gift to a staffroom, and not something else that has its name."""
    try:
        decode_gift(read_foreign_file(path, MAX_GIFT_BYTES), path.name)
    except (NotFound, UsageMistake, CannotRead):
        return False
    return not path.is_symlink()
