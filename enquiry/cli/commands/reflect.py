"""`enquiry reflect`: thinking about evidence."""

from enquiry.cli.session import Session
from enquiry.cli.writing.entries import add_entry
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.model.entry import Reflection


@add_entry_options
def reflect(session: Session, given: EntryOptions) -> None:
    add_entry(session, given, Reflection, example="enquiry reflect they drew it first")
