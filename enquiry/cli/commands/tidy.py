"""`enquiry tidy`: what earlier school years hold about single learners, one entry at a time."""

from typing import Annotated

from enquiry.cli.options import build_option
from enquiry.cli.session import Session

Dismiss = Annotated[bool, build_option("--dismiss", None, "Never offer it again at the end of a year.")]


def tidy(session: Session, dismiss: Dismiss = False) -> None:
    from enquiry.cli.forgetting.tidy import dismiss_offer, go_through

    if dismiss:
        dismiss_offer(session)
    else:
        go_through(session)
