"""`enquiry start`: open a cycle with its question."""

from enquiry.cli.session import Session
from enquiry.cli.writing import entries
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.cli.writing.receipts import say_next, say_what_gives_way
from enquiry.cli.writing.values import resolve_day, settle_group_sort
from enquiry.model.cycle import Cycle, Question
from enquiry.model.field import CYCLE
from enquiry.words import OPEN_STEMS, find_closed_stem


@add_entry_options
def start(session: Session, given: EntryOptions) -> None:
    text = session.read_text_argument(given.words, what="question", example='enquiry start "What happens when …?"')
    with session.change() as step:
        journal = step.journal
        day = resolve_day(session, given.on, journal)
        made = entries.build_record_fields(session, journal, CYCLE, given.fields, day)
        cycle = Cycle(**made, number=journal.next_number, questions=(Question(text=text, on=day),))
        cycle = settle_group_sort(session, journal, cycle)
        rested = entries.rest_parent(journal.upsert_cycle(cycle), cycle, day, session.stamp())
        step.journal = rested.update_settings(current=cycle.id)
        step.did = f"cycle {cycle.number} opened"
    entries.say_new_journal(session, made_new=step.made_new)
    entries.say_new_tags(session, journal, cycle.tags)
    entries.say_rest(session, cycle, step.journal)
    title, day_words = entries.format_cycle_title(cycle, session, "Cycle "), entries.format_day_suffix(session, day)
    entries.answer_item(session, cycle, step.journal, f"Cycle {title} is open{day_words}, and the current one.")
    if word := find_closed_stem(cycle.question):
        session.say(f"A question that begins with “{word}” asks for a yes. To open it up: {', '.join(OPEN_STEMS)}")
        session.say(f'When you see a better one: enquiry refine -c {cycle.number} "…"')
    say_next(session, cycle, step.journal)
    if not cycle.instead:
        say_what_gives_way(session, step.journal)
