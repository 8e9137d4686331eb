"""What the parser of the command line refuses, in words."""

import re
from collections.abc import Sequence
from typing import Any

import typer

from enquiry.errors import suggest_nearest
from enquiry.words import join_words

_OTHER_OPTIONS = {
    **dict.fromkeys(("--date", "--day", "--when"), "--on"),
    **dict.fromkeys(("--why", "--reason"), "--because"),
    **dict.fromkeys(("--next", "--again", "--look"), "--next-look"),
    **dict.fromkeys(("--type", "--category"), "--kind"),
    **dict.fromkeys(("--sign", "--signs", "--success-sign"), "--success"),
    **dict.fromkeys(("--number", "--count", "--pupils"), "--n"),
}
"""By an option that people type: the one that is meant, where a command has it."""

_ITS_TEXT = ("--question", "--text", "--words", "--message")
"""What people type as an option and is the text of the command itself."""

_NUMBER = re.compile(r"'?(.*?)'? is not (?:a valid (?:int|float|integer)|in the range )", re.DOTALL)
_BARE = re.compile(r"Option '(.+)' requires an argument\.?")
_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)\.?", re.DOTALL)


def find_meant_option(typed: str, command: Any) -> str:
    """Return the option that was meant by one a command has not; nothing where that is not certain.

    It is another word for an option, or a choice typed as if it were one: `--baseline` is `--stage baseline`.
    """
    from enquiry.model.choice_words import match_choice

    options = [name for one in command.params for name in one.opts]
    if _OTHER_OPTIONS.get(typed) in options:
        return _OTHER_OPTIONS[typed]
    meant = []
    for one in command.params:
        choices = getattr(getattr(one, "type", None), "choices", None) or ()
        fitting = match_choice(typed.removeprefix("--"), [str(getattr(choice, "value", choice)) for choice in choices])
        meant += [f"{one.opts[0]} {choice}" for choice in fitting]
    return meant[0] if len(meant) == 1 and len(typed) > len("--abc") else ""


def format_usage_error(mistake: typer.TyperException, argv: Sequence[str], called: str = "") -> tuple[str, str]:
    """Return two plain lines for a mistake that the parser found in `argv`: what went wrong, and what to do.

    An option is named as it is typed, or as it is `called` where it was not.
    """
    ctx: Any = getattr(mistake, "ctx", None)
    path = ctx.command_path if ctx else "enquiry"
    option = getattr(mistake, "option_name", None)
    param = getattr(mistake, "param", None)
    choices = getattr(getattr(param, "type", None), "choices", None)
    if type(mistake).__name__ == "NoSuchOption" and option:
        meant = find_meant_option(option, ctx.command)
        known = [name[2:] for one in ctx.command.params for name in one.opts if name[:2] == "--"]
        takes_text = any(one.name == "words" for one in ctx.command.params)
        guess = f" It is {meant}." if meant else suggest_nearest(option[2:], known).replace("mean ", "mean --")
        guess = " The text is typed without one." if takes_text and option in _ITS_TEXT else guess
        beginning = f"If it is the beginning of your text, put -- before it: {path} -- {option} …"
        hint = beginning if takes_text and not guess else f"{path} --help shows its options."
        return f"{path} has no option “{option}”.{guess}", hint
    if choices and param:
        from enquiry.model.choice_words import match_choice

        known = [str(getattr(choice, "value", choice)) for choice in choices]
        given = mistake.message.partition(" is not one of ")[0].strip("'\"")
        fitting = match_choice(given, known)
        option = called or param.opts[0]
        words = f"“{given}” is no choice for {option}.{suggest_nearest(given, known)}"
        if fitting:
            words = f"“{given}” fits several choices for {option}: {join_words(fitting)}."
        return words, f"Choose one of: {', '.join(known)}."
    if param and (found := _NUMBER.match(mistake.message)):
        least, most = getattr(param.type, "min", None), getattr(param.type, "max", None)
        span = f" from {least:,}" if least is not None else ""
        span += f" to {most:,}" if most is not None else ""
        named = called or (param.opts[0] if param.opts[0].startswith("-") else param.human_readable_name)
        what = "whole number" if "int" in type(param.type).__name__.casefold() else "number"
        return f"“{found[1]}” is no {what}{span} for {named}.", f"Give it in figures{span}."
    if ctx and mistake.message.startswith("No such command"):
        name = next((word for word in argv if repr(word) in mistake.message), "")
        words = f"There is no command “{name}”.{suggest_nearest(name, ctx.command.list_commands(ctx))}"
        return words, f"To write that down: enquiry note {name} …   To see all commands: enquiry --help"
    if extra := _EXTRA.fullmatch(mistake.format_message()):
        is_cycle = extra[1].isdecimal() and any("-c" in one.opts for one in ctx.command.params)
        hint = f"If it is a cycle, type -c {extra[1]}." if is_cycle else "What belongs together needs quotes around it."
        return f"{path} has no place for “{extra[1]}”.", f"{hint} {path} --help shows how it is used."
    bare = _BARE.fullmatch(mistake.format_message())
    words = f"{bare[1]} was given without what it says" if bare else mistake.format_message().rstrip(".")
    return f"{words}.", f"{path} --help shows how it is used."
