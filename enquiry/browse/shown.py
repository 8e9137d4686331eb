"""What stands on the screen: the enquiries, the life of one, its page, and what is said; for the query there is."""

from collections.abc import Callable
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from enquiry.browse import keys, rows
from enquiry.browse.desk import Desk, Shelf
from enquiry.browse.panes import Page, Pane, Rows
from enquiry.command_lines import format_hint
from enquiry.errors import EnquiryError
from enquiry.insight.timeline import Timeline, TimelinePost, build_timeline
from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.journal import JournalItem
from enquiry.query.select import CycleMatch, Query, Selection
from enquiry.unsafe_chars import flatten_text
from enquiry.views.show import ShownItem, draw_cycle_head, draw_item
from enquiry.views.theme import Glyphs, RenderOptions
from enquiry.words import format_amount


class JournalScreen(Screen[None]):
    """The panes and what stands in them. It asks the desk for everything it shows."""

    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (60, "-two"), (100, "-three")]  # noqa: RUF012 (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]  # noqa: RUF012

    def __init__(self, desk: Desk, shelf: Shelf, query: str, marks: Glyphs) -> None:
        super().__init__()
        self.desk, self.shelf, self.marks, self.query_text = desk, shelf, marks, query
        self.selection: Selection | None = None
        self.matches = list[CycleMatch]()
        self.posts = dict[str, TimelinePost]()
        self.shown_cycle, self.view, self.year_turn = "", "", 0
        self.shown_thing: JournalItem | None = None

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
        listed = rows.list_enquiry_rows(self.shelf, self.matches, notes, self.beliefs, self.look)
        self.enquiries.empty = "Nothing fits." if selection else "Nothing is written yet: s opens an enquiry, n a note."
        self.enquiries.show_rows(listed, cycle)
        self.show_head(len(notes))
        self.show_life(row)

    @property
    def beliefs(self) -> tuple[Belief, ...]:
        """The beliefs that were found, or all."""
        return self.selection.beliefs if self.selection else self.shelf.journal.believed

    @property
    def current_key(self) -> str:
        """The key of the enquiry that is the current one."""
        return str(self.shelf.journal.current.number) if self.shelf.journal.current else ""

    def show_head(self, notes: int) -> None:
        """Show the day, how much there is, and when it was written."""
        entries = sum(len(match.entries) for match in self.matches)
        counts = [format_amount(len(self.matches), "enquiry", "enquiries"), format_amount(entries, "entry", "entries")]
        counts += [format_amount(notes, "note")] if notes else []
        counts += [format_amount(len(self.beliefs), "belief")] if self.beliefs else []
        found = f"find: {flatten_text(self.query_text)} {self.marks.dot} " if self.query_text else ""
        days, told, shelf = rows.list_days(self.shelf, self.matches), found + ", ".join(counts), self.shelf

        def draw(look: RenderOptions) -> RenderableType:
            lines = [rows.draw_head(shelf, told, look), rows.draw_weeks(shelf, days, look)]
            for line in lines:
                line.truncate(look.width, overflow="ellipsis")
            return Group(*lines)

        self.query_one("#head", Page).show_drawing(draw)

    def show_life(self, row: str = "") -> None:
        """Show the life of the enquiry under the cursor, or the notes of the inbox, or what is believed."""
        key = self.enquiries.key
        is_same = key == self.shown_cycle
        self.shown_cycle = key
        match, self.posts = self.find_match(key), {}
        if key == rows.INBOX:
            notes = self.selection.notes if self.selection else self.shelf.journal.waiting
            self.life.show_rows(rows.list_note_rows(notes), row)
        elif key == rows.BELIEFS:
            self.life.show_rows(rows.list_belief_rows(self.beliefs), row)
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
            if key and self.enquiries.key == rows.BELIEFS:
                return journal.find_belief(key)
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
    def life_day(self) -> date | None:
        """The day of the row under the cursor, or None."""
        post = self.posts.get(self.life.key)
        return post.on if post else None

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
