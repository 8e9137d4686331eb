"""What `enquiry about` collects: from the journal, its history, drafts, presets and every backup."""

from contextlib import suppress

from enquiry.cli.privacy.finding import iterate_all_texts, load_pupils
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.errors import CannotRead, JournalDamaged, UsageMistake
from enquiry.insight.history.diff import decode_record
from enquiry.insight.privacy.about import (
    DRAFT,
    EARLIER,
    AboutPerson,
    AboutPlace,
    PersonSought,
    collect_places,
    collect_texts,
    list_versions,
    merge_backups,
    seek_person,
)
from enquiry.model.journal import Journal
from enquiry.presets import load_name_lists
from enquiry.store.backups.catalogue import list_stored_backups, read_backup


def collect_about(session: Session, asked: str, *, backups: bool) -> AboutPerson:
    """Return all that is kept of the person whom a code or a name means. Raises UsageMistake where nobody was named."""
    if not asked.strip():
        asked = session.ask_line("About whom? A code, such as Pupil A, or a name.") if session.can_ask else ""
    if not asked.strip():
        raise UsageMistake("Nobody was named.", 'Name a code or a name: enquiry about "Pupil A"')
    sought = seek_person(asked, load_pupils(session), load_name_lists().words)
    journal, steps = session.load_history()
    known = dict[str, bool]()
    earlier = (
        (decode_record(table, row), EARLIER) for step in steps for table, _, row in step.before if row is not None
    )
    places = collect_places(sought, [*list_versions(journal), *earlier], known)
    places += collect_texts(sought, iterate_all_texts(session, Journal()), DRAFT)
    found = _collect_backups(session, sought, known) if backups else {}
    places, names = merge_backups(places, found)
    return AboutPerson(asked.strip(), sought.codes, sought.names, tuple(places), tuple(names))


def _collect_backups(session: Session, sought: PersonSought, known: dict[str, bool]) -> dict[str, list[AboutPlace]]:
    """Return the places in every backup that opens, by its name, the newest first; one that does not is said."""
    found = dict[str, list[AboutPlace]]()
    with track_progress(session, "Reading the backups", "files") as follow, suppress(CannotRead):
        for backup in follow(list_stored_backups(session.journal_path, session.places.state)):
            try:
                _, journal = read_backup(backup)
            except (JournalDamaged, CannotRead):
                session.warn(f"The backup {backup.name} can't be read, so what is in it is not known.")
                continue
            found[backup.name] = collect_places(sought, list_versions(journal), known)
    return found
