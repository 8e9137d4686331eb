"""What `gift`, `gifts` and `staffroom` answer to a program: what was given, the lines that would be, and the page."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from enquiry.answers.answer import Answer, project, take_fields
from enquiry.insight.staffroom.offer import OfferLine
from enquiry.insight.staffroom.page import Staffroom
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


@take_fields(OfferLine, first=("number",), without=("at",))
class OfferLineAnswer(Answer, frozen=True):
    """A line by the number that strikes it out: of which cycle or entry, which part, and its words.

    `telling` says that its words count few people, or repeat a number of evidence that is held back.
    """

    number: int


class OfferAnswer(Answer, frozen=True):
    """Every line that would be laid in the staffroom."""

    lines: tuple[OfferLineAnswer, ...]


def describe_offer(lines: Sequence[OfferLine]) -> OfferAnswer:
    """Return the answer of a dry run."""
    return OfferAnswer(tuple(project(OfferLineAnswer, line, number=at) for at, line in enumerate(lines, 1)))


@take_fields(Staffroom)
class StaffroomAnswer(Answer, frozen=True):
    """The page: one's own enquiries first, and of the others nothing unless `enough` gave. No count is below three."""
