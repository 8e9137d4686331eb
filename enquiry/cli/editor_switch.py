"""The switch `--editor`, on every command that takes a text."""

from typing import Any

from enquiry.cli.everywhere import Command, switch


class Editable(Command):
    """A command whose text, if it takes one, can be written in the person's editor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if any(param.name == "words" for param in self.params):
            self.params.append(switch("--editor", "editor", "Write it in your editor.", "About the writing"))

    def invoke(self, ctx: Any) -> Any:
        """Run the command, by way of the editor where that was asked for."""
        if not ctx.obj.editor:
            return super().invoke(ctx)
        from enquiry.cli.editor import write_in_editor

        return write_in_editor(ctx.obj, self, ctx.params)
