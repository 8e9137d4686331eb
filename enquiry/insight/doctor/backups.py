"""What lies around the journal: who may read it, its backups, drafts, leftovers, and copies of it."""

from collections.abc import Iterator
from datetime import timedelta

from enquiry.dates.period import spell
from enquiry.insight.doctor.check import Check, Fix, report_fine, report_note, report_unseen, report_wrong
from enquiry.insight.doctor.observed import ObservedBackup, ObservedCopy, ObservedFiles, ObservedJournal
from enquiry.words import format_count, join_words

OLD_BACKUP_AGE = timedelta(days=60)
_FIX_HINT = "enquiry doctor --fix"
_CHECK_NAMES = ("permissions", "backups", "drafts", "leftovers", "copies")


def check_kept_files(seen: ObservedFiles, journal: ObservedJournal) -> Iterator[Check]:
    """Yield the checks of what the program keeps, and of what others have laid beside the journal."""
    if seen.refused:
        told = f"a folder can't be looked at ({seen.refused.kind})"
        yield report_wrong("folders", seen.refused.words, "Look at the permissions of the folder it names.", told=told)
        yield from (report_unseen(name, "the folder could not be looked at") for name in _CHECK_NAMES)
        return
    yield _check_permissions(seen)
    yield _check_backups(seen, journal)
    yield _check_drafts(seen)
    yield _check_leftovers(seen)
    yield _check_copies(seen, is_readable=journal.journal is not None or not journal.there)


def _check_permissions(seen: ObservedFiles) -> Check:
    if not seen.modes_matter:
        return report_fine("permissions", "this system keeps your own folders to you")
    if seen.of_others:
        names = join_words([str(path) for path in seen.of_others[:3]])
        told = f"{format_count(len(seen.of_others), 'file belongs', 'files belong')} to another user"
        remedy = "Give it back to yourself (chown), or run enquiry as that user."
        return report_wrong("permissions", f"{told}: {names}", remedy, told=told)
    if seen.open_to_others:
        names = join_words([str(path) for path in seen.open_to_others[:3]])
        told = (
            f"{format_count(len(seen.open_to_others), 'file or folder', 'files or folders')} can be read by others here"
        )
        return report_wrong("permissions", f"{told}: {names}", _FIX_HINT, told=told, mend=Fix.OWNER_ONLY)
    if not seen.looked_at:
        return report_fine("permissions", "nothing is kept yet")
    return report_fine("permissions", f"nobody else here can read any of {seen.looked_at} files and folders")


def _check_backups(seen: ObservedFiles, journal: ObservedJournal) -> Check:
    if not seen.backups and journal.writes:
        told = "no version of the journal is kept"
        return report_wrong(
            "backups", told, f"{_FIX_HINT} keeps one now; so does the next change.", told=told, mend=Fix.BACKUP
        )
    if not seen.backups:
        return report_fine("backups", "none yet; every change keeps one")
    bad = [backup for backup in seen.backups if backup.whole is False]
    if bad:
        told = f"{len(bad)} of {_count_versions(len(seen.backups))} can't be read"
        remedy = "The others are sound: enquiry restore lists them."
        return report_wrong("backups", f"{told}: {join_words([backup.name for backup in bad[:6]])}", remedy, told=told)
    return _check_backup_age(seen.backups, journal)


def _check_backup_age(backups: tuple[ObservedBackup, ...], journal: ObservedJournal) -> Check:
    newest, read = max(backups, key=lambda backup: backup.at), sum(backup.whole is True for backup in backups)
    opens = "all" if read == len(backups) else f"the newest {read}"
    told = f"{_count_versions(len(backups))} kept, {opens} opened and found whole"
    reason = f"{told}; the newest of {spell(newest.at.date())}, {newest.at:%H:%M}"
    if journal.steps and max(journal.steps) > newest.at + OLD_BACKUP_AGE:
        words = "what was written long after it is kept nowhere else"
        remedy = "enquiry backup -o FILE writes a copy to a place of your own."
        return report_note("backups", f"{reason}; {words}", remedy, told=f"{told}; {words}")
    return report_fine("backups", reason, told)


def _count_versions(number: int) -> str:
    return format_count(number, "version")


def _check_drafts(seen: ObservedFiles) -> Check:
    if not seen.drafts:
        return report_fine("drafts", "nothing half written is waiting")
    return report_note(
        "drafts", f"{format_count(seen.drafts, 'draft waits', 'drafts wait')} to be finished", "enquiry drafts"
    )


def _check_leftovers(seen: ObservedFiles) -> Check:
    if not seen.leftovers:
        return report_fine("leftovers", "no temporary file was left behind")
    told = f"{format_count(len(seen.leftovers), 'temporary file')} of a command that was stopped, which does no harm"
    return report_note("leftovers", told, _FIX_HINT, mend=Fix.LEFTOVERS)


def _check_copies(seen: ObservedFiles, *, is_readable: bool) -> Check:
    if not seen.copies:
        return report_fine("copies", "no other copy of it lies beside the journal")
    asking = [copy for copy in seen.copies if _asks(copy)]
    if not asking:
        told = join_words([_describe_copy(copy) for copy in seen.copies[:3]])
        names = "; ".join(f"“{copy.path.name}” {_describe_copy(copy)}" for copy in seen.copies[:3])
        return report_note("copies", names, "They can be moved elsewhere or deleted, once you have looked.", told=told)
    others = len(seen.copies) - len(asking)
    more = f"; {format_count(others, 'other')} beside it with nothing new" if others else ""
    reason = "; ".join(f"“{copy.path.name}” {_describe_copy(copy)}" for copy in asking) + more
    told = "; ".join(map(_describe_copy, asking)) + more
    readable = [copy for copy in asking if copy.kind == "copy"]
    return report_wrong(
        "copies", reason, _suggest_remedy(readable[0] if readable else asking[0], is_readable=is_readable), told=told
    )


def _asks(copy: ObservedCopy) -> bool:
    """Say whether a copy holds what may be lost with it."""
    return bool(copy.lacks or copy.differs) or copy.kind == "unreadable"


def _suggest_remedy(copy: ObservedCopy, *, is_readable: bool) -> str:
    """Return what to do about a copy; where the journal itself can't be read, a copy that can is a way back."""
    if copy.kind == "unreadable":
        return f'To see what is wrong with it: enquiry doctor --journal "{copy.path}"'
    if not is_readable:
        return f'To see whether it is the one to go on with: enquiry restore "{copy.path}" --dry-run'
    return f'To bring it in: enquiry --journal "{copy.path}" export | enquiry import - --dry-run'


def _describe_copy(copy: ObservedCopy) -> str:
    match copy.kind:
        case "open elsewhere":
            return "says that another program has the journal open"
        case "not downloaded":
            return "says that the journal is not on this machine yet"
        case "unreadable":
            return "looks like a copy of the journal and can't be read"
    told = [f"holds {format_count(copy.lacks, 'thing')} that the journal does not have"] if copy.lacks else []
    told += [f"says {format_count(copy.differs, 'thing')} otherwise"] if copy.differs else []
    return join_words(told) or "holds nothing that the journal does not have"
