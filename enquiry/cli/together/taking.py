"""What others wrote taken into the journal, in one step."""

from collections.abc import Sequence
from typing import NamedTuple

from enquiry.cli.session import Session
from enquiry.store.encoding.rows import JournalContents
from enquiry.store.sharing.folder import SharedCopy


class TakenIn(NamedTuple):
    """What came of taking copies in: a summary in a few words, sentences, and names of what has two texts and so on."""

    summary: str = ""
    said: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()


def take_in(session: Session, copies: Sequence[tuple[SharedCopy, JournalContents]]) -> TakenIn:
    """Take the steps of these copies into the journal, which is made where there is none yet."""
    raise NotImplementedError
