"""A class list as schools export it: the names of its pupils, whichever columns hold them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.insight.privacy.pupils import clean_name

_FIRST = re.compile(
    r"(?i)(legal |preferred |known |chosen )?(first|given|fore|preferred|chosen|christian)[ _-]?name(s|\(s\))?|known as"
)
_LAST = re.compile(r"(?i)(legal |preferred )?(last|family|sur|second)[ _-]?names?")
_WHOLE = re.compile(
    r"(?i)(full |display )?names?|(pupils?|students?|learners?|child|children)(['’]?s)?([ _-]?names?)?"
    r"|name of (pupil|student|child)"
)
_MOST_LETTERS = 120


class ClassList(NamedTuple):
    """The names in a class list, each once; names that stood in it again; and the heads of the columns read."""

    names: tuple[str, ...]
    doubled: tuple[str, ...]
    columns: tuple[str, ...]


def parse_class_list(rows: Sequence[Sequence[str]], source: str) -> ClassList:
    """Return the names in a table: of columns headed by first and last name, by name, or of its only column.

    Everything else in it is left unread. Raises UsageMistake where it can't be told which columns hold names.
    """
    if not rows:
        raise UsageMistake(f"{source} holds no rows.", "Give a list with a name a row.")
    heads = [" ".join(cell.split()) for cell in rows[0]]
    first = [at for at, head in enumerate(heads) if _FIRST.fullmatch(head)]
    last = [at for at, head in enumerate(heads) if _LAST.fullmatch(head)]
    whole = [at for at, head in enumerate(heads) if _WHOLE.fullmatch(head)]
    if first and last:
        chosen, body = [first[0], last[0]], rows[1:]
    elif whole or first:
        chosen, body = (whole or first)[:1], rows[1:]
    elif len(heads) == 1 or not any(any(cell.strip() for cell in row[1:]) for row in rows):
        chosen, body = [0], rows
    else:
        known = "First name and Last name, or Name"
        raise UsageMistake(
            f"{source} has {len(heads)} columns, and none is headed as names are.", f"Head the columns {known}."
        )
    names, doubled = dict[str, str](), list[str]()
    for row in body:
        name = clean_name(" ".join(row[at].strip() for at in chosen if at < len(row)))
        if not re.search(r"[^\W\d_]", name) or len(name) > _MOST_LETTERS:
            continue
        if name.casefold() in names:
            doubled.append(name)
        names.setdefault(name.casefold(), name)
    if not names:
        raise UsageMistake(f"{source} holds no names.", "Give a list with a name a row.")
    return ClassList(tuple(names.values()), tuple(doubled), tuple(heads[at] for at in chosen if body is not rows))
