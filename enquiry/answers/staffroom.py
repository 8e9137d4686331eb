"""What `gift --for leader` and `staffroom` answer to a program: the lines that would go, and the page."""

from typing import Annotated

from enquiry.answers.answer import Answer, take_fields
from enquiry.insight.staffroom.offer import OfferPart
from enquiry.insight.staffroom.page import Staffroom


class OfferLineAnswer(Answer, frozen=True):
    """A line by the number that strikes it out: of which cycle or entry, which part, and its words.

    `telling` says that its words count few people, or repeat a number of evidence that is held back.
    """

    number: Annotated[int, lambda pair: pair[0]]
    of: Annotated[str, lambda pair: pair[1].of]
    part: Annotated[OfferPart, lambda pair: pair[1].part]
    words: Annotated[str, lambda pair: pair[1].words]
    telling: Annotated[bool, lambda pair: pair[1].telling]


class OfferAnswer(Answer, frozen=True):
    """Every line that would be laid in the staffroom."""

    lines: Annotated[tuple[OfferLineAnswer, ...], lambda lines: tuple(enumerate(lines, 1))]


@take_fields(Staffroom)
class StaffroomAnswer(Answer, frozen=True):
    """The page: one's own enquiries first, and of the others nothing unless `enough` gave. No count is below three."""
