"""What was planned and what came of it: a first look, what would be seen if it worked, the plan, and the hunch."""

from datetime import date

from enquiry.acts import Act, ActKind, Hint, NextAct
from enquiry.dates.period import spell_short
from enquiry.insight.measures.series import Series, format_point
from enquiry.insight.pulse.sign import Finding, label_entry, list_entry_names, suggest_act
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import CycleState, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action
from enquiry.model.tag import is_tag_under
from enquiry.words import join_words

HUNCH = "hunch and found"

NO_BASELINE = "no-baseline"
"""The tag on an entry that says why there is no baseline; it settles the matter."""


def evaluate_baseline(cycle: Cycle) -> Finding:
    """Judge whether it was known how things were before anything changed.

    Rule: *in place* with baseline evidence dated before the first action, or on its day and either recorded before it
    or said to be a baseline; *late* where the first came after it; *missing* where there is none; *to come* while there
    is neither evidence nor action. Evidence that came after the first action is a late baseline where it was said to
    be one, or where it brings the first value of a measure, against which later values will be read.
    """
    action = cycle.first_action
    staged = (piece for piece in cycle.evidence if cycle.stages[piece.id] is EvidenceStage.BASELINE)
    early = tuple(piece for piece in staged if action is None or piece.happened_on <= action.happened_on)
    if early and action:
        when = "came on the day of" if early[0].happened_on == action.happened_on else "came before"
        words = f"The first look ({label_entry(early[0])}) {when} the first action ({label_entry(action)})."
        return Finding("baseline", "in place", words, list_entry_names(*early, action))
    if early:
        words = f"There is a first look ({label_entry(early[0])}), and no action yet."
        return Finding("baseline", "in place", words, list_entry_names(*early))
    if not action:
        words = "No action yet, and no evidence of how things are; a first look now costs a few minutes."
        first = NextAct("Take a first look before anything changes.", Act(ActKind.LOG_BASELINE, cycle.number))
        return Finding("baseline", "to come", words, (), first)
    late = next((piece for piece in cycle.evidence if piece.stage is EvidenceStage.BASELINE or piece.values), None)
    if late:
        when = "later on the day of" if late.happened_on == action.happened_on else "after"
        words = f"The first look ({label_entry(late)}) came {when} the first action ({label_entry(action)})."
        return Finding("baseline", "late", words, (late.name, action.name), asks=True)
    words = f"There is no evidence of how things were before the first action ({label_entry(action)})."
    told = (entry for entry in cycle.kept if any(is_tag_under(tag, NO_BASELINE) for tag in entry.tags))
    if reason := next(told, None):
        return Finding("baseline", "missing", f"{words} {reason.name} says why.", (action.name, reason.name))
    act = suggest_act(cycle, "Log how things were, as near as you can still tell.", ActKind.LOG_BASELINE)
    return Finding("baseline", "missing", words, (action.name,), act, asks=True)


def build_baseline_reminder(cycle: Cycle) -> Hint | None:
    """Return the hint for the first action of a cycle without a baseline; None for any other."""
    finding = evaluate_baseline(cycle)
    if len(cycle.actions) != 1 or finding.state != "missing" or not finding.asks:
        return None
    words = "There is no baseline yet. Log one now: {}   Or say why there is none: {}"
    why = Act(ActKind.REFLECT_UNDER_TAG, cycle.number, value=NO_BASELINE)
    return Hint(words, Act(ActKind.LOG_BASELINE, cycle.number), why)


def evaluate_success_sign(cycle: Cycle) -> Finding:
    """Judge whether it was written before acting what would be seen if it worked.

    Rule: *said* where a success sign is dated on or before the first action (or there is no action yet); *said late*
    where the first is dated after it; *not said* where there is none.
    """
    action = cycle.first_action
    entries = list_entry_names(action)
    before = f"the first action ({label_entry(action)})" if action else ""
    if not cycle.success:
        words = f"There was none before {before}." if action else "There is none yet, and no action either."
        act = suggest_act(cycle, "Say what you would see if it worked.", ActKind.SET_SUCCESS)
        asks = action is not None and cycle.state is CycleState.OPEN
        return Finding("success sign", "not said", words, entries, act, asks)
    said = min(sign.on for sign in cycle.success)
    if not action:
        return Finding("success sign", "said", f"Said on {spell_short(said)}; there is no action yet.")
    late = said > action.happened_on
    when = "after" if late else "on the day of" if said == action.happened_on else "before"
    words = f"Said on {spell_short(said)}, {when} {before}."
    return Finding("success sign", "said late" if late else "said", words, entries)


def evaluate_delivery(cycle: Cycle, today: date, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Judge how much of what was planned was carried out.

    Rule: *thin* where an action was done fewer than half its planned times: too few to say that it did not work. *As
    planned* where each was done at least nine tenths of its planned times and no more often than planned. What lies
    between, or above, is *counted*: the numbers are told, and judged by nobody. An action that runs until a later day
    is *under way* and judged when it is over; *not said* where no action says both how often it was planned and how
    often it was done.
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
        shares = [(action.done or 0) / (action.planned or 1) for action in over]
        state = "as planned" if all(rules.as_planned <= share <= 1 for share in shares) else "counted"
        return Finding("delivery", state, f"{_format_delivered(over)}.", list_entry_names(*over))
    until = max(action.until for action in going if action.until)
    words = f"{_format_delivered(going)}, with time until {spell_short(until)}."
    return Finding("delivery", "under way", words, list_entry_names(*going))


def _format_delivered(actions: list[Action]) -> str:
    told = list[str]()
    for action in actions:
        done, planned = action.done or 0, action.planned or 0
        planned_words = f"{planned} planned times" if action is actions[0] else f"{planned}"
        words = f"{done} times where {planned} were planned" if done > planned else f"{done} of {planned_words}"
        told.append(f"{words} ({action.name})")
    return join_words(told)


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
