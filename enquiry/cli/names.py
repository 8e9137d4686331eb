"""Resolve the names of things: a cycle (`7`, `wait`), an entry (`7.4`), a note (`n12`), a belief (`belief-3`)."""

import re
from typing import TYPE_CHECKING, NoReturn

from enquiry.cli.session import Session
from enquiry.errors import NotFound, UsageMistake
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, JournalItem, Lone
from enquiry.unsafe_chars import show_on_one_line

if TYPE_CHECKING:
    from enquiry.model.asking.prompt import PromptSet


def resolve_cycle(journal: Journal, named: str | None, about: str | None = None) -> Cycle:
    """Return the cycle that was named, else that of the entry spoken of, else the current one, else the only open one.

    `about` names that entry, where one was. Raises UsageMistake where several are open and none is current, and
    NotFound and Ambiguous for a name.
    """
    if named is not None:
        return journal.find_cycle(named)
    if about:
        return journal.cycles_by_id[resolve_entry(journal, about).cycle]
    if journal.current:
        return journal.current
    if len(journal.open) == 1:
        return journal.open[0]
    if not journal.kept:
        words = "There is no cycle yet."
        raise UsageMistake(words, 'enquiry start "your question" opens one; enquiry note keeps a line until then.')
    number = (journal.open or journal.kept)[0].number
    hint = f"Name it with -c {number}, or make one current: enquiry use {number}"
    raise UsageMistake("No cycle is the current one.", hint)


def choose_name(named: str | None, option: str | None) -> str | None:
    """Return the name that was given as an argument or by `-c`. Raises UsageMistake where both say different ones."""
    if named is not None and option is not None and named != option:
        raise UsageMistake(f"Both {named} and -c {option} name a cycle.", "Give one of them.")
    return option if named is None else named


def split_first_word(
    session: Session, command: str, words: list[str] | None, cycle: str | None
) -> tuple[list[str] | None, str | None]:
    """Return the words of a text about a cycle, and the cycle they are for: a first word that names one is no text yet.

    A number alone is a cycle, as in `enquiry review 7`. Before other words it is asked about, as is a word that names
    another cycle than the one which is meant without it. Raises UsageMistake where nobody can be asked, or says, and
    NotFound for a number before other words that no cycle has.
    """
    if not words or (len(words) == 1 and not words[0].isdecimal()):
        return words, cycle
    first, *rest = words
    if not rest:
        return None, choose_name(first, cycle)
    journal = session.load_journal_or_empty()
    found = None if cycle is not None else journal.find_named_cycle(first)
    if found is None and cycle is None and first.isdecimal():
        refuse_first_number(f"cycle {first}", f'enquiry {command} "{" ".join(words)}"')
    if found is None:
        return words, cycle
    title = f"cycle {found.number} ({show_on_one_line(found.question)})"
    if not session.can_ask:
        said, more = " ".join(rest[:3]), " …" if len(rest) > 3 else ""
        kept = f" -c {journal.current.number}" if journal.current else ""
        hint = f'For that cycle: enquiry {command} -c {found.number} "{said}{more}"'
        both = f'{hint}; for text: enquiry {command}{kept} "{first} {said}{more}"'
        raise UsageMistake(f"“{first}” may be {title}, or the first word of the text.", both)
    answer = session.ask_line(f"Is “{first}” {title}, or the first word of your text? c cycle, t text")
    if answer.casefold() not in ("c", "t", "cycle", "text"):
        raise UsageMistake(f"“{answer}” is neither c nor t.", "Nothing was saved.")
    return (rest, str(found.number)) if answer.casefold().startswith("c") else (words, cycle)


def refuse_first_number(name: str, command: str) -> NoReturn:
    """Raise NotFound for a number before a text that names nothing; `command` writes it as a part of the text."""
    raise NotFound(f"There is no {name}.", f"For a text that begins with that number: {show_on_one_line(command)}")


def choose_item_name(command: str, name: str | None, cycle: str | None) -> str:
    """Return what was named, by its name or by `-c`. Raises UsageMistake where nothing was, or two things."""
    if (named := choose_name(name, cycle)) is None:
        raise UsageMistake(
            f"What to {command} was not named.", f"Name a cycle, an entry, a note or a belief: enquiry {command} NAME"
        )
    return named


def resolve_item(journal: Journal, name: str) -> JournalItem:
    """Return the cycle, entry, note or belief of that name.

    Raises NotFound where there is none or it was removed, Ambiguous where a part of a question fits several, and
    UsageMistake for a gift.
    """
    if re.fullmatch(r"\d{1,9}\.\d{1,9}", name):
        return journal.find_entry(name)
    if re.fullmatch(r"n\d{1,9}", name, re.IGNORECASE):
        return journal.find_note(name)
    if re.fullmatch(r"belief-\d{1,9}", name, re.IGNORECASE):
        return journal.find_belief(name)
    if any(gift.name == name.casefold() for gift in journal.gifts):
        raise UsageMistake(f"{name} is a gift, which stays as it was given.", f"To see it: enquiry gifts {name}")
    return journal.find_cycle(name)


def resolve_entry(journal: Journal, name: str) -> AnyEntry:
    """Return the entry of that name. Raises UsageMistake for what names none, and as `resolve_item` does."""
    item = resolve_item(journal, name)
    if isinstance(item, Cycle | Lone):
        raise UsageMistake(f"“{name}” names no entry of a cycle.", "Name an entry, such as 7.4.")
    return item


def say_where_moved(session: Session, named: str, thing: JournalItem, journal: Journal) -> None:
    """Say what a thing is called that was named by an earlier number, and what else was called so."""
    name = str(thing.number) if isinstance(thing, Cycle) else thing.name
    called = [one for one in journal.list_called(named) if one.id != thing.id]
    if name != named.casefold() and re.fullmatch(r"(n|belief-)?\d+(\.\d+)?", named, re.IGNORECASE):
        moved = not isinstance(thing, Cycle) and thing not in journal.list_called(named)
        session.say(f"{named} was moved: it is {name} now." if moved else f"What was called {named} is {name} now.")
    for one in called:
        other = str(one.number) if isinstance(one, Cycle) else one.name
        session.say(f"{other} was also called {named}, where it was written: enquiry show {other}")


def resolve_item_or_removed(journal: Journal, name: str) -> JournalItem:
    """Return the item of that name even when it was removed. Raises NotFound and Ambiguous as `resolve_item` does."""
    named = {str(cycle.number): cycle for cycle in journal.cycles if cycle.removed}
    others = [*(entry for cycle in journal.cycles for entry in cycle.entries), *journal.lone]
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
    """Return an item as history names it: "reflection 7.4", "cycle 7", "note n12", "belief-3"."""
    from enquiry.insight.history.changes import name_record

    return " ".join(name_record(thing)).strip()
