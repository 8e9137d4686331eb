"""Commands that write: they speak of drafts that wait, and those given no text at a terminal ask for it.

An interview fills in what could have been typed, and the command then runs as though it had been. What was answered is
on the disk until the command has ended well.
"""

from typing import TYPE_CHECKING, Any

from enquiry.cli.global_options import WRITING_PANEL, Command, build_session_option
from enquiry.cli.session import Session
from enquiry.errors import CannotRead, UsageMistake

if TYPE_CHECKING:
    from enquiry.model.asking.draft import StoredDraft

ASKING = ("start", "read", "act", "evidence", "reflect", "note", "refine", "believe", "ask")
"""The commands that ask for what they were not given, each by a set of prompts."""
_ASK_NOTHING = ("words", "from_bibtex", "from_csl", "from_ris", "encoding", "dry_run")
"""What says enough for a command to ask nothing."""


class EditorCommand(Command):
    """A command whose text, if it takes one, can be written in the person's editor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if any(param.name == "words" for param in self.params):
            words = "Write it in your editor."
            self.params.append(build_session_option("--editor", "editor", words, WRITING_PANEL))

    def invoke(self, ctx: Any) -> Any:
        """Run the command, by way of the editor where that was asked for or is gone on with."""
        if not _is_editor_requested(ctx.obj):
            return super().invoke(ctx)
        from enquiry.cli.editor.session import resume_in_editor, write_in_editor

        with self.keep_shared(ctx.obj):
            if ctx.obj.resumed:
                return resume_in_editor(ctx.obj, self, ctx.obj.resumed)
            return write_in_editor(ctx.obj, self, ctx.params)


def _is_editor_requested(session: Session) -> bool:
    """Say whether the text is to be written in an editor: it was asked for, or a draft that was begun there goes on."""
    return session.editor or bool(session.resumed and session.resumed.draft.file)


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
        from typer.main import get_param_completion

        from enquiry.cli.completion import complete_prompt_sets

        super().__init__(*args, **kwargs)
        words = "The questions to be asked by; else those of the settings, or the usual ones."
        more: dict[str, Any] = {"metavar": "SET", "autocompletion": get_param_completion(complete_prompt_sets)}
        self.params = [*self.params, build_session_option("--prompts", "prompts", words, WRITING_PANEL, **more)]

    def invoke(self, ctx: Any) -> Any:
        """Run the command with what was typed, or with what an interview comes to."""
        session: Session = ctx.obj
        given = any(ctx.params.get(name) for name in _ASK_NOTHING)
        if given or _is_editor_requested(session) or not session.can_ask:
            if session.prompts is not None and (ctx.params.get("words") or not session.editor):
                hint = "It belongs to a command without a text, at a terminal or with --editor."
                raise UsageMistake(f"--prompts {session.prompts} was given, but nothing is to be asked.", hint)
            return super().invoke(ctx)
        from enquiry.cli.writing.drafts import keep_draft
        from enquiry.cli.writing.interview import InterviewForm

        if session.journal_name:
            session.tell(f"In the journal {session.journal_name}.", "quiet")
        say_drafts(session)
        filling = InterviewForm(ctx)
        with keep_draft(session, filling.keeping):
            filling.ask()
            return Command.invoke(self, ctx)


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
