"""What came of it: how much of the plan was carried out, and the hunch beside what was found."""

from datetime import date

from enquiry.dates.period import spell_short
from enquiry.insight.measures.series import Series, format_point
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import Finding, list_entry_names
from enquiry.insight.words import join_words
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action
from enquiry.model.measure import format_plain_number

HUNCH = "hunch and found"


def evaluate_delivery(cycle: Cycle, today: date, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Say how much of what was planned was carried out.

    Rule: *thin* where an action was done fewer than half its planned times: too few to say that it did not work. An
    action that runs until a later day is *under way* and judged when it is over. *As planned* means half or more;
    *not said* where no action says both how often it was planned and how often it was done.
    """
    counted = tuple(a for a in cycle.kept if isinstance(a, Action) and a.planned and a.done is not None)
    if not counted:
        return Finding(
            "delivery", "not said", "No action says both how often it was planned and how often it was done."
        )
    going = tuple(a for a in counted if a.until and a.until > today and cycle.state is CycleState.OPEN)
    over = tuple(a for a in counted if a not in going)
    thin = tuple(action for action in over if _share(action) < rules.delivered)
    if thin:
        few = "too few to say that it did not work" if len(thin) == 1 else "too few to say that they did not work"
        act = "Say what got in the way." if cycle.state is CycleState.OPEN else ""
        command = f"enquiry reflect -c {cycle.number}" if act else ""
        return Finding(
            "delivery", "thin", f"{_format_delivered(thin)}: {few}.", list_entry_names(thin), act, command, asks=True
        )
    if over:
        return Finding("delivery", "as planned", f"{_format_delivered(over)}.", list_entry_names(over))
    until = max(action.until for action in going if action.until)
    return Finding(
        "delivery",
        "under way",
        f"{_format_delivered(going)}, with time until {spell_short(until)}.",
        list_entry_names(going),
    )


def _share(action: Action) -> float:
    return (action.done or 0) / (action.planned or 1)


def _format_delivered(actions: tuple[Action, ...]) -> str:
    first, *others = actions
    told = [f"{first.done} of {first.planned} planned times ({first.name})"]
    return join_words([*told, *(f"{action.done} of {action.planned} ({action.name})" for action in others)])


def evaluate_hunch(cycle: Cycle, series: tuple[Series, ...]) -> Finding:
    """Say what the measures show, to be read beside the hunch.

    Rule: the hunch is shown beside the latest values: *side by side* where there are both, *no hunch* or *no values*
    where one of them is missing.
    """
    if not series:
        state = "no values" if cycle.hunch else "no hunch"
        words = (
            "No measure has a value yet." if cycle.hunch else "No hunch is written down, and no measure has a value."
        )
        return Finding(HUNCH, state, words, (), *_suggest_hunch(cycle))
    entries = dict.fromkeys(name for one in series for name in (one.first.entry, one.latest.entry))
    found = f"Found so far: {'; '.join(map(_format_series_values, series))}."
    if cycle.hunch:
        return Finding(HUNCH, "side by side", found, tuple(entries))
    return Finding(HUNCH, "no hunch", f"No hunch is written down. {found}", tuple(entries), *_suggest_hunch(cycle))


def _suggest_hunch(cycle: Cycle) -> tuple[str, str]:
    if cycle.hunch or cycle.state is not CycleState.OPEN:
        return "", ""
    return "Say what you think is going on.", f'enquiry edit {cycle.number} --hunch "…"'


def _format_series_values(series: Series) -> str:
    first = (
        ""
        if len(series.points) == 1
        else f"{format_plain_number(series.first.value)} at first ({series.first.entry}), "
    )
    latest = f"{format_point(series.latest, series.unit)} on {spell_short(series.latest.on)} ({series.latest.entry})"
    return f"“{series.name}”: {first}{latest}"
