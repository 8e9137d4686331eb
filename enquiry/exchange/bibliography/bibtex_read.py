"""Readings taken from a file of a library or a reference manager: BibTeX, RIS, or the items of CSL-JSON."""

from collections.abc import Iterable
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_items import BadItem, BibtexItem, parse_bibtex_items
from enquiry.exchange.bibliography.citations import build_cited_reading
from enquiry.exchange.bibliography.csl import parse_csl_items
from enquiry.exchange.bibliography.ris import parse_ris_items
from enquiry.exchange.text_file import decode_text
from enquiry.model.entry import Citation, CitedField
from enquiry.progress import ProgressTracker, ignore_progress

MAX_ITEMS = 20_000
"""The most items that are read from one file."""


class BibReading(NamedTuple):
    """A reading in a file: its line, its fields by the names `Reading` has for them, and what was left out of it."""

    line: int
    fields: dict[str, object]
    left_out: tuple[str, ...] = ()


class BibliographyFile(NamedTuple):
    """The readings in a file, and the items in it that can't be read."""

    readings: tuple[BibReading, ...]
    bad: tuple[BadItem, ...] = ()


def parse_bibtex_readings(data: bytes, source: str, follow: ProgressTracker = ignore_progress) -> BibliographyFile:
    """Return the readings in a BibTeX file. Raises UsageMistake for a file without items, and as `decode_text` does."""
    items, bad = parse_bibtex_items(decode_text(data, source), source)
    if not items and not bad:
        hint = "Give a file with items such as @article{rowe1986, author = {Rowe, Mary Budd}, title = {…}}."
        raise UsageMistake(f"There are no BibTeX items in {source}.", hint)
    return _build_readings(items, bad, source, follow)


def parse_csl_readings(data: bytes, source: str, follow: ProgressTracker = ignore_progress) -> BibliographyFile:
    """Return the readings in a CSL-JSON file. Raises UsageMistake for what is none, and as `decode_text` does."""
    items, bad = parse_csl_items(decode_text(data, source), source)
    return _build_readings(items, bad, source, follow)


def parse_ris_readings(data: bytes, source: str, follow: ProgressTracker = ignore_progress) -> BibliographyFile:
    """Return the readings in a RIS file. Raises UsageMistake for a file without items, and as `decode_text` does."""
    items, bad = parse_ris_items(decode_text(data, source), source)
    return _build_readings(items, bad, source, follow)


def _build_readings(
    items: list[BibtexItem], bad: Iterable[BadItem], source: str, follow: ProgressTracker
) -> BibliographyFile:
    if len(items) > MAX_ITEMS:
        raise UsageMistake(f"{source} holds more than {MAX_ITEMS:,} items.", "Take them in part by part.")
    readings = []
    for item in follow(items):
        fields = tuple(CitedField(name=name, text=text) for name, text in item.fields.items() if text)
        citation = Citation(sort=item.sort, key=item.key, fields=fields)
        found = build_cited_reading(citation)
        readings.append(BibReading(item.line, {**found.fields, "citation": citation}, found.left_out))
    return BibliographyFile(tuple(readings), tuple(bad))
