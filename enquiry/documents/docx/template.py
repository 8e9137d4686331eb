"""A school's Word document as a template: its styles, page, header and footer, and nothing that acts or names people.

What may stay is listed, and all else goes: macros, links to other files, embedded objects, custom XML, fields that do
more than count pages, and the names of those who changed it.
"""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from enquiry.documents.docx import styles
from enquiry.errors import UsageMistake
from enquiry.foreign_files import unpack_word_file

if TYPE_CHECKING:
    from docx.document import Document

TABLE = "Table Grid"
HINT = "Give a .docx or .dotx file that Word can open, or leave --template out."

_OFFICE = rb"application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCUMENT = _OFFICE + rb".document.main+xml"
_OPENED_AS_DOCUMENTS = re.compile(
    _OFFICE.replace(b".", rb"\.")
    + rb"\.template\.main\+xml"
    + rb"|application/vnd\.ms-word\.(?:document\.macroEnabled|template\.macroEnabledTemplate)\.main\+xml"
)
_TYPES = "[Content_Types].xml"
_MAX_STYLES = 2_000

_KEPT = frozenset(
    {"officeDocument", "core-properties", "extended-properties", "styles", "settings", "fontTable", "theme"}
    | {"numbering", "header", "footer", "image", "font"}
)
"""The kinds of relationship that may stay, where they lead within the file."""
_PICTURES = frozenset(f"image/{kind}" for kind in ("png", "jpeg", "gif", "bmp", "tiff", "x-emf", "x-wmf"))
_SETTINGS = frozenset(
    {"zoom", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter"}
    | {"gutterAtTop", "displayBackgroundShape", "defaultTabStop", "autoHyphenation", "hyphenationZone", "compat"}
    | {"doNotHyphenateCaps", "evenAndOddHeaders", "characterSpacingControl", "themeFontLang", "clrSchemeMapping"}
    | {"decimalSymbol", "listSeparator", "consecutiveHyphenLimit", "bookFoldPrinting", "noLineBreaksAfter"}
)
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF"})
"""Fields that count pages or repeat a heading; any other may fetch, run or name something."""

_SAID_OF = {
    **dict.fromkeys(("vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars"), "macros"),
    **dict.fromkeys(("customXml", "custom-properties"), "custom XML"),
    **dict.fromkeys(("oleObject", "package", "control", "aFChunk", "subDocument", "chart"), "embedded objects"),
    **dict.fromkeys(("comments", "commentsExtended", "commentsIds", "people"), "changes and their authors"),
}
"""What is said of a kind of relationship that went; of others, such as a thumbnail, nothing need be."""

_W = styles.W
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("ins", "moveTo", "hyperlink", "customXml", "smartTag"))
_CHANGES = re.compile(
    rf"{_W}(?:del|moveFrom|\w+Change|cell(?:Ins|Del|Merge)|comment\w+|perm(?:Start|End)|\w+Range(?:Start|End))"
)
_BOUND = frozenset(f"{_W}{name}" for name in ("dataBinding", "customXmlPr", "smartTagPr", "footnotePr", "endnotePr"))
_PICTURE_FRAMES = tuple(f"{_W}{name}" for name in ("drawing", "pict", "object"))


def open_template(name: str, data: bytes) -> tuple["Document", tuple[str, ...]]:
    """Return a school's document without its text, and what is to be said of it.

    A style it lacks is added in the program's own look. Its last section (page, header, footer) stays.
    Raises UsageMistake for what is no Word file, and for one that is too large; a damaged one may raise anything.
    """
    document = _read_document(name, data)
    said = [_add_missing_styles(name, document)]
    styles.set_language(document, everywhere=False)
    body: Any = document.element.body
    parts = [part for part in body if not part.tag.endswith("}sectPr")]
    if any(text.strip() for part in parts for text in part.itertext()):
        said.append(f"The text in {name} was left out; its styles, page, header and footer are used.")
    for part in parts:
        body.remove(part)
    _ensure_page(document)
    dropped = [*prune_parts(document), *_clean_parts(document)]
    if told := list(dict.fromkeys(filter(None, dropped))):
        said.append(f"Left out of {name} too: {', '.join(told)}.")
    return document, tuple(filter(None, said))


def _read_document(name: str, data: bytes) -> "Document":
    """Return a Word file as a document; of a template (.dotx) and of one with macros the document it would become."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    stream = io.BytesIO()
    try:
        with ZipFile(stream, "w") as turned:
            for part, held in unpack_word_file(data, name, HINT).items():
                turned.writestr(part, _OPENED_AS_DOCUMENTS.sub(_DOCUMENT, held) if part == _TYPES else held)
        return Document(stream)
    except (PackageNotFoundError, BadZipFile, ValueError, KeyError, SyntaxError, OSError, AttributeError) as fault:
        raise UsageMistake(f"{name} is not a Word document that can be used.", HINT) from fault


def _add_missing_styles(name: str, document: "Document") -> str:
    """Add the styles that a document lacks in the program's own look; return what is to be said of it."""
    from docx.enum.style import WD_STYLE_TYPE

    there = {style.name for style in document.styles}
    if len(document.styles) > _MAX_STYLES:
        raise UsageMistake(f"{name} has more than {_MAX_STYLES:,} styles.", HINT)
    missing = [one for one in (*styles.STYLES, TABLE) if one not in there]
    for one in missing:
        kind = WD_STYLE_TYPE.TABLE if one == TABLE else WD_STYLE_TYPE.PARAGRAPH
        style = document.styles.add_style(one, kind, builtin=True)
        if look := styles.STYLES.get(one):
            styles.set_look(style, look)
    names = ", ".join(f"“{one}”" for one in missing)
    return f"{name} has no style {names}; the program's own took its place." if missing else ""


