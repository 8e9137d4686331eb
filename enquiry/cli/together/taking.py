"""What others wrote taken into the journal, in one step, and told."""

from collections.abc import Sequence
from typing import NamedTuple

from enquiry.cli.session import Session
from enquiry.store.encoding.rows import JournalContents


class TakenIn(NamedTuple):
    """What came of taking copies in: a summary in a few words, sentences, and names of what has two texts and so on."""

    summary: str = ""
    said: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()


def take_in(session: Session, copies: Sequence[JournalContents], ours: JournalContents | None) -> TakenIn:
    """Take the steps of these copies into the journal, which held `ours`, and is made where there is none yet."""
    from enquiry.store.sharing.taking import take_in_copies

    state, limit = session.places.state, session.backup_limit
    path, wait = session.journal_path, session.config.wait
    took = take_in_copies(path, copies, state_folder=state, at=session.now, wait=wait, limit=limit, ours=ours)
    return TakenIn(said=took.said)
