"""What `year`, `stats` and `lookback` answer to a program, and as tables."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

from enquiry.answers.answer import Answer, project, take_fields, wrap
from enquiry.answers.timeline import WeekAnswer
from enquiry.command_lines import format_command
from enquiry.exchange.csv_table import CsvCell
from enquiry.insight.year.heat_map import HeatMap
from enquiry.insight.year.lookback import DuePromise, EarlierYear, LookBack, PastAsk, PastBelief, PastItem, PastQuestion
from enquiry.insight.year.stats import PeriodUnit, Stats, StatsGrouping
from enquiry.insight.year.timeliness import Timeliness


class CountedWeek(WeekAnswer, frozen=True):
    """A school week, with how many pieces are dated in it."""

    pieces: int


class HeatRowAnswer(Answer, frozen=True):
    """A row of the map: its question where it is a cycle, and a number for each of the year's weeks."""

    name: str
    question: str | None
    pieces: Annotated[tuple[int, ...], "counts"]


class WorkAction(Answer, frozen=True):
    """An action: its name, its day and its text."""

    entry: Annotated[str, "name"]
    on: Annotated[date, "happened_on"]
    text: str


class CycleWorkAnswer(Answer, frozen=True):
    """What was changed in a cycle; where something is said of the time it took, that, and what was found."""

    cycle: Annotated[int, "cycle.number"]
    question: Annotated[str, "cycle.question"]
    actions: tuple[WorkAction, ...]
    took: tuple[WorkAction, ...]
    found: tuple[str, ...]


class ThreadWorkAnswer(Answer, frozen=True):
    """A thread by the number of the cycle that it began with."""

    root: Annotated[int, "root.number"]
    cycles: tuple[CycleWorkAnswer, ...]


class PriorityAnswer(Answer, frozen=True):
    """A priority, null for what is under none; `number` is that of a present priority, null for one from before."""

    words: str | None
    number: Annotated[int | None, lambda priority: priority.number or None]
    threads: tuple[ThreadWorkAnswer, ...]


class BegunAnswer(Answer, frozen=True):
    """A cycle, or an action that something gave way to, by its name."""

    name: str
    on: date
    text: str


class StoppedAnswer(BegunAnswer, frozen=True):
    """What stopped or shrank: what gave way to the cycle or action of the name, or that cycle; `what` says which."""

    what: str


class YearWorkAnswer(Answer, frozen=True):
    """A year's actions by priority and thread, and what was begun in it beside what was stopped."""

    priorities: tuple[PriorityAnswer, ...]
    begun: Annotated[tuple[BegunAnswer, ...], "balance.begun"]
    stopped: Annotated[tuple[StoppedAnswer, ...], "balance.stopped"]


class HeatMapAnswer(Answer, frozen=True):
    """A school year (its end is not inside), and how much of it was written at the time.

    `work` is what was changed in it: null where there is nothing, or where kinds of entry were asked for.
    """

    year: Annotated[str, "year.label"]
    begin: Annotated[date, "year.period.begin"]
    end: Annotated[date, "year.period.end"]
    weeks: Annotated[
        tuple[CountedWeek, ...],
        lambda heat: tuple(
            project(CountedWeek, week, pieces=pieces)
            for week, pieces in zip(heat.weeks, heat.whole.counts, strict=True)
        ),
    ]
    rows: tuple[HeatRowAnswer, ...]
    at_the_time: Timeliness
    work: YearWorkAnswer | None


YearAnswer = wrap(
    "YearAnswer",
    "The school years that were asked for, the week of every piece counted.",
    years=tuple[HeatMapAnswer, ...],
)


