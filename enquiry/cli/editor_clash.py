"""Two texts for one thing: both are shown, with what differs, and the person says what becomes of them."""

import re
from difflib import SequenceMatcher
from enum import Enum

from enquiry.cli.editor.save import WORDS, Clash
from enquiry.cli.editor.sheet import Sheet
from enquiry.cli.session import Session

PARTING = "------ theirs, in the journal now: join the two, and take this line away ------"
MOST_WORDS = 4000
"""Of longer texts the lines are compared, not the words, which would take too long."""


class Choice(Enum):
    """What becomes of two texts."""

    MINE = "y"
    THEIRS = "t"
    BOTH = "b"
    LATER = "l"


def show_both(session: Session, clash: Clash) -> None:
    """Tell what is in the journal now, what was written here, and in what they differ."""
    session.tell(clash.words)
    _show(session, "Theirs, in the journal now", clash.theirs, clash.places)
    _show(session, "Yours", clash.mine, clash.places)
    if WORDS in clash.places:
        session.tell("\nWhat differs, [-theirs-] and {+yours+}:")
        session.tell("\n".join(f"  {line}" for line in difference(clash.theirs.text, clash.mine.text).split("\n")))


def _show(session: Session, whose: str, sheet: Sheet, places: tuple[str, ...]) -> None:
    fields = [f"{at}: {', '.join(sheet.values(at)) or '(nothing)'}" for at in places if at != WORDS]
    words = sheet.text.split("\n") if WORDS in places else []
    session.tell("\n".join([f"\n{whose}:", *(f"  {line}" for line in (*fields, *words))]))


def difference(before: str, after: str) -> str:
    """Return both texts in one: words that are only in the first as `[-so-]`, only in the second as `{+so+}`."""
    long = max(before.count(" "), after.count(" ")) > MOST_WORDS
    pieces = r"[^\n]*\n|[^\n]+" if long else r"\s+|\S+"
    old, new = re.findall(pieces, before), re.findall(pieces, after)
    said = []
    for what, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=long).get_opcodes():
        gone, come = "".join(old[first:last]), "".join(new[begin:end])
        said.append(gone if what == "equal" else (gone and f"[-{gone}-]") + (come and f"{{+{come}+}}"))
    return "".join(said)


def asked_which(session: Session) -> Choice:
    """Ask what is to stand; without an answer the choice is left for later."""
    keys = {choice.value: choice for choice in Choice}
    question = "Keep yours (y), theirs (t), both to join in the editor (b), or yours as a draft for later (l)?"
    while session.can_ask and (word := session.ask_line(question).casefold()[:1]):
        if word in keys:
            return keys[word]
        session.tell(f"“{word}” is none of y, t, b and l.")
    return Choice.LATER


def joined(clash: Clash) -> Sheet:
    """Return a sheet with both texts, to be made into one."""
    return clash.mine._replace(text=f"{clash.mine.text}\n\n{PARTING}\n{clash.theirs.text}")
