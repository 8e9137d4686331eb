"""How a cycle began: with a look at how things were, and with what would be seen if it worked."""

from enquiry.dates.period import spell_short
from enquiry.insight.pulse.sign import Finding, label_entry, list_entry_names
from enquiry.insight.pulse.snapshot import list_evidence
from enquiry.model.choices import CycleState, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, AnyEntry, Evidence
from enquiry.model.tag import is_tag_under

NO_BASELINE = "no-baseline"
"""The tag on an entry that says why there is no baseline; it settles the matter."""


def evaluate_baseline(cycle: Cycle) -> Finding:
    """Say whether it was known how things were before anything changed.

    Rule: *in place* with baseline evidence dated on or before the first action; *late* where the first came after it;
    *missing* where there is none; *to come* while there is neither evidence nor action. Evidence dated after the first
    action is a late baseline where it was said to be one, or where it brings the first value of a measure, against
    which later values will be read.
    """
    action = _find_first_action(cycle)
    early = _early(cycle, action)
    if early and action:
        when = "came on the day of" if early[0].happened_on == action.happened_on else "came before"
        words = f"The first look ({label_entry(early[0])}) {when} the first action ({label_entry(action)})."
        return Finding("baseline", "in place", words, (*list_entry_names(early), action.name))
    if early:
        return Finding(
            "baseline",
            "in place",
            f"There is a first look ({label_entry(early[0])}), and no action yet.",
            list_entry_names(early),
        )
    if not action:
        words = "No action yet, and no evidence of how things are; a first look now costs a few minutes."
        return Finding(
            "baseline",
            "to come",
            words,
            (),
            "Take a first look before anything changes.",
            _format_baseline_command(cycle),
        )
    if late := _late(cycle):
        words = f"The first look ({label_entry(late)}) came after the first action ({label_entry(action)})."
        return Finding("baseline", "late", words, (late.name, action.name), asks=True)
    return _missing(cycle, action)


def _missing(cycle: Cycle, action: AnyEntry) -> Finding:
    words = f"There is no evidence of how things were before the first action ({label_entry(action)})."
    if reason := next((entry for entry in cycle.kept if _says_why(entry)), None):
        return Finding("baseline", "missing", f"{words} {reason.name} says why.", (action.name, reason.name))
    act = "Log how things were, as near as you can still tell." if cycle.state is CycleState.OPEN else ""
    return Finding(
        "baseline", "missing", words, (action.name,), act, _format_baseline_command(cycle) if act else "", asks=True
    )


def _says_why(entry: AnyEntry) -> bool:
    return any(is_tag_under(tag, NO_BASELINE) for tag in entry.tags)


def _format_baseline_command(cycle: Cycle) -> str:
    return f"enquiry evidence -c {cycle.number} --stage baseline"


def _find_first_action(cycle: Cycle) -> AnyEntry | None:
    return next((entry for entry in cycle.kept if isinstance(entry, Action)), None)


def _early(cycle: Cycle, action: AnyEntry | None) -> tuple[Evidence, ...]:
    found = (piece for piece in list_evidence(cycle) if cycle.resolve_stage(piece) is EvidenceStage.BASELINE)
    return tuple(piece for piece in found if action is None or piece.happened_on <= action.happened_on)


def _late(cycle: Cycle) -> Evidence | None:
    return next(
        (piece for piece in list_evidence(cycle) if piece.stage is EvidenceStage.BASELINE or piece.values), None
    )


def needs_baseline(cycle: Cycle) -> bool:
    """Say whether something was changed with no baseline, and no word on why."""
    sign = evaluate_baseline(cycle)
    return sign.state == "missing" and sign.asks


def format_baseline_reminder(cycle: Cycle) -> str:
    """Return what is said once, at the first action of a cycle without a baseline; else nothing."""
    if len(cycle.list_entries(Action)) != 1 or not needs_baseline(cycle):
        return ""
    why = f"enquiry reflect -c {cycle.number} -t {NO_BASELINE}"
    return f"There is no baseline yet. Log one now: {_format_baseline_command(cycle)}   Or say why there is none: {why}"


def evaluate_success_sign(cycle: Cycle) -> Finding:
    """Say whether it was said before acting what would be seen if it worked.

    Rule: *said* where a success sign is dated on or before the first action (or there is no action yet); *said late*
    where the first is dated after it; *not said* where there is none.
    """
    action = _find_first_action(cycle)
    entries = (action.name,) if action else ()
    before = f"the first action ({label_entry(action)})" if action else ""
    if not cycle.success:
        words = f"There was none before {before}." if action else "There is none yet, and no action either."
        if cycle.state is not CycleState.OPEN:
            return Finding("success sign", "not said", words, entries)
        act, command = "Say what you would see if it worked.", f'enquiry edit {cycle.number} --success "…"'
        return Finding("success sign", "not said", words, entries, act, command, asks=action is not None)
    said = min(sign.on for sign in cycle.success)
    if not action:
        return Finding("success sign", "said", f"Said on {spell_short(said)}; there is no action yet.")
    if said > action.happened_on:
        return Finding("success sign", "said late", f"Said on {spell_short(said)}, after {before}.", entries)
    when = "on the day of" if said == action.happened_on else "before"
    return Finding("success sign", "said", f"Said on {spell_short(said)}, {when} {before}.", entries)
