"""The items of a BibTeX file, their fields as written, and those that can't be read, each with its line and the reason.

bibtexparser splits a file into items, whatever their keys, and goes on behind one that is broken. What it lacks is
here: values joined by `#`, the words of `@string`, keys with commas, missing and doubled commas, comments within an
item, and fields that an item has from others by `crossref` and `xdata`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from enquiry.errors import UsageMistake

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HEAD = re.compile(r"@\s*\w+[ \t]*[{(]")
_NEXT_ITEM = re.compile(r"\n[ \t]*@\w+[ \t]*[{(]")
_KEY = re.compile(r"([^={}\"]*?),(?=[\s,]*(?:[\w:.+-]+\s*=|[)}]))")
_FIELD_NAME = re.compile(r"\s*([\w:.+-]+)\s*=\s*")
_HYPHENED_TYPE = re.compile(r"^[ \t]*@\w+-[\w-]*(?=[ \t]*[{(])", re.MULTILINE)
"""A type with hyphens, which bibtexparser does not take for one."""
_COMMENT_LINE = re.compile(r"^[ \t]*%.*\n?", re.MULTILINE)
_BRACE = re.compile(r"(?<!\\)[{}]")
_BARE_WORD = re.compile(r"[^\s\"#%'(),={}]+")
_WORDS_MAY_ADD = 20_000_000
"""How many characters the words of `@string` may add to a file: words made of words double with every line."""

_HELD_BY_OTHERS = ("xdata",)
_INHERITED_BY_NONE = frozenset(
    {"title", "subtitle", "titleaddon", "shorttitle", "author", "doi", "url", "urldate", "abstract", "annote", "file"}
    | {"annotation", "keywords", "crossref", "xref", "xdata", "ids", "options", "label", "sortkey", "shorthand"}
)
"""What a part does not have from the whole that it names by `crossref`."""


class BibtexItem(NamedTuple):
    """One item: the line it begins on, its type in small letters, its key, and its fields, commands in place."""

    line: int
    sort: str
    key: str
    fields: dict[str, str]


class BadItem(NamedTuple):
    """An item that can't be read: the line it begins on, and what is wrong with it."""

    line: int
    reason: str


def parse_bibtex_items(text: str, source: str) -> tuple[list[BibtexItem], list[BadItem]]:
    """Return the items of a BibTeX file, and those that can't be read. Line ends are to be line feeds."""
    text = _HYPHENED_TYPE.sub(lambda found: found[0].replace("-", "_"), text)
    words = _StringWords(source)
    items, bad = list[BibtexItem](), list[BadItem]()
    at = covered = 0
    for block in _split_blocks(text):
        kind, line = type(block).__name__, block.start_line + 1
        at = max(at, text.find(block.raw, at))
        if at < covered or block.raw[:9].casefold().startswith(("@comment", "@preamble")):
            continue  # before `covered`, it only looks like an item within one that was mended
        entry, key = block, None
        if kind == "String":
            words.define(block.key, block.value, line)
        elif kind == "ParsingFailedBlock":
            entry, key, covered = mend_item(text, at)
            if entry is None:
                bad.append(BadItem(line, _explain(str(block.error.abort_reason))))
        if entry and kind in ("Entry", "ParsingFailedBlock"):
            fields = words.read_fields(entry.fields, line)
            items.append(BibtexItem(line, entry.entry_type.casefold(), entry.key if key is None else key, fields))
            at += 1
    return [item for item in inherit_fields(items) if item.sort not in _HELD_BY_OTHERS], bad


def _split_blocks(text: str) -> list[Any]:
    import logging

    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what can't be read is said by us
    blocks: list[Any] = Splitter(text).split().blocks
    # A key or a field that stands twice is no fault here: both may be meant.
    return [block.ignore_error_block if type(block).__name__.startswith("Duplicate") else block for block in blocks]


def mend_item(text: str, begin: int) -> tuple[Any, str, int]:
    """Return the broken item at a place, mended, with its key and its end; None where it can't be mended.

    Comment lines, doubled commas, commas and blanks in the key, and a key that is missing are mended, each outside
    values; a lost brace is not, since nobody can tell where it was.
    """
    following = _NEXT_ITEM.search(text, begin + 1)
    end = following.start() if following else len(text)
    head = _HEAD.match(text, begin)
    if not head:
        return None, "", begin
    body = re.sub(r"\\\\(?=[{}])", r"\\\\ ", _COMMENT_LINE.sub("", text[head.end() : end]))
    keyed = None if _FIELD_NAME.match(body) else _KEY.match(body)
    key = keyed[1].strip() if keyed else ""
    fields = _drop_doubled_commas(body[keyed.end() :] if keyed else body)
    blocks = _split_blocks(f"{head[0]}key,{fields}")
    found = next((block for block in blocks[:1] if type(block).__name__ == "Entry"), None)
    lost = len(fields) - len(found.raw) + len(head[0]) + 4 if found else 0
    return found, key, max(begin, end - lost) if found else begin


