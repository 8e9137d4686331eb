"""The one next step worth naming once something has been written, for the few cases where it cannot wait."""

from enquiry.model.choices import Stage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, AnyEntry, Evidence


def next_step(cycle: Cycle, entry: AnyEntry) -> str:
    """Return the step to take after `entry` was added to `cycle`, in words with its command; mostly none.

    Rule: the first action of a cycle without a baseline, since how it was before is soon forgotten. It is said once.
    """
    if not isinstance(entry, Action) or len(cycle.all_of(Action)) > 1:
        return ""
    evidence = (held for held in cycle.kept if isinstance(held, Evidence))
    if any(cycle.stage_of(held) is Stage.BASELINE for held in evidence):
        return ""
    return f"nothing says yet how it was before: enquiry evidence -c {cycle.number} --stage baseline …"
