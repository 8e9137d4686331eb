"""What earlier school years hold about single learners, and when it is offered to be tidied away."""

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.dates.calendar import Calendar
from enquiry.insight.status import StatusNotice
from enquiry.model.choices import FEWEST, EvidenceKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence
from enquiry.model.journal import Journal
from enquiry.words import format_amount

_CODE = re.compile(r"\b(?:[Pp]upil|[Ll]earner|[Cc]hild|[Ss]tudent|[Gg]irl|[Bb]oy) [A-HJ-Z]{1,2}\b")
"""A code that stands for a learner. I is none: “the child I watched”."""

_MARK = re.compile(r"\[forgotten \d{1,2} \w{3} \d{4}\]")


class CloseEntry(NamedTuple):
    """An entry about single learners, its cycle, and in words why it is one."""

    entry: AnyEntry
    cycle: Cycle
    because: str


def list_close_entries(
    journal: Journal, calendar: Calendar, today: date, kept: Collection[str] = (), codes: Collection[str] = ()
) -> tuple[CloseEntry, ...]:
    """Return the entries of earlier school years that are about single learners, the earliest first.

    Rule: evidence about one learner, or about fewer than five; or a code such as “Pupil A” in it, or one of `codes`.
    Those that were removed count, since their words are kept; those in `kept` (by id) were decided on, and count no
    more.
    """
    own = re.compile("|".join(rf"\b{re.escape(code)}\b" for code in codes)) if codes else None
    begin = calendar.find_year(today).period.begin
    found = [
        CloseEntry(entry, cycle, because)
        for cycle in journal.cycles
        for entry in cycle.entries
        if entry.happened_on < begin and entry.id not in kept and not entry.is_forgotten
        if (because := explain_closeness(entry, own))
    ]
    return tuple(sorted(found, key=lambda one: (one.entry.happened_on, one.cycle.number, one.entry.number)))


def explain_closeness(entry: AnyEntry, own: re.Pattern[str] | None) -> str:
    """Return in words why an entry is about single learners, or nothing where it is not."""
    because, text = "", entry.text
    if isinstance(entry, Evidence) and entry.evidence_kind is EvidenceKind.CASE_PUPIL:
        because = "it is about one learner"
    elif isinstance(entry, Evidence) and entry.n is not None and entry.n < FEWEST:
        because = f"it is about {format_amount(entry.n, 'learner')}"
    elif code := (_may_hold_code(text) and _CODE.search(text)) or (own and own.search(text)):
        because = f"{code[0]} is in it"
    return "" if _MARK.fullmatch(text) else because  # where its words are forgotten what is left was kept


def _may_hold_code(text: str) -> bool:
    """Say whether a text has letters that are in every code; looking for these first is ten times as quick."""
    return (
        "upil " in text or "earner " in text or "hild " in text or "tudent " in text or "irl " in text or "oy " in text
    )


def build_tidy_offer(waiting: Collection[CloseEntry]) -> tuple[StatusNotice, ...]:
    """Return the offer to tidy these entries as a notice of the status; none where there are none."""
    found = format_amount(len(waiting), "entry", "entries")
    words = f"{found} of earlier years about single learners can be tidied away."
    return (StatusNotice(words, Act(ActKind.TIDY)),) if waiting else ()
