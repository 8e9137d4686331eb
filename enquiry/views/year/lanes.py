"""A school year's cycles as lanes: a week a column, a mark for what stands in it, decisions as posts beneath.

The question stands beside its lane where there is room, else above it, else above all the blocks the year is cut into.
"""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell
from enquiry.insight.timeline import Post
from enquiry.insight.year.lanes import Lane, Lanes
from enquiry.insight.year.weeks import SchoolWeek
from enquiry.model.cycle import Cycle
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look
from enquiry.views.timeline import DECISIONS, QUESTIONS, TURNS, facts_said, mark_of, post_lines
from enquiry.views.year.week_columns import (
    Columns,
    Word,
    axis,
    blocks,
    count_of,
    flowing,
    heading,
    runs,
    staggered,
    stretches_said,
)

WIDEST = 150
LABEL = 24
"""Signs a question needs to stand beside its lane."""

BEFORE = 5
"""Signs before a lane whose question stands above it: room for a cycle's number."""

RANKS = ("decision", "turn", "question", "other_evidence", "evidence", "reflection", "review", "action", "reading")
"""What is shown of a week that holds several things: the first of these. A next look or a note comes last."""


def lanes_view(lanes: Lanes, look: Look) -> RenderableType:
    """Draw the year: its cycles, the weeks with what stands in them, and what the marks mean."""
    look = look._replace(width=min(look.width, WIDEST))
    if not lanes.lanes:
        return Group()
    title = said(_title(lanes, look), "strong")
    return Group(title, "", *_body(lanes, look), "", _key(lanes, look), "", _further(lanes, look))


def _title(lanes: Lanes, look: Look) -> str:
    days = f"{spell(lanes.stretches[0].days.begin)} to {spell(lanes.stretches[-1].days.last)}"
    return f"{lanes.year_word.capitalize()} {lanes.year.label} {look.marks.dot} {days}"


def _body(lanes: Lanes, look: Look) -> Iterator[RenderableType]:
    held = count_of(lanes.stretches)
    beside = next((cell for cell in (2, 1) if look.width - held * cell - 2 >= LABEL), 0)
    if beside:
        yield _beside(lanes, Columns(lanes.stretches, beside), look)
        return
    cut = blocks(lanes.stretches, look.width - BEFORE)
    if len(cut) > 1:
        yield from (_label(lane.cycle, look) for lane in lanes.lanes)
    for columns in cut:
        yield from [""] if len(cut) > 1 else []
        yield from _above(lanes, columns, look, named=len(cut) == 1)