def list_heat_rows(heats: Sequence[HeatMap]) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each week and row of the map, those with none too."""
    yield ("year", "week", "begins", "term", "teaching", "row", "pieces")
    for heat in heats:
        for place, week in enumerate(heat.weeks):
            for row in heat.rows:
                name = f"cycle {row.name}" if row.question else row.name
                taught = "yes" if week.taught else "no"
                yield (heat.year.label, week.number, week.days.begin, week.name, taught, name, row.counts[place])


@take_fields(PastItem, without=("act",))
class MemoryAnswer(Answer, frozen=True):
    """One thing of the past, and the command that shows more."""

    command: Annotated[str, lambda one: format_command(one.act)]


@take_fields(EarlierYear)
class EarlierYearAnswer(Answer, frozen=True):
    """An earlier year: its school week where that is meant, else null, and what was written then."""

    memories: tuple[MemoryAnswer, ...]


@take_fields(PastBelief, without=("act",))
class PastBeliefAnswer(Answer, frozen=True):
    """What was believed a year ago, and how it is put `now`: null where that is the same."""

    now: str | None
    command: Annotated[str, lambda one: format_command(one.act)]


@take_fields(PastQuestion, without=("act",))
class PastQuestionAnswer(Answer, frozen=True):
    """What a cycle asked a year ago, and asks `now`: null where that is the same."""

    now: str | None
    command: Annotated[str, lambda one: format_command(one.act)]


@take_fields(PastAsk, without=("act",))
class PastAskAnswer(Answer, frozen=True):
    """What was asked for about a year ago, of whom, and what became of it."""

    command: Annotated[str, lambda one: format_command(one.act)]


@take_fields(DuePromise, without=("act",))
class PromiseAnswer(Answer, frozen=True):
    """A promise whose day has come, and the command that answers it."""

    command: Annotated[str, lambda one: format_command(one.act)]


class LookbackAnswer(Answer, frozen=True):
    """All that a look back finds; `week` is null in the holidays."""

    today: date
    year: str
    week: Annotated[int | None, lambda back: max(back.week, 0) or None]
    promises: tuple[PromiseAnswer, ...]
    asked: tuple[PastQuestionAnswer, ...]
    asks: tuple[PastAskAnswer, ...]
    believed: tuple[PastBeliefAnswer, ...]
    earlier: tuple[EarlierYearAnswer, ...]


def list_lookback_rows(back: LookBack) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each thing found: what it is part of, its day and year, its words and the command."""
    yield ("part", "year", "week", "day", "what", "text", "command")
    for promise in back.promises:
        yield ("promise", back.year, None, promise.on, promise.words, promise.text, format_command(promise.act))
    for asked in back.asked:
        became, command = f"cycle {asked.cycle}: {asked.became}", format_command(asked.act)
        yield ("asked", None, None, None, became, asked.question, command)
    for one in back.asks:
        of = f"asked of {one.of}: {one.became}" if one.of else one.became
        yield ("ask", None, None, one.on, of, one.text, format_command(one.act))
    for belief in back.believed:
        told = f"{belief.belief}: {belief.held.words}"
        yield ("believed", None, None, None, told, belief.text, format_command(belief.act))
    for earlier in back.earlier:
        for memory in earlier.memories:
            command = format_command(memory.act)
            yield ("earlier", earlier.year, earlier.week, memory.on, memory.what, memory.text, command)


class StatsPeriod(Answer, frozen=True):
    """A period that entries are counted in; its end is not inside."""

    name: str
    year: str
    begin: Annotated[date, "days.begin"]
    end: Annotated[date, "days.end"]


class StatsTotal(Answer, frozen=True):
    """A number for each period, and in all."""

    counts: tuple[int, ...]
    in_all: Annotated[int, "whole"]


class StatsGroup(StatsTotal, frozen=True):
    """The numbers of one group: its question where it is a cycle."""

    name: str
    question: str | None


class StatsAnswer(Answer, frozen=True):
    """Entries counted by group and period. `entries` counts each once, however many groups it is in."""

    by: StatsGrouping
    per: PeriodUnit
    periods: Annotated[tuple[StatsPeriod, ...], "columns"]
    groups: Annotated[tuple[StatsGroup, ...], "lines"]
    entries: Annotated[StatsTotal, "whole"]


def list_stats_rows(stats: Stats) -> Iterator[Sequence[CsvCell]]:
    """Yield the table: a group a row, a period a column."""
    heads = (one.name if one.name == one.year else f"{one.name}, {one.year}" for one in stats.columns)
    yield (stats.by.value, *heads, "in all")
    for line in (*stats.lines, stats.whole):
        yield (line.name, *line.counts, line.whole)
