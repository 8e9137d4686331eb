"""The files that were written for people, by their paths: so that a forgetting can name those that may still hold it.

<state>/written.json    the paths as bytes that are percent-encoded, the latest last; nothing of what was in them
"""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes
from zipfile import BadZipFile, ZipFile

import msgspec

from enquiry.errors import CannotWrite
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.places import make_folder

MOST = 500
"""How many paths are kept."""
MAX_BYTES = 50_000_000
"""Files, and parts of one, that are larger are not looked into."""

_TAG = re.compile(r"<[^>]*>")
_UNREADABLE = (".pdf", ".age")


def note_written(state_folder: Path, path: Path) -> None:
    """Keep the path of a file or a folder that was written. It fails in silence: what was written is written."""
    paths = [one for one in list_written(state_folder) if one != path.absolute()]
    with suppress(OSError, CannotWrite):
        make_folder(state_folder)
        kept = [quote(os.fsencode(one), safe="/") for one in (*paths, path.absolute())][-MOST:]
        write_file_atomically(state_folder / "written.json", msgspec.json.encode(kept))


def list_written(state_folder: Path) -> tuple[Path, ...]:
    """Return the files and folders that were written for people, the latest last, whether or not they are there."""
    with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        data = (state_folder / "written.json").read_bytes()
        return tuple(Path(os.fsdecode(unquote_to_bytes(one))) for one in msgspec.json.decode(data, type=list[str]))
    return ()


def find_holders(state_folder: Path, holds: Callable[[str], bool]) -> tuple[list[Path], list[Path]]:
    """Return those of the files that hold a text, and those that can't be looked into, such as a PDF.

    `holds` says so of a text. Of a folder its own files are looked at, and of a Word document its parts.
    """
    found, unsure = list[Path](), list[Path]()
    for path in list_written(state_folder):
        with suppress(OSError, BadZipFile, RuntimeError):
            for file in sorted(path.iterdir()) if path.is_dir() else [path]:
                if file.suffix.casefold() in _UNREADABLE and file.is_file():
                    unsure.append(file)
                elif file.is_file() and file.stat().st_size <= MAX_BYTES and _holds(file, holds):
                    found.append(file)
    return found, unsure


def _holds(file: Path, holds: Callable[[str], bool]) -> bool:
    data = file.read_bytes()
    parts = [data]
    if data.startswith(b"PK\3\4"):
        with ZipFile(file) as package:
            parts = [package.read(one) for one in package.infolist() if one.file_size <= MAX_BYTES]
    texts = [part.decode("utf-8", "ignore") for part in parts]
    return any(holds(text) or ("<" in text and holds(_TAG.sub("", text))) for text in texts)
