"""Diagnosis: the error for a file that is not as this program wrote it, with what is wrong and how to restore it."""

import re
from typing import TypeVar

import msgspec
from msgspec import Raw

from enquiry.dates.period import spell_moment
from enquiry.errors import EditedOutside, JournalDamaged, JournalNewer
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding.layout import ABOUT_TABLE, FORMAT, PROGRAM, FileHeader

UNTOUCHED_NOTICE = "The journal was left untouched."

T = TypeVar("T")

_BYTE_DAMAGE = (
    (rb"\A\Z", "it is empty"),
    (rb"\A\0*\Z", "it holds nothing but zeros"),
    (rb"\A\xef\xbb\xbf", "it begins with a byte order mark, which some editors add"),
    (rb"\A(\xff\xfe|\xfe\xff)", "it was saved as UTF-16, not UTF-8"),
    (rb"(?m)^(<{7}|={7}|>{7})", "it holds the marks of a merge (<<<<<<<)"),
)
"""Patterns of bytes that no journal has, and what each means."""


def build_damage_error(what: str, place: JournalPath) -> JournalDamaged:
    """Return the error for a damaged file at `place`; `what` completes “the journal is damaged: …”."""
    return JournalDamaged(f"The journal {place.named} is damaged: {what}.", _suggest_restore(place))


def build_diagnosis_error(data: bytes, place: JournalPath) -> JournalDamaged:
    """Return the most precise error for bytes whose checksum is wrong or missing."""
    if wrong := _find_damage(data):
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
    """Return the hint of an error about a file that can't be used: that it is untouched, and how to restore it."""
    best = place.find_backup()
    if not best:
        return f"{UNTOUCHED_NOTICE} {first or 'Put a copy of it in its place: '}enquiry restore FILE"
    back = f"enquiry restore {best.name} goes back to {spell_moment(best.at)} ({best.holds})"
    return f"{UNTOUCHED_NOTICE} {first}{back}"


def _find_damage(data: bytes) -> str:
    """Return what keeps bytes from being JSON in UTF-8, in words, or nothing where they are."""
    if wrong := next((words for pattern, words in _BYTE_DAMAGE if re.search(pattern, data)), ""):
        return wrong
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
