"""Readings as CSL-JSON, the form in which reference managers exchange what they know (schema csl-data 1.0.2).

The claim stands in `annote`; how it fits and what is doubtful under `custom`, the schema's place for what is one's own.
"""

from enquiry.exchange.bibliography.references import (
    AuthorName,
    Bibliography,
    CitedReading,
    format_where,
    infer_publication_type,
    parse_authors,
)
from enquiry.exchange.encoding import format_json
from enquiry.model.entry import Reading


def render_csl(found: Bibliography) -> bytes:
    """Return the bibliography as CSL-JSON: an array of items, empty where no reading names a source."""
    return format_json([_build_csl_item(cited) for cited in found.cited])


def _build_csl_item(cited: CitedReading) -> dict[str, object]:
    reading, sort = cited.reading, infer_publication_type(cited.reading)
    known = {
        "author": [_author(name) for name in parse_authors(reading.authors)],
        "title": reading.title,
        sort.csl_where: format_where(reading),
        "issued": {"date-parts": [[reading.year]]} if reading.year else {},
        "DOI": reading.doi,
        "URL": reading.url,
        "annote": reading.text,
        "keyword": ", ".join(reading.tags),
        "custom": _own(reading),
    }
    given = {name: value for name, value in known.items() if value}
    return {"id": cited.key, "type": sort.csl, **given}


def _author(name: AuthorName) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _own(reading: Reading) -> dict[str, str]:
    return {name: words for name, words in (("fit", reading.fit), ("doubt", reading.doubt)) if words}
