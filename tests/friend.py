"""A colleague who has a gift open in Word: writes in its margin, answers, moves and rewrites, and sends it back.

What Word would write is written as its XML, so that nothing but the gift itself comes from the program.
"""

import io
import re
from copy import deepcopy
from datetime import datetime
from importlib import import_module
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

etree: Any = import_module("lxml.etree")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KINDS = {
    "comments": f"{_R}/comments",
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LATER = datetime(2026, 2, 1, 9, 30)  # noqa: DTZ001 (as Word writes it)


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def element(xml: str) -> Any:
    return etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>')[0]


class Friend:
    """A document as a colleague has it open; `save` returns it as the file that is sent back."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(io.BytesIO(data)) as packed:
            self.parts = {name: packed.read(name) for name in packed.namelist()}
        self.page: Any = etree.fromstring(self.parts["word/document.xml"])
        self.body: Any = self.page.find(w("body"))
        self.comments = list[str]()
        self.threads = list[str]()
        self.last = list[str]()

    def find(self, bookmark: str) -> Any:
        """Return the paragraph around which a bookmark stands."""
        return next(one for one in self.page.iter(w("bookmarkStart")) if one.get(w("name")) == bookmark).getparent()

    def bookmarks(self) -> list[str]:
        """Return the names of all entries' bookmarks, in the order of the page."""
        names = (one.get(w("name")) for one in self.page.iter(w("bookmarkStart")))
        return [name for name in names if re.fullmatch(r"e_\d+_\d+", name)]

    def comment(
        self,
        words: str,
        *paragraphs: Any,
        author: str = "Jo Smith",
        at: datetime | None = LATER,
        answers: int | None = None,
        resolved: bool = False,
    ) -> int:
        """Put a comment at paragraphs, or nowhere; return its number."""
        key = len(self.comments)
        date = f" w:date={quoteattr(at.isoformat() + 'Z')}" if at else ""
        lines = words.split("\n")
        ids = [f"{4096 + 256 * key + place:08X}" for place in range(len(lines))]
        runs = (f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in lines)
        held = "".join(f'<w:p w14:paraId="{one}">{run}</w:p>' for one, run in zip(ids, runs, strict=True))
        about = f'w:id="{key}" w:author={quoteattr(author)}{date}'
        self.comments.append(f'<w:comment {about} w:initials="J">{held}</w:comment>')
        parent = f' w15:paraIdParent="{self.last[answers]}"' if answers is not None else ""
        self.threads.append(f'<w15:commentEx w15:paraId="{ids[-1]}"{parent} w15:done="{int(resolved)}"/>')
        self.last.append(ids[-1])
        if paragraphs:
            first = next((place for place, one in enumerate(paragraphs[0]) if one.tag != w("pPr")), 0)
            paragraphs[0].insert(first, element(f'<w:commentRangeStart w:id="{key}"/>'))
            paragraphs[-1].append(element(f'<w:commentRangeEnd w:id="{key}"/>'))
            paragraphs[-1].append(element(f'<w:r><w:commentReference w:id="{key}"/></w:r>'))
        return key

    def write(self, words: str, after: Any) -> Any:
        """Put a new paragraph after one, and return it."""
        made = element(f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>')
        after.addnext(made)
        return made

    def move(self, paragraph: Any, after: Any, *, leaving_bookmark: bool = False) -> None:
        """Move a paragraph behind another one; its bookmark may stay behind, around nothing."""
        if leaving_bookmark:
            stays = self.write("", paragraph)
            for one in [*paragraph.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
                stays.append(one)
        after.addnext(paragraph)

    def unmark(self, paragraph: Any) -> None:
        """Take away the bookmarks of a paragraph, as rewriting it does."""
        for one in [*paragraph.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
            one.getparent().remove(one)

    def reword(self, paragraph: Any, old: str, new: str) -> None:
        """Put words in the place of others without marking it as a change."""
        text = next(one for one in paragraph.iter(w("t")) if old in one.text)
        text.text = text.text.replace(old, new)

    def strike(self, paragraph: Any) -> None:
        """Strike out a paragraph's words as a tracked change."""
        for run in [*paragraph.findall(w("r"))]:
            if run.find(w("t")) is not None:
                struck = element('<w:del w:id="900" w:author="Jo Smith"/>')
                run.addprevious(struck)
                struck.append(run)
                for text in run.iter(w("t")):
                    text.tag = w("delText")

    def put_in(self, words: str, paragraph: Any) -> None:
        """Put words into a paragraph as a tracked change."""
        run = f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
        paragraph.append(element(f'<w:ins w:id="901" w:author="Jo Smith">{run}</w:ins>'))

    def copy(self, paragraph: Any) -> Any:
        """Return a copy of a paragraph, put after it."""
        made = deepcopy(paragraph)
        paragraph.addnext(made)
        return made

    def save(self, **more: bytes) -> bytes:
        """Return the document as a file, with more parts where they are given by name (`.` stands for a slash)."""
        parts = {**self.parts, "word/document.xml": etree.tostring(self.page, xml_declaration=True, encoding="UTF-8")}
        names = f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        names += 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
        parts["word/comments.xml"] = f"<w:comments {names}>{''.join(self.comments)}</w:comments>".encode()
        parts["word/commentsExtended.xml"] = (
            f"<w15:commentsEx {names}>{''.join(self.threads)}</w15:commentsEx>".encode()
        )
        rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        for name, kind in _KINDS.items():
            own = f'<Relationship Id="rFriend{name}" Type="{kind}" Target="{name}.xml"/>'
            parts[rels] = parts[rels].replace(b"</Relationships>", f"{own}</Relationships>".encode())
            held = f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{name}+xml"/>'
            parts[types] = parts[types].replace(b"</Types>", f"{held}</Types>".encode())
        return pack({**parts, **more})


def pack(parts: dict[str, bytes]) -> bytes:
    """Return parts as a packed file."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()
