"""After *embed*: whether it is still happening a term later, and a year later."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from enquiry.acts import ActKind, NextAct
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import LATEST, Period, spell_short
from enquiry.insight.measures.series import Series, SeriesPoint, format_point
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import NOT_ASKED, Finding, format_short_day, label_entry, suggest_act
from enquiry.model.choices import BetterDirection, CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Review

MONTH = timedelta(days=30)


def add_term(day: date, calendar: Calendar, rules: PulseRules = DEFAULT_RULES) -> date:
    """Return the teaching day one term after `day`: as far into the next term as `day` is into its own.

    In holidays it is counted from the term before. A shorter next term gives its last teaching day, and a calendar
    without terms sixty teaching days.
    """
    day = min(day, LATEST)  # a later one is no day that can be kept, and has no year after it
    years = (calendar.find_year(day), calendar.find_year(day + relativedelta(years=1)))
    parts = [part.period for year in years for part in calendar.list_parts(year)]
    begun = [place for place, part in enumerate(parts) if part.begin <= day]
    if not begun or begun[-1] + 1 >= len(parts):
        return min(calendar.add_teaching_days(day, rules.term), LATEST)
    own, following = parts[begun[-1]], parts[begun[-1] + 1]
    into = calendar.count_teaching_days(Period.through(own.begin, day))
    held = calendar.count_teaching_days(following)
    return min(calendar.add_teaching_days(following.begin - date.resolution, max(1, min(into, held))), LATEST)


def add_year(day: date, calendar: Calendar) -> date:
    """Return the first teaching day on or after the same day of the next year."""
    return min(calendar.add_teaching_days(min(day, LATEST) + relativedelta(years=1, days=-1), 1), LATEST)


class FollowUp(NamedTuple):
    """A follow-up after embedding: its name and day, the days in which an entry counts, its state, and that entry."""

    when: str
    on: date
    period: Period
    state: str
    entry: AnyEntry | None


class MeasureSlip(NamedTuple):
    """A measure that went back after embedding: its last value up to then, and its latest."""

    series: Series
    held: SeriesPoint
    latest: SeriesPoint


def build_follow_ups(
    cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> tuple[FollowUp, ...]:
    """Return the follow-ups that the last decision to embed asks for; none where it was never embedded.

    Rule: one a term later, one a year later. A follow-up is evidence or a review within the term that holds its day:
    *done* where there is one, *missing* once the term is over, *due* from its day on, *to come* before. Where the
    calendar names no terms, one counts from a month before its day, and is missed 60 teaching days after it.
    """
    embed = cycle.embedding_review
    if embed is None:
        return ()
    term, year = add_term(embed.happened_on, calendar, rules), add_year(embed.happened_on, calendar)
    until = _get_follow_up_period(year, calendar, rules).begin
    looks = [entry for entry in cycle.kept if isinstance(entry, Evidence | Review)]
    found = list[FollowUp]()
    for when, on, end in (("a term later", term, until), ("a year later", year, date.max)):
        period = _get_follow_up_period(on, calendar, rules)
        entry = next((look for look in looks if period.begin <= look.happened_on < end), None)
        state = "missing" if today >= period.end else "due" if today >= on else "to come"
        found.append(FollowUp(when, on, period, "done" if entry else state, entry))
    return tuple(found)


def _get_follow_up_period(on: date, calendar: Calendar, rules: PulseRules) -> Period:
    part = calendar.find_part(on)
    return part.period if part else Period.through(on - MONTH, calendar.add_teaching_days(on, rules.term))


def find_next_follow_up(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules) -> date | None:
    """Return the day of the next follow-up that can still be made; None once nothing more is asked."""
    waiting = (one for one in build_follow_ups(cycle, calendar, today, rules) if one.state in ("to come", "due"))
    return next((one.on for one in waiting), None)


def find_measure_slips(
    cycle: Cycle, series: tuple[Series, ...], rules: PulseRules = DEFAULT_RULES
) -> Iterator[MeasureSlip]:
    """Yield the measures that went back after embedding.

    Rule: more than a quarter of the change from the first value to the last one up to embedding is lost again in the
    latest value. A change for the worse has nothing to lose, where it is known which way is better.
    """
    embed = cycle.embedding_review
    for one in series if embed else ():
        until = [point for point in one.points if embed and point.on <= embed.happened_on]
        if not until or until[-1] is one.latest:
            continue
        drawn = dict(zip(one.points, one.plotted, strict=True))
        held, latest = drawn[until[-1]], drawn[one.latest]
        change = held - drawn[until[0]]
        worse = (one.better is BetterDirection.UP and change < 0) or (one.better is BetterDirection.DOWN and change > 0)
        lost = held - latest
        if change and not worse and round(lost / change, 9) > rules.slipped:
            yield MeasureSlip(one, until[-1], one.latest)


def evaluate_sustain(
    cycle: Cycle, series: tuple[Series, ...], calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> Finding:
    """Judge whether what was embedded is still happening.

    Rule: after *embed*, a follow-up one term later and one year later, each *to come*, *due*, *done* or *missing*; the
    finding has the most urgent of these states (a later look makes up for one that was missed), and *slipped*
    where a measure went back.
    """
    embed = cycle.embedding_review
    if embed is None:
        return Finding("sustain", NOT_ASKED, "It was not embedded, so there is no follow-up to look for.")
    found = build_follow_ups(cycle, calendar, today, rules)
    slipped = tuple(find_measure_slips(cycle, series, rules))
    states = ["done"] if found[-1].state == "done" else [one.state for one in found]
    state = "slipped" if slipped else next(s for s in ("missing", "due", "done", "to come") if s in states)
    told = [f"Embedded ({label_entry(embed)})"]
    for one in found:
        words = {"missing": "none by", "due": "due since", "to come": "to come on"}.get(one.state, "")
        day = format_short_day(one.period.last if one.state == "missing" else one.on, today)
        told.append(f"{one.when}, {f'done ({label_entry(one.entry)})' if one.entry else f'{words} {day}'}")
    words = " ".join([*map(_format_measure_slip, slipped), f"{'; '.join(told)}."])
    names = [embed.name, *(one.entry.name for one in found if one.entry)]
    names += [point.entry for slip in slipped for point in (slip.held, slip.latest)]
    missed = bool({"missing", "due"} & {*states})
    kept = cycle.state is CycleState.OPEN or (cycle.state is CycleState.CLOSED and cycle.next_look is not None)
    asks = bool(slipped) or (kept and missed)
    act: NextAct | None = None
    if missed:
        act = suggest_act(cycle, "See whether it is still happening.", ActKind.LOG_FOLLOW_UP)
    elif any(slip.latest.on > cycle.reviews[-1].happened_on for slip in slipped):  # not reviewed since
        act = suggest_act(cycle, "Think about what has come in its way.", ActKind.REFLECT)
    return Finding("sustain", state, words, tuple(dict.fromkeys(names)), act, asks)


def _format_measure_slip(slip: MeasureSlip) -> str:
    own = slip.series
    latest = format_point(slip.latest._replace(sd=None, n=None), own.unit, own.levels)
    held = f"{own.format_bare(slip.held)} ({slip.held.entry})"
    day = spell_short(slip.latest.on)
    return f"“{slip.series.name}” went back from {held} to {latest} ({slip.latest.entry}, {day})."
