"""`enquiry refine`: a better question, with the reason; the earlier ones stay."""

from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_cycle_title, format_day_suffix
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.cli.writing.values import resolve_day
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Question


@add_entry_options
def refine(session: Session, given: EntryOptions) -> None:
    text = session.read_text_argument(given.words, what="question", example='enquiry refine "In what ways …?"')
    with session.change() as step:
        before = resolve_cycle(step.journal, given.cycle)
        if text == before.question:
            raise UsageMistake(f"That is already the question of cycle {before.number}.", "Nothing was changed.")
        day = resolve_day(session, given.on, step.journal)
        reason = session.clean_field(given.fields.get("because"), "reason")
        after = before.add_question(Question(text=text, on=day, because=reason))
        step.journal = step.journal.upsert_cycle(after)
        step.did = f"question of cycle {after.number} refined"
    day_words = format_day_suffix(session, day)
    answer_item(session, after, step.journal, f"The question of {format_cycle_title(after)} was refined{day_words}.")
