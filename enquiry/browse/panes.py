"""The two widgets that show: a list of rows with a cursor, and a page that is scrolled.

What is drawn comes from the views as Rich's `Text` and drawings, never as markup; widgets of Textual that read markup
are not used for anything a person wrote.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import ClassVar

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from rich.theme import Theme
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from enquiry.browse.rows import PaneRow
from enquiry.views.theme import STYLES, UNICODE, Glyphs, RenderOptions

Drawing = Callable[[RenderOptions], RenderableType]
"""Draws something for a width, with the glyphs there are."""

CURSOR = 2
"""Columns before a row, where the cursor's mark stands."""

_REVERSE, _PLAIN = Style(reverse=True), Style()


@lru_cache(maxsize=8)
def build_view_console(width: int) -> Console:
    """Return a console that draws what views draw, in their styles, for a pane so wide."""
    return Console(
        width=max(1, width), theme=Theme(STYLES, inherit=False), markup=False, emoji=False, highlight=False,
        color_system="standard", force_terminal=True, legacy_windows=False, _environ={},
    )  # fmt: skip


class Pane(ScrollView):
    """What both have in common: the glyphs they draw with, and keys that lead to the pane beside."""

    marks: Glyphs = UNICODE

    class Walked(Message):
        """Left (-1) or right (1) was pressed."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "walk(-1)", show=False),
        Binding("right", "walk(1)", show=False),
    ]

    @property
    def room(self) -> Size:
        """The columns and lines there are beside the bar that scrolls."""
        return self.scrollable_content_region.size

    def action_walk(self, step: int) -> None:
        """Go to the pane beside."""
        self.post_message(self.Walked(step))


class Rows(Pane):
    """A list of rows with a cursor. Moving it posts `Moved`; Enter, and a click on the row it is on, `Chosen`."""

    class Moved(Message):
        """The cursor came to another row."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

    class Chosen(Moved):
        """The row under the cursor was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, name: str, empty: str) -> None:
        super().__init__(id=name)
        self.empty, self.rows, self.cursor = empty, list[PaneRow](), -1
        self._ends = list[int]()
        self._drawn = dict[tuple[int, int], list[Strip]]()

    @property
    def key(self) -> str:
        """The key of the row under the cursor; nothing where there is none."""
        return self.rows[self.cursor].key if self.cursor >= 0 else ""

    def show_rows(self, rows: Sequence[PaneRow], key: str = "", *, last: bool = False) -> None:
        """Show rows, with the cursor on that of a key where it is there, else on the first one, or the last."""
        self.rows, self._ends = list(rows), list(accumulate(row.height for row in rows))
        self._drawn.clear()
        stops = [place for place, row in enumerate(self.rows) if row.stops]
        self.cursor = next((place for place in stops if key and self.rows[place].key == key), -1)
        if self.cursor < 0 and stops:
            self.cursor = stops[-1 if last else 0]
        self.virtual_size = Size(self.room.width, self._ends[-1] if self._ends else 1)
        self.show_cursor()
        self.refresh()

    def show_cursor(self) -> None:
        """Scroll so that the row under the cursor is seen, with the heading above the first one."""
        if self.cursor < 0 or not self.room.height:
            return
        end = self._ends[self.cursor]
        begin = end - self.rows[self.cursor].height
        before = next((place for place in range(self.cursor - 1, -1, -1) if self.rows[place].stops), None)
        first = 0 if before is None else begin
        self.scroll_to_region(Region(0, first, 1, end - first), animate=False, force=True)

    def action_move(self, step: int) -> None:
        """Move the cursor by rows it stops at."""
        place = self.cursor + step
        while 0 <= place < len(self.rows) and not self.rows[place].stops:
            place += step
        if 0 <= place < len(self.rows):
            self._put_cursor(place)

    def action_page(self, step: int) -> None:
        """Move the cursor by what is seen at once."""
        if self.cursor >= 0:
            target = self._ends[self.cursor] - 1 + step * max(1, self.room.height - 2)
            self._put_near(min(max(0, bisect_right(self._ends, target)), len(self.rows) - 1), step)

    def action_edge(self, edge: int) -> None:
        """Move the cursor to the first row or the last."""
        if self.rows:
            self._put_near(range(len(self.rows))[edge], 1 if edge == 0 else -1)

    def _put_near(self, place: int, step: int) -> None:
        for way in (step, -step):
            at = place
            while 0 <= at < len(self.rows):
                if self.rows[at].stops:
                    self._put_cursor(at)
                    return
                at += way

    def _put_cursor(self, place: int) -> None:
        if place != self.cursor:
            self.cursor = place
            self.show_cursor()
            self.refresh()
            self.post_message(self.Moved(self))

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.cursor >= 0:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a click on it chooses."""
        place = bisect_right(self._ends, event.y + self.scroll_offset.y)
        self.focus(scroll_visible=False)
        if place < len(self.rows) and self.rows[place].stops:
            if place == self.cursor:
                self.action_choose()
            else:
                self._put_cursor(place)

    def on_resize(self, _event: events.Resize) -> None:
        """Draw for the new width, and keep the cursor in sight."""
        self._drawn.clear()
        self.virtual_size = Size(self.room.width, self._ends[-1] if self._ends else 1)
        self.show_cursor()

    def render_line(self, y: int) -> Strip:
        """Return a line of what is seen."""
        width, line = self.room.width, y + self.scroll_offset.y
        if not self.rows:
            lines = Text(self.empty, "dim").wrap(build_view_console(width), max(1, width - CURSOR))
            words = lines[line].render(build_view_console(width)) if line < len(lines) else ()
            return Strip([Segment(" " * CURSOR, _PLAIN), *words]).adjust_cell_length(width)
        place = bisect_right(self._ends, line)
        if place >= len(self.rows):
            return Strip.blank(width)
        drawn = self._drawn.get((place, width))
        if drawn is None:
            drawn = self._drawn[place, width] = self._draw_row(self.rows[place], width)
        within = line - self._ends[place] + self.rows[place].height
        strip = drawn[within] if within < len(drawn) else Strip.blank(width)
        if place != self.cursor:
            return strip
        if not within:
            strip = Strip.join([Strip([Segment(self.marks.current.ljust(CURSOR), _PLAIN)]), strip.crop(CURSOR)])
        return strip.apply_style(_REVERSE) if self.has_focus else strip

    def _draw_row(self, row: PaneRow, width: int) -> list[Strip]:
        """Return the lines of a row, behind the columns for the cursor's mark."""
        console, strips, before = build_view_console(width), list[Strip](), Segment(" " * CURSOR, _PLAIN)
        for line in row.draw():
            line.no_wrap = True
            line.truncate(max(1, width - CURSOR), overflow="ellipsis")
            strips.append(Strip([before, *line.render(console, end="")]).adjust_cell_length(width))
        return strips


