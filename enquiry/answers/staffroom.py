"""What `gift --for leader` and `staffroom` answer to a program: the lines that would go, and the page."""

from collections.abc import Sequence

from enquiry.answers.answer import Answer, project, take_fields
from enquiry.insight.staffroom.offer import OfferLine
from enquiry.insight.staffroom.page import Staffroom


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
