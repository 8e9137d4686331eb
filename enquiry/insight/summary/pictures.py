"""The charts of a summary: the strip of the months, the series of a measure, the timeline of a cycle.

Each is made of the very figures the document tells, with a sentence that says the same: a chart holds nothing that
its table and its sentence do not.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby

import msgspec

from enquiry.dates.period import spell, spell_short
from enquiry.insight.pulse.spread import QuietSpell
from enquiry.insight.summary.blocks import Chart, ChartKind, ChartMark, Table
from enquiry.insight.summary.language import ENGLISH, Language
from enquiry.insight.summary.value import CycleSummary, DisclosedCycle, SummaryFacts, SummaryMeasure
from enquiry.insight.timeline import TARGET, HolidayBand, TimelinePost, build_timeline
from enquiry.insight.year.timeliness import EvaluationMonth
from enquiry.model.choices import CycleState, PlanState
from enquiry.model.measure import format_plain_number
from enquiry.query.select import CycleMatch, Query, Selection
from enquiry.words import format_count, join_words

MANY_MONTHS = 18
"""Months from which a strip is drawn by the year."""


def build_strip_chart(months: Sequence[EvaluationMonth], language: Language = ENGLISH) -> Chart:
    """Return the strip of the window: a bar for each month, the empty ones too; for each year where months are many."""
    by_year = len(months) > MANY_MONTHS
    bars = list[ChartMark]()
    for _, found in groupby(months, key=lambda one: one.begins.year if by_year else one.begins):
        held = list(found)
        begins = held[0].begins
        label = str(begins.year) if by_year else language.spell_short(begins).partition(" ")[2]
        pieces = sum(month.pieces for month in held)
        bars.append(ChartMark(begins, str(pieces), pieces, label))
    caption = f"Evidence, reflections and reviews by the {'year' if by_year else 'month'} they are about"
    numbers = Table(caption, tuple(mark.what for mark in bars), (tuple(mark.told for mark in bars),))
    held_in = join_words([f"{mark.told} in {mark.what}" for mark in bars if mark.value])
    return Chart(ChartKind.STRIP, caption, f"{caption}: {held_in or 'none'}.", tuple(bars), numbers)


def build_series_chart(values: SummaryMeasure, target: float | None = None) -> Chart:
    """Return the chart of a measure's values. The table of values, which stands above it, holds its figures.

    `target` is the value that the measure is to reach, where the document tells of it.
    """
    marks = list[ChartMark]()
    for one in values.values:
        shown = round(100 * one.value / one.of) if values.share and one.of and one.value is not None else one.value
        marks.append(ChartMark(one.on, one.told, shown, name=one.entry))
    dated = ", ".join(f"{one.told} on {spell_short(one.on, year=True)}" for one in values.values)
    said = f"{values.measure}: {dated}{f'; {values.change}' if values.change else ''}."
    if target is not None:
        said = f"{said[:-1]}; the target is {format_plain_number(target)}."
    unit = "%" if values.share else values.unit
    return Chart(ChartKind.SERIES, values.measure, said, tuple(marks), unit=unit, better=values.better, target=target)


MOST_TALLIES = 4
"""Tallies of levels that are all drawn; of more the first and the latest."""


def build_tally_chart(values: SummaryMeasure) -> Chart:
    """Return the chart of how many stood at each level on each day, as the table of values above it tells."""
    told = [one for one in values.values if one.tally]
    told = told if len(told) <= MOST_TALLIES else [told[0], told[-1]]
    marks = [
        ChartMark(one.on, str(count), count, f"{_join(level)} {_join(spell_short(one.on, year=True))}", one.entry)
        for one in told
        for level, count in one.tally
    ]
    dated = "; ".join(f"{spell_short(one.on, year=True)}: {one.told}" for one in told)
    said = f"{values.measure}: {dated}{f'; {values.change}' if values.change else ''}."
    return Chart(ChartKind.STRIP, values.measure, said, tuple(marks))


def _join(words: str) -> str:
    """Return words that stay together: a bar's label ends at the first plain space."""
    return words.replace(" ", "\u00a0")


_AHEAD = (PlanState.PLANNED.value, PlanState.MOVED.value)


