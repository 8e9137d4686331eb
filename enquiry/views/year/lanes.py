"""A school year's cycles as lanes: a week a column, a mark for what stands in it, decisions as posts beneath.

The question stands beside its lane where there is room, else above it, else above all the blocks the year is cut into.
"""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell
from enquiry.insight.timeline import TimelinePost
from enquiry.insight.year.lanes import CycleLane, YearLanes
from enquiry.insight.year.weeks import SchoolWeek
from enquiry.model.cycle import Cycle
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions
from enquiry.views.timeline import DECISIONS, QUESTIONS, TURNS, choose_post_mark, format_cycle_facts, format_post_lines
from enquiry.views.year.week_columns import (
    ColumnLabel,
    WeekColumns,
    count_weeks,
    draw_week_axis,
    draw_week_heading,
    format_week_range_lines,
    group_equal_weeks,
    place_labels,
    split_into_blocks,
    wrap_items,
)

MAX_WIDTH = 150
MIN_QUESTION_WIDTH = 24
"""Signs a question needs to stand beside its lane."""

NUMBER_WIDTH = 5
"""Signs before a lane whose question stands above it: room for a cycle's number."""

MARK_RANKS = ("decision", "turn", "question", "other_evidence", "evidence", "reflection", "review", "action", "reading")
"""What is shown of a week that holds several things: the first of these. A next look or a note comes last."""


def draw_lanes(lanes: YearLanes, look: RenderOptions) -> RenderableType:
    """Draw the year: its cycles, the weeks with what stands in them, and what the marks mean."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    if not lanes.lanes:
        return Group()
    title = draw_text(_title(lanes, look), "strong")
    return Group(title, "", *_draw_lane_blocks(lanes, look), "", _key(lanes, look), "", _further(lanes, look))


def _title(lanes: YearLanes, look: RenderOptions) -> str:
    days = f"{spell(lanes.stretches[0].days.begin)} to {spell(lanes.stretches[-1].days.last)}"
    return f"{lanes.year_word.capitalize()} {lanes.year.label} {look.marks.dot} {days}"


def _draw_lane_blocks(lanes: YearLanes, look: RenderOptions) -> Iterator[RenderableType]:
    held = count_weeks(lanes.stretches)
    beside = next((cell for cell in (2, 1) if look.width - held * cell - 2 >= MIN_QUESTION_WIDTH), 0)
    if beside:
        yield _draw_questions_beside(lanes, WeekColumns(lanes.stretches, beside), look)
        return
    cut = split_into_blocks(lanes.stretches, look.width - NUMBER_WIDTH)
    if len(cut) > 1:
        yield from (_draw_lane_question(lane.cycle, look) for lane in lanes.lanes)
    for columns in cut:
        yield from [""] if len(cut) > 1 else []
        yield from _draw_questions_above(lanes, columns, look, named=len(cut) == 1)


def _draw_questions_beside(lanes: YearLanes, columns: WeekColumns, look: RenderOptions) -> RenderableType:
    """Draw the questions in a column of their own, the lanes beside them."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=look.width - columns.width - 2)
    table.add_column(width=columns.width, no_wrap=True)
    table.add_row("", _join_lines(draw_week_heading(columns, look)))
    for lane in lanes.lanes:
        table.add_row("", "")
        table.add_row(_draw_lane_question(lane.cycle, look), _join_lines(_draw_cycle_lane(lane, columns, lanes, look)))
    table.add_row("", "")
    table.add_row(Text("week", "quiet", justify="right"), _join_lines(draw_week_axis(columns, lanes.today)))
    return table


def _draw_questions_above(
    lanes: YearLanes, columns: WeekColumns, look: RenderOptions, *, named: bool
) -> Iterator[RenderableType]:
    """Draw each lane beneath its question, or beside its number where the questions were told before."""
    yield from _indent_lines("", draw_week_heading(columns, look))
    for lane in lanes.lanes:
        if not named and not any(_stands_in(lane, week) for week in columns.weeks):
            continue
        yield from ["", _draw_lane_question(lane.cycle, look)] if named else []
        yield from _indent_lines("" if named else str(lane.cycle.number), _draw_cycle_lane(lane, columns, lanes, look))
    yield from [""] if named else []
    yield from _indent_lines("week", draw_week_axis(columns, lanes.today), "quiet")


def _indent_lines(label: str, lines: list[Text], style: str = "strong") -> Iterator[Text]:
    for place, line in enumerate(lines):
        words = label if not place else ""
        yield Text.assemble((f"{words:>{NUMBER_WIDTH - 1}} ", style), line, no_wrap=True, overflow="ignore")


def _join_lines(lines: list[Text]) -> Text:
    return Text("\n").join(lines)


def _draw_lane_question(cycle: Cycle, look: RenderOptions) -> RenderableType:
    number = Text(f"{cycle.number} {look.marks.dot} ", "strong")
    return HangingIndent(number, draw_text(flatten_text(cycle.question), "question"))


