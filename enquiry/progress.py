"""Progress protocol: long loops iterate through a tracker, which can tell how far they are."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class ProgressTracker(Protocol):
    """Yields the things that a loop works through."""

    def __call__(self, things: Collection[T], /) -> Iterable[T]:
        """Return the same things in their order."""


def ignore_progress(things: Collection[T], /) -> Iterable[T]:
    """Return the things: the tracker that shows nothing."""
    return things
