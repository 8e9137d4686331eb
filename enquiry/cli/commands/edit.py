"""`enquiry edit`: change what was written; the journal's history keeps what it was."""

from typing import Annotated

import typer

from enquiry.cli.completion import complete_items
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import change_item, report_edit
from enquiry.cli.writing.options import EntryOptions, add_entry_options, build_item_argument, collect_given_options

Named = Annotated[str, build_item_argument(complete_items)]


@add_entry_options
def edit(ctx: typer.Context, name: Named, given: EntryOptions) -> None:  # noqa: ARG001 (all of it is in `ctx.params`)
    session: Session = ctx.obj
    typed = collect_given_options(ctx.params)
    if typed or not session.can_ask:
        report_edit(session, *change_item(session, name, typed), dated="on" in typed)
    else:
        from enquiry.cli.editor.session import write_in_editor

        write_in_editor(session, ctx.command, ctx.params)
