"""What `doctor --fix` does: only what can harm no word of a journal, and after the journal was kept once more."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from enquiry.cli.doctor.collect import everything_seen
from enquiry.cli.session import Session
from enquiry.insight.doctor.check import Checkup, Mend
from enquiry.insight.doctor.checkup import checkup
from enquiry.insight.doctor.observed import Everything, Stage
from enquiry.model.backup import Version
from enquiry.store.backups.catalogue import backups_of, version_of
from enquiry.store.backups.make import Keeping
from enquiry.store.disk.journal_file import read_file
from enquiry.store.disk.lock import held
from enquiry.store.disk.os_errors import reading, writing
from enquiry.store.disk.places import Place, backups_folder, place_of
from enquiry.store.encoding.format import mark_of


class Looked(NamedTuple):
    """What was seen and found, at the end of it all, and what was mended in words."""

    seen: Everything
    found: Checkup
    mended: tuple[str, ...] = ()


def looked_at(session: Session, *, fix: bool) -> Looked:
    """Look at everything; with `fix` mend what can be mended, then look again. Raises as `_mended` does."""
    seen = everything_seen(session)
    found = checkup(seen)
    if not fix:
        return Looked(seen, found)
    mended = tuple(_mended(session, seen, found))
    again = everything_seen(session)
    return Looked(again, checkup(again), mended or ("There is nothing that --fix could mend.",))


def _mended(session: Session, seen: Everything, found: Checkup) -> Iterator[str]:
    """Mend what can be mended safely, and yield a sentence for each thing that was done.

    Raises CannotWrite, and JournalBusy where another program is writing.
    """
    if not found.mendable:
        return
    place, state = place_of(seen.journal.path, session.places.state), session.places.state
    with held(place.file, state, session.config.wait, "enquiry doctor"):
        yield from _kept(session, place, seen)
        if Mend.OWNER_ONLY in found.mendable:
            yield from _owner_only(seen.keeping.open_to_others)
        if Mend.LEFTOVERS in found.mendable:
            yield from _removed(seen.keeping.leftovers)


def _kept(session: Session, place: Place, seen: Everything) -> Iterator[str]:
    """Keep the journal's file as it is, unless a backup of it as it is is there already; one that is no file can't be.

    A file that can't be read as a journal is kept too: somebody may mend it.
    """
    data = None if seen.journal.reached is Stage.FILE else read_file(place)
    if data is None or _is_kept(place, session.places.state, data):
        return
    folder = backups_folder(place.file, session.places.state)
    journal, now = seen.journal.journal, session.clock()
    version = version_of(journal, mark_of(data), now, seen.journal.writes) if journal else Version(now, mark_of(data))
    with writing(folder):
        Keeping(folder, version, version).keep_replaced(version, place.file, data)
    yield "The journal was kept as it is, among its backups."


def _is_kept(place: Place, state: Path, data: bytes) -> bool:
    """Say whether a backup holds these very bytes. The mark alone does not say so: an edit leaves it as it was."""
    same = (backup for backup in backups_of(place.file, state) if backup.mark == mark_of(data))
    with reading(place.named):
        return any(backup.path.read_bytes() == data for backup in same)


def _owner_only(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with writing(path):
            path.chmod(path.stat().st_mode & 0o700)
        yield f"{path} can now be read by you alone."


def _removed(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with writing(path):
            path.unlink(missing_ok=True)
        yield f"{path}, left behind by a stopped command, was taken away."
