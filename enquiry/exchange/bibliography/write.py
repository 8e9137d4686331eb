"""Readings as BibTeX and as CSL-JSON, the format in which reference managers exchange items (schema csl-data 1.0.2).

The claim stands in `annote`, as in an annotated bibliography. How it fits and what is doubtful stand in BibTeX in
`fit` and `doubt`, which styles ignore and `bibtex_read` reads back; in CSL under `custom`, the place for own fields.
"""

import re

from enquiry.exchange.bibliography import references
from enquiry.exchange.bibliography.latex import escape_latex
from enquiry.exchange.bibliography.references import OTHERS, AuthorName, Bibliography
from enquiry.exchange.encoding import format_json
from enquiry.unsafe_chars import UNSAFE_CHARS

_BREAKING = re.compile(rf"[\\{{}}\s]|{UNSAFE_CHARS}")


def render_bibtex(found: Bibliography) -> str:
    """Return the bibliography as a BibTeX file; nothing at all where no reading names a source."""
    items = []
    for key, reading in found.cited:
        sort = references.infer_publication_type(reading)
        fields = {
            "author": " and ".join(map(_format_author, references.parse_authors(reading.authors))),
            "title": _escape_line(reading.title),
            sort.bibtex_where: _escape_line(references.format_where(reading)),
            "year": str(reading.year or ""),
            "doi": _encode_address(reading.doi),
            "url": _encode_address(reading.url),
            "annote": escape_latex(reading.text),
            "fit": escape_latex(reading.fit),
            "doubt": escape_latex(reading.doubt),
            "keywords": _escape_line(", ".join(reading.tags)),
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        items.append(f"@{sort.bibtex}{{{key},\n{lines}}}\n")
    return "\n".join(items)


def render_csl(found: Bibliography) -> bytes:
    """Return the bibliography as CSL-JSON: an array of items, empty where no reading names a source."""
    items = []
    for key, reading in found.cited:
        sort, names = references.infer_publication_type(reading), references.parse_authors(reading.authors)
        known = {
            "author": [
                {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
                for name in names
            ],
            "title": reading.title,
            sort.csl_where: references.format_where(reading),
            "issued": {"date-parts": [[reading.year]]} if reading.year else {},
            "DOI": reading.doi,
            "URL": reading.url,
            "annote": reading.text,
            "keyword": ", ".join(reading.tags),
            "custom": {name: words for name, words in (("fit", reading.fit), ("doubt", reading.doubt)) if words},
        }
        items.append({"id": key, "type": sort.csl, **{name: value for name, value in known.items() if value}})
    return format_json(items)


def _escape_line(text: str) -> str:
    return escape_latex(" ".join(text.split()))


def _format_author(name: AuthorName) -> str:
    """Return an author: a name of several words that is no person's in braces, so that nothing takes it apart."""
    if name.family == OTHERS:
        return "others"
    if name.given:
        return escape_latex(name.whole)
    whole = escape_latex(name.family)
    return f"{{{whole}}}" if re.search(r"[\s,{]", whole) or whole.casefold() in ("and", "others") else whole


def _encode_address(address: str) -> str:
    """Return a link or DOI as it stands, but for what would break the file, which is percent-encoded."""
    return _BREAKING.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)