def _ensure_page(document: "Document") -> None:
    """See to it that the document has a page of a size on which a text fits."""
    from docx.shared import Mm

    body: Any = document.element.body
    body.get_or_add_sectPr()
    section = document.sections[-1]
    edges = (section.left_margin or 0) + (section.right_margin or 0)
    if not Mm(50) < (section.page_width or 0) - edges < Mm(1000) or not Mm(50) < (section.page_height or 0) < Mm(1000):
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(24)
    section.left_margin, section.right_margin = (edge or Mm(0) for edge in (section.left_margin, section.right_margin))


def prune_parts(document: "Document") -> Iterator[str]:
    """Take away every part of a document but those that may stay; yield what is to be said of what went."""
    package = document.part.package
    for part in [package, *package.iter_parts()]:
        for name, relationship in list(part.rels.items()):
            kind = relationship.reltype.rpartition("/")[2]
            within = None if relationship.is_external else relationship.target_part
            if within is None or not _may_stay(kind, within):
                del part.rels[name]
                yield "links to other files" if within is None else _SAID_OF.get(kind, "")


def _may_stay(kind: str, part: Any) -> bool:
    """Say whether a part may stay: one whose XML is not looked at, only where all that it leads to may."""
    if kind not in _KEPT or (kind == "image" and part.content_type not in _PICTURES):
        return False
    return hasattr(part, "element") or all(
        not one.is_external and one.reltype.rpartition("/")[2] in _KEPT for one in part.rels.values()
    )


def _clean_parts(document: "Document") -> Iterator[str]:
    """Take away what acts or tells of people within the parts that stay; yield what is to be said of it."""
    for setting in list(document.settings.element):
        if not isinstance(setting.tag, str) or setting.tag.removeprefix(_W) not in _SETTINGS:
            document.settings.element.remove(setting)
    properties: Any = document.core_properties
    properties._element[:] = []  # noqa: SLF001 - the library names some of them only
    for part in document.part.package.iter_parts():
        root = getattr(part, "element", None)
        if root is not None:
            yield from _drop_changes(root)
            yield from _drop_fields(root)
            yield from _drop_references(root, set(part.rels))


def _drop_changes(root: Any) -> Iterator[str]:
    """Take away tracked changes, what they took out and comments, and what binds a text to data beside it."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):  # a comment or an instruction in the XML itself
            _remove(element)
        elif _CHANGES.fullmatch(element.tag):
            _remove(element)
            yield "changes and their authors"
        elif element.tag in _BOUND:
            _remove(element)
        elif element.tag in _WRAPPERS:
            yield "changes and their authors" if element.tag.endswith(("}ins", "}moveTo")) else ""
            if not element.tag.endswith("}hyperlink") or f"{_R}id" in element.attrib:
                parent = element.getparent()
                parent[parent.index(element) : parent.index(element) + 1] = list(element)


def _drop_fields(root: Any) -> Iterator[str]:
    """Take away fields that do more than those listed, with what they last showed."""
    gone = [field for field in root.iter(f"{_W}fldSimple") if not _is_field_kept(field.get(f"{_W}instr", ""))]
    runs, opened = list(root.iter(f"{_W}r")), list[tuple[int, list[str]]]()
    for place, run in enumerate(runs):
        for child in run:
            if child.tag == f"{_W}instrText" and opened:
                opened[-1][1].append(child.text or "")
            elif child.tag == f"{_W}fldChar" and child.get(f"{_W}fldCharType") == "begin":
                opened.append((place, []))
            elif child.tag == f"{_W}fldChar" and child.get(f"{_W}fldCharType") == "end" and opened:
                begin, instruction = opened.pop()
                gone += [] if _is_field_kept("".join(instruction)) else runs[begin : place + 1]
    gone += runs[opened[0][0] :] if opened else []  # one that never ends
    for element in gone:
        _remove(element)
    if gone:
        yield "live fields"


def _is_field_kept(instruction: str) -> bool:
    return (instruction.split() or [""])[0].upper() in _FIELDS


def _drop_references(root: Any, there: set[str]) -> Iterator[str]:
    """Take away what refers to parts that went, and addresses that stand in the drawing itself."""
    for element in list(root.iter()):
        for key, value in list(element.attrib.items()):
            name = key.rpartition("}")[2]
            if name in ("href", "althref", "src") or (key == f"{_R}link" and value not in there):
                del element.attrib[key]
                yield "links to other files"
            elif key.startswith(_R) and value not in there:
                frame = next((one for one in element.iterancestors() if one.tag in _PICTURE_FRAMES), element)
                alone = element.tag.endswith(("}hlinkClick", "}hlinkHover", "}svgBlip"))
                _remove(element if alone else frame)


def _remove(element: Any) -> None:
    """Take an element out of its tree with all that is in it, whatever follows it left in place."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
