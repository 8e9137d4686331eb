"""Syncs that happen by themselves: never an error, and what is wrong with the folder said once a day."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from msgspec.structs import replace

from enquiry.acts import Act, ActKind
from enquiry.cli.session import Session
from enquiry.cli.together.sync import (
    describe_left_copy,
    list_put_aside_words,
    list_report_words,
    look_around,
    refuse_unusable,
    run_round,
)
from enquiry.errors import (
    CannotRead,
    CannotUnlock,
    CannotWrite,
    JournalBusy,
    JournalDamaged,
    NotFound,
    NotInstalled,
    UsageMistake,
)
from enquiry.insight.status import StatusNotice
from enquiry.store.sharing.folder import stamp_file
from enquiry.store.sharing.left import list_left_files
from enquiry.store.sharing.memory import FileStamp, read_record, write_record
from enquiry.words import format_amount

FAULTS = (
    CannotRead,
    CannotWrite,
    CannotUnlock,
    JournalBusy,
    JournalDamaged,
    NotFound,
    NotInstalled,
    UsageMistake,
    OSError,
)
"""What may be wrong with a folder that somebody else's program brings, or with the journal, which its command says."""


@contextmanager
def sync_around(session: Session, *, looks_first: bool) -> Iterator[None]:
    """Run a block between two rounds: one before it, where wanted, and one after it if it wrote the journal."""
    if looks_first:
        sync_by_itself(session)
    before = _stamp_journal(session)
    yield
    if _stamp_journal(session) != before:
        sync_by_itself(session)


def _stamp_journal(session: Session) -> FileStamp | None:
    with suppress(OSError):
        return stamp_file(session.journal_file)
    return None


def sync_by_itself(session: Session) -> None:
    """Run a round where the journal is shared; say what it took in, and once a day what is wrong."""
    try:
        if record := read_record(session.journal_file, session.places.state):
            report = run_round(session, record)
            quiet = report._replace(handed=0, news=report.news._replace(left=()))
            for words in list_report_words(quiet) if report.news.found else list_put_aside_words(report.news):
                session.say(words)
            if report.news.left:
                _complain(session, map(describe_left_copy, report.news.left))
    except FAULTS as fault:
        _complain(session, [getattr(fault, "words", "The shared folder can't be used.")])


def _complain(session: Session, lines: Iterable[str]) -> None:
    """Say what is wrong, unless that was said today."""
    journal, state = session.journal_file, session.places.state
    with suppress(*FAULTS):
        record = read_record(journal, state)
        if record and record.complained != session.today:
            for words in lines:
                session.say(words)
            write_record(journal, state, replace(record, complained=session.today))


def list_left_notices(session: Session) -> list[StatusNotice]:
    """Return, for the home page, the copies of this machine that lie where it shares the journal no more."""
    return [
        StatusNotice(f"{path.name} lies still in a folder where it is written no more.", Act(ActKind.CHECK_JOURNAL))
        for path in list_left_files(session.journal_file, session.places.state)
    ]


def list_sync_notices(session: Session) -> list[StatusNotice]:
    """Return what waits in the shared folder, for the home page: one listing, and a look at each copy's date."""
    journal, state, found = session.journal_file, session.places.state, list_left_notices(session)
    with suppress(*FAULTS):
        record = read_record(journal, state)
        if record and record.place.is_dir():
            refuse_unusable(session, record.place)
            found += [
                StatusNotice(
                    f"{f'A{one.copy.words[1:]}' if one.copy.aside else one.copy.words} "
                    f"has {format_amount(one.unseen, 'step')} you have not seen.",
                    Act(ActKind.SYNC),
                )
                for one in look_around(session, record).found
                if one.unseen
            ]
    return found
