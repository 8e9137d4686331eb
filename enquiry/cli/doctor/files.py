"""Checks of the files: the journal's own, and what lies around it (modes, backups, drafts, leftovers, copies)."""

import os
import re
from collections.abc import Iterator
from datetime import timedelta

from enquiry.acts import Act, ActKind, Hint
from enquiry.cli.doctor.probe import Probe, ReadStage, Refusal, SyncCopy, catch_refusal, get_user_id
from enquiry.dates.period import spell, spell_moment
from enquiry.insight.doctor import (
    Check,
    Fix,
    check_dates,
    check_deletions,
    check_history,
    check_links,
    check_values,
    report_damaged,
    report_fine,
    report_note,
    report_unseen,
    report_wrong,
)
from enquiry.store.backups.make import count_other_names
from enquiry.store.disk.lock import is_lock_kept
from enquiry.store.disk.places import get_backups_folder
from enquiry.store.disk.system import CAN_LOCK_JOURNAL
from enquiry.store.drafts import list_drafts
from enquiry.words import choose_form, format_count, join_words

OLD_BACKUP_AGE = timedelta(days=60)
FIX = Act(ActKind.FIX)
RESTORE = Act(ActKind.SHOW_BACKUPS)
RESTORE_HINT = Hint("{} shows the versions that were kept, and puts one in its place.", RESTORE)

READING_STAGES = {
    ReadStage.CHECKSUM: "every byte is as it was written",
    ReadStage.SCHEMA: "every row is what this program knows",
    ReadStage.IDS: "every id, number and name stands once",
}
"""The stages of reading that are told, and what passing each of them proves."""

KNOWN_DAMAGE = (
    *("it is empty", "nothing but zeros", "byte order mark", "UTF-16", "marks of a merge", "not UTF-8 text"),
    *("ends too early", "not JSON", "lists within lists", "not a journal of this program", "tables are not as"),
    *("no object of tables", "not laid out", "can't be read", "that no journal has", "a cycle that is not there"),
    *("twice", "without a question", "more than one row of settings", "an entry named", "a note named", "a gift named"),
)
"""The program's own words for damage: as much of an error as may be told to a stranger."""

DAMAGED_PLACE = re.compile(
    r"row \d+ of the table “(?:settings|cycles|entries|inbox|measures|gifts|history)”|is of format \d+"
)


def check_journal(probe: Probe) -> Iterator[Check]:
    """Yield the checks of the journal, the file first; what comes after a damaged stage can't be seen."""
    refused, kept = probe.refused, catch_refusal(lambda: len(probe.backups))
    if not probe.there and not refused and kept and isinstance(kept, int):
        told = f"the journal is gone, and {format_count(kept, 'version')} of it {choose_form(kept, 'is', 'are')} kept"
        yield report_wrong("file", f"{told}: {probe.path}", RESTORE_HINT, told=told)
        return
    if not probe.there and not refused:
        hint = Hint("Your first words make it: {}", Act(ActKind.START_JOURNAL))
        yield report_note("file", f"there is no journal at {probe.path} yet", hint, told="there is no journal yet")
        return
    yield _check_file(probe)
    order = list(ReadStage)
    for stage, well in READING_STAGES.items():
        if refused and probe.reached is stage:
            found = [phrase for phrase in KNOWN_DAMAGE if phrase in refused.words]
            found += [match[0] for match in DAMAGED_PLACE.finditer(refused.words)]
            told = ": ".join(filter(None, (refused.kind, ", ".join(found))))
            yield report_damaged(stage.value, refused.words, refused.hint, told=told)
        elif refused and order.index(probe.reached) < order.index(stage):
            yield report_unseen(stage.value, "the journal could not be read so far")
        else:
            yield report_fine(stage.value, well)
    if probe.journal is None:
        for name in ("links", "values", "dates", "history"):
            yield report_unseen(name, "the journal could not be read so far")
        return
    yield check_links(probe.journal)
    yield check_values(probe.journal)
    yield check_dates(probe.journal, probe.now)
    yield check_deletions(probe.journal, probe.now.date())
    if isinstance(probe.steps, Refusal):
        told = "a step of the history can't be read; what is written now is whole"
        yield report_wrong("history", probe.steps.words, RESTORE_HINT, told=told)
    else:
        yield check_history(probe.steps, probe.now, probe.step_flaw)


