"""What `comments` answers to a program: what came back in a gift, and what was kept of it."""

from typing import Annotated

from enquiry.answers.answer import Answer, InJournal
from enquiry.answers.records import EntryAnswer, describe_entries


class RewordedComment(Answer, frozen=True):
    """A comment that reads otherwise in its document now: the entry that stays as it was said, and the words there."""

    entry: Annotated[str, "entry.name"]
    text: str


class CommentsAnswer(Answer, frozen=True):
    """The comments of a gift that are new, as evidence; with `dry_run` as they would be kept.

    `known` names those that were here already, `unplaced` the new ones of which nothing tells what they speak of.
    `put_in` and `struck` count the words of changes in the text itself, which are not taken.
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
    dry_run: bool
