"""The document that is written into: a plain one in the program's own styles, or a school's, emptied of its text."""

import io
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from enquiry.documents.docx import styles
from enquiry.errors import UsageMistake

if TYPE_CHECKING:
    from docx.document import Document

_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
TABLE = "Table Grid"


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
        if one in styles.STYLES:
            styles.set_look(style, styles.STYLES[one])
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