def _beside(lanes: Lanes, columns: Columns, look: Look) -> RenderableType:
    """Draw the questions in a column of their own, the lanes beside them."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=look.width - columns.width - 2)
    table.add_column(width=columns.width, no_wrap=True)
    table.add_row("", _lines(heading(columns, look)))
    for lane in lanes.lanes:
        table.add_row("", "")
        table.add_row(_label(lane.cycle, look), _lines(_drawn(lane, columns, lanes, look)))
    table.add_row("", "")
    table.add_row(Text("week", "quiet", justify="right"), _lines(axis(columns, lanes.today)))
    return table


def _above(lanes: Lanes, columns: Columns, look: Look, *, named: bool) -> Iterator[RenderableType]:
    """Draw each lane beneath its question, or beside its number where the questions were told before."""
    yield from _indented("", heading(columns, look))
    for lane in lanes.lanes:
        if not named and not any(_stands_in(lane, week) for week in columns.weeks):
            continue
        yield from ["", _label(lane.cycle, look)] if named else []
        yield from _indented("" if named else str(lane.cycle.number), _drawn(lane, columns, lanes, look))
    yield from [""] if named else []
    yield from _indented("week", axis(columns, lanes.today), "quiet")


def _indented(label: str, lines: list[Text], style: str = "strong") -> Iterator[Text]:
    for place, line in enumerate(lines):
        words = label if not place else ""
        yield Text.assemble((f"{words:>{BEFORE - 1}} ", style), line, no_wrap=True, overflow="ignore")


def _lines(lines: list[Text]) -> Text:
    return Text("\n").join(lines)


def _label(cycle: Cycle, look: Look) -> RenderableType:
    number = Text(f"{cycle.number} {look.marks.dot} ", "strong")
    return Hanging(number, said(one_line(cycle.question), "question"))


def _stands_in(lane: Lane, week: SchoolWeek) -> bool:
    return lane.runs_in(week) or bool(lane.held_in(week))


def _drawn(lane: Lane, columns: Columns, lanes: Lanes, look: Look) -> list[Text]:
    """Draw a lane and beneath it, in words, what was decided and when it was closed or opened again."""
    line = Text(no_wrap=True, overflow="ignore")
    for week in columns.weeks:
        line.append(_cell(lane, week, columns.cell, lanes, look))
    posts = [
        Word(columns.at(week), post.what.upper() if post.what in DECISIONS else post.what, "strong")
        for week in columns.weeks
        for post in lane.held_in(week)
        if post.what in DECISIONS or post.what in TURNS
    ]
    line.rstrip()
    return [line, *staggered(posts, columns.width)]


def _cell(lane: Lane, week: SchoolWeek, room: int, lanes: Lanes, look: Look) -> Text:
    marks = list(dict.fromkeys(mark_of(post, look) for post in sorted(lane.held_in(week), key=_rank)))[:room]
    if marks:
        cell = Text().join(Text(mark, style) for mark, style in marks)
        return cell.append(" " * (room - cell.cell_len))
    if not lane.runs_in(week) or week.days.begin > lanes.today:
        return Text(" " * room)
    sign = f"{look.marks.quiet:<{room}}" if week.taught else look.marks.band * room
    return Text(sign, "quiet")


def _what(post: Post) -> str:
    """Return what a post counts as on a lane, by the name of its mark."""
    if post.what in DECISIONS:
        return "decision"
    if post.what in QUESTIONS:
        return "question"
    if post.what in TURNS:
        return "turn"
    if post.aside in ("disagrees", "mixed"):
        return "other_evidence"
    return "look" if post.what == "next look" else post.what


def _rank(post: Post) -> int:
    what = _what(post)
    return RANKS.index(what) if what in RANKS else len(RANKS)


_MEANINGS = {"other_evidence": "evidence that disagrees or is mixed", "look": "next look", "turn": "closed or opened"}


def _key(lanes: Lanes, look: Look) -> Text:
    """Say what the marks mean that are there, the weightiest first."""
    present = {_what(post): mark_of(post, look)[0] for lane in lanes.lanes for post in lane.posts}
    told = [(present[what], _MEANINGS.get(what, what)) for what in (*RANKS, "note", "look") if what in present]
    told += [(look.marks.quiet, "a quiet week"), (look.marks.band, "holiday")]
    words = flowing([f"{mark} {meaning}" for mark, meaning in told], look.width)
    return Text(f"{words}\nOf several things in a week the one named first here is shown.", "quiet")


def _further(lanes: Lanes, look: Look) -> RenderableType:
    command = _command(lanes)
    apart = " " if len(FURTHER) + 1 + len(command) <= look.width else "\n  "
    return Text.assemble(FURTHER, apart, (command, "accent"))


FURTHER = "One cycle as a letter:"


def _command(lanes: Lanes) -> str:
    return f"enquiry timeline {lanes.lanes[-1].cycle.number}"


def lanes_lines(lanes: Lanes) -> Iterator[str]:
    """Say the same in plain lines: the terms, then each cycle week by week with everything that stands in it."""
    yield f"{lanes.year_word}: {lanes.year.label}"
    yield f"today: {lanes.today}"
    yield from stretches_said(lanes.stretches)
    weeks = tuple(week for stretch in lanes.stretches for week in stretch.weeks)
    for lane in lanes.lanes:
        yield ""
        yield f"cycle: {lane.cycle.number}"
        yield f"question: {one_line(lane.cycle.question)}"
        yield from facts_said(lane.cycle)
        yield from _weeks_said(lane, weeks, lanes)
    if lanes.lanes:
        yield from ("", f"{FURTHER.lower()} {_command(lanes)}")


def _weeks_said(lane: Lane, weeks: tuple[SchoolWeek, ...], lanes: Lanes) -> Iterator[str]:
    kinds = [week.days if lane.held_in(week) else _passing(lane, week, lanes) for week in weeks]
    for first, last in runs(weeks, kinds):
        kind = kinds[weeks.index(first)]
        if not isinstance(kind, str):
            yield f"week: {first.number}, {first.name}, from {first.days.begin}"
            for post in lane.held_in(first):
                yield from post_lines(post, several=False)
        elif kind:
            told = f"week {first.number}" if first == last else f"weeks {first.number} to {last.number}"
            yield f"{kind}: {told}"


def _passing(lane: Lane, week: SchoolWeek, lanes: Lanes) -> str:
    """Return in a word what passes in a week in which nothing stands; nothing where the cycle was not under way."""
    if not lane.runs_in(week) or week.days.begin > lanes.today:
        return ""
    return "quiet" if week.taught else "holiday"
