"""The whole checkup, in the order in which it is told."""

from enquiry.insight.doctor.backups import check_kept_files
from enquiry.insight.doctor.check import Checkup
from enquiry.insight.doctor.journal import check_journal
from enquiry.insight.doctor.machine import check_machine, check_settings
from enquiry.insight.doctor.observed import Observations


def build_checkup(seen: Observations) -> Checkup:
    """Return every check of what was seen."""
    return Checkup(
        (
            ("The journal", tuple(check_journal(seen.journal, seen.now, len(seen.keeping.backups)))),
            ("Kept with it", tuple(check_kept_files(seen.keeping, seen.journal))),
            ("Set up", tuple(check_settings(seen.settings))),
            ("This machine", tuple(check_machine(seen.machine))),
        )
    )
