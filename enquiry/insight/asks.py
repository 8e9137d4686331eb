"""Asks: those that are open and those that were answered, and whom each is for."""

import re
from enum import StrEnum
from typing import NamedTuple

from enquiry.model.entry import Ask
from enquiry.model.groups import is_learning_leader
from enquiry.model.text import fold
from enquiry.query.select import Selection


class AskList(NamedTuple):
    """What was asked for: what is open, the earliest first, and what was answered, the latest first."""

    open: tuple[Ask, ...]
    answered: tuple[Ask, ...]


def list_asks(selection: Selection, of: str = "", *, only_open: bool = False) -> AskList:
    """Return the asks among what was selected, of somebody whose role has the words `of`, if these are given."""
    found = [entry for entry in selection.entries if isinstance(entry, Ask) and fold(of) in fold(entry.of)]
    found.sort(key=lambda ask: (ask.happened_on, ask.recorded_at))
    answered = [ask for ask in found if ask.answer is not None and not only_open]
    answered.sort(key=lambda ask: ask.answered_on or ask.happened_on, reverse=True)
    return AskList(tuple(ask for ask in found if ask.answer is None), tuple(answered))


class Helper(StrEnum):
    """Who can be asked, as far as summaries are for them: whoever leads, and colleagues alongside."""

    LEADER = "leader"
    COLLEAGUE = "colleague"


_LEADERS = r"manager|management|reviewer|appraiser|mentor|leaders?|leadership|S[LM]T|head|school|authority|council"
_COLLEAGUES = r"partner|colleagues?|friends?|peers?|teachers?|team|staff|department|assistants?|PSAs?|TAs?|coach"


def guess_helper(of: str) -> Helper | None:
    """Return who is asked, where the words of a role tell: a depute or line manager leads; None where they don't."""
    if is_learning_leader(of) or re.search(rf"\b(?:{_LEADERS})\b", of, re.IGNORECASE):
        return Helper.LEADER
    return Helper.COLLEAGUE if re.search(rf"\b(?:{_COLLEAGUES})\b", of, re.IGNORECASE) else None


def is_asked_of(ask: Ask, helper: Helper | None) -> bool:
    """Say whether an ask is for a reader who is such a helper: it was asked of one, or nothing tells of whom.

    A reader who is nobody in particular, None, is told of every ask.
    """
    return helper is None or guess_helper(ask.of) in (None, helper)
