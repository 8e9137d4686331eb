"""Files of somebody else: the one room that opens them, and the edge within which they are parsed.

An export, a table, a bibliography, a Word template, settings, calendars and other presets may hold anything. A file is
a regular one and of a bounded size; parsing it takes a bounded time; whatever a parser raises ends as a UsageMistake
that names the file. What a parser may ask of memory is bounded by the sizes and counts below.
"""

import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO

from enquiry.errors import CannotRead, EnquiryError, NotFound, UsageMistake

MAX_EXPORT_BYTES = 128_000_000
"""The most an exported journal may hold, and the files of a folder of notes together."""
MAX_EXPORT_VALUES = 4_000_000
"""The most values in an exported journal: each takes memory, however few bytes it is written in."""
MAX_NOTE_BYTES = 16_000_000
"""The most one file of a folder of notes may hold."""
MAX_NOTES = 20_000
"""The most files a folder of notes may hold."""
MAX_TABLE_BYTES = 8_000_000
"""The most a bibliography or a table of scores may hold."""
MAX_GIFT_BYTES = 1_000_000
"""The most one gift in the folder of a staffroom may hold."""
MAX_GIFTS = 20_000
"""The most files the folder of a staffroom may hold."""
MAX_TEMPLATE_BYTES = 32_000_000
"""The most a Word template may hold, packed."""
MAX_PARTS = 2_000
"""The most parts a Word file may be packed of."""
MAX_UNPACKED_BYTES, MAX_XML_BYTES = 64_000_000, 8_000_000
"""The most a Word file's parts may hold together as they say of themselves, and those that are XML."""
MAX_TOML_BYTES = 1_000_000
"""The most settings and presets may hold."""
MAX_TYPED_BYTES = 8_000_000
"""The most that is read from standard input as a text; what an entry can hold is checked afterwards."""

MAX_SECONDS = 6
"""The processor time that parsing one file may take."""

_HINT = "Nothing was changed."
_UNFINISHED = (".crdownload", ".download", ".opdownload", ".part", ".partial")
"""How browsers end the name of a file that they are still fetching."""


class _OutOfTimeError(Exception):
    """Parsing took longer than it may."""


def read_foreign_file(path: Path, most: int, named: str = "") -> bytes:
    """Return the bytes of a file of at most `most` bytes. Errors call it `named`, where that is given, else its path.

    Raises NotFound where there is none, CannotRead where it can't be read, and UsageMistake for a folder, a pipe, a
    device, a larger file, and one that is still being written.
    """
    source = named or str(path)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a pipe, a device or a socket, not a file"
            raise UsageMistake(f"{source} can't be read: it is {what}.", "Name a file; a pipe is read with - instead.")
        if path.suffix.lower() in _UNFINISHED:
            raise UsageMistake(f"{source} is a download that has not come to its end.", f"Let it end. {_HINT}")
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(most + 1)
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise UsageMistake(f"{source} is still being written.", f"Give it again when that has ended. {_HINT}")
    except FileNotFoundError as fault:
        raise NotFound(f"There is no file {path}.", "Check the path; quote it if it has spaces.") from fault
    except OSError as fault:
        words = f"{source} can't be read: {fault.strerror}."
        raise CannotRead(words, "Check that it is a file you may read.") from fault
    except ValueError as fault:  # a path that no system can have
        raise NotFound(f"There is no file {path}.", "Check the path.") from fault
    return _refuse_large(data, source, most)


def read_foreign_stream(stream: IO[str], most: int) -> bytes:
    """Return everything on a text stream as bytes. Raises UsageMistake for more than `most` of them."""
    raw = getattr(stream, "buffer", None)
    data = raw.read(most + 1) if raw else stream.read(most + 1).encode("utf-8", "surrogateescape")
    return _refuse_large(data, "Standard input", most)


def _refuse_large(data: bytes, source: str, most: int) -> bytes:
    if len(data) > most:
        words = f"{source} holds more than {most:,} bytes, the most that is read of such a file."
        raise UsageMistake(words, f"Give a smaller one. {_HINT}")
    return data


def refuse_crowded(data: bytes, source: str) -> None:
    """Raise UsageMistake for JSON of more values than MAX_EXPORT_VALUES, by the signs that begin or part them."""
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_EXPORT_VALUES:
        raise UsageMistake(f"{source} holds more than {MAX_EXPORT_VALUES:,} values.", f"Give a smaller one. {_HINT}")


def unpack_word_file(data: bytes, source: str, hint: str) -> dict[str, bytes]:
    """Return the parts of a Word file by their names, none of whose XML declares a type of its own.

    Raises UsageMistake for a file that is larger than it may be; ValueError, and what `zipfile` raises, for no such
    file. A part never holds more than it said it would.
    """
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

    with ZipFile(BytesIO(data)) as packed:
        infos = packed.infolist()
        size, xml = (sum(i.file_size for i in infos if whole or is_xml(i.filename)) for whole in (True, False))
        if len(infos) > MAX_PARTS or size > MAX_UNPACKED_BYTES or xml > MAX_XML_BYTES:
            raise UsageMistake(f"{source} is larger than it may be: {len(infos):,} parts, {size:,} bytes.", hint)
        if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
            raise BadZipFile("packed in another way")
        parts = {info.filename: packed.read(info) for info in infos}
    if any(is_xml(name) and (b"<!DOCTYPE" in held or b"\0" in held) for name, held in parts.items()):
        raise ValueError("a Word file has no document type")
    return parts


def is_xml(name: str) -> bool:
    """Say whether a part of a Word file is XML, by its name."""
    return name.casefold().endswith((".xml", ".rels"))


@contextmanager
def contain_parsing(
    source: str, hint: str = f"Mend the file, or leave it out. {_HINT}", seconds: float | None = MAX_SECONDS
) -> Iterator[None]:
    """Run a block that parses what somebody else wrote; whatever it raises names `source`.

    Errors in the program's own words go through as they are. All others become a UsageMistake: values nested too deep,
    memory that is not there, `seconds` of the processor gone by, and whatever a library raises.
    """
    try:
        with _limit_time(seconds) if seconds else nullcontext():
            yield
    except EnquiryError:
        raise
    except Exception as fault:
        reasons = {RecursionError: "it is nested too deeply", MemoryError: "it takes more memory than there is"}
        reasons |= {_OutOfTimeError: f"it takes longer than {seconds} seconds"}
        known = str(fault) if isinstance(fault, ValueError | OSError) else ""
        reason = (
            reasons.get(type(fault)) or known[:200].rstrip(".") or f"it is not as it should be ({type(fault).__name__})"
        )
        raise UsageMistake(f"{source} can't be read: {reason}.", hint) from fault


@contextmanager
def _limit_time(seconds: float) -> Iterator[None]:
    """Raise _OutOfTimeError in the block once it has taken so much of the processor, where the system can tell."""

    def stop(*_: object) -> None:
        raise _OutOfTimeError

    try:
        before = signal.signal(signal.SIGVTALRM, stop)
    except (AttributeError, ValueError):  # Windows, or another thread than the main one
        before = None
    if before is None:
        yield
        return
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)  # again, where a library has swallowed it
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:  # the time may have been over while it was being stopped
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
