"""The document that is written into: a plain one in the program's own styles, or a school's, emptied of its text."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from enquiry.documents.docx import styles as docx_look
from enquiry.errors import UsageMistake

if TYPE_CHECKING:
    from docx.document import Document

_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
PARAGRAPHS = ("Heading 1", "Heading 2", "Heading 3", "List Bullet", "Quote", "Caption")
TABLE = "Table Grid"


def create_plain_document() -> "Document":
    """Return an empty document in the program's own styles, on A4 paper, in British English."""
    from docx import Document

    document = Document()
    docx_look.set_page_size(document)
    docx_look.set_language(document, everywhere=True)
    docx_look.style_normal(document)
    for name in PARAGRAPHS:
        docx_look.STYLES[name](document.styles[name])
    docx_look.add_page_numbers(document)
    return document


def open_template(name: str, data: bytes) -> tuple["Document", tuple[str, ...]]:
    """Return a school's document without its text, and what is to be said of it.

    A style it lacks is added in the program's own look. Raises UsageMistake for what is no Word file.
    """
    document = _read_document(name, data)
    missing = _add_missing_styles(document)
    docx_look.set_language(document, everywhere=False)
    left_out = _clear_body(document)
    return document, tuple(_list_template_notes(name, missing, left_out=left_out))


def _read_document(name: str, data: bytes) -> "Document":
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return Document(io.BytesIO(_convert_template(data)))
    except (PackageNotFoundError, BadZipFile, ValueError, KeyError, SyntaxError, OSError, AttributeError) as fault:
        hint = "Give a .docx or .dotx file that Word can open, or leave --template out."
        raise UsageMistake(f"{name} is not a Word document that can be used.", hint) from fault


def _convert_template(data: bytes) -> bytes:
    """Return a Word template (.dotx) as the document it would become; anything else as it is."""
    with ZipFile(io.BytesIO(data)) as given:
        if _TEMPLATE not in given.read(_TYPES):
            return data
        stream = io.BytesIO()
        with ZipFile(stream, "w") as turned:
            for info in given.infolist():
                held = given.read(info)
                turned.writestr(info, held.replace(_TEMPLATE, _DOCUMENT) if info.filename == _TYPES else held)
    return stream.getvalue()


def _add_missing_styles(document: "Document") -> list[str]:
    """Add the styles that are missing, and return their names."""
    from docx.enum.style import WD_STYLE_TYPE

    names = {style.name for style in document.styles}
    missing = [name for name in PARAGRAPHS if name not in names]
    for name in missing:
        docx_look.STYLES[name](document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True))
    if TABLE not in names:
        document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE, builtin=True)
        missing.append(TABLE)
    return missing


def _clear_body(document: "Document") -> bool:
    """Take the text out of a document's body, and say whether there was any. Its last section stays."""
    body: Any = document.element.body
    parts = [part for part in body if not part.tag.endswith("}sectPr")]
    held = any(text.strip() for part in parts for text in part.itertext())
    for part in parts:
        body.remove(part)
    return held


def _list_template_notes(name: str, missing: list[str], *, left_out: bool) -> Iterator[str]:
    if missing:
        yield f"{name} has no style {', '.join(f'“{one}”' for one in missing)}; the program's own took its place."
    if left_out:
        yield f"The text in {name} was left out; its styles, page, header and footer are used."
