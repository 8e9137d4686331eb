"""Mistakes in a command line, worded: what was wrong with it, and what to do."""

from collections.abc import Sequence
from typing import Any

import typer

from enquiry.errors import near


def worded(mistake: typer.TyperException, argv: Sequence[str]) -> tuple[str, str]:
    """Return two plain lines for a mistake that the command line's parser found."""
    ctx: Any = getattr(mistake, "ctx", None)
    path = ctx.command_path if ctx else "enquiry"
    unknown = getattr(mistake, "option_name", None)
    if type(mistake).__name__ == "NoSuchOption" and unknown:
        return _no_such_option(unknown, path, ctx)
    if ctx and mistake.message.startswith("No such command"):
        return _no_such_command(argv, ctx)
    return mistake.format_message().rstrip(".") + ".", f"{path} --help shows how it is used."


def _no_such_option(option: str, path: str, ctx: Any) -> tuple[str, str]:
    known = [name for param in ctx.command.params for name in param.opts if name.startswith("--")]
    words = f"{path} has no option “{option}”.{near(option, known)}"
    return words, f"If it is the beginning of your text, put -- before it: {path} -- {option} …"


def _no_such_command(argv: Sequence[str], ctx: Any) -> tuple[str, str]:
    known = ctx.command.list_commands(ctx)
    name = next((word for word in argv if word not in known and not word.startswith("-")), "")
    words = f"There is no command “{name}”.{near(name, known)}"
    return words, f"To write that down: enquiry note {name} …   To see all commands: enquiry --help"
