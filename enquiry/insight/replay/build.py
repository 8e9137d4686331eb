"""Build the replay of a cycle from its history.

Rules: what a decision knew is what the machine that wrote it held when it made that step, in the words it had then.
What came in one piece with the decision (by import, or from before the history) is told by the moments that the entries
bear, and what bears the same moment is told apart from what is sure. Entries that were removed since are named alone,
and what was forgotten is told as the history has it now: without it.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from enquiry.dates.period import spell
from enquiry.insight.history.changes import FieldChange, diff_fields
from enquiry.insight.history.diff import decode_record
from enquiry.insight.replay.decision import build_decision
from enquiry.insight.replay.moments import list_moments
from enquiry.insight.replay.recall import CycleLog, Rows, decode_entry, read_cycle_log, recall_rows
from enquiry.insight.replay.value import CycleReplay, Expected, ExpectedChange, ReplayedDecision, ToldBy
from enquiry.model.choices import EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, AnyEntry, Reflection, Review
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal
from enquiry.model.step import Step, name_machines


def build_replay(cycle: Cycle, journal: Journal, steps: Sequence[Step]) -> CycleReplay:
    """Return the cycle's decisions again, each with what was known then. Raises JournalDamaged for an unread row."""
    log = read_cycle_log(cycle, journal, steps)
    moments = sorted(list_moments(cycle, log), key=lambda one: one[:2])
    taken = (
        (log.find_origin(("entries", action.id), lambda row: row.get("kind") == EntryKind.ACTION), action)
        for action in cycle.actions
    )
    first = min(taken, key=lambda one: (one[0], one[1].recorded_at), default=None)
    places = {moment.place for moment in moments} | ({first[0]} if first else set())
    rows = recall_rows(log.log, places)
    machines = name_machines(steps) if any(step.knows for step in steps) else None
    decisions, shown = list[ReplayedDecision](), dict[str, AnyEntry]()
    for moment in moments:
        one = build_decision(moment, cycle, journal, log, rows[moment.place])
        known = tuple(told._replace(fresh=shown.get(told.entry.id) != told.entry) for told in one.known)
        with_it = (*one.made_with, *one.unsure, *([one.made] if isinstance(one.made, Review) else []))
        shown |= {entry.id: entry for entry in (*(told.entry for told in known), *with_it)}
        if machines is not None and (step := log.get_step(moment.place)):
            one = one._replace(machine=machines.get(step.clock.device, step.clock.device))
        decisions.append(one._replace(known=known))
    expected = _build_expected(*first, journal, log, rows[first[0]]) if first else None
    answers = tuple(entry for entry in cycle.kept if isinstance(entry, Reflection) and entry.looks_back)
    notes = tuple(_list_notes(decisions, steps))
    return CycleReplay(cycle, tuple(decisions), expected, notes, answers)


def _build_expected(place: int, action: Action, journal: Journal, log: CycleLog, rows: Rows) -> Expected:
    """Return what was expected when the first action was written, and each change of it since."""
    step, row, own = log.get_step(place), rows.get(log.cycle), rows.get(("entries", action.id))
    is_piece = step is None or log.has_brought_cycle(place)
    stamp = action.recorded_at if is_piece or step is None else step.at
    stood = decode_entry(own, journal) if own else action
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
    if any(step.knows for step in steps):
        yield (
            "Several machines wrote this journal apart: beside a decision stands what was known on the machine that it "
            "was written on."
        )
    first: date | None = min((one.at.date() for one in decisions), default=None)
    for step in steps:
        says_nothing = not (step.before or step.apart or step.undoes or step.redoes or step.forgets)
        if says_nothing and first is not None and step.at.date() >= first:
            yield (
                f"What was changed in the file outside enquiry and accepted with step {step.number}, on "
                f"{spell(step.at.date())}, is told as though it had always been so."
            )
