"""The switch `--editor`, on every command that takes a text."""

from typing import Any

from enquiry.cli.global_options import Command, build_switch
from enquiry.cli.session import Session


class EditorCommand(Command):
    """A command whose text, if it takes one, can be written in the person's editor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if any(param.name == "words" for param in self.params):
            self.params.append(build_switch("--editor", "editor", "Write it in your editor.", "About the writing"))

    def invoke(self, ctx: Any) -> Any:
        """Run the command, by way of the editor where that was asked for or is gone on with."""
        if not is_editor_requested(ctx.obj):
            return super().invoke(ctx)
        from enquiry.cli.editor.session import resume_in_editor, write_in_editor

        if ctx.obj.resumed:
            return resume_in_editor(ctx.obj, self, ctx.obj.resumed)
        return write_in_editor(ctx.obj, self, ctx.params)


def is_editor_requested(session: Session) -> bool:
    """Say whether the text is to be written in an editor: it was asked for, or a draft that was begun there goes on."""
    return session.editor or bool(session.resumed and session.resumed.draft.file)
