"""What moved a belief, and what speaks for it and against it, as it is typed: entries by name, words as words."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.belief import Support
from enquiry.model.choices import Side
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal

_NAME = re.compile(r"\d{1,9}(?:\.\d{1,9})?|n\d{1,9}|belief-\d{1,9}", re.IGNORECASE)
"""What names something: a cycle, an entry, a note, a belief. Of these only entries are reasons."""


class Reasons(NamedTuple):
    """What moved a belief: entries by their ids, and a reason in words."""

    entries: tuple[str, ...]
    words: str


def parse_reasons(session: Session, journal: Journal, raw: Iterable[str]) -> Reasons:
    """Return what was typed as reasons: what names an entry is one, all else words; several are joined.

    Raises as `find_reason` does, and UsageMistake for empty words.
    """
    entries, words = list[str](), list[str]()
    for one in raw:
        text = session.clean_field(one, "reason").strip()
        if _NAME.fullmatch(text):
            entries.append(find_reason(journal, text).id)
        else:
            words.append(text)
    return Reasons(tuple(dict.fromkeys(entries)), "; ".join(words))


def parse_supports(session: Session, journal: Journal, raw: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the ids of the entries in `4.3` and `4.3=why in a line`, each with its line. Raises as `find_reason`."""
    found = list[tuple[str, str]]()
    for one in raw:
        name, _, why = one.partition("=")
        line = " ".join(session.clean_field(why, "line why").split()) if why.strip() else ""
        found.append((find_reason(journal, name.strip()).id, line))
    return tuple(found)


def find_reason(journal: Journal, name: str) -> AnyEntry:
    """Return the entry of that name.

    Raises NotFound where there is none or it was removed, and UsageMistake for what names no entry: a belief rests on
    what was seen, done, read or said, so that no belief can be its own reason in a circle.
    """
    if re.fullmatch(r"\d{1,9}\.\d{1,9}", name):
        return journal.find_entry(name)
    folded = name.casefold()
    hint = "Name an entry, such as 4.7; with a line why: 4.7=half of them only."
    if _NAME.fullmatch(folded) and folded.startswith("belief"):
        hint = f"What {folded} itself rests on: enquiry show {folded}"
    elif _NAME.fullmatch(folded) and folded.startswith("n"):
        hint = f"A note is filed to a cycle first: enquiry file {folded}"
    elif _NAME.fullmatch(folded):
        hint = f"Name one of its entries: enquiry show {folded}"
    raise UsageMistake(f"“{name}” is no entry, and beliefs rest on entries.", hint)


def build_supports(
    session: Session, journal: Journal, given: dict[str, Any], day: date, moved_by: Iterable[str]
) -> tuple[Support, ...]:
    """Return what was typed for and against. Raises UsageMistake for one entry that was given on both sides."""
    sides = {Side.FOR: given.get("speaks_for", ()), Side.AGAINST: given.get("against", ())}
    found = {side: parse_supports(session, journal, raw) for side, raw in sides.items()}
    entries_for = {*moved_by, *(entry for entry, _ in found[Side.FOR])}
    for entry, _ in found[Side.AGAINST]:
        if entry in entries_for:
            words = f"{journal.get_name(entry)} was given both for it and against it."
            raise UsageMistake(words, 'Give it once; a line can say the rest: --against "4.3=but not with Year 7"')
    at = session.stamp().at
    return tuple(
        Support(entry=entry, side=side, on=day, at=at, why=why) for side, pairs in found.items() for entry, why in pairs
    )
