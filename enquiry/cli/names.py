"""Resolve the names of things: a cycle (`7`, `wait`), an entry (`7.4`) or a note in the inbox (`n12`)."""

import re
from typing import TYPE_CHECKING

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal, JournalItem

if TYPE_CHECKING:
    from enquiry.model.prompt import PromptSet


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


def resolve_item_or_removed(journal: Journal, name: str) -> JournalItem:
    """Return the item of that name even when it was removed. Raises NotFound and Ambiguous as `resolve_item` does."""
    named = {str(cycle.number): cycle for cycle in journal.cycles if cycle.removed}
    others = [*(entry for cycle in journal.cycles for entry in cycle.entries), *journal.inbox]
    removed: dict[str, JournalItem] = {**named, **{item.name: item for item in others if item.removed}}
    return removed.get(name.casefold()) or resolve_item(journal, name)


def resolve_prompts(session: Session, command: str, named: str | None) -> "PromptSet":
    """Return the prompt set that a command asks by, as `choose_prompts` does.

    Where the set that the settings name can't be used, that is said, and the usual one asks.
    """
    from enquiry.presets import choose_prompts, load_prompts

    usual, own = session.config.prompts, session.places.prompts
    if usual and named is None:
        try:
            load_prompts(usual, own)
        except UsageMistake as fault:
            session.warn(f"{fault.words} It is named in the settings; the usual questions are asked instead.")
            usual = ""
    return choose_prompts(command, named, usual, own)


def format_history_name(thing: JournalItem) -> str:
    """Return an item as history names it: "reflection 7.4", "cycle 7", "note n12"."""
    from enquiry.insight.history.changes import name_record

    return " ".join(name_record(thing))
