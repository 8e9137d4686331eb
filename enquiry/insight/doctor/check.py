"""A check: one thing that was looked at, how it is, and what to do about it."""

from enum import StrEnum
from functools import partial

import msgspec

from enquiry.acts import Hint


class CheckState(StrEnum):
    """How a thing is. A *note* is worth knowing and nothing is wrong; *unseen* could not be looked at."""

    FINE = "fine"
    NOTE = "note"
    UNSEEN = "unseen"
    WRONG = "wrong"
    DAMAGED = "damaged"


class Fix(StrEnum):
    """What `doctor --fix` may do: nothing in a journal's words can be harmed by it."""

    BACKUP = "backup"
    OWNER_ONLY = "owner only"
    LEFTOVERS = "leftovers"


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at.

    `reason` says how it is to the journal's owner, with names and paths. `told` says the same to a stranger: it is made
    of the program's own words and of numbers alone, never of what a person wrote or of where files lie.
    """

    name: str
    state: CheckState
    reason: str
    told: str
    remedy: str | Hint = ""
    mend: Fix | None = None


class Checkup(msgspec.Struct, frozen=True):
    """All checks, in the order in which they are shown, by the groups they belong to."""

    groups: tuple[tuple[str, tuple[Check, ...]], ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks without their groups."""
        return tuple(check for _, checks in self.groups for check in checks)

    @property
    def wrong(self) -> tuple[Check, ...]:
        """What is wrong, damage included."""
        return tuple(check for check in self.checks if check.state in (CheckState.WRONG, CheckState.DAMAGED))

    @property
    def is_damaged(self) -> bool:
        """Whether the journal can't be used as it is."""
        return any(check.state is CheckState.DAMAGED for check in self.checks)

    @property
    def mendable(self) -> tuple[Fix, ...]:
        """What `--fix` would do, each once."""
        return tuple(dict.fromkeys(check.mend for check in self.checks if check.mend))


def _report(
    state: CheckState, name: str, reason: str, remedy: str | Hint = "", *, told: str = "", mend: Fix | None = None
) -> Check:
    """Return a check; `told` is needed where the reason names something of the owner's."""
    return Check(name=name, state=state, reason=reason, told=told or reason, remedy=remedy, mend=mend)


report_fine = partial(_report, CheckState.FINE)
report_note = partial(_report, CheckState.NOTE)
report_unseen = partial(_report, CheckState.UNSEEN)
report_wrong = partial(_report, CheckState.WRONG)
report_damaged = partial(_report, CheckState.DAMAGED)
