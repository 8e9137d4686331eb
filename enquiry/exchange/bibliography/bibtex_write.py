"""Readings as BibTeX: the reference in the fields every style knows, the person's own words in fields beside them.

The claim stands in `annote`, as in an annotated bibliography; how it fits and what is doubtful in `fit` and `doubt`,
which styles ignore and `bibtex_read` reads back.
"""

import re

from enquiry.exchange.bibliography.latex import escape_latex
from enquiry.exchange.bibliography.references import (
    OTHERS,
    AuthorName,
    Bibliography,
    CitedReading,
    format_where,
    infer_publication_type,
    parse_authors,
)
from enquiry.unsafe_chars import UNSAFE_CHARS

_BREAKING = re.compile(rf"[\\{{}}\s]|{UNSAFE_CHARS}")


def render_bibtex(found: Bibliography) -> str:
    """Return the bibliography as a BibTeX file; nothing at all where no reading names a source."""
    return "\n".join(map(_render_item, found.cited))


def _render_item(cited: CitedReading) -> str:
    reading, sort = cited.reading, infer_publication_type(cited.reading)
    fields = {
        "author": " and ".join(map(_format_author, parse_authors(reading.authors))),
        "title": _escape_line(reading.title),
        sort.bibtex_where: _escape_line(format_where(reading)),
        "year": str(reading.year or ""),
        "doi": _encode_address(reading.doi),
        "url": _encode_address(reading.url),
        "annote": escape_latex(reading.text),
        "fit": escape_latex(reading.fit),
        "doubt": escape_latex(reading.doubt),
        "keywords": _escape_line(", ".join(reading.tags)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{sort.bibtex}{{{cited.key},\n{lines}}}\n"


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
