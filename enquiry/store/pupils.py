"""The table of codes, and the words that are allowed: two files in the settings folder, apart from the journal.

    pupils.toml     who is meant by which code; readable by its owner alone, in no export, backup, copy or report
    allowed.toml    words that are no pupil's name, or may stand

Both may be changed by hand. The first can be thrown away: then nobody can tell who Pupil A was.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from enquiry.errors import UsageMistake
from enquiry.foreign_files import MAX_TOML_BYTES, contain_parsing, read_foreign_file
from enquiry.insight.privacy.pupils import Pupil
from enquiry.store.disk.atomic import sweep_temporary_files, write_file_atomically
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import make_folder
from enquiry.store.disk.system import flush_folder

T = TypeVar("T")

_PUPILS_HEAD = """\
# Who is meant by which code. It is kept on this machine alone, apart from the journal, and in no export or backup.
# To throw it away at the end of the year: enquiry pupils clear
"""
_ALLOWED_HEAD = """\
# Words that are no pupil's name, or may stand: nothing is said of them. One written small is let be only so.
"""


class _PupilTable(msgspec.Struct, forbid_unknown_fields=True):
    pupils: tuple[Pupil, ...] = ()


class _AllowedTable(msgspec.Struct, forbid_unknown_fields=True):
    words: tuple[str, ...] = ()


def read_pupils(path: Path) -> tuple[Pupil, ...]:
    """Return the people in the table of codes; nobody where there is none. Raises UsageMistake, CannotRead."""
    return _read_table(path, _PupilTable).pupils if os.path.lexists(path) else ()


def read_allowed(path: Path) -> tuple[str, ...]:
    """Return the words that are allowed. Raises UsageMistake, CannotRead."""
    return _read_table(path, _AllowedTable).words if os.path.lexists(path) else ()


def keep_pupils(path: Path, pupils: Sequence[Pupil]) -> None:
    """Keep the table of codes, readable by its owner alone; without anybody there is no file. Raises CannotWrite."""
    if not pupils:
        clear_pupils(path)
        return
    rows = (f"\n[[pupils]]\ncode = {_quote(one.code)}\nname = {_quote(one.name)}\n" for one in pupils)
    _write_table(path, _PUPILS_HEAD + "".join(rows))


def clear_pupils(path: Path) -> None:
    """Remove the table of codes. Raises CannotWrite."""
    with translate_write_errors(path):
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sweep_temporary_files(path)
            flush_folder(path.parent)


def keep_allowed(path: Path, words: Sequence[str]) -> None:
    """Keep the words that are allowed. Raises CannotWrite."""
    rows = "".join(f"    {_quote(word)},\n" for word in words)
    _write_table(path, f"{_ALLOWED_HEAD}words = [\n{rows}]\n")


def _read_table(path: Path, kind: type[T]) -> T:
    with contain_parsing(str(path), "Mend the file, or move it away."):
        text = read_foreign_file(path, MAX_TOML_BYTES).decode("utf-8-sig")
        table = _parse_own_layout(text) if kind is _PupilTable else None
        if table is None:
            import tomllib

            table = tomllib.loads(text)
        return msgspec.convert(table, kind)


def _parse_own_layout(text: str) -> dict[str, object] | None:
    """Return the table of codes where it stands as it was written here; None where somebody has written otherwise.

    Each saved line reads it, and the reader of all of TOML takes 5 ms to load.
    """
    rows = re.findall(r'^\[\[pupils\]\]\ncode = ("(?:[^"\\]|\\.)*")\nname = ("(?:[^"\\]|\\.)*")$', text, re.MULTILINE)
    written = "".join(f"\n[[pupils]]\ncode = {code}\nname = {name}\n" for code, name in rows)
    if _PUPILS_HEAD + written != text:
        return None
    return {"pupils": [dict(zip(("code", "name"), map(msgspec.json.decode, row), strict=True)) for row in rows]}


def _write_table(path: Path, text: str) -> None:
    with translate_write_errors(path):
        make_folder(path.parent)
        sweep_temporary_files(path)
    write_file_atomically(path, text.encode())


def _quote(text: str) -> str:
    """Return a text as a basic string of TOML. Raises UsageMistake for what no text can be."""
    if re.search(r"[\ud800-\udfff]", text):
        raise UsageMistake("The name holds bytes that are no text.", "Write it again.")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(sign):04x}" if sign < " " or sign == "\x7f" else sign for sign in escaped) + '"'
