"""The weeks of a school year as a grid: a column a week, terms and months above, week numbers and today beneath.

Where all weeks do not fit beside one another they stand in several grids, cut where a term begins.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from enquiry.dates.period import MONTHS
from enquiry.insight.year.weeks import SchoolWeek, WeekRange, list_weeks
from enquiry.unsafe_chars import flatten_text
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 150
"""The most characters a picture of a year is wide."""
NUMBER_INTERVAL = 5
"""Weeks from one number beneath the columns to the next."""


class ColumnLabel(NamedTuple):
    """A word that stands at a column."""

    at: int
    text: str
    style: str = "quiet"


class WeekGrid:
    """Weeks that are drawn beside one another, each `cell` characters wide, as they are on the day `today`."""

    def __init__(self, ranges: Iterable[WeekRange], cell: int, today: date, look: RenderOptions) -> None:
        self.ranges, self.cell, self.today, self.look = tuple(ranges), cell, today, look
        self.weeks = list_weeks(self.ranges)
        self.columns = {week.days.begin: place * cell for place, week in enumerate(self.weeks)}
        self.width = len(self.weeks) * cell

    def locate(self, week: SchoolWeek) -> int:
        """Return where a week's column begins."""
        return self.columns[week.days.begin]

    def draw_row(self, draw_cell: Callable[[SchoolWeek], Text]) -> Text:
        """Return a line with the cell of each week; a cell is filled up with spaces."""
        line = Text(no_wrap=True, overflow="ignore")
        for week in self.weeks:
            drawn = draw_cell(week)
            line.append_text(drawn).append(" " * (self.cell - drawn.cell_len))
        line.rstrip()
        return line

    def draw_empty(self, week: SchoolWeek) -> Text:
        """Return the cell of a week in which nothing stands: a dot, or a band where there is no teaching."""
        return Text(self.look.marks.quiet if week.taught else self.look.marks.band * self.cell, "quiet")

    def draw_heading(self) -> list[Text]:
        """Draw what stands above the columns: the terms' names, their lengths with the holidays between, the months.

        A term is named once, at its beginning or where the grid begins. A name has a space after it and is cut where
        it must be; plain lines have it whole. A month another stands in the way of is left out: the months are there
        to find one's way.
        """
        taught = [one for one in self.ranges if one.taught]
        terms = [one for place, one in enumerate(taught) if not place or not one.goes_on]
        places = [*(self.locate(one.weeks[0]) for one in terms), self.width]
        names, ellipsis = [], self.look.marks.ellipsis
        for term, at, end in zip(terms, places, places[1:], strict=False):
            name, room = flatten_text(term.name), end - at
            if cell_len(name) >= room:
                name = set_cell_size(name, room - 1 - len(ellipsis)) + ellipsis if room > len(ellipsis) + 1 else ""
            names.append(ColumnLabel(at, name, "strong"))
        rule = Text()
        for one in self.ranges:
            rule.append((self.look.marks.rule if one.taught else self.look.marks.band) * len(one.weeks) * self.cell)
        rule.stylize("quiet")
        begun = [week for week in self.weeks if week.days.last.day <= week.days.days]
        months = [ColumnLabel(self.locate(week), MONTHS[week.days.last.month - 1][:3]) for week in begun]
        first = self.weeks[0]
        if first not in begun and (not months or months[0].at > 3):
            months.insert(0, ColumnLabel(0, MONTHS[first.days.begin.month - 1][:3]))
        return [*place_labels(names, self.width), rule, *place_labels(months, self.width)[:1]]

    def draw_axis(self) -> list[Text]:
        """Draw what stands beneath the columns: every fifth week's number, and where today lies."""
        numbered = [week for week in self.weeks if week.number == 1 or week.number % NUMBER_INTERVAL == 0 < week.number]
        lines = place_labels([ColumnLabel(self.locate(week), str(week.number)) for week in numbered], self.width)
        for here in (self.locate(week) for week in self.weeks if self.today in week.days):
            fits = here + len("^ today") <= self.width
            label = ColumnLabel(here, "^ today") if fits else ColumnLabel(here + 1 - len("today ^"), "today ^")
            lines += place_labels([label], self.width)
        return lines


def split_into_grids(ranges: Sequence[WeekRange], room: int, today: date, look: RenderOptions) -> list[WeekGrid]:
    """Return the weeks in as few grids as fit into `room` characters: two characters a week where all fit so, else one.

    Of all ways to cut them into that few, it is the one whose grids are most alike in length.
    """
    held = len(list_weeks(ranges))
    if held <= room:
        return [WeekGrid(ranges, 2 if held * 2 <= room else 1, today, look)]
    fewest = len(_fill_blocks(ranges, room))
    least = min(room, max(len(one.weeks) for one in ranges))
    cuts = (_fill_blocks(ranges, narrower) for narrower in range(least, room + 1))
    return [WeekGrid(block, 1, today, look) for block in next(cut for cut in cuts if len(cut) == fewest)]


def _fill_blocks(ranges: Sequence[WeekRange], room: int) -> list[list[WeekRange]]:
    """Return blocks of no more than `room` weeks; a range is cut only where it alone is longer."""
    blocks, left = [list[WeekRange]()], room
    for one in ranges:
        for place in range(0, len(one.weeks), room):
            weeks = one.weeks[place : place + room]
            if len(weeks) > left:
                blocks.append([])
                left = room
            blocks[-1].append(one._replace(weeks=weeks, goes_on=one.goes_on and place == 0))
            left -= len(weeks)
    return blocks


def place_labels(words: Iterable[ColumnLabel], width: int) -> list[Text]:
    """Return lines with each word at its column, or left of it where it would run over the edge.

    A word that another stands in the way of goes one line further down.
    """
    lines = list[Text]()
    for word in words:
        if not word.text:
            continue
        at = max(0, min(word.at, width - cell_len(word.text)))
        line = next((line for line in lines if not line.cell_len or line.cell_len < at), None)
        if line is None:
            line = Text(no_wrap=True, overflow="ignore")
            lines.append(line)
        line.append(" " * (at - line.cell_len)).append(word.text, word.style)
    return lines


def label_lines(label: str, lines: Iterable[Text], style: str = "quiet") -> Iterator[Text]:
    """Yield lines with a label before the first of them, and as much space before the others."""
    for line in lines:
        yield Text.assemble((label, style), line, no_wrap=True, overflow="ignore")
        label = " " * len(label)


def format_weeks(weeks: Sequence[SchoolWeek]) -> str:
    """Return weeks in a row by their numbers: `week 3`, `weeks 3 to 5`."""
    first, last = weeks[0].number, weeks[-1].number
    return f"week {first}" if first == last else f"weeks {first} to {last}"


def format_year_lines(word: str, label: str, today: date, ranges: Iterable[WeekRange], *more: str) -> Iterator[str]:
    """Yield as plain lines which year it is, `more`, the day it is looked at, and its terms and holidays."""
    yield from (f"{word}: {label}", *more, f"today: {today}")
    for one in ranges:
        what = "term" if one.taught else "holiday"
        yield f"{what}: {one.name}, {format_weeks(one.weeks)}, from {one.days.begin} to {one.days.last}"


def group_equal_weeks(described: Iterable[tuple[str, SchoolWeek]]) -> Iterator[tuple[str, list[SchoolWeek]]]:
    """Yield neighbouring weeks with equal descriptions together; a week without one stands alone."""
    for _, some in groupby(described, key=lambda one: one[0] or one[1].days):
        pairs = list(some)
        yield pairs[0][0], [week for _, week in pairs]
