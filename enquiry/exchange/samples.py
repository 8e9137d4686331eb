"""The sample journals that come with the program. The people, schools and pupils in them are invented."""

from pathlib import Path

from enquiry.exchange.importing.journal import Document, bytes_of, document_from

_INSTALLED = Path(__file__).parent.parent / "data" / "seeds"
_CHECKOUT = Path(__file__).parent.parent.parent / "seeds"


def _folder() -> Path:
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def sample_names() -> tuple[str, ...]:
    """Return the names of the samples."""
    return tuple(sorted(path.stem for path in _folder().glob("*.json")))


def sample_bytes(name: str) -> bytes:
    """Return a sample's exported journal. Raises NotFound where there is no such sample."""
    return bytes_of(_folder() / f"{name}.json")


def sample(name: str) -> Document:
    """Return a sample with what it is about. Raises NotFound where there is no such sample."""
    return document_from(sample_bytes(name), f"The sample {name}")
