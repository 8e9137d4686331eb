"""`enquiry gifts withdraw`: a gift is marked as asked back, and the lines to send are laid out."""

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.dates.period import spell
from enquiry.insight.gifts.letter import write_withdrawal
from enquiry.insight.gifts.register import GiftWithdrawal, build_gift_row
from enquiry.model.colleagues.gift import find_gift


def withdraw_gift(session: Session, name: str) -> GiftWithdrawal:
    """Mark a gift as asked back from today, and return it with the lines to send.

    One that was asked back before stays so; its lines come again. Raises as `find_gift` does.
    """
    with session.change() as step:
        gift = find_gift(step.journal.gifts, name)
        if not gift.withdrawn:
            step.journal = step.journal.upsert_gift(replace(gift, withdrawn=session.today))
            step.did = f"gift {gift.name} withdrawn"
        found = build_gift_row(find_gift(step.journal.gifts, name), step.journal)
        owner = step.journal.settings.name
    if gift.withdrawn:
        session.say(f"Gift {gift.name} was asked back on {spell(gift.withdrawn)}. The lines once more:")
    else:
        session.say(f"Gift {gift.name} is marked as asked back. The lines to send to {gift.to}:")
    session.say("No program reaches what they have: it is theirs to delete.")
    return GiftWithdrawal(found, write_withdrawal(gift, owner))
