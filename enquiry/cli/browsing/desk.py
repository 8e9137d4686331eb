"""What the full screen is handed: the journal read anew where it changed, queries answered, sheets, and undo."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from enquiry.browse.desk import Ask, Shelf
from enquiry.cli.browsing.session import ScreenSession
from enquiry.cli.given import Filters
from enquiry.cli.session import Session
from enquiry.cli.writing.command import load_waiting_drafts
from enquiry.command_lines import format_command
from enquiry.errors import NotFound
from enquiry.model.journal import Journal
from enquiry.model.record import Removal

if TYPE_CHECKING:
    from enquiry.browse.desk import Writing
    from enquiry.query.fields import QueryContext
    from enquiry.query.item import SearchItem
    from enquiry.query.select import Selection

CommandFinder = Callable[[str], Any]
"""Returns the command of a name, as the command line runs it."""


class JournalDesk:
    """The desk of one journal."""

    def __init__(self, session: Session, find_command: CommandFinder) -> None:
        self.session, self.find_command = session, find_command
        self.journal = Journal()
        self.known: QueryContext | None = None  # what queries are read with, made for the first of them
        self._shelf: Shelf | None = None
        self._seen: object = object()
        self._items: list[SearchItem] = []

    def look(self, *, anew: bool = False) -> Shelf | None:
        """Return what there is to look at where the file or the day is another than at the last look, or `anew` anyway.

        Raises as reading the journal does, once for each state of the file.
        """
        seen = self._identify_file()
        if seen == self._seen and not anew:
            return None
        self._seen = seen
        visit = ScreenSession(self.session)
        self.journal = visit.load_journal_or_empty()
        calendar, self.known, self._items = visit.load_school_calendar(self.journal), None, []
        self._shelf = Shelf(self.journal, calendar, visit.today, visit.config.pulse, visit.journal_name)
        return self._shelf

    def _identify_file(self) -> tuple[int, ...]:
        """Return what tells one state of the file from another, and one day from the next."""
        day = ScreenSession(self.session).today.toordinal()
        with suppress(OSError):
            found = self.session.journal_file.stat()
            return day, found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev
        return (day,)

    def find(self, text: str) -> "Selection":
        """Return what meets a query. Raises as `compile_query` does."""
        from enquiry.cli.search.filters import compile_filters
        from enquiry.presets import load_word_forms
        from enquiry.query.fields import QueryContext
        from enquiry.query.item import iterate_items
        from enquiry.query.select import select_items

        shelf = self._shelf or self.look(anew=True)
        if self.known is None and shelf:
            self.known = QueryContext(shelf.journal, shelf.calendar, shelf.today, load_word_forms())
        assert self.known is not None  # noqa: S101 (looking anew gives a shelf)
        query = compile_filters(Filters(), text, self.known)
        self._items = self._items or list(iterate_items(self.journal))  # each keeps what was read in it
        return select_items(self._items, query)

    def prepare(self) -> None:
        """Read what can be found once, so that the first letter of a query need not wait for that."""
        self.find("prepare")

    def write(self, command: str, named: str) -> "Writing":
        """Return a sheet for a command. Raises what keeps it from being begun, such as a cycle that is gone."""
        from enquiry.cli.browsing.writing import MoveWriting, begin_sheet

        visit = ScreenSession(self.session)
        if command == "move":
            return MoveWriting(self._build_session, self.find_command("move"), visit.load_journal(), named)
        return begin_sheet(visit, self._build_session, self.find_command(command), named)

    def _build_session(self, ask: Ask | None = None) -> ScreenSession:
        return ScreenSession(self.session, ask)

    def resume(self) -> "Writing":
        """Return the sheet of the draft that was put off last.

        Raises NotFound where none of a sheet waits, and as `open_draft` does. One that is saved already is let go.
        """
        from enquiry.cli.browsing.writing import SheetWriting, list_prompts
        from enquiry.cli.writing.drafts import find_saved_record
        from enquiry.store.drafts import open_draft

        waiting = [one for one in load_waiting_drafts(self.session) if one.draft and one.draft.file]
        if not waiting:
            raise NotFound("No draft that was written on a sheet waits.", "enquiry drafts lists all there are.")
        held = open_draft(self.session.places.state, waiting[-1].name)
        if saved := find_saved_record(ScreenSession(self.session).load_journal_or_empty(), held.draft):
            with held:
                held.discard()
            raise NotFound(f"This was saved already, as {saved}. The draft {held.name} is gone.")
        command = self.find_command(held.draft.command)
        if command is None:
            with held:
                words = f"The draft {held.name} was begun with {held.draft.command}, which is no command here."
                raise NotFound(words, f"enquiry drafts resume {held.name}")
        prompts = list_prompts(ScreenSession(self.session), command.name)
        return SheetWriting(self._build_session, command, held=held, prompts=prompts)

    def undo(self, ask: Ask) -> tuple[str, ...]:
        """Take back the latest step where that is confirmed. Raises as `plan_undo` does."""
        from enquiry.cli.history.undo import perform_reversal
        from enquiry.insight.history.undo import plan_undo

        visit, choose = ScreenSession(self.session, ask), partial(plan_undo, count=1)
        planned = choose(*visit.load_history(), Removal(at=visit.stamp().at, undone=True))
        did = ", ".join(step.did for step in planned.steps)
        if not visit.confirm(f"Take back the latest step: {did}?"):
            return ("Nothing was changed.",)
        perform_reversal(visit, choose, dry_run=False)
        return (*visit.take_answers()[-1:], *visit.take_words().splitlines())

    def describe_draft(self) -> str:
        """Return a sentence about the draft that was begun last, with how to go on with it."""
        for one in load_waiting_drafts(self.session)[-1:]:
            from enquiry.insight.drafts import build_draft_notice

            notice = build_draft_notice(one, self.session.today)
            on_sheet = one.draft and one.draft.file
            return f"{notice.words} {'D goes on with it.' if on_sheet else format_command(notice.act)}"
        return ""
