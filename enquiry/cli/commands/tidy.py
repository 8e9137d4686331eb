"""`enquiry tidy`: what earlier school years hold about single learners, one entry at a time."""

from typing import Annotated

from enquiry.cli.options import build_option
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake

Keep = Annotated[list[str] | None, build_option("--keep", "NAME", "An entry that stays, without being asked.")]
Dismiss = Annotated[bool, build_option("--dismiss", None, "Never offer it again at the end of a year.")]


def tidy(session: Session, keep: Keep = None, dismiss: Dismiss = False) -> None:
    from enquiry.cli.forgetting.tidy import dismiss_offer, go_through, keep_entries

    if keep and dismiss:
        raise UsageMistake("--keep and --dismiss are two things.", "Give one of them.")
    if keep:
        keep_entries(session, keep)
    elif dismiss:
        dismiss_offer(session)
    else:
        go_through(session)
