"""Documents for readers: a summary as HTML, Word, PDF, Markdown, text, CSV and JSON."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

PrivateFolder = Callable[[], AbstractContextManager[Path]]
"""Gives a new folder of the program's own, which is gone after the block."""


class RenderedDocument(NamedTuple):
    """A document as bytes. `said` is what its owner should know of it, a sentence each."""

    data: bytes
    said: tuple[str, ...] = ()
