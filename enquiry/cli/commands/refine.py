"""`enquiry refine`: a better question, with the reason; the earlier ones stay."""

import typer

from enquiry.cli.options import Because, InCycle, On, Words
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_cycle_title, format_day_suffix, resolve_cycle, resolve_day
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Question


def refine(
    ctx: typer.Context, words: Words = None, because: Because = None, cycle: InCycle = None, on: On = None
) -> None:
    """Put the question better. Every earlier version is kept, with its day and reason.

    $ enquiry refine "In what ways do drawings change how P4 explain exchange?" --because "it asked for a yes"
    """
    session: Session = ctx.obj
    text = session.read_text_argument(words, what="question", example='enquiry refine "In what ways …?"')
    with session.change() as step:
        before = resolve_cycle(step.journal, cycle)
        if text == before.question:
            raise UsageMistake(f"That is already the question of cycle {before.number}.", "Nothing was changed.")
        day = resolve_day(session, on, step.journal)
        after = before.add_question(Question(text=text, on=day, because=session.clean_field(because, "reason")))
        step.journal = step.journal.upsert_cycle(after)
        step.did = f"question of cycle {after.number} refined"
    said = f"The question of {format_cycle_title(after)} was refined{format_day_suffix(session, day)}."
    answer_item(session, after, step.journal, said)
