"""The summary as a PDF that a screen reader reads well (PDF/UA-1), set by Typst; and charts as PNG for Word.

The template gets the summary as data, texts as texts, so that none is read as markup. PDF/UA refuses a character that
no font at hand has a shape for: such characters are found as the page is set, and written out by their names.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from enquiry.documents import RenderedDocument
from enquiry.documents.charts import text as charts
from enquiry.documents.charts.svg import draw_chart, render_svg
from enquiry.documents.docx.tables import MOST_WHOLE, compute_column_shares
from enquiry.documents.text import (
    LIGHT,
    REPLACEMENT_CHAR,
    keep_figures_whole,
    pair_with_heading,
    sanitize_line,
    sanitize_text,
)
from enquiry.insight.summary import blocks
from enquiry.insight.summary.language import ENGLISH, Language
from enquiry.insight.summary.value import Summary

if TYPE_CHECKING:
    from typst import Compiler

TemplateData = dict[str, object]

_TEMPLATES = Path(__file__).parent.parent.parent / "data" / "templates"
_DOTS_AN_INCH = 216
_NO_SHAPE = re.compile(r'(?:the text|the disallowed codepoint) `"(.+?)"`', re.DOTALL)
_LONG = re.compile(r"\S{30}(?=\S{6})")
_UNSEEN = "\u200d\ufe0e\ufe0f\U000e0020-\U000e007f"
_JOINING = f"{_UNSEEN}\U0001f3fb-\U0001f3ff"
_USUAL = re.compile(f"[\n -\u024f\u2010-\u2027\u2030-\u203a\u20ac\u2122\ufffd\u200b{_UNSEEN}]+")
"""Characters that every font has, or that have no shape of their own."""

_TRIES = 6
"""Characters without a shape after which the rest of their script is taken to have none either."""


def has_typst() -> bool:
    """Say whether Typst is installed."""
    return find_spec("typst") is not None


def render_typst_pdf(summary: Summary) -> RenderedDocument:
    """Return the summary as a PDF. The same summary gives the same bytes wherever the same fonts are.

    Characters that no font here can show are written out by their names, which is said.
    """
    from typst import TypstError

    template, missing = (_TEMPLATES / "summary.typ").read_bytes(), frozenset[str]()
    data = json.dumps(build_template_data(summary), ensure_ascii=False)
    while True:
        inputs = {"document": replace_unsupported_chars(data, missing)}
        try:
            done = get_compiler().compile(template, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
        except TypstError as fault:
            more = _find_unsupported(fault.message) - missing
            if not more:
                raise
            missing |= more
            for script in map(_get_script, more):
                if sum(_get_script(char) == script for char in missing) >= _TRIES:
                    missing |= {char for char in _USUAL.sub("", data) if _get_script(char) == script}
        else:
            few = " ".join(sorted(missing)[:8]) + (" …" if len(missing) > 8 else "")
            said = f"No font here has a shape for {few}, so their names or a sign stand there; .html shows them."
            return RenderedDocument(done if isinstance(done, bytes) else b"", (said,) if missing else ())


def render_pngs(pictures: Sequence[blocks.Chart], language: Language = ENGLISH) -> list[bytes]:
    """Return charts as PNG, sharp enough to be printed, each drawn as a page of one document.

    Typst draws their shapes: a picture in SVG would be drawn twice, first into one of its own.
    """
    given = {"charts": json.dumps([draw_chart(picture, language).describe() for picture in pictures])}
    pages = get_compiler().compile(
        (_TEMPLATES / "charts.typ").read_bytes(), format="png", ppi=_DOTS_AN_INCH, sys_inputs=given
    )
    return pages if isinstance(pages, list) else [pages or b""]


@cache
def get_compiler() -> "Compiler":
    """Return the one compiler of a run: to look for the fonts of a machine takes longer than to set a page."""
    from typst import Compiler

    return Compiler()


# --- The summary as the data that the template lays out.


def build_template_data(summary: Summary) -> TemplateData:
    """Return all that the template says, as values that JSON can hold."""
    day, language = summary.as_at, summary.language
    name, _, region = language.tag.partition("-")
    return {
        "language": [name, region.lower() if len(region) == 2 else None],
        "pages": "1 of 1" if language.is_english else "1 / 1",
        "title": sanitize_line(summary.heading.text),
        "author": sanitize_line(summary.name),
        "day": None if summary.gift else [day.year, day.month, day.day],  # a gift holds nothing that is not seen
        "colours": LIGHT._asdict(),
        "blocks": [
            _build_block(block, language, hidden=hidden, names=summary.names)
            for block, hidden in pair_with_heading(summary.blocks)
        ],
    }


def _build_block(block: blocks.AnyBlock, language: Language, *, hidden: bool, names: bool) -> TemplateData:
    match block:
        case blocks.Heading():
            more = {"level": block.level, "number": block.numbered, "disagrees": block.disagrees}
            return {"block": "heading", "text": keep_figures_whole(_prepare_line(block.text)), **more}
        case blocks.Paragraph():
            label = "" if block.bare else f"{_prepare_line(block.title)}."
            text = "" if block.blank else _prepare_text(block.text)
            looks = {"quiet": block.quiet, "blank": block.blank}
            return {"block": "paragraph", "label": label, "text": text, **looks}
        case blocks.Quotation():
            return {"block": "quotation", "text": _prepare_text(block.text)}
        case blocks.Listing():
            label = f"{_prepare_line(block.title)}." if block.titled else ""
            dated, lines = any(line.on for line in block.lines), list[TemplateData]()
            for line in block.lines:
                day = language.spell_short(line.on).replace(" ", "\u00a0") if line.on else ""
                runs = {run.role: _prepare_text(run.text) for run in line.runs}
                asides = [
                    keep_figures_whole(runs[role])
                    for role in (blocks.RunRole.ASIDE, blocks.RunRole.TAGS)
                    if role in runs
                ]
                lead, text = runs.get(blocks.RunRole.LEAD, ""), runs[blocks.RunRole.WORDS]
                lines.append(
                    {"day": day, "name": line.name if names else "", "lead": lead, "text": text, "asides": asides}
                )
            return {"block": "listing", "label": label, "dated": dated, "lines": lines}
        case blocks.Table():
            rows = [[keep_figures_whole(_prepare_text(cell)) for cell in row] for row in block.rows]
            told = {"caption": _prepare_line(block.caption), "hidden": hidden, "widths": compute_column_shares(block)}
            told["whole"] = len(block.rows) <= MOST_WHOLE
            return {"block": "table", "head": [*map(_prepare_line, block.head)], "rows": rows, **told}
        case blocks.Chart():
            caption = _prepare_text(charts.format_chart_caption(block))
            drawn = {"svg": render_svg(block, language), "alternative": sanitize_line(charts.format_alternative(block))}
            width = charts.compute_width_percent(block)
            return {"block": "picture", **drawn, "caption": caption, "width": width}
        case _:
            assert_never(block)


def _prepare_line(text: str) -> str:
    return " ".join(_prepare_text(text).split())


def _prepare_text(text: str) -> str:
    """Return a text with places to break in words that are longer than a line may be."""
    return _LONG.sub("\\g<0>\u200b", sanitize_text(text))


# --- Characters that no font at hand can show, replaced by their names.


def _find_unsupported(message: str) -> frozenset[str]:
    """Return the characters that an error of Typst's names as having no shape; of a letter with marks, the marks."""
    found = _NO_SHAPE.search(message)
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1]) if found else ""
    chars = frozenset(_USUAL.sub("", text))
    return frozenset(char for char in chars if unicodedata.category(char).startswith("M")) or chars


def _get_script(char: str) -> str:
    """Return the script of a letter by its Unicode name; symbols of all kinds count as one."""
    category = unicodedata.category(char)
    return "sign" if category[0] in "SCZ" else unicodedata.name(char, "").partition(" ")[0]


def replace_unsupported_chars(text: str, missing: frozenset[str]) -> str:
    """Return a text with the characters that can't be shown written out by their names in brackets, joined ones as one.

    A letter's name says nothing, so U+FFFD stands for each.
    """

    def name_chars(found: re.Match[str]) -> str:
        seen = [char for char in found[0] if not re.match(f"[{_JOINING}]", char) or len(found[0]) == 1]
        names = [unicodedata.name(char, "").lower() for char in seen if unicodedata.category(char)[0] not in "LMNC"]
        told = list(dict.fromkeys(filter(None, names)))
        return f"[{', '.join(told)}]" if told else REPLACEMENT_CHAR * len(seen)

    if not missing:
        return text
    one = f"[{''.join(map(re.escape, sorted(missing)))}][{_JOINING}]*"
    return re.sub(f"{one}(?:(?<=\u200d){one})*", name_chars, text)
