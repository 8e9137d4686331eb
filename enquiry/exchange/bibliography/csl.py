"""Items of CSL-JSON, in which reference managers exchange readings (schema csl-data 1.0.2), from BibTeX and to it.

An item is read as the BibTeX item that says the same. Whatever would not come back from that as it was is kept beside
it in a field `csl-NAME`, as JSON, so that an item goes out as it came in.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography import names
from enquiry.exchange.bibliography.bibtex_items import BadItem, BibtexItem
from enquiry.exchange.bibliography.latex import clean_address, encode_address, escape_latex, unescape_latex

_TYPES = {
    "article": "article-journal",
    "incollection": "chapter",
    "book": "book",
    "inproceedings": "paper-conference",
    "phdthesis": "thesis",
    "techreport": "report",
    "online": "webpage",
    "misc": "document",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "movie": "motion_picture",
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
}
_TYPES_FROM = {csl: bibtex for bibtex, csl in _TYPES.items()} | {"article": "article"}
_TYPES_TO = _TYPES | {
    **dict.fromkeys(("inbook", "suppbook", "suppcollection", "bookinbook"), "chapter"),
    **dict.fromkeys(("mvbook", "proceedings", "booklet", "manual", "collection", "reference"), "book"),
    **dict.fromkeys(("thesis", "mastersthesis"), "thesis"),
    **dict.fromkeys(("electronic", "www"), "webpage"),
    "conference": "paper-conference",
    "unpublished": "manuscript",
}
_NAMES = {"author": "author", "editor": "editor", "translator": "translator", "collection-editor": "serieseditor"}
_DATES = {"issued": ("date", "year"), "accessed": ("urldate",), "original-date": ("origdate",)}
_TEXTS = {
    "title": "title",
    "container-title": "journal",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "publisher": "publisher",
    "publisher-place": "address",
    "collection-title": "series",
    "edition": "edition",
    "chapter-number": "chapter",
    "number-of-pages": "pagetotal",
    "number-of-volumes": "volumes",
    "event-title": "eventtitle",
    "event-place": "venue",
    "genre": "type",
    "abstract": "abstract",
    "annote": "annote",
    "note": "note",
    "keyword": "keywords",
    "language": "language",
    "title-short": "shorttitle",
    "container-title-short": "shortjournal",
    "ISBN": "isbn",
    "ISSN": "issn",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "call-number": "library",
    "source": "source",
    "status": "pubstate",
}
_PLACES = {
    "container-title": ("journal", "journaltitle", "booktitle"),
    "publisher": ("publisher", "school", "institution", "organization", "howpublished"),
}
"""The fields of BibTeX, in the order in which they count, where several say what one of CSL does."""
_ADDRESSES = {"DOI": "doi", "URL": "url"}
_OWN = ("fit", "expects", "doubt", "tried")
_CAPITALS = ("doi", "url", "isbn", "issn", "pmid", "pmcid")
_MORE = "csl-"
_IN_BOOKS = ("chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary", "entry")


def parse_csl_items(text: str, source: str) -> tuple[list[BibtexItem], list[BadItem]]:
    """Return the items of a CSL-JSON file, their numbers in place of lines, and those that are none.

    Raises UsageMistake for what is no array of items.
    """
    hint = "Give a file of CSL-JSON, as reference managers export it; nothing was changed."
    try:
        document = json.loads(text)
    except ValueError as fault:
        raise UsageMistake(f"{source} is not JSON: {str(fault)[:200]}.", hint) from fault
    found = document.get("items") if isinstance(document, dict) else document
    if not isinstance(found, list):
        raise UsageMistake(f"{source} holds no list of CSL items.", hint)
    items, bad = list[BibtexItem](), list[BadItem]()
    for number, item in enumerate(found, 1):
        if isinstance(item, dict) and (item.get("id") or item.get("type") or item.get("title")):
            items.append(parse_csl_item(item, number))
        else:
            bad.append(BadItem(number, "it is no item with a type and a title"))
    return items, bad


def parse_csl_item(item: Mapping[str, Any], number: int) -> BibtexItem:
    """Return an item of CSL-JSON as the item of BibTeX that says the same; what would not come back is beside it."""
    sort, key = str(item.get("type") or "document"), str(item.get("id") or "")
    fields = dict[str, str]()
    for name, field in _NAMES.items():
        if isinstance(people := item.get(name), list):
            fields[field] = " and ".join(
                filter(None, (names.format_csl_name(one) for one in people if isinstance(one, dict)))
            )
    for name, field in _TEXTS.items():
        if isinstance(value := item.get(name), str | int) and not isinstance(value, bool):
            fields["booktitle" if field == "journal" and sort in _IN_BOOKS else field] = escape_latex(str(value))
    for name, field in _ADDRESSES.items():
        if isinstance(value := item.get(name), str):
            fields[field] = encode_address(value)
    for name, (field, *_) in _DATES.items():
        if date := format_csl_date(item.get(name)):
            fields["year" if re.fullmatch(r"\d{4}", date) and field == "date" else field] = date
    own = item.get("custom") if isinstance(item.get("custom"), dict) else {}
    fields |= {name: escape_latex(own[name]) for name in _OWN if own and isinstance(own.get(name), str)}
    fields = {name: text for name, text in fields.items() if text}
    bibtex_sort = _TYPES_FROM.get(sort, re.sub(r"\W", "_", sort))
    back = render_csl_item(key, bibtex_sort, fields)
    more = {name: value for name, value in item.items() if back.get(name) != value and name != "id"}
    fields |= {
        _MORE + name.casefold(): escape_latex(json.dumps(value, ensure_ascii=False)) for name, value in more.items()
    }
    return BibtexItem(number, bibtex_sort, key, fields)


def format_csl_date(date: Any) -> str:
    """Return a date as biblatex writes it, `2020-05-01` or `2020-05/2020-06`; nothing for one in words."""
    parts = date.get("date-parts") if isinstance(date, dict) else None
    try:
        spans = ["-".join(f"{int(one):0{2 if place else 4}}" for place, one in enumerate(span)) for span in parts or ()]
    except (TypeError, ValueError):
        return ""
    return "/".join(spans)


# --- out -------------------------------------------------------------------------------------------------------------


def render_csl_item(key: str, sort: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Return an item of CSL-JSON that says what a BibTeX item of this type says, as far as CSL has fields for it."""
    item: dict[str, Any] = {"id": key, "type": _TYPES_TO.get(sort, sort)}
    for name, field in _NAMES.items():
        if field in fields:
            item[name] = [names.render_csl_name(one) for one in names.split_authors(fields[field])]

    def read(*places: str) -> str:
        return next((unescape_latex(fields[place]) for place in places if place in fields), "")

    said = {name: read(*_PLACES.get(name, ()), field) for name, field in _TEXTS.items()}
    said["title"] = ": ".join(filter(None, (said["title"], read("subtitle"))))
    item |= {name: text for name, text in said.items() if text}
    item |= {name: clean_address(fields[field]) for name, field in _ADDRESSES.items() if field in fields}
    for name, places in _DATES.items():
        if date := render_csl_date(next((fields[one] for one in places if one in fields), "")):
            item[name] = date
    item |= {"custom": own} if (own := {name: read(name) for name in _OWN if name in fields}) else {}
    for name, text in fields.items():
        if name.startswith(_MORE):
            named = name.removeprefix(_MORE)
            item[named.upper() if named in _CAPITALS else named] = _load_json(unescape_latex(text))
    return item


def _load_json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:  # not written by us
        return text


def render_csl_date(date: str) -> dict[str, Any]:
    """Return a date of biblatex as CSL has it; empty for one in words."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:/(\d{4})(?:-(\d\d))?(?:-(\d\d))?)?", date.strip())
    if not found:
        return {}
    parts = found.groups()
    spans = [[int(one) for one in parts[at : at + 3] if one] for at in (0, 3)]
    return {"date-parts": [span for span in spans if span]}
