"""The parts of a Word file: which is which, by its relationships and not by its name, and their XML as it streams by.

Nothing of the Word library is used: no link is followed, no entity known, and what is deep or long costs no more than
its length.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar
from xml.etree.ElementTree import XMLParser


class StartReader(Protocol):
    """What can be handed the tags that open; `end` and `data` are handed on to where a reader has them."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Follow a tag that opens."""


TagReader = TypeVar("TagReader", bound=StartReader)


class Relationship(NamedTuple):
    """That one part leads to another, or outside the file: to what kind of thing, and where that is."""

    kind: str
    target: str
    is_outside: bool


class _Relationships:
    def __init__(self) -> None:
        self.found = list[Relationship]()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if strip_namespace(tag) == "Relationship":
            kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
            self.found.append(Relationship(kind, target, attributes.get("TargetMode") == "External"))


def read_relationships(xml: bytes) -> list[Relationship]:
    """Return where a part leads, from the XML of its relationships."""
    return read_xml(xml, _Relationships()).found


def list_parts(of: str, parts: Mapping[str, bytes], kind: str) -> Iterator[str]:
    """Yield the names of the parts of a kind that one part, or with "" the package, leads to within the file."""
    folder, name = posixpath.split(of)
    for one in read_relationships(parts.get(posixpath.join(folder, "_rels", f"{name}.rels"), b"<none/>")):
        if f"/{one.kind}" == kind and not one.is_outside:
            found = posixpath.normpath(posixpath.join("/", folder, one.target)).lstrip("/")
            if found in parts:
                yield found


def read_xml(xml: bytes, reader: TagReader) -> TagReader:
    """Return a reader after every tag of the XML was handed to it. Raises ParseError, and ValueError for entities."""
    parser = XMLParser(target=_NoEntities(reader))  # noqa: S314 (which knows no entity)
    parser.feed(xml)
    parser.close()
    return reader


class _NoEntities:
    """Hands tags and text on to a reader, and refuses a document type, in whatever encoding it is declared."""

    def __init__(self, reader: Any) -> None:
        self.start = reader.start
        self.end = getattr(reader, "end", lambda _tag: None)
        self.data = getattr(reader, "data", lambda _text: None)

    def doctype(self, *_: object) -> None:
        raise ValueError("a Word file has no document type")

    def close(self) -> None:
        """Nothing is left to do: the reader has it all."""


def strip_namespace(tag: str) -> str:
    """Return a name without its namespace, which is another in documents that are kept strictly to the standard."""
    return tag.rpartition("}")[2]


def get_attribute(attributes: Mapping[str, str], name: str) -> str:
    """Return an attribute, whatever its namespace, or "" where there is none."""
    return next((value for key, value in attributes.items() if strip_namespace(key) == name), "")
