"""The sample journals that come with the program. The people, schools and pupils in them are invented."""

from pathlib import Path

from enquiry.exchange.importing.journal import ExportDocument, decode_export
from enquiry.foreign_files import MAX_EXPORT_BYTES, read_foreign_file

_INSTALLED = Path(__file__).parent.parent / "data" / "seeds"
_CHECKOUT = Path(__file__).parent.parent.parent / "seeds"


def _locate_samples() -> Path:
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def list_samples() -> tuple[str, ...]:
    """Return the names of the samples."""
    return tuple(sorted(path.stem for path in _locate_samples().glob("*.json")))


def read_sample(name: str) -> bytes:
    """Return a sample's exported journal. Raises NotFound where there is no such sample."""
    return read_foreign_file(_locate_samples() / f"{name}.json", MAX_EXPORT_BYTES)


def load_sample(name: str) -> ExportDocument:
    """Return a sample with what it is about. Raises NotFound where there is no such sample."""
    return decode_export(read_sample(name), f"The sample {name}")
