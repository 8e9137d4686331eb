"""Damage: what is wrong with a file that is not as it was written, in words, without touching it."""

import re
from typing import TypeVar

import msgspec
from msgspec import Raw

from enquiry.dates.period import spell_moment
from enquiry.errors import EditedOutside, JournalDamaged, JournalNewer
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding.about import ABOUT_TABLE, FORMAT, PROGRAM, FileHeader

UNTOUCHED_NOTICE = "The journal was left untouched."

T = TypeVar("T")

_MERGE_MARKS = rb"(?m)^(<{7}|={7}|>{7})"
_BYTE_ORDER = {
    b"\xef\xbb\xbf": "it begins with a byte order mark, which some editors add",
    b"\xff\xfe": "it was saved as UTF-16, not UTF-8",
    b"\xfe\xff": "it was saved as UTF-16, not UTF-8",
}


def build_damage_error(what: str, place: JournalPath) -> JournalDamaged:
    """Return the error that says what is wrong with the file at `place`."""
    return JournalDamaged(f"The journal {place.named} is damaged: {what}.", _suggest_restore(place))


def build_diagnosis_error(data: bytes, place: JournalPath) -> JournalDamaged:
    """Return the error for bytes whose checksum is wrong or that have none: the most that can be said of them."""
    if wrong := _find_byte_damage(data) or _find_json_damage(data):
        return build_damage_error(wrong, place)
    tables = _decode_or_none(data, dict[str, Raw])
    about = _decode_or_none(tables.get(ABOUT_TABLE, b""), dict[str, FileHeader]) if tables else None
    said = about.get("1") if about else None
    if not said or said.program != PROGRAM:
        return build_damage_error("it is not a journal of this program", place)
    if said.format > FORMAT:
        words = f"The journal {place.named} is of format {said.format}; this program knows formats up to {FORMAT}."
        return JournalNewer(words, f"Install a later version of enquiry. {UNTOUCHED_NOTICE}")
    if said.format < 1 or not _decode_or_none(data, dict[str, dict[str, dict[str, Raw]]]):
        return build_damage_error("its tables are not as this program writes them", place)
    words = f"The journal {place.named} was changed by something other than enquiry: its checksum does not fit."
    return EditedOutside(
        words, _suggest_restore(place, "enquiry restore --accept-edit shows what was changed and keeps it; ")
    )


def _suggest_restore(place: JournalPath, first: str = "") -> str:
    """Return what was done and what can be done: the second line of every error about a file that can't be used."""
    from enquiry.store.backups.catalogue import (
        find_best_backup,  # which opens files by the rules whose breaking is worded here
    )

    best = find_best_backup(place.file, place.state) if place.state else None
    if not best:
        return f"{UNTOUCHED_NOTICE} {first or 'Put a copy of it in its place: '}enquiry restore FILE"
    back = f"enquiry restore {best.name} goes back to {spell_moment(best.at)} ({best.holds})"
    return f"{UNTOUCHED_NOTICE} {first}{back}"


def _find_byte_damage(data: bytes) -> str:
    if not data:
        return "it is empty"
    if not data.strip(b"\0"):
        return "it holds nothing but zeros"
    for mark, words in _BYTE_ORDER.items():
        if data.startswith(mark):
            return words
    if re.search(_MERGE_MARKS, data):
        return "it holds the marks of a merge (<<<<<<<)"
    return ""


def _find_json_damage(data: bytes) -> str:
    try:
        msgspec.json.decode(data)
    except UnicodeDecodeError as fault:
        return f"it holds a byte that is not UTF-8 text ({fault.object[fault.start]:#04x})"
    except RecursionError:
        return "it holds lists within lists without end"
    except msgspec.DecodeError as fault:
        return "it ends too early" if "truncated" in str(fault) else f"it is not JSON ({fault})"
    return ""


def _decode_or_none(data: bytes | Raw, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
