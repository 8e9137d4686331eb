"""`enquiry drafts`: what was begun and not saved; to go on with it, or to let it go."""

from typing import Annotated

import typer

from enquiry.cli.completion import complete_drafts
from enquiry.cli.global_options import Command, RunnableGroup
from enquiry.cli.options import build_argument
from enquiry.cli.session import Session
from enquiry.cli.writing.drafts import discard_drafts, list_waiting_names, resume_draft
from enquiry.errors import UsageMistake

Named = Annotated[str | None, build_argument("[DRAFT]", "A draft such as d1.", complete_drafts)]
All = Annotated[bool, typer.Option("--all", help="Every draft of this journal.")]


def drafts(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is not None:
        return
    from enquiry.answers.history import DraftsAnswer
    from enquiry.cli.editor.session import refresh_draft_text
    from enquiry.insight.drafts import DraftList
    from enquiry.store.drafts import list_drafts
    from enquiry.views.drafts import draw_draft_list, format_draft_list_lines

    session: Session = ctx.obj
    waiting = tuple(refresh_draft_text(one, session.places.state) for one in list_drafts(session.places.state))
    found = DraftList(waiting, str(session.journal_file), session.today)
    session.show(found, view=draw_draft_list, plain=format_draft_list_lines, data=DraftsAnswer)


def resume(ctx: typer.Context, draft: Named = None) -> None:
    resume_draft(ctx, draft)


def discard(ctx: typer.Context, draft: Named = None, every: All = False) -> None:
    session: Session = ctx.obj
    if bool(draft) == every:
        hint = "enquiry drafts discard d1, or --all; enquiry drafts shows them."
        raise UsageMistake("Say which draft is to go.", hint)
    discard_drafts(session, [draft] if draft else list_waiting_names(session))


app = typer.Typer(cls=RunnableGroup)
app.callback(invoke_without_command=True)(drafts)
for _command in (resume, discard):
    app.command(cls=Command)(_command)
