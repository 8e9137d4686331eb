"""Mistakes in a command line, worded: what was wrong with it, and what to do."""

from collections.abc import Sequence
from typing import Any

import typer

from enquiry.errors import suggest_nearest


def format_usage_error(mistake: typer.TyperException, argv: Sequence[str]) -> tuple[str, str]:
    """Return two plain lines for a mistake that the command line's parser found."""
    ctx: Any = getattr(mistake, "ctx", None)
    path = ctx.command_path if ctx else "enquiry"
    unknown = getattr(mistake, "option_name", None)
    choices = getattr(getattr(getattr(mistake, "param", None), "type", None), "choices", None)
    if type(mistake).__name__ == "NoSuchOption" and unknown:
        return _explain_unknown_option(unknown, path, ctx)
    if choices:
        return _explain_unknown_choice(mistake, list(choices))
    if ctx and mistake.message.startswith("No such command"):
        return _explain_unknown_command(mistake, argv, ctx)
    return mistake.format_message().rstrip(".") + ".", f"{path} --help shows how it is used."


def _explain_unknown_option(option: str, path: str, ctx: Any) -> tuple[str, str]:
    known = [name for param in ctx.command.params for name in param.opts if name.startswith("--")]
    guess = suggest_nearest(option, known)
    takes_text = any(param.name == "words" for param in ctx.command.params)
    beginning = f"If it is the beginning of your text, put -- before it: {path} -- {option} …"
    hint = beginning if takes_text and not guess else f"{path} --help shows its options."
    return f"{path} has no option “{option}”.{guess}", hint


def _explain_unknown_choice(mistake: Any, choices: Sequence[Any]) -> tuple[str, str]:
    known = [str(getattr(choice, "value", choice)) for choice in choices]
    option = mistake.param.opts[0]
    given = mistake.message.partition(" is not one of ")[0].strip("'\"")
    return f"“{given}” is no choice for {option}.{suggest_nearest(given, known)}", f"Choose one of: {', '.join(known)}."


def _explain_unknown_command(mistake: typer.TyperException, argv: Sequence[str], ctx: Any) -> tuple[str, str]:
    known = ctx.command.list_commands(ctx)
    name = next((word for word in argv if repr(word) in mistake.message), "")
    words = f"There is no command “{name}”.{suggest_nearest(name, known)}"
    return words, f"To write that down: enquiry note {name} …   To see all commands: enquiry --help"
