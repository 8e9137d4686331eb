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
from enquiry.dates.period import Period, spell, spell_short
from enquiry.insight.summary.blocks import Chart, ChartKind, ChartMark, Table
from enquiry.insight.summary.collect import CycleSummary, DisclosedCycle, SummaryMeasure, format_dated_values
from enquiry.insight.timeline import HolidayBand, TimelineGap, TimelinePost, build_timeline
from enquiry.insight.year.timeliness import EvaluationMonth
from enquiry.model.choices import CycleState
from enquiry.model.journal import Journal
from enquiry.query.select import CycleMatch, Query, Selection
from enquiry.words import format_count, format_kind_count, join_words

STRIP = "Evidence, reflections and reviews"
MANY_MONTHS = 18
"""Months from which a strip is drawn by the year."""


def build_strip_chart(months: Sequence[EvaluationMonth]) -> Chart:
    """Return the strip of the window: a bar for each month, the empty ones too; for each year where months are many."""
    by_year = len(months) > MANY_MONTHS
    marks = tuple(_build_year_marks(months) if by_year else map(_build_month_mark, months))
    caption = f"{STRIP} by the {'year' if by_year else 'month'} they are about"
    numbers = Table(caption, tuple(mark.what for mark in marks), (tuple(mark.told for mark in marks),))
    held = [f"{mark.told} in {mark.what}" for mark in marks if mark.value]
    return Chart(ChartKind.STRIP, caption, f"{caption}: {join_words(held) or 'none'}.", marks, numbers)


def _build_month_mark(month: EvaluationMonth) -> ChartMark:
    name = f"{MONTHS[month.begins.month - 1][:3]} {month.begins.year}"
    return ChartMark(month.begins, str(month.pieces), month.pieces, name)


def _build_year_marks(months: Sequence[EvaluationMonth]) -> Iterator[ChartMark]:
    for year, found in groupby(months, key=lambda month: month.begins.year):
        held = list(found)
        pieces = sum(month.pieces for month in held)
        yield ChartMark(held[0].begins, str(pieces), pieces, str(year))


def build_series_chart(values: SummaryMeasure) -> Chart:
    """Return the picture of a measure's values. The table of values, which stands above it, holds its figures."""
    marks = tuple(ChartMark(one.on, one.told, one.value, name=one.entry) for one in values.values)
    change = f"; {values.change}" if values.change else ""
    said = f"{values.measure}: {format_dated_values(values.values)}{change}."
    return Chart(ChartKind.SERIES, values.measure, said, marks, unit=values.unit, better=values.better)


def build_timeline_chart(
    cycle: CycleSummary, going: DisclosedCycle, journal: Journal, calendar: Calendar, window: Period, as_at: date
) -> Chart | None:
    """Return the timeline of a cycle in the window: what stands on it, silences and holidays, by their days.

    Entries stand there by name, kind and aside; their words have their own places. Silence is drawn where nothing of
    the cycle was left out, since what is held back must not look like silence. None where nothing was written.
    """
    found = CycleMatch(going.cycle, going.entries, itself=True)
    line = build_timeline(Selection(Query(window=window), (found,), ()), journal, calendar, as_at)
    whole = len(going.entries) == sum(entry.happened_on in window for entry in going.cycle.kept)
    shown = (TimelinePost, TimelineGap, HolidayBand) if whole else (TimelinePost, HolidayBand)
    marks = [_build_timeline_mark(mark, cycle, going) for mark in line.marks if isinstance(mark, shown)]
    dated = _fill_days([mark for mark in marks if mark and (mark.on <= as_at or mark.what == "next look")])
    if not any(mark.name for mark in dated):
        return None
    rows = tuple((_day(mark), *_describe_mark(mark)) for mark in dated)
    numbers = Table("The timeline", ("Day", "What", "Which"), rows)
    return Chart(ChartKind.TIMELINE, "The timeline", _format_timeline_sentence(cycle, dated), tuple(dated), numbers)


def _build_timeline_mark(
    mark: TimelinePost | TimelineGap | HolidayBand, cycle: CycleSummary, going: DisclosedCycle
) -> ChartMark | None:
    """Return a mark of the timeline without anyone's words; a silence gets its day from what it follows."""
    match mark:
        case TimelineGap():
            return ChartMark(date.min, format_count(mark.weeks, "quiet teaching week"), what="quiet")
        case HolidayBand():
            return ChartMark(mark.period.begin, mark.name, what="holiday", until=mark.period.last)
        case TimelinePost() if mark.what == "next look":
            return ChartMark(cycle.next_look, mark.aside, what=mark.what) if cycle.next_look == mark.on else None
        case TimelinePost():
            aside = "by its name only" if mark.name in going.by_name else mark.aside
            return ChartMark(mark.on, aside, what=mark.what, name=mark.name) if mark.name or going.goes else None


def _fill_days(marks: Sequence[ChartMark]) -> list[ChartMark]:
    dated = list[ChartMark]()
    for mark in marks:
        on = mark.on if mark.on > date.min else dated[-1].on if dated else None
        if on:
            dated.append(msgspec.structs.replace(mark, on=on))
    return dated


def _describe_mark(mark: ChartMark) -> tuple[str, str]:
    """Return what a mark is, and which: an entry's name with its aside. Holidays and silences name themselves."""
    if mark.what in ("holiday", "quiet"):
        return mark.told, ""
    return mark.what, " ".join(filter(None, (mark.name, mark.told)))


def _day(mark: ChartMark) -> str:
    return f"after {spell_short(mark.on, year=True)}" if mark.what == "quiet" else spell_short(mark.on, year=True)


def _format_timeline_sentence(cycle: CycleSummary, marks: Sequence[ChartMark]) -> str:
    kinds = Counter(mark.what for mark in marks if mark.name)
    named = [kind for kind in ("reading", "action", "evidence", "reflection", "note") if kinds[kind]]
    decided = [mark.what for mark in marks if mark.name and mark.what not in _KINDS]
    told = join_words([format_kind_count(kinds[kind], kind) for kind in named]) or "nothing written yet"
    turns = f"; decided: {join_words(decided)}" if decided else ""
    quiet = [mark for mark in marks if mark.what == "quiet"]
    silences = f"; {format_count(len(quiet), 'quiet stretch', 'quiet stretches')}" if quiet else ""
    state = "" if cycle.state is CycleState.OPEN else f"; {cycle.state}"
    return f"From {spell(cycle.began_on)}: {told}{turns}{silences}{state}."


_KINDS = ("reading", "action", "evidence", "reflection", "review", "note")
