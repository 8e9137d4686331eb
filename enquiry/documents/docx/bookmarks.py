"""Bookmarks in a Word document that is given away: one around each thing a colleague can speak of, by its name alone.

They are all that such a document holds beside what is seen in it.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from enquiry.documents.docx.styles import make_element
from enquiry.insight.summary import blocks
from enquiry.model.colleagues.gift import BookmarkKind, format_bookmark


class BookmarkWriter:
    """Puts bookmarks into the paragraphs of one document; each name stands once, later ones with a number after it."""

    def __init__(self) -> None:
        self.cycle = ""
        self.count = 0
        self.names = Counter[str]()

    def mark_block(self, block: blocks.AnyBlock, paragraphs: Sequence[Any]) -> None:
        """Put bookmarks into the paragraphs that a block was written as, the next one of the document.

        A line of a list has that of its entry, a heading with a cycle's question that of both, and other paragraphs
        beneath it that of the cycle.
        """
        match block:
            case blocks.Heading():
                if block.level < 3 or block.cycle:
                    self.cycle = str(block.cycle or "")
                if block.numbered:
                    self._enclose(paragraphs[0], BookmarkKind.QUESTION, self.cycle, after=1)
                if block.cycle:
                    self._enclose(paragraphs[0], BookmarkKind.CYCLE, self.cycle)
            case blocks.Listing():
                for line, paragraph in zip(block.lines, paragraphs[block.titled :], strict=True):
                    if line.name:
                        self._enclose(paragraph, BookmarkKind.ENTRY, line.name)
            case blocks.Paragraph() | blocks.Quotation() if self.cycle:
                self._enclose(paragraphs[0], BookmarkKind.CYCLE, self.cycle)

    def _enclose(self, paragraph: Any, kind: BookmarkKind, name: str, *, after: int = 0) -> None:
        """Put a bookmark around what is in a paragraph, but for the first runs where `after` says how many."""
        bookmark = format_bookmark(kind, name)
        self.names[bookmark] += 1
        bookmark += f"_{self.names[bookmark]}" if self.names[bookmark] > 1 else ""
        held = [one for one in paragraph if not one.tag.endswith("}pPr")]
        place = paragraph.index(held[after]) if held[after:] else len(paragraph)
        paragraph.insert(place, make_element("w:bookmarkStart", id=str(self.count), name=bookmark))
        paragraph.append(make_element("w:bookmarkEnd", id=str(self.count)))
        self.count += 1
