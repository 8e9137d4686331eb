"""One decision with what was known then: the entries beside it, those that came later, and those that are gone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from enquiry.dates.period import spell
from enquiry.insight.history.changes import FieldChange, diff_fields
from enquiry.insight.history.diff import decode_record
from enquiry.insight.replay.moments import AT_ONCE, DecisionMoment
from enquiry.insight.replay.recall import CycleLog, Rows, decode_entry
from enquiry.insight.replay.value import GoneEntry, KnownEntry, LaterEntry, ReplayedDecision, ToldBy
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Review
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal
from enquiry.model.step import RecordRow

_NO_WORDS = frozenset(map(get_label, ("privacy", "key", "tags", "standards"))) | {"also written"}
"""The fields by which an entry is sorted and let go; a change in them alone is none of what it says."""


def build_decision(
    moment: DecisionMoment, cycle: Cycle, journal: Journal, log: CycleLog, rows: Rows
) -> ReplayedDecision:
    """Return a decision with all that stood in its cycle when it was made; all of it is called fresh."""
    made, step = moment.made, log.get_step(moment.place)
    brought, is_piece = log.list_brought(moment.place), moment.has_come_in_one_piece(log)
    known, made_with, unsure, gone = list[KnownEntry](), list[AnyEntry](), list[AnyEntry](), list[GoneEntry]()
    present = {entry.id: entry for one in journal.cycles for entry in one.entries}
    own = made.id if isinstance(made, Review) else ""
    for key, row in rows.items():
        if key[0] != "entries" or row.get("cycle") != cycle.id or key[1] == own or _was_removed(row, moment):
            continue
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
    asked, hunch = cycle.questions[0].text, ""
    before = next((saw for at, saw, _ in log.list_changes(log.cycle) if at == moment.place), None)
    if stood_row := before or rows.get(log.cycle):  # a question that the decision put better was not asked yet
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
    return decision._replace(later=tuple(later))


def _was_removed(row: RecordRow, moment: DecisionMoment) -> bool:
    """Say whether an entry was out of sight then: what was forgotten since bears that mark in earlier rows too."""
    removed: Any = row.get("removed")
    return bool(removed) and not (removed.get("forgotten") and datetime.fromisoformat(removed["at"]) > moment.stamp)


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
        if note and note.recorded_at <= decision.at:
            how = f"it waited in the inbox as {note.name} then"
        elif step and origin < place:
            known = log.log.steps[place].knows.get(step.clock.device)
            is_known = known is not None and step.clock <= known
            how = "it was out of sight then" if is_known else "the machine that decided did not know it"
        elif step and log.find_origin(key, bool) < min(place, origin):
            how = "it lay in another cycle then"
        elif step and not is_piece and step.at - entry.recorded_at > AT_ONCE:
            how = f"it was taken in then, and says it was written {spell(entry.recorded_at.date())}"
        yield LaterEntry(entry, came, how)
