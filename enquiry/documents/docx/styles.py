"""How a Word document of the program's own looks: its page, its language and its styles."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from enquiry.documents.palette import LIGHT

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Arial"
LANGUAGE = "en-GB"
_SMALL = 8.5


def set_page_size(document: "Document") -> None:
    """Make its page A4."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin = section.bottom_margin = Mm(22)


def set_language(document: "Document", *, everywhere: bool) -> None:
    """Say its language in the defaults of its styles, and `everywhere` instead of any other that stands there."""
    from docx.oxml.ns import qn

    defaults = _ensure_child(
        _ensure_child(_ensure_child(document.styles.element, "w:docDefaults", 0), "w:rPrDefault"), "w:rPr"
    )
    _ensure_child(defaults, "w:lang")
    for element in document.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            if everywhere or element.get(qn(name)) is None:
                element.set(qn(name), LANGUAGE)


def _ensure_child(parent: Any, tag: str, place: int | None = None) -> Any:
    """Return the child of that name, made where it is missing: last, or at its place."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    found = parent.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        parent.insert(len(parent) if place is None else place, found)
    return found


def style_normal(document: "Document") -> None:
    """Set the style all others are based on."""
    style: Any = document.styles["Normal"]
    _set_font(style, 10.5, LIGHT.ink)
    _set_spacing(style, 0, 6, 1.2)


def add_page_numbers(document: "Document") -> None:
    """Put a number at the foot of its pages."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for name, after in (("PAGE", " of "), ("NUMPAGES", "")):
        foot._p.append(_build_field(name))  # noqa: SLF001 - the library has no fields
        foot.add_run(after).font.size = Pt(_SMALL)


def _build_field(name: str) -> Any:
    """Return a field that Word works out."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    size = f'<w:rPr><w:sz w:val="{round(_SMALL * 2)}"/></w:rPr>'
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r>{size}<w:t>1</w:t></w:r></w:fldSimple>')


# --- the styles -------------------------------------------------------------------------------------------------------


def _style_heading_1(style: Any) -> None:
    _set_font(style, 21, LIGHT.ink, bold=True)
    _set_spacing(style, 0, 8)
    _set_outline_level(style, 0)


def _style_heading_2(style: Any) -> None:
    _set_font(style, 14, LIGHT.ink, bold=True)
    _set_spacing(style, 20, 6)
    _set_outline_level(style, 1)
    _draw_edge(style, "w:top", 8, LIGHT.ink, 6)


def _style_heading_3(style: Any) -> None:
    _set_font(style, 11, LIGHT.accent, bold=True)
    _set_spacing(style, 12, 4)
    _set_outline_level(style, 2)


def _style_list_bullet(style: Any) -> None:
    style.paragraph_format.space_after = _convert_points(4)


def _style_quote(style: Any) -> None:
    _set_font(style, 12, LIGHT.ink, bold=True)
    _set_spacing(style, 4, 8)
    style.paragraph_format.left_indent = _convert_points(10)
    _draw_edge(style, "w:left", 20, LIGHT.accent, 8)


def _style_caption(style: Any) -> None:
    _set_font(style, 9.5, LIGHT.quiet)
    _set_spacing(style, 2, 8)


STYLES: dict[str, Callable[[Any], None]] = {
    "Heading 1": _style_heading_1,
    "Heading 2": _style_heading_2,
    "Heading 3": _style_heading_3,
    "List Bullet": _style_list_bullet,
    "Quote": _style_quote,
    "Caption": _style_caption,
}
"""The styles a document is written in, each with what gives it its look."""


def _convert_points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)


def _set_font(style: Any, size: float, colour: str, *, bold: bool = False) -> None:
    """Set a style's letters, in place of the theme's."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, _convert_points(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for name in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def _set_spacing(style: Any, before: float, after: float, lines: float | None = None) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = _convert_points(before), _convert_points(after)
    if lines:
        form.line_spacing = lines


def _set_outline_level(style: Any, level: int) -> None:
    """Give a heading its level, by which a reader finds it whatever it looks like."""
    from docx.oxml.ns import qn

    style.paragraph_format.keep_with_next = True
    properties = style.element.get_or_add_pPr()
    _ensure_child(properties, "w:outlineLvl").set(qn("w:val"), str(level))


def _draw_edge(style: Any, side: str, size: int, colour: str, space: int) -> None:
    """Draw a line along one side of a style's paragraphs."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    edges, edge = OxmlElement("w:pBdr"), OxmlElement(side)
    for name, value in (("val", "single"), ("sz", str(size)), ("space", str(space)), ("color", colour.lstrip("#"))):
        edge.set(qn(f"w:{name}"), value)
    edges.append(edge)
    properties.insert_element_before(edges, *_AFTER_EDGES)


_AFTER_EDGES = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct"),
    *("w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind"),
    *("w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment"),
    *("w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)
"""What follows the edges of a paragraph in the order Word asks for."""
