"""The items of a BibTeX file, their fields as written: a small parser whose errors name the line.

It reads `@type{key, field = value, …}` and the same in round brackets, values in braces or quotation marks, numbers,
`@string` words and values joined by `#`. Text between the items is ignored, as BibTeX does, and so are `@comment`
and `@preamble`. Braces count even after a backslash, as in BibTeX itself.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from enquiry.errors import UsageMistake

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BEGINNING = re.compile(r"@\s*([A-Za-z][\w-]*)\s*([{(])")
_NAME = re.compile(r"[^\s\"#%'(),={}]+")
_SPACE = re.compile(r"\s*")
_REST = re.compile(r".*")
_WORDS_MAY_ADD = 2_000_000
"""How many characters the words of `@string` may add to a file: words made of words double with every line."""


class BibtexItem(NamedTuple):
    """One item: the line it begins on, its type in small letters, and its fields, braces and commands in place."""

    line: int
    sort: str
    fields: dict[str, str]


def parse_bibtex_items(text: str, source: str) -> Iterator[BibtexItem]:
    """Yield the items of a BibTeX file. Raises UsageMistake naming the line for what can't be read."""
    scanner = _BibtexScanner(text, source)
    while found := _BEGINNING.search(text, scanner.at):
        scanner.at = found.end()
        scanner.began = found.start()
        sort, close = found[1].casefold(), "}" if found[2] == "{" else ")"
        if sort == "comment":
            scanner.skip_comment(close)
        elif sort == "preamble":
            scanner.read_value()
            scanner.expect(close)
        elif sort == "string":
            scanner.words |= scanner.read_fields(close)
        else:
            scanner.skip_key()
            yield BibtexItem(scanner.find_line_number(found.start()), sort, scanner.read_fields(close))


class _BibtexScanner:
    """A place in a BibTeX file, and what is read from there on."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source
        self.at = 0
        self.began = 0
        self.counted = (0, 1)
        self.words = {month: month for month in _MONTHS}
        self.may_add = _WORDS_MAY_ADD

    def find_line_number(self, place: int) -> int:
        """Return the line of a place; counted on from the last one asked for, since files are long."""
        begin, line = self.counted if self.counted[0] <= place else (0, 1)
        self.counted = (place, line + self.text.count("\n", begin, place))
        return self.counted[1]

    def fail(self, words: str, place: int) -> NoReturn:
        msg = f"{self.source}, line {self.find_line_number(place)}: {words}."
        raise UsageMistake(msg, "Mend it in the file; nothing was changed.")

    def find_next_char(self) -> str:
        """Go to the next character that is no white space, and return it. Raises UsageMistake at the end."""
        self.at = self._match_end(_SPACE)
        if self.at >= len(self.text):
            self.fail("the item that begins here is never closed", self.began)
        return self.text[self.at]

    def _match_end(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        return found.end() if found else self.at

    def expect(self, char: str) -> None:
        if self.find_next_char() != char:
            self._fail_here(f"“{char}” is missing")
        self.at += 1

    def _fail_here(self, words: str) -> NoReturn:
        found = _NAME.match(self.text, self.at)
        self.fail(f"{words} before “{found[0][:30] if found else self.text[self.at]}”", self.at)

    def skip_key(self) -> None:
        """Pass over the key; some programs leave it out."""
        self.find_next_char()
        begin, self.at = self.at, self._match_end(_NAME)
        if self.find_next_char() == "=":  # it was the first field's name
            self.at = begin
        elif self.text[self.at] == ",":
            self.at += 1

    def read_fields(self, close: str) -> dict[str, str]:
        """Return the fields up to the character that closes the item; the first of a name counts, as in BibTeX."""
        fields: dict[str, str] = {}
        while self.find_next_char() != close:
            name = self._read_name()
            self.expect("=")
            fields.setdefault(name, self.read_value())
            if self.find_next_char() == ",":
                self.at += 1
            elif self.text[self.at] != close:
                self._fail_here("a comma is missing")
        self.at += 1
        return fields

    def _read_name(self) -> str:
        begin, self.at = self.at, self._match_end(_NAME)
        if self.at == begin:
            self._fail_here("a field's name is missing")
        return self.text[begin : self.at].casefold()

    def read_value(self) -> str:
        """Return a value: its parts, which `#` joins, put together."""
        parts = [self._read_part()]
        while self.find_next_char() == "#":
            self.at += 1
            parts.append(self._read_part())
        return "".join(parts)

    def _read_part(self) -> str:
        if not (close := {"{": "}", '"': '"'}.get(self.find_next_char())):
            word, place = self._read_name(), self.at
            said = self.words.get(word, word)
            self.may_add -= len(said)
            if self.may_add < 0:
                self.fail("the words of @string say too much from here on", place)
            return said
        begin = self.at + 1
        if (end := self._find_closing(close, begin)) is None:
            self.fail(f"the value that begins here is never closed by “{close}”", self.at)
        self.at = end + 1
        return self.text[begin:end]

    def _find_closing(self, close: str, begin: int) -> int | None:
        """Return where what was opened before `begin` is closed, or None where it is not."""
        depth = 0
        for char in re.compile(f"[{{}}{close}]").finditer(self.text, begin):
            if char[0] == close and not depth:
                return char.start()
            depth += 1 if char[0] == "{" else -1 if char[0] == "}" else 0
            if depth < 0:
                return None
        return None

    def skip_comment(self, close: str) -> None:
        """Go behind a comment; one that is never closed ends with its line."""
        end = self._find_closing(close, self.at)
        self.at = end + 1 if end is not None else self._match_end(_REST)
