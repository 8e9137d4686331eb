"""The help of a command as a value, from the texts of `cli.help` and the command's own options."""

import re
from typing import Any

import typer

from enquiry.answers.journal import HelpAnswer
from enquiry.cli.help.commands import GLOBAL_PANEL, HELP, ROOT_HELP, VERBS
from enquiry.guide import CommandHelp, OptionHelp
from enquiry.views.help import draw_help, format_help_lines


def show_help(ctx: typer.Context) -> None:
    """Show the help of the command that a context belongs to, in the form that the switches beside it ask for."""
    ctx.obj.show(build_command_help(ctx), view=draw_help, plain=format_help_lines, data=HelpAnswer)


def build_command_help(ctx: typer.Context) -> CommandHelp:
    """Return the help of the command that a context belongs to."""
    command: Any = ctx.command
    name = ctx.command_path.partition(" ")[2]
    shared = [param for param in command.params if getattr(param, "rich_help_panel", "") == GLOBAL_PANEL]
    everywhere = tuple(param.opts[0] for param in shared)
    if not name:
        panels = {"": {verb: summarize_help(verb) for verb in VERBS}}
        for panel, names in command.panels.items():
            panels[panel] = {one: summarize_help(one) for one in names if one not in VERBS}
        return CommandHelp("", "", (), (ROOT_HELP,), (), panels, everywhere)
    examples, about = split_help(name)
    held = {one: summarize_help(f"{name} {one}") for one in getattr(command, "commands", ())}
    usage = " ".join((ctx.command_path, *command.collect_usage_pieces(ctx)))
    shown = [param for param in command.params if param not in shared and not getattr(param, "hidden", False)]
    if name == "help":  # the one place that tells of what all commands have, and of what the program has
        program: Any = ctx.find_root().command
        of_program = (param for param in program.params if param.rich_help_panel != GLOBAL_PANEL)
        shown, everywhere = [*shown, *of_program, *shared], ()
    options = [_describe_option(param) for param in shown]
    if name == "config":
        options += describe_settings()
    return CommandHelp(name, usage, examples, about, tuple(options), {"Commands": held} if held else {}, everywhere)


def split_help(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the examples of a command, a line each, and the paragraphs of its help."""
    lines = HELP[name].splitlines()
    examples = tuple(line for line in lines if line.startswith("$ "))
    rest = "\n".join(line for line in lines if not line.startswith("$ "))
    return examples, tuple(" ".join(words.split()) for words in rest.split("\n\n") if words.strip())


def summarize_help(name: str) -> str:
    """Return the first sentence of a command's help."""
    return re.split(r"(?<=\.) ", split_help(name)[1][0])[0]


def _describe_option(param: Any) -> OptionHelp:
    is_option = param.param_type_name == "option"
    choices = tuple(str(getattr(choice, "value", choice)) for choice in getattr(param.type, "choices", ()))
    named = param.opts[0].lstrip("-").upper()
    value = "" if getattr(param, "is_flag", False) else param.metavar or ("KIND" if named == "AS" else named)
    names = tuple(sorted((*param.opts, *param.secondary_opts), key=len)) if is_option else (value,)
    usual = f" If not said: {param.default}." if isinstance(param.default, str) and param.show_default else ""
    panel = getattr(param, "rich_help_panel", None) or ("Options" if is_option else "What it takes")
    return OptionHelp(names, value if is_option else "", f"{param.help or ''}{usual}", choices, panel)


def describe_settings() -> list[OptionHelp]:
    """Return every setting with what it is for, and the values it takes."""
    from enquiry.config import KEYS, OF_JOURNAL, describe_setting

    found = list[OptionHelp]()
    for key in KEYS:
        about, takes = describe_setting(key)
        panel = (
            "Thresholds of the pulse" if "." in key else "In the journal" if key in OF_JOURNAL else "On this machine"
        )
        found.append(OptionHelp((key,), "", f"{about} It takes {takes}.", (), panel))
    return found
