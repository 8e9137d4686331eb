"""Rewriting: the bytes of a journal's file, of a backup or of any text without what is to be forgotten.

A file keeps its format, and whatever does not change keeps its bytes. Most lines of a backup stand in the others too:
each line is looked at once.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Raw

from enquiry.errors import CannotWrite, JournalDamaged
from enquiry.insight.forgetting.erase import Eraser
from enquiry.model.backup import Backup
from enquiry.model.step import HISTORY
from enquiry.store.backups import catalogue
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding import format as file_format
from enquiry.store.encoding.format import RawTables
from enquiry.store.encoding.layout import FORMAT
from enquiry.store.encoding.rows import JournalContents

_ROW_LINE = re.compile(r'(\s*"(\d+)":\s*)(\{.*\})(,?\s*)')
_TABLE_LINE = re.compile(r'.*"(\w+)":\s*\{\s*$')


class Rewriter:
    """Rewrites the files of one journal for one forgetting."""

    def __init__(self, eraser: Eraser) -> None:
        self.eraser = eraser
        self._known: dict[tuple[str, bytes], bytes] = {}

    def rewrite_tables(self, tables: RawTables) -> RawTables:
        """Return tables with every row as it is to stand."""
        return {
            name: {number: Raw(self._rewrite_line(name, bytes(row))) for number, row in rows.items()}
            for name, rows in tables.items()
        }

    def _rewrite_line(self, table: str, line: bytes) -> bytes:
        found = self._known.get((table, line))
        if found is None:
            found = line
            if self.eraser.may_touch(line.decode()):
                row = msgspec.json.decode(line)
                changed = self.eraser.rewrite_row(table, row)
                found = line if changed == row else msgspec.json.encode(changed)
            self._known[table, line] = found
        return found

    def rewrite_kept(self, data: bytes, place: JournalPath) -> bytes:
        """Return the bytes of a journal's file, of its own format; else as `_rewrite_unverified` does."""
        try:
            kept = file_format.verify_file(data, place)
            tables = file_format.decode_own_tables(kept, place)
        except JournalDamaged:
            return self._rewrite_unverified(data)
        changed = self.rewrite_tables(tables)
        same = all(bytes(changed[name][n]) == bytes(row) for name, rows in tables.items() for n, row in rows.items())
        return data if same else file_format.encode_file(kept.generation, changed, kept.format)

    def _rewrite_unverified(self, data: bytes) -> bytes:
        """Return bytes that are not as this program wrote them, such as a damaged file that was set aside.

        What reads as rows is rewritten as rows. Of other lines the word goes, and those that name a record go whole.
        """
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        encoding, errors = ("utf-16", "replace") if wide else ("utf-8", "surrogateescape")
        text = data.decode(encoding, errors)
        if not self.eraser.stands_in(text):
            return data
        with suppress(msgspec.DecodeError, UnicodeDecodeError, AttributeError, TypeError):
            tables: dict[str, Any] = msgspec.json.decode(text)
            return msgspec.json.encode(
                {
                    name: {key: self.eraser.rewrite_row(name, row) for key, row in rows.items()}
                    for name, rows in tables.items()
                }
            )
        return "".join(self._rewrite_lines(text)).encode(encoding, errors)

    def _rewrite_lines(self, text: str) -> Iterator[str]:
        table = ""
        for line in text.splitlines(keepends=True):
            table = found[1] if (found := _TABLE_LINE.fullmatch(line)) else table
            if not self.eraser.stands_in(line):
                yield line
                continue
            row = _ROW_LINE.fullmatch(line)
            with suppress(msgspec.DecodeError, AttributeError, TypeError, ValueError):
                if row:
                    changed = self.eraser.rewrite_row(table, msgspec.json.decode(row[3]))
                    yield f"{row[1]}{msgspec.json.encode(changed).decode()}{row[4]}"
                    continue
            bare = self.eraser.rewrite_text(line)
            yield "" if self.eraser.stands_in(bare) else bare


def list_forgotten_records(old: RawTables, new: JournalContents) -> list[tuple[str, str, None]]:
    """Return each record that differs in itself or in its history, as a step that forgets names it: no row of it.

    `old` are the tables before in the format of `new`. Steps whose own words differ stand there too, by their ids.
    """
    touched, steps = set[tuple[str, str]](), set[str]()
    for name, rows in old.items():
        for number, line in rows.items():
            now = new.read_row(name, int(number))
            if bytes(now) == bytes(line):
                continue
            before, after = msgspec.json.decode(line), msgspec.json.decode(now)
            if name != HISTORY:
                touched.add((name, after.get("id", name)))
                continue
            if before["did"] != after["did"]:
                steps.add(after["id"])
            for key in ("before", "apart"):
                pairs = zip(before.get(key, ()), after.get(key, ()), strict=True)
                touched |= {(one[0], one[1]) for one, other in pairs if one != other}
    named = [*sorted(touched), *((HISTORY, one) for one in sorted(steps))]
    return [(table, record, None) for table, record in named]


def decode_present_tables(kept: JournalContents) -> RawTables:
    """Return the tables of a file's contents in the present format."""
    present = file_format.VerifiedFile(kept.generation, kept.data, FORMAT)
    return file_format.decode_own_tables(present, kept.place)


def name_rewritten_backup(backup: Backup, data: bytes) -> str:
    """Return the file name of a backup that holds these bytes. Raises CannotWrite for what would not open any more."""
    name = backup.path.name
    if name == catalogue.FORMAT_1_BACKUP:
        return name
    version = catalogue.build_unverified_version(data, backup.at)
    if backup.format:
        try:
            version = catalogue.read_file_version(data, JournalPath(backup.path, backup.path), backup.at)
        except JournalDamaged as fault:
            if catalogue.is_readable_backup(backup):
                words = f"The backup {backup.name} would not open any more. Nothing was forgotten."
                raise CannotWrite(words, "Restore it elsewhere, or move it away, then try again.") from fault
            return name
    version = msgspec.structs.replace(version, at=backup.at, step=backup.step)
    stem = catalogue.build_backup_name(backup.number, version).removesuffix(".json")
    return f"{stem}{catalogue.HELD if backup.held else ''}.json"
