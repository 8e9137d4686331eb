"""What `doctor --fix` does: only what can harm no word of a journal, and after the journal was kept once more."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from enquiry.cli.session import Session
from enquiry.cli.surveying import everything_seen
from enquiry.insight.doctor.check import Checkup, Mend
from enquiry.insight.doctor.seen import Everything
from enquiry.insight.doctor.whole import checkup
from enquiry.store.lock import held
from enquiry.store.refusal import writing


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
    with held(seen.journal.path, session.places.state, session.config.wait, "enquiry doctor"):
        if Mend.OWNER_ONLY in found.mendable:
            yield from _owner_only(seen.keeping.open_to_others)
        if Mend.LEFTOVERS in found.mendable:
            yield from _removed(seen.keeping.leftovers)


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
