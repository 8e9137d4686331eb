"""What `timeline` answers beside the timeline itself: the weeks of a school year, and its posts as a table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from enquiry.answers.csv import Cell
from enquiry.answers.journal import Object
from enquiry.exchange.answers import timeline_object
from enquiry.insight.timeline import Post, Timeline

if TYPE_CHECKING:  # a timeline down the page knows no weeks
    from enquiry.insight.year.lanes import Lanes
    from enquiry.insight.year.weeks import SchoolWeek, Stretch


def lanes_object(lanes: "Lanes") -> Object:
    """Return the answer of `timeline` for a school year: that of any timeline, with the year and its weeks."""
    return {**timeline_object(lanes.timeline), "year": lanes.year.label, "weeks": weeks_object(lanes.stretches)}


def weeks_object(stretches: "Iterable[Stretch]") -> list[Object]:
    """Return weeks with their days (the end is not inside), and the term or holiday each belongs to."""
    return [week_object(week) for stretch in stretches for week in stretch.weeks]


def week_object(week: "SchoolWeek") -> Object:
    """Return one week."""
    days = {"begin": week.days.begin.isoformat(), "end": week.days.end.isoformat()}
    return {"week": week.number, **days, "name": week.name, "taught": week.taught}


def timeline_rows(timeline: Timeline) -> Iterator[Sequence[Cell]]:
    """Yield what stands on a timeline as rows of a table, in the order of the days."""
    questions = {cycle.number: cycle.question for cycle in timeline.cycles}
    yield ("day", "cycle", "question", "what", "entry", "aside", "text", "because", "details")
    for post in (mark for mark in timeline.marks if isinstance(mark, Post)):
        told = (post.what, post.name, post.aside, post.text, post.because, "; ".join(post.details))
        yield (post.on, post.cycle, questions[post.cycle], *told)


def lanes_rows(lanes: "Lanes") -> Iterator[Sequence[Cell]]:
    """Yield the same, each row with its school week and the term or holiday it lies in."""
    head, *rows = timeline_rows(lanes.timeline)
    posts = [mark for mark in lanes.timeline.marks if isinstance(mark, Post)]
    weeks = [week for stretch in lanes.stretches for week in stretch.weeks]
    yield ("week", "term", *head)
    for post, row in zip(posts, rows, strict=True):
        week = next(week for week in weeks if post.on in week.days)
        yield (week.number, week.name, *row)
