"""Items of RIS, in which databases and reference managers hand out readings, read by rispy, tag by tag.

An item is read as the item of CSL-JSON that says the same; tags that CSL has no field for stay beside it, so that
nothing is lost.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_items import BadItem, BibtexItem
from enquiry.exchange.bibliography.csl import parse_csl_item

_BEGIN = re.compile(r"^[ \t]*TY {1,2}-", re.MULTILINE)
_END = re.compile(r"^[ \t]*ER {1,2}-", re.MULTILINE)
_TAG = re.compile(r"^[ \t]*([A-Z][A-Z0-9]) {1,2}-[ \t]?", re.MULTILINE)
_TYPES = {
    **dict.fromkeys(("JOUR", "EJOUR", "ABST", "INPR", "JFULL"), "article-journal"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP"), "chapter"),
    **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
    **dict.fromkeys(("RPRT", "GOVDOC"), "report"),
    **dict.fromkeys(("ELEC", "BLOG", "ICOMM", "WEB"), "webpage"),
    **dict.fromkeys(("DATA", "AGGR", "DBASE"), "dataset"),
    **dict.fromkeys(("MPCT", "VIDEO"), "motion_picture"),
    **dict.fromkeys(("UNPB", "MANSCPT"), "manuscript"),
    "THES": "thesis",
    "NEWS": "article-newspaper",
    "MGZN": "article-magazine",
    "COMP": "software",
    "PAT": "patent",
}
_PEOPLE = {"author": ("AU", "A1"), "editor": ("ED", "A2"), "collection-editor": ("A3",), "translator": ("A4",)}
_TEXTS = {
    "title": ("TI", "T1", "CT", "BT"),
    "container-title": ("T2", "JF", "JO", "JA", "BT"),
    "collection-title": ("T3",),
    "container-title-short": ("J2", "JA"),
    "title-short": ("ST",),
    "volume": ("VL",),
    "issue": ("IS",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "edition": ("ET",),
    "abstract": ("AB", "N2"),
    "language": ("LA",),
    "genre": ("M3",),
    "number-of-volumes": ("NV",),
    "call-number": ("CN",),
    "source": ("DB",),
    "DOI": ("DO",),
    "URL": ("UR",),
}
"""The fields of CSL, and the tags of RIS that say each, in the order in which they count."""
_DATES = {"issued": ("DA", "PY", "Y1"), "accessed": ("Y2",)}
_IN_BOOKS = ("chapter", "paper-conference")


def parse_ris_items(text: str, source: str) -> tuple[list[BibtexItem], list[BadItem]]:
    """Return the items of a RIS file with their lines, and those that say nothing. Raises UsageMistake for none."""
    items, bad = list[BibtexItem](), list[BadItem]()
    for line, part in _split_items(text.replace("\r\n", "\n").replace("\r", "\n")):
        tags = parse_ris_tags(part)
        csl = build_csl_item(tags)
        if len(csl) > 2:
            items.append(parse_csl_item(csl, line))
        else:
            bad.append(BadItem(line, "it is no item with a type and a title"))
    if not items and not bad:
        raise UsageMistake(f"There are no RIS items in {source}.", "Each begins with a line such as TY  - JOUR.")
    return items, bad


def _split_items(text: str) -> Iterator[tuple[int, str]]:
    """Return each item's line and text: from its type to its end, or to the next type where the end is missing."""
    begins = [found.start() for found in _BEGIN.finditer(text)]
    line, counted = 1, 0
    for at, until in zip(begins, [*begins[1:], len(text)], strict=bool(begins)):
        line += text.count("\n", counted, at)
        counted = at
        end = _END.search(text, at, until)
        yield line, text[at : end.start() if end else until]


def parse_ris_tags(part: str) -> dict[str, list[str]]:
    """Return the values of each tag of one item. A line without a tag goes on with the value before it."""
    from rispy import RisParser
    from rispy.config import LIST_TYPE_TAGS

    counts = Counter(_TAG.findall(part))
    several = [*LIST_TYPE_TAGS, *(tag for tag, count in counts.items() if count > 1)]
    parser = RisParser(mapping={tag: tag for tag in (*counts, "UK")}, list_tags=several, delimiter_tags_mapping={})
    (found,) = parser.parse(_TAG.sub(r"\1  - ", part) + "\nER  - \n")
    read = {tag: [value] if isinstance(value, str) else value for tag, value in found.items() if tag != "UK"}
    return {tag: kept for tag, values in read.items() if (kept := [one.strip() for one in values if one.strip()])}


def build_csl_item(tags: dict[str, list[str]]) -> dict[str, Any]:
    """Return the item of CSL-JSON that says what the tags of a RIS item say; the rest stands in its `custom`."""
    left = {tag: list(values) for tag, values in tags.items()}

    def take(*places: str) -> str:
        place = next((one for one in places if left.get(one)), "")
        return left[place].pop(0) if place else ""

    sort = _TYPES.get(take("TY").upper(), "document")
    item: dict[str, Any] = {"id": take("ID", "LB"), "type": sort}
    for name, places in _PEOPLE.items():
        if people := [parse_ris_name(person) for place in places for person in left.pop(place, ())]:
            item[name] = people
    found: dict[str, Any] = {name: take(*places) for name, places in _TEXTS.items()}
    found |= {name: parse_ris_date(take(*places)) for name, places in _DATES.items()}
    item |= {name: said for name, said in found.items() if said}
    joined = {
        "page": "-".join(filter(None, (take("SP"), take("EP")))),
        "ISBN" if sort in ("book", *_IN_BOOKS) else "ISSN": take("SN"),
        "keyword": ", ".join(left.pop("KW", ())),
        "note": "\n".join(left.pop("N1", ())),
    }
    item |= {name: said for name, said in joined.items() if said}
    more = {tag: values for tag, values in left.items() if values}
    return item | ({"custom": {"ris": more}} if more else {})


def parse_ris_name(written: str) -> dict[str, str]:
    """Return `Family, Given, Suffix` by its parts, as CSL-JSON has a person; a name without a comma whole."""
    family, given, suffix = (*(part.strip() for part in written.split(",", 2)), "", "")[:3]
    parts = {"family": family, "given": given, "suffix": suffix}
    return (
        {part: text for part, text in parts.items() if text} if family and given else {"literal": written.strip(" ,")}
    )


def parse_ris_date(written: str) -> dict[str, Any]:
    """Return `2020/05/01/words`, `2020-05-01` or `2020` as CSL-JSON has a date; one in words as it stands."""
    found = re.match(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?(?![\d])", written.strip())
    if not found:
        return {"literal": written.strip()} if written.strip(" /") else {}
    return {"date-parts": [[int(part) for part in found.groups() if part]]}
