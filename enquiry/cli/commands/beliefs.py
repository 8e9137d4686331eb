"""`enquiry beliefs`: what is believed, each with the last entry that came for or against it."""

from typing import Annotated

from enquiry.cli.options import build_option
from enquiry.cli.session import Session

Untested = Annotated[bool, build_option("--untested", None, "Those that are held, and that no entry speaks against.")]


def beliefs(session: Session, untested: Untested = False) -> None:
    from enquiry.answers.beliefs import BeliefsAnswer
    from enquiry.insight.beliefs.listing import list_beliefs
    from enquiry.views.beliefs.belief import draw_beliefs, format_beliefs_lines

    journal = session.load_journal()
    lines = list_beliefs(journal, untested=untested)
    session.show(lines, view=draw_beliefs, plain=format_beliefs_lines, data=BeliefsAnswer, journal=journal)
    if not lines and journal.believed:
        session.say("Something speaks against each of them, or it was given up. All: enquiry beliefs")
    elif not lines:
        session.say('None is written down yet: enquiry believe "What I think is so" --because 4.7')
