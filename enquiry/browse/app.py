"""The screen itself: three panes, what was found, the views that cover them, and the way back.

On a hundred columns and more all three panes stand side by side; on sixty the page slides over the other two; on less
there is one at a time. Colours are the terminal's own sixteen on its own ground, so that light and dark both hold.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.theme import Theme
from textual.timer import Timer

from enquiry.browse import keys, rows
from enquiry.browse.desk import Desk, Saved, Shelf, Writing
from enquiry.browse.panes import Page, Pane, Rows
from enquiry.command_lines import format_hint
from enquiry.errors import EnquiryError
from enquiry.insight.timeline import Timeline, TimelinePost, build_timeline
from enquiry.model.cycle import Cycle
from enquiry.model.journal import JournalItem
from enquiry.query.select import CycleMatch, Query, Selection
from enquiry.unsafe_chars import flatten_text
from enquiry.views.show import ShownItem, draw_cycle_head, draw_item
from enquiry.views.theme import UNICODE, Glyphs, RenderOptions
from enquiry.words import format_amount

if TYPE_CHECKING:
    from datetime import date

    from enquiry.browse.sheet import FindLine

SETTLE = 0.08
"""Seconds after the last key of a query until it is looked for: nobody reads a result between two letters."""

MOST_PLACES = 200
"""How many places the way back remembers."""

_OWN = "ansi_default"
THEME = Theme(
    name="enquiry",
    ansi=True,
    primary="ansi_magenta",
    secondary="ansi_magenta",
    accent="ansi_magenta",
    warning="ansi_red",
    error="ansi_red",
    success=_OWN,
    foreground=_OWN,
    background=_OWN,
    surface=_OWN,
    panel=_OWN,
    boost=_OWN,
    variables={
        "ansi-background": _OWN,
        "ansi-foreground": _OWN,
        "border-blurred": _OWN,
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "input-cursor-foreground": _OWN,
        "input-cursor-background": _OWN,
        "input-cursor-text-style": "reverse",
        "input-selection-foreground": "ansi_white",
        "input-selection-background": "ansi_magenta",
        "screen-selection-foreground": "ansi_white",
        "screen-selection-background": "ansi_magenta",
        **dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), "ansi_magenta"),
        **dict.fromkeys(("scrollbar-background", "scrollbar-background-hover"), _OWN),
        **dict.fromkeys(("scrollbar-background-active", "scrollbar-corner-color"), _OWN),
    },
)
"""The terminal's own ground and letters, with the two colours that the views use."""


LAYOUT = """
Screen { background: ansi_default; color: ansi_default; }
#head, #foot, #told { height: auto; scrollbar-size: 0 0; overflow: hidden hidden; }
#head { height: 2; }
#told { max-height: 4; }
#foot { height: 1; }
#panes { height: 1fr; }
#enquiries { width: 30%; }
#life { width: 34%; padding: 0 0 0 1; }
#page { width: 1fr; padding: 0 0 0 2; }
Rows, #page { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; scrollbar-gutter: stable; overflow-x: hidden; }
.-low #head, .-low #foot { display: none; }
.-two #enquiries { width: 40%; }
.-two #life { width: 1fr; }
.-two #page, .-two.on-page #enquiries, .-two.on-page #life { display: none; }
.-two.on-page #page { display: block; padding: 0; }
.-one #enquiries, .-one #life, .-one #page { display: none; width: 1fr; padding: 0; }
.-one.on-enquiries #enquiries, .-one.on-life #life, .-one.on-page #page { display: block; }
.viewing #enquiries, .viewing #life { display: none; }
.viewing #page { display: block; padding: 0; }
"""
"""How the panes stand, by the classes that the width, the pane in use and an open view give the screen."""


class Place(NamedTuple):
    """Where somebody was: the query, the enquiry, the row in its life, the pane, and the view over them."""

    query: str
    cycle: str
    row: str
    pane: str
    view: str


