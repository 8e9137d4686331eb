"""A school year's cycles as lanes: a week a column, a mark for what stands in it, decisions as posts beneath.

The question stands beside its lane where it fits, else above it, else above all the grids the year is cut into.
"""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.dates.period import spell
from enquiry.insight.timeline import CycleLane, YearLanes
from enquiry.insight.year.weeks import SchoolWeek, list_weeks
from enquiry.unsafe_chars import flatten_text
from enquiry.views import timeline
from enquiry.views.layout import draw_question, draw_text, wrap_items
from enquiry.views.theme import RenderOptions
from enquiry.views.year import week_grid
from enquiry.views.year.week_grid import ColumnLabel, WeekGrid, label_lines

MIN_QUESTION_WIDTH = 24
"""Characters a question needs to stand beside its lane."""

NUMBER_WIDTH = 5
"""Characters before a lane whose question stands above it: enough for a cycle's number."""

MARK_RANKS = (
    *("decision", "turn", "question", "other_evidence", "evidence", "reflection", "review", "action", "reading"),
    "ask",
)
"""What is shown of a week that holds several things: the first of these. A next look, a target or a note comes last."""

TIMELINE_HINT = "One cycle as a letter:"

_MEANINGS = {"other_evidence": "evidence that disagrees or is mixed", "look": "next look", "turn": "closed or opened"}


def draw_lanes(lanes: YearLanes, look: RenderOptions) -> RenderableType:
    """Draw the year: its cycles, the weeks with what stands in them, and what the marks mean."""
    look = look._replace(width=min(look.width, week_grid.MAX_WIDTH))
    if not lanes.lanes:
        return Group()
    days = f"{spell(lanes.stretches[0].days.begin)} to {spell(lanes.stretches[-1].days.last)}"
    title = draw_text(f"{lanes.year_word.capitalize()} {lanes.year.label} {look.marks.dot} {days}", "strong")
    present = {timeline.identify_post_mark(post) for lane in lanes.lanes for post in lane.posts}
    names = (name for name in (*MARK_RANKS, "note", "look", "target") if name in present)
    told = [f"{getattr(look.marks, name)} {_MEANINGS.get(name, name)}" for name in names]
    told += [f"{look.marks.quiet} a quiet week", f"{look.marks.band} holiday"]
    key = wrap_items(told, look.width)
    rule = Text(f"{key}\nOf several things in a week the one named first here is shown.", "quiet")
    command = _format_timeline_command(lanes)
    apart = " " if len(TIMELINE_HINT) + 1 + len(command) <= look.width else "\n  "
    hint = Text.assemble(TIMELINE_HINT, apart, (command, "accent"))
    return Group(title, "", *_draw_grids(lanes, look), "", rule, "", hint)


def _format_timeline_command(lanes: YearLanes) -> str:
    return format_command(Act(ActKind.SHOW_TIMELINE, lanes.lanes[-1].cycle.number))


def _draw_grids(lanes: YearLanes, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw the questions in a column beside the lanes, or each above its lane, or all of them above several grids."""
    questions = [draw_question(lane.cycle.number, lane.cycle.question, look) for lane in lanes.lanes]
    held = len(list_weeks(lanes.stretches))
    beside = next((cell for cell in (2, 1) if look.width - held * cell - 2 >= MIN_QUESTION_WIDTH), 0)
    if beside:
        grid = WeekGrid(lanes.stretches, beside, lanes.today, look)
        columns = (Column(width=look.width - grid.width - 2), Column(width=grid.width, no_wrap=True))
        table = Table.grid(*columns, padding=(0, 2, 0, 0))
        rows: list[tuple[RenderableType, list[Text]]] = [("", grid.draw_heading())]
        for lane, question in zip(lanes.lanes, questions, strict=True):
            rows += [("", []), (question, _draw_cycle_lane(lane, grid))]
        for name, lines in (*rows, ("", []), (Text("week", "quiet", justify="right"), grid.draw_axis())):
            table.add_row(name, Text("\n").join(lines))
        yield table
        return
    grids = week_grid.split_into_grids(lanes.stretches, look.width - NUMBER_WIDTH, lanes.today, look)
    named = len(grids) == 1  # else each lane has its number alone, and the questions stand above all
    yield from [] if named else questions
    for grid in grids:
        yield from [] if named else [""]
        yield from label_lines(" " * NUMBER_WIDTH, grid.draw_heading())
        for lane, question in zip(lanes.lanes, questions, strict=True):
            if not named and not any(lane.is_under_way_in(week) or lane.filter_posts(week) for week in grid.weeks):
                continue
            if named:
                yield from ("", question)
            number = "" if named else str(lane.cycle.number)
            yield from label_lines(f"{number:>{NUMBER_WIDTH - 1}} ", _draw_cycle_lane(lane, grid), "strong")
        yield from [""] if named else []
        yield from label_lines(f"{'week':>{NUMBER_WIDTH - 1}} ", grid.draw_axis())


def _draw_cycle_lane(lane: CycleLane, grid: WeekGrid) -> list[Text]:
    """Draw a lane and beneath it, in words, what was decided and when it was closed or opened again.

    Of several things in a week the weightiest are shown, as many as a cell holds.
    """
    ranks = {what: rank for rank, what in enumerate(MARK_RANKS)}

    def draw_cell(week: SchoolWeek) -> Text:
        held = lane.filter_posts(week)
        posts = sorted(held, key=lambda post: ranks.get(timeline.identify_post_mark(post), len(ranks)))
        marks = list(dict.fromkeys(timeline.choose_post_mark(post, grid.look) for post in posts))[: grid.cell]
        if marks:
            return Text().join(Text(mark, style) for mark, style in marks)
        idle = not lane.is_under_way_in(week) or week.days.begin > grid.today
        return Text() if idle else grid.draw_empty(week)

    labels = [
        ColumnLabel(grid.locate(week), post.what.upper() if post.what in timeline.DECISIONS else post.what, "strong")
        for week in grid.weeks
        for post in lane.filter_posts(week)
        if timeline.identify_post_mark(post) in ("decision", "turn")
    ]
    return [grid.draw_row(draw_cell), *week_grid.place_labels(labels, grid.width)]


def format_lanes_lines(lanes: YearLanes) -> Iterator[str]:
    """Yield the same as plain lines: the terms, then each cycle week by week with everything that stands in it."""
    yield from week_grid.format_year_lines(lanes.year_word, lanes.year.label, lanes.today, lanes.stretches)
    for lane in lanes.lanes:
        yield from ("", f"cycle: {lane.cycle.number}", f"question: {flatten_text(lane.cycle.question)}")
        yield from timeline.format_cycle_facts(lane.cycle, lanes.timeline)
        described = list[tuple[str, SchoolWeek]]()
        for week in list_weeks(lanes.stretches):
            idle = "quiet" if week.taught else "holiday"
            if lane.filter_posts(week):
                described.append(("", week))
            elif lane.is_under_way_in(week) and week.days.begin <= lanes.today:
                described.append((idle, week))
        for said, weeks in week_grid.group_equal_weeks(described):
            if said:
                yield f"{said}: {week_grid.format_weeks(weeks)}"
                continue
            yield f"week: {weeks[0].number}, {weeks[0].name}, from {weeks[0].days.begin}"
            for post in lane.filter_posts(weeks[0]):
                yield from timeline.format_post_lines(post, several=False)
    if lanes.lanes:
        yield from ("", f"{TIMELINE_HINT.lower()} {_format_timeline_command(lanes)}")