def build_timeline_chart(cycle: CycleSummary, facts: SummaryFacts) -> Chart | None:
    """Return the timeline of a cycle in the window: entries, gaps and holidays, by their days.

    Entries stand there by name, kind and aside; their words have their own places. Gaps are drawn where nothing of
    the cycle was left out, since what is withheld must not look like one. None where nothing was written.
    """
    asked, going = facts.asked, facts.going[cycle.number]
    found = CycleMatch(going.cycle, going.entries, itself=True)
    selection = Selection(Query(window=asked.window), (found,), ())
    until = asked.until
    line = build_timeline(selection, asked.journal, asked.calendar, until, by_day=True)
    whole = len(going.entries) == sum(entry.happened_on in asked.window for entry in going.cycle.kept)
    shown = (TimelinePost, QuietSpell, HolidayBand) if whole else (TimelinePost, HolidayBand)
    dated, rows = list[ChartMark](), []
    for mark in (_build_timeline_mark(mark, cycle, going) for mark in line.marks if isinstance(mark, shown)):
        if not mark or (mark.on > until and mark.what not in ("next look", TARGET) and mark.told not in _AHEAD):
            continue
        on = mark.on if mark.on > date.min else dated[-1].on if dated else None
        if on:  # a gap has the day of what it follows
            dated.append(msgspec.structs.replace(mark, on=on))
            day = f"{'after ' if mark.what == 'quiet' else ''}{spell_short(on, year=True)}"
            itself = mark.what in ("holiday", "quiet")
            words = (mark.told, "") if itself else (mark.what, " ".join(filter(None, (mark.name, mark.told))))
            rows.append((day, *words))
    if not any(mark.name for mark in dated):
        return None
    numbers = Table("The timeline", ("Day", "What", "Which"), tuple(rows))
    return Chart(ChartKind.TIMELINE, "The timeline", _format_timeline_sentence(cycle, dated), tuple(dated), numbers)


def _build_timeline_mark(
    mark: TimelinePost | QuietSpell | HolidayBand, cycle: CycleSummary, going: DisclosedCycle
) -> ChartMark | None:
    """Return a mark of the timeline without anyone's words; a gap has no day of its own yet."""
    match mark:
        case QuietSpell():
            return ChartMark(date.min, mark.format_length("quiet"), what="quiet")
        case HolidayBand():
            return ChartMark(mark.period.begin, mark.name, what="holiday", until=mark.period.last)
        case TimelinePost() if mark.what == "next look":
            return ChartMark(cycle.next_look, mark.aside, what=mark.what) if cycle.next_look == mark.on else None
        case TimelinePost() if mark.what == TARGET:
            return ChartMark(mark.on, mark.text, what=TARGET) if cycle.targets else None
        case TimelinePost():
            aside = "by its name only" if mark.name in going.by_name else mark.aside
            return ChartMark(mark.on, aside, what=mark.what, name=mark.name) if mark.name or going.goes else None


_NOUNS = {
    "reading": ("reading", ""),
    "action": ("action", ""),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "reflection": ("reflection", ""),
    "ask": ("ask", ""),
    "note": ("note", ""),
}
"""What is counted on a timeline, one and many, in the order of its sentence."""


def _format_timeline_sentence(cycle: CycleSummary, marks: Sequence[ChartMark]) -> str:
    kinds = Counter(mark.what for mark in marks if mark.name)
    counts = [format_count(kinds[kind], *nouns) for kind, nouns in _NOUNS.items() if kinds[kind]]
    told = join_words(counts) or "nothing written yet"
    decided = [mark.what for mark in marks if mark.name and mark.what not in (*_NOUNS, "review")]
    turns = f"; decided: {join_words(decided)}" if decided else ""
    quiet = sum(mark.what == "quiet" for mark in marks)
    silences = f"; {format_count(quiet, 'quiet stretch', 'quiet stretches')}" if quiet else ""
    state = "" if cycle.state is CycleState.OPEN else f"; {cycle.state}"
    began = f"From {spell(cycle.began_on)}: " if cycle.began_on else ""
    return f"{began}{told}{turns}{silences}{state}."