class BrowseScreen(Screen[None]):
    """The panes. It is moved by keys and asks the desk for everything it shows."""

    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (60, "-two"), (100, "-three")]  # noqa: RUF012 (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(use.key, use.action, use.does, show=False)
        for use in (*keys.WALKING, *keys.LOOKING, *keys.WRITING, *keys.OTHERWISE)
        if use.key
    ]

    def __init__(self, desk: Desk, shelf: Shelf, query: str, marks: Glyphs) -> None:
        super().__init__()
        self.desk, self.shelf, self.marks = desk, shelf, marks
        self.query_text = query
        self.selection: Selection | None = None
        self.matches = list[CycleMatch]()
        self.posts = dict[str, TimelinePost]()
        self.shown_cycle = ""
        self.shown_thing: JournalItem | None = None
        self.view, self.pane_before, self.year_turn, self.picks_tag = "", "enquiries", 0, False
        self.places = list[Place]()
        self._settling: Timer | None = None

    # --- what stands where ------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Make the panes, with a head, a line for what is said, and the keys at the foot."""
        yield Page("head", focusable=False)
        with Horizontal(id="panes"):
            yield Rows("enquiries", "Nothing here.")
            yield Rows("life", "Nothing here.")
            yield Page("page")
        yield Page("told", focusable=False)
        yield Page("foot", focusable=False)

    @property
    def enquiries(self) -> Rows:
        """The pane on the left."""
        return self.query_one("#enquiries", Rows)

    @property
    def life(self) -> Rows:
        """The pane in the middle."""
        return self.query_one("#life", Rows)

    @property
    def page(self) -> Page:
        """The pane on the right, which slides over the others where there is little room."""
        return self.query_one("#page", Page)

    @property
    def look(self) -> RenderOptions:
        """How rows are drawn; they are cut to their pane's width afterwards."""
        return RenderOptions(self.size.width, self.marks)

    def on_mount(self) -> None:
        """Show the journal, with the query it was opened with."""
        for pane in self.query(Pane):
            pane.marks = self.marks
        self.query_one("#foot", Page).show_drawing(
            lambda look: keys.draw_foot((*keys.WALKING, *keys.LOOKING, *keys.WRITING), look)
        )
        self.enquiries.focus()
        if self.query_text:
            self.find(self.query_text)
        else:
            self.show_journal()
        self.tell(self.desk.describe_draft())

    def tell(self, words: str) -> None:
        """Say something in the line above the foot; nothing takes it away."""
        told = self.query_one("#told", Page)
        told.display = bool(words)
        lines = [Text(flatten_text(line)) for line in words.split("\n")]
        told.show_drawing(lambda _look: Group(*lines))

    def tell_error(self, error: EnquiryError) -> None:
        """Say what went wrong and what to do, a line each."""
        self.tell("\n".join(filter(None, (error.words, format_hint(error.hint)))))

    def read_again(self, *, anew: bool = False) -> None:
        """Show the journal as it is now, where it changed since it was looked at. What can't be read is said."""
        try:
            shelf = self.desk.look(anew=anew)
        except EnquiryError as error:
            self.tell_error(error)
            return
        if shelf:
            self.shelf = shelf
            self.find(self.query_text) if self.query_text else self.show_journal()

    def show_journal(self, cycle: str = "", row: str = "") -> None:
        """Show what was found, or everything, with the cursors where they are or on the rows that are named."""
        cycle = cycle or self.enquiries.key or self.current_key
        row = row or self.life.key
        selection = self.selection
        self.matches = list(selection.found if selection else rows.list_all_matches(self.shelf))
        notes = selection.notes if selection else self.shelf.journal.waiting
        listed = rows.list_enquiry_rows(self.shelf, self.matches, notes, self.look)
        self.enquiries.empty = "Nothing fits." if selection else "Nothing is written yet: s opens an enquiry, n a note."
        self.enquiries.show_rows(listed, cycle)
        self.show_head(len(notes))
        self.show_life(row)

    @property
    def current_key(self) -> str:
        """The key of the enquiry that is the current one."""
        return str(self.shelf.journal.current.number) if self.shelf.journal.current else ""

    def show_head(self, notes: int) -> None:
        """Show the day, how much there is, and when it was written."""
        entries = sum(len(match.entries) for match in self.matches)
        counts = [format_amount(len(self.matches), "enquiry", "enquiries"), format_amount(entries, "entry", "entries")]
        counts += [format_amount(notes, "note")] if notes else []
        found = f"find: {flatten_text(self.query_text)} {self.marks.dot} " if self.query_text else ""
        days, told, shelf = rows.list_days(self.shelf, self.matches), found + ", ".join(counts), self.shelf

        def draw(look: RenderOptions) -> RenderableType:
            lines = [rows.draw_head(shelf, told, look), rows.draw_weeks(shelf, days, look)]
            for line in lines:
                line.truncate(look.width, overflow="ellipsis")
            return Group(*lines)

        self.query_one("#head", Page).show_drawing(draw)

    def show_life(self, row: str = "") -> None:
        """Show the life of the enquiry under the cursor, or the notes of the inbox."""
        key = self.enquiries.key
        is_same = key == self.shown_cycle
        self.shown_cycle = key
        match, self.posts = self.find_match(key), {}
        if key == rows.INBOX:
            notes = self.selection.notes if self.selection else self.shelf.journal.waiting
            self.life.show_rows(rows.list_note_rows(notes), row)
        elif match:
            timeline = self.build_life(match)
            listed = rows.list_life_rows(timeline, self.look)
            self.posts = {one.key: mark for one, mark in zip(listed, timeline.marks, strict=True)
                          if isinstance(mark, TimelinePost)}  # fmt: skip
            self.life.show_rows(listed, row if is_same else "", last=not self.selection)
        else:
            self.life.show_rows([])
        self.show_page()

    def find_match(self, key: str) -> CycleMatch | None:
        """Return what was found of the enquiry of that key."""
        return next((match for match in self.matches if str(match.cycle.number) == key), None)

    def build_life(self, match: CycleMatch) -> Timeline:
        """Return the timeline of what was found of one enquiry."""
        query = self.selection.query if self.selection else Query()
        found = Selection(query, (match,), ())
        return build_timeline(found, self.shelf.journal, self.shelf.calendar, self.shelf.today)

    # --- the page ---------------------------------------------------------------------------------------------

    @property
    def thing(self) -> JournalItem | None:
        """What the cursor is on: an entry, a note, or the enquiry itself."""
        key, journal = self.life.key if self.focused is not self.enquiries else "", self.shelf.journal
        try:
            if key and self.enquiries.key == rows.INBOX:
                return journal.find_note(key)
            if (post := self.posts.get(key)) and post.name:
                return journal.find_entry(post.name)
        except EnquiryError:  # it was removed in another window at this moment
            return None
        match = self.find_match(self.enquiries.key)
        return match.cycle if match else None

    def show_page(self) -> None:
        """Show the view that is open, or what the cursor is on."""
        self.set_class(bool(self.view), "viewing")
        if self.view:
            self.shown_thing = None
            self.page.show_drawing(self.choose_view())
            return
        thing, journal = self.thing, self.shelf.journal
        if thing is not None and thing is self.shown_thing:
            return
        self.shown_thing = thing
        if thing is None:
            self.page.show_drawing(lambda _look: Text())
        elif isinstance(thing, Cycle):
            cycle = thing
            self.page.show_drawing(lambda look: Group(*draw_cycle_head(cycle, journal, look)))
        else:
            shown = ShownItem(thing, journal)
            self.page.show_drawing(lambda look: draw_item(shown, look))

    def choose_view(self) -> Callable[[RenderOptions], RenderableType]:
        """Return the drawing of the view that is open."""
        from enquiry.browse import views

        if self.view == "keys":
            return keys.draw_keys
        match = self.find_match(self.enquiries.key)
        if self.view == "year":
            return views.choose_year(self.shelf, self.selection, match, self.life_day, self.year_turn)
        return (views.choose_pulse if self.view == "pulse" else views.choose_measures)(self.shelf, match)

    @property
    def life_day(self) -> "date | None":
        """The day of the row under the cursor, or None."""
        post = self.posts.get(self.life.key)
        return post.on if post else None

    # --- walking ----------------------------------------------------------------------------------------------

    @property
    def pane(self) -> str:
        """The name of the pane that keys go to."""
        return self.focused.id or "" if isinstance(self.focused, Pane) else "enquiries"

    def remember(self) -> None:
        """Remember where this is, to come back to."""
        place = Place(self.query_text, self.enquiries.key, self.life.key, self.pane, self.view)
        if not self.places or self.places[-1] != place:
            self.places = [*self.places[-MOST_PLACES:], place]

    def go_to_pane(self, name: str) -> None:
        """Let keys go to a pane, and bring it to sight."""
        for other in ("enquiries", "life", "page"):
            self.set_class(other == name, f"on-{other}")
        self.query_one(f"#{name}", Pane).focus(scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring the pane to sight that keys go to, however they came there."""
        if isinstance(event.widget, Pane) and event.widget.id:
            for other in ("enquiries", "life", "page"):
                self.set_class(other == event.widget.id, f"on-{other}")
            for pane in self.query(Rows):
                pane.refresh()
            if not self.view and event.widget is not self.page:
                self.show_page()

    def on_pane_walked(self, message: Pane.Walked) -> None:
        """Go to the pane beside; out of a view to what it covered."""
        if self.view:
            self.action_out()
            return
        names = ("enquiries", "life", "page")
        place = names.index(self.pane) + message.step
        if 0 <= place < len(names):
            if message.step > 0:
                self.remember()
            self.go_to_pane(names[place])

    def on_rows_moved(self, message: Rows.Moved) -> None:
        """Show what the cursor came to."""
        if isinstance(message, Rows.Chosen) or self.picks_tag:
            return
        if message.rows is self.enquiries:
            self.show_life()
        else:
            self.show_page()

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """Go in: into an enquiry's life, onto a page, or to what bears a tag."""
        if self.picks_tag:
            tag = message.rows.key
            self.picks_tag = False
            self.start_finding(f'tag:"{tag}"' if " " in tag else f"tag:{tag}")
            self.go_to_pane("enquiries")
            return
        self.remember()
        self.go_to_pane("life" if message.rows is self.enquiries else "page")

    def action_out(self) -> None:
        """Leave the view, then the page, then the life; then show all that a query had left out."""
        if self.picks_tag:
            self.picks_tag = False
            self.show_journal(self.shown_cycle)
        elif self.view:
            self.view = ""
            self.show_page()
            self.go_to_pane(self.pane_before)
        elif self.pane == "page":
            self.go_to_pane("life")
        elif self.pane == "life":
            self.go_to_pane("enquiries")
        elif self.query_text:
            self.remember()
            self.start_finding("")

    def action_back(self) -> None:
        """Go back to the place before, with its query, its rows and its view."""
        if not self.places:
            self.tell("This is where you began.")
            return
        place = self.places.pop()
        self.picks_tag, self.view = False, place.view
        if place.query != self.query_text:
            self.query_text = place.query
            self.selection = self.desk.find(place.query) if place.query else None
        self.shown_cycle = place.cycle
        self.show_journal(place.cycle, place.row)
        self.go_to_pane(place.pane if place.pane in ("enquiries", "life", "page") else "enquiries")

    def action_view(self, view: str) -> None:
        """Open a view over the panes, or close it where it is open."""
        if self.view == view:
            self.action_out()
            return
        self.remember()
        self.pane_before = self.pane_before if self.view else self.pane
        self.view, self.year_turn = view, 0
        self.show_page()
        self.page.focus(scroll_visible=False)

    def action_turn(self, step: int) -> None:
        """Look at an earlier or a later year, where a year is looked at."""
        if self.view == "year":
            self.year_turn += step
            self.show_page()

    def action_tags(self) -> None:
        """List the tags in the pane on the left, to choose one."""
        from enquiry.query.tags.usage import build_tag_tree, list_tag_uses

        if self.picks_tag:
            self.action_out()
            return
        self.remember()
        if self.view:
            self.action_out()
        self.picks_tag = True
        self.enquiries.empty = "No tag is in use yet."
        self.enquiries.show_rows(rows.list_tag_rows(build_tag_tree(list_tag_uses(self.shelf.journal))))
        self.go_to_pane("enquiries")
        self.tell("Enter finds what bears the tag; Esc leads back.")

    def action_leave(self) -> None:
        """End."""
        self.app.exit(return_code=0)

    # --- finding ----------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Open the line in which a query is typed, or go to it."""
        from enquiry.browse.sheet import FindLine

        self.remember()
        if self.view:
            self.action_out()
        self.picks_tag = False
        for line in self.query(FindLine):
            line.focus()
            return
        line = FindLine(self.query_text)
        self.mount(line, before="#told")
        line.focus()
        self.run_worker(self.desk.prepare, thread=True)

    def on_find_line_typed(self, message: "FindLine.Typed") -> None:
        """Look for what is typed once no key was pressed for a moment."""
        if self._settling:
            self._settling.stop()
        text = message.text
        self._settling = self.set_timer(SETTLE, lambda: self.find(text))

    def on_find_line_left(self, message: "FindLine.Left") -> None:
        """Go on with what was found, or with everything where it was left."""
        if self._settling:
            self._settling.stop()
        self.start_finding(message.text)
        self.go_to_pane("enquiries")

    def start_finding(self, text: str) -> None:
        """Find something, or show everything again, with the line for it as it then is."""
        from enquiry.browse.sheet import FindLine

        self.query(FindLine).remove()
        self.tell("")
        self.find(text)

    def find(self, text: str) -> None:
        """Show what meets a query. One that is no query yet leaves what is shown, and is said."""
        try:
            selection = self.desk.find(text) if text.strip() else None
        except EnquiryError as error:
            self.tell_error(error)
            if self.selection is None:
                self.show_journal()
            return
        self.query_text, self.selection = text.strip(), selection
        self.tell("")
        self.show_journal()

    # --- writing ----------------------------------------------------------------------------------------------

    def action_write(self, command: str) -> None:
        """Open a sheet to write on, about what the cursor is on."""
        thing = self.thing
        cycle = self.find_match(self.enquiries.key)
        about = str(cycle.cycle.number) if cycle else ""
        if command in ("edit", "move"):
            if thing is None or (command == "move" and isinstance(thing, Cycle)):
                self.tell("Put the cursor on an entry or a note first.")
                return
            about = str(thing.number) if isinstance(thing, Cycle) else thing.name
        self.open_sheet(lambda: self.desk.write(command, about))

    def action_resume(self) -> None:
        """Go on with the draft that was put off last."""
        self.open_sheet(self.desk.resume)

    def open_sheet(self, begin: Callable[[], Writing]) -> None:
        """Open a sheet over everything; when it is left, say what came of it and show the journal as it is then."""
        from enquiry.browse.sheet import SheetScreen

        def close(said: str | None) -> None:
            self.read_again()
            self.tell(said or "")

        try:
            writing = begin()
        except EnquiryError as error:
            self.tell_error(error)
            return
        self.app.push_screen(SheetScreen(writing), close)

    def action_undo(self) -> None:
        """Take back the latest step, once that is confirmed."""
        from enquiry.browse.sheet import run_asking

        def close(saved: Saved | EnquiryError) -> None:
            self.read_again()
            if isinstance(saved, EnquiryError):
                self.tell_error(saved)
            else:
                self.tell("\n".join(saved.said))

        run_asking(self.app, lambda ask: Saved(self.desk.undo(ask)), close)


class Browser(App[None]):
    """The program full screen: its screens, their colours, and the ways it can end."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "stop", show=False, priority=True, system=True),
        Binding("ctrl+z", "pause", show=False, priority=True),
        Binding("ctrl+q", "ignore", show=False, priority=True),
    ]
    CSS = LAYOUT

    def __init__(self, desk: Desk, shelf: Shelf, query: str = "", marks: Glyphs = UNICODE) -> None:
        super().__init__()
        self.desk, self.shelf, self.query_text, self.marks = desk, shelf, query, marks
        self.animation_level = "none"
        self.fault: Exception | None = None
        self.register_theme(THEME)
        self.theme = THEME.name

    def get_default_screen(self) -> Screen[None]:
        """Return the panes."""
        return BrowseScreen(self.desk, self.shelf, self.query_text, self.marks)

    def on_mount(self) -> None:
        """Hear of a window that closes and of a request to end, where the system tells."""
        import asyncio
        import signal

        for name in ("SIGHUP", "SIGTERM", "SIGINT"):
            if (number := getattr(signal, name, None)) is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # elsewhere the system's own way holds
                    asyncio.get_running_loop().add_signal_handler(number, self.end_early, 128 + number)

    def end_early(self, code: int) -> None:
        """Keep what is being written, then end with that code."""
        self.keep_writing()
        self.exit(return_code=code)

    def keep_writing(self) -> None:
        """Keep what stands in every sheet on the disk."""
        for screen in self.screen_stack:
            if keep := getattr(screen, "keep", None):
                keep()

    def action_stop(self) -> None:
        """End as Ctrl-C ends every command: what was being written waits as a draft."""
        self.end_early(130)

    def action_pause(self) -> None:
        """Let the shell have the terminal for a while; what is being written is on the disk first."""
        self.keep_writing()
        self.action_suspend_process()

    def action_ignore(self) -> None:
        """Do nothing: the key ends other programs, and here it lies beside the one that saves."""

    async def on_event(self, event: events.Event) -> None:
        """Look at the journal anew, by one glance at the file, before a key or a click is followed."""
        if isinstance(event, events.Key | events.MouseDown) and isinstance(self.screen, BrowseScreen):
            self.screen.read_again()
        await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        """End for a mistake of the program's own, which is told afterwards, without a word of the journal."""
        self.fault = self.fault or error
        self.keep_writing()
        super()._handle_exception(error)
        self._exit_renderables.clear()
