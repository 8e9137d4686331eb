"""`enquiry edit`: change what was written; the journal's history keeps what it was."""
# ruff: noqa: ARG001 (the options reach the editing room together, as `ctx.params`)

from typing import Annotated

import typer

from enquiry.cli.completion import complete_items, complete_tags
from enquiry.cli.options import (
    AtStage,
    Authors,
    Because,
    Decided,
    Deviation,
    Doi,
    Done,
    Doubt,
    Fit,
    Group,
    Hunch,
    Issue,
    Learners,
    Links,
    Measures,
    NextLook,
    OfEvidence,
    On,
    Planned,
    Published,
    Says,
    Source,
    Standards,
    Success,
    Tags,
    Title,
    UntilDay,
    Url,
    Where,
    Why,
    WithPrivacy,
    Words,
)
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import ClearableField, collect_given_options, save_edit

Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="A cycle (7), an entry (7.4) or an inbox note (n12).", autocompletion=complete_items
    ),
]
Untag = Annotated[
    list[str] | None,
    typer.Option(
        "--untag", metavar="TAG", help="A tag to take off; give it again for more.", autocompletion=complete_tags
    ),
]

Clear = Annotated[
    list[ClearableField] | None,
    typer.Option("--clear", help="A number, choice or day to take away."),
]


def edit(
    ctx: typer.Context,
    name: Named,
    words: Words = None,
    on: On = None,
    tag: Tags = None,
    untag: Untag = None,
    clear: Clear = None,
    standard: Standards = None,
    privacy: WithPrivacy = None,
    issue: Issue = None,
    why: Why = None,
    hunch: Hunch = None,
    group: Group = None,
    success: Success = None,
    link: Links = None,
    next_look: NextLook = None,
    planned: Planned = None,
    done: Done = None,
    until: UntilDay = None,
    kind: OfEvidence = None,
    stage: AtStage = None,
    direction: Says = None,
    n: Learners = None,
    measure: Measures = None,
    sd: Deviation = None,
    source: Source = None,
    authors: Authors = None,
    year: Published = None,
    title: Title = None,
    where: Where = None,
    doi: Doi = None,
    url: Url = None,
    fit: Fit = None,
    doubt: Doubt = None,
    decision: Decided = None,
    because: Because = None,
) -> None:
    """Change the text or any field of a cycle, an entry or a note; with nothing but its name, in your editor.

    An empty text ('') clears a text, --clear all else.

    $ enquiry edit 7.4 "14 of 24 explain exchange" --on yesterday --untag maths
    """
    session: Session = ctx.obj
    given = collect_given_options(ctx.params)
    if given or not session.can_ask:
        save_edit(session, name, given)
    else:
        from enquiry.cli.editor.session import write_in_editor

        write_in_editor(session, ctx.command, ctx.params)
