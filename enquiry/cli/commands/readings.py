"""`enquiry readings`: what was read over the years, and how what it claims turned out here."""

from typing import Annotated

from enquiry.cli.options import QueryArgument, build_option
from enquiry.cli.session import Session

Tried = Annotated[bool, build_option("--tried", None, "How what they would have you see turned out, and what is open.")]


def readings(session: Session, query: QueryArgument = None, tried: Tried = False) -> None:
    from enquiry.answers.records import describe_readings
    from enquiry.cli.search.filters import load_selection
    from enquiry.insight.readings.known import list_known_readings
    from enquiry.views.readings.known import (
        ReadingsList,
        draw_readings,
        draw_trials,
        format_readings_lines,
        format_trials_lines,
    )

    narrowed = bool(query or session.filters)
    journal, selection = load_selection(session, query)
    chosen = {entry.id for entry in selection.entries} if narrowed else None
    everything = list_known_readings(journal, chosen)
    known = tuple(one for one in everything if (one.trials or one.open if tried else one.entries))
    view, plain = (draw_trials, format_trials_lines) if tried else (draw_readings, format_readings_lines)
    session.show(ReadingsList(known, journal), view=view, plain=plain, data=lambda shown: describe_readings(*shown))
    if not known:
        fits = " that fits" if narrowed else ""
        session.say(
            f"No reading{fits} was tried, or would have you see anything." if tried else f"No reading{fits} yet."
        )
        session.say('To say what one would have you see: enquiry read "…" --expects "…"')
