"""Cycles: one turn of enquiry about one question with one group, from noticing to a decision."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.dates.period import spell
from enquiry.model.amount import Number
from enquiry.model.choices import CycleState, Decision, EvidenceStage, GroupSort, LinkKind, Privacy
from enquiry.model.entry import Action, AnyEntry, Ask, Evidence, Reflection, Review
from enquiry.model.measure import MeasuredValue, format_plain_number, is_same_measure
from enquiry.model.record import Moment, Record, Value, upsert_record
from enquiry.model.references import CycleId, EntryId

STATE_AFTER_DECISION = dict.fromkeys(Decision, CycleState.OPEN) | {
    Decision.PAUSE: CycleState.PAUSED,
    Decision.STOP: CycleState.CLOSED,
}
"""The state each decision leaves a cycle in. An embedded cycle stays open for its follow-ups."""


class Question(Value, frozen=True, kw_only=True):
    """One version of a cycle's question, since when, why it took the place of the one before; `by` as in an entry."""

    text: str
    on: date
    because: str = ""
    by: str = ""


class SuccessSign(Value, frozen=True, kw_only=True):
    """What would be seen if it worked, and the day that was said."""

    text: str
    on: date


class Target(Value, frozen=True, kw_only=True):
    """What a measure is to reach: its name, the value with its unit or its total, by which day, and for whom."""

    measure: str
    value: Number
    of: Number | None = None
    unit: str = ""
    by: date | None = None
    whom: str = ""


class Link(Value, frozen=True, kw_only=True):
    """A tie to another cycle by its id, or for *shared-with* to someone, in the person's own words."""

    kind: LinkKind
    cycle: CycleId | None = None
    who: str = ""


class MovedEntry(Value, frozen=True, kw_only=True):
    """A number that an entry had in a cycle before it moved. It is not used again, and still leads to the entry."""

    number: int
    entry: EntryId


class StateChange(Value, frozen=True, kw_only=True):
    """A cycle opened again, paused, laid to rest or closed outside a review: when and why."""

    state: CycleState
    on: date
    at: Moment
    because: str = ""


class StateSpan(NamedTuple):
    """How a cycle goes on from a day: in which state, and whether what it found is embedded."""

    on: date
    state: CycleState
    embedded: bool = False


def format_target(target: Target) -> str:
    """Return a target in words: "words a minute 95 by 1 March 2026, for the eight"."""
    unit = f"of {format_plain_number(target.of)}" if target.of else target.unit
    value = f"{target.measure} {format_plain_number(target.value)}{'' if unit in ('', '%') else ' '}{unit}"
    by = f" by {spell(target.by)}" if target.by else ""
    return f"{value}{by}{f', for {target.whom}' if target.whom else ''}"


