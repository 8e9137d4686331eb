"""`enquiry act`: a change in practice."""

import typer

from enquiry.cli.options import Done, InCycle, On, Planned, Standards, Tags, UntilDay, WithPrivacy, Words
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import EntryOptions, add_entry
from enquiry.dates.parse import read_day
from enquiry.model.entry import Action


def act(
    ctx: typer.Context,
    words: Words = None,
    planned: Planned = None,
    done: Done = None,
    until: UntilDay = None,
    cycle: InCycle = None,
    on: On = None,
    tag: Tags = None,
    standard: Standards = None,
    privacy: WithPrivacy = None,
) -> None:
    """Add a change you made in your practice.

    $ enquiry act base-ten blocks in four lessons a week --planned 44 --done 37
    """
    from enquiry.command_lines import format_hint
    from enquiry.insight.pulse.start import build_baseline_reminder

    session: Session = ctx.obj
    text = session.read_text_argument(words, what="action", example="enquiry act waited three seconds")
    after = add_entry(
        session,
        EntryOptions(cycle, on, tag, standard, privacy),
        lambda common, journal: Action(
            **common,
            text=text,
            planned=planned,
            done=done,
            until=read_day(until, today=session.today, calendar=session.load_school_calendar(journal), lean="future")
            if until is not None
            else None,
        ),
    )
    if reminder := build_baseline_reminder(after):
        session.say(format_hint(reminder))
