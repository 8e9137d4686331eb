"""The authors of a reading, taken from the line a person wrote."""

import re
from collections.abc import Iterator
from typing import NamedTuple

OTHERS = "et al."
PARTICLES = frozenset(
    {"af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "le"}
    | {"los", "ten", "ter", "van", "von", "zu"}
)
"""The small words that belong to family names."""

_INITIALS = r"(?:[^\W\d_]\.[ -]?)+"
_AND_OTHERS = re.compile(r"(?:(?:^|(?<![ ,])[ ,]+)et al\.)+[ ,]*$")
_LEFT_OVER = re.compile(r"^(?:(?:and|&)(?= |$)|[ ,])+")
_AND = re.compile(r",? +(?:and|&) +|,? *& *")


class AuthorName(NamedTuple):
    """One author: a person's family and given names where they are clear, else a name that stands as it is."""

    family: str
    given: str = ""

    @property
    def whole(self) -> str:
        """The name as it is written in a list of authors."""
        return f"{self.family}, {self.given}" if self.given else self.family


def parse_authors(authors: str) -> tuple[AuthorName, ...]:
    """Return the authors in the line a person wrote.

    Rule: where there is a semicolon it alone stands between names; else *and* and *&* do, unless what they join reads
    like one name ("Department for Education and Skills", "Health and Safety Executive"). "Black, P., Lee, C." is two
    people. A family name is told from given ones by a comma or by initials before it; any other name stands as it is.
    """
    line = " ".join(authors.split())
    parts = line.split(";") if ";" in line else _AND.split(line)
    if ";" not in line:
        clear = all(re.search(rf",|^{_INITIALS}", part) for part in parts)
        alike = len({" " in _AND_OTHERS.sub("", part) for part in parts}) == 1
        parts = parts if all(map(_is_personal, parts)) and (clear or alike) else [line]
    return tuple(name for part in parts for name in _parse_names(_LEFT_OVER.sub("", part).rstrip(" ,")))


def _is_personal(part: str) -> bool:
    """Say whether nothing joins the words and all are capitalised but the particles of family names.

    In scripts without capitals every word counts as capitalised.
    """
    words = _AND_OTHERS.sub("", part).replace(",", " ").split()
    return bool(words) and not any("&" in word or (word[0].islower() and word not in PARTICLES) for word in words)


def _parse_names(part: str) -> Iterator[AuthorName]:
    """Yield the names in what stands between two separators."""
    first = _AND_OTHERS.sub("", part)
    pieces = [piece.strip() for piece in first.split(",") if piece.strip()]
    paired = [AuthorName(*pair) for pair in zip(pieces[::2], pieces[1::2], strict=False)]
    if 2 < len(pieces) == 2 * len(paired) and all(
        re.fullmatch(_INITIALS, name.given) and _is_personal(name.family) for name in paired
    ):
        yield from paired
    elif first:
        yield _parse_name(first)
    if first != part:
        yield AuthorName(OTHERS)


def _parse_name(piece: str) -> AuthorName:
    family, comma, given = piece.partition(", ")
    uncapitalised = " " not in family and not given[:1].isupper()  # as bell hooks writes her name
    if comma and given and "," not in given and (_is_personal(piece) or uncapitalised):
        return AuthorName(family, given)
    found = re.fullmatch(rf"({_INITIALS})(?<=[. -])([^,]+)", piece)
    return AuthorName(found[2].strip(), found[1].strip()) if found and _is_personal(piece) else AuthorName(piece)
