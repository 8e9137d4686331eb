"""The summary as a PDF that a screen reader reads well (PDF/UA-1), set by Typst; and pictures as PNG for Word."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.dates.period import spell_short
from enquiry.documents.charts.svg import render_svg
from enquiry.documents.charts.text import compute_width_percent, format_chart_caption, format_timeline_figures
from enquiry.documents.docx.tables import compute_column_shares
from enquiry.documents.palette import LIGHT
from enquiry.documents.text import REPLACEMENT_CHAR, RenderedDocument, sanitize_line, sanitize_text
from enquiry.insight.summary.blocks import (
    AnyBlock,
    Chart,
    EntryLine,
    Heading,
    Listing,
    Paragraph,
    Quotation,
    Table,
)
from enquiry.insight.summary.build import Summary
from enquiry.insight.summary.collect import is_name_only

if TYPE_CHECKING:
    from typst import Compiler


# --- The summary as the data that the PDF's template lays out: texts as texts, so that none is read as markup.


TemplateData = dict[str, object]

_LONG = re.compile(r"\S{30}(?=\S{6})")


def build_template_data(summary: Summary) -> TemplateData:
    """Return all that the template says."""
    title, day = sanitize_line(summary.heading.text), summary.as_at
    return {
        "title": title,
        "author": sanitize_line(summary.name),
        "day": [day.year, day.month, day.day],
        "colours": LIGHT._asdict(),
        "blocks": list(_build_blocks(summary.blocks)),
    }


def _build_blocks(blocks: Iterable[AnyBlock]) -> Iterator[TemplateData]:
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        yield _build_block(block, heading)


def _build_block(block: AnyBlock, heading: str) -> TemplateData:
    match block:
        case Heading():
            more = {"level": block.level, "number": block.numbered, "disagrees": block.disagrees}
            return {"block": "heading", "text": _prepare_line(block.text), **more}
        case Paragraph():
            label = "" if block.bare else _format_label(block.label)
            return {"block": "paragraph", "label": label, "text": _prepare_text(block.text), "quiet": block.quiet}
        case Quotation():
            return {"block": "quotation", "text": _prepare_text(block.text)}
        case Listing():
            label = _format_label(block.label) if block.titled else ""
            dated = any(line.on for line in block.lines)
            return {
                "block": "listing",
                "label": label,
                "dated": dated,
                "lines": [_build_line(line) for line in block.lines],
            }
        case Table():
            return _table(block, hidden=block.caption.casefold() == heading.casefold())
        case Chart():
            told = {
                "caption": _prepare_text(format_chart_caption(block)),
                "figures": _prepare_text(format_timeline_figures(block)),
                "width": compute_width_percent(block),
            }
            return {
                "block": "picture",
                "svg": render_svg(block),
                "alternative": sanitize_line(block.alternative),
                **told,
            }


def _build_line(line: EntryLine) -> TemplateData:
    asides = (f"({line.aside})" if line.aside else "", f"— {', '.join(line.tags)}" if line.tags else "")
    return {
        "day": spell_short(line.on, year=True) if line.on else "",
        "name": "" if is_name_only(line) else line.name,
        "lead": _prepare_text(f"{line.lead}." if line.lead else ""),
        "text": _prepare_text(line.text),
        "asides": [_prepare_text(aside) for aside in asides if aside],
    }


def _table(table: Table, *, hidden: bool) -> TemplateData:
    head, rows = (
        [_prepare_line(name) for name in table.head],
        [[_prepare_text(cell) for cell in row] for row in table.rows],
    )
    told = {"caption": _prepare_line(table.caption), "hidden": hidden, "widths": compute_column_shares(table)}
    return {"block": "table", "head": head, "rows": rows, **told}


def _format_label(label: str) -> str:
    words = _prepare_line(label)
    return f"{words[:1].upper()}{words[1:]}."


def _prepare_line(text: str) -> str:
    return " ".join(_prepare_text(text).split())


def _prepare_text(text: str) -> str:
    """Return a text with places to break in words that are longer than a line may be."""
    return _LONG.sub("\\g<0>\u200b", sanitize_text(text))


# --- Signs that no font at hand can show: found by trying, and replaced by their names.


ShapeTest = Callable[[str], str | None]
"""Takes some text and returns what of it has no shape, or None where all of it has one."""

_UNSEEN = "\u200d\ufe0e\ufe0f\U000e0020-\U000e007f"
_JOINING = f"{_UNSEEN}\U0001f3fb-\U0001f3ff"
_USUAL = re.compile(f"[\n -\u024f\u2010-\u2027\u2030-\u203a\u20ac\u2122\ufffd\u200b{_UNSEEN}]+")
_TRIES = 6
"""Signs without a shape after which the rest of their script is taken to have none either."""


def find_unsupported_chars(texts: Iterable[str], tried: ShapeTest) -> frozenset[str]:
    """Return the signs of some texts that can't be shown."""
    scripts: dict[str, list[str]] = {}
    for sign in sorted({sign for text in texts for sign in _USUAL.sub("", text)}):
        scripts.setdefault(_script(sign), []).append(sign)
    return frozenset(sign for signs in scripts.values() for sign in _find_unsupported(signs, tried))


