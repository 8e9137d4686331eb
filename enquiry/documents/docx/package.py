"""The file a Word document begins as and the one it becomes.

It begins as a plain one in the program's own styles, or as a school's (`template`). It becomes one without anyone's
name but the one chosen, and the same bytes every time.
"""

import io
from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from enquiry.documents.docx import styles
from enquiry.documents.docx.template import prune_parts
from enquiry.documents.text import sanitize_line
from enquiry.insight.summary.value import Summary

if TYPE_CHECKING:
    from docx.document import Document

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
_TYPES = "[Content_Types].xml"
_DATES = ("created", "modified", "lastPrinted")


def create_plain_document(language: str) -> "Document":
    """Return an empty document in the program's own styles, on A4 paper, in a language named by its tag."""
    from docx import Document

    document = Document()
    styles.set_language(document, language, everywhere=True)
    for name, look in {"Normal": styles.NORMAL, **styles.STYLES}.items():
        styles.set_look(document.styles[name], look)
    styles.set_page_layout(document, " of " if language == styles.LANGUAGE else " / ")
    return document


def pack_docx(document: "Document", summary: Summary) -> bytes:
    """Return the document as a file that says of its making only the display name and, but for a gift, its day.

    Each part of the file has the same day, so that the file is the same whenever it is written.
    """
    told = document.core_properties
    told.title, told.author = (sanitize_line(text)[:255] for text in (summary.heading.text, summary.name))
    told.language, told.revision = summary.language.tag, 1
    told.created = told.modified = told.last_printed = datetime.combine(summary.as_at, time())
    for name in _EMPTIED:
        setattr(told, name, "")
    if summary.gift:  # which tells nothing but what is seen in it
        for element in [one for one in told._element if one.tag.rpartition("}")[2] in _DATES]:  # noqa: SLF001
            told._element.remove(element)  # noqa: SLF001
    list(prune_parts(document))
    parts = list(document.part.package.iter_parts())
    members: dict[str, bytes] = {_TYPES: _list_content_types(parts), "_rels/.rels": document.part.package.rels.xml}
    for part in parts:
        held = _PROGRAM if part.partname == "/docProps/app.xml" else part.blob
        if hasattr(part, "element") and b"rsid" in held:
            _drop_revision_marks(part.element)
            held = part.blob
        members[part.partname.membername] = held
        if part.rels:
            members[part.partname.rels_uri.membername] = part.rels.xml
    stream = io.BytesIO()
    with ZipFile(stream, "w") as packed:
        for name, held in members.items():
            pressed = name.endswith(".png")  # which is as small as it gets
            packed.writestr(ZipInfo(name, _EARLIEST), held, ZIP_STORED if pressed else ZIP_DEFLATED)
    return stream.getvalue()


def _list_content_types(parts: Iterable[Any]) -> bytes:
    """Return the list of what each part of a file is, with which it begins."""
    from docx.opc import oxml
    from docx.opc.constants import CONTENT_TYPE

    library: Any = oxml
    listed = library.CT_Types.new()
    for ending, kind in (("rels", CONTENT_TYPE.OPC_RELATIONSHIPS), ("xml", CONTENT_TYPE.XML)):
        listed.add_default(ending, kind)
    for part in parts:
        listed.add_override(part.partname, part.content_type)
    held: bytes = library.serialize_part_xml(listed)
    return held


def _drop_revision_marks(root: Any) -> None:
    """Take away the numbers by which Word tells sittings of editing apart (rsid), which a template brings along."""
    for mark in root.xpath("//@*[starts-with(local-name(), 'rsid')]"):
        del mark.getparent().attrib[mark.attrname]
    for element in root.xpath("//*[local-name() = 'rsid' or local-name() = 'rsids']"):
        element.getparent().remove(element)
