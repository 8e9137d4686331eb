"""What a teacher lays in a staffroom: a few things of each enquiry, every one of which was shown first.

There are no entries in it, no days and no counts, and no name unless it was wished for. The limits are those of what
is read, since a file may come from anybody.
"""

from typing import Annotated

from msgspec import Meta

from enquiry.model.choices import CycleState, Decision, Granted, TriedVerdict
from enquiry.model.record import Value

GivenText = Annotated[str, Meta(max_length=10_000)]
GivenWord = Annotated[str, Meta(max_length=200)]


class GivenAsk(Value, frozen=True, kw_only=True):
    """What would help, and what became of asking for it. Without an `answer` it is open."""

    text: GivenText
    answer: Granted | None = None
    came_of_it: GivenText = ""


class GivenEnquiry(Value, frozen=True, kw_only=True):
    """What is given of one enquiry; what was struck out is empty.

    `because` is the reason of the decision, and `disagreed` says that the evidence before it contradicted the hunch.
    """

    question: GivenText
    tags: Annotated[tuple[GivenWord, ...], Meta(max_length=50)] = ()
    standards: Annotated[tuple[GivenWord, ...], Meta(max_length=50)] = ()
    state: CycleState | None = None
    decision: Decision | None = None
    because: GivenText = ""
    disagreed: bool = False


class GivenReading(Value, frozen=True, kw_only=True):
    """Something that was read and tried once: where it stands, and in its giver's words what was tried and came of it.

    `text` says what it claims where it names no source. `expects` is what it would have one see, `tried` what was
    done otherwise because of it, `verdict` and `why` how that turned out.
    """

    authors: GivenText = ""
    year: Annotated[int, Meta(ge=1, le=2200)] | None = None
    title: GivenText = ""
    where: GivenText = ""
    doi: GivenWord = ""
    url: GivenText = ""
    text: GivenText = ""
    expects: GivenText = ""
    tried: GivenText = ""
    verdict: TriedVerdict
    why: GivenText = ""


class StaffroomGift(Value, frozen=True, kw_only=True):
    """What one teacher lays in a staffroom: enquiries, what would help, what was read, a name where it was wished."""

    name: GivenWord = ""
    enquiries: Annotated[tuple[GivenEnquiry, ...], Meta(max_length=100)] = ()
    asks: Annotated[tuple[GivenAsk, ...], Meta(max_length=100)] = ()
    readings: Annotated[tuple[GivenReading, ...], Meta(max_length=100)] = ()
