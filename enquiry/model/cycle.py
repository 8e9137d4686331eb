"""Cycles: one turn of enquiry about one question with one group, from noticing to a decision."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.model.choices import CycleState, Decision, EvidenceStage, LinkKind, Privacy
from enquiry.model.entry import Action, AnyEntry, Evidence, Reflection, Review
from enquiry.model.measure import MeasuredValue
from enquiry.model.record import Moment, Record, Value, upsert_record
from enquiry.model.references import CycleId

STATE_AFTER_DECISION = dict.fromkeys(Decision, CycleState.OPEN) | {
    Decision.PAUSE: CycleState.PAUSED,
    Decision.STOP: CycleState.CLOSED,
}
"""The state each decision leaves a cycle in. An embedded cycle stays open for its follow-ups."""


class Question(Value, frozen=True, kw_only=True):
    """One version of a cycle's question, since when, and why it took the place of the one before."""

    text: str
    on: date
    because: str = ""


class SuccessSign(Value, frozen=True, kw_only=True):
    """What would be seen if it worked, and the day that was said."""

    text: str
    on: date


class Link(Value, frozen=True, kw_only=True):
    """A tie to another cycle by its id, or for *shared-with* to someone, in the person's own words."""

    kind: LinkKind
    cycle: CycleId | None = None
    who: str = ""


class StateChange(Value, frozen=True, kw_only=True):
    """A cycle opened again, paused or closed outside a review: when and why."""

    state: CycleState
    on: date
    at: Moment
    because: str = ""


class StateSpan(NamedTuple):
    """How a cycle goes on from a day: in which state, and whether what it found is embedded."""

    on: date
    state: CycleState
    embedded: bool = False


