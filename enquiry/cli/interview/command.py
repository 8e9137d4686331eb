"""Commands that write: they speak of drafts that wait, and those given no text at a terminal ask for it.

An interview fills in what could have been typed, and the command then runs as though it had been. What was answered is
on the disk until the command has ended well.
"""

from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperOption

from enquiry.cli.editor.command import EditorCommand, is_editor_requested
from enquiry.cli.global_options import Command
from enquiry.cli.session import Session
from enquiry.errors import CannotRead, UsageMistake

if TYPE_CHECKING:
    from enquiry.model.draft import StoredDraft

ASKING = ("start", "read", "act", "evidence", "reflect", "note", "refine")
"""The commands that ask for what they were not given, each by a set of prompts."""


class WritingCommand(EditorCommand):
    """A command that writes: afterwards it says which drafts wait."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command, then say in a line that something begun earlier waits."""
        answer = super().invoke(ctx)
        say_drafts(ctx.obj)
        return answer


class GuidedCommand(WritingCommand):
    """A command that asks, one prompt at a time, where no text was given and a person is at the terminal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*self.params, _build_prompts_option()]

    def invoke(self, ctx: Any) -> Any:
        """Run the command with what was typed, or with what an interview comes to."""
        session: Session = ctx.obj
        if not _is_to_ask(ctx):
            if session.prompts is not None and (ctx.params.get("words") or not session.editor):
                raise UsageMistake(
                    f"--prompts {session.prompts} was given, but nothing is to be asked.",
                    "It belongs to a command without a text, at a terminal or with --editor.",
                )
            return super().invoke(ctx)
        from enquiry.cli.interview.drafts import keep_draft
        from enquiry.cli.interview.fill import InterviewForm

        say_drafts(session)
        filling = InterviewForm(ctx)
        with keep_draft(session, filling.keeping):
            filling.ask()
            return Command.invoke(self, ctx)


def _is_to_ask(ctx: Any) -> bool:
    """Say whether nothing was given to write, by argument, file or editor, and there is somebody to ask."""
    otherwise = any(ctx.params.get(name) for name in ("words", "from_bibtex", "dry_run"))
    return bool(ctx.obj.can_ask) and not (otherwise or is_editor_requested(ctx.obj))


def _build_prompts_option() -> TyperOption:
    from typer.main import get_param_completion

    from enquiry.cli.completion import complete_prompt_sets

    def remember(ctx: typer.Context, _option: object, value: str | None) -> None:
        ctx.obj.prompts = value

    return TyperOption(
        param_decls=["--prompts"],
        metavar="SET",
        help="The questions to be asked by; else those of the settings, or the usual ones.",
        expose_value=False,
        callback=remember,
        rich_help_panel="About the writing",
        autocompletion=get_param_completion(complete_prompt_sets),
    )


def say_drafts(session: Session) -> None:
    """Say in one line that something begun earlier waits: the latest draft of this journal, if there is one."""
    for one in load_waiting_drafts(session)[-1:]:
        from enquiry.command_lines import format_command
        from enquiry.insight.drafts import build_draft_notice

        notice = build_draft_notice(one, session.today)
        session.say(f"{notice.words} {format_command(notice.act)}")


def load_waiting_drafts(session: Session) -> "tuple[StoredDraft, ...]":
    """Return the drafts of this journal that wait; none where they can't be looked at, which `drafts` says."""
    state = session.places.state
    if not (state / "drafts").exists():  # most often; nothing more need be loaded
        return ()
    from enquiry.insight.drafts import select_waiting_drafts
    from enquiry.store.drafts import list_drafts

    try:
        return select_waiting_drafts(list_drafts(state), str(session.journal_file))
    except CannotRead:
        return ()
