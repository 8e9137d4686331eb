"""Build the replay of a cycle from its history.

Rules: what a decision knew is what the machine that wrote it held when it made that step, in the words it had then.
What came in one piece with the decision (by import, or from before the history) is told by the moments that the entries
bear, and what bears the same moment is told apart from what is sure. Entries that were removed since are named alone,
and what was forgotten is told as the history has it now: without it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from enquiry.dates.period import spell
from enquiry.insight.history.changes import FieldChange, diff_fields
from enquiry.insight.history.diff import decode_record
from enquiry.insight.merging.names import Key
from enquiry.insight.replay.recall import CycleLog, Rows, decode_entry, read_cycle_log, recall_rows
from enquiry.insight.replay.value import (
    AGAIN,
    CycleReplay,
    Expected,
    ExpectedChange,
    GoneEntry,
    KnownEntry,
    LaterEntry,
    ReplayedDecision,
    ToldBy,
)
from enquiry.model.choices import CycleState, EntryKind
from enquiry.model.cycle import Cycle, StateChange
from enquiry.model.entry import Action, AnyEntry, Reflection, Review
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal
from enquiry.model.step import RecordRow, Step, is_of_several_devices, name_machines

_AT_ONCE = timedelta(minutes=10)
"""How much earlier than its step an entry may say it was written that was written in that step."""

_NO_WORDS = frozenset(map(get_label, ("privacy", "key", "tags", "standards"))) | {"also written"}
"""The fields by which an entry is sorted and let go; a change in them alone is none of what it says."""


class _Moment(NamedTuple):
    """A decision, by the place of the step that made it: a review as it is now, or a turn."""

    place: int
    stamp: datetime
    made: Review | StateChange


def build_replay(cycle: Cycle, journal: Journal, steps: Sequence[Step]) -> CycleReplay:
    """Return the cycle's decisions again, each with what was known then. Raises JournalDamaged for an unread row."""
    log = read_cycle_log(cycle, journal, steps)
    moments = sorted(_list_moments(cycle, log), key=lambda one: one[:2])
    first = min(_list_actions(cycle, log), key=lambda one: (one[0], one[1].recorded_at), default=None)
    places = {moment.place for moment in moments} | ({first[0]} if first else set())
    rows = recall_rows(log.log, places)
    machines = name_machines(steps) if is_of_several_devices(steps) else None
    decisions, shown = list[ReplayedDecision](), dict[str, AnyEntry]()
    for moment in moments:
        one = _build_decision(moment, cycle, journal, log, rows[moment.place])
        known = tuple(told._replace(fresh=shown.get(told.entry.id) != told.entry) for told in one.known)
        with_it = (*one.made_with, *one.unsure, *([one.made] if isinstance(one.made, Review) else []))
        shown |= {entry.id: entry for entry in (*(told.entry for told in known), *with_it)}
        if machines is not None and (step := log.get_step(moment.place)):
            one = one._replace(machine=machines.get(step.clock.device, step.clock.device))
        decisions.append(one._replace(known=known))
    expected = _build_expected(*first, journal, log, rows[first[0]]) if first else None
    answers = tuple(
        entry for entry in cycle.kept if isinstance(entry, Reflection) and any(p.prompt == AGAIN for p in entry.parts)
    )
    notes = tuple(_list_notes(decisions, steps))
    return CycleReplay(cycle, tuple(decisions), expected, notes, answers)


def _list_moments(cycle: Cycle, log: CycleLog) -> Iterator[_Moment]:
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
            yield _Moment(at, review.recorded_at if step is None or is_whole else step.at, review)
    for turn in cycle.turns:

        def has_turn(row: RecordRow, moment: datetime = turn.at) -> bool:
            turns: object = row.get("turns")
            return isinstance(turns, list) and any(datetime.fromisoformat(one["at"]) == moment for one in turns)

        place = log.find_origin(log.cycle, has_turn)
        if turn.state is not CycleState.RESTING and (place not in seen or log.has_brought_cycle(place)):
            yield _Moment(place, turn.at, turn)


