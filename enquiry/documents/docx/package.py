"""The file a Word document becomes: without anyone's name but the one chosen, and the same bytes every time."""

import io
from datetime import datetime, time
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from enquiry.documents.text import sanitize_line
from enquiry.insight.summary.build import Summary

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from docx.opc.rel import Relationships

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>enquiry</Application>'
    b"</Properties>"
)
_IDENTIFYING_PARTS = (
    "thumbnail",
    "custom-properties",
    "comments",
    "commentsExtended",
    "commentsIds",
    "people",
    "attachedTemplate",
)
"""Parts that a template may have and that say who made it, what with and where."""


def pack_docx(document: "Document", summary: Summary) -> bytes:
    """Return the document as a file that says of its making only the display name and the day it is as at."""
    _set_properties(document, summary)
    _remove_identifying_parts(document)
    stream = io.BytesIO()
    document.save(stream)
    return _normalise_zip(stream.getvalue())


def _set_properties(document: "Document", summary: Summary) -> None:
    told, day = document.core_properties, datetime.combine(summary.as_at, time())
    told.title, told.author, told.language = (
        sanitize_line(summary.heading.text)[:255],
        sanitize_line(summary.name)[:255],
        "en-GB",
    )
    told.created = told.modified = told.last_printed = day
    told.revision = 1
    for name in (
        "last_modified_by",
        "comments",
        "keywords",
        "subject",
        "category",
        "content_status",
        "identifier",
        "version",
    ):
        setattr(told, name, "")


def _remove_identifying_parts(document: "Document") -> None:
    package = document.part.package
    held = [package.rels, *(part.rels for part in package.iter_parts())]
    for relationships in held:
        _leave_out_of(relationships)
    for part in package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            _put(part, _PROGRAM)
    for element in document.settings.element.xpath("w:attachedTemplate"):
        document.settings.element.remove(element)


def _leave_out_of(relationships: "Relationships") -> None:
    for name, relationship in list(relationships.items()):
        if relationship.reltype.rpartition("/")[2] in _IDENTIFYING_PARTS:
            del relationships[name]


def _put(part: "Part", data: bytes) -> None:
    part._blob = data  # noqa: SLF001 - the library has no way to write a part it does not know


def _normalise_zip(data: bytes) -> bytes:
    """Return a file of the same parts, each with the same day, so that it is the same whenever it is written."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as given, ZipFile(stream, "w") as settled:
        for name in given.namelist():
            settled.writestr(ZipInfo(name, _EARLIEST), given.read(name), ZIP_DEFLATED)
    return stream.getvalue()
