"""`enquiry pulse`: how the evaluation of a cycle is going, in words with their reasons."""

import typer

from enquiry.cli.options import CycleArgument
from enquiry.cli.session import Session


def pulse(ctx: typer.Context, cycle: CycleArgument = None) -> None:
    """Show how the evaluation of one cycle, or of each open one, is going.

    Three tags are read: sprint and leadership set the pace of the looks, no-baseline says why there is none.

    The thresholds are settings, such as: enquiry config pulse.next_look 15

    $ enquiry pulse        $ enquiry pulse 7
    """
    from enquiry.answers.pulse import pulses_object
    from enquiry.insight.pulse.evaluate import pulses_of
    from enquiry.views.pulse import pulses_lines, pulses_view

    session: Session = ctx.obj
    journal = session.journal()
    named = None if cycle is None else [journal.cycle(cycle)]
    found = pulses_of(named, journal, session.calendar(journal), session.today, session.config.pulse)
    session.show(found, view=pulses_view, plain=pulses_lines, data=pulses_object)
    if not found.pulses:
        session.say('No cycle is open. To look at one that was: enquiry pulse 7. To begin: enquiry start "…"')