def _check_file(probe: Probe) -> Check:
    path, size = probe.path, len(probe.data or b"")
    if probe.refused and probe.reached is ReadStage.FILE:
        told = f"the file can't be read ({probe.refused.kind})"
        return report_wrong("file", probe.refused.words, probe.refused.hint, told=told)
    if not (probe.place.file.stat().st_mode & 0o222 and os.access(probe.place.file, os.W_OK)):
        words = "is marked as read-only, so that nothing can be written"
        return report_wrong("file", f"{path} {words}", "Allow writing to it.", told=f"the journal {words}")
    told = f"{size} bytes" if size < 1000 else f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
    told += f", written {'once' if probe.writes == 1 else f'{probe.writes} times'}" if probe.writes else ""
    link = f", a link to {probe.place.file}" if path.is_symlink() else ""
    folder = get_backups_folder(probe.place.file, probe.session.places.state)
    names = catch_refusal(lambda: count_other_names(probe.place.file, folder))
    if names and isinstance(names, int):
        words = f"it has {format_count(names, 'other name')} by hard links, which the next change leaves behind"
        return report_note(
            "file", f"{path}: {told}; {words}", "Name it by symbolic links instead.", told=f"{told}; {words}"
        )
    return report_fine("file", f"{path}{link}: {told}", told=f"{'a link: ' if link else ''}{told}")


def check_kept_files(probe: Probe) -> Iterator[Check]:
    """Yield the checks of what the program keeps, and of the copies beside the journal."""
    of_places = (check_folders, check_lock, check_permissions, check_backups, check_continuity)
    checks = (*of_places, check_drafts, check_leftovers, check_copies)
    found = catch_refusal(lambda: [check(probe) for check in checks])
    if not isinstance(found, Refusal):
        yield from found
        return
    told = f"a folder can't be looked at ({found.kind})"
    yield report_wrong("folders", found.words, "Look at the permissions of the folder it names.", told=told)
    for name in ("lock", "permissions", "backups", "continuity", "drafts", "leftovers", "copies"):
        yield report_unseen(name, "the folder could not be looked at")


def check_folders(probe: Probe) -> Check:
    """Return the check that something can be written where the journal and the backups lie."""
    for what, folder in (
        ("the journal's folder", probe.place.file.parent),
        ("the backups", probe.session.places.state),
    ):
        there = next(parent for parent in (folder, *folder.parents) if parent.exists())
        if not os.access(there, os.W_OK | os.X_OK):
            told = f"nothing can be written in {what}" if there == folder else f"{what} can't be made"
            return report_wrong(
                "folders", f"{told}: {there}", "Allow writing there, or choose another place.", told=told
            )
    return report_fine("folders", "the journal and its backups can be written")


def check_lock(probe: Probe) -> Check:
    """Return the check of the lock on the journal's file, by which two accounts wait for each other."""
    kept = is_lock_kept(probe.place.file) if CAN_LOCK_JOURNAL and probe.place.file.is_file() else True
    if kept is None:
        return report_note("lock", "another program is writing the journal just now", "Look again in a moment.")
    if not kept:
        words = (
            "where the journal lies files can't be locked; windows of this account wait for each other, others do not"
        )
        return report_note("lock", words, "Let one account or machine at a time write in it.")
    return report_fine("lock", "whoever writes waits until others have written")


def check_permissions(probe: Probe) -> Check:
    """Return the check of who may read the files. Raises OSError."""
    user = get_user_id()
    if user is None:
        return report_fine("permissions", "this system keeps your own folders to you")
    if foreign := probe.list_foreign_files(user):
        told = f"{format_count(len(foreign), 'file belongs', 'files belong')} to another user"
        remedy = "Give it back to yourself (chown), or run enquiry as that user."
        return report_wrong("permissions", f"{told}: {join_words(list(map(str, foreign[:3])))}", remedy, told=told)
    if opened := probe.open_files:
        told = f"{format_count(len(opened), 'file or folder', 'files or folders')} can be read by others here"
        reason = f"{told}: {join_words(list(map(str, opened[:3])))}"
        return report_wrong("permissions", reason, Hint("{}", FIX), told=told, mend=Fix.OWNER_ONLY)
    if not probe.own_files:
        return report_fine("permissions", "nothing is kept yet")
    return report_fine("permissions", f"nobody else here can read any of {len(probe.own_files)} files and folders")


def check_backups(probe: Probe) -> Check:
    """Return the check of the earlier versions of the journal: there, readable, and not too old. Raises OSError."""
    if not probe.backups and probe.writes:
        told, hint = "no version of the journal is kept", Hint("{} keeps one now; so does the next change.", FIX)
        return report_note("backups", told, hint, mend=Fix.BACKUP)
    if not probe.backups:
        return report_fine("backups", "none yet; every change keeps one")
    versions = format_count(len(probe.backups), "version")
    if bad := [backup.name for backup, whole in probe.backups if whole is False]:
        told, hint = f"{len(bad)} of {versions} can't be read", Hint("The others are sound: {} lists them.", RESTORE)
        return report_wrong("backups", f"{told}: {join_words(bad[:6])}", hint, told=told)
    read, newest = sum(whole is True for _, whole in probe.backups), max(backup.at for backup, _ in probe.backups)
    opens = "all" if read == len(probe.backups) else f"the newest {read}"
    told = f"{versions} kept, {opens} opened and found whole"
    reason = f"{told}; the newest of {spell(newest.date())}, {newest:%H:%M}"
    if probe.steps and not isinstance(probe.steps, Refusal) and max(probe.steps) > newest + OLD_BACKUP_AGE:
        words = "what was written long after it is kept nowhere else"
        hint = Hint("{} writes a copy to a place of your own.", Act(ActKind.COPY_BACKUP))
        return report_note("backups", f"{reason}; {words}", hint, told=f"{told}; {words}")
    return report_fine("backups", reason, told=told)


