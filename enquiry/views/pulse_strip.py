"""The strip of a cycle's weeks: silence is drawn, not skipped."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.dates.period import short
from enquiry.insight.pulse.evaluate import Pulse
from enquiry.insight.pulse.spread import Week
from enquiry.views.theme import Look, Marks
from enquiry.views.words import counted

LONG = 300
"""Days after which the strip's ends say their year."""

LEGEND = "evidence, reflection and reviews by"


def strip_view(pulse: Pulse, look: Look) -> RenderableType:
    """Draw the weeks between the first and the last day, a sign each; several weeks in one where there is no room."""
    years = pulse.span.days > LONG
    begin, end = short(pulse.span.begin, year=years), short(pulse.span.last, year=years)
    together = -(-len(pulse.weeks) // max(1, look.width - len(begin) - len(end) - 2))
    signs = Text().join(_sign(weeks, look.marks) for weeks in _groups(pulse.weeks, together))
    strip = Text.assemble((begin, "quiet"), " ", signs, " ", (end, "quiet"))
    legend = Text(f"{LEGEND} {'week' if together == 1 else counted(together, 'week')}", "quiet")
    if strip.cell_len + 3 + legend.cell_len <= look.width:
        return Text.assemble(strip, "   ", legend)
    return Group(strip, legend)


def _groups(weeks: tuple[Week, ...], together: int) -> Iterator[tuple[Week, ...]]:
    yield from (weeks[place : place + together] for place in range(0, len(weeks), together))


def _sign(weeks: tuple[Week, ...], marks: Marks) -> Text:
    """Return a bar as high as there are pieces, up to the highest there is; a dot for none, a band for a holiday."""
    pieces = sum(week.pieces for week in weeks)
    plain = marks.sparks.isascii()
    if pieces:
        return Text(str(min(pieces, 9)) if plain else marks.sparks[min(pieces, len(marks.sparks)) - 1], "accent")
    taught = any(week.teaching_days for week in weeks)
    return Text(marks.quiet if taught else marks.band, "quiet")


def strip_lines(pulse: Pulse) -> Iterator[str]:
    """Say the weeks in plain lines: the count of each, *holiday* where nothing was taught and nothing written."""
    told = (str(week.pieces) if week.pieces or week.teaching_days else "holiday" for week in pulse.weeks)
    yield f"from: {pulse.span.begin}"
    yield f"to: {pulse.span.last}"
    yield f"{LEGEND} week: {' '.join(told)}"
