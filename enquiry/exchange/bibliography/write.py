"""Readings as BibTeX and as CSL-JSON, the format in which reference managers exchange items (schema csl-data 1.0.2).

How a reading fits and what is doubtful stand in BibTeX in `fit` and `doubt`, which styles ignore and `citations` reads
back; in CSL under `custom`, the place for own fields.
"""

from enquiry.exchange.bibliography.citations import build_item_fields, render_csl_reading
from enquiry.exchange.bibliography.references import Bibliography
from enquiry.exchange.encoding import format_json


def render_bibtex(found: Bibliography) -> str:
    """Return the bibliography as a BibTeX file; nothing at all where no reading names a source."""
    items = []
    for key, reading in found.cited:
        sort, fields = build_item_fields(reading)
        lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
        items.append(f"@{sort}{{{key},\n{lines}}}\n")
    return "\n".join(items)


def render_csl(found: Bibliography) -> bytes:
    """Return the bibliography as CSL-JSON: an array of items, empty where no reading names a source."""
    return format_json([render_csl_reading(key, reading) for key, reading in found.cited])
