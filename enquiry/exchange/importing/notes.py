"""Markdown of notes programs: a folder of notes, such as Obsidian's daily notes, or one note.

A note's day is that of its front matter, else of its name, else the day its file was last changed, which is said.
Links stay as they are typed. Nothing outside the folder is read: links out of it are passed over.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from enquiry.errors import CannotRead, NotFound, UsageMistake
from enquiry.exchange.front_matter import YamlError, load_front_matter, read_day, split_front_matter
from enquiry.exchange.importing.found import FoundEntry, FoundFile
from enquiry.exchange.text_file import decode_text
from enquiry.foreign_files import MAX_EXPORT_BYTES, MAX_NOTES, contain_parsing, read_foreign_file
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.words import format_amount

MAX_VAULT_NOTE_BYTES = 1_000_000
"""The most one note may hold."""
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_DAY_FIELDS = ("date", "created", "creation date", "day")
_ENDINGS = (".md", ".markdown")
_MOST_NAMED = 5
_PASSED_OVER = {"file": " of another kind than notes", "link": " that may lead out of the folder"}


def parse_vault(folder: Path, follow: ProgressTracker = ignore_progress) -> FoundFile:
    """Return the notes in a folder and the folders in it. Raises UsageMistake for too much, and CannotRead."""
    paths, passed = list[Path](), Counter[str]()
    for path in _walk(folder):
        kind = "link" if path.is_symlink() else "note" if path.suffix.lower() in _ENDINGS else "file"
        passed[kind] += 1
        paths += [path] if kind == "note" else []
        if len(paths) > MAX_NOTES:
            raise UsageMistake(f"{folder} holds more than {MAX_NOTES:,} notes.", "Take its folders in one by one.")
    if not paths:
        raise NotFound(f"{folder} holds no journal and no notes.", "Give a folder with files that end in .md.")
    entries, undated, unread, left = list[FoundEntry](), list[str](), list[str](), MAX_EXPORT_BYTES
    for path in follow(paths):
        name = path.relative_to(folder).as_posix()
        try:
            data = read_foreign_file(path, MAX_VAULT_NOTE_BYTES, name)
            text = decode_text(data, name)
        except UsageMistake as fault:
            unread.append(fault.words)
            continue
        try:
            with contain_parsing(name):
                entry = parse_note(text, name, _find_changed_day(path))
        except UsageMistake as fault:
            unread.append(f"{fault.words} Its front matter was kept as text.")
            entry = parse_note(text, name, _find_changed_day(path), is_plain=True)
        left -= len(data)
        if left < 0:
            raise UsageMistake(
                f"{folder} holds more than {MAX_EXPORT_BYTES:,} bytes.", "Take its folders in one by one."
            )
        if entry:
            entries.append(entry)
            undated += [] if entry.is_dated else [name]
    said = list[str]()
    if undated:
        named = ", ".join(undated[:_MOST_NAMED]) + (" …" if len(undated) > _MOST_NAMED else "")
        said.append(f"{format_amount(len(undated), 'note')} without a day got the day of the file: {named}")
    said += unread
    said += [f"{format_amount(passed[kind], kind)}{which}." for kind, which in _PASSED_OVER.items() if passed[kind]]
    return FoundFile("a folder of notes", tuple(sorted(entries, key=lambda one: one.day)), tuple(said))


def _find_changed_day(path: Path) -> date:
    """Return the local day on which a file was last changed."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().date()


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder by their names; hidden ones, and what links lead to, are passed over."""

    def refuse(fault: OSError) -> None:
        raise CannotRead(f"{fault.filename} can't be read: {fault.strerror}.", "Check that you may read all in it.")

    for at, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(at, name) for name in sorted(files) if not name.startswith("."))


def parse_note(text: str, name: str, changed: date, *, is_plain: bool = False) -> FoundEntry | None:
    """Return a note of this name, which has the day `changed` where it says none; None for one without words.

    Raises UsageMistake for front matter that can't be read, unless all of the note is taken as plain text.
    """
    split = None if is_plain else split_front_matter(text)
    try:
        fields = load_front_matter(split[0]) if split else {}
    except YamlError as fault:
        raise UsageMistake(f"{name}, {fault}.", "Mend it in the file.") from fault
    body = (split[1] if split else text).strip()
    lowered = {str(field).casefold(): value for field, value in fields.items()}
    day = next((day for field in _DAY_FIELDS if (day := read_day(lowered.get(field)))), None)
    stem = Path(name).stem
    if not day and (found := _DAY_IN_NAME.search(stem)):
        day = read_day("-".join(found.groups()))
    title = str(lowered.get("title") or _DAY_IN_NAME.sub("", stem).strip(" -_."))
    first = body.partition("\n")[0].lstrip("# ").strip()
    if title and title.casefold() != first.casefold():
        body = f"{title}\n\n{body}".strip() if body else ""
    tags = lowered.get("tags", lowered.get("tag"))
    listed = re.split(r"[,\s]+", tags) if isinstance(tags, str) else tags if isinstance(tags, list) else []
    held = tuple(str(tag) for tag in listed if tag)
    return FoundEntry(f"note {name}", day or changed, body, None, held, is_dated=bool(day)) if body else None


def parse_single_note(text: str, path: Path) -> FoundFile:
    """Return the one note of a file."""
    entry = parse_note(text, path.name, _find_changed_day(path))
    said = () if not entry or entry.is_dated else ("It names no day; that of the file stands for it.",)
    return FoundFile("a note", (entry,) if entry else (), said)
