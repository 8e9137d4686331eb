"""Which drafts can be resumed, and how a draft is described."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.dates.period import spell
from enquiry.insight.status import StatusNotice
from enquiry.model.asking.draft import Draft, StoredDraft

_DRAFT_NOUNS = {
    "reflect": "A reflection",
    "evidence": "A piece of evidence",
    "act": "An action",
    "read": "A reading",
    "start": "A question",
    "note": "A note",
    "refine": "A better question",
    "review": "A review",
    "replay": "An answer to a replay",
}


class DraftList(NamedTuple):
    """All drafts, and where and when they are looked at: the real path of the journal at hand, and the day."""

    drafts: tuple[StoredDraft, ...]
    journal: str
    today: date

    @property
    def ready(self) -> tuple[StoredDraft, ...]:
        """The drafts that can be resumed in this journal."""
        return select_waiting_drafts(self.drafts, self.journal)


def select_waiting_drafts(drafts: Iterable[StoredDraft], journal: str) -> tuple[StoredDraft, ...]:
    """Return the drafts for the journal of that real path that can be read and are not being written elsewhere."""
    return tuple(one for one in drafts if one.draft and not one.busy and one.draft.journal == journal)


def describe_draft(draft: Draft) -> str:
    """Return what a draft is to become, as it begins a sentence."""
    if draft.command == "edit":
        return f"A change to {draft.about}"
    about = f" about {draft.about}" if draft.about else ""
    return f"{_DRAFT_NOUNS.get(draft.command, f'What was begun with {draft.command}')}{about}"


def build_draft_notice(waiting: StoredDraft, today: date) -> StatusNotice:
    """Return a draft that can be resumed as a notice of the status."""
    return StatusNotice(format_waiting_draft(waiting, today), Act(ActKind.RESUME_DRAFT, item=waiting.name))


def format_waiting_draft(waiting: StoredDraft, today: date) -> str:
    """Return a sentence that says what a draft is for, when it was begun and its name."""
    draft = waiting.draft
    if draft is None:
        return f"The draft {waiting.name} can't be read."
    day = draft.began.date()
    began = "begun today" if day == today else f"begun on {spell(day, year=day.year != today.year)}"
    return f"{describe_draft(draft)}, {began}, waits as draft {waiting.name}."
