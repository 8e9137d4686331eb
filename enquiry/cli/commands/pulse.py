"""`enquiry pulse`: how the evaluation of a cycle is going, in words with their reasons."""

from functools import partial
from typing import Annotated

from enquiry.cli.options import CyclesOption, SeveralCycles, build_option
from enquiry.cli.session import Session

Every = Annotated[bool, build_option("--all", None, "Tell every finding, and what evidence could still be asked for.")]

Leading = Annotated[
    bool, build_option("--leading", None, "Walk backwards from what learners are to gain to what you need to learn.")
]


def pulse(
    session: Session,
    cycles: SeveralCycles = None,
    cycle: CyclesOption = None,
    every: Every = False,
    leading: Leading = False,
) -> None:
    from enquiry.answers.pulse import LeadingAnswer, PulseAnswer
    from enquiry.insight.leading import build_leading_report
    from enquiry.insight.pulse.evaluate import build_pulse_report
    from enquiry.views.colleagues.leading import draw_leading, format_leading_lines
    from enquiry.views.pulse import draw_pulse_list, format_pulse_list_lines

    journal = session.load_journal()
    named = {one.number: one for name in (*(cycles or ()), *(cycle or ())) for one in journal.find_cycles(name)}
    calendar, asked = session.load_school_calendar(journal), list(named.values()) or None
    if leading:
        walks = build_leading_report(asked, journal, session.today)
        session.show(walks, view=partial(draw_leading, every=every), plain=format_leading_lines, data=LeadingAnswer)
        if not walks.walks:
            session.say('No enquiry of your own is open. To begin: enquiry start "…"')
        return
    found = build_pulse_report(asked, journal, calendar, session.today, session.config.pulse)
    session.show(found, view=partial(draw_pulse_list, every=every), plain=format_pulse_list_lines, data=PulseAnswer)
    if not found.pulses:
        session.say('No cycle is open. To look at one that was: enquiry pulse CYCLE. To begin: enquiry start "…"')
