"""`enquiry where`: where everything lies."""

import os

import typer

from enquiry.cli.session import Session


def where(ctx: typer.Context) -> None:
    """Run `enquiry where`."""
    from enquiry.answers.journal import describe_places
    from enquiry.store.disk.places import get_backups_folder
    from enquiry.views.layout import draw_pairs, format_pairs_lines

    session: Session = ctx.obj
    journal, kept = session.journal_path, session.places
    pairs = {
        "journal": f"{journal}" if os.path.lexists(journal) else f"{journal} (not made yet)",
        "backups": str(get_backups_folder(journal, kept.state)),
        "settings": str(kept.settings),
        "calendars": str(kept.calendars),
        "prompts": str(kept.prompts),
        "readers": str(kept.readers),
        "standards": str(kept.standards),
        "state": str(kept.state),
    }
    session.show(pairs, view=draw_pairs, plain=format_pairs_lines, data=describe_places)
