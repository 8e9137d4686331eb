"""Choosing at a terminal: a numbered list with a line that explains each, answered by a number or a word.

Numbers and not arrow keys: they work in every terminal, over any connection and with a screen reader, and cost no
library at start-up.
"""

from collections.abc import Callable, Mapping, Sequence

from enquiry.cli.session import Session
from enquiry.cli.terminal import wrap_to_terminal
from enquiry.errors import suggest_nearest
from enquiry.model.choice_words import EXPLANATIONS, match_choice

_TRIES = 3
"""How often is asked before it is left: a pipe that claims to be a terminal must not be asked for ever."""


def list_choices(choices: Mapping[str, str]) -> list[str]:
    """Return the lines of a numbered list: each choice with its words."""
    width, figures = max(map(len, choices)), len(str(len(choices)))
    rows = (
        (f"  {place:>{figures}}  {name:<{width}}  ", words) for place, (name, words) in enumerate(choices.items(), 1)
    )
    return [wrap_to_terminal(words, begin) if words else begin.rstrip() for begin, words in rows]


def explain_choices(names: Sequence[str]) -> dict[str, str]:
    """Return each choice with the line that explains it, where there is one."""
    return {name: EXPLANATIONS.get(name, "") for name in names}


def read_choice(typed: str, names: Sequence[str]) -> tuple[str, str]:
    """Return the choice that a number or a word means; else nothing, and what is wrong with it in words."""
    if typed.isdecimal() and typed not in names:
        number = int(typed)
        if 1 <= number <= len(names):
            return names[number - 1], ""
        return "", f"{typed} is not from 1 to {len(names)}."
    fitting = match_choice(typed, names)
    if len(fitting) == 1:
        return fitting[0], ""
    if fitting:
        return "", f"“{typed}” fits several: {', '.join(fitting)}."
    return "", f"“{typed}” is none of them.{suggest_nearest(typed, names)}"


def choose(session: Session, question: str, choices: Mapping[str, str], enter: str = "for none") -> str:
    """Return the choice a person makes of those listed; nothing for Enter, the end of input, or no answer that fits.

    `enter` says what Enter does.
    """
    session.tell(question)
    for line in list_choices(choices):
        session.tell(line, drawn=True)
    for _ in range(_TRIES):
        if not (typed := session.ask_line(f"A number or a word (Enter {enter})")):
            return ""
        chosen, wrong = read_choice(typed, list(choices))
        if chosen:
            return chosen
        session.tell(wrong)
    return ""


def resolve_choice(
    session: object,
    option: str,
    typed: str,
    names: Sequence[str],
    explain: Callable[[Sequence[str]], Mapping[str, str]] = explain_choices,
) -> str:
    """Return the choice that was meant by what was typed for an option; what was typed where that is none.

    At a terminal what fits none, or several, is asked about in a list; `explain` gives each choice its line.
    """
    fitting = match_choice(typed, names)
    if len(fitting) == 1:
        return fitting[0]
    if isinstance(session, Session) and session.can_ask:
        words = read_choice(typed, ())[1] if not fitting else f"“{typed}” fits several: {', '.join(fitting)}."
        return choose(session, f"{option}: {words}", explain(names), enter="to save nothing") or typed
    return typed
