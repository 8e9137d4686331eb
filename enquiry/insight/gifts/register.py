"""The register of gifts, looked at: what went in each, which may hold something, which were to be deleted."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.dates.period import spell
from enquiry.insight.comments.take import list_gift_comments
from enquiry.insight.status import StatusNotice
from enquiry.model.colleagues.gift import Gift
from enquiry.model.journal import Journal
from enquiry.words import choose_form, format_count, join_words


class GiftRow(NamedTuple):
    """A gift with the names by which people know what went in it: cycles by number, entries like `4.8`.

    `named` are those told by name, kind and day only, and `comments` the entries that came back in it.
    """

    gift: Gift
    cycles: tuple[str, ...]
    entries: tuple[str, ...]
    named: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def extent(self) -> str:
        """How much went: "cycle 4 and 21 entries"."""
        cycles = f"{choose_form(len(self.cycles), 'cycle')} {join_words(self.cycles)}" if self.cycles else ""
        entries = format_count(len(self.entries), "entry", "entries") if self.entries else ""
        named = f"{', '.join(self.named)} by name only" if self.named else ""
        return join_words(list(filter(None, (cycles, entries, named)))) or "nothing"


class GiftWithdrawal(NamedTuple):
    """A gift that is asked back, and the lines to send to whoever has it."""

    row: GiftRow
    lines: str


def list_gifts(journal: Journal) -> tuple[GiftRow, ...]:
    """Return the gifts that stand in the register, the latest first."""
    kept = [build_gift_row(gift, journal) for gift in journal.gifts if not gift.removed]
    return tuple(sorted(kept, key=lambda row: (row.gift.recorded_at, row.gift.number), reverse=True))


def build_gift_row(gift: Gift, journal: Journal) -> GiftRow:
    """Return a gift with what went in it by name, in the order of names."""
    names = ([journal.get_name(one) for one in ids] for ids in (gift.cycles, gift.entries, gift.named))
    comments = tuple(one.name for one in list_gift_comments(journal, gift.id))
    cycles, entries, named = (tuple(sorted(found, key=_order_name)) for found in names)
    return GiftRow(gift, cycles, entries, named, comments)


def _order_name(name: str) -> list[int]:
    return [int(part) if part.isdecimal() else 0 for part in name.split(".")]


def find_gifts_holding(journal: Journal, ids: Collection[str]) -> tuple[Gift, ...]:
    """Return the gifts in which something went of the records with these ids, or whose own words are among them."""
    kept = (gift for gift in journal.gifts if not gift.removed)
    return tuple(gift for gift in kept if gift.id in ids or not {*gift.cycles, *gift.entries}.isdisjoint(ids))


def list_overdue_gifts(journal: Journal, today: date, told: Collection[str] = ()) -> list[Gift]:
    """Return the gifts whose day to be deleted has come and that were not asked back, but for those told of before."""
    kept = (gift for gift in journal.gifts if not (gift.removed or gift.withdrawn or gift.id in told))
    return [gift for gift in kept if gift.delete_by and gift.delete_by <= today]


def build_gift_notice(due: Sequence[Gift]) -> StatusNotice:
    """Return the notice of gifts that were to be deleted by now: the first, and how many more there are."""
    first, *others = due
    more = f" The same for {format_count(len(others), 'other gift')}." if others else ""
    words = f"Gift {first.name} for {first.to} was to be deleted by {spell(first.delete_by or first.given_on)}.{more}"
    return StatusNotice(words, Act(ActKind.WITHDRAW_GIFT, item=first.name))


def describe_gift(gift: Gift) -> str:
    """Return a gift in words: "g3 for stage partner (exchange.docx, 27 November 2026)"."""
    return f"{gift.name} for {gift.to} ({gift.file}, {spell(gift.given_on)})"
