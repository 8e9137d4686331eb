"""`enquiry refine`: a better question, with the reason; the earlier ones stay."""

from msgspec.structs import replace

from enquiry.cli.names import resolve_cycle, split_first_word
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_cycle_title, format_day_suffix
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.cli.writing.values import resolve_day
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Question


@add_entry_options
def refine(session: Session, given: EntryOptions) -> None:
    words, cycle = split_first_word(session, "refine", given.words, given.cycle)
    text = session.read_text_argument(words, what="question", example='enquiry refine "In what ways …?"')
    with session.change() as step:
        before = resolve_cycle(step.journal, cycle)
        day = resolve_day(session, given.on, step.journal)
        reason, again = session.clean_field(given.fields.get("because"), "reason"), text == before.question
        if again and reason in ("", before.questions[-1].because):
            raise UsageMistake(f"That is already the question of cycle {before.number}.", "Nothing was changed.")
        if again and given.on:
            hint = f"Leave out --on; the day of a first question: enquiry edit {before.number} --on …"
            raise UsageMistake("The question is the same, and keeps its day.", hint)
        kept = replace(before.questions[-1], because=reason) if again else Question(text=text, on=day, because=reason)
        after = replace(before, questions=(*before.questions[: -1 if again else None], kept))
        step.journal = step.journal.upsert_cycle(after)
        step.did = f"question of cycle {after.number} {'given its reason' if again else 'refined'}"
    what = "is the same, and has the reason now" if again else f"was refined{format_day_suffix(session, day)}"
    answer_item(session, after, step.journal, f"The question of {format_cycle_title(after)} {what}.")
