"""What `doctor --fix` does: only what can harm no word of a journal, and after the journal was kept once more."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from enquiry.cli.doctor.collect import collect_observations
from enquiry.cli.session import Session
from enquiry.insight.doctor.check import Checkup, Fix
from enquiry.insight.doctor.checkup import build_checkup
from enquiry.insight.doctor.observed import Observations, ReadStage
from enquiry.model.backup import FileVersion
from enquiry.store.backups.catalogue import build_file_version, list_stored_backups
from enquiry.store.backups.make import BackupWriter
from enquiry.store.disk.journal_file import read_file
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_read_errors, translate_write_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, resolve_journal_path
from enquiry.store.encoding.format import compute_file_mark


class CheckupResult(NamedTuple):
    """What was seen and found, at the end of it all, and what was mended in words."""

    seen: Observations
    found: Checkup
    mended: tuple[str, ...] = ()


def examine_and_fix(session: Session, *, fix: bool) -> CheckupResult:
    """Look at everything; with `fix` mend what can be mended, then look again. Raises as `_mended` does."""
    seen = collect_observations(session)
    found = build_checkup(seen)
    if not fix:
        return CheckupResult(seen, found)
    mended = tuple(_apply_fixes(session, seen, found))
    again = collect_observations(session)
    return CheckupResult(again, build_checkup(again), mended or ("There is nothing that --fix could mend.",))


def _apply_fixes(session: Session, seen: Observations, found: Checkup) -> Iterator[str]:
    """Mend what can be mended safely, and yield a sentence for each thing that was done.

    Raises CannotWrite, and JournalBusy where another program is writing.
    """
    if not found.mendable:
        return
    place, state = resolve_journal_path(seen.journal.path), session.places.state
    with hold_lock(place.file, state, session.config.wait, "enquiry doctor"):
        yield from _ensure_backup(session, place, seen)
        if Fix.OWNER_ONLY in found.mendable:
            yield from _owner_only(seen.keeping.open_to_others)
        if Fix.LEFTOVERS in found.mendable:
            yield from _removed(seen.keeping.leftovers)


def _ensure_backup(session: Session, place: JournalPath, seen: Observations) -> Iterator[str]:
    """Keep the journal's file as it is, unless a backup of it as it is is there already; one that is no file can't be.

    A file that can't be read as a journal is kept too: somebody may mend it.
    """
    data = None if seen.journal.reached is ReadStage.FILE else read_file(place)
    if data is None or _is_backed_up(place, session.places.state, data):
        return
    folder = get_backups_folder(place.file, session.places.state)
    journal, now = seen.journal.journal, session.clock()
    version = (
        build_file_version(journal, compute_file_mark(data), now, seen.journal.writes)
        if journal
        else FileVersion(now, compute_file_mark(data))
    )
    with translate_write_errors(folder):
        BackupWriter(folder, version, version).save_old_version(version, place.file, data)
    yield "The journal was kept as it is, among its backups."


def _is_backed_up(place: JournalPath, state: Path, data: bytes) -> bool:
    """Say whether a backup holds these very bytes. The mark alone does not say so: an edit leaves it as it was."""
    same = (backup for backup in list_stored_backups(place.file, state) if backup.mark == compute_file_mark(data))
    with translate_read_errors(place.named):
        return any(backup.path.read_bytes() == data for backup in same)


def _owner_only(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with translate_write_errors(path):
            path.chmod(path.stat().st_mode & 0o700)
        yield f"{path} can now be read by you alone."


def _removed(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with translate_write_errors(path):
            path.unlink(missing_ok=True)
        yield f"{path}, left behind by a stopped command, was taken away."
