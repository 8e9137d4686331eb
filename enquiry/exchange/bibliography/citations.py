"""What an item of a bibliography says of a reading, and what a reading says as an item.

An item is kept whole (`Citation`), and goes out as it came in. Of the fields that a person has changed since, those of
the item that said it before give way; `_SAID_BY` is the one table of which these are.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography import references
from enquiry.exchange.bibliography.csl import render_csl_item
from enquiry.exchange.bibliography.latex import clean_address, encode_address, escape_latex, tidy_latex, unescape_latex
from enquiry.exchange.bibliography.names import format_bibtex_name, parse_bibtex_authors
from enquiry.exchange.bibliography.references import Bibliography
from enquiry.exchange.encoding import format_json
from enquiry.insight.readings.authors import parse_authors
from enquiry.model.entry import Citation, Reading, parse_doi
from enquiry.model.tag import parse_tag

CHAPTERS = ("incollection", "inbook", "inproceedings", "conference", "suppbook", "suppcollection")
_URL = re.compile(r"\\url\s*\{([^{}]*)\}")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d\d|2100)(?!\d)")
_NAME = re.compile(r"[\w.+:-]+")
_HOUSES = ("publisher", "school", "institution", "organization")
_SAID_BY = {
    "text": ("annote", "annotation", "csl-annote"),
    "authors": ("author", "editor", "csl-author", "csl-editor"),
    "year": ("year", "date", "month", "csl-issued"),
    "title": ("title", "subtitle", "csl-title"),
    "where": (
        *("journal", "journaltitle", "booktitle", "volume", "number", "issue", "pages", *_HOUSES, "howpublished"),
        *("csl-container-title", "csl-volume", "csl-issue", "csl-page", "csl-publisher"),
    ),
    "doi": ("doi", "csl-doi"),
    "url": ("url", "csl-url"),
    "fit": ("fit",),
    "expects": ("expects",),
    "doubt": ("doubt",),
    "tags": ("keywords", "csl-keyword"),
}
"""For each field of a reading the fields of an item that say it."""


class CitedReading(NamedTuple):
    """The fields of a reading that an item comes to, by the names `Reading` has for them, and what they can't take."""

    fields: dict[str, str | int | tuple[str, ...] | None]
    left_out: tuple[str, ...] = ()


def build_cited_reading(citation: Citation) -> CitedReading:
    """Return an item as a reading; a year or a DOI that is none is left out, and named."""
    raw, left_out = {field.name: field.text for field in citation.fields}, list[str]()
    text = {name: unescape_latex(_URL.sub("", value)) for name, value in raw.items() if name in _READ_AS_TEXT}
    title = _fold_space(": ".join(filter(None, (text.get("title"), text.get("subtitle")))))
    dated = text.get("year") or text.get("date", "")
    year = _YEAR.search(dated)
    if dated and not year:
        left_out.append(f"the year “{dated}”")
    doi = clean_address(raw.get("doi", ""))
    try:
        doi = parse_doi(doi)
    except UsageMistake:
        left_out.append(f"the DOI “{doi}”")
        doi = ""
    linked = _URL.search(raw.get("howpublished", "") + raw.get("note", ""))
    fields: dict[str, str | int | tuple[str, ...] | None] = {
        "text": text.get("annote") or text.get("annotation") or title,
        "authors": "; ".join(name.whole for name in parse_bibtex_authors(raw.get("author") or raw.get("editor", ""))),
        "year": int(year[1]) if year else None,
        "title": title,
        "where": _format_where(citation.sort, text),
        "doi": doi,
        "url": clean_address(raw.get("url", "") or (linked[1] if linked else "")),
        **{name: text.get(name, "") for name in ("fit", "expects", "doubt")},
        "tags": tuple(parse_keywords(text.get("keywords", ""))),
    }
    return CitedReading(fields, tuple(left_out))


_READ_AS_TEXT = frozenset(name for names in _SAID_BY.values() for name in names) - {"author", "editor", "doi", "url"}


def _fold_space(text: str) -> str:
    return " ".join(text.split())


def parse_keywords(keywords: str) -> list[str]:
    """Return the tags that keywords come to, each once; what can't be a tag stays a keyword of the item alone."""
    tags = dict[str, None]()
    for word in re.split("[;,]", keywords):
        try:
            tags |= {parse_tag(word.strip()): None} if word.strip() else {}
        except UsageMistake:
            continue
    return list(tags)


