"""`enquiry help`: the commands, one of them, or a topic of the guide."""

from typing import Annotated, Any

import typer

from enquiry.cli.options import build_argument
from enquiry.cli.session import Session
from enquiry.errors import NotFound, suggest_nearest
from enquiry.guide import TOPICS, find_page

HelpWords = Annotated[list[str] | None, build_argument("[COMMAND|TOPIC]...", "A command, or a topic of the guide.")]


def help(ctx: typer.Context, words: HelpWords = None) -> None:  # noqa: A001 (a command's function bears its name)
    from enquiry.answers.journal import PageAnswer
    from enquiry.cli.help.commands import HELP
    from enquiry.cli.help.page import show_help
    from enquiry.cli.synonyms import find_command
    from enquiry.views.guide import draw_page, format_page_lines

    session: Session = ctx.obj
    root: Any = ctx.find_root()
    command, context, left = root.command, root, [word for word in words or () if word != "enquiry"]
    while left and hasattr(command, "list_commands"):
        names: Any = command.list_commands(root)
        meant = left[0] if left[0] in names else None
        if meant is None and context is root and not find_page(left[0]) and (found := find_command(left[0], (), names)):
            session.say(found.words)
            meant = found.command
        if meant is None:
            break
        left.pop(0)
        command = command.get_command(root, meant)
        context = typer.Context(command, parent=context, info_name=meant)
    if not left:
        show_help(context)
    elif context is root and len(left) == 1 and (page := find_page(left[0])):
        session.show(page, view=draw_page, plain=format_page_lines, data=PageAnswer)
    else:
        known = (*HELP, *TOPICS)
        said = " ".join(words or ())
        hint = "enquiry help names all commands, enquiry guide the topics; enquiry guide WORD looks for a word."
        raise NotFound(f"There is no command or topic “{said}”.{suggest_nearest(said, known)}", hint)
