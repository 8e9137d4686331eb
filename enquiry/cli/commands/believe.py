"""`enquiry believe`: what is held to be so about learning, why, and what speaks against it."""

from enquiry.cli.beliefs.believing import add_belief, change_belief, split_belief_name
from enquiry.cli.session import Session
from enquiry.cli.writing.options import EntryOptions, add_entry_options


@add_entry_options
def believe(session: Session, given: EntryOptions) -> None:
    name, words = split_belief_name(session, given.words)
    asked = bool(session.written.id)  # what speaks against it was among the questions
    text, example = "", 'enquiry believe "What I think is so" --because 4.7'
    if words or not name:
        text = session.read_text_argument(words, what="belief", example=example)
    if not name:
        add_belief(session, given, text, asks=not asked)
    elif text or given.fields or given.on:
        change_belief(session, name, given, text)
    else:
        from enquiry.answers.records import describe_item
        from enquiry.views.show import ShownItem, draw_item, format_item_lines

        journal = session.load_journal()
        shown = ShownItem(journal.find_belief(name), journal)
        session.show(shown, view=draw_item, plain=format_item_lines, data=lambda one: describe_item(one.thing, journal))
