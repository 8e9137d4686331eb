"""Which drafts wait to be gone on with, and how one is spoken of."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from enquiry.dates.period import spell
from enquiry.insight.status import Matter
from enquiry.model.draft import Draft, Waiting

_NOUNS = {
    "reflect": "A reflection",
    "evidence": "A piece of evidence",
    "act": "An action",
    "read": "A reading",
    "start": "A question",
    "note": "A note",
    "refine": "A better question",
    "review": "A review",
}


class Listed(NamedTuple):
    """All drafts, and where and when they are looked at: the real path of the journal at hand, and the day."""

    drafts: tuple[Waiting, ...]
    journal: str
    today: date

    @property
    def ready(self) -> tuple[Waiting, ...]:
        """The drafts that can be gone on with here."""
        return waiting_for(self.drafts, self.journal)


def waiting_for(drafts: Iterable[Waiting], journal: str) -> tuple[Waiting, ...]:
    """Return the drafts that wait for the journal of that real path; not those being written or beyond reading."""
    return tuple(one for one in drafts if one.draft and not one.busy and one.draft.journal == journal)


def becoming(draft: Draft) -> str:
    """Return what a draft is to become, as it begins a sentence."""
    if draft.command == "edit":
        return f"A change to {draft.about}"
    about = f" about {draft.about}" if draft.about else ""
    return f"{_NOUNS.get(draft.command, f'What was begun with {draft.command}')}{about}"


def matter_of(waiting: Waiting, today: date) -> Matter:
    """Return a draft that waits as something that matters now."""
    return Matter(draft_said(waiting, today), f"enquiry drafts resume {waiting.name}")


def draft_said(waiting: Waiting, today: date) -> str:
    """Return in a sentence that a draft which can be read waits, since when, and what about."""
    draft = waiting.draft
    if draft is None:
        return f"The draft {waiting.name} can't be read."
    day = draft.began.date()
    began = "begun today" if day == today else f"begun on {spell(day, year=day.year != today.year)}"
    return f"{becoming(draft)}, {began}, waits as draft {waiting.name}."
