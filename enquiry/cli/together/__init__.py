"""Two machines and one journal at the command line: copies taken in and settled, a folder they share, and keys."""

import os
from contextlib import suppress

from enquiry.cli.session import Session


def is_shared(session: Session) -> bool:
    """Say whether any journal is shared from this machine: quickly, since every command asks."""
    with suppress(OSError, RuntimeError):  # a home that is not known is a RuntimeError
        return os.path.isdir(session.places.state / "sync")  # noqa: PTH112 (quicker, at every start)
    return False


def syncs_by_itself(session: Session) -> bool:
    """Say whether a shared journal is to be brought together with the others around each command that writes."""
    return is_shared(session) and session.config.sync == "auto"


def draw_new_device(session: Session) -> bool:
    """Let the machine of a shared journal that was restored go on under a new id, and say whether it is shared.

    Else one machine would have two lines of steps, and what the first knew would be taken for known to the second.
    """
    from enquiry.store.journal import announce_machine, forget_device_id
    from enquiry.store.sharing.memory import read_record

    path, state = session.journal_path, session.places.state
    if record := read_record(session.journal_file, state):
        forget_device_id(path, state)
        announce_machine(path, state, record.machine)
    return record is not None
