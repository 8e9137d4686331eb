"""What `year`, `stats` and `lookback` answer to a program, and as tables."""

from collections.abc import Iterator, Sequence
from datetime import date

from enquiry.answers.answer import Answer, project
from enquiry.answers.timeline import WeekAnswer, describe_week
from enquiry.exchange.csv_table import CsvCell
from enquiry.insight.year.heat_map import HeatMap
from enquiry.insight.year.lookback import LookBack
from enquiry.insight.year.stats import PeriodUnit, Stats, StatsGrouping
from enquiry.insight.year.timeliness import Timeliness


class CountedWeek(WeekAnswer, frozen=True):
    """A school week, with how many pieces are dated in it."""

    pieces: int


class HeatRowAnswer(Answer, frozen=True):
    """A row of the map: its question where it is a cycle, and a number for each of the year's weeks."""

    name: str
    question: str | None
    pieces: tuple[int, ...]


class HeatMapAnswer(Answer, frozen=True):
    """A school year (its end is not inside), and how much of it was written at the time."""

    year: str
    begin: date
    end: date
    weeks: tuple[CountedWeek, ...]
    rows: tuple[HeatRowAnswer, ...]
    at_the_time: Timeliness


class YearAnswer(Answer, frozen=True):
    """The school years that were asked for, the week of every piece counted."""

    years: tuple[HeatMapAnswer, ...]


def describe_heat_maps(heats: Sequence[HeatMap]) -> YearAnswer:
    """Return the answer of `year`."""
    return YearAnswer(tuple(map(_describe_heat_map, heats)))


def _describe_heat_map(heat: HeatMap) -> HeatMapAnswer:
    rows = (
        HeatRowAnswer(row.name, row.question or None, tuple(row.count(week.days) for week in heat.weeks))
        for row in heat.rows
    )
    weeks = (project(CountedWeek, describe_week(week), pieces=heat.whole.count(week.days)) for week in heat.weeks)
    days = heat.year.period
    return HeatMapAnswer(heat.year.label, days.begin, days.end, tuple(weeks), tuple(rows), heat.at_the_time)


def list_heat_rows(heats: Sequence[HeatMap]) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each week and row of the map, those with none too."""
    yield ("year", "week", "begins", "term", "teaching", "row", "pieces")
    for heat in heats:
        for week in heat.weeks:
            for row in heat.rows:
                name = f"cycle {row.name}" if row.question else row.name
                taught = "yes" if week.taught else "no"
                yield (heat.year.label, week.number, week.days.begin, week.name, taught, name, row.count(week.days))


class MemoryAnswer(Answer, frozen=True):
    """One thing of the past, and the command that shows more."""

    on: date
    what: str
    text: str
    command: str


class EarlierYearAnswer(Answer, frozen=True):
    """An earlier year: its school week where that is meant, else null, and what was written then."""

    year: str
    week: int | None
    about: date
    memories: tuple[MemoryAnswer, ...]


class PastQuestionAnswer(Answer, frozen=True):
    """What a cycle asked a year ago, and asks `now`: null where that is the same."""

    cycle: int
    question: str
    now: str | None
    became: str
    command: str


class PromiseAnswer(Answer, frozen=True):
    """A promise whose day has come."""

    on: date
    words: str
    text: str
    command: str


class LookbackAnswer(Answer, frozen=True):
    """All that a look back finds; `week` is null in the holidays."""

    today: date
    year: str
    week: int | None
    promises: tuple[PromiseAnswer, ...]
    asked: tuple[PastQuestionAnswer, ...]
    earlier: tuple[EarlierYearAnswer, ...]


def describe_lookback(back: LookBack) -> LookbackAnswer:
    """Return the answer of `lookback`."""
    asked = tuple(project(PastQuestionAnswer, one, now=one.now or None) for one in back.asked)
    return project(LookbackAnswer, back, week=back.week if back.week > 0 else None, asked=asked)


def list_lookback_rows(back: LookBack) -> Iterator[Sequence[CsvCell]]:
    """Yield a row for each thing found: what it is part of, its day and year, its words and the command."""
    yield ("part", "year", "week", "day", "what", "text", "command")
    for promise in back.promises:
        yield ("promise", back.year, None, promise.on, promise.words, promise.text, promise.command)
    for asked in back.asked:
        yield ("asked", None, None, None, f"cycle {asked.cycle}: {asked.became}", asked.question, asked.command)
    for earlier in back.earlier:
        for memory in earlier.memories:
            yield ("earlier", earlier.year, earlier.week, memory.on, memory.what, memory.text, memory.command)


class StatsPeriod(Answer, frozen=True):
    """A period that entries are counted in; its end is not inside."""

    name: str
    year: str
    begin: date
    end: date


class StatsTotal(Answer, frozen=True):
    """A number for each period, and in all."""

    counts: tuple[int, ...]
    in_all: int


class StatsGroup(StatsTotal, frozen=True):
    """The numbers of one group: its question where it is a cycle."""

    name: str
    question: str | None


class StatsAnswer(Answer, frozen=True):
    """Entries counted by group and period. `entries` counts each once, however many groups it is in."""

    by: StatsGrouping
    per: PeriodUnit
    periods: tuple[StatsPeriod, ...]
    groups: tuple[StatsGroup, ...]
    entries: StatsTotal


def describe_stats(stats: Stats) -> StatsAnswer:
    """Return the answer of `stats`."""
    return StatsAnswer(
        stats.by,
        stats.per,
        tuple(StatsPeriod(one.name, one.year, one.days.begin, one.days.end) for one in stats.columns),
        tuple(StatsGroup(line.counts, line.whole, line.name, line.question or None) for line in stats.lines),
        StatsTotal(stats.whole.counts, stats.whole.whole),
    )


def list_stats_rows(stats: Stats) -> Iterator[Sequence[CsvCell]]:
    """Yield the table: a group a row, a period a column."""
    heads = (one.name if one.name == one.year else f"{one.name}, {one.year}" for one in stats.columns)
    yield (stats.by.value, *heads, "in all")
    for line in (*stats.lines, stats.whole):
        yield (line.name, *line.counts, line.whole)
