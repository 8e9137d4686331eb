"""After *embed*: whether it is still happening a term later, and a year later."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period, spell_short
from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.insight.pulse.look_dates import add_term, add_year
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import NOT_ASKED, Finding, format_short_day, label_entry
from enquiry.insight.pulse.snapshot import find_embedding_review
from enquiry.model.choices import BetterDirection, CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Review
from enquiry.model.measure import format_plain_number

MONTH = timedelta(days=30)


class FollowUp(NamedTuple):
    """A look after embedding: which one, its day, the days in which one counts, how it stands, and the entry it was."""

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
    embed = find_embedding_review(cycle)
    if embed is None:
        return ()
    term, year = add_term(embed.happened_on, calendar, rules), add_year(embed.happened_on, calendar)
    until = _get_follow_up_period(year, calendar, rules).begin
    looks = [entry for entry in cycle.kept if isinstance(entry, Evidence | Review)]
    return (
        _build_follow_up(
            "a term later", term, [look for look in looks if look.happened_on < until], calendar, today, rules
        ),
        _build_follow_up("a year later", year, looks, calendar, today, rules),
    )


def _build_follow_up(
    when: str, on: date, looks: Iterable[AnyEntry], calendar: Calendar, today: date, rules: PulseRules
) -> FollowUp:
    period = _get_follow_up_period(on, calendar, rules)
    found = next((look for look in looks if look.happened_on >= period.begin), None)
    due = "missing" if today >= period.end else "due" if today >= on else "to come"
    return FollowUp(when, on, period, "done" if found else due, found)


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
    embed = find_embedding_review(cycle)
    for one in series if embed else ():
        until = [point for point in one.points if embed and point.on <= embed.happened_on]
        if not until or until[-1] is one.latest:
            continue
        change = until[-1].value - until[0].value
        worse = (one.better is BetterDirection.UP and change < 0) or (one.better is BetterDirection.DOWN and change > 0)
        lost = until[-1].value - one.latest.value
        if change and not worse and round(lost / change, 9) > rules.slipped:
            yield MeasureSlip(one, until[-1], one.latest)


def evaluate_sustain(
    cycle: Cycle, series: tuple[Series, ...], calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> Finding:
    """Say whether what was embedded is still happening.

    Rule: after *embed*, a follow-up one term later and one year later, each *to come*, *due*, *done* or *missing*; the
    sign bears the state that most wants looking at (a later look makes up for one that was missed), and *slipped*
    where a measure went back.
    """
    embed = find_embedding_review(cycle)
    if embed is None:
        return Finding("sustain", NOT_ASKED, "It was not embedded, so there is no follow-up to look for.")
    found = build_follow_ups(cycle, calendar, today, rules)
    slipped = tuple(find_measure_slips(cycle, series, rules))
    states = ["done"] if found[-1].state == "done" else [one.state for one in found]
    state = "slipped" if slipped else next(s for s in ("missing", "due", "done", "to come") if s in states)
    told = "; ".join(f"{one.when}, {_format_follow_up(one, today)}" for one in found)
    words = " ".join([*map(_format_measure_slip, slipped), f"Embedded ({label_entry(embed)}); {told}."])
    entries = dict.fromkeys([embed.name, *(one.entry.name for one in found if one.entry), *_of(slipped)])
    asks = bool(slipped) or (cycle.state is CycleState.OPEN and bool({"missing", "due"} & {*states}))
    return Finding("sustain", state, words, tuple(entries), *_suggest_sustain_act(cycle, states, slipped), asks=asks)


def _suggest_sustain_act(cycle: Cycle, states: list[str], slipped: tuple[MeasureSlip, ...]) -> tuple[str, str]:
    """Return the act that a follow-up or a slip asks for; none where the cycle is over, or was reviewed since."""
    if cycle.state is not CycleState.OPEN:
        return "", ""
    if "due" in states or "missing" in states:
        return "See whether it is still happening.", f"enquiry evidence -c {cycle.number} --stage follow-up"
    reviews = [entry.happened_on for entry in cycle.kept if isinstance(entry, Review)]
    unseen = any(slip.latest.on > max(reviews) for slip in slipped)
    return ("Think about what has come in its way.", f"enquiry reflect -c {cycle.number}") if unseen else ("", "")


def _format_follow_up(one: FollowUp, today: date) -> str:
    if one.entry:
        return f"done ({label_entry(one.entry)})"
    match one.state:
        case "missing":
            return f"none by {format_short_day(one.period.last, today)}"
        case "due":
            return f"due since {format_short_day(one.on, today)}"
        case _:
            return f"to come on {format_short_day(one.on, today)}"


def _format_measure_slip(slip: MeasureSlip) -> str:
    unit = slip.series.unit
    latest = f"{format_plain_number(slip.latest.value)}{'' if unit in ('', '%') else ' '}{unit}"
    held = f"{format_plain_number(slip.held.value)} ({slip.held.entry})"
    return (
        f"“{slip.series.name}” went back from {held} to {latest} ({slip.latest.entry}, {spell_short(slip.latest.on)})."
    )


def _of(slipped: tuple[MeasureSlip, ...]) -> Iterator[str]:
    for slip in slipped:
        yield from (slip.held.entry, slip.latest.entry)