def _list_actions(cycle: Cycle, log: CycleLog) -> Iterator[tuple[int, Action]]:
    """Yield the actions that were taken, with the place at which each was first written as one."""
    for action in cycle.actions:
        yield log.find_origin(("entries", action.id), lambda row: row.get("kind") == EntryKind.ACTION), action


def _build_decision(moment: _Moment, cycle: Cycle, journal: Journal, log: CycleLog, rows: Rows) -> ReplayedDecision:
    """Return a decision with all that stood in its cycle when it was made; all of it is called fresh."""
    made, step = moment.made, log.get_step(moment.place)
    brought, is_piece = log.list_brought(moment.place), _came_in_one_piece(moment, log)
    known, made_with, unsure, gone = list[KnownEntry](), list[AnyEntry](), list[AnyEntry](), list[GoneEntry]()
    present = {entry.id: entry for one in journal.cycles for entry in one.entries}
    for key, row in _list_rows_beside(rows, cycle, made):
        then, now = decode_entry(row, journal), present.get(key[1])
        came_with = key in brought
        if came_with and is_piece and then.recorded_at > moment.stamp:
            continue
        if now is None or now.removed:
            became = now.removed.word if now and now.removed else "removed"
            gone.append(GoneEntry(then.name, then.kind.value, became))
        elif came_with and not is_piece:
            made_with.append(then)
        elif came_with and then.recorded_at == moment.stamp:
            unsure.append(then)
        else:
            known.append(KnownEntry(then, True, _list_word_changes(then, now, journal)))
    known.sort(key=lambda one: (one.entry.happened_on, one.entry.number))
    beside = {one.entry.id for one in known} | {one.id for one in (*made_with, *unsure)}
    asked, hunch = cycle.questions[0].text, cycle.hunch
    if stood_row := rows.get(log.cycle):
        then_cycle: Cycle = decode_record("cycles", stood_row)
        by_day = then_cycle.get_question_on(moment.stamp.date()).text
        asked, hunch = (by_day if is_piece else then_cycle.question), then_cycle.hunch
    changes: tuple[FieldChange, ...] = ()
    if isinstance(made, Review) and (own_row := rows.get(("entries", made.id))):
        stood = decode_entry(own_row, journal)
        made, changes = (stood if isinstance(stood, Review) else made), _list_word_changes(stood, made, journal)
    decision = ReplayedDecision(
        made=made,
        at=moment.stamp,
        told_by=ToldBy.MOMENTS if is_piece else ToldBy.STEPS,
        question=asked,
        hunch=hunch,
        known=tuple(known),
        made_with=tuple(made_with),
        unsure=tuple(unsure),
        gone=tuple(gone),
        changes=changes,
        step=step.number if step else None,
    )
    later = _list_later(decision, cycle, journal, log, moment.place, beside)
    return decision._replace(later=tuple(sorted(later, key=lambda one: (one.entry.happened_on, one.entry.number))))


def _came_in_one_piece(moment: _Moment, log: CycleLog) -> bool:
    """Say whether a decision came together with what it may have known, so that no step tells which came first."""
    step = log.get_step(moment.place)
    if step is None or log.has_brought_cycle(moment.place):
        return True
    made = moment.made
    written = made.recorded_at if isinstance(made, Review) else made.at
    return len(log.list_brought(moment.place)) > 1 and step.at - written > _AT_ONCE


def _list_rows_beside(rows: Rows, cycle: Cycle, made: Review | StateChange) -> Iterator[tuple[Key, RecordRow]]:
    """Yield the entries that lay in the cycle, in sight, but for the review itself."""
    own = made.id if isinstance(made, Review) else ""
    for key, row in rows.items():
        if key[0] == "entries" and row.get("cycle") == cycle.id and not row.get("removed") and key[1] != own:
            yield key, row


def _list_word_changes(then: AnyEntry, now: AnyEntry, journal: Journal) -> tuple[FieldChange, ...]:
    """Return what an entry says otherwise now."""
    return tuple(one for one in diff_fields(then, now, journal.names) if one.name not in _NO_WORDS)


