"""Next looks as calendar events (iCalendar, RFC 5545). They say a cycle's number and nothing of what is in it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from enquiry.model.cycle import Cycle


def render_next_looks(cycles: Iterable[Cycle], now: datetime) -> bytes:
    """Return a calendar with an all-day event for the next look of each cycle that has one.

    An event keeps its UID when it is written again, so that a calendar moves it instead of doubling it.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//enquiry//next looks//EN", "CALSCALE:GREGORIAN"]
    for cycle in cycles:
        if cycle.next_look:
            lines += [
                "BEGIN:VEVENT",
                f"UID:{cycle.id}@enquiry",
                f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
                f"DTSTART;VALUE=DATE:{cycle.next_look:%Y%m%d}",
                f"DTEND;VALUE=DATE:{cycle.next_look + timedelta(days=1):%Y%m%d}",
                f"SUMMARY:Look at enquiry {cycle.number}",
                f"DESCRIPTION:enquiry review {cycle.number}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
    return "".join(f"{line}\r\n" for line in (*lines, "END:VCALENDAR")).encode()