class Page(Pane):
    """A page: a drawing laid out for the width there is, scrolled by keys and mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", show=False),
        Binding("down,j", "scroll_down", show=False),
        Binding("space", "page_down", show=False),
    ]

    def __init__(self, name: str, *, focusable: bool = True) -> None:
        super().__init__(id=name)
        self.can_focus = focusable
        self._drawing: Drawing = lambda _look: Text()
        self._strips = list[Strip]()

    def show_drawing(self, drawing: Drawing) -> None:
        """Show another drawing from its beginning."""
        self._drawing = drawing
        self.scroll_to(0, 0, animate=False, force=True)
        self._lay_out(self.room.width)
        self.refresh(layout=self.styles.auto_dimensions)

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the page out for the new width."""
        self._lay_out(self.room.width)
        self.refresh()

    def on_focus(self) -> None:
        """Show by the mark before it that keys go to the page."""
        self.refresh()

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return how many lines it takes on so many columns, where it is as high as what it holds."""
        self._lay_out(width)
        return len(self._strips)

    def _lay_out(self, width: int) -> None:
        if width > 0:
            console = build_view_console(width)
            lines = console.render_lines(self._drawing(RenderOptions(width, self.marks)), pad=False)
            self._strips = [Strip(line).adjust_cell_length(width) for line in lines]
            self.virtual_size = Size(width, len(self._strips))

    def render_line(self, y: int) -> Strip:
        """Return a line of what is seen."""
        line = y + self.scroll_offset.y
        return self._strips[line] if line < len(self._strips) else Strip.blank(self.room.width)
