"""`enquiry show`: one cycle, entry or note, whole."""

from typing import Annotated

import typer

from enquiry.cli.completion import complete_items
from enquiry.cli.names import resolve_item, resolve_item_or_removed
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import resolve_cycle

Named = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]",
        help="A cycle (7), an entry (7.4) or a note (n12); else the current cycle.",
        autocompletion=complete_items,
    ),
]


Every = Annotated[
    bool, typer.Option("--versions", help="Show every version it has had: when it was written, and what changed.")
]


def show(ctx: typer.Context, name: Named = None, versions: Every = False) -> None:
    """Show one cycle, entry or note, whole, or every version it has had.

    $ enquiry show 7.4        $ enquiry show 7.4 --versions
    """
    session: Session = ctx.obj
    if versions:
        _show_versions(session, name)
    else:
        _show_item(session, name)


def _show_item(session: Session, name: str | None) -> None:
    from enquiry.answers.journal import describe_item
    from enquiry.views.show import ShownItem, draw_item, format_item_lines

    journal = session.load_journal()
    thing = resolve_item(journal, name) if name is not None else resolve_cycle(journal, None)
    session.show(
        ShownItem(thing, journal),
        view=draw_item,
        plain=format_item_lines,
        data=lambda shown: describe_item(shown.thing, journal),
    )


def _show_versions(session: Session, name: str | None) -> None:
    """Show the versions of a thing, even of one that is out of sight."""
    from enquiry.answers.history import describe_record_versions
    from enquiry.insight.history.versions import build_version_history
    from enquiry.views.history.steps import draw_versions, format_versions_lines

    journal, steps = session.load_history()
    thing = resolve_item_or_removed(journal, name) if name is not None else resolve_cycle(journal, None)
    session.show(
        build_version_history(thing, steps, journal),
        view=draw_versions,
        plain=format_versions_lines,
        data=lambda versions: describe_record_versions(versions, journal),
    )
