"""The doctor's findings for programs, and as a form for a report that holds no word of anybody's."""

from collections.abc import Iterator, Sequence

from enquiry.answers.journal import JsonObject, encode_path
from enquiry.command_lines import format_hint
from enquiry.insight.doctor.check import Check, CheckState, Checkup
from enquiry.model.journal import Journal

_FORM = (
    "What I did:",
    "",
    "What I expected:",
    "",
    "What came instead (look that no name or text of yours is in it):",
    "",
)


def describe_checkup(found: Checkup, mended: Sequence[str] = ()) -> JsonObject:
    """Return the answer of `doctor`: every check, how many are wrong, and what was mended."""
    checks = [{"group": group, **_check(check)} for group, checks in found.groups for check in checks]
    return {
        "well": not found.wrong,
        "damaged": found.is_damaged,
        "wrong": [check.name for check in found.wrong],
        "checks": checks,
        "mended": list(map(encode_path, mended)),
    }


def _check(check: Check) -> JsonObject:
    return {
        "name": check.name,
        "state": check.state.value,
        "reason": encode_path(check.reason),
        "told": check.told,
        "remedy": encode_path(format_hint(check.remedy)),
        "mend": check.mend.value if check.mend else None,
    }


def format_checkup_report(found: Checkup, journal: Journal | None, steps: int) -> str:
    """Return the form: three questions to answer, then the checks in words that name nothing of their owner's.

    It is made of `told` alone and of numbers, so that it can be handed to a stranger. `journal` is None where it can't
    be read; `steps` is how many steps its history holds.
    """
    return "\n".join([*_FORM, *_list_check_lines(found), *_format_counts(journal, steps), ""])


def _list_check_lines(found: Checkup) -> Iterator[str]:
    width = max(len(check.name) for check in found.checks) + 2
    for _, checks in found.groups:
        for check in checks:
            state = "" if check.state is CheckState.FINE else f"{check.state.value.upper()}: "
            yield f"{check.name:<{width}}{state}{check.told}"


def _format_counts(journal: Journal | None, steps: int) -> Iterator[str]:
    if journal:
        entries = sum(len(cycle.entries) for cycle in journal.cycles)
        kept = f"{len(journal.cycles)} cycles, {entries} entries, {len(journal.inbox)} notes"
        yield f"holds        {kept}, {len(journal.measures)} measures, {steps} steps"
