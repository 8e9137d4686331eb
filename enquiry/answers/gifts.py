"""What `gift` and `gifts` answer to a program."""

from datetime import date
from typing import Annotated

from enquiry.answers.answer import Answer, take_fields
from enquiry.model.colleagues.gift import Gift


@take_fields(Gift, at="gift", without=("id", "recorded_at", "removed", "first", "otherwise"))
class GiftFields(Answer, frozen=True):
    """A gift: its name, for whom, as whom they read it, what was wished, and what went, by name.

    `cycles` are those of whose own words something went, `entries` those whose words went, `comments` what came back.
    """

    given_on: Annotated[date, "gift.given_on"]
    cycles: tuple[str, ...]
    entries: tuple[str, ...]
    comments: tuple[str, ...]


class GiftAnswer(Answer, frozen=True):
    """One gift as the register has it."""

    gift: Annotated[GiftFields, ""]


class GiftsAnswer(Answer, frozen=True):
    """The gifts that stand in the register, the latest first."""

    gifts: Annotated[tuple[GiftFields, ...], ""]


class WithdrawalAnswer(Answer, frozen=True):
    """A gift that is asked back, and the lines to send to whoever has it."""

    gift: Annotated[GiftFields, "row"]
    lines: str