def check_continuity(probe: Probe) -> Check:
    """Return the check that the journal goes on from the last step that this machine knows. Raises OSError."""
    accept = Act(ActKind.ACCEPT_COPY)
    if probe.there and probe.journal is None:
        return report_unseen("continuity", "the journal could not be read so far")
    if found := probe.divergence:
        if not found.older:
            take = Act(ActKind.MERGE_FILE, item=found.known.name)
            hint = Hint("To have what both hold: {}; to go on with this one alone: {}", take, accept)
            return report_wrong("continuity", f"the journal {found.words}", hint)
        preview = Act(ActKind.PREVIEW_RESTORE, item=found.known.name)
        hint = Hint("To bring that one back: {}; to go on with this one: {}", preview, accept)
        return report_wrong("continuity", f"the journal {found.words}", hint)
    if asking := [(backup, copy) for backup, copy in probe.held if copy.asks]:
        backup, copy = asking[0]
        told = f"the version held before another copy took its place {_describe_copy(copy)}"
        reason = f"{backup.name} of {spell_moment(backup.at)}, held since another copy took its place, "
        take = Act(ActKind.MERGE_FILE, item=backup.name)
        hint = Hint("To take that in: {}; to go on without it: {}", take, accept)
        if copy.kind == "unreadable":
            hint = Hint("{}", accept)
        return report_wrong("continuity", reason + _describe_copy(copy), hint, told=told)
    if probe.held:
        names = join_words([backup.name for backup, _ in probe.held])
        told = f"{names} held, and in it is nothing that the journal does not have"
        return report_note("continuity", told, Hint("To let it go: {}", accept))
    return report_fine("continuity", "the journal goes on from the last step that this machine knows")


def check_drafts(probe: Probe) -> Check:
    """Return the check of what was begun and not finished. Raises OSError."""
    if not (drafts := len(list_drafts(probe.session.places.state))):
        return report_fine("drafts", "nothing half written is waiting")
    words = f"{format_count(drafts, 'draft waits', 'drafts wait')} to be finished"
    return report_note("drafts", words, Hint("{}", Act(ActKind.LIST_DRAFTS)))


def check_leftovers(probe: Probe) -> Check:
    """Return the check of temporary files. Raises OSError."""
    if not (leftovers := len(probe.leftovers)):
        return report_fine("leftovers", "no temporary file was left behind")
    told = f"{format_count(leftovers, 'temporary file')} of a command that was stopped, which does no harm"
    return report_note("leftovers", told, Hint("{}", FIX), mend=Fix.LEFTOVERS)


def check_copies(probe: Probe) -> Check:
    """Return the check of copies that a syncing program or a person left beside the journal. Raises OSError."""
    copies = probe.copies
    if not copies:
        return report_fine("copies", "no other copy of it lies beside the journal")
    shown = (asking := [copy for copy in copies if copy.asks]) or copies[:3]
    reason = "; ".join(f"“{copy.path.name}” {_describe_copy(copy)}" for copy in shown)
    if not asking:
        told = join_words([_describe_copy(copy) for copy in shown])
        return report_note("copies", reason, "They can be moved elsewhere or deleted, once you have looked.", told=told)
    others = len(copies) - len(asking)
    more = f"; {format_count(others, 'other')} beside it with nothing new" if others else ""
    told = "; ".join(map(_describe_copy, asking)) + more
    copy = next((copy for copy in asking if copy.kind == "copy"), asking[0])
    words, what = "To take it in, so that nothing of either is lost: {}", ActKind.MERGE
    if copy.kind == "unreadable":
        words, what = "To see what is wrong with it: {}", ActKind.DIAGNOSE_FILE
    elif probe.journal is None and probe.there:  # where the journal can't be read, a copy that can is a way back
        words, what = "To see whether it is the one to go on with: {}", ActKind.PREVIEW_RESTORE
    return report_wrong("copies", reason + more, Hint(words, Act(what, item=str(copy.path))), told=told)


def _describe_copy(copy: SyncCopy) -> str:
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
