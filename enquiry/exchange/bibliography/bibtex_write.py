"""Readings as BibTeX: the reference in the fields every style knows, the person's own words in fields beside them.

The claim stands in `annote`, as in an annotated bibliography; how it fits and what is doubtful in `fit` and `doubt`,
which styles pass over and `bibtex_intake` reads back.
"""

import re
from collections.abc import Iterable

from enquiry.exchange.bibliography.latex import escaped
from enquiry.exchange.bibliography.references import OTHERS, Bibliography, Cited, Name, names_in, sort_of, where_of
from enquiry.model.entry import Reading
from enquiry.unsafe_chars import ACTING

_BREAKING = re.compile(rf"[\\{{}}\s]|{ACTING}")


def bibtex_of(found: Bibliography) -> str:
    """Return the bibliography as a BibTeX file; nothing at all where no reading names a source."""
    return "\n".join(_item(cited) for cited in found.cited)


def _item(cited: Cited) -> str:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(cited.reading) if value)
    return f"@{sort_of(cited.reading).bibtex}{{{cited.key},\n{lines}}}\n"


def _fields(reading: Reading) -> Iterable[tuple[str, str]]:
    return (
        ("author", " and ".join(_name(name) for name in names_in(reading.authors))),
        ("title", _line(reading.title)),
        (sort_of(reading).bibtex_where, _line(where_of(reading))),
        ("year", str(reading.year or "")),
        ("doi", _verbatim(reading.doi)),
        ("url", _verbatim(reading.url)),
        ("annote", escaped(reading.text)),
        ("fit", escaped(reading.fit)),
        ("doubt", escaped(reading.doubt)),
        ("keywords", _line(", ".join(reading.tags))),
    )


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _name(name: Name) -> str:
    """Return an author: a name of several words that is no person's in braces, so that nothing takes it apart."""
    if name.family == OTHERS:
        return "others"
    if name.given:
        return escaped(name.whole)
    whole = escaped(name.family)
    return f"{{{whole}}}" if re.search(r"[\s,{]", whole) or whole.casefold() in ("and", "others") else whole


def _verbatim(address: str) -> str:
    """Return a link or DOI, which programs take as it stands; braces and other signs that would break it encoded."""
    return _BREAKING.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)
