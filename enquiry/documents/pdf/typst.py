"""The summary as a PDF that a screen reader reads well (PDF/UA-1), set by Typst; and pictures as PNG for Word."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.dates.period import short
from enquiry.documents.charts.svg import svg_of
from enquiry.documents.charts.text import beneath, figures_said, share
from enquiry.documents.docx.tables import shares
from enquiry.documents.palette import LIGHT
from enquiry.documents.text import SIGN, Written, on_one_line, printable
from enquiry.insight.summary.blocks import (
    AnyBlock,
    Heading,
    Line,
    Listing,
    Paragraph,
    Picture,
    Quotation,
    Table,
)
from enquiry.insight.summary.build import Summary
from enquiry.insight.summary.collect import named_only

if TYPE_CHECKING:
    from typst import Compiler


# --- The summary as the data that the PDF's template lays out: texts as texts, so that none is read as markup.


Data = dict[str, object]

_LONG = re.compile(r"\S{30}(?=\S{6})")


def data_of(summary: Summary) -> Data:
    """Return all that the template says."""
    title, day = on_one_line(summary.heading.text), summary.as_at
    return {
        "title": title,
        "author": on_one_line(summary.name),
        "day": [day.year, day.month, day.day],
        "colours": LIGHT._asdict(),
        "blocks": list(_blocks(summary.blocks)),
    }


def _blocks(blocks: Iterable[AnyBlock]) -> Iterator[Data]:
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        yield _block(block, heading)


def _block(block: AnyBlock, heading: str) -> Data:
    match block:
        case Heading():
            more = {"level": block.level, "number": block.numbered, "disagrees": block.disagrees}
            return {"block": "heading", "text": _line_text(block.text), **more}
        case Paragraph():
            label = "" if block.bare else _label(block.label)
            return {"block": "paragraph", "label": label, "text": _text(block.text), "quiet": block.quiet}
        case Quotation():
            return {"block": "quotation", "text": _text(block.text)}
        case Listing():
            label = _label(block.label) if block.titled else ""
            dated = any(line.on for line in block.lines)
            return {"block": "listing", "label": label, "dated": dated, "lines": [_line(line) for line in block.lines]}
        case Table():
            return _table(block, hidden=block.caption.casefold() == heading.casefold())
        case Picture():
            told = {"caption": _text(beneath(block)), "figures": _text(figures_said(block)), "width": share(block)}
            return {"block": "picture", "svg": svg_of(block), "alternative": on_one_line(block.alternative), **told}


def _line(line: Line) -> Data:
    asides = (f"({line.aside})" if line.aside else "", f"— {', '.join(line.tags)}" if line.tags else "")
    return {
        "day": short(line.on, year=True) if line.on else "",
        "name": "" if named_only(line) else line.name,
        "lead": _text(f"{line.lead}." if line.lead else ""),
        "text": _text(line.text),
        "asides": [_text(aside) for aside in asides if aside],
    }


def _table(table: Table, *, hidden: bool) -> Data:
    head, rows = [_line_text(name) for name in table.head], [[_text(cell) for cell in row] for row in table.rows]
    told = {"caption": _line_text(table.caption), "hidden": hidden, "widths": shares(table)}
    return {"block": "table", "head": head, "rows": rows, **told}


def _label(label: str) -> str:
    words = _line_text(label)
    return f"{words[:1].upper()}{words[1:]}."


def _line_text(text: str) -> str:
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    """Return a text with places to break in words that are longer than a line may be."""
    return _LONG.sub("\\g<0>\u200b", printable(text))


# --- Signs that no font at hand can show: found by trying, and replaced by their names.


Tried = Callable[[str], str | None]
"""Takes some text and returns what of it has no shape, or None where all of it has one."""

_UNSEEN = "\u200d\ufe0e\ufe0f\U000e0020-\U000e007f"
_JOINING = f"{_UNSEEN}\U0001f3fb-\U0001f3ff"
_USUAL = re.compile(f"[\n -\u024f\u2010-\u2027\u2030-\u203a\u20ac\u2122\ufffd\u200b{_UNSEEN}]+")
_TRIES = 6
"""Signs without a shape after which the rest of their script is taken to have none either."""


def without_shape(texts: Iterable[str], tried: Tried) -> frozenset[str]:
    """Return the signs of some texts that can't be shown."""
    scripts: dict[str, list[str]] = {}
    for sign in sorted({sign for text in texts for sign in _USUAL.sub("", text)}):
        scripts.setdefault(_script(sign), []).append(sign)
    return frozenset(sign for signs in scripts.values() for sign in _missing(signs, tried))


def _script(sign: str) -> str:
    category = unicodedata.category(sign)
    return "sign" if category[0] in "SCZ" else unicodedata.name(sign, "").partition(" ")[0]


