"""`enquiry drafts`: what was begun and not saved; to go on with it, or to let it go."""

from typing import Annotated

import typer

from enquiry.cli.completion import known_drafts
from enquiry.cli.global_options import Command, Holder
from enquiry.cli.interview.drafts import draft_to_resume, resume_draft
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake

Named = Annotated[
    str | None,
    typer.Argument(metavar="[DRAFT]", help="A draft such as d1.", show_default=False, autocompletion=known_drafts),
]
All = Annotated[bool, typer.Option("--all", help="Every draft of this journal.")]


def drafts(ctx: typer.Context) -> None:
    """Show what was begun and not saved, go on with it, or let it go.

    $ enquiry drafts        $ enquiry drafts resume d1        $ enquiry drafts discard d1
    """
    if ctx.invoked_subcommand is not None:
        return
    from enquiry.answers.history import drafts_object
    from enquiry.cli.editor.session import as_it_stands
    from enquiry.insight.drafts import Listed
    from enquiry.store.drafts import drafts_in
    from enquiry.views.drafts import drafts_lines, drafts_view

    session: Session = ctx.obj
    waiting = tuple(as_it_stands(one, session.places.state) for one in drafts_in(session.places.state))
    found = Listed(waiting, str(session.journal_file), session.today)
    session.show(found, view=drafts_view, plain=drafts_lines, data=drafts_object)


def resume(ctx: typer.Context, draft: Named = None) -> None:
    """Go on with a draft where it stopped; without a name, with the latest.

    $ enquiry drafts resume d1
    """
    session: Session = ctx.obj
    resume_draft(ctx, draft_to_resume(session, draft))


def discard(ctx: typer.Context, draft: Named = None, every: All = False) -> None:
    """Let a draft go. It asks first.

    $ enquiry drafts discard d1        $ enquiry drafts discard --all
    """
    from enquiry.cli.interview.drafts import let_go, names_to_discard

    session: Session = ctx.obj
    if bool(draft) == every:
        raise UsageMistake(
            "Say which draft is to go.", "enquiry drafts discard d1, or --all; enquiry drafts shows them."
        )
    let_go(session, names_to_discard(session, draft))


app = typer.Typer(cls=Holder)
app.callback(invoke_without_command=True)(drafts)
for _command in (resume, discard):
    app.command(cls=Command)(_command)
