"""Next looks for a calendar: whatever an id holds, a line of a file is one line of the format."""

from enquiry.exchange.ics import render_next_looks
from enquiry.insight.pulse.reminders import NEXT, LookReminder
from tests.conftest import NOW, a_cycle


def a_look(record: str) -> LookReminder:
    return LookReminder(a_cycle(id=record), NOW.date(), NEXT)


def test_an_id_can_t_begin_a_line_or_end_a_value_and_long_lines_are_folded() -> None:
    for record in ("x\nBEGIN:VEVENT", "x\r\nEND:VEVENT", "a;b,c\\d\x1b", "é" * 100):
        written = render_next_looks([a_look(record)], NOW)
        lines = written.split(b"\r\n")
        assert all(len(line) <= 75 for line in lines)
        assert not [line for line in lines if b"\n" in line or b"\r" in line or b"\x1b" in line]
        assert (lines.count(b"BEGIN:VEVENT"), lines.count(b"END:VEVENT")) == (1, 1)
    (uid,) = (line for line in render_next_looks([a_look("a;b,c\\d")], NOW).split() if b"UID" in line)
    assert uid == rb"UID:a\;b\,c\\d@enquiry"
    unfolded = render_next_looks([a_look("é" * 100)], NOW).replace(b"\r\n ", b"").decode()
    assert f"UID:{'é' * 100}@enquiry" in unfolded
