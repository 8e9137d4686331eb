"""What the parser of the command line refuses, in words."""

from collections.abc import Sequence
from typing import Any

import typer

from enquiry.errors import suggest_nearest
from enquiry.words import join_words


def format_usage_error(mistake: typer.TyperException, argv: Sequence[str]) -> tuple[str, str]:
    """Return two plain lines for a mistake that the parser found in `argv`: what went wrong, and what to do."""
    ctx: Any = getattr(mistake, "ctx", None)
    path = ctx.command_path if ctx else "enquiry"
    option = getattr(mistake, "option_name", None)
    param = getattr(mistake, "param", None)
    choices = getattr(getattr(param, "type", None), "choices", None)
    if type(mistake).__name__ == "NoSuchOption" and option:
        guess = suggest_nearest(option, [name for one in ctx.command.params for name in one.opts if name[:2] == "--"])
        takes_text = any(one.name == "words" for one in ctx.command.params)
        beginning = f"If it is the beginning of your text, put -- before it: {path} -- {option} …"
        hint = beginning if takes_text and not guess else f"{path} --help shows its options."
        return f"{path} has no option “{option}”.{guess}", hint
    if choices and param:
        from enquiry.model.choice_words import match_choice

        known = [str(getattr(choice, "value", choice)) for choice in choices]
        given = mistake.message.partition(" is not one of ")[0].strip("'\"")
        fitting = match_choice(given, known)
        words = f"“{given}” is no choice for {param.opts[0]}.{suggest_nearest(given, known)}"
        if fitting:
            words = f"“{given}” fits several choices for {param.opts[0]}: {join_words(fitting)}."
        return words, f"Choose one of: {', '.join(known)}."
    if ctx and mistake.message.startswith("No such command"):
        name = next((word for word in argv if repr(word) in mistake.message), "")
        words = f"There is no command “{name}”.{suggest_nearest(name, ctx.command.list_commands(ctx))}"
        return words, f"To write that down: enquiry note {name} …   To see all commands: enquiry --help"
    return mistake.format_message().rstrip(".") + ".", f"{path} --help shows how it is used."
