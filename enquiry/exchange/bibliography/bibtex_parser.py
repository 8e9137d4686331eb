"""The items of a BibTeX file, their fields as written: a small parser that says on which line something is wrong.

It reads `@type{key, field = value, …}` and the same in round brackets, values in braces or quotation marks, numbers,
`@string` words and values joined by `#`. Text between the items is passed over, as BibTeX does, and so are `@comment`
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


class Item(NamedTuple):
    """One item: the line it begins on, its type in small letters, and its fields, braces and commands in place."""

    line: int
    sort: str
    fields: dict[str, str]


def items_in(text: str, source: str) -> Iterator[Item]:
    """Yield the items of a BibTeX file. Raises UsageMistake naming the line for what can't be read."""
    scanner = _Scanner(text, source)
    while found := _BEGINNING.search(text, scanner.at):
        scanner.at = found.end()
        scanner.began = found.start()
        sort, close = found[1].casefold(), "}" if found[2] == "{" else ")"
        if sort == "comment":
            scanner.pass_over(close)
        elif sort == "preamble":
            scanner.value()
            scanner.expect(close)
        elif sort == "string":
            scanner.words |= scanner.fields(close)
        else:
            scanner.key()
            yield Item(scanner.line(found.start()), sort, scanner.fields(close))


class _Scanner:
    """A place in a BibTeX file, and what is read from there on."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source
        self.at = 0
        self.began = 0
        self.counted = (0, 1)
        self.words = {month: month for month in _MONTHS}

    def line(self, place: int) -> int:
        """Return the line of a place; counted on from the last one asked for, since files are long."""
        begin, line = self.counted if self.counted[0] <= place else (0, 1)
        self.counted = (place, line + self.text.count("\n", begin, place))
        return self.counted[1]

    def fail(self, words: str, place: int) -> NoReturn:
        msg = f"{self.source}, line {self.line(place)}: {words}."
        raise UsageMistake(msg, "Mend it in the file; nothing was changed.")

    def next(self) -> str:
        """Go to the next sign that is no white space, and return it. Raises UsageMistake at the end of the file."""
        self.at = self._after(_SPACE)
        if self.at >= len(self.text):
            self.fail("the item that begins here is never closed", self.began)
        return self.text[self.at]

    def _after(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        return found.end() if found else self.at

    def expect(self, sign: str) -> None:
        if self.next() != sign:
            self.fail(f"“{sign}” is missing before “{self._here()}”", self.at)
        self.at += 1

    def _here(self) -> str:
        found = _NAME.match(self.text, self.at)
        return found[0][:30] if found else self.text[self.at]

    def key(self) -> None:
        """Pass over the key; some programs leave it out."""
        self.next()
        begin, self.at = self.at, self._after(_NAME)
        if self.next() == "=":  # it was the first field's name
            self.at = begin
        elif self.text[self.at] == ",":
            self.at += 1

    def fields(self, close: str) -> dict[str, str]:
        """Return the fields up to the sign that closes the item; the first of a name counts, as in BibTeX."""
        fields: dict[str, str] = {}
        while self.next() != close:
            name = self._name()
            self.expect("=")
            fields.setdefault(name, self.value())
            if self.next() == ",":
                self.at += 1
            elif self.text[self.at] != close:
                self.fail(f"a comma is missing before “{self._here()}”", self.at)
        self.at += 1
        return fields

    def _name(self) -> str:
        begin, self.at = self.at, self._after(_NAME)
        if self.at == begin:
            self.fail(f"a field's name is missing before “{self._here()}”", begin)
        return self.text[begin : self.at].casefold()

    def value(self) -> str:
        """Return a value: its parts, which `#` joins, put together."""
        parts = [self._part()]
        while self.next() == "#":
            self.at += 1
            parts.append(self._part())
        return "".join(parts)

    def _part(self) -> str:
        match self.next():
            case "{":
                return self._until("}")
            case '"':
                return self._until('"')
            case _:
                word = self._name()
                return self.words.get(word, word)

    def _until(self, close: str) -> str:
        """Return what stands up to a sign outside all further braces, and go behind it."""
        begin = self.at + 1
        end = self._closing(close, begin)
        if end is None:
            self.fail(f"the value that begins here is never closed by “{close}”", self.at)
        self.at = end + 1
        return self.text[begin:end]

    def _closing(self, close: str, begin: int) -> int | None:
        """Return the place of the sign that closes what was opened before `begin`, or None where there is none."""
        depth = 0
        for sign in re.compile(f"[{{}}{close}]").finditer(self.text, begin):
            if sign[0] == close and not depth:
                return sign.start()
            depth += 1 if sign[0] == "{" else -1 if sign[0] == "}" else 0
            if depth < 0:
                return None
        return None

    def pass_over(self, close: str) -> None:
        """Go behind a comment; one that is never closed ends with its line."""
        end = self._closing(close, self.at)
        self.at = end + 1 if end is not None else self._after(_REST)
