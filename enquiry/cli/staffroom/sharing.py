"""What of an offer may go where nobody is asked line by line: what was named, or shared with the school before."""

from collections.abc import Collection

from enquiry.cli.session import Session
from enquiry.insight.staffroom.offer import CIRCLE, LEADER, Offer, OfferPart, list_unshared_lines
from enquiry.words import join_words


def hold_unshared(session: Session, offer: Offer, named: Collection[int], *, given: bool = True) -> Offer:
    """Return an offer without the lines that nobody has said may go, which are said with how to let them.

    `named` are the numbers of the cycles that were named, and so let go. What is not `given` stands first on a page of
    one's own, where `-c` names it.
    """
    held = list_unshared_lines(offer, named)
    for number in sorted({offer.sources[line.at].cycle.number for line in held}):
        parts = [line.part for line in held if offer.sources[line.at].cycle.number == number]
        what = f"cycle {number}" if OfferPart.QUESTION in parts else f"{join_words(parts)} of cycle {number}"
        if number in named:
            session.say(f"Held back: {what}, which tells of few people, or a number that is held back.")
            continue
        way = f"enquiry gift {number} --for {LEADER}" if given else f"-c {number}"
        session.say(f"Held back: {what}, not shared with the {CIRCLE}. To let it go: {way}")
    return offer.strike(held)
