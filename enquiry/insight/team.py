"""A team's journal: who wrote what in it.

Whoever writes an entry, a note or a version of a question or a belief, or gives something, is named in it, from then on
and for good: an edit by another leaves that, and merging does. In a journal that is one person's alone nothing is ever
signed.
"""

from msgspec.structs import replace

from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.record import upsert_record


def has_unsigned(before: Journal, after: Journal) -> bool:
    """Say whether a change of a team's journal adds something that does not say who wrote it."""
    return after.settings.team and sign_additions(before, after, "?") is not after


def sign_additions(before: Journal, after: Journal, by: str) -> Journal:
    """Return a journal in which all that a change added names who wrote it; what names somebody already keeps that.

    An entry that a note became names who wrote the note. Where nothing was added it is the same value still.
    """
    notes = {note.id for note in before.inbox}
    fresh = [replace(note, by=by) for note in after.inbox if not note.by and note.id not in notes]
    inbox = after.inbox
    for note in fresh:
        inbox = upsert_record(inbox, note)
    authors = {note.filed_as: note.by for note in inbox if note.filed_as and note.by}
    cycles = tuple(_sign_cycle(before.cycles_by_id.get(cycle.id), cycle, by, authors) for cycle in after.cycles)
    given, held = {gift.id for gift in before.gifts}, {belief.id: belief for belief in before.beliefs}
    gifts = tuple(one if one.by or one.id in given else replace(one, by=by) for one in after.gifts)
    beliefs = tuple(_sign_belief(held.get(belief.id), belief, by) for belief in after.beliefs)
    pairs = zip((*cycles, *gifts, *beliefs), (*after.cycles, *after.gifts, *after.beliefs), strict=True)
    if not fresh and all(one is other for one, other in pairs):
        return after
    return replace(after, inbox=inbox, cycles=cycles, gifts=gifts, beliefs=beliefs)


def _sign_belief(was: Belief | None, belief: Belief, by: str) -> Belief:
    old = len(was.versions) if was else 0
    versions = tuple(one if one.by or at < old else replace(one, by=by) for at, one in enumerate(belief.versions))
    return belief if versions == belief.versions else replace(belief, versions=versions)


def _sign_cycle(was: Cycle | None, cycle: Cycle, by: str, authors: dict[str, str]) -> Cycle:
    if was is cycle:
        return cycle
    known = {entry.id for entry in was.entries} if was else set()
    entries = tuple(
        entry if entry.by or entry.id in known else replace(entry, by=authors.get(entry.id, by))
        for entry in cycle.entries
    )
    old = len(was.questions) if was else 0
    questions = tuple(
        one if one.by or place < old else replace(one, by=by) for place, one in enumerate(cycle.questions)
    )
    if questions == cycle.questions and all(one is other for one, other in zip(entries, cycle.entries, strict=True)):
        return cycle
    return replace(cycle, entries=entries, questions=questions)
