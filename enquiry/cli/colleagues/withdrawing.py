"""Gifts asked back: marked so, with the lines to send; and told of, once, when their day to be deleted has come."""

from contextlib import suppress

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.dates.period import spell
from enquiry.errors import CannotWrite
from enquiry.insight.gifts.letter import write_withdrawal
from enquiry.insight.gifts.register import GiftWithdrawal, build_gift_notice, build_gift_row, list_overdue_gifts
from enquiry.insight.staffroom.offer import LEADER
from enquiry.insight.status import StatusNotice
from enquiry.model.colleagues.gift import find_gift
from enquiry.model.journal import Journal
from enquiry.store.remembered import OfferMemory, keep_memory, read_memory


def withdraw_gift(session: Session, name: str) -> GiftWithdrawal:
    """Mark a gift as asked back from today, and return it with the lines to send.

    One that was asked back before stays so; its lines come again.
    Of one that lies in a staffroom the file is deleted. Raises as `find_gift` does, and CannotWrite.
    """
    with session.change() as step:
        gift = find_gift(step.journal.gifts, name)
        if not gift.withdrawn:
            step.journal = step.journal.upsert_gift(replace(gift, withdrawn=session.today))
            step.did = f"gift {gift.name} withdrawn"
        found = build_gift_row(find_gift(step.journal.gifts, name), step.journal)
        owner = step.journal.settings.name
    if gift.reader == LEADER:
        from enquiry.cli.staffroom.leader_gift import take_back_file

        session.say(f"Gift {gift.name} is marked as taken back.")
        return GiftWithdrawal(found, take_back_file(session, gift))
    was = f"was asked back on {spell(gift.withdrawn)}" if gift.withdrawn else "is marked as asked back"
    session.say(f"Gift {gift.name} {was}. No program reaches what they have: it is theirs to delete.")
    session.say(f"The lines to send to {gift.to}{', once more' if gift.withdrawn else ''}:")
    return GiftWithdrawal(found, write_withdrawal(gift, owner))


def list_gift_notices(session: Session, journal: Journal) -> tuple[StatusNotice, ...]:
    """Return the notice of gifts that were to be deleted by now, until a person has seen it."""
    path, state = session.journal_file, session.places.state
    told = read_memory(OfferMemory, path, state).gifts
    due = list_overdue_gifts(journal, session.today, told)
    if due and session.stdout.isatty() and not session.json:
        with suppress(CannotWrite):  # then it is said again
            keep_memory(OfferMemory, path, state, gifts=(*told, *(gift.id for gift in due)))
    return (build_gift_notice(due),) if due else ()
