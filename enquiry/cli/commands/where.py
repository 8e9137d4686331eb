"""`enquiry where`: where everything lies."""

import os

import typer

from enquiry.cli.session import Session


def where(ctx: typer.Context) -> None:
    """Show where the journal, the settings, your own calendars, readers and standards, and the kept copies lie.

    $ enquiry where
    """
    from enquiry.answers.journal import places_object
    from enquiry.store.disk.places import backups_folder
    from enquiry.views.layout import pairs_lines, pairs_view

    session: Session = ctx.obj
    journal, kept = session.journal_path, session.places
    pairs = {
        "journal": f"{journal}" if os.path.lexists(journal) else f"{journal} (not made yet)",
        "backups": str(backups_folder(journal, kept.state)),
        "settings": str(kept.settings),
        "calendars": str(kept.calendars),
        "prompts": str(kept.prompts),
        "readers": str(kept.readers),
        "standards": str(kept.standards),
        "state": str(kept.state),
    }
    session.show(pairs, view=pairs_view, plain=pairs_lines, data=places_object)
