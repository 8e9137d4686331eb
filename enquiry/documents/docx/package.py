"""The file a Word document begins as and the one it becomes.

It begins as a plain one in the program's own styles, or as a school's, emptied of its text. It becomes one without
anyone's name but the one chosen, and the same bytes every time.
"""

import io
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from enquiry.documents.docx import styles
from enquiry.documents.text import sanitize_line
from enquiry.errors import UsageMistake
from enquiry.insight.summary.value import Summary

if TYPE_CHECKING:
    from docx.document import Document

_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
TABLE = "Table Grid"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>enquiry</Application>'
    b"</Properties>"
)
_EMPTIED = (
    *("last_modified_by", "comments", "keywords", "subject"),
    *("category", "content_status", "identifier", "version"),
)
"""The properties of a document that are emptied."""

_IDENTIFYING_PARTS = (
    *("thumbnail", "custom-properties", "comments", "commentsExtended"),
    *("commentsIds", "people", "attachedTemplate"),
)
"""Parts that a template may have and that say who made it, what with and where."""


def create_plain_document() -> "Document":
    """Return an empty document in the program's own styles, on A4 paper, in British English."""
    from docx import Document

    document = Document()
    styles.set_language(document, everywhere=True)
    for name, look in {"Normal": styles.NORMAL, **styles.STYLES}.items():
        styles.set_look(document.styles[name], look)
    styles.set_page_layout(document)
    return document


def open_template(name: str, data: bytes) -> tuple["Document", tuple[str, ...]]:
    """Return a school's document without its text, and what is to be said of it.

    A style it lacks is added in the program's own look. Its last section (page, header, footer) stays.
    Raises UsageMistake for what is no Word file.
    """
    from docx.enum.style import WD_STYLE_TYPE

    document = _read_document(name, data)
    there = {style.name for style in document.styles}
    missing = [name for name in (*styles.STYLES, TABLE) if name not in there]
    for one in missing:
        kind = WD_STYLE_TYPE.TABLE if one == TABLE else WD_STYLE_TYPE.PARAGRAPH
        style = document.styles.add_style(one, kind, builtin=True)
        if look := styles.STYLES.get(one):
            styles.set_look(style, look)
    styles.set_language(document, everywhere=False)
    body: Any = document.element.body
    parts = [part for part in body if not part.tag.endswith("}sectPr")]
    said = []
    if missing:
        names = ", ".join(f"“{one}”" for one in missing)
        said.append(f"{name} has no style {names}; the program's own took its place.")
    if any(text.strip() for part in parts for text in part.itertext()):
        said.append(f"The text in {name} was left out; its styles, page, header and footer are used.")
    for part in parts:
        body.remove(part)
    return document, tuple(said)


def _read_document(name: str, data: bytes) -> "Document":
    """Return a Word file as a document; of a template (.dotx) the document it would become."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    stream = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(data)) as given, ZipFile(stream, "w") as turned:
            for info in given.infolist():
                held = given.read(info)
                turned.writestr(info, held.replace(_TEMPLATE, _DOCUMENT) if info.filename == _TYPES else held)
        return Document(stream)
    except (PackageNotFoundError, BadZipFile, ValueError, KeyError, SyntaxError, OSError, AttributeError) as fault:
        hint = "Give a .docx or .dotx file that Word can open, or leave --template out."
        raise UsageMistake(f"{name} is not a Word document that can be used.", hint) from fault


def pack_docx(document: "Document", summary: Summary) -> bytes:
    """Return the document as a file that says of its making only the display name and the day it is as at.

    Each part of the file has the same day, so that the file is the same whenever it is written.
    """
    told = document.core_properties
    told.title, told.author = (sanitize_line(text)[:255] for text in (summary.heading.text, summary.name))
    told.language, told.revision = "en-GB", 1
    told.created = told.modified = told.last_printed = datetime.combine(summary.as_at, time())
    for name in _EMPTIED:
        setattr(told, name, "")
    package = document.part.package
    for relationships in (package.rels, *(part.rels for part in package.iter_parts())):
        for name, relationship in list(relationships.items()):
            if relationship.reltype.rpartition("/")[2] in _IDENTIFYING_PARTS:
                del relationships[name]
    for part in package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _PROGRAM  # noqa: SLF001 - the library has no way to write a part it does not know
    for element in document.settings.element.xpath("w:attachedTemplate"):
        document.settings.element.remove(element)
    saved, stream = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as given, ZipFile(stream, "w") as settled:
        for name in given.namelist():
            settled.writestr(ZipInfo(name, _EARLIEST), given.read(name), ZIP_DEFLATED)
    return stream.getvalue()
