"""Readings as CSL-JSON, the form in which reference managers exchange what they know (schema csl-data 1.0.2).

The claim stands in `annote`; how it fits and what is doubtful under `custom`, the schema's place for what is one's own.
"""

from enquiry.answers.journal import indented
from enquiry.exchange.bibliography.references import Bibliography, Cited, Name, names_in, sort_of, where_of
from enquiry.model.entry import Reading


def csl_of(found: Bibliography) -> bytes:
    """Return the bibliography as CSL-JSON: an array of items, empty where no reading names a source."""
    return indented([_item(cited) for cited in found.cited])


def _item(cited: Cited) -> dict[str, object]:
    reading, sort = cited.reading, sort_of(cited.reading)
    known = {
        "author": [_author(name) for name in names_in(reading.authors)],
        "title": reading.title,
        sort.csl_where: where_of(reading),
        "issued": {"date-parts": [[reading.year]]} if reading.year else {},
        "DOI": reading.doi,
        "URL": reading.url,
        "annote": reading.text,
        "keyword": ", ".join(reading.tags),
        "custom": _own(reading),
    }
    given = {name: value for name, value in known.items() if value}
    return {"id": cited.key, "type": sort.csl, **given}


def _author(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _own(reading: Reading) -> dict[str, str]:
    return {name: words for name, words in (("fit", reading.fit), ("doubt", reading.doubt)) if words}
