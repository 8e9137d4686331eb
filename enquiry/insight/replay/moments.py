"""When a cycle's decisions were made: each review by the step that wrote it, each turn by the one that took it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from enquiry.insight.replay.recall import CycleLog
from enquiry.model.choices import CycleState, EntryKind
from enquiry.model.cycle import Cycle, StateChange
from enquiry.model.entry import Review
from enquiry.model.step import RecordRow

AT_ONCE = timedelta(minutes=10)
"""How much earlier than its step an entry may say it was written that was written in that step."""


class DecisionMoment(NamedTuple):
    """A decision, by the place of the step that made it: a review as it is now, or a turn."""

    place: int
    stamp: datetime
    made: Review | StateChange

    def has_come_in_one_piece(self, log: CycleLog) -> bool:
        """Say whether it came together with what it may have known, so that no step tells which came first."""
        step = log.get_step(self.place)
        if step is None or log.has_brought_cycle(self.place):
            return True
        written = self.made.recorded_at if isinstance(self.made, Review) else self.made.at
        return len(log.list_brought(self.place)) > 1 and step.at - written > AT_ONCE


def list_moments(cycle: Cycle, log: CycleLog) -> Iterator[DecisionMoment]:
    """Yield when each review was written and when its decision was changed, and when each turn was made.

    A turn that came with a review's step is that review's, as is a rest, which follows from a decision to extend.
    """
    seen = set[int]()
    for review in cycle.reviews:
        key = ("entries", review.id)
        place = log.find_origin(key, lambda row: row.get("kind") == EntryKind.REVIEW)
        places = {place} | {
            at
            for at, saw, row in log.list_changes(key)
            if at in log.standing and at > place and saw and row and saw.get("kind") == row.get("kind")
            if saw.get("decision") != row.get("decision")
        }
        seen |= places
        for at in places:
            step = log.get_step(at)
            is_whole = step is None or log.has_brought_cycle(at)
            yield DecisionMoment(at, review.recorded_at if step is None or is_whole else step.at, review)
    for turn in cycle.turns:

        def has_turn(row: RecordRow, moment: datetime = turn.at) -> bool:
            turns: object = row.get("turns")
            return isinstance(turns, list) and any(datetime.fromisoformat(one["at"]) == moment for one in turns)

        place = log.find_origin(log.cycle, has_turn)
        if turn.state is not CycleState.RESTING and (place not in seen or log.has_brought_cycle(place)):
            yield DecisionMoment(place, turn.at, turn)
