"""How far a long piece of work is: what is done, how fast, and how long the rest will take at that."""

from math import ceil

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Column
from rich.text import Text

NARROW = 72
"""Fewer columns than these leave no room for a bar."""


def format_progress_line(doing: str, each: str, done: int, total: int, seconds: float) -> str:
    """Return how far work is, in words: `Writing the notes: 1,200 of 4,000 files, 400 a second, 7 s left`."""
    return f"{doing}: {_format_rate(each, done, total, seconds, ' a second')}"


def build_progress_bar(console: Console, doing: str, each: str, total: int) -> Progress:
    """Return a bar that is redrawn at each `update`, and disappears when it is stopped.

    `update` takes the count and, as a field, the `seconds` the work has taken.
    """
    wide = console.width >= NARROW
    bar = (BarColumn(bar_width=None, style="dim", complete_style="default", finished_style="default"),)
    columns = (TextColumn(doing, table_column=Column(no_wrap=True)), *(bar if wide else ()), _RateColumn(each))
    drawn = Progress(*columns, console=console, auto_refresh=False, transient=True, expand=wide)
    drawn.add_task("", total=total, seconds=0.0)
    return drawn


class _RateColumn(ProgressColumn):
    def __init__(self, each: str) -> None:
        super().__init__(table_column=Column(no_wrap=True))
        self.each = each

    def render(self, task: Task) -> Text:
        """Return how far it is in few words."""
        return Text(_format_rate(self.each, int(task.completed), int(task.total or 0), task.fields["seconds"], "/s"))


def _format_rate(each: str, done: int, total: int, seconds: float, per_second: str) -> str:
    if not done or not seconds:
        return f"{done:,} of {total:,} {each}"
    rate = done / seconds
    left = (total - done) / rate
    told = f"{ceil(left)} s" if left < 120 else f"{ceil(left / 60)} min"
    return f"{done:,} of {total:,} {each}, {rate:,.0f}{per_second}, {told} left"
