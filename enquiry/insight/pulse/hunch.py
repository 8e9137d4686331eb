"""What came of it: how much of the plan was carried out, and the hunch beside what was found."""

from datetime import date

from enquiry.dates.period import short
from enquiry.insight.measures.series import Series, spelled
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.sign import Sign, names
from enquiry.insight.words import joined
from enquiry.model.choices import State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action
from enquiry.model.measure import plain_number

HUNCH = "hunch and found"


def delivery(cycle: Cycle, today: date, rules: Rules = USUAL) -> Sign:
    """Say how much of what was planned was carried out.

    Rule: *thin* where an action was done fewer than half its planned times: too few to say that it did not work. An
    action that runs until a later day is *under way* and judged when it is over. *As planned* means half or more;
    *not said* where no action says both how often it was planned and how often it was done.
    """
    counted = tuple(a for a in cycle.kept if isinstance(a, Action) and a.planned and a.done is not None)
    if not counted:
        return Sign("delivery", "not said", "No action says both how often it was planned and how often it was done.")
    going = tuple(a for a in counted if a.until and a.until > today and cycle.state is State.OPEN)
    over = tuple(a for a in counted if a not in going)
    thin = tuple(action for action in over if _share(action) < rules.delivered)
    if thin:
        few = "too few to say that it did not work" if len(thin) == 1 else "too few to say that they did not work"
        act = "Say what got in the way." if cycle.state is State.OPEN else ""
        command = f"enquiry reflect -c {cycle.number}" if act else ""
        return Sign("delivery", "thin", f"{_times(thin)}: {few}.", names(thin), act, command, asks=True)
    if over:
        return Sign("delivery", "as planned", f"{_times(over)}.", names(over))
    until = max(action.until for action in going if action.until)
    return Sign("delivery", "under way", f"{_times(going)}, with time until {short(until)}.", names(going))


def _share(action: Action) -> float:
    return (action.done or 0) / (action.planned or 1)


def _times(actions: tuple[Action, ...]) -> str:
    first, *others = actions
    told = [f"{first.done} of {first.planned} planned times ({first.name})"]
    return joined([*told, *(f"{action.done} of {action.planned} ({action.name})" for action in others)])


def hunch_and_found(cycle: Cycle, series: tuple[Series, ...]) -> Sign:
    """Say what the measures show, to be read beside the hunch.

    Rule: the hunch is shown beside the latest values: *side by side* where there are both, *no hunch* or *no values*
    where one of them is missing.
    """
    if not series:
        state = "no values" if cycle.hunch else "no hunch"
        words = (
            "No measure has a value yet." if cycle.hunch else "No hunch is written down, and no measure has a value."
        )
        return Sign(HUNCH, state, words, (), *_ask(cycle))
    entries = dict.fromkeys(name for one in series for name in (one.first.entry, one.latest.entry))
    found = f"Found so far: {'; '.join(map(_value, series))}."
    if cycle.hunch:
        return Sign(HUNCH, "side by side", found, tuple(entries))
    return Sign(HUNCH, "no hunch", f"No hunch is written down. {found}", tuple(entries), *_ask(cycle))


def _ask(cycle: Cycle) -> tuple[str, str]:
    if cycle.hunch or cycle.state is not State.OPEN:
        return "", ""
    return "Say what you think is going on.", f'enquiry edit {cycle.number} --hunch "…"'


def _value(series: Series) -> str:
    first = "" if len(series.points) == 1 else f"{plain_number(series.first.value)} at first ({series.first.entry}), "
    latest = f"{spelled(series.latest, series.unit)} on {short(series.latest.on)} ({series.latest.entry})"
    return f"“{series.name}”: {first}{latest}"
