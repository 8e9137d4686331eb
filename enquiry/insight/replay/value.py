"""A replay as a value: each decision of a cycle with what had been recorded by then, and what was expected at first."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from enquiry.insight.history.changes import FieldChange
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle, StateChange, SuccessSign
from enquiry.model.entry import Action, AnyEntry, Reflection, Review

QUESTION_AGAIN = "Knowing only this, would I decide it again?"
"""What a replay asks at its end."""


class ToldBy(StrEnum):
    """What tells which came first: the steps of the history, or, where all came in one piece, the moments they bear."""

    STEPS = "steps"
    MOMENTS = "moments"


class KnownEntry(NamedTuple):
    """An entry in the words that it had then. `fresh` ones were not beside the decision before, or read otherwise.

    `changes` are those made since, in words.
    """

    entry: AnyEntry
    fresh: bool
    changes: tuple[FieldChange, ...] = ()


class LaterEntry(NamedTuple):
    """An entry about a day before the decision that was not beside it, as it is now: when it came, and how."""

    entry: AnyEntry
    came: date
    how: str = ""


class GoneEntry(NamedTuple):
    """An entry that was beside a decision and is out of sight now: its name, and what became of it in a word."""

    name: str
    kind: str
    became: str


class ReplayedDecision(NamedTuple):
    """A review as it stood when it was written, or a turn that was made outside a review, and what was known then.

    `at` is when it was recorded, by the step of that number where the history has it, on a machine where several wrote.
    `made_with` was written in the same step. Of `unsure` nothing tells whether it came first. `later` was recorded
    afterwards, about days up to the one that this is about. `changes` are those that the review itself has seen since.
    """

    made: Review | StateChange
    at: datetime
    told_by: ToldBy
    question: str
    hunch: str
    known: tuple[KnownEntry, ...] = ()
    made_with: tuple[AnyEntry, ...] = ()
    unsure: tuple[AnyEntry, ...] = ()
    later: tuple[LaterEntry, ...] = ()
    gone: tuple[GoneEntry, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    step: int | None = None
    machine: str = ""

    @property
    def name(self) -> str:
        """The review's name; nothing for a turn."""
        return self.made.name if isinstance(self.made, Review) else ""

    @property
    def on(self) -> date:
        """The day it is about."""
        return self.made.happened_on if isinstance(self.made, Review) else self.made.on

    @property
    def word(self) -> str:
        """What was decided, in a word or two; nothing for a review that decided nothing."""
        if isinstance(self.made, Review):
            return self.made.decision.value if self.made.decision else ""
        return "opened again" if self.made.state is CycleState.OPEN else self.made.state.value

    @property
    def fresh(self) -> Iterator[AnyEntry]:
        """The entries that were not beside the decision before, or read otherwise then."""
        return (one.entry for one in self.known if one.fresh)


class ExpectedChange(NamedTuple):
    """A change of the hunch or of a success sign after the first action was written."""

    on: date
    change: FieldChange


class Expected(NamedTuple):
    """The hunch and the success signs as they stood when the first action was written, and what changed afterwards."""

    action: Action
    at: datetime
    told_by: ToldBy
    hunch: str
    success: tuple[SuccessSign, ...]
    changes: tuple[ExpectedChange, ...] = ()


class CycleReplay(NamedTuple):
    """A cycle's decisions in the order in which they were recorded; `notes` say what the history can't tell.

    `answers` are the reflections that earlier replays ended with.
    """

    cycle: Cycle
    decisions: tuple[ReplayedDecision, ...]
    expected: Expected | None = None
    notes: tuple[str, ...] = ()
    answers: tuple[Reflection, ...] = ()
