"""Readings taken from a BibTeX file, such as one a library or a reference manager gives."""

import re
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_parser import Item, items_in
from enquiry.exchange.bibliography.latex import unescaped
from enquiry.exchange.bibliography.references import OTHERS, PARTICLES, Name, authors_line
from enquiry.model.entry import doi_from

CHAPTERS = ("incollection", "inbook", "inproceedings", "conference")
_AND = re.compile(r"\s+and\s+|;", re.IGNORECASE)
_URL = re.compile(r"\\url\s*\{([^{}]*)\}")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d\d|2100)(?!\d)")


class Found(NamedTuple):
    """A reading in a file: its line, its fields by the names `Reading` has for them, and what was left out of it."""

    line: int
    fields: dict[str, str | int | None]
    left_out: tuple[str, ...] = ()


def readings_in(data: bytes, source: str) -> tuple[Found, ...]:
    """Return the readings in a BibTeX file.

    Raises UsageMistake naming the line for what is not UTF-8 or not BibTeX, and for a file without items.
    """
    found = tuple(_found(item) for item in items_in(_decoded(data, source), source))
    if not found:
        hint = "Give a file with items such as @article{rowe1986, author = {Rowe, Mary Budd}, title = {…}}."
        raise UsageMistake(f"There are no BibTeX items in {source}.", hint)
    return found


def _decoded(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        msg = f"{source}, line {line}: the file is not in UTF-8."
        raise UsageMistake(msg, "Save it as UTF-8; nothing was changed.") from fault


def _found(item: Item) -> Found:
    text = {name: unescaped(_URL.sub("", value)) for name, value in item.fields.items()}
    year, no_year = _year(text)
    doi, no_doi = _doi(_address(item.fields.get("doi", "")))
    fields: dict[str, str | int | None] = {
        "text": text.get("annote", "") or _title(text),
        "authors": authors_line(_authors(item.fields.get("author") or item.fields.get("editor", ""))),
        "year": year,
        "title": _title(text),
        "where": _where(item.sort, text),
        "doi": doi,
        "url": _url(item.fields),
        "fit": text.get("fit", ""),
        "doubt": text.get("doubt", ""),
    }
    return Found(item.line, fields, tuple(filter(None, (no_year, no_doi))))


def _title(text: dict[str, str]) -> str:
    return _folded(": ".join(filter(None, (text.get("title"), text.get("subtitle")))))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _year(text: dict[str, str]) -> tuple[int | None, str]:
    """Return the year, and what stands in its place where that is none."""
    given = text.get("year") or text.get("date", "")
    found = _YEAR.search(given)
    return (int(found[1]), "") if found else (None, given and f"the year “{given}”")


def _doi(given: str) -> tuple[str, str]:
    """Return the DOI, and what stands in its place where that is none."""
    try:
        return doi_from(given), ""
    except UsageMistake:
        return "", f"the DOI “{given}”"


def _url(fields: dict[str, str]) -> str:
    in_text = _URL.search(fields.get("howpublished", "") + fields.get("note", ""))
    return _address(fields.get("url", "") or (in_text[1] if in_text else ""))


def _address(raw: str) -> str:
    """Return a link or DOI: it stands as it is, but for the signs that many programs put a backslash before."""
    bare = re.sub(r"\\url\b\s*", "", raw).replace(r"\textasciitilde", "~")
    bare = re.sub(r"\\([_%&#$~])", r"\1", bare)
    return "".join(re.sub(r"[{}]", "", bare).split())


# --- authors ---------------------------------------------------------------------------------------------------------


def _authors(raw: str) -> tuple[Name, ...]:
    return tuple(name for name in map(_author, _split(raw)) if name.family)


def _split(raw: str) -> list[str]:
    """Return the names between the words *and* that stand outside braces, or the semicolons some write for them."""
    names, begin = [], 0
    for joint in _AND.finditer(raw):
        before = raw[begin : joint.start()]
        if before.count("{") == before.count("}"):
            names.append(before)
            begin = joint.end()
    return [*names, raw[begin:]]


def _author(raw: str) -> Name:
    """Return one author: `{A Whole Name}`, `others`, `von Last, First`, `von Last, Jr, First` or `First von Last`."""
    name = raw.strip()
    whole = " ".join(unescaped(name).split())
    if whole == "others":
        return Name(OTHERS)
    if re.fullmatch(r"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}", name):
        return Name(whole.replace(";", ","))
    pieces = [piece.strip() for piece in whole.replace(";", ",").split(",")]
    family, *given = [piece for piece in pieces if piece] or [""]
    if given:
        return Name(family, " ".join([*given[1:], given[0]]).strip())
    words = family.split() or [""]
    first = next((place for place, word in enumerate(words) if word in PARTICLES), len(words) - 1)
    return Name(" ".join(words[first:]), " ".join(words[:first]))


# --- where -----------------------------------------------------------------------------------------------------------


def _where(sort: str, text: dict[str, str]) -> str:
    """Return where it stands on one line, as a reference says it: "Journal of Teacher Education, 37(1), 43–50"."""
    container = text.get("journal") or text.get("journaltitle") or text.get("booktitle", "")
    issue = text.get("number") or text.get("issue", "")
    volume = f"{text.get('volume', '')}{f'({issue})' if issue else ''}"
    house = next((text[name] for name in ("publisher", "school", "institution", "organization") if name in text), "")
    inside = (volume, text.get("pages", "")) if container else ()
    line = _folded(", ".join(filter(None, (container, *inside, house, text.get("howpublished", "")))))
    return f"In {line}" if sort in CHAPTERS and line else line
