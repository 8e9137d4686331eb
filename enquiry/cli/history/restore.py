"""Restore at the command line: list the backups, show the difference, ask, and put one in the journal's place."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from enquiry.cli.history.undo import say_outcome, show_changes
from enquiry.cli.session import Session
from enquiry.cli.together import draw_new_device, is_shared
from enquiry.dates.period import spell_moment
from enquiry.errors import EnquiryError, JournalDamaged, JournalMissing, JournalNewer, NotFound, UsageMistake
from enquiry.exchange.encoding import format_path
from enquiry.insight.history.changes import RecordChange, build_record_changes
from enquiry.model.backup import Backup
from enquiry.model.journal import Journal
from enquiry.model.step import is_of_several_devices
from enquiry.words import format_count, join_words

ROTATION = "Kept: the ten newest, one a day for 30 days, one a month for 12 months of writing"


class RestoreSource(NamedTuple):
    """What is to be restored: what it is called, its bytes, and the journal in it."""

    called: str
    data: bytes
    journal: Journal


def list_backups(session: Session) -> None:
    """Show the backups of the journal, the newest first, and how one is looked at."""
    from enquiry.answers.history import describe_backups
    from enquiry.store.backups.restore import read_copy
    from enquiry.store.encoding.format import compute_file_mark
    from enquiry.views.history import BackupList, draw_backup_list, format_backup_list_lines, format_size

    found = _load_backups(session)
    try:
        present = compute_file_mark(read_copy(session.journal_path)[0])
    except (NotFound, JournalDamaged):
        present = ""
    shelf, answer = BackupList(found, present), describe_backups(found, present)
    session.show(shelf, view=draw_backup_list, plain=format_backup_list_lines, data=lambda _shelf: answer)
    if not found:
        session.say("No backups are kept yet; one is made at every change.")
        return
    used = format_size(sum(backup.size for backup in found))
    session.say(f"{ROTATION}; {used} of {format_size(session.backup_limit)} used.")
    other = next((backup for backup in found if backup.mark != present and backup.format), found[0])
    session.say(f"To look before anything is changed: enquiry restore {other.name} --dry-run")


def _load_backups(session: Session) -> tuple[Backup, ...]:
    from enquiry.store.backups.catalogue import list_stored_backups

    return list_stored_backups(session.journal_path, session.places.state)


def restore_copy(session: Session, named: str, *, dry_run: bool) -> None:
    """Show how the journal differs from a backup or a file, ask, and put that in its place.

    Raises NotFound where there is none of that name, JournalDamaged for one that is no journal, and UsageMistake where
    nobody can be asked.
    """
    from enquiry.store.backups.restore import restore_version

    copy = _load_restore_source(session, named)
    found, done = _show_difference(session, copy, dry_run=dry_run), False
    if dry_run:
        say_outcome(session, f"Nothing was changed. To restore it: enquiry restore {named}")
    elif done := _confirm_change(session, f"Put {copy.called} in the journal's place?"):
        path, state, limit = session.journal_path, session.places.state, session.backup_limit
        stamp, wait, there = session.stamp(), session.config.wait, path.exists()
        shared = False
        with suppress(EnquiryError):
            shared = there and is_of_several_devices(session.load_history()[1])
        said = restore_version(path, copy.data, state_folder=state, stamp=stamp, wait=wait, limit=limit)
        _say_each(session, said)
        say_outcome(session, f"The journal is {copy.called} again.")
        shared |= is_shared(session) and draw_new_device(session)
        replaced = _load_backups(session)[1:2] if there else ()
        session.say("".join(f"What it replaced is kept: enquiry restore {backup.name}" for backup in replaced))
        if shared:
            session.say("Other machines write this journal too: what they hold comes back at the next sync or merge.")
            session.say("To take back steps of your own for all of them: enquiry undo --to STEP, instead of this.")
    if session.json:
        from enquiry.answers.answer import project
        from enquiry.answers.history import RestoreAnswer

        session.answer(project(RestoreAnswer, found, restored=done, source=format_path(named), dry_run=dry_run))


def _load_restore_source(session: Session, named: str) -> RestoreSource:
    from enquiry.paths import expand_path
    from enquiry.store.backups.catalogue import read_backup
    from enquiry.store.backups.restore import read_copy

    if not re.fullmatch(r"b\d+", named, re.IGNORECASE):
        return RestoreSource(named, *read_copy(expand_path(named), session.key_folder))
    found = next((backup for backup in _load_backups(session) if backup.name == named.casefold()), None)
    if found is None:
        raise NotFound(f"There is no backup {named}.", "enquiry restore lists those that are kept.")
    return RestoreSource(f"{found.name} of {spell_moment(found.at)}", *read_backup(found))


def _show_difference(session: Session, copy: RestoreSource, *, dry_run: bool) -> Sequence[RecordChange]:
    """Show what restoring would do to each record, and return it; a journal that can't be read is not compared."""
    try:
        before = session.load_journal()
    except JournalNewer:
        raise
    except (JournalDamaged, JournalMissing) as fault:
        cycles, entries = len(copy.journal.kept), sum(1 for _ in copy.journal.iterate_entries())
        holds = f"{format_count(cycles, 'cycle')} and {format_count(entries, 'entry', 'entries')}"
        session.say(f"{fault.words} So there is nothing to compare {copy.called} with.")
        session.say(f"{copy.called} holds {holds}.")
        return ()
    found = build_record_changes(before, copy.journal)
    show_changes(session, found, dry_run=dry_run)
    if not found:
        session.say(f"The journal as it is says the same as {copy.called}.")
    return found


