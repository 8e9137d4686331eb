"""What `timeline` answers to a program: cycles, marks in the order of the days, and measures; and as a table."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Literal

from enquiry.answers.answer import Answer, project, take_fields
from enquiry.answers.records import BriefCycle
from enquiry.exchange.csv_table import CsvCell
from enquiry.insight.measures.series import SeriesPoint
from enquiry.insight.pulse.spread import QuietSpell
from enquiry.insight.timeline import HolidayBand, TermHeading, Timeline, TimelinePost, YearLanes
from enquiry.model.choices import BetterDirection
from enquiry.model.cycle import Target


class TermMark(Answer, frozen=True):
    """A term, or a school year, in which what follows stands."""

    mark: Literal["term"]
    name: Annotated[str, "text"]
    on: date


class HolidayMark(Answer, frozen=True):
    """A holiday; its end is not inside."""

    mark: Literal["holiday"]
    name: str
    begin: Annotated[date, "period.begin"]
    end: Annotated[date, "period.end"]


@take_fields(QuietSpell, first=("mark",))
class SilenceMark(Answer, frozen=True):
    """Teaching days in which nothing was written between two days, or to today."""

    mark: Literal["silence"]


@take_fields(TimelinePost, first=("mark",), without=("name", "depth"))
class PostMark(Answer, frozen=True):
    """One thing on the line; `entry` is null where it is no entry. It stands beneath the entry it is `about`."""

    mark: Literal["post"]
    entry: Annotated[str | None, "name"]
    about: str | None


_MARK_ANSWERS: dict[type, type[Answer]] = {TermHeading: TermMark, HolidayBand: HolidayMark}
_MARK_ANSWERS |= {QuietSpell: SilenceMark, TimelinePost: PostMark}


@take_fields(SeriesPoint, without=("stage",))
class SeriesValue(Answer, frozen=True):
    """One value: its day, of how many learners, and the entry that brought it."""


class SeriesAnswer(Answer, frozen=True):
    """The values of one measure in one cycle."""

    measure: Annotated[str, "name"]
    unit: str
    better: BetterDirection
    values: Annotated[tuple[SeriesValue, ...], "points"]
    target: Target | None


class CycleSeries(SeriesAnswer, frozen=True):
    """The same, with the number of the cycle."""

    cycle: int


class TimelineAnswer(Answer, frozen=True):
    """The timeline of one or several cycles."""

    cycles: Annotated[
        tuple[BriefCycle, ...],
        lambda timeline: tuple(project(BriefCycle, cycle, timeline.journal) for cycle in timeline.cycles),
    ]
    marks: Annotated[
        tuple[TermMark | HolidayMark | SilenceMark | PostMark, ...],
        lambda timeline: tuple(project(_MARK_ANSWERS[type(mark)], mark) for mark in timeline.marks),
    ]
    measures: Annotated[
        tuple[CycleSeries, ...],
        lambda told: tuple(project(CycleSeries, one, cycle=cycle) for cycle, series in told.series for one in series),
    ]


class WeekAnswer(Answer, frozen=True):
    """A school week: its days (the end is not inside), its term or holiday, and whether there is teaching."""

    week: Annotated[int, "number"]
    begin: Annotated[date, "days.begin"]
    end: Annotated[date, "days.end"]
    name: str
    taught: bool


class YearTimelineAnswer(TimelineAnswer, frozen=True):
    """The timeline of a school year, with its weeks."""

    year: str
    weeks: tuple[WeekAnswer, ...]


def describe_year_timeline(lanes: YearLanes) -> YearTimelineAnswer:
    """Return the answer of `timeline` for a school year."""
    weeks = tuple(project(WeekAnswer, week) for stretch in lanes.stretches for week in stretch.weeks)
    return project(YearTimelineAnswer, lanes.timeline, year=lanes.year.label, weeks=weeks)


def list_timeline_rows(timeline: Timeline) -> Iterator[Sequence[CsvCell]]:
    """Yield what stands on a timeline as rows of a table, in the order of the days."""
    questions = {cycle.number: cycle.question for cycle in timeline.cycles}
    yield ("day", "cycle", "question", "what", "entry", "aside", "text", "because", "details")
    for post in (mark for mark in timeline.marks if isinstance(mark, TimelinePost)):
        told = (post.what, post.name, post.aside, post.text, post.because, "; ".join(post.details))
        yield (post.on, post.cycle, questions[post.cycle], *told)


def list_year_timeline_rows(lanes: YearLanes) -> Iterator[Sequence[CsvCell]]:
    """Yield the same, each row with its school week and the term or holiday it lies in."""
    head, *rows = list_timeline_rows(lanes.timeline)
    posts = [mark for mark in lanes.timeline.marks if isinstance(mark, TimelinePost)]
    yield ("week", "term", *head)
    for post, row in zip(posts, rows, strict=True):
        week = next(week for stretch in lanes.stretches for week in stretch.weeks if post.on in week.days)
        yield (week.number, week.name, *row)
