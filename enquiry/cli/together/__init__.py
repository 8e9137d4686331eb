"""Two machines and one journal at the command line: keys, and the folder they share."""

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
