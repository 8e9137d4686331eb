"""`enquiry refine`: a better question, with the reason; the earlier ones stay."""

import typer

from enquiry.cli.options import Because, InCycle, On, Words
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer, chosen, day_said, happened, title
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Question


def refine(
    ctx: typer.Context, words: Words = None, because: Because = None, cycle: InCycle = None, on: On = None
) -> None:
    """Put the question better. Every earlier version is kept, with its day and reason.

    $ enquiry refine "In what ways do drawings change how P4 explain exchange?" --because "it asked for a yes"
    """
    session: Session = ctx.obj
    text = session.text(words, what="question", example='enquiry refine "In what ways …?"')
    with session.change() as step:
        before = chosen(step.journal, cycle)
        if text == before.question:
            raise UsageMistake(f"That is already the question of cycle {before.number}.", "Nothing was changed.")
        day = happened(session, on, step.journal)
        after = before.refined(Question(text=text, on=day, because=session.field(because, "reason")))
        step.journal = step.journal.with_cycle(after)
        step.did = f"question of cycle {after.number} refined"
    answer(session, after, f"The question of {title(after)} was refined{day_said(session, day)}.")
