"""The doctor's findings for programs, and as a form for a report that holds no word of anybody's."""

from collections.abc import Iterator, Sequence

from enquiry.answers.journal import Object, path_text
from enquiry.insight.doctor.check import Check, Checkup, State
from enquiry.insight.doctor.observed import Everything

_FORM = (
    "What I did:",
    "",
    "What I expected:",
    "",
    "What came instead (look that no name or text of yours is in it):",
    "",
)


def doctor_object(found: Checkup, mended: Sequence[str] = ()) -> Object:
    """Return the answer of `doctor`: every check, how many are wrong, and what was mended."""
    checks = [{"group": group, **_check(check)} for group, checks in found.groups for check in checks]
    return {
        "well": not found.wrong,
        "damaged": found.is_damaged,
        "wrong": [check.name for check in found.wrong],
        "checks": checks,
        "mended": list(map(path_text, mended)),
    }


def _check(check: Check) -> Object:
    return {
        "name": check.name,
        "state": check.state.value,
        "reason": path_text(check.reason),
        "told": check.told,
        "remedy": path_text(check.remedy),
        "mend": check.mend.value if check.mend else None,
    }


def report_of(found: Checkup, seen: Everything) -> str:
    """Return the form: three questions to answer, then the checks in words that name nothing of their owner's.

    It is made of `told` alone and of numbers, so that it can be handed to a stranger.
    """
    return "\n".join([*_FORM, *_told(found), *_counts(seen), ""])


def _told(found: Checkup) -> Iterator[str]:
    width = max(len(check.name) for check in found.checks) + 2
    for _, checks in found.groups:
        for check in checks:
            state = "" if check.state is State.FINE else f"{check.state.value.upper()}: "
            yield f"{check.name:<{width}}{state}{check.told}"


def _counts(seen: Everything) -> Iterator[str]:
    journal = seen.journal.journal
    if journal:
        entries = sum(len(cycle.entries) for cycle in journal.cycles)
        kept = f"{len(journal.cycles)} cycles, {entries} entries, {len(journal.inbox)} notes"
        yield f"holds        {kept}, {len(journal.measures)} measures, {len(seen.journal.steps)} steps"