class Cycle(Record, frozen=True, kw_only=True, dict=True):
    """A cycle and all its entries. `number` never changes and is never reused."""

    number: int
    questions: tuple[Question, ...]
    state: CycleState = CycleState.OPEN
    issue: str = ""
    why: str = ""
    hunch: str = ""
    group: str = ""
    success: tuple[SuccessSign, ...] = ()
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    privacy: Privacy = Privacy.PRIVATE
    grew_from: CycleId | None = None
    links: tuple[Link, ...] = ()
    next_look: date | None = None
    turns: tuple[StateChange, ...] = ()
    entries: tuple[AnyEntry, ...] = ()

    @property
    def question(self) -> str:
        """The question as it stands now."""
        return self.questions[-1].text

    @property
    def began_on(self) -> date:
        """The first day anything of the cycle is dated: its first question or an earlier entry."""
        return min([self.questions[0].on, *(entry.happened_on for entry in self.kept)])

    @property
    def last_on(self) -> date:
        """The latest day anything of the cycle is dated."""
        return max([self.questions[-1].on, *(turn.on for turn in self.turns), *(e.happened_on for e in self.kept)])

    @cached_property
    def kept(self) -> tuple[AnyEntry, ...]:
        """The entries that have not been removed, in the order in which they happened."""
        return tuple(sorted((e for e in self.entries if not e.removed), key=lambda e: (e.happened_on, e.number)))

    def keep_ties(self, ids: Collection[str]) -> "Cycle":
        """Return the cycle without its ties to cycles whose ids are not among these."""
        links = tuple(link for link in self.links if link.cycle is None or link.cycle in ids)
        return replace(self, links=links, grew_from=self.grew_from if self.grew_from in ids else None)

    @property
    def next_name(self) -> str:
        """The name for one more entry. Removed entries keep theirs, so none is ever used again."""
        return f"{self.number}.{max((entry.number for entry in self.entries), default=0) + 1}"

    def get_question_on(self, day: date) -> Question:
        """Return the version of the question that stood on `day` (the first one for days before it)."""
        return next((q for q in reversed(self.questions) if q.on <= day), self.questions[0])

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The kept actions, in the order in which they happened."""
        return tuple(entry for entry in self.kept if isinstance(entry, Action))

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The kept evidence, in the order in which it happened."""
        return tuple(entry for entry in self.kept if isinstance(entry, Evidence))

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The kept reviews, in the order in which they happened."""
        return tuple(entry for entry in self.kept if isinstance(entry, Review))

    @cached_property
    def evaluation(self) -> tuple[Evidence | Reflection | Review, ...]:
        """The kept pieces of evaluation (evidence, reflections, reviews), in the order in which they happened."""
        return tuple(entry for entry in self.kept if isinstance(entry, Evidence | Reflection | Review))

    @property
    def decided(self) -> Review | None:
        """The latest review that ended in a decision."""
        return next((review for review in reversed(self.reviews) if review.decision), None)

    @property
    def embedding_review(self) -> Review | None:
        """The last review that decided to embed, whatever was decided since."""
        return next((review for review in reversed(self.reviews) if review.decision is Decision.EMBED), None)

    @cached_property
    def spans(self) -> tuple[StateSpan, ...]:
        """What each decision and turn made of the cycle, in their order.

        Of two in one moment the later written counts, and a turn after a review. A cycle is embedded from the decision
        to embed until another decision, or until it is opened again; closing it leaves it embedded.
        """
        moments: list[tuple[date, datetime, CycleState, bool | None]] = [
            (r.happened_on, r.recorded_at, STATE_AFTER_DECISION[r.decision], r.decision is Decision.EMBED)
            for r in self.reviews
            if r.decision
        ]
        moments += [(turn.on, turn.at, turn.state, None) for turn in self.turns]
        found = list[StateSpan]()
        for on, _, state, embedded in sorted(moments, key=lambda moment: moment[:2]):
            stays = embedded is None and state is CycleState.CLOSED and bool(found) and found[-1].embedded
            found.append(StateSpan(on, state, embedded or stays))
        return tuple(found)

    def get_span_on(self, day: date) -> StateSpan:
        """Return how the cycle goes at the end of `day`; open before the first decision or turn."""
        place = bisect_right(self.spans, day, key=lambda span: span.on)
        return self.spans[place - 1] if place else StateSpan(day, CycleState.OPEN)

    @property
    def is_embedded(self) -> bool:
        """Whether the cycle is embedded, open for its follow-ups or closed since."""
        return bool(self.spans) and self.spans[-1].embedded

    def resolve_stage(self, evidence: Evidence) -> EvidenceStage:
        """Return the stage that was given, else the one that follows from the dates.

        Rule: before the first action (dated before it, or on its day and recorded before it) it is *baseline*, after a
        decision to embed *follow-up*, between them *during*.
        """
        if evidence.stage:
            return evidence.stage
        if self.is_before_acting(evidence):
            return EvidenceStage.BASELINE
        follows = self.embedded_on and evidence.happened_on > self.embedded_on
        return EvidenceStage.FOLLOW_UP if follows else EvidenceStage.DURING

    def is_before_acting(self, evidence: Evidence) -> bool:
        """Say whether evidence is of a time before the first action: within one day what was recorded first counts."""
        first = self.first_action
        return first is None or _get_moment(evidence) < _get_moment(first)

    @cached_property
    def first_action(self) -> Action | None:
        """The first action: of several on one day the one recorded first."""
        return min(self.actions, key=_get_moment, default=None)

    @cached_property
    def embedded_on(self) -> date | None:
        """The day of the first decision to embed."""
        return next((review.happened_on for review in self.reviews if review.decision is Decision.EMBED), None)

    def upsert_entry(self, entry: AnyEntry) -> "Cycle":
        """Return the cycle with `entry` added, or put in place of the entry of the same id.

        A review that is new or changed leaves the cycle in the state of its latest decision or turn. The latest
        review's next look becomes the cycle's, and answers a look that was due; one dated before the latest review or
        turn changes no look.
        """
        cycle = replace(self, entries=upsert_record(self.entries, entry))
        if not isinstance(entry, Review):
            return cycle
        was = next((old for old in self.entries if old.id == entry.id and isinstance(old, Review)), None)
        state = cycle.get_state_on(date.max) if entry.decision or (was and was.decision) else self.state
        changed = was is None or (was.decision, was.next_look) != (entry.decision, entry.next_look)
        moment, look = (entry.happened_on, entry.recorded_at), self.next_look
        if changed and cycle.reviews[-1:] == (entry,) and all((turn.on, turn.at) <= moment for turn in self.turns):
            look = entry.next_look or (look if look and look > entry.happened_on else None)
        return replace(cycle, state=state, next_look=None if state is CycleState.CLOSED else look)

    def get_state_on(self, day: date) -> CycleState:
        """Return the state at the end of `day`, from the decisions and turns up to then; open where there are none."""
        return self.get_span_on(day).state

    def add_question(self, question: Question) -> "Cycle":
        """Return the cycle with one more version of its question; the earlier ones stay."""
        return replace(self, questions=(*self.questions, question))

    def apply_state_change(self, turn: StateChange) -> "Cycle":
        """Return the cycle closed, paused or opened again. A closed cycle has no next look."""
        look = None if turn.state is CycleState.CLOSED else self.next_look
        return replace(self, state=turn.state, turns=(*self.turns, turn), next_look=look)

    def iterate_values(self) -> Iterator[tuple[Evidence, MeasuredValue]]:
        """Yield every value of every measure with the evidence that brought it, in the order of the days."""
        for entry in self.evidence:
            yield from ((entry, value) for value in entry.values)


def _get_moment(entry: Evidence | Action) -> tuple[date, datetime, int]:
    """Return the order in which entries came: by their day, then by when they were recorded."""
    return entry.happened_on, entry.recorded_at, entry.number
