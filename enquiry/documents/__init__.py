"""Documents for readers: a summary as HTML, Word, PDF, Markdown, text, CSV and JSON."""

from typing import NamedTuple


class RenderedDocument(NamedTuple):
    """A document as bytes. `said` is what its owner should know of it, a sentence each."""

    data: bytes
    said: tuple[str, ...] = ()
