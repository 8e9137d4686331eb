"""The file a Word document begins as and the one it becomes.

It begins as a plain one in the program's own styles, or as a school's (`template`). It becomes one without anyone's
name but the one chosen, and the same bytes every time.
"""

import io
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _PROGRAM  # noqa: SLF001 - the library has no way to write a part it does not know
        if hasattr(part, "element"):
            _drop_revision_marks(part.element)
    saved, stream = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as given, ZipFile(stream, "w") as settled:
        for name in given.namelist():
            settled.writestr(ZipInfo(name, _EARLIEST), given.read(name), ZIP_DEFLATED)
    return stream.getvalue()


def _drop_revision_marks(root: Any) -> None:
    """Take away the numbers by which Word tells sittings of editing apart (rsid), which a template brings along."""
    for mark in root.xpath("//@*[starts-with(local-name(), 'rsid')]"):
        del mark.getparent().attrib[mark.attrname]
    for element in root.xpath("//*[local-name() = 'rsid' or local-name() = 'rsids']"):
        element.getparent().remove(element)