def _script(sign: str) -> str:
    category = unicodedata.category(sign)
    return "sign" if category[0] in "SCZ" else unicodedata.name(sign, "").partition(" ")[0]


def _find_unsupported(signs: list[str], tried: ShapeTest) -> list[str]:
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


def replace_unsupported_chars(text: str, missing: frozenset[str]) -> str:
    """Return a text with the signs that can't be shown written out by their names, joined ones as one."""
    if not missing:
        return text
    held = "".join(map(re.escape, sorted(missing)))
    one = f"[{held}][{_JOINING}]*"
    return re.sub(f"{one}(?:(?<=\u200d){one})*", lambda found: _name_chars(found[0]), text)


def _name_chars(signs: str) -> str:
    names = [_name(sign) for sign in signs if not re.match(f"[{_JOINING}]", sign) or len(signs) == 1]
    told = list(dict.fromkeys(name for name in names if name))
    return f"[{', '.join(told)}]" if told else REPLACEMENT_CHAR * len(names)


def _name(sign: str) -> str:
    """Return the name of a sign; none for a letter, whose name says nothing to a reader."""
    return "" if unicodedata.category(sign)[0] in "LMNC" else unicodedata.name(sign, "").lower()


_TEMPLATE = Path(__file__).parent.parent.parent / "data" / "templates" / "summary.typ"
_FONTS = re.compile(r"^\s*font: (\(.*?\)),", re.MULTILINE)
_PROBE = '#set document(title: "x")\n#set text(font: {fonts})\n#json(bytes(sys.inputs.at("document")))'
_PICTURE = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.at("picture")), format: "svg")'
_DOTS_AN_INCH = 144
_NO_SHAPE = re.compile(r'(?:the text|the disallowed codepoint) `"(.+?)"`', re.DOTALL)


def render_typst_pdf(summary: Summary) -> RenderedDocument:
    """Return the summary as a PDF. The same summary gives the same bytes wherever the same fonts are.

    Signs that no font here can show are written out by their names, which is said.
    """
    template, data = _TEMPLATE.read_text(encoding="utf-8"), build_template_data(summary)
    missing = find_unsupported_chars(_collect_texts(data), _TypstShapeTest(template))
    done, missing = _compile_pdf(template.encode(), data, missing)
    return RenderedDocument(done, tuple(_missing_said(missing)))


def _compile_pdf(template: bytes, data: TemplateData, missing: frozenset[str]) -> tuple[bytes, frozenset[str]]:
    """Return the PDF, and the signs written out in it.

    A sign that had a shape alone and has none among others is found here, one at a time.
    """
    from typst import TypstError

    while True:
        inputs = {"document": json.dumps(_replace_missing(data, missing))}
        try:
            return _extract_bytes(
                _get_compiler().compile(template, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
            ), missing
        except TypstError as fault:
            found = _NO_SHAPE.search(fault.message)
            more = missing | set(_unescape_message(found[1]) if found else "")
            if more == missing:
                raise
            missing = more


def render_png(picture: Chart) -> bytes:
    """Return a picture as PNG, sharp enough to be printed."""
    given = {"picture": render_svg(picture)}
    return _extract_bytes(_get_compiler().compile(_PICTURE.encode(), format="png", ppi=_DOTS_AN_INCH, sys_inputs=given))


@cache
def _get_compiler() -> "Compiler":
    """Return the one compiler of a run: to look for the fonts of a machine takes longer than to set a page."""
    from typst import Compiler

    return Compiler()


def _extract_bytes(done: bytes | list[bytes] | None) -> bytes:
    """Return what was compiled: all of a PDF, or the one page of a picture."""
    return done if isinstance(done, bytes) else (done or [b""])[0]


class _TypstShapeTest:
    """Tries whether the template's fonts have shapes for some text."""

    def __init__(self, template: str) -> None:
        found = _FONTS.search(template)
        self.source = _PROBE.replace("{fonts}", found[1] if found else "()").encode()

    def __call__(self, text: str) -> str | None:
        from typst import TypstError

        try:
            given = {"document": json.dumps(text)}
            _get_compiler().compile(self.source, format="pdf", sys_inputs=given, pdf_standards=["ua-1"])
        except TypstError as fault:
            found = _NO_SHAPE.search(fault.message)
            if not found:
                raise
            return _unescape_message(found[1])
        return None


def _unescape_message(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


def _collect_texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _collect_texts(one)
        case dict():
            yield from _collect_texts(list(value.values()))


def _replace_missing(value: object, missing: frozenset[str]) -> object:
    match value:
        case str():
            return replace_unsupported_chars(value, missing)
        case list():
            return [_replace_missing(one, missing) for one in value]
        case dict():
            return {name: _replace_missing(one, missing) for name, one in value.items()}
        case _:
            return value


def _missing_said(missing: frozenset[str]) -> Iterator[str]:
    if missing:
        few = " ".join(sorted(missing)[:8]) + (" …" if len(missing) > 8 else "")
        yield f"No font here has a shape for {few}, so their names or a sign stand there; .html shows them."
