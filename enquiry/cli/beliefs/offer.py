"""The offer after a decision: what do you believe now? Enter skips it, and it is not made again for that cycle."""

from enquiry.cli.beliefs.believing import add_belief
from enquiry.cli.session import Session
from enquiry.cli.writing.options import EntryOptions
from enquiry.command_lines import format_hint
from enquiry.errors import EnquiryError
from enquiry.model.choices import Decision
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Review

_ASKS = "What do you believe now? Enter skips."

OFFERED = (Decision.EMBED, Decision.STOP, Decision.EXTEND)
"""The decisions after which a cycle has something to be believed."""


def offer_after_review(session: Session, review: Review) -> None:
    """Ask what is believed now, where the review ended in one of these decisions; it is what moved the belief."""
    if review.decision in OFFERED:
        _offer(session, [review.name])


def offer_after_closing(session: Session, cycle: Cycle) -> None:
    """Ask what is believed now, where no decision of the cycle has brought that question already."""
    if not any(review.decision in OFFERED for review in cycle.reviews):
        _offer(session, [])


def _offer(session: Session, moved_by: list[str]) -> None:
    if not session.can_ask or session.quiet or session.json:
        return
    said = session.ask_line(_ASKS)
    while said:
        against = session.ask_line("Which entry speaks against it, such as 4.3? Enter skips.")
        fields = {"moved_by": moved_by, **({"against": [against]} if against else {})}
        try:
            add_belief(session, EntryOptions(fields=fields), session.clean_field(said, "belief"), asks=False)
            return
        except EnquiryError as mistake:  # the decision is saved; a slip here is asked about again
            session.tell(f"{mistake.words}\n{format_hint(mistake.hint)}")
            said = session.ask_line(f"{_ASKS} As it was: {said}")
