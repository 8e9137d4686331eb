"""After *embed*: whether it is still happening, and whether what was measured went back."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from enquiry.acts import ActKind, NextAct
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell_short
from enquiry.insight.measures.series import Series, SeriesPoint, format_point
from enquiry.insight.pulse.follow_ups import build_follow_ups
from enquiry.insight.pulse.sign import NOT_ASKED, Finding, format_short_day, label_entry, suggest_act
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import BetterDirection, CycleState
from enquiry.model.cycle import Cycle


class MeasureSlip(NamedTuple):
    """A measure that went back after embedding: its last value up to then, and its latest."""

    series: Series
    held: SeriesPoint
    latest: SeriesPoint


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
