"""Comments in a Word document, by whatever program it was saved: whose, when, in which thread, and what they stand at.

Source of the parts: ECMA-376, and for threads and what is resolved [MS-DOCX] 2.5 (commentsExtended).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from enquiry.errors import UsageMistake
from enquiry.exchange.comments.page import PageReader, WordReader
from enquiry.exchange.comments.parts import (
    get_attribute,
    list_parts,
    read_relationships,
    read_xml,
    strip_namespace,
)
from enquiry.foreign_files import unpack_word_file
from enquiry.insight.comments.beneath import arrange_beneath
from enquiry.insight.comments.found import CommentedFile, FoundComment, FoundParagraph, list_named_gifts, sort_places

HINT = "Give the Word document that came back, saved as .docx, or the mail as text. Nothing was changed."
MOST_COMMENTS = 5_000
"""The most comments that are read of one document."""

_NOBODY = frozenset(("", "author", "unknown author", "unknown", "none"))
"""What programs write where they know no name, or were told to take it away."""
_SLIP = 0.1
"""The share of the chosen words below which a place is only grazed by them."""


def read_word_comments(data: bytes, source: str) -> CommentedFile:
    """Return the comments of a Word document.

    Raises UsageMistake for what is none, and for one that is cut, too large, or declares entities.
    """
    try:
        parts = unpack_word_file(data, source, HINT)
        if parts.get("mimetype", b"").startswith(b"application/vnd.oasis"):
            raise UsageMistake(f"{source} is an OpenDocument text.", "Save it as Word (.docx), and give that.")
        main = next(iter(list_parts("", parts, "/officeDocument")))
        page = read_xml(parts[main], PageReader())
        comments, threads, edges = _Comments(), _Threads(), PageReader()
        readers: dict[str, _Comments | _Threads | PageReader]
        readers = {"comments": comments, "commentsExtended": threads, "header": edges, "footer": edges}
        for kind, reader in readers.items():
            for name in list_parts(main, parts, f"/{kind}"):
                read_xml(parts[name], reader)
    except (StopIteration, BadZipFile, ParseError, ValueError, KeyError, OSError, EOFError) as fault:
        raise UsageMistake(f"{source} is not a Word document that can be read.", HINT) from fault
    if len(comments.found) > MOST_COMMENTS:
        raise UsageMistake(f"{source} holds more than {MOST_COMMENTS:,} comments.", HINT)
    held = [one for one in comments.found if one.text.strip()]
    return CommentedFile(
        tuple(_order_by_thread(_place_comments(held, page, {one.paragraph: one for one in threads.found}))),
        list_named_gifts(f"{page.text}\n{edges.text}"),
        {place: "".join(words) for place, words in page.texts.items()},
        tuple(FoundParagraph("".join(words), sort_places(page.places_in[at])) for at, words in enumerate(page.kept)),
        put_in=len("".join(page.put_in["ins"]).split()),
        struck=len("".join(page.put_in["del"]).split()),
        said=_describe_ignored(parts),
        wordless=len(comments.found) - len(held),
    )


def _describe_ignored(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return a sentence on what is in the document and was not looked at."""
    links = [rel for name in parts if name.endswith(".rels") for rel in read_relationships(parts[name])]
    told = ["macros"] if any(name.casefold().endswith("vbaproject.bin") for name in parts) else []
    told += ["links to other files"] if any(one.is_outside and one.kind != "hyperlink" for one in links) else []
    return (f"It holds {' and '.join(told)} too, which were not looked at.",) if told else ()


class _Written(NamedTuple):
    """A comment as its own part has it; `paragraph` is the id of its last paragraph, by which threads know it."""

    key: str
    author: str
    at: datetime | None
    text: str
    paragraph: str


class _Comments(WordReader):
    def __init__(self) -> None:
        super().__init__()
        self.found = list[_Written]()
        self.about: dict[str, str] = {}
        self.paragraph = ""
        self.words = list[str]()

    def note(self, name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            self.about, self.words, self.paragraph = attributes, [], ""
        elif name == "p":
            self.paragraph = get_attribute(attributes, "paraId").upper()

    def take(self, text: str) -> None:
        if self.changes[-1:] != ["del"]:
            self.words.append(text)

    def close_part(self, name: str) -> None:
        if name != "comment":
            self.words += ["\n"] if name == "p" else []
            return
        author = " ".join(get_attribute(self.about, "author").split())
        author = "" if author.casefold() in _NOBODY else author
        at = _read_moment(get_attribute(self.about, "date"))
        self.found.append(
            _Written(get_attribute(self.about, "id"), author, at, "".join(self.words).rstrip("\n"), self.paragraph)
        )


def _read_moment(written: str) -> datetime | None:
    """Return the moment a program wrote: by the clock of whoever commented, though Word puts a Z after it."""
    try:
        return datetime.fromisoformat(written.strip()).replace(tzinfo=None)
    except ValueError:
        return None


class _Thread(NamedTuple):
    paragraph: str
    parent: str
    resolved: bool


class _Threads:
    def __init__(self) -> None:
        self.found = list[_Thread]()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if strip_namespace(tag) == "commentEx":
            paragraph, parent = (get_attribute(attributes, name).upper() for name in ("paraId", "paraIdParent"))
            self.found.append(_Thread(paragraph, parent, get_attribute(attributes, "done") in ("1", "true", "on")))


# --- What each comment stands at.


def _place_comments(
    comments: list[_Written], page: PageReader, threads: Mapping[str, _Thread]
) -> Iterator[tuple[int, FoundComment]]:
    """Yield each comment with its place in the order of the page, those that stand nowhere last."""
    keys = {one.paragraph: one.key for one in comments if one.paragraph}
    order = {key: place for place, key in enumerate(page.ranges)}
    for one in comments:
        thread = threads.get(one.paragraph) if one.paragraph else None
        within = page.ranges.get(one.key)
        point, at_point = page.points.get(one.key, (-1, ()))
        at = within.paragraph if within and within.paragraph is not None else point
        near = within.near if within else ""
        grazed = _SLIP * sum(within.letters.values()) if within else 0
        held = [name for name, letters in within.letters.items() if name and letters > grazed] if within else []
        places = held or at_point or (tuple(page.places_in[at]) if at >= 0 else ())
        found = FoundComment(
            one.key,
            one.author,
            one.at,
            one.text,
            keys.get(thread.parent, "") if thread else "",
            sort_places(places),
            near,
            "".join(within.words).strip() if within else "",
            "".join(page.paragraphs[at]) if at >= 0 else "",
            bool(thread and thread.resolved),
        )
        yield order.get(one.key, len(order)), found


def _order_by_thread(placed: Iterator[tuple[int, FoundComment]]) -> Iterator[FoundComment]:
    """Yield comments in the order of the page, each followed by what answers it, the earlier answer first."""
    ranked = [
        one for _, one in sorted(placed, key=lambda pair: (pair[0], pair[1].at.isoformat() if pair[1].at else ""))
    ]
    yield from (one for one, _ in arrange_beneath(ranked, lambda one: one.key, lambda one: one.answers))
