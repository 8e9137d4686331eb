"""When things were written down: on the day or near it, or afterwards in one sitting."""

from datetime import date

from enquiry.acts import ActKind
from enquiry.dates.period import spell_short
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import Finding, format_entry_range, join_entry_names, list_entry_names, suggest_act
from enquiry.insight.pulse.spread import NO_EVALUATION
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.words import choose_form, spell_number

TIMELINESS = "written at the time"


def evaluate_timeliness(cycle: Cycle, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Say whether evaluation was written down at the time.

    Rule: a piece of evidence, reflection or review is written at the time when it is recorded within 14 days of
    happening. *Written up afterwards* when more than half of them were typed on one day about more than 3 different
    days; else *at the time*, or *some later* where any took longer.
    """
    pieces = cycle.evaluation
    if not pieces:
        return Finding(TIMELINESS, "nothing yet", NO_EVALUATION)
    sittings: dict[date, list[AnyEntry]] = {}
    for piece in pieces:
        sittings.setdefault(piece.recorded_at.date(), []).append(piece)
    for typed, together in sittings.items():
        days = {entry.happened_on for entry in together}
        if len(together) > len(pieces) * rules.sitting_share and len(days) > rules.sitting_days:
            share, names = _format_proportion(together, len(pieces)), join_entry_names(together)
            words = f"{share} typed on {spell_short(typed)} about {spell_number(len(days))} different days ({names})."
            act = suggest_act(cycle, "Write the next line on its day.", ActKind.LOG_EVIDENCE)
            return Finding(TIMELINESS, "written up afterwards", words, list_entry_names(*together), act, asks=True)
    late: list[AnyEntry] = [p for p in pieces if (p.recorded_at.date() - p.happened_on).days > rules.at_the_time]
    if late:
        share, names = _format_proportion(late, len(pieces)), join_entry_names(late)
        words = f"{share} written more than {rules.at_the_time} days after the day ({names})."
        return Finding(TIMELINESS, "some later", words, list_entry_names(*late))
    all_of = {1: "The one piece was", 2: "Both pieces were"}.get(len(pieces), f"All {spell_number(len(pieces))} were")
    words = f"{all_of} written within {rules.at_the_time} days of the day ({format_entry_range(pieces)})."
    return Finding(TIMELINESS, "at the time", words, list_entry_names(*pieces))


def _format_proportion(some: list[AnyEntry], of: int) -> str:
    were = choose_form(len(some), "was", "were")
    return f"{spell_number(len(some)).capitalize()} of {spell_number(of)} pieces {were}"
