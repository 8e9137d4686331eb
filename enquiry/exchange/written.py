"""What a writer of documents hands over: the file's bytes, and what should be said of them."""

from typing import NamedTuple


class Written(NamedTuple):
    """A document as bytes. `said` is what its owner should know of it, a sentence each."""

    data: bytes
    said: tuple[str, ...] = ()
