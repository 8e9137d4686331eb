"""`enquiry act`: a change in practice."""

from enquiry.cli.session import Session
from enquiry.cli.writing.entries import add_entry
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.model.entry import Action


@add_entry_options
def act(session: Session, given: EntryOptions) -> None:
    from enquiry.command_lines import format_hint
    from enquiry.insight.pulse.plan import build_baseline_reminder

    cycle = add_entry(session, given, Action, example="enquiry act waited three seconds")
    if cycle and (reminder := build_baseline_reminder(cycle)):
        session.say(format_hint(reminder))
