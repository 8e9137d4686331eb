"""Day One's export: its JSON, alone or in the ZIP with its photographs, of which named parts alone are read."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile
from zoneinfo import ZoneInfo

from enquiry.errors import UsageMistake
from enquiry.exchange.importing.found import FoundEntry, FoundFile
from enquiry.words import format_amount

MAX_UNPACKED_BYTES = 100_000_000
"""The most that the parts of an archive may hold together, unpacked."""
MAX_PARTS = 50_000
MAX_RATIO = 200
"""How many times larger than packed a part may be: more is made to do harm."""
_EMBEDDED = re.compile(r"!\[[^\]]*\]\(dayone-moment:[^)]*\)")
_GUARDED = re.compile(r"\\([^\w\s])")
_NOT_TAKEN = ("location", "weather", "music", "steps", "userActivity", "videos", "audios", "pdfAttachments")


def read_archive_parts(data: bytes, source: str, ending: str) -> dict[str, bytes]:
    """Return the parts of a ZIP archive at its top that end so. Nothing is unpacked to the disk.

    Raises UsageMistake for what is no whole archive, one with too many parts, and parts that are too large.
    """
    parts = dict[str, bytes]()
    hint = "Give the archive as its program exported it; nothing was changed."
    try:
        with ZipFile(BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > MAX_PARTS:
                raise UsageMistake(f"{source} holds more than {MAX_PARTS:,} parts.", hint)
            left = MAX_UNPACKED_BYTES
            for part in listed:
                if "/" in part.filename or "\\" in part.filename or not part.filename.lower().endswith(ending):
                    continue
                with archive.open(part) as stream:
                    held = stream.read(left + 1)  # counted while reading: what the archive says of itself may be false
                left -= len(held)
                if left < 0 or len(held) > MAX_RATIO * max(part.compress_size, 1000):
                    raise UsageMistake(f"{source}: {part.filename} is too large unpacked.", hint)
                parts[part.filename] = held
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as fault:  # RuntimeError: it has a password
        raise UsageMistake(f"{source} can't be unpacked: {str(fault)[:200]}.", hint) from fault
    return parts


def is_dayone_export(document: object) -> bool:
    """Say whether a JSON document is a journal of Day One."""
    entries = document.get("entries") if isinstance(document, dict) else None
    return isinstance(entries, list) and any(isinstance(one, dict) and "creationDate" in one for one in entries[:9])


def parse_dayone(documents: Iterable[Mapping[str, Any]]) -> FoundFile:
    """Return the entries of Day One's journals. An entry's day is that of the place where it was written."""
    entries, without, left_out = list[FoundEntry](), 0, dict[str, int]()
    for row in (row for document in documents for row in document.get("entries", ())):
        moment = read_moment(row) if isinstance(row, dict) else None
        if moment is None:
            without += 1
            continue
        text = read_text(row)
        for name in ("photos", *_NOT_TAKEN):
            if row.get(name):
                left_out[name] = left_out.get(name, 0) + 1
        if not text:
            without += 1
            continue
        tags = [tag for tag in row.get("tags") or () if isinstance(tag, str)]
        tags += ["starred"] if row.get("starred") else []
        key = str(row.get("uuid") or f"{row['creationDate']} {text}")
        entries.append(
            FoundEntry(f"dayone {key}", moment.date(), text, moment.time().replace(microsecond=0), tuple(tags))
        )
    told = [f"{re.sub('(?<!^)(?=[A-Z])', ' ', name).lower()} of {count:,}" for name, count in left_out.items()]
    said = [f"{', '.join(told)}."] if told else []
    said += [f"{format_amount(without, 'entry', 'entries')} without words or a day."] if without else []
    return FoundFile("a Day One export", tuple(entries), tuple(said))


def read_moment(row: Mapping[str, Any]) -> datetime | None:
    """Return when an entry was written, in the zone of its place; None where it does not say."""
    try:
        moment = datetime.fromisoformat(str(row.get("creationDate")))
    except ValueError:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(
            find_zone(str(row.get("timeZone") or ""))
        )
    except (OverflowError, ValueError):
        return None


def find_zone(named: str) -> tzinfo:
    """Return the zone of a name, or of `GMT+0100`, as some exports have it; UTC for one that is not known."""
    if found := re.fullmatch(r"(?:GMT|UTC)([+-])(\d\d?):?(\d\d)?", named):
        hours = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(hours if found[1] == "+" else -hours)
    try:
        return ZoneInfo(named.replace("\\/", "/"))
    except (ValueError, OSError, KeyError):  # no such zone, or no data of zones on this machine
        return UTC


def read_text(row: Mapping[str, Any]) -> str:
    """Return an entry's words, without the backslashes that Day One puts before signs."""
    text = row.get("text")
    if not isinstance(text, str) and isinstance(row.get("richText"), str):
        try:
            pieces = json.loads(row["richText"]).get("contents", ())
            text = "".join(str(piece.get("text", "")) for piece in pieces if isinstance(piece, dict))
        except (ValueError, AttributeError):
            text = ""
    return _GUARDED.sub(r"\1", _EMBEDDED.sub("[photo, not taken]", text if isinstance(text, str) else "")).strip()
