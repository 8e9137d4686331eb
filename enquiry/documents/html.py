"""The summary as one page of HTML that needs nothing else: no script, nothing fetched, made for paper and the dark too.

Every text is set as text on an element and never written as markup, so that it can't become any.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never
from xml.etree import ElementTree as ET

from enquiry.documents.charts.svg import build_svg
from enquiry.documents.charts.text import format_chart_caption
from enquiry.documents.text import DARK, LIGHT, keep_figures_whole, pair_with_heading, sanitize_line, sanitize_text
from enquiry.insight.summary import blocks
from enquiry.insight.summary.language import ENGLISH, Language
from enquiry.insight.summary.value import Summary

_LINK = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?'’)\]]")
_STYLE = Path(__file__).parent.parent / "data" / "templates" / "summary.css"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
MANY = 3
"""Headings of the second level from which a page begins with its contents."""


def render_html(summary: Summary) -> str:
    """Return the summary as one page. The same summary gives the same bytes."""
    language = summary.language
    parts = build_parts(summary.blocks, language, names=summary.names)
    headings = [part for part in parts if part.tag == "h2"]
    if len(headings) >= MANY:
        contents = ET.Element("nav", {"aria-label": language.translate("Contents")})
        _set_fixed_words(ET.SubElement(contents, "strong"), "Contents", language)
        items = ET.SubElement(contents, "ol")
        for heading in headings:
            add_link(ET.SubElement(items, "li"), heading.get("id", ""), " ".join(heading.itertext()))
        parts.insert(parts.index(headings[0]), contents)
    return render_page(summary.heading.text, parts, language)


def add_link(part: ET.Element, target: str, words: str) -> None:
    """Add to an element a link to a place on the page."""
    ET.SubElement(part, "a", href=f"#{target}").text = sanitize_line(words)


def render_page(title: str, parts: Iterable[ET.Element], language: Language = ENGLISH) -> str:
    """Return a page of these parts that needs nothing else. The same parts give the same bytes."""
    whole = ET.Element("html", lang=language.tag)
    head = ET.SubElement(whole, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    ET.SubElement(head, "meta", name="color-scheme", content="light dark")
    ET.SubElement(head, "title").text = sanitize_line(title)
    colours = ("; ".join(f"--{name}: {colour}" for name, colour in one._asdict().items()) for one in (LIGHT, DARK))
    light, dark = (f":root {{ {one} }}" for one in colours)
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {dark} }}"
    ET.SubElement(head, "style").text = "\n".join(("", light, dark, _STYLE.read_text(encoding="utf-8")))
    body = ET.SubElement(whole, "body")
    skip = ET.SubElement(body, "a", {"class": "skip", "href": "#document"})
    _set_fixed_words(skip, "Skip to the document", language)
    main = ET.SubElement(body, "main", id="document")
    main.extend(parts)
    return "<!DOCTYPE html>\n" + ET.tostring(whole, encoding="unicode", method="html") + "\n"


def build_parts(told: Iterable[blocks.AnyBlock], language: Language = ENGLISH, *, names: bool) -> list[ET.Element]:
    """Return blocks as elements of a page; with `names` the name of each entry stands beside its day."""
    parts, pictures = list[ET.Element](), 0
    for block, hidden in pair_with_heading(told):
        match block:
            case blocks.Heading():
                parts.append(_build_heading(block, f"part-{len(parts)}", language))
            case blocks.Paragraph():
                parts.append(_build_paragraph(block, language))
            case blocks.Quotation():
                parts.append(ET.Element("blockquote"))
                _add_user_text(ET.SubElement(parts[-1], "p"), block.text)
            case blocks.Listing():
                parts += _build_listing(block, language, names=names)
            case blocks.Table():
                parts.append(_build_table(block, language, hidden=hidden))
            case blocks.Chart():
                pictures += 1
                parts.append(_build_figure(block, f"picture-{pictures}", language))
            case _:
                assert_never(block)
    return parts


def _build_heading(heading: blocks.Heading, key: str, language: Language) -> ET.Element:
    part = ET.Element(f"h{heading.level}", id=key)
    part.attrib.update({"class": "disagrees"} if heading.disagrees else {})
    if heading.numbered:
        ET.SubElement(part, "span", {"class": "number"}).text = heading.numbered
        _add_text(part, " ")
    _add_text(part, keep_figures_whole(sanitize_line(heading.text)))
    _mark_english(part, heading.text, language)
    return part


def _build_paragraph(paragraph: blocks.Paragraph, language: Language) -> ET.Element:
    part = ET.Element("p", {"class": "quiet"} if paragraph.quiet else {})
    if not paragraph.bare:
        _add_label(part, paragraph.title, language)
    if paragraph.blank:
        for _ in range(paragraph.blank):
            ET.SubElement(part, "span", {"class": "rule"})
    else:
        _add_user_text(part, paragraph.text)
    return part


def _build_listing(listing: blocks.Listing, language: Language, *, names: bool) -> Iterator[ET.Element]:
    if listing.titled:
        title = ET.Element("p")
        _add_label(title, listing.title, language)
        yield title
    dated = any(line.on for line in listing.lines)
    items = ET.Element("ul", {"class": "lines" if dated else "lines undated"})
    for line in listing.lines:
        item = ET.SubElement(items, "li")
        if dated:
            day = ET.SubElement(item, "div", {"class": "day"})
            if line.on:
                ET.SubElement(day, "time", datetime=line.on.isoformat()).text = language.spell_short(line.on)
                _add_text(day, " ")
            if names:
                ET.SubElement(day, "span").text = line.name
        words = ET.SubElement(item, "div")
        for place, run in enumerate(line.runs):
            if place:
                _add_text(words, " ")
            part = words
            if run.role is not blocks.RunRole.WORDS:
                lead = run.role is blocks.RunRole.LEAD
                part = ET.SubElement(words, "strong") if lead else ET.SubElement(words, "span", {"class": "aside"})
            aside = run.role is blocks.RunRole.ASIDE
            _add_user_text(part, keep_figures_whole(run.text) if aside else run.text)
    yield items


def _build_figure(picture: blocks.Chart, key: str, language: Language) -> ET.Element:
    figure = ET.Element("figure")
    figure.append(_build_scroll_box(f"{language.translate('Picture')}: {picture.caption}"))
    figure[0].append(build_svg(picture, key, language))
    for size in ("width", "height"):
        figure[0][0].attrib.pop(size)
    _add_user_text(ET.SubElement(figure, "figcaption"), format_chart_caption(picture))
    if picture.numbers:
        numbers = ET.SubElement(figure, "details")
        _set_fixed_words(ET.SubElement(numbers, "summary"), "The figures as a table", language)
        numbers.append(_build_table(picture.numbers, language, hidden=True))
    return figure


def _build_table(table: blocks.Table, language: Language, *, hidden: bool) -> ET.Element:
    held = _build_scroll_box(table.caption)
    part = ET.SubElement(held, "table")
    ET.SubElement(part, "caption", {"class": "unseen"} if hidden else {}).text = sanitize_line(table.caption)
    head = ET.SubElement(ET.SubElement(part, "thead"), "tr")
    for name in table.head:
        ET.SubElement(head, "th", scope="col").text = sanitize_line(name)
        _mark_english(head[-1], name, language)
    rows = ET.SubElement(part, "tbody")
    named = len(table.rows) > 1 or table.head[0] == language.translate("Measure")
    for row in table.rows:
        cells = ET.SubElement(rows, "tr")
        for place, cell in enumerate(row):
            header = named and not place
            _add_user_text(
                ET.SubElement(cells, "th" if header else "td", {"scope": "row"} if header else {}),
                keep_figures_whole(cell),
            )
    return held


def _build_scroll_box(label: str) -> ET.Element:
    """Return a part that scrolls by itself, by keys too, where the page is narrower than what it holds."""
    return ET.Element("div", {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": sanitize_line(label)})


def _add_label(part: ET.Element, title: str, language: Language) -> None:
    ET.SubElement(part, "span", {"class": "label"}).text = f"{sanitize_line(title)}."
    _mark_english(part[-1], title, language)
    _add_text(part, " ")


def _set_fixed_words(part: ET.Element, words: str, language: Language) -> None:
    """Give an element words of the program's own, in the language of the page where it has them."""
    part.text = language.translate(words)
    _mark_english(part, part.text, language)


def _mark_english(part: ET.Element, words: str, language: Language) -> None:
    """Say of an element that it is English, where the page is not and its words had no others."""
    if language.is_english_here(words):
        part.set("lang", ENGLISH.tag)


def _add_user_text(part: ET.Element, text: str) -> None:
    """Add a person's words to an element, in the direction they are read in, their links to the web as links."""
    words, safe, place = ET.SubElement(part, "span", {"class": "said", "dir": "auto"}), sanitize_text(text), 0
    for found in _LINK.finditer(safe):
        _add_text(words, safe[place : found.start()])
        ET.SubElement(words, "a", href=found[0], rel="noreferrer").text = found[0]
        place = found.end()
    _add_text(words, safe[place:])


def _add_text(part: ET.Element, text: str) -> None:
    """Add text to an element's end."""
    if len(part):
        part[-1].tail = (part[-1].tail or "") + text
    else:
        part.text = (part.text or "") + text
