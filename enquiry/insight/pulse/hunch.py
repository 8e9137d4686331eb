"""What came of it: how much of the plan was carried out, and the hunch beside what was found."""

from datetime import date

from enquiry.acts import ActKind
from enquiry.dates.period import spell_short
from enquiry.insight.measures.series import Series, format_point
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import Finding, list_entry_names, suggest_act
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action
from enquiry.words import join_words

HUNCH = "hunch and found"


def evaluate_delivery(cycle: Cycle, today: date, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Judge how much of what was planned was carried out.

    Rule: *thin* where an action was done fewer than half its planned times: too few to say that it did not work. An
    action that runs until a later day is *under way* and judged when it is over. *As planned* means half or more;
    *not said* where no action says both how often it was planned and how often it was done.
    """
    counted = [action for action in cycle.actions if action.planned and action.done is not None]
    if not counted:
        words = "No action says both how often it was planned and how often it was done."
        return Finding("delivery", "not said", words)
    going = [a for a in counted if a.until and a.until > today and cycle.state is CycleState.OPEN]
    over = [action for action in counted if action not in going]
    thin = [action for action in over if (action.done or 0) / (action.planned or 1) < rules.delivered]
    if thin:
        few = "too few to say that it did not work" if len(thin) == 1 else "too few to say that they did not work"
        act = suggest_act(cycle, "Say what got in the way.", ActKind.REFLECT)
        words = f"{_format_delivered(thin)}: {few}."
        return Finding("delivery", "thin", words, list_entry_names(*thin), act, asks=True)
    if over:
        return Finding("delivery", "as planned", f"{_format_delivered(over)}.", list_entry_names(*over))
    until = max(action.until for action in going if action.until)
    words = f"{_format_delivered(going)}, with time until {spell_short(until)}."
    return Finding("delivery", "under way", words, list_entry_names(*going))


def _format_delivered(actions: list[Action]) -> str:
    first, *others = actions
    told = [f"{first.done} of {first.planned} planned times ({first.name})"]
    return join_words([*told, *(f"{action.done} of {action.planned} ({action.name})" for action in others)])


def evaluate_hunch(cycle: Cycle, series: tuple[Series, ...]) -> Finding:
    """Return the values of the measures, to be read beside the hunch.

    Rule: the hunch is shown beside the latest values: *side by side* where there are both, *no hunch* or *no values*
    where one of them is missing.
    """
    act = None if cycle.hunch else suggest_act(cycle, "Say what you think is going on.", ActKind.SET_HUNCH)
    if not series:
        none = "No measure has a value yet." if cycle.hunch else "No hunch is written down, and no measure has a value."
        return Finding(HUNCH, "no values" if cycle.hunch else "no hunch", none, (), act)
    told = list[str]()
    for one in series:
        first = f"{one.format_bare(one.first)} at first ({one.first.entry}), " if len(one.points) > 1 else ""
        latest = (
            f"{format_point(one.latest, one.unit, one.levels)} on {spell_short(one.latest.on)} ({one.latest.entry})"
        )
        told.append(f"“{one.name}”: {first}{latest}")
    entries = tuple(dict.fromkeys(name for one in series for name in (one.first.entry, one.latest.entry)))
    found = f"Found so far: {'; '.join(told)}."
    if cycle.hunch:
        return Finding(HUNCH, "side by side", found, entries)
    return Finding(HUNCH, "no hunch", f"No hunch is written down. {found}", entries, act)
