"""Resolve the names of things: a cycle (`7`, `wait`), an entry (`7.4`) or a note in the inbox (`n12`)."""

import re

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal, JournalItem


def resolve_cycle(journal: Journal, named: str | None) -> Cycle:
    """Return the cycle that was named, else the current one, else the only open one.

    Raises UsageMistake where several are open and none is current, and NotFound and Ambiguous for a name.
    """
    if named is not None:
        return journal.find_cycle(named)
    if journal.current:
        return journal.current
    if len(journal.open) == 1:
        return journal.open[0]
    if not journal.kept:
        words = "There is no cycle yet to add to."
        raise UsageMistake(words, 'enquiry start "your question" opens one; enquiry note keeps a line until then.')
    raise UsageMistake("No cycle is the current one.", "Name it with -c 7, or make one current: enquiry use 7")


def resolve_item(journal: Journal, name: str) -> JournalItem:
    """Return the cycle, entry or note of that name.

    Raises NotFound where there is none or it was removed, and Ambiguous where a part of a question fits several.
    """
    if re.fullmatch(r"\d{1,9}\.\d{1,9}", name):
        return journal.find_entry(name)
    if re.fullmatch(r"n\d{1,9}", name, re.IGNORECASE):
        return journal.find_note(name)
    return journal.find_cycle(name)


def say_where_moved(session: Session, named: str, thing: JournalItem) -> None:
    """Say where an entry went that was named by a number it had before it moved."""
    if not isinstance(thing, Cycle) and thing.name != named.casefold() and re.fullmatch(r"\d+\.\d+", named):
        session.say(f"{named} was moved: it is {thing.name} now.")


def resolve_item_or_removed(journal: Journal, name: str) -> JournalItem:
    """Return the item of that name even when it was removed. Raises NotFound and Ambiguous as `resolve_item` does."""
    named = {str(cycle.number): cycle for cycle in journal.cycles if cycle.removed}
    others = [*(entry for cycle in journal.cycles for entry in cycle.entries), *journal.inbox]
    removed: dict[str, JournalItem] = {**named, **{item.name: item for item in others if item.removed}}
    return removed.get(name.casefold()) or resolve_item(journal, name)


def format_history_name(thing: JournalItem) -> str:
    """Return an item as history names it: "reflection 7.4", "cycle 7", "note n12"."""
    from enquiry.insight.history.changes import name_record

    return " ".join(name_record(thing))
