"""The views that cover the panes: a school year side by side, the pulse of an enquiry, its measures."""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.browse.desk import Shelf
from enquiry.insight.measures.catalogue import collect_measures
from enquiry.insight.pulse.evaluate import build_pulse_report
from enquiry.insight.timeline import build_timeline, build_year_lanes
from enquiry.query.select import CycleMatch, Query, Selection, select
from enquiry.views.measures.catalogue import draw_measure
from enquiry.views.pulse import draw_pulse_list
from enquiry.views.theme import RenderOptions
from enquiry.views.year.lanes import draw_lanes

Drawn = Callable[[RenderOptions], RenderableType]


def choose_year(
    shelf: Shelf, selection: Selection | None, match: CycleMatch | None, day: date | None, turn: int
) -> Drawn:
    """Return the drawing of a school year: that of a day, else of an enquiry's last day, so many years on or back."""
    calendar = shelf.calendar
    year = calendar.find_year(day or (match.cycle.last_on if match else shelf.today))
    for _ in range(abs(turn)):
        year = calendar.find_year(year.period.end if turn > 0 else year.period.begin - date.resolution)
    query = replace(selection.query if selection else Query(), window=year.period)
    timeline = build_timeline(select(shelf.journal, query), shelf.journal, calendar, shelf.today)
    lanes = build_year_lanes(timeline, year, calendar)
    ways = Text("< and > go to another year, Esc back to the enquiries", "quiet")
    if not lanes.lanes:
        nothing = Text(f"Nothing was written in {calendar.words.year} {year.label}.")
        return lambda _look: Group(nothing, "", ways)
    return lambda look: Group(draw_lanes(lanes, look), "", ways)


def choose_pulse(shelf: Shelf, match: CycleMatch | None) -> Drawn:
    """Return the drawing of an enquiry's pulse."""
    if match is None:
        return lambda _look: Text("Put the cursor on an enquiry first.")
    found = build_pulse_report([match.cycle], shelf.journal, shelf.calendar, shelf.today, shelf.rules)
    return lambda look: draw_pulse_list(found, look)


def choose_measures(shelf: Shelf, match: CycleMatch | None) -> Drawn:
    """Return the drawing of an enquiry's measures, each with its values and its chart."""
    known = collect_measures(shelf.journal, match.cycle) if match else ()
    if not known:
        return lambda _look: Text("No measure is in use in this enquiry; evidence can bring a value of one.")
    return lambda look: Group(*(part for one in known for part in (draw_measure(one, look), "")))
