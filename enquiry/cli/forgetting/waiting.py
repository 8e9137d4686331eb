"""What waits to be tidied away, and the offer that the bare command makes of it, read with few modules."""

from collections.abc import Iterable
from contextlib import suppress

from enquiry.cli.session import Session
from enquiry.errors import CannotWrite
from enquiry.insight.forgetting.tidy import CloseEntry, build_tidy_offer, list_close_entries
from enquiry.insight.status import StatusNotice
from enquiry.model.journal import Journal
from enquiry.store.pupils import read_pupils
from enquiry.store.remembered import TidyMemory, keep_memory, read_memory


def load_close_entries(session: Session, journal: Journal | None = None) -> tuple[CloseEntry, ...]:
    """Return the entries that wait to be tidied."""
    journal = journal or session.load_journal_or_empty()
    memory = read_memory(TidyMemory, session.journal_file, session.places.state)
    codes = {one.code for one in read_pupils(session.places.pupils)}
    return list_close_entries(journal, session.load_school_calendar(journal), session.today, memory.kept, codes)


def remember_kept(session: Session, kept: Iterable[CloseEntry]) -> None:
    """Let entries wait no more: they were decided on, and stay. Raises CannotWrite."""
    path, state = session.journal_file, session.places.state
    ids = dict.fromkeys((*read_memory(TidyMemory, path, state).kept, *(one.entry.id for one in kept)))
    keep_memory(TidyMemory, path, state, kept=tuple(ids))


def list_tidy_offers(session: Session, journal: Journal) -> tuple[StatusNotice, ...]:
    """Return the offer to tidy, once in a school year: it is noted as made when a person has seen it."""
    calendar = session.load_school_calendar(journal)
    path, state, year = session.journal_file, session.places.state, calendar.find_year(session.today).label
    memory = read_memory(TidyMemory, path, state)
    if memory.dismissed or memory.offered == year:
        return ()
    offers = build_tidy_offer(load_close_entries(session, journal))
    if offers and session.stdout.isatty() and not session.json:
        with suppress(CannotWrite):  # then it is made again
            keep_memory(TidyMemory, path, state, offered=year)
    return offers
