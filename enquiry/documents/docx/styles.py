"""How a Word document of the program's own looks: its page, its language and its styles."""

from typing import TYPE_CHECKING, Any, NamedTuple

from enquiry.documents.text import LIGHT

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""What the names of Word's own elements and attributes begin with."""

FONT = "Arial"
LANGUAGE = "en-GB"
_SMALL = 8.5


class ParagraphLook(NamedTuple):
    """The look of a style, in points. Without a `size` its letters are those of Normal; `level` counts from 0.

    `lines` is the distance of lines, as a multiple of their height.
    `edge` is a line along one side: which side, its width in eighths of a point, colour and distance.
    """

    after: float
    before: float | None = None
    size: float = 0
    colour: str = LIGHT.ink
    bold: bool = False
    indent: float = 0
    level: int | None = None
    lines: float | None = None
    edge: tuple[str, int, str, int] | None = None


STYLES = {
    "Heading 1": ParagraphLook(6, 0, 20, bold=True, level=0),
    "Heading 2": ParagraphLook(4, 13, 13.5, bold=True, level=1, edge=("w:top", 8, LIGHT.ink, 6)),
    "Heading 3": ParagraphLook(2, 7, 10.5, LIGHT.accent, bold=True, level=2),
    "List Bullet": ParagraphLook(2),
    "Quote": ParagraphLook(6, 4, 11.5, bold=True, indent=10, edge=("w:left", 20, LIGHT.accent, 8)),
    "Caption": ParagraphLook(8, 2, 9.5, LIGHT.quiet),
}
"""The styles a document is written in."""

NORMAL = ParagraphLook(3, 0, 9.5, lines=1.05)
"""The look of the style all others are based on."""


def set_page_layout(document: "Document", of: str = " of ") -> None:
    """Make its page A4, with a number at its foot, and how many there are after `of`."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(19)
    section.top_margin = section.bottom_margin = Mm(15)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    size = f'<w:rPr><w:sz w:val="{round(_SMALL * 2)}"/></w:rPr>'
    for name, after in (("PAGE", of), ("NUMPAGES", "")):
        field = f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r>{size}<w:t>1</w:t></w:r></w:fldSimple>'
        foot._p.append(parse_xml(field))  # noqa: SLF001 - the library has no fields
        foot.add_run(after).font.size = Pt(_SMALL)


def get_text_width(document: "Document") -> Any:
    """Return how wide the text of its last section is, in Word's units (EMU)."""
    section: Any = document.sections[-1]
    return section.page_width - section.left_margin - section.right_margin


def set_language(document: "Document", language: str = LANGUAGE, *, everywhere: bool) -> None:
    """Set a language in the defaults of its styles, and `everywhere` instead of any other that is set."""
    from docx.oxml.ns import qn

    defaults = document.styles.element
    for tag, place in (("w:docDefaults", 0), ("w:rPrDefault", None), ("w:rPr", None), ("w:lang", None)):
        defaults = _ensure_child(defaults, tag, place)
    for element in document.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            if everywhere or element.get(qn(name)) is None:
                element.set(qn(name), language)


def _ensure_child(parent: Any, tag: str, place: int | None = None) -> Any:
    """Return the child of that name, made where it is missing: last, or at its place."""
    from docx.oxml.ns import qn

    found = parent.find(qn(tag))
    if found is None:
        found = make_element(tag)
        parent.insert(len(parent) if place is None else place, found)
    return found


def make_element(tag: str, **attributes: str) -> Any:
    """Return an element that the library has no way to make, its attributes in Word's own namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def append_element(parent: Any, name: str, **attributes: str) -> Any:
    """Return an element of Word's own appended to a parent, its attributes in the same namespace.

    The library looks for the place of each element anew, which is slow where there are thousands.
    """
    element = parent.makeelement(W + name, {W + key: value for key, value in attributes.items()})
    parent.append(element)
    return element


def append_to_body(document: "Document", name: str) -> Any:
    """Return an element of Word's own added to the end of a document, before its last section."""
    element = make_element(f"w:{name}")
    document.element.body[-1].addprevious(element)
    return element


def append_paragraph(document: "Document", style: str = "", *, keep: bool = False) -> Any:
    """Return the element of a paragraph added to the end of a document, in the style of that id.

    `keep` holds it on the page of the next.
    """
    paragraph = append_to_body(document, "p")
    if style or keep:
        properties = append_element(paragraph, "pPr")
        if style:
            append_element(properties, "pStyle", val=style)
        if keep:
            append_element(properties, "keepNext")
    return paragraph


def add_run(paragraph: Any, text: str, *, bold: bool | None = None, colour: str = "", size: float = 0) -> None:
    """Add text to the end of a paragraph's element, in a colour and of a size in points where they are given."""
    run = append_element(paragraph, "r")
    if bold is not None or colour or size:
        looks = append_element(run, "rPr")
        if bold is not None:
            append_element(looks, "b", **({} if bold else {"val": "0"}))
        if colour:
            append_element(looks, "color", val=colour.lstrip("#").upper())
        if size:
            append_element(looks, "sz", val=f"{2 * size:.0f}")
    if any(sign in text for sign in "\n\r\t"):
        run.text = text  # for each of which the library has an element
    elif text:
        words = append_element(run, "t")
        words.text = text
        if text != text.strip():
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def set_look(style: Any, look: ParagraphLook) -> None:
    """Give a paragraph style a look."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    form = style.paragraph_format
    if look.size:  # its letters stand in place of the theme's
        style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(look.size), look.bold, False
        style.font.color.rgb = RGBColor.from_string(look.colour.lstrip("#").upper())
        fonts = style.element.rPr.rFonts
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]
        for name in ("w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(name), FONT)
    if look.before is not None:
        form.space_before = Pt(look.before)
    form.space_after = Pt(look.after)
    if look.lines:
        form.line_spacing = look.lines
    if look.indent:
        form.left_indent = Pt(look.indent)
    if look.level is not None:  # by which a reader finds a heading whatever it looks like
        form.keep_with_next = True
        _ensure_child(style.element.get_or_add_pPr(), "w:outlineLvl").set(qn("w:val"), str(look.level))
    if look.edge:
        side, size, colour, space = look.edge
        properties = style.element.get_or_add_pPr()
        for old in properties.findall(qn("w:pBdr")):
            properties.remove(old)
        edges = make_element("w:pBdr")
        edges.append(make_element(side, val="single", sz=str(size), space=str(space), color=colour.lstrip("#")))
        properties.insert_element_before(edges, *_AFTER_EDGES)


def rule_paragraph(paragraph: Any, *, keep: bool) -> None:
    """Draw a line beneath a paragraph, for something to be written on, and beneath each of several in a row.

    `keep` holds it on the page of the next.
    """
    edges = make_element("w:pBdr")
    for side in ("w:bottom", "w:between"):
        edges.append(make_element(side, val="single", sz="4", space="1", color=LIGHT.line.lstrip("#")))
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.keep_with_next = 0, keep
    paragraph._p.get_or_add_pPr().insert_element_before(edges, *_AFTER_EDGES)  # noqa: SLF001 - the library has no edges


_AFTER_EDGES = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct"),
    *("w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind"),
    *("w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment"),
    *("w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)
"""What follows the edges of a paragraph in the order Word asks for."""
