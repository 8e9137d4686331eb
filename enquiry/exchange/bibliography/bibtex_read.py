"""Readings taken from a BibTeX file, such as one a library or a reference manager gives."""

import re
from itertools import islice
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_parser import BibtexItem, parse_bibtex_items
from enquiry.exchange.bibliography.latex import unescape_latex
from enquiry.exchange.bibliography.references import OTHERS, PARTICLES, AuthorName, format_authors
from enquiry.model.entry import parse_doi

MAX_ITEMS = 5000
"""The most items that are read from one file."""
CHAPTERS = ("incollection", "inbook", "inproceedings", "conference")
_AND = re.compile(r" and |;", re.IGNORECASE)
_URL = re.compile(r"\\url\s*\{([^{}]*)\}")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d\d|2100)(?!\d)")


class BibReading(NamedTuple):
    """A reading in a file: its line, its fields by the names `Reading` has for them, and what was left out of it."""

    line: int
    fields: dict[str, str | int | None]
    left_out: tuple[str, ...] = ()


def parse_bibtex_readings(data: bytes, source: str) -> tuple[BibReading, ...]:
    """Return the readings in a BibTeX file.

    Raises UsageMistake naming the line for what is not UTF-8 or not BibTeX, and for a file without items.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        msg = f"{source}, line {line}: the file is not in UTF-8."
        raise UsageMistake(msg, "Save it as UTF-8; nothing was changed.") from fault
    found = tuple(map(_build_reading, islice(parse_bibtex_items(text, source), MAX_ITEMS + 1)))
    if len(found) > MAX_ITEMS:
        raise UsageMistake(f"{source} holds more than {MAX_ITEMS:,} items.", "Take them in part by part.")
    if not found:
        hint = "Give a file with items such as @article{rowe1986, author = {Rowe, Mary Budd}, title = {…}}."
        raise UsageMistake(f"There are no BibTeX items in {source}.", hint)
    return found


def _build_reading(item: BibtexItem) -> BibReading:
    """Return an item as a reading; a year or a DOI that is none is left out, and named."""
    raw, left_out = item.fields, []
    text = {name: unescape_latex(_URL.sub("", value)) for name, value in raw.items()}
    title = _fold_space(": ".join(filter(None, (text.get("title"), text.get("subtitle")))))
    dated = text.get("year") or text.get("date", "")
    year = _YEAR.search(dated)
    if dated and not year:
        left_out.append(f"the year “{dated}”")
    doi = _clean_address(raw.get("doi", ""))
    try:
        doi = parse_doi(doi)
    except UsageMistake:
        left_out.append(f"the DOI “{doi}”")
        doi = ""
    linked = _URL.search(raw.get("howpublished", "") + raw.get("note", ""))
    fields: dict[str, str | int | None] = {
        "text": text.get("annote", "") or title,
        "authors": format_authors(parse_bibtex_authors(raw.get("author") or raw.get("editor", ""))),
        "year": int(year[1]) if year else None,
        "title": title,
        "where": _format_where(item.sort, text),
        "doi": doi,
        "url": _clean_address(raw.get("url", "") or (linked[1] if linked else "")),
        **{name: text.get(name, "") for name in ("fit", "doubt")},
    }
    return BibReading(item.line, fields, tuple(left_out))


def _fold_space(text: str) -> str:
    return " ".join(text.split())


def _clean_address(raw: str) -> str:
    """Return a link or DOI: it stands as it is, but for characters that many programs put a backslash before."""
    bare = re.sub(r"\\url\b\s*", "", raw).replace(r"\textasciitilde", "~")
    return re.sub(r"[{}\s]", "", re.sub(r"\\([_%&#$~])", r"\1", bare))


def parse_bibtex_authors(raw: str) -> tuple[AuthorName, ...]:
    """Return the authors between the words *and* that stand outside braces, or the semicolons some write for them."""
    names, begin, raw = [], 0, f" {_fold_space(raw)} "
    for joint in _AND.finditer(raw):
        before = raw[begin : joint.start()]
        if before.count("{") == before.count("}"):
            names.append(before)
            begin = joint.end()
    return tuple(name for name in map(_parse_author, (*names, raw[begin:])) if name.family)


def _parse_author(raw: str) -> AuthorName:
    """Return one author: `{A Whole Name}`, `others`, `von Last, First`, `von Last, Jr, First` or `First von Last`."""
    whole = _fold_space(unescape_latex(raw.strip())).replace(";", ",")
    if whole == "others":
        return AuthorName(OTHERS)
    if re.fullmatch(r"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}", raw.strip()):
        return AuthorName(whole)
    family, *given = [piece.strip() for piece in whole.split(",") if piece.strip()] or [""]
    if given:
        return AuthorName(family, " ".join([*given[1:], given[0]]).strip())
    words = family.split() or [""]
    first = next((place for place, word in enumerate(words) if word in PARTICLES), len(words) - 1)
    return AuthorName(" ".join(words[first:]), " ".join(words[:first]))


def _format_where(sort: str, text: dict[str, str]) -> str:
    """Return where it stands on one line, as a reference says it: "Journal of Teacher Education, 37(1), 43–50"."""
    container = text.get("journal") or text.get("journaltitle") or text.get("booktitle", "")
    issue = text.get("number") or text.get("issue", "")
    volume = f"{text.get('volume', '')}{f'({issue})' if issue else ''}"
    house = next((text[name] for name in ("publisher", "school", "institution", "organization") if name in text), "")
    inside = (volume, text.get("pages", "")) if container else ()
    line = _fold_space(", ".join(filter(None, (container, *inside, house, text.get("howpublished", "")))))
    return f"In {line}" if sort in CHAPTERS and line else line
