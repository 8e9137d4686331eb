"""The rotation of backups: which of them need not be kept. A pure rule: it opens no file and asks no clock."""

from collections.abc import Iterable

from enquiry.model.backup import Backup

NEWEST, DAYS, MONTHS = 10, 30, 12
ALWAYS_KEPT = 3
"""How many of the newest the size limit never removes."""


def select_surplus_backups(backups: Iterable[Backup], limit: int) -> list[Backup]:
    """Return the backups that need not be kept, the oldest first.

    Rule: the ten newest stay, one of each of the last 30 days and of the last 12 months in which something was
    written, and the newest of every earlier format. Of a day or a month the fullest stays, and of equals the latest;
    the fullest of all always stays, so that an emptied journal drives no full one out. Where they are larger than
    `limit` bytes together the oldest go first, but not the three newest, the fullest or the last of a format. Of
    files that can't be read the ten newest stay. What is held always stays, and counts for nothing else.

    Days are counted, not measured from today: a clock that jumps, or a year without writing, drops nothing.
    """
    ordered = sorted((backup for backup in backups if not backup.held), key=lambda backup: backup.number, reverse=True)
    readable = [backup for backup in ordered if backup.format]
    newest_of_format = {backup.format: backup for backup in reversed(readable)}
    certain = {
        backup.number for backup in [*readable[:ALWAYS_KEPT], *_find_fullest(readable), *newest_of_format.values()]
    }
    kept = certain | {backup.number for backup in readable[:NEWEST]}
    for period, most in (("%Y-%m-%d", DAYS), ("%Y-%m", MONTHS)):
        groups = dict[str, list[Backup]]()
        for backup in readable:
            groups.setdefault(backup.at.strftime(period), []).append(backup)
        kept |= {backup.number for group in list(groups.values())[:most] for backup in _find_fullest(group)}
    total = sum(backup.size for backup in readable if backup.number in kept)
    for backup in reversed(readable):
        if total > limit and backup.number in kept - certain:
            total -= backup.size
            kept.remove(backup.number)
    kept |= {backup.number for backup in [backup for backup in ordered if not backup.format][:NEWEST]}
    return [backup for backup in reversed(ordered) if backup.number not in kept]


def _find_fullest(backups: Iterable[Backup]) -> list[Backup]:
    """Return the backup that holds most, of equals the latest, in a list; an empty list where there is none."""
    return sorted(backups, key=lambda backup: (backup.fullness, backup.number))[-1:]
