"""Entries that move to another cycle or become another kind: they keep their id, day and history, and get a new name.

The number that one had is not used again, and still leads to it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.cli.names import format_history_name, resolve_item
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import format_cycle_title, format_item_reference
from enquiry.cli.writing.inbox import FileOptions, file_note
from enquiry.cli.writing.receipts import say_receipt
from enquiry.errors import UsageMistake
from enquiry.insight.history.changes import format_field
from enquiry.model.belief import Belief
from enquiry.model.choices import CycleState, EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import KEPT_AS_SAID, AnyEntry, Evidence, Review, convert_entry, list_lost_fields
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal, JournalItem, Lone, LooseNote
from enquiry.unsafe_chars import flatten_text
from enquiry.words import join_words

MOVABLE_NAME = re.compile(r"\d{1,9}\.\d{1,9}|n\d{1,9}", re.IGNORECASE)
"""The name of an entry, or of a note in the inbox."""


class Move(NamedTuple):
    """An entry before and after it was moved or became another kind; before, it may have been a note in the inbox."""

    before: JournalItem
    after: AnyEntry


def change_kind(session: Session, entry: AnyEntry, kind: EntryKind) -> AnyEntry:
    """Return an entry as another kind. What such an entry can't hold is shown, and goes only where that is confirmed.

    Raises UsageMistake where it is not.
    """
    if isinstance(entry, Evidence) and entry.gift:
        refuse_rewording(entry, convert_entry(entry, kind))
    if lost := list_lost_fields(entry, kind):
        told = "; ".join(f"{get_label(name)} {format_field(getattr(entry, name))}" for name in lost)
        words = f"{format_kind(kind).capitalize()} can't hold what {entry.kind} {entry.name} has: {told}."
        if not session.confirm(f"{words} Its history keeps that. Let it go?"):
            raise UsageMistake(words, "To let it go (its history keeps it): --yes")
    return convert_entry(entry, kind)


def refuse_rewording(said: Evidence, after: JournalItem) -> None:
    """Raise UsageMistake where a comment that came back would have other words, another voice, kind or day."""
    if any(getattr(said, name) != getattr(after, name, None) for name in KEPT_AS_SAID):
        words = f"{said.name} is a comment of {flatten_text(said.words_of)}, and is kept as it was said."
        answer = f'Answer it: enquiry reflect --about {said.name} "…"'
        raise UsageMistake(words, f"{answer}; to take it out of sight: enquiry remove {said.name}")


def readdress_entry(journal: Journal, entry: AnyEntry, cycle: str) -> AnyEntry:
    """Return an entry with its name in another cycle, the next free one there; as it is where that is its own."""
    into = journal.find_cycle(cycle)
    return entry if into.id == entry.cycle else replace(entry, cycle=into.id, name=into.next_name)


def place_entry(journal: Journal, before: JournalItem, after: JournalItem) -> Journal:
    """Return the journal with `after` in place of `before`, in whatever cycle.

    Raises UsageMistake for a review that would open a closed cycle by its decision.
    """
    moved = journal.move_item(before, after)
    if isinstance(after, Review) and isinstance(before, Review) and before.cycle != after.cycle:
        was, now = (one.find_cycle_by_id(after.cycle) for one in (journal, moved))
        if was.state is CycleState.CLOSED and now.state is not CycleState.CLOSED:
            words = f"Cycle {was.number} is closed, and review {before.name} ({after.decision}) would open it."
            raise UsageMistake(words, f"To take it up again: enquiry reopen {was.number}; then move the review.")
    return moved


def split_cycle_name(
    names: Sequence[str], cycle: str | None, kind: EntryKind | None
) -> tuple[Sequence[str], str | None]:
    """Return the names of what moves, and the cycle that was named last among them or as an option.

    Raises UsageMistake where nothing is left to move, and where neither a cycle nor a kind was named.
    """
    if not MOVABLE_NAME.fullmatch(names[-1]):
        if cycle is not None:
            raise UsageMistake(f"Both “{names[-1]}” and -c {cycle} name a cycle.", "Give one of them.")
        *names, cycle = names
    if not names:
        raise UsageMistake(f"“{cycle}” is where to, and what moves was not said.", f"enquiry move 7.4 {cycle}")
    if cycle is None and kind is None:
        words = f"Where {join_words(list(names))} should go was not said."
        raise UsageMistake(
            words, f"Name the cycle last: enquiry move {' '.join(names)} CYCLE. Or another kind: --as note"
        )
    return names, cycle


def move_items(session: Session, names: Sequence[str], cycle: str | None, kind: EntryKind | None) -> tuple[Move, ...]:
    """Move entries and notes to a cycle, make them another kind, or both, in one step; say so, and return them.

    Raises UsageMistake for what is no entry or note and for what would stay as it is, NotFound and Ambiguous as
    `resolve_item` does.
    """
    moves = list[Move]()
    with session.change() as step:
        began = step.journal
        for name in dict.fromkeys(names):
            before = resolve_item(step.journal, name)
            if isinstance(before, Cycle):
                hint = f"Name entries: enquiry show {before.number} lists them."
                raise UsageMistake(f"“{name}” is a cycle, and only entries and notes move.", hint)
            if isinstance(before, Belief):
                hint = f"It lies in no cycle; what speaks for it may: enquiry show {before.name}"
                raise UsageMistake(f"{before.name} is a belief, and only entries and notes move.", hint)
            if isinstance(before, LooseNote):
                step.journal, after = file_note(session, step.journal, before, FileOptions(cycle, kind))
            else:
                after = change_kind(session, before, kind) if kind else before
                after = readdress_entry(step.journal, after, cycle) if cycle is not None else after
                if after == before:
                    words = f"{format_item_reference(before, step.journal)} is there already."
                    raise UsageMistake(words, "Name another cycle, or another kind with --as.")
                step.journal = place_entry(step.journal, before, after)
            moves.append(Move(before, after))
        step.did = ", ".join(f"{format_history_name(one.before)} {format_change(*one)}" for one in moves)
    for one in moves:
        say_receipt(session, one.after, format_move(one.before, one.after, step.journal))
    say_state_changes(session, began, step.journal)
    return tuple(moves)


def say_state_changes(session: Session, before: Journal, after: Journal) -> None:
    """Say which cycles were opened, paused or closed because a review came to them, or left them."""
    states = {cycle.id: cycle.state for cycle in before.cycles}
    for cycle in after.kept:
        if states.get(cycle.id, cycle.state) is not cycle.state:
            session.say(f"Cycle {cycle.number} is {cycle.state} now.")


def format_change(before: JournalItem, after: JournalItem) -> str:
    """Return what became of an entry's name or kind, as history tells it; nothing where both are as they were."""
    if isinstance(before, Cycle | Belief) or isinstance(after, Cycle | Lone):
        return ""
    if isinstance(before, LooseNote):
        return f"filed as {after.kind} {after.name}"
    if type(before) is not type(after):
        return f"made {after.kind} {after.name}"
    return f"moved to {after.name}" if before.name != after.name else ""


def format_move(before: JournalItem, after: JournalItem, journal: Journal) -> str:
    """Return what became of an entry in a sentence that says both names, and its cycle."""
    if isinstance(after, Cycle | Lone):
        return format_item_reference(after, journal)
    into = format_cycle_title(journal.cycles_by_id[after.cycle])
    return f"{format_history_name(before).capitalize()} is now {after.kind} {after.name} of {into}"


def format_kind(word: str) -> str:
    """Return the name of a kind of thing with its article: "an action", "a reflection"."""
    return {"action": "an action", "evidence": "a piece of evidence"}.get(word, f"a {word}")
