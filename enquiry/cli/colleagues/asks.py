"""Asks, made and answered: which one is meant, what it came to, and what is said back."""

import re

from enquiry.cli.choosing import choose, explain_choices, resolve_choice
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import change_item
from enquiry.cli.writing.entries import answer_item, format_cycle_title, format_day_suffix
from enquiry.errors import NotFound, UsageMistake
from enquiry.model.choices import Granted
from enquiry.model.entry import Ask
from enquiry.model.journal import Journal, JournalItem
from enquiry.unsafe_chars import flatten_text

_NAME = r"\d{1,9}\.\d{1,9}"


def refuse_name_as_ask(session: Session, words: list[str] | None) -> None:
    """Raise UsageMistake where all that was typed is the name of an ask, which then was to be answered."""
    if words and len(words) == 1 and re.fullmatch(_NAME, words[0]):
        asks = (entry for entry in session.load_journal_or_empty().iterate_entries() if isinstance(entry, Ask))
        if any(entry.name == words[0] for entry in asks):
            msg = f"“{words[0]}” is the name of an ask, and no ask by itself."
            raise UsageMistake(msg, f'To answer it: enquiry answer {words[0]} yes "what came of it"')


def say_how_answered(session: Session, name: str) -> None:
    """Say how an ask is answered, once something has come of it."""
    session.say(f"When there is an answer: enquiry answer {name}")


def answer_ask(session: Session, words: list[str], on: str | None) -> None:
    """Keep how an ask was answered and what came of it, and say so; at a terminal what was not typed is asked.

    `words` are the ask's name, which may be left out where one is open, its answer, and what came of it. Raises
    NotFound and Ambiguous for the name, and UsageMistake where it names no ask or something is missing.
    """
    is_named = bool(words) and re.fullmatch(_NAME, words[0]) is not None
    journal = session.load_journal()
    name = words[0] if is_named else choose_open_ask(session, journal)
    _refuse_other_kind(ask := journal.find_entry(name))
    typed, *came_words = words[is_named:] or [""]
    asked = not typed and session.can_ask
    given = resolve_choice(session, "answer", typed, list(Granted)) if typed else ""
    if asked:
        given = choose(
            session,
            f"“{flatten_text(ask.text)}”: how was it answered?",
            explain_choices(list(Granted)),
            enter="to save nothing",
        )
    if given not in list(Granted):
        wrong = f"“{typed}” is no answer" if typed else f"No answer was given for {name}"
        hint = f'It is yes, partly or no: enquiry answer {name} yes "what came of it"'
        raise UsageMistake(f"{wrong}, so nothing was saved.", hint)
    came = session.ask_line("What came of it? (Enter skips)") if asked else ""
    if came_words:
        came = session.read_text_argument(came_words, what="answer", example="")
    changed: dict[str, object] = {"answer": Granted(given)}
    changed |= {option: raw for option, raw in (("came_of_it", came), ("answered", on)) if raw}
    _, after, journal = change_item(session, name, changed, _refuse_other_kind)
    if isinstance(after, Ask):
        title = format_cycle_title(journal.cycles_by_id[after.cycle])
        day = format_day_suffix(session, after.answered_on) if after.answered_on else ""
        answer_item(session, after, journal, f"Ask {after.name} of {title} was answered: {after.answer}{day}.")


def _refuse_other_kind(thing: JournalItem) -> None:
    if not isinstance(thing, Ask):
        name = getattr(thing, "name", "") or str(getattr(thing, "number", ""))
        raise UsageMistake(f"{name} is no ask, and only asks are answered.", "enquiry asks lists them.")


def choose_open_ask(session: Session, journal: Journal) -> str:
    """Return the name of the only open ask, or of the one that a person at the terminal chooses."""
    waiting = {ask.name: flatten_text(ask.text) for cycle in journal.kept for ask in cycle.open_asks}
    if not waiting:
        raise NotFound("No ask is open.", "enquiry asks lists those that were answered.")
    if len(waiting) == 1:
        return next(iter(waiting))
    chosen = choose(session, "Which one was answered?", waiting, enter="to save nothing") if session.can_ask else ""
    if not chosen:
        raise UsageMistake(f"Which of {len(waiting)} open asks was answered was not named.", "enquiry asks lists them.")
    return chosen
