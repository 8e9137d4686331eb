"""Readings as CSL-JSON, the format in which reference managers exchange items (schema csl-data 1.0.2).

The claim stands in `annote`; how it fits and what is doubtful under `custom`, the schema's place for own fields.
"""

from enquiry.exchange.bibliography.references import Bibliography, format_where, infer_publication_type, parse_authors
from enquiry.exchange.encoding import format_json


def render_csl(found: Bibliography) -> bytes:
    """Return the bibliography as CSL-JSON: an array of items, empty where no reading names a source."""
    items = []
    for cited in found.cited:
        reading, sort = cited.reading, infer_publication_type(cited.reading)
        known = {
            "author": [
                {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
                for name in parse_authors(reading.authors)
            ],
            "title": reading.title,
            sort.csl_where: format_where(reading),
            "issued": {"date-parts": [[reading.year]]} if reading.year else {},
            "DOI": reading.doi,
            "URL": reading.url,
            "annote": reading.text,
            "keyword": ", ".join(reading.tags),
            "custom": {name: words for name, words in (("fit", reading.fit), ("doubt", reading.doubt)) if words},
        }
        given = {name: value for name, value in known.items() if value}
        items.append({"id": cited.key, "type": sort.csl, **given})
    return format_json(items)
