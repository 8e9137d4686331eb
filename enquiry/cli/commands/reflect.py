"""`enquiry reflect`: thinking about evidence."""

import typer

from enquiry.cli.writing.entries import add_entry
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.model.entry import Reflection


@add_entry_options
def reflect(ctx: typer.Context, given: EntryOptions) -> None:
    """Add what you think about what you saw."""
    add_entry(ctx.obj, given, Reflection, example="enquiry reflect they drew it first")
