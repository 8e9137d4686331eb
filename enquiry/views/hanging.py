"""A label with words beside it, whose further lines hang under the first: a table's row without a table's cost."""

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text


class Hanging:
    """Draws `label`, then `words` in what is left of the width, every line of them beginning at the same place."""

    def __init__(self, label: Text, words: Text) -> None:
        self.label = label
        self.words = words

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        indent = self.label.cell_len
        lines = self.words.wrap(console, max(10, options.max_width - indent), overflow="fold")
        for place, line in enumerate(lines):
            line.rstrip()
            yield Text.assemble(Text(" " * indent) if place else self.label, line, no_wrap=True, overflow="ignore")
