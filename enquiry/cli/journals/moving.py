"""Another place for the journal: what lies where is said first, and whether it goes along is asked."""

import os
from enum import StrEnum
from pathlib import Path

from enquiry.cli.choosing import choose
from enquiry.cli.journals.naming import follow_move
from enquiry.cli.session import Session
from enquiry.cli.writing.command import load_waiting_drafts
from enquiry.errors import CannotWrite, JournalDamaged, NotFound, UsageMistake
from enquiry.words import choose_form, format_amount


class Going(StrEnum):
    """What becomes of the journal when another place is named for it."""

    MOVE = "move"
    COPY = "copy"
    LOOK = "look"


_SAYS = {
    Going.MOVE: "take it there, with its history and its backups",
    Going.COPY: "lay a copy there, and leave this one as it is",
    Going.LOOK: "leave it here, and only look there from now on",
}


class JournalMove:
    """The way of a journal from where the settings had it to a place that is named; `going` was chosen beforehand."""

    def __init__(self, session: Session, new: Path, going: Going | None) -> None:
        named = session.places.find_journal(session.config.journal)
        self.session = session.copy_for_journal(named)
        self.old, self.new, self.going = named, new, going or Going.LOOK
        same = os.path.realpath(named) == os.path.realpath(new)
        self._holds = "" if same else self._describe(named)
        if going in (Going.MOVE, Going.COPY) and not self._holds:
            raise UsageMistake(f"There is no journal at {named} to {going}.", f"Leave --{going} out.")
        if self._holds:
            self._choose(going)

    def _choose(self, going: Going | None) -> None:
        session, there = self.session, self._describe(self.new)
        session.tell(f"At {self.old} lies {self._holds}.")
        session.tell(f"At {self.new} lies {there or 'nothing yet'}.")
        if there and going in (Going.MOVE, Going.COPY):
            hint = f"Leave --{going} out to look there; enquiry import {self.old} then adds what is missing."
            raise CannotWrite(f"{self.new} is there already, and nothing is written over it.", hint)
        if going is None and not there and session.can_ask:
            chosen = choose(session, "What is to become of it?", {one.value: words for one, words in _SAYS.items()})
            if not chosen:
                raise UsageMistake("Nothing was chosen.", "Nothing was changed.")
            self.going = Going(chosen)
        if self.going is Going.MOVE and (waiting := load_waiting_drafts(session)):
            number = format_amount(len(waiting), "draft")
            words = f"{number} of it {choose_form(len(waiting), 'waits', 'wait')}, which would not find it again."
            raise UsageMistake(words, "Finish or discard what waits first: enquiry drafts")

    def _describe(self, path: Path) -> str:
        """Return in words what journal lies at a path; nothing where there is no file."""
        if not os.path.lexists(path):
            return ""
        try:
            journal = self.session.copy_for_journal(path).load_journal()
        except (JournalDamaged, NotFound, OSError):
            return "a file that can't be read as a journal"
        entries = sum(len(cycle.kept) for cycle in journal.kept)
        cycles, written = format_amount(len(journal.kept), "cycle"), format_amount(entries, "entry", "entries")
        return f"a journal of {cycles} and {written}"

    def prepare(self) -> None:
        """Lay the copy there, where one is wanted, before the settings name it. Raises as `copy_journal` does."""
        if self.going is not Going.LOOK:
            from enquiry.store.relocate import copy_journal

            copy_journal(self.old, self.new, state_folder=self.session.places.state)

    def finish(self) -> None:
        """Take the old file away, where it was to move, and say what was done."""
        session = self.session
        if self.going is Going.MOVE:
            from enquiry.store.relocate import retire_journal

            retire_journal(self.old, self.new, state_folder=session.places.state, wait=session.config.wait)
            follow_move(session, self.old, self.new)
            session.say(f"The journal was moved to {self.new}.")
        elif self.going is Going.COPY:
            session.say(f"A copy was laid at {self.new}; {self.old} stays as it was.")
        elif self._holds:
            session.say(f"What lies at {self.old} stays there: enquiry import {self.old} adds it to the one here.")