def _stands_in(lane: CycleLane, week: SchoolWeek) -> bool:
    return lane.is_under_way_in(week) or bool(lane.filter_posts(week))


def _draw_cycle_lane(lane: CycleLane, columns: WeekColumns, lanes: YearLanes, look: RenderOptions) -> list[Text]:
    """Draw a lane and beneath it, in words, what was decided and when it was closed or opened again."""
    line = Text(no_wrap=True, overflow="ignore")
    for week in columns.weeks:
        line.append(_draw_lane_cell(lane, week, columns.cell, lanes, look))
    posts = [
        ColumnLabel(columns.at(week), post.what.upper() if post.what in DECISIONS else post.what, "strong")
        for week in columns.weeks
        for post in lane.filter_posts(week)
        if post.what in DECISIONS or post.what in TURNS
    ]
    line.rstrip()
    return [line, *place_labels(posts, columns.width)]


def _draw_lane_cell(lane: CycleLane, week: SchoolWeek, room: int, lanes: YearLanes, look: RenderOptions) -> Text:
    marks = list(
        dict.fromkeys(choose_post_mark(post, look) for post in sorted(lane.filter_posts(week), key=_rank_post))
    )[:room]
    if marks:
        cell = Text().join(Text(mark, style) for mark, style in marks)
        return cell.append(" " * (room - cell.cell_len))
    if not lane.is_under_way_in(week) or week.days.begin > lanes.today:
        return Text(" " * room)
    sign = f"{look.marks.quiet:<{room}}" if week.taught else look.marks.band * room
    return Text(sign, "quiet")


def _identify_post_mark(post: TimelinePost) -> str:
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


def _rank_post(post: TimelinePost) -> int:
    what = _identify_post_mark(post)
    return MARK_RANKS.index(what) if what in MARK_RANKS else len(MARK_RANKS)


_MEANINGS = {"other_evidence": "evidence that disagrees or is mixed", "look": "next look", "turn": "closed or opened"}


def _key(lanes: YearLanes, look: RenderOptions) -> Text:
    """Say what the marks mean that are there, the weightiest first."""
    present = {
        _identify_post_mark(post): choose_post_mark(post, look)[0] for lane in lanes.lanes for post in lane.posts
    }
    told = [(present[what], _MEANINGS.get(what, what)) for what in (*MARK_RANKS, "note", "look") if what in present]
    told += [(look.marks.quiet, "a quiet week"), (look.marks.band, "holiday")]
    words = wrap_items([f"{mark} {meaning}" for mark, meaning in told], look.width)
    return Text(f"{words}\nOf several things in a week the one named first here is shown.", "quiet")


def _further(lanes: YearLanes, look: RenderOptions) -> RenderableType:
    command = _format_timeline_command(lanes)
    apart = " " if len(TIMELINE_HINT) + 1 + len(command) <= look.width else "\n  "
    return Text.assemble(TIMELINE_HINT, apart, (command, "accent"))


TIMELINE_HINT = "One cycle as a letter:"


def _format_timeline_command(lanes: YearLanes) -> str:
    return f"enquiry timeline {lanes.lanes[-1].cycle.number}"


def format_lanes_lines(lanes: YearLanes) -> Iterator[str]:
    """Say the same in plain lines: the terms, then each cycle week by week with everything that stands in it."""
    yield f"{lanes.year_word}: {lanes.year.label}"
    yield f"today: {lanes.today}"
    yield from format_week_range_lines(lanes.stretches)
    weeks = tuple(week for stretch in lanes.stretches for week in stretch.weeks)
    for lane in lanes.lanes:
        yield ""
        yield f"cycle: {lane.cycle.number}"
        yield f"question: {flatten_text(lane.cycle.question)}"
        yield from format_cycle_facts(lane.cycle, lanes.timeline)
        yield from _weeks_said(lane, weeks, lanes)
    if lanes.lanes:
        yield from ("", f"{TIMELINE_HINT.lower()} {_format_timeline_command(lanes)}")


def _weeks_said(lane: CycleLane, weeks: tuple[SchoolWeek, ...], lanes: YearLanes) -> Iterator[str]:
    kinds = [week.days if lane.filter_posts(week) else _describe_idle_week(lane, week, lanes) for week in weeks]
    for first, last in group_equal_weeks(weeks, kinds):
        kind = kinds[weeks.index(first)]
        if not isinstance(kind, str):
            yield f"week: {first.number}, {first.name}, from {first.days.begin}"
            for post in lane.filter_posts(first):
                yield from format_post_lines(post, several=False)
        elif kind:
            told = f"week {first.number}" if first == last else f"weeks {first.number} to {last.number}"
            yield f"{kind}: {told}"


def _describe_idle_week(lane: CycleLane, week: SchoolWeek, lanes: YearLanes) -> str:
    """Return in a word what passes in a week in which nothing stands; nothing where the cycle was not under way."""
    if not lane.is_under_way_in(week) or week.days.begin > lanes.today:
        return ""
    return "quiet" if week.taught else "holiday"
