"""What `gift`, `gifts`, `comments` and `staffroom` answer: what was given, what came back, and the page of it all."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from enquiry.answers.answer import Answer, InJournal, project, take_fields
from enquiry.answers.records import EntryAnswer, describe_entries
from enquiry.insight.staffroom.offer import OfferLine
from enquiry.insight.staffroom.page import Staffroom
from enquiry.model.colleagues.gift import Gift


@take_fields(Gift, at="gift", without=("id", "recorded_at", "removed", "first", "otherwise", "checks"))
class GiftFields(Answer, frozen=True):
    """A gift: its name, for whom, as whom they read it, what was wished, and what went, by name.

    `cycles` are those of whose own words something went, `entries` those whose words went, `named` those told by name,
    kind and day only, `comments` what came back.
    """

    given_on: Annotated[date, "gift.given_on"]
    cycles: tuple[str, ...]
    entries: tuple[str, ...]
    named: tuple[str, ...]
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


class RewordedComment(Answer, frozen=True):
    """A comment that reads otherwise in its document now: the entry that stays as it was said, and the words there."""

    entry: Annotated[str, "entry.name"]
    text: str


class CommentsAnswer(Answer, frozen=True):
    """The comments of a gift that are new, as evidence; with `dry_run` as they would be kept.

    `known` names those that were here already, `unplaced` the new ones of which nothing tells what they speak of.
    `put_in` and `struck` count the words of changes that are marked in the text itself. Without a mark the words of the
    places in `changed` are others now, those in `gone` are there no longer, and `added` are paragraphs of somebody
    else: nothing of it is taken. `left` and `untaken` are lines of a mail that were not taken either.
    """

    gift: Annotated[str, "gift.name"]
    to: Annotated[str, "gift.to"]
    comments: Annotated[
        tuple[EntryAnswer, ...],
        InJournal(lambda report, journal: describe_entries(tuple(one.entry for one in report.taken.new), journal)),
    ]
    known: Annotated[tuple[str, ...], "taken.known.name"]
    reworded: Annotated[tuple[RewordedComment, ...], "taken.reworded"]
    unplaced: Annotated[tuple[str, ...], "taken.unplaced.name"]
    put_in: Annotated[int, "found.put_in"]
    struck: Annotated[int, "found.struck"]
    changed: Annotated[tuple[str, ...], "text.changed"]
    gone: Annotated[tuple[str, ...], "text.gone"]
    added: Annotated[tuple[str, ...], "text.added"]
    left: Annotated[tuple[str, ...], "found.left"]
    untaken: Annotated[tuple[str, ...], "found.untaken"]
    dry_run: bool


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
