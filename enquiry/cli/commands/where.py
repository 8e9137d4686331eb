"""`enquiry where`: where everything lies."""

import typer

from enquiry.cli.session import Session


def where(ctx: typer.Context) -> None:
    """Show where the journal, the settings, your own calendars, readers and standards, and the kept copies lie.

    $ enquiry where
    """
    from enquiry.exchange.answers import places_object
    from enquiry.store.places import previous_of
    from enquiry.views.pairs import pairs_lines, pairs_view

    session: Session = ctx.obj
    journal, kept = session.journal_path, session.places
    pairs = {
        "journal": f"{journal}" if journal.exists() else f"{journal} (not made yet)",
        "previous": str(previous_of(journal, kept.state)),
        "settings": str(kept.settings),
        "calendars": str(kept.calendars),
        "readers": str(kept.readers),
        "standards": str(kept.standards),
        "state": str(kept.state),
    }
    session.show(pairs, view=pairs_view, plain=pairs_lines, data=places_object)
