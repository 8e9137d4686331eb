"""`enquiry evidence`: a dated observation, with the values of measures it brought."""

from enquiry.cli.session import Session
from enquiry.cli.writing.entries import add_entry
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.model.entry import Evidence


@add_entry_options
def evidence(session: Session, given: EntryOptions) -> None:
    add_entry(session, given, Evidence, example="enquiry evidence 14 of 24 explain it")