class Cycle(Record, frozen=True, kw_only=True, dict=True):
    """A cycle and all its entries. `number` never changes and is never reused."""

    number: int
    questions: tuple[Question, ...]
    state: CycleState = CycleState.OPEN
    issue: str = ""
    why: str = ""
    hunch: str = ""
    group: str = ""
    group_of: GroupSort | None = None
    setting: str = ""
    partners: str = ""
    targets: tuple[Target, ...] = ()
    instead: str = ""
    priority: str = ""
    informed: str = ""
    consent: str = ""
    delete_by: date | None = None
    story: str = ""
    success: tuple[SuccessSign, ...] = ()
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    privacy: Privacy = Privacy.PRIVATE
    grew_from: CycleId | None = None
    links: tuple[Link, ...] = ()
    next_look: date | None = None
    turns: tuple[StateChange, ...] = ()
    moved: tuple[MovedEntry, ...] = ()
    entries: tuple[AnyEntry, ...] = ()

    @property
    def question(self) -> str:
        """The question as it stands now."""
        return self.questions[-1].text

    @property
    def first_name(self) -> str:
        """What it was called before its number was found to be taken; nothing where it has its first."""
        return str(self.first) if self.first else ""

    @cached_property
    def began_on(self) -> date:
        """The first day anything of the cycle is dated: its first question or an earlier entry."""
        return min([self.questions[0].on, *(entry.happened_on for entry in self.kept)])

    @cached_property
    def last_on(self) -> date:
        """The latest day anything of the cycle is dated; once it is not open, what looks back at it is none of it."""
        goes_on = self.state is CycleState.OPEN
        days = (one.happened_on for one in self.kept if goes_on or not one.looks_back)
        return max([self.questions[-1].on, *(turn.on for turn in self.turns), *days])

    @cached_property
    def kept(self) -> tuple[AnyEntry, ...]:
        """The entries that have not been removed, in the order in which they happened."""
        return tuple(sorted((e for e in self.entries if not e.removed), key=lambda e: (e.happened_on, e.number)))

    def keep_ties(self, cycles: Collection[str], entries: Collection[str]) -> "Cycle":
        """Return the cycle without its ties to cycles and entries whose ids are not among these."""
        links = tuple(link for link in self.links if link.cycle is None or link.cycle in cycles)
        moved = tuple(one for one in self.moved if one.entry in entries)
        abouts = ((one.id, getattr(one, "about", "")) for one in self.entries)
        astray = {entry for entry, about in abouts if about and about not in entries}
        held = tuple(replace(one, about="") if one.id in astray else one for one in self.entries)
        grew_from = self.grew_from if self.grew_from in cycles else None
        return replace(self, links=links, moved=moved, grew_from=grew_from, entries=held if astray else self.entries)

    @property
    def last_number(self) -> int:
        """The highest number that any entry has had here, removed and moved ones included."""
        return max([0, *(entry.number for entry in self.entries), *(one.number for one in self.moved)])

    @property
    def next_name(self) -> str:
        """The name for one more entry. Removed and moved entries keep their numbers, so none is ever used again."""
        return f"{self.number}.{self.last_number + 1}"

    def iterate_names(self) -> Iterator[tuple[int, str]]:
        """Yield every number that an entry has or had here, with the entry's id."""
        yield from ((entry.number, entry.id) for entry in self.entries)
        yield from ((one.number, one.entry) for one in self.moved)

    def keep_numbers(self, other: "Cycle") -> "Cycle":
        """Return the cycle in which every number that an entry has or had in `other` is taken, and leads to it."""
        taken = {number for number, _ in self.iterate_names()}
        more = [MovedEntry(number=number, entry=one) for number, one in other.iterate_names() if number not in taken]
        return replace(self, moved=(*self.moved, *more)) if more else self

    def get_question_on(self, day: date) -> Question:
        """Return the version of the question that stood on `day` (the first one for days before it)."""
        return next((q for q in reversed(self.questions) if q.on <= day), self.questions[0])

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The kept actions, in the order in which they happened; what is only planned is none yet."""
        return tuple(entry for entry in self.kept if isinstance(entry, Action) and not entry.is_plan)

    @cached_property
    def plans(self) -> tuple[Action, ...]:
        """The actions that are planned, moved or dropped, in the order of the days they are planned for."""
        found = (entry for entry in self.kept if isinstance(entry, Action) and entry.is_plan)
        return tuple(sorted(found, key=lambda plan: (plan.plan_for or date.max, plan.number)))

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The kept evidence, in the order in which it happened."""
        return tuple(entry for entry in self.kept if isinstance(entry, Evidence))

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The kept reviews, in the order in which they happened."""
        return tuple(entry for entry in self.kept if isinstance(entry, Review))

    @cached_property
    def open_asks(self) -> tuple[Ask, ...]:
        """The kept asks that nobody has answered, in the order in which they were asked."""
        return tuple(entry for entry in self.kept if isinstance(entry, Ask) and entry.answer is None)

    @cached_property
    def evaluation(self) -> tuple[Evidence | Reflection | Review, ...]:
        """The kept pieces of evaluation (evidence, reflections, reviews), in the order in which they happened.

        What answers a replay, perhaps years later, is none: it looks at a decision, and not at what came of it.
        """
        found = (entry for entry in self.kept if isinstance(entry, Evidence | Reflection | Review))
        return tuple(entry for entry in found if not entry.looks_back)

    @cached_property
    def decided(self) -> Review | None:
        """The latest review that ended in a decision."""
        return next((review for review in reversed(self.reviews) if review.decision), None)

    @cached_property
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

    @cached_property
    def is_embedded(self) -> bool:
        """Whether the cycle is embedded, open for its follow-ups or closed since."""
        found = any(isinstance(one, Review) and one.decision is Decision.EMBED for one in self.entries)  # few ever are
        return found and bool(self.spans) and self.spans[-1].embedded

    @cached_property
    def stages(self) -> dict[str, EvidenceStage]:
        """The stage of every piece of evidence, removed ones too, by its id."""
        return {one.id: self.resolve_stage(one) for one in self.entries if isinstance(one, Evidence)}

    def resolve_stage(self, evidence: Evidence) -> EvidenceStage:
        """Return the stage that was given, else the one that follows from the dates.

        Rule: before the first action (dated before it, or on its day and recorded before it) it is *baseline*, after a
        decision to embed *follow-up*, between them *during*.
        """
        if evidence.stage:
            return evidence.stage
        if self.first_action is None or _get_moment(evidence) < _get_moment(self.first_action):
            return EvidenceStage.BASELINE
        follows = self.embedded_on and evidence.happened_on > self.embedded_on
        return EvidenceStage.FOLLOW_UP if follows else EvidenceStage.DURING

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
        turn changes no look. Of a paused cycle it is the day to take it up again.
        """
        was = next((old for old in self.entries if old.id == entry.id), None)
        return replace(self, entries=upsert_record(self.entries, entry)).settle_reviews(was, entry)

    def release_entry(self, entry: AnyEntry) -> "Cycle":
        """Return the cycle without an entry that moves to another one. Its number stays taken, and leads to it."""
        entries = tuple(one for one in self.entries if one.id != entry.id)
        moved = (*self.moved, MovedEntry(number=entry.number, entry=entry.id))
        return replace(self, entries=entries, moved=moved).settle_reviews(entry, None)

    def settle_reviews(self, was: AnyEntry | None, now: AnyEntry | None) -> "Cycle":
        """Return the cycle with the state and the next look that its reviews come to, after `was` has become `now`.

        A review that was removed says nothing any more: the look that it set goes with it.
        """
        reviews = [one if isinstance(one, Review) else None for one in (was, now)]
        if not any(reviews):
            return self
        old, new = (one if one and not one.removed else None for one in reviews)
        decided = any(one.decision for one in reviews if one)
        state, look = self.get_state_on(date.max) if decided else self.state, self.next_look
        if new is None:
            set_by_it = old is not None and look is not None and look == old.next_look
            look = (self.reviews[-1].next_look if self.reviews else None) if set_by_it else look
        elif old is None or (old.decision, old.next_look) != (new.decision, new.next_look):
            moment = (new.happened_on, new.recorded_at)
            if self.reviews[-1:] == (new,) and all((turn.on, turn.at) <= moment for turn in self.turns):
                stays = look is not None and look > new.happened_on and new.decision is not Decision.PAUSE
                look = new.next_look or (look if stays else None)
        return replace(self, state=state, next_look=look).drop_idle_look()

    def drop_idle_look(self) -> "Cycle":
        """Return the cycle without its next look where it is at rest, or closed and no follow-up was promised."""
        promised = self.state is CycleState.CLOSED and self.is_embedded
        return self if self.state in (CycleState.OPEN, CycleState.PAUSED) or promised else replace(self, next_look=None)

    def get_state_on(self, day: date) -> CycleState:
        """Return the state at the end of `day`, from the decisions and turns up to then; open where there are none."""
        return self.get_span_on(day).state

    def add_question(self, question: Question) -> "Cycle":
        """Return the cycle with one more version of its question; the earlier ones stay."""
        return replace(self, questions=(*self.questions, question))

    def apply_state_change(self, turn: StateChange) -> "Cycle":
        """Return the cycle closed, paused, laid to rest or opened again.

        Closed it has no next look, but for the follow-ups that were promised when it was embedded; at rest none.
        """
        return replace(self, state=turn.state, turns=(*self.turns, turn)).drop_idle_look()

    def find_target(self, measure: str) -> Target | None:
        """Return what a measure is to reach: of several targets the one that was set last."""
        return next((one for one in reversed(self.targets) if is_same_measure(one.measure, measure)), None)

    def iterate_values(self) -> Iterator[tuple[Evidence, MeasuredValue]]:
        """Yield every value of every measure with the evidence that brought it, in the order of the days."""
        for entry in self.evidence:
            yield from ((entry, value) for value in entry.values)


def _get_moment(entry: Evidence | Action) -> tuple[date, datetime, int]:
    """Return the order in which entries came: by their day, then by when they were recorded."""
    return entry.happened_on, entry.recorded_at, entry.number
