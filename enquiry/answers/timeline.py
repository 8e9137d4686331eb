"""What `timeline` answers to a program: cycles, marks in the order of the days, and measures; and as a table."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from enquiry.answers.answer import Answer, project
from enquiry.answers.records import BriefCycle, describe_cycle_briefly
from enquiry.exchange.csv_table import CsvCell
from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.insight.timeline import HolidayBand, TermHeading, Timeline, TimelineGap, TimelinePost
from enquiry.model.choices import BetterDirection

if TYPE_CHECKING:
    from enquiry.insight.year.lanes import YearLanes
    from enquiry.insight.year.weeks import SchoolWeek, WeekRange


class TermMark(Answer, frozen=True):
    """A term, or a school year, in which what follows stands."""

    mark: Literal["term"]
    name: str
    on: date


class HolidayMark(Answer, frozen=True):
    """A holiday; its end is not inside."""

    mark: Literal["holiday"]
    name: str
    begin: date
    end: date


class SilenceMark(Answer, frozen=True):
    """Teaching days in which nothing was written, up to the next mark or to today."""

    mark: Literal["silence"]
    teaching_days: int
    to_today: bool


class PostMark(Answer, frozen=True):
    """One thing on the line; `entry` is null where it is no entry."""

    mark: Literal["post"]
    on: date
    cycle: int
    what: str
    entry: str | None
    text: str
    because: str
    aside: str
    details: tuple[str, ...]


class SeriesAnswer(Answer, frozen=True):
    """The values of one measure in one cycle."""

    measure: str
    unit: str
    better: BetterDirection
    values: tuple[SeriesPoint, ...]


class CycleSeries(SeriesAnswer, frozen=True):
    """The same, with the number of the cycle."""

    cycle: int


class TimelineAnswer(Answer, frozen=True):
    """The timeline of one or several cycles."""

    cycles: tuple[BriefCycle, ...]
    marks: tuple[TermMark | HolidayMark | SilenceMark | PostMark, ...]
    measures: tuple[CycleSeries, ...]


class WeekAnswer(Answer, frozen=True):
    """A school week: its days (the end is not inside), its term or holiday, and whether there is teaching."""

    week: int
    begin: date
    end: date
    name: str
    taught: bool


class YearTimelineAnswer(TimelineAnswer, frozen=True):
    """The timeline of a school year, with its weeks."""

    year: str
    weeks: tuple[WeekAnswer, ...]


def describe_timeline(timeline: Timeline) -> TimelineAnswer:
    """Return the answer of `timeline`."""
    return TimelineAnswer(
        tuple(map(describe_cycle_briefly, timeline.cycles)),
        tuple(map(_describe_mark, timeline.marks)),
        tuple(
            CycleSeries(one.name, one.unit, one.better, one.points, number)
            for number, series in timeline.series
            for one in series
        ),
    )


def _describe_mark(
    mark: TimelinePost | TermHeading | HolidayBand | TimelineGap,
) -> TermMark | HolidayMark | SilenceMark | PostMark:
    match mark:
        case TermHeading():
            return TermMark("term", mark.text, mark.on)
        case HolidayBand():
            return HolidayMark("holiday", mark.name, mark.period.begin, mark.period.end)
        case TimelineGap():
            return SilenceMark("silence", mark.teaching_days, mark.to_today)
        case TimelinePost():
            return project(PostMark, mark, mark="post", entry=mark.name or None)


def describe_series(series: Series) -> SeriesAnswer:
    """Return the values of one measure."""
    return SeriesAnswer(series.name, series.unit, series.better, series.points)


def describe_year_timeline(lanes: "YearLanes") -> YearTimelineAnswer:
    """Return the answer of `timeline` for a school year."""
    whole = describe_timeline(lanes.timeline)
    return project(YearTimelineAnswer, whole, year=lanes.year.label, weeks=describe_weeks(lanes.stretches))


def describe_weeks(stretches: "Iterable[WeekRange]") -> tuple[WeekAnswer, ...]:
    """Return the weeks of several stretches."""
    return tuple(describe_week(week) for stretch in stretches for week in stretch.weeks)


def describe_week(week: "SchoolWeek") -> WeekAnswer:
    """Return one week."""
    return WeekAnswer(week.number, week.days.begin, week.days.end, week.name, week.taught)


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
    yield ("week", "term", *head)
    for post, row in zip(posts, rows, strict=True):
        week = next(week for stretch in lanes.stretches for week in stretch.weeks if post.on in week.days)
        yield (week.number, week.name, *row)
