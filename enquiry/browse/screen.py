"""The panes under keys and mouse: walking, the views that cover them, finding, writing, and the way back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.timer import Timer

from enquiry.browse import keys, rows
from enquiry.browse.desk import Desk, Saved, Shelf, Writing
from enquiry.browse.panes import Pane, Rows
from enquiry.browse.shown import JournalScreen
from enquiry.errors import EnquiryError
from enquiry.model.cycle import Cycle
from enquiry.views.theme import Glyphs

if TYPE_CHECKING:
    from enquiry.browse.sheet import FindLine

SETTLE = 0.08
"""Seconds after the last key of a query until it is looked for: nobody reads a result between two letters."""

MOST_PLACES = 200
"""How many places the way back remembers."""

PANES = ("enquiries", "life", "page")
"""The panes from left to right."""


class Place(NamedTuple):
    """Where somebody was: the query, the enquiry, the row in its life, the pane, and the view over them."""

    query: str
    cycle: str
    row: str
    pane: str
    view: str


class BrowseScreen(JournalScreen):
    """The journal, moved through by keys and mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(use.key, use.action, use.does, show=False)
        for use in (*keys.WALKING, *keys.LOOKING, *keys.WRITING, *keys.OTHERWISE)
        if use.key
    ]

    def __init__(self, desk: Desk, shelf: Shelf, query: str, marks: Glyphs) -> None:
        super().__init__(desk, shelf, query, marks)
        self.pane_before, self.picks_tag = "enquiries", False
        self.places = list[Place]()
        self._settling: Timer | None = None

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
        for other in PANES:
            self.set_class(other == name, f"on-{other}")
        self.query_one(f"#{name}", Pane).focus(scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring the pane to sight that keys go to, however they came there."""
        if isinstance(event.widget, Pane) and event.widget.id:
            for other in PANES:
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
        place = PANES.index(self.pane) + message.step
        if 0 <= place < len(PANES):
            if message.step > 0:
                self.remember()
            self.go_to_pane(PANES[place])

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
        self.go_to_pane(place.pane if place.pane in PANES else "enquiries")

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
