"""The summary as a PDF that a screen reader reads well (PDF/UA-1), set by Typst; and pictures as PNG for Word."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.documents.charts.svg import svg_of
from enquiry.exchange.glyphs import without_shape, written_out
from enquiry.exchange.typst_data import Data, data_of
from enquiry.exchange.written import Written
from enquiry.insight.summary.blocks import Picture
from enquiry.insight.summary.build import Summary

if TYPE_CHECKING:
    from typst import Compiler

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
