"""`enquiry evidence`: a dated observation, with the values of measures it brought."""

import typer

from enquiry.cli.writing.entries import add_entry
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.model.entry import Evidence


@add_entry_options
def evidence(ctx: typer.Context, given: EntryOptions) -> None:
    """Add something you saw, heard or counted."""
    add_entry(ctx.obj, given, Evidence, example="enquiry evidence 14 of 24 explain it")
