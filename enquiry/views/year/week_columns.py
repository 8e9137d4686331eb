"""The weeks of a school year as columns: what stands above them (terms, months) and beneath (weeks, today).

Where all weeks have no room beside one another they stand in several blocks, cut where a term begins.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from enquiry.dates.names import MONTHS
from enquiry.insight.year.weeks import SchoolWeek, WeekRange
from enquiry.unsafe_chars import flatten_text
from enquiry.views.theme import RenderOptions

NUMBER_INTERVAL = 5
"""Weeks from one number beneath the columns to the next."""


class WeekColumns(NamedTuple):
    """Weeks that are drawn beside one another, each `cell` signs wide."""

    stretches: tuple[WeekRange, ...]
    cell: int

    @property
    def weeks(self) -> tuple[SchoolWeek, ...]:
        """The weeks in order."""
        return tuple(week for stretch in self.stretches for week in stretch.weeks)

    @property
    def width(self) -> int:
        """How many signs wide all of them are."""
        return len(self.weeks) * self.cell

    def at(self, week: SchoolWeek) -> int:
        """Return where a week's column begins."""
        return self.weeks.index(week) * self.cell


class ColumnLabel(NamedTuple):
    """A word that stands at a column."""

    at: int
    text: str
    style: str = "quiet"


def count_weeks(stretches: Iterable[WeekRange]) -> int:
    """Return how many weeks there are."""
    return sum(len(stretch.weeks) for stretch in stretches)


def split_into_blocks(stretches: Sequence[WeekRange], room: int) -> tuple[WeekColumns, ...]:
    """Return the weeks in as many blocks as the room asks for: two signs a week where all fit so, else one."""
    held = count_weeks(stretches)
    if held * 2 <= room:
        return (WeekColumns(tuple(stretches), 2),)
    if held <= room:
        return (WeekColumns(tuple(stretches), 1),)
    return tuple(WeekColumns(tuple(block), 1) for block in _split_evenly(stretches, room))


def _split_evenly(stretches: Sequence[WeekRange], room: int) -> list[list[WeekRange]]:
    """Return the blocks, no more than the room asks for, and of them the ones that are most alike in length."""
    fewest = len(list(_fill_blocks(stretches, room)))
    least = min(room, max(len(stretch.weeks) for stretch in stretches))
    cuts = (list(_fill_blocks(stretches, narrower)) for narrower in range(least, room + 1))
    return next(cut for cut in cuts if len(cut) == fewest)


def _fill_blocks(stretches: Sequence[WeekRange], room: int) -> Iterator[list[WeekRange]]:
    block, left = list[WeekRange](), room
    for stretch in _no_longer_than(room, stretches):
        if len(stretch.weeks) > left:
            yield block
            block, left = [], room
        block.append(stretch)
        left -= len(stretch.weeks)
    yield block


def _no_longer_than(room: int, stretches: Sequence[WeekRange]) -> Iterator[WeekRange]:
    for stretch in stretches:
        for place in range(0, len(stretch.weeks), room):
            weeks = stretch.weeks[place : place + room]
            yield stretch._replace(weeks=weeks, goes_on=stretch.goes_on and place == 0)


def draw_week_heading(columns: WeekColumns, look: RenderOptions) -> list[Text]:
    """Draw what stands above the columns: the terms' names, their lengths with the holidays between, the months."""
    names = [ColumnLabel(columns.at(s.weeks[0]), flatten_text(s.name), "strong") for s in _named(columns)]
    cut = [
        word._replace(text=_truncate_name(word.text, end - word.at, look))
        for word, end in zip(names, [*(word.at for word in names[1:]), columns.width], strict=False)
    ]
    rule = Text()
    for stretch in columns.stretches:
        sign = look.marks.rule if stretch.taught else look.marks.band
        rule.append(sign * (len(stretch.weeks) * columns.cell), "quiet")
    return [*place_labels(cut, columns.width), rule, *place_labels(_list_months(columns), columns.width)[:1]]


def _named(columns: WeekColumns) -> list[WeekRange]:
    """Return the stretches whose name is told: each term once, at its beginning or where the block begins."""
    taught = [stretch for stretch in columns.stretches if stretch.taught]
    return [stretch for place, stretch in enumerate(taught) if not place or not stretch.goes_on]


def _truncate_name(name: str, room: int, look: RenderOptions) -> str:
    """Return a name with a space after it in its room, cut where it must be; plain lines have it whole."""
    if cell_len(name) < room:
        return name
    ellipsis = look.marks.ellipsis
    return set_cell_size(name, room - 1 - len(ellipsis)) + ellipsis if room > len(ellipsis) + 1 else ""


def _list_months(columns: WeekColumns) -> list[ColumnLabel]:
    """Return the months, each where its first day lies; the first one only where there is room before the second.

    One that another stands in the way of is left out by `heading`: the months are there to find one's way.
    """
    begun = [week for week in columns.weeks if _first_of_month(week)]
    words = [ColumnLabel(columns.at(week), MONTHS[week.days.last.month - 1][:3]) for week in begun]
    first = columns.weeks[0]
    if first not in begun and (not words or words[0].at > 3):
        words.insert(0, ColumnLabel(0, MONTHS[first.days.begin.month - 1][:3]))
    return words


def _first_of_month(week: SchoolWeek) -> bool:
    return week.days.last.day <= week.days.days


def draw_week_axis(columns: WeekColumns, today: date | None = None) -> list[Text]:
    """Draw what stands beneath the columns: every fifth week's number, and where today lies."""
    numbered = [
        week for week in columns.weeks if week.number == 1 or (week.number > 0 and week.number % NUMBER_INTERVAL == 0)
    ]
    numbers = place_labels([ColumnLabel(columns.at(week), str(week.number)) for week in numbered], columns.width)
    here = next((columns.at(week) for week in columns.weeks if today and today in week.days), None)
    if here is None:
        return numbers
    words = "^ today" if here + len("^ today") <= columns.width else "today ^"
    return [
        *numbers,
        *place_labels([ColumnLabel(here if words[0] == "^" else here + 1 - len(words), words)], columns.width),
    ]


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


def wrap_items(items: Iterable[str], width: int) -> str:
    """Return what a picture's marks mean, as many items on a line as have room, none of them broken."""
    lines = list[str]()
    for item in items:
        if lines and cell_len(lines[-1]) + 3 + cell_len(item) <= width:
            lines[-1] += f"   {item}"
        else:
            lines.append(item)
    return "\n".join(lines)


def format_week_range_lines(stretches: Iterable[WeekRange]) -> Iterator[str]:
    """Say the terms and holidays in plain lines, with their days and weeks."""
    for stretch in stretches:
        what = "term" if stretch.taught else "holiday"
        first, last = stretch.weeks[0].number, stretch.weeks[-1].number
        weeks = f"week {first}" if first == last else f"weeks {first} to {last}"
        yield f"{what}: {stretch.name}, {weeks}, from {stretch.days.begin} to {stretch.days.last}"


def group_equal_weeks(weeks: Sequence[SchoolWeek], same: Sequence[object]) -> Iterator[tuple[SchoolWeek, SchoolWeek]]:
    """Yield the first and the last week of each run of neighbours whose value in `same` is equal."""
    begin = 0
    for place, (one, other) in enumerate(pairwise([*same, object()]), 1):
        if one != other:
            yield weeks[begin], weeks[place - 1]
            begin = place
