"""Readings as BibTeX and as CSL-JSON, the format in which reference managers exchange items (schema csl-data 1.0.2).

How a reading fits and what is doubtful stand in BibTeX in `fit` and `doubt`, which styles ignore and `citations` reads
back; in CSL under `custom`, the place for own fields.
"""

from enquiry.exchange.bibliography import references
from enquiry.exchange.bibliography.citations import build_item_fields
from enquiry.exchange.bibliography.csl import render_csl_item
from enquiry.exchange.bibliography.references import Bibliography
from enquiry.exchange.encoding import format_json
from enquiry.model.entry import Reading


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
    return format_json([_render_csl_reading(key, reading) for key, reading in found.cited])


def _render_csl_reading(key: str, reading: Reading) -> dict[str, object]:
    """Return a reading as an item: one that came from a bibliography as that said it, else from its fields."""
    if reading.citation:
        return render_csl_item(key, *build_item_fields(reading))
    sort, names = references.infer_publication_type(reading), references.parse_authors(reading.authors)
    known = {
        "author": [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family} for name in names
        ],
        "title": reading.title,
        sort.csl_where: reading.where.removeprefix("In ") if sort is references.CHAPTER else reading.where,
        "issued": {"date-parts": [[reading.year]]} if reading.year else {},
        "DOI": reading.doi,
        "URL": reading.url,
        "annote": "" if reading.text == reading.title else reading.text,
        "keyword": ", ".join(reading.tags),
        "custom": {name: words for name, words in (("fit", reading.fit), ("doubt", reading.doubt)) if words},
    }
    return {"id": key, "type": sort.csl, **{name: value for name, value in known.items() if value}}
