"""`enquiry reflect`: thinking about evidence."""

import typer

from enquiry.cli.options import InCycle, On, Standards, Tags, WithPrivacy, Words
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import EntryOptions, add_entry
from enquiry.model.entry import Reflection


def reflect(
    ctx: typer.Context,
    words: Words = None,
    cycle: InCycle = None,
    on: On = None,
    tag: Tags = None,
    standard: Standards = None,
    privacy: WithPrivacy = None,
) -> None:
    """Add what you think about what you saw.

    $ enquiry reflect 3 minutes with the quiet table: they had drawn it before they reached for the blocks
    """
    session: Session = ctx.obj
    text = session.read_text_argument(words, what="reflection", example="enquiry reflect they drew it first")
    add_entry(
        session,
        EntryOptions(cycle, on, tag, standard, privacy),
        lambda common, _journal: Reflection(**common, text=text),
    )
