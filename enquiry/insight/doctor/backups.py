"""What lies around the journal: who may read it, its backups, drafts, leftovers, and copies of it."""

from collections.abc import Iterator
from datetime import timedelta

from enquiry.dates.period import spell
from enquiry.insight.doctor.check import Check, Mend, fine, note, unseen, wrong
from enquiry.insight.doctor.observed import BackupSeen, CopySeen, JournalSeen, KeepingSeen
from enquiry.insight.words import counted, joined

OLD = timedelta(days=60)
_FIX = "enquiry doctor --fix"
_NAMES = ("permissions", "backups", "drafts", "leftovers", "copies")


def checks_of_keeping(seen: KeepingSeen, journal: JournalSeen) -> Iterator[Check]:
    """Yield the checks of what the program keeps, and of what others have laid beside the journal."""
    if seen.refused:
        told = f"a folder can't be looked at ({seen.refused.kind})"
        yield wrong("folders", seen.refused.words, "Look at the permissions of the folder it names.", told=told)
        yield from (unseen(name, "the folder could not be looked at") for name in _NAMES)
        return
    yield _permissions(seen)
    yield _backups(seen, journal)
    yield _drafts(seen)
    yield _leftovers(seen)
    yield _copies(seen, is_readable=journal.journal is not None or not journal.there)


def _permissions(seen: KeepingSeen) -> Check:
    if not seen.modes_matter:
        return fine("permissions", "this system keeps your own folders to you")
    if seen.of_others:
        names = joined([str(path) for path in seen.of_others[:3]])
        told = f"{counted(len(seen.of_others), 'file belongs', 'files belong')} to another user"
        remedy = "Give it back to yourself (chown), or run enquiry as that user."
        return wrong("permissions", f"{told}: {names}", remedy, told=told)
    if seen.open_to_others:
        names = joined([str(path) for path in seen.open_to_others[:3]])
        told = f"{counted(len(seen.open_to_others), 'file or folder', 'files or folders')} can be read by others here"
        return wrong("permissions", f"{told}: {names}", _FIX, told=told, mend=Mend.OWNER_ONLY)
    if not seen.looked_at:
        return fine("permissions", "nothing is kept yet")
    return fine("permissions", f"nobody else here can read any of {seen.looked_at} files and folders")


def _backups(seen: KeepingSeen, journal: JournalSeen) -> Check:
    if not seen.backups and journal.writes:
        told = "no version of the journal is kept"
        return wrong("backups", told, f"{_FIX} keeps one now; so does the next change.", told=told, mend=Mend.BACKUP)
    if not seen.backups:
        return fine("backups", "none yet; every change keeps one")
    bad = [backup for backup in seen.backups if backup.whole is False]
    if bad:
        told = f"{len(bad)} of {_versions(len(seen.backups))} can't be read"
        remedy = "The others are sound: enquiry restore lists them."
        return wrong("backups", f"{told}: {joined([backup.name for backup in bad[:6]])}", remedy, told=told)
    return _age(seen.backups, journal)


def _age(backups: tuple[BackupSeen, ...], journal: JournalSeen) -> Check:
    newest, read = max(backups, key=lambda backup: backup.at), sum(backup.whole is True for backup in backups)
    opens = "all" if read == len(backups) else f"the newest {read}"
    told = f"{_versions(len(backups))} kept, {opens} opened and found whole"
    reason = f"{told}; the newest of {spell(newest.at.date())}, {newest.at:%H:%M}"
    if journal.steps and max(journal.steps) > newest.at + OLD:
        words = "what was written long after it is kept nowhere else"
        remedy = "enquiry backup -o FILE writes a copy to a place of your own."
        return note("backups", f"{reason}; {words}", remedy, told=f"{told}; {words}")
    return fine("backups", reason, told)


def _versions(number: int) -> str:
    return counted(number, "version")


def _drafts(seen: KeepingSeen) -> Check:
    if not seen.drafts:
        return fine("drafts", "nothing half written is waiting")
    return note("drafts", f"{counted(seen.drafts, 'draft waits', 'drafts wait')} to be finished", "enquiry drafts")


def _leftovers(seen: KeepingSeen) -> Check:
    if not seen.leftovers:
        return fine("leftovers", "no temporary file was left behind")
    told = f"{counted(len(seen.leftovers), 'temporary file')} of a command that was stopped, which does no harm"
    return note("leftovers", told, _FIX, mend=Mend.LEFTOVERS)


def _copies(seen: KeepingSeen, *, is_readable: bool) -> Check:
    if not seen.copies:
        return fine("copies", "no other copy of it lies beside the journal")
    asking = [copy for copy in seen.copies if _asks(copy)]
    if not asking:
        told = joined([_copy_told(copy) for copy in seen.copies[:3]])
        names = "; ".join(f"“{copy.path.name}” {_copy_told(copy)}" for copy in seen.copies[:3])
        return note("copies", names, "They can be moved elsewhere or deleted, once you have looked.", told=told)
    others = len(seen.copies) - len(asking)
    more = f"; {counted(others, 'other')} beside it with nothing new" if others else ""
    reason = "; ".join(f"“{copy.path.name}” {_copy_told(copy)}" for copy in asking) + more
    told = "; ".join(map(_copy_told, asking)) + more
    readable = [copy for copy in asking if copy.kind == "copy"]
    return wrong("copies", reason, _way(readable[0] if readable else asking[0], is_readable=is_readable), told=told)


def _asks(copy: CopySeen) -> bool:
    """Say whether a copy holds what may be lost with it."""
    return bool(copy.lacks or copy.differs) or copy.kind == "unreadable"


def _way(copy: CopySeen, *, is_readable: bool) -> str:
    """Return what to do about a copy; where the journal itself can't be read, a copy that can is a way back."""
    if copy.kind == "unreadable":
        return f'To see what is wrong with it: enquiry doctor --journal "{copy.path}"'
    if not is_readable:
        return f'To see whether it is the one to go on with: enquiry restore "{copy.path}" --dry-run'
    return f'To bring it in: enquiry --journal "{copy.path}" export | enquiry import - --dry-run'


def _copy_told(copy: CopySeen) -> str:
    match copy.kind:
        case "open elsewhere":
            return "says that another program has the journal open"
        case "not downloaded":
            return "says that the journal is not on this machine yet"
        case "unreadable":
            return "looks like a copy of the journal and can't be read"
    told = [f"holds {counted(copy.lacks, 'thing')} that the journal does not have"] if copy.lacks else []
    told += [f"says {counted(copy.differs, 'thing')} otherwise"] if copy.differs else []
    return joined(told) or "holds nothing that the journal does not have"
