"""Readings taken from a BibTeX file, such as one a library or a reference manager gives."""

import re
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_parser import BibtexItem, parse_bibtex_items
from enquiry.exchange.bibliography.latex import unescape_latex
from enquiry.exchange.bibliography.references import OTHERS, PARTICLES, AuthorName, format_authors
from enquiry.model.entry import parse_doi

CHAPTERS = ("incollection", "inbook", "inproceedings", "conference")
_AND = re.compile(r"\s+and\s+|;", re.IGNORECASE)
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
    found = tuple(_parse_item(item) for item in parse_bibtex_items(_decode_text(data, source), source))
    if not found:
        hint = "Give a file with items such as @article{rowe1986, author = {Rowe, Mary Budd}, title = {…}}."
        raise UsageMistake(f"There are no BibTeX items in {source}.", hint)
    return found


def _decode_text(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        msg = f"{source}, line {line}: the file is not in UTF-8."
        raise UsageMistake(msg, "Save it as UTF-8; nothing was changed.") from fault


def _parse_item(item: BibtexItem) -> BibReading:
    text = {name: unescape_latex(_URL.sub("", value)) for name, value in item.fields.items()}
    year, no_year = _year(text)
    doi, no_doi = _extract_doi(_clean_address(item.fields.get("doi", "")))
    fields: dict[str, str | int | None] = {
        "text": text.get("annote", "") or _join_title(text),
        "authors": format_authors(_authors(item.fields.get("author") or item.fields.get("editor", ""))),
        "year": year,
        "title": _join_title(text),
        "where": _format_where(item.sort, text),
        "doi": doi,
        "url": _url(item.fields),
        "fit": text.get("fit", ""),
        "doubt": text.get("doubt", ""),
    }
    return BibReading(item.line, fields, tuple(filter(None, (no_year, no_doi))))


def _join_title(text: dict[str, str]) -> str:
    return _fold_space(": ".join(filter(None, (text.get("title"), text.get("subtitle")))))


def _fold_space(text: str) -> str:
    return " ".join(text.split())


def _year(text: dict[str, str]) -> tuple[int | None, str]:
    """Return the year, and what stands in its place where that is none."""
    given = text.get("year") or text.get("date", "")
    found = _YEAR.search(given)
    return (int(found[1]), "") if found else (None, given and f"the year “{given}”")


def _extract_doi(given: str) -> tuple[str, str]:
    """Return the DOI, and what stands in its place where that is none."""
    try:
        return parse_doi(given), ""
    except UsageMistake:
        return "", f"the DOI “{given}”"


def _url(fields: dict[str, str]) -> str:
    in_text = _URL.search(fields.get("howpublished", "") + fields.get("note", ""))
    return _clean_address(fields.get("url", "") or (in_text[1] if in_text else ""))


def _clean_address(raw: str) -> str:
    """Return a link or DOI: it stands as it is, but for the signs that many programs put a backslash before."""
    bare = re.sub(r"\\url\b\s*", "", raw).replace(r"\textasciitilde", "~")
    bare = re.sub(r"\\([_%&#$~])", r"\1", bare)
    return "".join(re.sub(r"[{}]", "", bare).split())


# --- authors ---------------------------------------------------------------------------------------------------------


def _authors(raw: str) -> tuple[AuthorName, ...]:
    return tuple(name for name in map(_parse_author, _split_authors(raw)) if name.family)


def _split_authors(raw: str) -> list[str]:
    """Return the names between the words *and* that stand outside braces, or the semicolons some write for them."""
    names, begin = [], 0
    for joint in _AND.finditer(raw):
        before = raw[begin : joint.start()]
        if before.count("{") == before.count("}"):
            names.append(before)
            begin = joint.end()
    return [*names, raw[begin:]]


def _parse_author(raw: str) -> AuthorName:
    """Return one author: `{A Whole Name}`, `others`, `von Last, First`, `von Last, Jr, First` or `First von Last`."""
    name = raw.strip()
    whole = " ".join(unescape_latex(name).split())
    if whole == "others":
        return AuthorName(OTHERS)
    if re.fullmatch(r"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}", name):
        return AuthorName(whole.replace(";", ","))
    pieces = [piece.strip() for piece in whole.replace(";", ",").split(",")]
    family, *given = [piece for piece in pieces if piece] or [""]
    if given:
        return AuthorName(family, " ".join([*given[1:], given[0]]).strip())
    words = family.split() or [""]
    first = next((place for place, word in enumerate(words) if word in PARTICLES), len(words) - 1)
    return AuthorName(" ".join(words[first:]), " ".join(words[:first]))


# --- where -----------------------------------------------------------------------------------------------------------


def _format_where(sort: str, text: dict[str, str]) -> str:
    """Return where it stands on one line, as a reference says it: "Journal of Teacher Education, 37(1), 43–50"."""
    container = text.get("journal") or text.get("journaltitle") or text.get("booktitle", "")
    issue = text.get("number") or text.get("issue", "")
    volume = f"{text.get('volume', '')}{f'({issue})' if issue else ''}"
    house = next((text[name] for name in ("publisher", "school", "institution", "organization") if name in text), "")
    inside = (volume, text.get("pages", "")) if container else ()
    line = _fold_space(", ".join(filter(None, (container, *inside, house, text.get("howpublished", "")))))
    return f"In {line}" if sort in CHAPTERS and line else line
