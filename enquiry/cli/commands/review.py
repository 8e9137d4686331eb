"""`enquiry review`: a look at the whole cycle that ends in a decision with its reason."""

import typer

from enquiry.cli.options import (
    Because,
    Decided,
    InCycle,
    NextLook,
    On,
    OptionalWords,
    Standards,
    Tags,
    WithPrivacy,
)
from enquiry.cli.session import Session
from enquiry.cli.writing import Given, add_entry, to_come
from enquiry.errors import UsageMistake
from enquiry.model.entry import Review


def review(
    ctx: typer.Context,
    words: OptionalWords = None,
    decision: Decided = None,
    because: Because = None,
    next_look: NextLook = None,
    cycle: InCycle = None,
    on: On = None,
    tag: Tags = None,
    standard: Standards = None,
    privacy: WithPrivacy = None,
) -> None:
    """Look at the whole cycle, and decide: continue, adapt, pause, stop, embed or extend.

    $ enquiry review --decision adapt --because "our hands are in the way" --next-look "in 4 weeks"
    """
    session: Session = ctx.obj
    if because and not decision:
        raise UsageMistake(
            "A reason was given, but no decision.", "Add --decision continue (or adapt, pause, stop, embed, extend)."
        )
    silent = not words and decision is not None
    text = (
        ""
        if silent
        else session.text(
            words, what="review", ask="What do you make of it?", example="enquiry review --decision continue"
        )
    )
    add_entry(
        session,
        Given(cycle, on, tag, standard, privacy),
        lambda common, journal: Review(
            **common,
            text=text,
            decision=decision,
            because=session.field(because, "reason"),
            next_look=to_come(session, next_look, journal, "The next look"),
        ),
    )
