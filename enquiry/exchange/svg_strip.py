"""The strip of the year: a bar for each month, from zero, its number above it."""

from enquiry.documents.charts.canvas import WIDTH, Canvas
from enquiry.insight.summary.blocks import Picture

_TALLEST = 84
_TOP = 20
_FLOOR = _TOP + _TALLEST


def draw_strip(picture: Picture) -> Canvas:
    """Draw the months of a window, or its years; a year's number stands under its first month."""
    canvas = Canvas(_FLOOR + 36)
    most = max((mark.value or 0 for mark in picture.marks), default=0) or 1
    room = WIDTH / max(len(picture.marks), 1)
    seen = ""
    canvas.line((0, _FLOOR), (WIDTH, _FLOOR))
    for place, mark in enumerate(picture.marks):
        middle, height = (place + 0.5) * room, (mark.value or 0) / most * _TALLEST
        if mark.value:
            canvas.box((middle - min(room * 0.32, 20), _FLOOR - height), min(room * 0.64, 40), height)
        canvas.words((middle, _FLOOR - height - 6), mark.told, "ink" if mark.value else "quiet", "middle")
        label, _, year = mark.what.partition(" ")
        canvas.words((middle, _FLOOR + 15), label, "ink", "middle")
        if year != seen:
            canvas.words((middle, _FLOOR + 30), year, "quiet", "middle")
        seen = year
    return canvas