def _drop_doubled_commas(body: str) -> str:
    kept, depth, after_comma, quoted = list[str](), 0, True, False
    for piece in re.split(r'((?<!\\)[{}"]|,)', body):
        depth += (piece == "{") - (piece == "}")
        quoted ^= piece == '"' and depth == 0
        if piece == "," and depth == 0 and not quoted:
            if after_comma:
                continue
            after_comma = True
        elif piece.strip():
            after_comma = False
        kept.append(piece)
    return "".join(kept)


def _explain(reason: str) -> str:
    """Return in plain words why the parser gave an item up."""
    if "end of file" in reason or "block start" in reason:
        return "a brace or a quotation mark in it is never closed"
    if "end of the entry" in reason:
        return "a field in it has no value"
    return "a comma or an equals sign in it is missing, or one is too many"


class _StringWords:
    """The words of `@string` so far, by which values are read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.words = {month: month for month in _MONTHS}
        self.may_add = _WORDS_MAY_ADD

    def define(self, name: str, written: str, line: int) -> None:
        self.words[name.casefold()] = self._read_value(written, line)[0]

    def read_fields(self, fields: list[Any], line: int) -> dict[str, str]:
        """Return the fields of an item, each name in small letters; the first of a name counts, as in BibTeX."""
        read: dict[str, str] = {}
        for field in fields:
            name, rest = field.key, field.value
            name = name.rpartition("\n")[2].strip()  # before it stand comments alone
            while name and not name.startswith("%"):
                value, rest = self._read_value(rest, line)
                read.setdefault(name.casefold(), value)
                more = _FIELD_NAME.match(rest)  # a comma is missing before it
                name, rest = (more[1], rest[more.end() :]) if more else ("", "")
        return read

    def _read_value(self, written: str, line: int) -> tuple[str, str]:
        """Return a value, its parts that `#` joins put together, and what is written behind it."""
        parts, at = list[str](), 0
        while at < len(written):
            part, at = self._read_part(written, at, line)
            parts.append(part)
            joint = re.compile(r"\s*#\s*").match(written, at)
            if not joint:
                break
            at = joint.end()
        rest = written[at:]
        if rest.strip() and not _FIELD_NAME.match(rest):
            return written, ""  # nothing that BibTeX knows: as it stands
        return "".join(parts), rest

    def _read_part(self, written: str, at: int, line: int) -> tuple[str, int]:
        match written[at]:
            case "{":
                end = self._find_closing_brace(written, at)
                return written[at + 1 : end], end + 1
            case '"':
                end = next(self._find_quotes(written, at + 1), len(written))
                return written[at + 1 : end], end + 1
        found = _BARE_WORD.match(written, at)
        if not found:
            return written[at], at + 1
        said = self.words.get(found[0].casefold(), found[0])
        self.may_add -= len(said)
        if self.may_add < 0:
            hint = "Mend it in the file; nothing was changed."
            raise UsageMistake(f"{self.source}, line {line}: the words of @string say too much from here on.", hint)
        return said, found.end()

    @staticmethod
    def _find_closing_brace(written: str, begin: int) -> int:
        depth = 0
        for brace in _BRACE.finditer(written, begin):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return brace.start()
        return len(written)

    @staticmethod
    def _find_quotes(written: str, begin: int) -> Iterator[int]:
        """Yield the places of quotation marks outside braces."""
        depth = 0
        for found in re.compile(r'(?<!\\)[{}]|"').finditer(written, begin):
            if found[0] == '"' and depth == 0:
                yield found.start()
            depth += (found[0] == "{") - (found[0] == "}")


# --- what an item has from others ------------------------------------------------------------------------------------


def inherit_fields(items: list[BibtexItem]) -> list[BibtexItem]:
    """Return the items with the fields they have from those they name by `xdata` and `crossref`."""
    if not any("crossref" in item.fields or "xdata" in item.fields for item in items):
        return items
    known = {item.key.casefold(): item for item in reversed(items)}
    return [item._replace(fields=_collect_fields(item, known, frozenset({item.key.casefold()}))) for item in items]


def _collect_fields(item: BibtexItem, known: Mapping[str, BibtexItem], path: frozenset[str]) -> dict[str, str]:
    fields = dict(item.fields)
    for name in ("xdata", "crossref"):
        for key in fields.get(name, "").casefold().split(","):
            whole = known.get(key.strip()) if key.strip() not in ("", *path) and len(path) < 9 else None
            if not whole:
                continue
            theirs = _collect_fields(whole, known, path | {key.strip()})
            if name == "crossref":
                theirs = _pass_on(theirs, item.sort)
            fields = {**theirs, **fields}
            fields.pop(name, None)
    return fields


def _pass_on(fields: Mapping[str, str], sort: str) -> dict[str, str]:
    """Return what a part of this type has from the whole it stands in: its title as the title of the whole."""
    passed = {name: value for name, value in fields.items() if name not in _INHERITED_BY_NONE}
    place = "journaltitle" if sort in ("article", "suppperiodical") else "booktitle"
    if title := fields.get("title"):
        has_place = any(name in passed for name in ("journal", "journaltitle", "booktitle"))
        passed |= {} if has_place or sort in ("book", "proceedings") else {place: title}
    if sort in ("inbook", "suppbook", "bookinbook") and "author" in fields:
        passed["author"] = fields["author"]
    return passed