def _list_later(
    decision: ReplayedDecision, cycle: Cycle, journal: Journal, log: CycleLog, place: int, beside: set[str]
) -> Iterator[LaterEntry]:
    """Yield the entries about days up to the decision's that were not beside it, with the day on which each came."""
    own = decision.made.id if isinstance(decision.made, Review) else ""
    notes = {note.filed_as: note for note in journal.inbox if note.filed_as}
    for entry in cycle.kept:
        if entry.happened_on > decision.on or entry.id in beside or entry.id == own:
            continue
        key = ("entries", entry.id)
        origin = log.find_origin(key, lambda row: row.get("cycle") == cycle.id)
        step, note, how = log.get_step(origin), notes.get(entry.id), ""
        is_piece = decision.told_by is ToldBy.MOMENTS and origin == place
        came = entry.recorded_at.date() if is_piece or step is None else step.at.date()
        if is_piece and entry.recorded_at <= decision.at:
            how = "it came in one piece with it"
        elif note and note.recorded_at <= decision.at:
            how = f"it waited in the inbox as {note.name} then"
        elif step and origin < place:
            known = log.log.steps[place].knows.get(step.clock.device)
            is_known = known is not None and step.clock <= known
            how = "it was out of sight then" if is_known else "the machine that decided did not know it"
        elif step and log.find_origin(key, bool) < min(place, origin):
            how = "it lay in another cycle then"
        elif step and not is_piece and step.at - entry.recorded_at > _AT_ONCE:
            how = f"it was taken in then, and says it was written {spell(entry.recorded_at.date())}"
        yield LaterEntry(entry, came, how)


def _build_expected(place: int, action: Action, journal: Journal, log: CycleLog, rows: Rows) -> Expected:
    """Return what was expected when the first action was written, and each change of it since."""
    step, row = log.get_step(place), rows.get(log.cycle)
    is_piece = step is None or log.has_brought_cycle(place)
    stamp = action.recorded_at if is_piece or step is None else step.at
    stood = decode_entry(rows.get(("entries", action.id), {}), journal) if ("entries", action.id) in rows else action
    written = stood if isinstance(stood, Action) else action
    if row is None:
        return Expected(written, stamp, ToldBy.MOMENTS, "", ())
    then: Cycle = decode_record("cycles", row)
    labels = (get_label("hunch"), get_label("success"))
    signs = tuple(sign for sign in then.success if not is_piece or sign.on <= stamp.date())
    changes = [
        ExpectedChange(sign.on, FieldChange(labels[1], "", sign.text)) for sign in then.success if sign not in signs
    ]
    for at, saw, after in log.list_changes(log.cycle):
        if at > place and at in log.standing and saw and after and (made := log.get_step(at)):
            found = diff_fields(decode_record("cycles", saw), decode_record("cycles", after), journal.names)
            changes += (ExpectedChange(made.at.date(), one) for one in found if one.name in labels)
    told_by = ToldBy.MOMENTS if is_piece else ToldBy.STEPS
    return Expected(written, stamp, told_by, then.hunch, signs, tuple(changes))


def _list_notes(decisions: Sequence[ReplayedDecision], steps: Sequence[Step]) -> Iterator[str]:
    """Yield what the history can't tell, or tells in a way that should be known, in sentences."""
    by_moment = [one for one in decisions if one.told_by is ToldBy.MOMENTS]
    numbers = {one.step for one in by_moment if one.step is not None}
    if any(one.step is None for one in by_moment):
        yield (
            "Part of this is older than the journal's history: what came first is told by the moments that the "
            "entries bear, in the words that they have had since the history begins."
        )
    for step in (step for step in steps if step.number in numbers):
        yield (
            f"Part of this came in one piece, with step {step.number} on {spell(step.at.date())}: what came first is "
            "told by the moments that the entries bear, in the words that they came with."
        )
    if is_of_several_devices(steps):
        yield (
            "Several machines wrote this journal: beside a decision stands what was known on the machine that it was "
            "written on."
        )
    first: date | None = min((one.at.date() for one in decisions), default=None)
    for step in steps:
        says_nothing = not (step.before or step.apart or step.undoes or step.redoes or step.forgets)
        if says_nothing and first is not None and step.at.date() >= first:
            yield (
                f"What was changed in the file outside enquiry and accepted with step {step.number}, on "
                f"{spell(step.at.date())}, is told as though it had always been so."
            )
