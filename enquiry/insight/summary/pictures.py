"""The pictures of a summary: the strip of the months, the series of a measure, the timeline of a cycle.

Each is made of the very figures the document tells, with a sentence that says the same: a picture holds nothing that
its table and its sentence do not.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import msgspec

from enquiry.dates.calendar import Calendar
from enquiry.dates.names import MONTHS
from enquiry.dates.period import Period, short, spell
from enquiry.insight.summary.blocks import Drawn, Mark, Picture, Table
from enquiry.insight.summary.collect import CycleSummary, Going, Values, valued_said
from enquiry.insight.timeline import Band, Post, Silence, timeline_of
from enquiry.insight.words import counted, joined
from enquiry.insight.year.timeliness import Month
from enquiry.model.choices import State
from enquiry.model.journal import Journal
from enquiry.query.select import Found, Query, Selection

STRIP = "Evidence, reflections and reviews"
MANY_MONTHS = 18
"""Months from which a strip is drawn by the year."""


def strip(months: Sequence[Month]) -> Picture:
    """Return the strip of the window: a bar for each month, the empty ones too; for each year where months are many."""
    by_year = len(months) > MANY_MONTHS
    marks = tuple(_by_year(months) if by_year else map(_month, months))
    caption = f"{STRIP} by the {'year' if by_year else 'month'} they are about"
    numbers = Table(caption, tuple(mark.what for mark in marks), (tuple(mark.told for mark in marks),))
    held = [f"{mark.told} in {mark.what}" for mark in marks if mark.value]
    return Picture(Drawn.STRIP, caption, f"{caption}: {joined(held) or 'none'}.", marks, numbers)


def _month(month: Month) -> Mark:
    name = f"{MONTHS[month.begins.month - 1][:3]} {month.begins.year}"
    return Mark(month.begins, str(month.pieces), month.pieces, name)


def _by_year(months: Sequence[Month]) -> Iterator[Mark]:
    for year, found in groupby(months, key=lambda month: month.begins.year):
        held = list(found)
        pieces = sum(month.pieces for month in held)
        yield Mark(held[0].begins, str(pieces), pieces, str(year))


def series(values: Values) -> Picture:
    """Return the picture of a measure's values. The table of values, which stands above it, holds its figures."""
    marks = tuple(Mark(one.on, one.told, one.value, name=one.entry) for one in values.values)
    change = f"; {values.change}" if values.change else ""
    said = f"{values.measure}: {valued_said(values.values)}{change}."
    return Picture(Drawn.SERIES, values.measure, said, marks, unit=values.unit, better=values.better)


def timeline(
    cycle: CycleSummary, going: Going, journal: Journal, calendar: Calendar, window: Period, as_at: date
) -> Picture | None:
    """Return the timeline of a cycle in the window: what stands on it, silences and holidays, by their days.

    Entries stand there by name, kind and aside; their words have their own places. Silence is drawn where nothing of
    the cycle was left out, since what is held back must not look like silence. None where nothing was written.
    """
    found = Found(going.cycle, going.entries, itself=True)
    line = timeline_of(Selection(Query(window=window), (found,), ()), journal, calendar, as_at)
    whole = len(going.entries) == sum(entry.happened_on in window for entry in going.cycle.kept)
    shown = (Post, Silence, Band) if whole else (Post, Band)
    marks = [_mark(mark, cycle, going) for mark in line.marks if isinstance(mark, shown)]
    dated = _with_days([mark for mark in marks if mark and (mark.on <= as_at or mark.what == "next look")])
    if not any(mark.name for mark in dated):
        return None
    rows = tuple((_day(mark), *_which(mark)) for mark in dated)
    numbers = Table("The timeline", ("Day", "What", "Which"), rows)
    return Picture(Drawn.TIMELINE, "The timeline", _timeline_said(cycle, dated), tuple(dated), numbers)


def _mark(mark: Post | Silence | Band, cycle: CycleSummary, going: Going) -> Mark | None:
    """Return a mark of the timeline without anyone's words; a silence gets its day from what it follows."""
    match mark:
        case Silence():
            return Mark(date.min, counted(mark.weeks, "quiet teaching week"), what="quiet")
        case Band():
            return Mark(mark.period.begin, mark.name, what="holiday", until=mark.period.last)
        case Post() if mark.what == "next look":
            return Mark(cycle.next_look, mark.aside, what=mark.what) if cycle.next_look == mark.on else None
        case Post():
            aside = "by its name only" if mark.name in going.by_name else mark.aside
            return Mark(mark.on, aside, what=mark.what, name=mark.name) if mark.name or going.goes else None


def _with_days(marks: Sequence[Mark]) -> list[Mark]:
    dated = list[Mark]()
    for mark in marks:
        on = mark.on if mark.on > date.min else dated[-1].on if dated else None
        if on:
            dated.append(msgspec.structs.replace(mark, on=on))
    return dated


def _which(mark: Mark) -> tuple[str, str]:
    """Return what a mark is, and which: an entry's name with its aside. Holidays and silences name themselves."""
    if mark.what in ("holiday", "quiet"):
        return mark.told, ""
    return mark.what, " ".join(filter(None, (mark.name, mark.told)))


def _day(mark: Mark) -> str:
    return f"after {short(mark.on, year=True)}" if mark.what == "quiet" else short(mark.on, year=True)


def _timeline_said(cycle: CycleSummary, marks: Sequence[Mark]) -> str:
    kinds = Counter(mark.what for mark in marks if mark.name)
    held = [_counted(kind, kinds) for kind in ("reading", "action", "evidence", "reflection", "note")]
    decided = [mark.what for mark in marks if mark.name and mark.what not in _KINDS]
    told = joined([words for words in held if words]) or "nothing written yet"
    turns = f"; decided: {joined(decided)}" if decided else ""
    quiet = [mark for mark in marks if mark.what == "quiet"]
    silences = f"; {counted(len(quiet), 'quiet stretch', 'quiet stretches')}" if quiet else ""
    state = "" if cycle.state is State.OPEN else f"; {cycle.state}"
    return f"From {spell(cycle.began_on)}: {told}{turns}{silences}{state}."


_KINDS = ("reading", "action", "evidence", "reflection", "review", "note")
_MANY = {"evidence": ("piece of evidence", "pieces of evidence")}


def _counted(kind: str, kinds: Counter[str]) -> str:
    return counted(kinds[kind], *_MANY.get(kind, (kind, ""))) if kinds[kind] else ""