def _format_where(sort: str, text: Mapping[str, str]) -> str:
    """Return where it stands on one line, as a reference says it: "Journal of Teacher Education, 37(1), 43–50"."""
    container = text.get("journal") or text.get("journaltitle") or text.get("booktitle", "")
    issue = text.get("number") or text.get("issue", "")
    volume = f"{text.get('volume', '')}{f'({issue})' if issue else ''}"
    house = next((text[name] for name in _HOUSES if text.get(name)), "")
    inside = (volume, text.get("pages", "")) if container else ()
    line = _fold_space(", ".join(filter(None, (container, *inside, house, text.get("howpublished", "")))))
    return f"In {line}" if sort in CHAPTERS and line else line


# --- a reading as an item --------------------------------------------------------------------------------------------


def build_item_fields(reading: Reading, tried: str = "") -> tuple[str, dict[str, str]]:
    """Return a reading as an item of a bibliography: its type in BibTeX, and its fields as BibTeX writes them.

    The claim stands in `annote`, as in an annotated bibliography, unless it is the title. How it fits and what is
    doubtful stand in `fit` and `doubt`, what it would have one see in `expects`, and how that turned out in `tried`;
    styles ignore them.
    """
    sort = references.infer_publication_type(reading)
    if reading.citation is None:
        said = [*_describe_fields(reading, sort).values(), ("tried", escape_latex(tried))]
        return sort.bibtex, {name: text for name, text in said if text}
    kept = {field.name: tidy_latex(field.text) for field in reading.citation.fields if _NAME.fullmatch(field.name)}
    was = build_cited_reading(reading.citation).fields
    sort = next((one for one in references.PUBLICATION_TYPES if one.bibtex == reading.citation.sort), sort)
    sort = references.CHAPTER if reading.citation.sort in CHAPTERS else sort
    for attribute, (name, text) in _describe_fields(reading, sort).items():
        before, now = was[attribute], getattr(reading, attribute)
        if sorted(before) != sorted(now) if isinstance(before, tuple) else before != now:
            kept = {one: said for one, said in kept.items() if one not in _SAID_BY[attribute]}
            kept |= {name: text} if text else {}
    kept |= {"tried": escape_latex(tried)} if tried else {}
    return reading.citation.sort if _NAME.fullmatch(reading.citation.sort) else "misc", kept


def _describe_fields(reading: Reading, sort: references.PublicationType) -> dict[str, tuple[str, str]]:
    """Return for each field of a reading the field of an item that says it."""
    names = parse_authors(reading.authors)
    where = reading.where.removeprefix("In ") if sort is references.CHAPTER else reading.where
    return {
        "authors": ("author", " and ".join(map(format_bibtex_name, names))),
        "title": ("title", _escape_line(reading.title)),
        "where": (sort.bibtex_where, _escape_line(where)),
        "year": ("year", str(reading.year or "")),
        "doi": ("doi", encode_address(reading.doi)),
        "url": ("url", encode_address(reading.url)),
        "text": ("annote", "" if reading.text == _fold_space(reading.title) else escape_latex(reading.text)),
        "fit": ("fit", escape_latex(reading.fit)),
        "expects": ("expects", escape_latex(reading.expects)),
        "doubt": ("doubt", escape_latex(reading.doubt)),
        "tags": ("keywords", _escape_line(", ".join(reading.tags))),
    }


def _escape_line(text: str) -> str:
    return escape_latex(_fold_space(text))


def render_csl_reading(key: str, reading: Reading, tried: str = "") -> dict[str, object]:
    """Return a reading as an item: one that came from a bibliography as that said it, else from its fields."""
    if reading.citation:
        return render_csl_item(key, *build_item_fields(reading, tried))
    sort, names = references.infer_publication_type(reading), parse_authors(reading.authors)
    own = [(name, getattr(reading, name)) for name in ("fit", "expects", "doubt")]
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
        "custom": {name: words for name, words in (*own, ("tried", tried)) if words},
    }
    return {"id": key, "type": sort.csl, **{name: value for name, value in known.items() if value}}


def render_bibtex(found: Bibliography) -> str:
    """Return the bibliography as a BibTeX file; nothing at all where no reading names a source."""
    items = []
    for key, reading in found.cited:
        sort, fields = build_item_fields(reading, found.tried.get(reading.id, ""))
        lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
        items.append(f"@{sort}{{{key},\n{lines}}}\n")
    return "\n".join(items)


def render_csl(found: Bibliography) -> bytes:
    """Return the bibliography as CSL-JSON: an array of items, empty where no reading names a source."""
    cited = found.cited
    return format_json([render_csl_reading(key, reading, found.tried.get(reading.id, "")) for key, reading in cited])
