"""`enquiry tags`: the tags in use."""

import typer

from enquiry.cli.session import Session


def tags(ctx: typer.Context) -> None:
    """List the tags in use, with how often and when.

    $ enquiry tags
    """
    from enquiry.exchange.answers import tags_object
    from enquiry.query.tags import tag_uses
    from enquiry.views.tags import tags_lines, tags_view

    session: Session = ctx.obj
    uses = tag_uses(session.journal())
    session.show(uses, view=tags_view, plain=tags_lines, data=tags_object)
    if not uses:
        session.say("No tag is in use yet; -t adds one to whatever you write.")
