"""Following: work on many things, which may take long, asks a follower for them, who can then say how far it is."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class ProgressTracker(Protocol):
    """Gives things one by one to whoever works through them."""

    def __call__(self, things: Collection[T], /) -> Iterable[T]:
        """Return the same things in their order."""


def ignore_progress(things: Collection[T], /) -> Iterable[T]:
    """Return the things, and tell nobody."""
    return things
