"""The words of a Word file: paragraph by paragraph, with what stands at each place and each comment, and what changed.

A place is a bookmark of a gift (`model.colleagues.gift`): an entry (`4.8`), a cycle (`4`) or its question (`q4`).
"""

from collections import defaultdict

from enquiry.exchange.comments.parts import get_attribute, strip_namespace
from enquiry.model.colleagues.gift import BookmarkKind, parse_bookmark

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_CHANGES = {"ins": "ins", "moveTo": "ins", "del": "del", "moveFrom": "del"}


class WordReader:
    """Reads the words of a part, paragraph by paragraph; `take` is handed each stretch, with the change it is part of.

    What another program may show in the place of something is passed over: it says the same again.
    """

    def __init__(self) -> None:
        self.changes = list[str]()
        self.passed = 0
        self.held: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Follow a tag that opens."""
        name = strip_namespace(tag)
        self.passed += name == "Fallback"
        if self.passed:
            return
        if name in _CHANGES:
            self.changes.append(_CHANGES[name])
        elif name in ("t", "delText"):
            self.held = []
        elif name in _BREAKS:
            self.take(_BREAKS[name])
        else:
            self.note(name, attributes)

    def end(self, tag: str) -> None:
        """Follow a tag that closes."""
        name = strip_namespace(tag)
        if self.passed:
            self.passed -= name == "Fallback"
        elif name in _CHANGES:
            self.changes.pop()
            self.close_part("change")
        elif name in ("t", "delText") and self.held is not None:
            self.take("".join(self.held))
            self.held = None
        elif name in ("p", "comment"):
            self.close_part(name)

    def data(self, text: str) -> None:
        """Hold a piece of text, where it is one of somebody's words."""
        if self.held is not None:
            self.held.append(text)

    def take(self, text: str) -> None:
        """Take a stretch of words; `changes` ends in what it is part of: "ins" or "del"."""
        raise NotImplementedError

    def note(self, name: str, attributes: dict[str, str]) -> None:
        """Note any other tag that opens."""
        raise NotImplementedError

    def close_part(self, name: str) -> None:
        """Close a paragraph ("p"), a comment or a "change"."""
        raise NotImplementedError


class CommentedRange:
    """The words a comment was put at, and how many letters of them stand at each place."""

    def __init__(self, near: str) -> None:
        self.words, self.letters, self.near = list[str](), defaultdict[str, int](int), near
        self.paragraph: int | None = None


class PageReader(WordReader):
    """The text itself: paragraphs, what stands at each place, the ranges of comments, and the words of changes."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs = list[list[str]]()
        self.kept = list[list[str]]()  # the same without what was put in
        self.places_in = list[dict[str, None]]()
        self.open_paragraphs = list[int]()
        self.open_places: dict[str, str] = {}
        self.begun: dict[str, list[int]] = {}  # open bookmarks of entries, and in which paragraph each began
        self.open_ranges: dict[str, CommentedRange] = {}
        self.ranges: dict[str, CommentedRange] = {}
        self.points: dict[str, tuple[int, tuple[str, ...]]] = {}
        self.texts = defaultdict[str, list[str]](list)
        self.put_in: dict[str, list[str]] = {"ins": [], "del": []}
        self.near = ""

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join("".join(words) for words in self.paragraphs)

    def note(self, name: str, attributes: dict[str, str]) -> None:
        """Note where paragraphs, places and the ranges of comments begin and end."""
        key = get_attribute(attributes, "id")
        if name == "p":
            self.open_paragraphs.append(len(self.paragraphs))
            self.paragraphs.append([])
            self.kept.append([])
            self.places_in.append(dict.fromkeys(self.open_places.values()))
        elif name == "bookmarkStart" and (place := parse_bookmark(get_attribute(attributes, "name"))):
            named = f"q{place[1]}" if place[0] is BookmarkKind.QUESTION else place[1]
            if place[0] is BookmarkKind.ENTRY:  # one that moving paragraphs has stretched ends where the next begins
                for other in [one for one, at in self.begun.items() if at != self.open_paragraphs[-1:]]:
                    self.open_places.pop(other, None)
                    del self.begun[other]
                self.begun[key] = self.open_paragraphs[-1:]
            self.open_places[key] = self.near = named
            self.texts.setdefault(named, [])  # a place that is empty now is there all the same
            for at in self.open_paragraphs[-1:]:
                self.places_in[at][named] = None
        elif name == "bookmarkEnd":
            self.open_places.pop(key, None)
            self.begun.pop(key, None)
        elif name == "commentRangeStart":
            self.open_ranges[key] = self.ranges[key] = CommentedRange(self.near)
        elif name == "commentRangeEnd":
            self.open_ranges.pop(key, None)
        elif name == "commentReference":
            at = self.open_paragraphs[-1] if self.open_paragraphs else -1
            self.points[key] = (at, tuple(self.open_places.values()))
            self.ranges.setdefault(key, CommentedRange(self.near))

    def take(self, text: str) -> None:
        """Take words for the paragraph, and for every place and range that they stand in; new ones are no place's."""
        change = self.changes[-1] if self.changes else ""
        if change:
            self.put_in[change].append(text)
        for at in self.open_paragraphs[-1:]:
            self.paragraphs[at].append(text)
        if change != "ins":
            for at in self.open_paragraphs[-1:]:
                self.kept[at].append(text)
            for place in self.open_places.values():
                self.texts[place].append(text)
        for one in self.open_ranges.values():
            one.words.append(text)
            one.paragraph = (
                self.open_paragraphs[-1] if one.paragraph is None and self.open_paragraphs else one.paragraph
            )
            for place in dict.fromkeys(self.open_places.values()) or ("",):
                one.letters[place] += len(text.strip())

    def close_part(self, name: str) -> None:
        """Part what stands in one paragraph or change from the next."""
        if name == "change":
            for words in self.put_in.values():
                words.append(" ")
        elif name == "p" and self.open_paragraphs:
            self.open_paragraphs.pop()
            for one in self.open_ranges.values():
                one.words.append("\n")
            for place in self.open_places.values():
                self.texts[place].append("\n")
