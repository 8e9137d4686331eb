"""`enquiry ask`: what would help, and of whom it is asked."""

from enquiry.cli.colleagues.asks import refuse_name_as_ask, say_how_answered
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import add_entry
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.model.entry import Ask


@add_entry_options
def ask(session: Session, given: EntryOptions) -> None:
    refuse_name_as_ask(session, given.words)
    cycle = add_entry(session, given, Ask, example='enquiry ask "an hour a fortnight of cover" --of depute')
    if cycle:
        say_how_answered(session, cycle.entries[-1].name)
