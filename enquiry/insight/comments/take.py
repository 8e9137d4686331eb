"""Comments taken into the journal: each is evidence of what a colleague said, about the entry it speaks of.

A comment is known again by the gift, whose it is, its moment and its words, however often its document is given: that
makes its id. One whose words were changed since, in the same person's comment of the same moment, is told, and stays.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import NamedTuple

from enquiry.dates.period import EARLIEST
from enquiry.errors import UsageMistake
from enquiry.insight.comments.changed import TextChanges
from enquiry.insight.comments.found import CommentedFile, FoundComment
from enquiry.insight.comments.place import PlacedComment
from enquiry.model.choices import EvidenceKind, EvidenceStage
from enquiry.model.colleagues.gift import Gift
from enquiry.model.entry import AnyEntry, Evidence
from enquiry.model.journal import Journal
from enquiry.model.record import generate_id
from enquiry.model.text import clean_text
from enquiry.unsafe_chars import show_on_one_line

_MOMENT_DIGITS = 13
"""The digits of an id that hold its moment in milliseconds, with the hyphen among them."""


MOST_QUOTED = 80
"""The characters that are kept of the words at which a comment stood."""


class NewComment(NamedTuple):
    """An entry that a comment became, what the comment stands at in words, and whether that is certain."""

    entry: Evidence
    at: str
    certain: bool


class ChangedComment(NamedTuple):
    """An entry whose comment reads otherwise in its document now, and the words there."""

    entry: Evidence
    text: str


class TakenComments(NamedTuple):
    """What taking comments in makes of a journal: it, the new entries, those known, and what reads otherwise now.

    `unfit` are sentences on comments that no entry can hold.
    """

    journal: Journal
    new: tuple[NewComment, ...] = ()
    known: tuple[AnyEntry, ...] = ()
    reworded: tuple[ChangedComment, ...] = ()
    unfit: tuple[str, ...] = ()

    @property
    def unplaced(self) -> tuple[Evidence, ...]:
        """The new entries of which nothing tells what they speak of."""
        return tuple(one.entry for one in self.new if not one.certain)


class CommentsReport(NamedTuple):
    """What became of what came back in a gift, and of its text; with `dry_run` what would become of it."""

    gift: Gift
    found: CommentedFile
    text: TextChanges
    taken: TakenComments
    dry_run: bool


def _say_spot(placed: PlacedComment) -> str:
    """Return at what words a comment on a whole cycle stood, or which name it gave, so that it can be understood."""
    if placed.entry or placed.at != f"cycle {placed.cycle.number}":
        return ""
    words, named = " ".join(placed.comment.quoted.split()), placed.comment.places[:1]
    if not words:
        return "" if placed.certain or not named else f", to {named[0]}"
    return f", at “{words}”" if len(words) <= MOST_QUOTED else f", at “{words[:MOST_QUOTED].rstrip()}…”"


def list_gift_comments(journal: Journal, gift: str) -> list[Evidence]:
    """Return the comments that came back in the gift of that id and are in sight, in the order of their names."""
    return [one for one in journal.iterate_entries() if isinstance(one, Evidence) and one.gift == gift]


def take_comments(
    journal: Journal, gift: Gift, placed: Sequence[PlacedComment], now: datetime, today: date
) -> TakenComments:
    """Return what the journal becomes with the comments of a gift that it does not have yet."""
    held: dict[str, AnyEntry] = {entry.id: entry for cycle in journal.cycles for entry in cycle.entries}
    ids = identify_comments(gift, placed)
    earlier = [one for one in held.values() if isinstance(one, Evidence) and one.gift == gift.id and not one.removed]
    earlier = [one for one in earlier if one.id not in ids.values()]
    entries: dict[str, AnyEntry] = {}
    new, known, reworded = list[NewComment](), list[AnyEntry](), list[ChangedComment]()
    unfit, after = list[str](), journal
    for one in placed:
        comment, made = one.comment, ids[one.comment.key]
        if (there := held.get(made)) and not there.is_undone:
            entries[comment.key] = there
            known.append(there)
            continue
        if before := _find_reworded(earlier, made, one, gift):
            earlier.remove(before)
            entries[comment.key] = before
            if before.text.split() == comment.text.split():
                known.append(before)
            else:
                reworded.append(ChangedComment(before, comment.text))
            continue
        try:
            text = clean_text(comment.text, "comment").text
        except UsageMistake as fault:
            unfit.append(fault.words)
            continue
        cycle = after.cycles_by_id[there.cycle if there else one.cycle.id]
        first = entries.get(comment.answers)
        about = first or one.entry
        where = f"in answer to {first.name}" if first else f"on {one.at}{_say_spot(one)}"
        resolved = ", resolved there" if comment.resolved else ""
        day = comment.at.date() if comment.at else today
        entry = Evidence(
            id=made,
            recorded_at=now,
            cycle=cycle.id,
            name=there.name if there else cycle.next_name,
            happened_on=day if EARLIEST <= day <= today else today,
            text=text,
            evidence_kind=EvidenceKind.PEER_DIALOGUE,
            stage=EvidenceStage.DURING,
            source=f"{gift.to}, {where}, in gift {gift.name}{resolved}",
            words_of=get_voice(gift, comment),
            about=about.id if about else "",
            gift=gift.id,
        )
        after = after.upsert_entry(entry)
        entries[comment.key] = entry
        held[made] = entry
        new.append(NewComment(entry, one.at, one.certain or bool(first)))
    return TakenComments(after, tuple(new), tuple(known), tuple(reworded), tuple(unfit))


def get_voice(gift: Gift, comment: FoundComment) -> str:
    """Return whose words a comment is: the name that its document has, else to whom the gift went."""
    return show_on_one_line(comment.author)[:200] or gift.to


def identify_comments(gift: Gift, placed: Sequence[PlacedComment]) -> dict[str, str]:
    """Return the lasting id of each comment, by its key; the same words said twice at one moment are two comments.

    The moment of an id is that of the comment, or of the gift where it has none.
    """
    ids, said = dict[str, str](), Counter[str]()
    for comment in (one.comment for one in placed):
        moment = comment.at.replace(tzinfo=UTC) if comment.at and comment.at.year > EARLIEST.year else gift.recorded_at
        at, words = comment.at.isoformat() if comment.at else "", " ".join(comment.text.split())
        known = f"{gift.id}\n{comment.author}\n{at}\n{words}"
        said[known] += 1
        again = f"\n{said[known]}" if said[known] > 1 else ""
        ids[comment.key] = generate_id(moment, sha256(f"{known}{again}".encode("utf-8", "replace")).digest())
    return ids


def _find_reworded(earlier: list[Evidence], made: str, placed: PlacedComment, gift: Gift) -> Evidence | None:
    """Return the same person's comment of the same moment in other words: that on the same entry, or the only one."""
    if placed.comment.at is None:
        return None
    voice, about = get_voice(gift, placed.comment), placed.entry.id if placed.entry else ""
    same = [one for one in earlier if one.id[:_MOMENT_DIGITS] == made[:_MOMENT_DIGITS] and one.words_of == voice]
    return next((one for one in same if one.about == about), same[0] if len(same) == 1 else None)
