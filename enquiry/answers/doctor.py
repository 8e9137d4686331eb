"""The doctor's findings for programs, and as a form for a report that holds no word of anybody's."""

from collections.abc import Sequence
from typing import Annotated

from enquiry.answers.answer import Answer, project, take_fields
from enquiry.command_lines import format_hint
from enquiry.exchange.encoding import format_path
from enquiry.insight.doctor import Check, CheckState, Checkup
from enquiry.model.journal import Journal

_FORM = "What I did:\n\nWhat I expected:\n\nWhat came instead (look that no name or text of yours is in it):\n"


@take_fields(Check, first=("group",))
class CheckAnswer(Answer, frozen=True):
    """One check: `reason` is for the journal's owner, `told` for a stranger; `mend` is what --fix would do."""

    group: str
    reason: Annotated[str, lambda check: format_path(check.reason)]
    remedy: Annotated[str, lambda check: format_path(format_hint(check.remedy))]


class DoctorAnswer(Answer, frozen=True):
    """Every check, the names of those that are wrong, and what was mended."""

    well: bool
    damaged: bool
    wrong: tuple[str, ...]
    checks: tuple[CheckAnswer, ...]
    mended: tuple[str, ...]


def describe_checkup(found: Checkup, mended: Sequence[str] = ()) -> DoctorAnswer:
    """Return the answer of `doctor`."""
    return DoctorAnswer(
        not found.wrong,
        found.is_damaged,
        tuple(check.name for check in found.wrong),
        tuple(project(CheckAnswer, check, group=group) for group, checks in found.groups for check in checks),
        tuple(map(format_path, mended)),
    )


def format_checkup_report(found: Checkup, journal: Journal | None, steps: int) -> str:
    """Return the form: three questions to answer, then the checks in words that name nothing of their owner's.

    It is made of `told` alone and of numbers, so that it can be handed to a stranger. `journal` is None where it can't
    be read; `steps` is how many steps its history holds.
    """
    width = max(len(check.name) for check in found.checks) + 2
    lines = [_FORM]
    for check in found.checks:
        state = "" if check.state is CheckState.FINE else f"{check.state.value.upper()}: "
        lines.append(f"{check.name:<{width}}{state}{check.told}")
    if journal:
        entries = sum(len(cycle.entries) for cycle in journal.cycles)
        kept = f"{len(journal.cycles)} cycles, {entries} entries, {len(journal.inbox)} notes"
        lines.append(f"holds        {kept}, {len(journal.measures)} measures, {steps} steps")
    return "\n".join([*lines, ""])
