"""Next looks as calendar events (iCalendar, RFC 5545). They say a cycle's number and nothing of what is in it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from enquiry.model.cycle import Cycle
from enquiry.unsafe_chars import UNSAFE_CHARS

_MAX_LINE_BYTES = 75


def render_next_looks(cycles: Iterable[Cycle], now: datetime) -> bytes:
    """Return a calendar with an all-day event for the next look of each cycle that has one.

    An event keeps its UID when it is written again, so that a calendar moves it instead of doubling it.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//enquiry//next looks//EN", "CALSCALE:GREGORIAN"]
    for cycle in cycles:
        if cycle.next_look:
            uid = re.sub(
                UNSAFE_CHARS, "", re.sub(r"([\\;,])", r"\\\1", cycle.id).replace("\n", r"\n")
            )  # section 3.3.11
            lines += [
                "BEGIN:VEVENT",
                f"UID:{uid}@enquiry",
                f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
                f"DTSTART;VALUE=DATE:{cycle.next_look:%Y%m%d}",
                f"DTEND;VALUE=DATE:{cycle.next_look + timedelta(days=1):%Y%m%d}",
                f"SUMMARY:Look at enquiry {cycle.number}",
                f"DESCRIPTION:enquiry review {cycle.number}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
    return "".join(f"{_fold_line(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _fold_line(line: str) -> str:
    """Return a line in parts of at most 75 bytes, each but the first begun with a space (section 3.1)."""
    parts, size = [""], 0
    for char in line:
        size += len(char.encode())
        if size > _MAX_LINE_BYTES:
            parts.append(" ")
            size = 1 + len(char.encode())
        parts[-1] += char
    return "\r\n".join(parts)
