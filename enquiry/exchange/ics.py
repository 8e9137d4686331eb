"""Next looks as calendar events (iCalendar, RFC 5545). They say a cycle's number and nothing of what is in it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from enquiry.insight.pulse.reminders import A_YEAR_LATER, LookReminder
from enquiry.unsafe_chars import UNSAFE_CHARS

PRODUCT = "-//enquiry//next looks//EN"
"""What a calendar made here names itself by."""
_MAX_LINE_BYTES = 75


def render_next_looks(looks: Iterable[LookReminder], now: datetime) -> bytes:
    """Return a calendar with an all-day event for each look, which reminds at eight in the morning.

    An event keeps its UID when it is written again, so that a calendar moves it instead of doubling it.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    for look in looks:
        number, in_a_year = look.cycle.number, look.what == A_YEAR_LATER
        escaped = re.sub(r"([\\;,])", r"\\\1", look.cycle.id).replace("\n", r"\n")  # section 3.3.11
        uid = re.sub(UNSAFE_CHARS, "", escaped)
        summary = f"Look at enquiry {number}{', a year later' if in_a_year else ''}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}{'-year' if in_a_year else ''}@enquiry",
            f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{look.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{look.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{summary}",
            f"DESCRIPTION:enquiry review -c {number}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{summary}",
            "TRIGGER;RELATED=START:PT8H",
            "END:VALARM",
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


def is_made_here(data: bytes) -> bool:
    """Say whether a file is a calendar that was made here, which a newer one may replace."""
    return data.startswith(b"BEGIN:VCALENDAR") and f"\r\nPRODID:{PRODUCT}\r\n".encode() in data[:200]
