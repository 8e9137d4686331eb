"""The summary as a page: it needs nothing else, lets nothing act, and can be read by whoever can't see it."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.documents.charts.text import format_alternative
from enquiry.documents.html import render_html
from enquiry.documents.text import DARK, LIGHT, Palette
from enquiry.exchange.samples import list_samples
from enquiry.insight.summary.blocks import Chart, Heading, Table
from tests.documents.shared import READ, TODAY, PageChecks, crowd, shown
from tests.documents.test_markdown import filled
from tests.reading_back import Page
from tests.strategies import HOSTILE
from tests.summaries import READERS, document, of_sample, summary_of

OTHERS = [("career", "self"), ("behaviour", "self"), ("new-zealand", "peer")]
CASES = [("primary", reader) for reader in READERS] + OTHERS
ACTIVE = {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use", "foreignobject"}
pages = pytest.mark.parametrize(("name", "reader"), CASES)


def page_of(name: str, reader: str) -> Page:
    return Page(render_html(of_sample(name, reader).summary))


@pages
def test_it_loads_nothing_and_runs_nothing(name: str, reader: str) -> None:
    text = render_html(of_sample(name, reader).summary)
    page = Page(text)
    policy = next(meta["content"] for meta in page.all_of("meta") if meta.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    tags = {tag for tag, _ in page.elements}
    assert not tags & ACTIVE
    assert not re.search(r"@import|url\(|src=|@font-face", text)
    for _, attributes in page.elements:
        assert not [attribute for attribute in attributes if attribute.startswith("on") or attribute == "style"]
    assert all(link["href"].startswith(("http://", "https://", "#")) for link in page.all_of("a"))


@pages
def test_it_is_laid_out_for_whoever_listens(name: str, reader: str) -> None:
    page = page_of(name, reader)
    assert page.all_of("html") == [{"lang": "en-GB"}]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [link["href"][1:] for link in page.all_of("a") if link["href"].startswith("#")]
    assert targets[0] == "document"
    assert set(targets) <= set(ids)


@pages
def test_every_table_and_picture_says_what_it_is(name: str, reader: str) -> None:
    summary = of_sample(name, reader).summary
    page = Page(render_html(summary))
    pictures = [block for block in summary.blocks if isinstance(block, Chart)]
    tables = [block for block in summary.blocks if isinstance(block, Table)] + [p for p in pictures if p.numbers]
    assert len(page.all_of("table")) == len(page.all_of("caption")) == len(tables)
    assert all(head["scope"] in ("col", "row") for head in page.all_of("th"))
    assert [drawn["role"] for drawn in page.all_of("svg")] == ["img"] * len(pictures)
    body = re.search(r"<body>.*</body>", render_html(summary), re.DOTALL)
    assert body
    root = ET.fromstring(body[0])
    drawings = [element for element in root.iter() if element.tag.endswith("}svg")]
    for drawn, picture in zip(drawings, pictures, strict=True):
        title, description = drawn[0], drawn[1]
        assert drawn.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert (title.text, description.text) == (picture.caption, format_alternative(picture))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_adds_no_element_and_no_attribute(text: str) -> None:
    def skeleton(words: str) -> list[tuple[str, tuple[str, ...]]]:
        summary = summary_of(filled(words), as_at=TODAY, title="x", chosen=words)
        return [(tag, tuple(attributes)) for tag, attributes in Page(render_html(summary)).elements if tag != "a"]

    assert skeleton(text.replace("\udc80", "?")) == skeleton("plain words")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://doi.org/10.1037/edu0000001.", ["https://doi.org/10.1037/edu0000001"]),
        ("(http://example.org/a_(b), and more)", ["http://example.org/a_(b"]),
        ("javascript:alert(1) data:text/html,x file:///etc/passwd vbscript:x", []),
        ('https://example.org/"onmouseover="x', ["https://example.org/"]),
        ("<https://example.org/?a=1&b=2>", ["https://example.org/?a=1&b=2"]),
    ],
)
def test_only_addresses_of_the_web_become_links(text: str, links: list[str]) -> None:
    page = Page(render_html(summary_of(crowd((text,)), as_at=TODAY)))
    assert [link["href"] for link in page.all_of("a") if not link["href"].startswith("#")] == links


def test_right_to_left_texts_keep_to_themselves() -> None:
    page = Page(render_html(summary_of(crowd(("שלום עולם",)), as_at=TODAY)))
    assert {said["dir"] for said in page.all_of("span") if said.get("class") == "said"} == {"auto"}


@pytest.mark.parametrize("name", list_samples())
def test_a_page_is_small(name: str) -> None:
    """Its texts, pictures and figures apart, it holds a style of a few kilobytes."""
    page = document(of_sample(name, "self").summary, SummaryFormat.HTML).decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    assert len(style[1]) < 9_000


def test_contents_stand_where_there_are_many_headings() -> None:
    summary = of_sample("primary", "self").summary
    held = [block for block in summary.blocks if isinstance(block, Heading) and block.level == 2]
    page = Page(render_html(summary))
    assert len(page.all_of("nav")) == 1
    assert len([link for link in page.all_of("a") if link["href"].startswith("#part-")]) == len(held)
    assert not page_of("behaviour", "handover").all_of("nav")


# Contrast, which nothing else judges inside pictures


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour. Source: WCAG 2.2, "relative luminance"."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_read_and_what_is_looked_at_stand_out(palette: Palette) -> None:
    for behind in (palette.paper, palette.tint):
        for letters in (palette.ink, palette.quiet, palette.accent, palette.attention):
            assert contrast(letters, behind) >= 4.5, (letters, behind)
        assert contrast(palette.line, behind) >= 3


def test_the_page_has_both_palettes_and_prints_the_light_one() -> None:
    style = render_html(of_sample("primary", "prd").summary).split("<style>")[1].split("</style>")[0]
    assert LIGHT.accent in style
    assert f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --paper: {DARK.paper}" in style


# Its text


class TestText(PageChecks):
    form = SummaryFormat.HTML


def test_a_hundred_hostile_texts_stand_there_as_text() -> None:
    assert len(HOSTILE) > 60
    text = READ[SummaryFormat.HTML](summary_of(crowd(HOSTILE), as_at=TODAY))
    assert not [one for one in HOSTILE if shown(one) not in text]
