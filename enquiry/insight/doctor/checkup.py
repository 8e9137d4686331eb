"""The whole checkup, in the order in which it is told."""

from enquiry.insight.doctor.backups import checks_of_keeping
from enquiry.insight.doctor.check import Checkup
from enquiry.insight.doctor.journal import checks_of_journal
from enquiry.insight.doctor.machine import checks_of_machine, checks_of_settings
from enquiry.insight.doctor.observed import Everything


def checkup(seen: Everything) -> Checkup:
    """Return every check of what was seen."""
    return Checkup(
        (
            ("The journal", tuple(checks_of_journal(seen.journal, seen.now, len(seen.keeping.backups)))),
            ("Kept with it", tuple(checks_of_keeping(seen.keeping, seen.journal))),
            ("Set up", tuple(checks_of_settings(seen.settings))),
            ("This machine", tuple(checks_of_machine(seen.machine))),
        )
    )
