"""Which backups are let go: a rule over values, which opens no file and asks no clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

NEWEST, DAYS, MONTHS = 10, 30, 12
ALWAYS_KEPT = 3
"""How many of the newest the size limit never touches."""


class RotatedBackup(Protocol):
    """What the rule needs to know of a backup."""

    @property
    def number(self) -> int:
        """Its place in the order in which they were made."""

    @property
    def at(self) -> datetime:
        """When that version was written."""

    @property
    def format(self) -> int:
        """Its file's format; 0 where it can't be read."""

    @property
    def fullness(self) -> int:
        """How much it holds."""

    @property
    def size(self) -> int:
        """Its bytes on the disk."""


K = TypeVar("K", bound=RotatedBackup)


def select_surplus_backups(backups: Iterable[K], limit: int) -> list[K]:
    """Return the backups that need not be kept, the oldest first.

    Rule: the ten newest stay, one of each of the last 30 days and of the last 12 months in which something was
    written, and the newest of every earlier format. Of a day or a month the fullest stays, and of equals the latest;
    the fullest of all always stays, so that an emptied journal drives no full one out. Where they are larger than
    `limit` bytes together the oldest go first, but not the three newest, the fullest or the last of a format. Of
    files that can't be read the ten newest stay.

    Days are counted, not measured from today: a clock that jumps, or a year without writing, drops nothing.
    """
    ordered = sorted(backups, key=lambda backup: backup.number, reverse=True)
    readable = [backup for backup in ordered if backup.format]
    certain = _certain(readable)
    kept = {backup.number for backup in [*certain, *readable[:NEWEST]]}
    kept |= {backup.number for backup in _pick_one_per_period(readable, "%Y-%m-%d", DAYS)}
    kept |= {backup.number for backup in _pick_one_per_period(readable, "%Y-%m", MONTHS)}
    kept |= {backup.number for backup in [backup for backup in ordered if not backup.format][:NEWEST]}
    kept -= _select_over_limit([backup for backup in readable if backup.number in kept], certain, limit)
    return [backup for backup in reversed(ordered) if backup.number not in kept]


def _certain(readable: Sequence[K]) -> list[K]:
    newest_of = {backup.format: backup for backup in reversed(readable)}
    return [*readable[:ALWAYS_KEPT], *_find_fullest(readable), *newest_of.values()]


def _find_fullest(backups: Iterable[K]) -> list[K]:
    found = max(backups, key=lambda backup: (backup.fullness, backup.number), default=None)
    return [found] if found else []


def _pick_one_per_period(readable: Iterable[K], stretch: str, most: int) -> list[K]:
    groups = dict[str, list[K]]()
    for backup in readable:
        groups.setdefault(backup.at.strftime(stretch), []).append(backup)
    return [one for group in list(groups.values())[:most] for one in _find_fullest(group)]


def _select_over_limit(kept: Sequence[K], certain: Iterable[K], limit: int) -> set[int]:
    stays, total, gone = {backup.number for backup in certain}, sum(backup.size for backup in kept), set[int]()
    for backup in reversed(kept):
        if total > limit and backup.number not in stays:
            total -= backup.size
            gone.add(backup.number)
    return gone