def _missing(signs: list[str], tried: Tried) -> list[str]:
    left, missing = list(signs), list[str]()
    while left and (found := tried(" ".join(map(_standing, left)))):
        without = [sign for sign in left if sign in found] or left
        missing += without
        left = [sign for sign in left if sign not in without]
        if len(missing) >= _TRIES:
            return signs
    return missing


def _standing(sign: str) -> str:
    """Return a sign as it can stand alone: a mark needs a letter to stand on."""
    return f"o{sign}" if unicodedata.category(sign).startswith("M") else sign


def written_out(text: str, missing: frozenset[str]) -> str:
    """Return a text with the signs that can't be shown written out by their names, joined ones as one."""
    if not missing:
        return text
    held = "".join(map(re.escape, sorted(missing)))
    one = f"[{held}][{_JOINING}]*"
    return re.sub(f"{one}(?:(?<=\u200d){one})*", lambda found: _named(found[0]), text)


def _named(signs: str) -> str:
    names = [_name(sign) for sign in signs if not re.match(f"[{_JOINING}]", sign) or len(signs) == 1]
    told = list(dict.fromkeys(name for name in names if name))
    return f"[{', '.join(told)}]" if told else SIGN * len(names)


def _name(sign: str) -> str:
    """Return the name of a sign; none for a letter, whose name says nothing to a reader."""
    return "" if unicodedata.category(sign)[0] in "LMNC" else unicodedata.name(sign, "").lower()


_TEMPLATE = Path(__file__).parent.parent.parent / "data" / "templates" / "summary.typ"
_FONTS = re.compile(r"^\s*font: (\(.*?\)),", re.MULTILINE)
_PROBE = '#set document(title: "x")\n#set text(font: {fonts})\n#json(bytes(sys.inputs.at("document")))'
_PICTURE = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.at("picture")), format: "svg")'
_DOTS_AN_INCH = 144
_NO_SHAPE = re.compile(r'(?:the text|the disallowed codepoint) `"(.+?)"`', re.DOTALL)


def pdf_by_typst(summary: Summary) -> Written:
    """Return the summary as a PDF. The same summary gives the same bytes wherever the same fonts are.

    Signs that no font here can show are written out by their names, which is said.
    """
    template, data = _TEMPLATE.read_text(encoding="utf-8"), data_of(summary)
    missing = without_shape(_texts(data), _Tried(template))
    done, missing = _compiled(template.encode(), data, missing)
    return Written(done, tuple(_missing_said(missing)))


def _compiled(template: bytes, data: Data, missing: frozenset[str]) -> tuple[bytes, frozenset[str]]:
    """Return the PDF, and the signs written out in it.

    A sign that had a shape alone and has none among others is found here, one at a time.
    """
    from typst import TypstError

    while True:
        inputs = {"document": json.dumps(_without(data, missing))}
        try:
            return _bytes(
                _compiler().compile(template, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
            ), missing
        except TypstError as fault:
            found = _NO_SHAPE.search(fault.message)
            more = missing | set(_unescaped(found[1]) if found else "")
            if more == missing:
                raise
            missing = more


def png_of(picture: Picture) -> bytes:
    """Return a picture as PNG, sharp enough to be printed."""
    given = {"picture": svg_of(picture)}
    return _bytes(_compiler().compile(_PICTURE.encode(), format="png", ppi=_DOTS_AN_INCH, sys_inputs=given))


@cache
def _compiler() -> "Compiler":
    """Return the one compiler of a run: to look for the fonts of a machine takes longer than to set a page."""
    from typst import Compiler

    return Compiler()


def _bytes(done: bytes | list[bytes] | None) -> bytes:
    """Return what was compiled: all of a PDF, or the one page of a picture."""
    return done if isinstance(done, bytes) else (done or [b""])[0]


class _Tried:
    """Tries whether the template's fonts have shapes for some text."""

    def __init__(self, template: str) -> None:
        found = _FONTS.search(template)
        self.source = _PROBE.replace("{fonts}", found[1] if found else "()").encode()

    def __call__(self, text: str) -> str | None:
        from typst import TypstError

        try:
            given = {"document": json.dumps(text)}
            _compiler().compile(self.source, format="pdf", sys_inputs=given, pdf_standards=["ua-1"])
        except TypstError as fault:
            found = _NO_SHAPE.search(fault.message)
            if not found:
                raise
            return _unescaped(found[1])
        return None


def _unescaped(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _texts(one)
        case dict():
            yield from _texts(list(value.values()))


def _without(value: object, missing: frozenset[str]) -> object:
    match value:
        case str():
            return written_out(value, missing)
        case list():
            return [_without(one, missing) for one in value]
        case dict():
            return {name: _without(one, missing) for name, one in value.items()}
        case _:
            return value


def _missing_said(missing: frozenset[str]) -> Iterator[str]:
    if missing:
        few = " ".join(sorted(missing)[:8]) + (" …" if len(missing) > 8 else "")
        yield f"No font here has a shape for {few}, so their names or a sign stand there; .html shows them."
