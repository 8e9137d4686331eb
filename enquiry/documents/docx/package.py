"""The file a Word document becomes: without anyone's name but the one chosen, and the same bytes every time."""

import io
from datetime import datetime, time
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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

_IDENTIFYING_PARTS = (
    *("thumbnail", "custom-properties", "comments", "commentsExtended"),
    *("commentsIds", "people", "attachedTemplate"),
)
"""Parts that a template may have and that say who made it, what with and where."""


def pack_docx(document: "Document", summary: Summary) -> bytes:
    """Return the document as a file that says of its making only the display name and the day it is as at.

    Each part of the file has the same day, so that the file is the same whenever it is written.
    """
    told, day = document.core_properties, datetime.combine(summary.as_at, time())
    told.title, told.language = sanitize_line(summary.heading.text)[:255], "en-GB"
    told.author = sanitize_line(summary.name)[:255]
    told.created = told.modified = told.last_printed = day
    told.revision = 1
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
