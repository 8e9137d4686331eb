"""`enquiry edit`: change what was written; the journal's history keeps what it was."""

from typing import Annotated

import typer

from enquiry.cli.completion import complete_items
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import change_item, report_edit, say_what_changed, settle_target
from enquiry.cli.writing.options import (
    NOTHING_GIVEN,
    EntryOptions,
    add_entry_options,
    build_item_argument,
    collect_given_options,
)

Named = Annotated[str | None, build_item_argument(complete_items)]


@add_entry_options
def edit(ctx: typer.Context, name: Named = None, given: EntryOptions = NOTHING_GIVEN) -> None:  # noqa: ARG001
    session: Session = ctx.obj
    params = settle_target(ctx.params)
    typed = collect_given_options(params)
    if typed or not session.can_ask:
        changed = change_item(session, params["name"], typed)
        report_edit(session, *changed, dated="on" in typed)
        say_what_changed(session, *changed)
    else:
        from enquiry.cli.editor.session import write_in_editor

        write_in_editor(session, ctx.command, params)
