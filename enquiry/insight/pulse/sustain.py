"""After *embed*: whether it is still happening a term later, and a year later."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period, short
from enquiry.insight.measures.series import Point, Series
from enquiry.insight.pulse.look_dates import a_term_later, a_year_later
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.sign import NOT_ASKED, Sign, at, day_in
from enquiry.insight.pulse.snapshot import embedding
from enquiry.model.choices import Better, State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Review
from enquiry.model.measure import plain_number

MONTH = timedelta(days=30)


class FollowUp(NamedTuple):
    """A look after embedding: which one, its day, the days in which one counts, how it stands, and the entry it was."""

    when: str
    on: date
    period: Period
    state: str
    entry: AnyEntry | None


class Slip(NamedTuple):
    """A measure that went back after embedding: its last value up to then, and its latest."""

    series: Series
    held: Point
    latest: Point


def follow_ups(cycle: Cycle, calendar: Calendar, today: date, rules: Rules = USUAL) -> tuple[FollowUp, ...]:
    """Return the follow-ups that the last decision to embed asks for; none where it was never embedded.

    Rule: one a term later, one a year later. A follow-up is evidence or a review within the term that holds its day:
    *done* where there is one, *missing* once the term is over, *due* from its day on, *to come* before. Where the
    calendar names no terms, one counts from a month before its day, and is missed 60 teaching days after it.
    """
    embed = embedding(cycle)
    if embed is None:
        return ()
    term, year = a_term_later(embed.happened_on, calendar, rules), a_year_later(embed.happened_on, calendar)
    until = _around(year, calendar, rules).begin
    looks = [entry for entry in cycle.kept if isinstance(entry, Evidence | Review)]
    return (
        _follow_up("a term later", term, [look for look in looks if look.happened_on < until], calendar, today, rules),
        _follow_up("a year later", year, looks, calendar, today, rules),
    )


def _follow_up(
    when: str, on: date, looks: Iterable[AnyEntry], calendar: Calendar, today: date, rules: Rules
) -> FollowUp:
    period = _around(on, calendar, rules)
    found = next((look for look in looks if look.happened_on >= period.begin), None)
    due = "missing" if today >= period.end else "due" if today >= on else "to come"
    return FollowUp(when, on, period, "done" if found else due, found)


def _around(on: date, calendar: Calendar, rules: Rules) -> Period:
    part = calendar.part_of(on)
    return part.period if part else Period.through(on - MONTH, calendar.after_teaching_days(on, rules.term))


def next_follow_up(cycle: Cycle, calendar: Calendar, today: date, rules: Rules) -> date | None:
    """Return the day of the next follow-up that can still be made; None once nothing more is asked."""
    waiting = (one for one in follow_ups(cycle, calendar, today, rules) if one.state in ("to come", "due"))
    return next((one.on for one in waiting), None)


def slips(cycle: Cycle, series: tuple[Series, ...], rules: Rules = USUAL) -> Iterator[Slip]:
    """Yield the measures that went back after embedding.

    Rule: more than a quarter of the change from the first value to the last one up to embedding is lost again in the
    latest value. A change for the worse has nothing to lose, where it is known which way is better.
    """
    embed = embedding(cycle)
    for one in series if embed else ():
        until = [point for point in one.points if embed and point.on <= embed.happened_on]
        if not until or until[-1] is one.latest:
            continue
        change = until[-1].value - until[0].value
        worse = (one.better is Better.UP and change < 0) or (one.better is Better.DOWN and change > 0)
        lost = until[-1].value - one.latest.value
        if change and not worse and round(lost / change, 9) > rules.slipped:
            yield Slip(one, until[-1], one.latest)


def sustain(cycle: Cycle, series: tuple[Series, ...], calendar: Calendar, today: date, rules: Rules = USUAL) -> Sign:
    """Say whether what was embedded is still happening.

    Rule: after *embed*, a follow-up one term later and one year later, each *to come*, *due*, *done* or *missing*; the
    sign bears the state that most wants looking at (a later look makes up for one that was missed), and *slipped*
    where a measure went back.
    """
    embed = embedding(cycle)
    if embed is None:
        return Sign("sustain", NOT_ASKED, "It was not embedded, so there is no follow-up to look for.")
    found = follow_ups(cycle, calendar, today, rules)
    slipped = tuple(slips(cycle, series, rules))
    states = ["done"] if found[-1].state == "done" else [one.state for one in found]
    state = "slipped" if slipped else next(s for s in ("missing", "due", "done", "to come") if s in states)
    told = "; ".join(f"{one.when}, {_told(one, today)}" for one in found)
    words = " ".join([*map(_went_back, slipped), f"Embedded ({at(embed)}); {told}."])
    entries = dict.fromkeys([embed.name, *(one.entry.name for one in found if one.entry), *_of(slipped)])
    asks = bool(slipped) or (cycle.state is State.OPEN and bool({"missing", "due"} & {*states}))
    return Sign("sustain", state, words, tuple(entries), *_act(cycle, states, slipped), asks=asks)


def _act(cycle: Cycle, states: list[str], slipped: tuple[Slip, ...]) -> tuple[str, str]:
    """Return the act that a follow-up or a slip asks for; none where the cycle is over, or was reviewed since."""
    if cycle.state is not State.OPEN:
        return "", ""
    if "due" in states or "missing" in states:
        return "See whether it is still happening.", f"enquiry evidence -c {cycle.number} --stage follow-up"
    reviews = [entry.happened_on for entry in cycle.kept if isinstance(entry, Review)]
    unseen = any(slip.latest.on > max(reviews) for slip in slipped)
    return ("Think about what has come in its way.", f"enquiry reflect -c {cycle.number}") if unseen else ("", "")


def _told(one: FollowUp, today: date) -> str:
    if one.entry:
        return f"done ({at(one.entry)})"
    match one.state:
        case "missing":
            return f"none by {day_in(one.period.last, today)}"
        case "due":
            return f"due since {day_in(one.on, today)}"
        case _:
            return f"to come on {day_in(one.on, today)}"


def _went_back(slip: Slip) -> str:
    unit = slip.series.unit
    latest = f"{plain_number(slip.latest.value)}{'' if unit in ('', '%') else ' '}{unit}"
    held = f"{plain_number(slip.held.value)} ({slip.held.entry})"
    return f"“{slip.series.name}” went back from {held} to {latest} ({slip.latest.entry}, {short(slip.latest.on)})."


def _of(slipped: tuple[Slip, ...]) -> Iterator[str]:
    for slip in slipped:
        yield from (slip.held.entry, slip.latest.entry)