def _confirm_change(session: Session, question: str) -> bool:
    """Ask, and say so where the answer is no. Raises UsageMistake where there is nobody to ask."""
    if not session.yes and not session.can_ask:
        raise UsageMistake("This asks first, and there is nobody to ask.", "Look with --dry-run, then give --yes.")
    wanted = session.confirm(question)
    if not wanted:
        say_outcome(session, "Nothing was changed.")
    return wanted


def take_over_edit(session: Session, *, dry_run: bool) -> None:
    """Show what was changed in the journal's file outside enquiry, ask, and keep it as a step of its own.

    Raises what `read_outside_edit` raises, and UsageMistake where nobody can be asked.
    """
    from enquiry.store.backups.accept_edit import accept_edit, read_outside_edit

    path, state, limit = session.journal_path, session.places.state, session.backup_limit
    edit = read_outside_edit(path, state)
    found = build_record_changes(edit.before, edit.journal) if edit.backup else ()
    show_changes(session, found, done=True)
    session.say(_explain_edit(edit.backup, found, exact=edit.exact))
    done = False
    if dry_run:
        say_outcome(session, "Nothing was changed. To keep it so: enquiry restore --accept-edit")
    elif done := _confirm_change(session, "Keep the journal as it was edited?"):
        said = accept_edit(path, state_folder=state, stamp=session.stamp(), wait=session.config.wait, limit=limit).said
        _say_each(session, said)
        say_outcome(session, "The journal is kept as it was edited. The edited file itself lies among the backups.")
        if edit.exact and found:
            session.say("To take the edit back: enquiry undo")
    if session.json:
        _answer_accepted(session, found, accepted=done, dry_run=dry_run)


def go_on_with_copy(session: Session, *, dry_run: bool) -> None:
    """Show what the journal lacks of the versions it does not go on from, ask, and let those go.

    Raises UsageMistake where there is no such version, or nobody can be asked.
    """
    from enquiry.store.backups.continuity import accept_copy, list_apart_versions

    path, state, now = session.journal_path, session.places.state, session.load_journal()
    apart = list_apart_versions(path, state)
    if not apart:
        raise UsageMistake("The journal goes on from all that this machine knows.", "There is no copy to accept.")
    found, done = list[RecordChange](), False
    for backup, journal in apart:
        changes = build_record_changes(journal, now)
        session.say(f"From {backup.name} of {spell_moment(backup.at)} to the journal as it is:")
        show_changes(session, changes, done=True)
        found += changes
    if dry_run:
        say_outcome(session, "Nothing was changed. To go on with the journal as it is: enquiry restore --accept-copy")
    elif done := _confirm_change(session, "Go on with the journal as it is?"):
        accept_copy(path, state_folder=state, stamp=session.stamp(), wait=session.config.wait)
        names = join_words([backup.name for backup, _ in apart])
        say_outcome(
            session, f"The journal goes on as it is. {names} stays among the backups, like any other for as long."
        )
    if session.json:
        _answer_accepted(session, found, accepted=done, dry_run=dry_run)


def _answer_accepted(session: Session, found: Sequence[RecordChange], *, accepted: bool, dry_run: bool) -> None:
    from enquiry.answers.answer import project
    from enquiry.answers.history import AcceptedEditAnswer

    session.answer(project(AcceptedEditAnswer, found, accepted=accepted, dry_run=dry_run))


def _say_each(session: Session, said: Iterable[str]) -> None:
    for words in said:
        session.say(words)


def _explain_edit(backup: Backup | None, found: Sequence[RecordChange], *, exact: bool) -> str:
    if backup is None:
        return "No backup is kept that it could be compared with; what was changed can't be shown, or undone later."
    if not exact:
        since = f"{backup.name} of {spell_moment(backup.at)}"
        told = f"The version that was edited is not kept, so this is compared with {since}"
        return f"{told}: what enquiry wrote between shows too, and none of it can be undone later."
    return "That was changed outside enquiry." if found else "Only how it is laid out was changed, none of its words."
