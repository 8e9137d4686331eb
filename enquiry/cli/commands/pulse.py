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
    from enquiry.answers.pulse import PulseAnswer
    from enquiry.insight.pulse.evaluate import build_pulse_report
    from enquiry.views.pulse import draw_pulse_list, format_pulse_list_lines

    session: Session = ctx.obj
    journal = session.load_journal()
    named = None if cycle is None else [journal.find_cycle(cycle)]
    found = build_pulse_report(
        named, journal, session.load_school_calendar(journal), session.today, session.config.pulse
    )
    session.show(found, view=draw_pulse_list, plain=format_pulse_list_lines, data=PulseAnswer)
    if not found.pulses:
        session.say('No cycle is open. To look at one that was: enquiry pulse 7. To begin: enquiry start "…"')
