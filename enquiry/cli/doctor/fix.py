"""The whole checkup, and what `doctor --fix` does: nothing that harms a word, and after the journal was backed up."""

from collections.abc import Iterator
from typing import NamedTuple

from enquiry.cli.doctor.files import check_journal, check_kept_files
from enquiry.cli.doctor.machine import check_machine, check_settings
from enquiry.cli.doctor.probe import Probe, ReadStage
from enquiry.cli.doctor.sharing import check_sharing
from enquiry.cli.session import Session
from enquiry.insight.doctor import Checkup, Fix
from enquiry.model.backup import FileVersion
from enquiry.store.backups.catalogue import build_file_version, list_stored_backups, locate_journal
from enquiry.store.backups.continuity import hold_newer_version
from enquiry.store.backups.make import BackupWriter
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_read_errors, translate_write_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, read_file
from enquiry.store.disk.unfinished import remove_temporary
from enquiry.store.encoding.format import compute_file_mark

CHECKS = (
    ("The journal", check_journal),
    ("Kept with it", check_kept_files),
    ("Shared", check_sharing),
    ("Set up", check_settings),
    ("This machine", check_machine),
)
"""The groups of checks, in the order in which they are told."""


class CheckupResult(NamedTuple):
    """What was found at the end of it all, what it was found with, and what was mended, a sentence each."""

    probe: Probe
    found: Checkup
    mended: tuple[str, ...] = ()


def run_checkup(probe: Probe) -> Checkup:
    """Return every check of what the probe sees."""
    return Checkup(tuple((group, tuple(check(probe))) for group, check in CHECKS))


def examine_and_fix(session: Session, *, fix: bool) -> CheckupResult:
    """Look at everything; with `fix` mend what can be mended, then look again. Raises as `_apply_fixes` does."""
    probe = Probe(session)
    found = run_checkup(probe)
    if not fix:
        return CheckupResult(probe, found)
    mended = tuple(_apply_fixes(probe, found))
    again = Probe(session)
    return CheckupResult(again, run_checkup(again), mended or ("There is nothing that --fix could mend.",))


def _apply_fixes(probe: Probe, found: Checkup) -> Iterator[str]:
    """Mend what can be mended safely, and yield a sentence for each thing that was done.

    Raises CannotWrite, and JournalBusy where another program is writing.
    """
    if not found.mendable:
        return
    session, state = probe.session, probe.session.places.state
    place = locate_journal(probe.path, state)
    with hold_lock(place.file, state, session.config.wait, "enquiry doctor"):
        if _back_up(probe, place):
            yield "The journal was kept as it is, among its backups."
        for path in probe.open_files if Fix.OWNER_ONLY in found.mendable else ():
            with translate_write_errors(path):
                path.chmod(path.stat().st_mode & 0o700)
            yield f"{path} can now be read by you alone."
        for path in probe.leftovers if Fix.LEFTOVERS in found.mendable else ():
            with translate_write_errors(path):
                gone = remove_temporary(path)
            if gone:
                yield f"{path}, left behind by a stopped command, was taken away."


def _back_up(probe: Probe, place: JournalPath) -> bool:
    """Back up the journal's file, unless a backup holds the same bytes already; return whether it did.

    A file that can't be read as a journal is kept too: somebody may mend it. The mark alone does not say that a backup
    is the same: an edit leaves it as it was.
    """
    session, state = probe.session, probe.session.places.state
    data = None if probe.reached is ReadStage.FILE else read_file(place)
    if data is None:
        return False
    mark, folder = compute_file_mark(data), get_backups_folder(place.file, state)
    with translate_read_errors(place.named):
        same = (backup for backup in list_stored_backups(place.file, state) if backup.mark == mark)
        if any(backup.path.read_bytes() == data for backup in same):
            return False
    version = FileVersion(session.clock(), mark)
    if probe.journal:
        version = build_file_version(probe.journal, mark, session.clock(), probe.writes)
    with translate_write_errors(folder):
        if probe.contents:
            hold_newer_version(folder, mark, probe.contents)
        BackupWriter(folder, version, version).save_old_version(version, place.file, data)
    return True
