"""What `year` answers to a program, and as a table: how much lies in each school week."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from enquiry.answers.csv import CsvCell
from enquiry.answers.journal import JsonObject, describe_timeline
from enquiry.command_lines import format_command
from enquiry.insight.timeline import Timeline, TimelinePost
from enquiry.insight.year.heat_map import HeatMap, HeatRow
from enquiry.insight.year.lookback import DuePromise, LookBack, PastItem, PastQuestion
from enquiry.insight.year.stats import Stats, StatsRow

if TYPE_CHECKING:
    from enquiry.insight.year.lanes import YearLanes
    from enquiry.insight.year.weeks import SchoolWeek, WeekRange


# --- What `timeline` answers beside the timeline itself: the weeks of a school year, and its posts as a table.


def describe_year_timeline(lanes: "YearLanes") -> JsonObject:
    """Return the answer of `timeline` for a school year: that of any timeline, with the year and its weeks."""
    return {**describe_timeline(lanes.timeline), "year": lanes.year.label, "weeks": describe_weeks(lanes.stretches)}


def describe_weeks(stretches: "Iterable[WeekRange]") -> list[JsonObject]:
    """Return weeks with their days (the end is not inside), and the term or holiday each belongs to."""
    return [describe_week(week) for stretch in stretches for week in stretch.weeks]


def describe_week(week: "SchoolWeek") -> JsonObject:
    """Return one week."""
    days = {"begin": week.days.begin.isoformat(), "end": week.days.end.isoformat()}
    return {"week": week.number, **days, "name": week.name, "taught": week.taught}


def list_timeline_rows(timeline: Timeline) -> Iterator[Sequence[CsvCell]]:
    """Yield what stands on a timeline as rows of a table, in the order of the days."""
    questions = {cycle.number: cycle.question for cycle in timeline.cycles}
    yield ("day", "cycle", "question", "what", "entry", "aside", "text", "because", "details")
    for post in (mark for mark in timeline.marks if isinstance(mark, TimelinePost)):
        told = (post.what, post.name, post.aside, post.text, post.because, "; ".join(post.details))
        yield (post.on, post.cycle, questions[post.cycle], *told)


def list_year_timeline_rows(lanes: "YearLanes") -> Iterator[Sequence[CsvCell]]:
    """Yield the same, each row with its school week and the term or holiday it lies in."""
    head, *rows = list_timeline_rows(lanes.timeline)
    posts = [mark for mark in lanes.timeline.marks if isinstance(mark, TimelinePost)]
    weeks = [week for stretch in lanes.stretches for week in stretch.weeks]
    yield ("week", "term", *head)
    for post, row in zip(posts, rows, strict=True):
        week = next(week for week in weeks if post.on in week.days)
        yield (week.number, week.name, *row)


def describe_heat_maps(heats: Sequence[HeatMap]) -> JsonObject:
    """Return the answer of `year`."""
    return {"years": [_describe_heat_map(heat) for heat in heats]}


def _describe_heat_map(heat: HeatMap) -> JsonObject:
    weeks = [{**describe_week(week), "pieces": heat.whole.count(week.days)} for week in heat.weeks]
    return {
        "year": heat.year.label,
        "begin": heat.year.period.begin.isoformat(),
        "end": heat.year.period.end.isoformat(),
        "weeks": weeks,
        "rows": [_row(row, heat) for row in heat.rows],
        "at_the_time": heat.at_the_time._asdict(),
    }


def _row(row: HeatRow, heat: HeatMap) -> JsonObject:
    """Return one row: its name, the question where it is a cycle, and a number for each of the year's weeks."""
    pieces = [row.count(week.days) for week in heat.weeks]
    return {"name": row.name, "question": row.question or None, "pieces": pieces}


def list_heat_rows(heats: Sequence[HeatMap]) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each week and row of the map, those with none too."""
    yield ("year", "week", "begins", "term", "teaching", "row", "pieces")
    for heat in heats:
        for week in heat.weeks:
            for row in heat.rows:
                name = f"cycle {row.name}" if row.question else row.name
                taught = "yes" if week.taught else "no"
                yield (heat.year.label, week.number, week.days.begin, week.name, taught, name, row.count(week.days))


# --- What `lookback` answers to a program, and as a table.


def describe_lookback(back: LookBack) -> JsonObject:
    """Return the answer of `lookback`."""
    return {
        "today": back.today.isoformat(),
        "year": back.year,
        "week": back.week if back.week > 0 else None,
        "promises": [_describe_act(one) for one in back.promises],
        "asked": [{**_describe_act(one), "now": one.now or None} for one in back.asked],
        "earlier": [
            {
                "year": one.year,
                "week": one.week,
                "about": one.about.isoformat(),
                "memories": [_describe_act(memory) for memory in one.memories],
            }
            for one in back.earlier
        ],
    }


def _describe_act(one: DuePromise | PastQuestion | PastItem) -> JsonObject:
    """Return a thing that is looked back at, with the command line of its act."""
    fields = {name: value.isoformat() if isinstance(value, date) else value for name, value in one._asdict().items()}
    del fields["act"]
    return {**fields, "command": format_command(one.act)}


def list_lookback_rows(back: LookBack) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each thing found: what it is part of, its day and year, its words and the command."""
    yield ("part", "year", "week", "day", "what", "text", "command")
    for promise in back.promises:
        yield ("promise", back.year, None, promise.on, promise.words, promise.text, format_command(promise.act))
    for asked in back.asked:
        became, command = f"cycle {asked.cycle}: {asked.became}", format_command(asked.act)
        yield ("asked", None, None, None, became, asked.question, command)
    for earlier in back.earlier:
        for memory in earlier.memories:
            command = format_command(memory.act)
            yield ("earlier", earlier.year, earlier.week, memory.on, memory.what, memory.text, command)


# --- What `stats` answers to a program, and as a table.


def describe_stats(stats: Stats) -> JsonObject:
    """Return the answer of `stats`: the periods (their end is not inside), and each group's number in each."""
    periods = [
        {"name": one.name, "year": one.year, "begin": one.days.begin.isoformat(), "end": one.days.end.isoformat()}
        for one in stats.columns
    ]
    whole = {"counts": list(stats.whole.counts), "in_all": stats.whole.whole}
    groups = [_line(line) for line in stats.lines]
    return {"by": stats.by.value, "per": stats.per.value, "periods": periods, "groups": groups, "entries": whole}


def _line(line: StatsRow) -> JsonObject:
    return {
        "name": line.name,
        "question": line.question or None,
        "counts": list(line.counts),
        "in_all": line.whole,
    }


def list_stats_rows(stats: Stats) -> Iterator[Sequence[CsvCell]]:
    """Yield the table: a group a row, a period a column."""
    heads = (one.name if one.name == one.year else f"{one.name}, {one.year}" for one in stats.columns)
    yield (stats.by.value, *heads, "in all")
    for line in (*stats.lines, stats.whole):
        yield (line.name, *line.counts, line.whole)
