"""How many cycles are open at once."""

from collections.abc import Sequence

from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.sign import Sign
from enquiry.insight.pulse.snapshot import is_embedded
from enquiry.insight.words import counted, joined, spelled_number
from enquiry.model.choices import State
from enquiry.model.cycle import Cycle


def too_many(cycles: Sequence[Cycle], rules: Rules = USUAL) -> Sign:
    """Say whether more is under way than one person can look at closely.

    Rule: *many* with more than 2 open cycles, those that are embedded not counted; else *few*.
    """
    under_way = [cycle for cycle in cycles if cycle.state is State.OPEN and not is_embedded(cycle)]
    if not under_way:
        return Sign("too many", "few", "No cycle is under way.")
    last = tuple(cycle.kept[-1].name for cycle in under_way if cycle.kept)
    told = joined([_told(cycle) for cycle in under_way])
    words = f"{counted(len(under_way), 'cycle')} {'is' if len(under_way) == 1 else 'are'} under way: {told}."
    words = words[0].upper() + words[1:]
    if len(under_way) <= rules.open_cycles:
        return Sign("too many", "few", words, last)
    act = f"Fewer actions, connected to each other, go deeper than {spelled_number(len(under_way))} at once."
    return Sign("too many", "many", words, last, act, "enquiry list", asks=True)


def _told(cycle: Cycle) -> str:
    return f"{cycle.number} (last {cycle.kept[-1].name})" if cycle.kept else f"{cycle.number} (no entry yet)"
