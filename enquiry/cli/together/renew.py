"""A key that is renewed: what others laid is taken in first, and this machine's copy is locked anew afterwards."""

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.cli.together.keys import SheetFile, answer_key, make_key
from enquiry.cli.together.sync import hold_folder, list_report_words, run_round
from enquiry.store.keys.locked import require_key
from enquiry.store.sharing.record import SyncRecord, read_record, write_record


def renew_key(session: Session, sheet: SheetFile) -> None:
    """Make a new key, see its sheet onto paper, and lock this machine's copy with it.

    Raises UsageMistake where there is no key yet or nobody can type, and as a round does; the key before holds then.
    """
    if sheet.output:
        session.outlet.refuse_own(sheet.output)
    require_key(session.places.state)
    record = read_record(session.journal_file, session.places.state)
    shared = record if record and record.locked else None
    if shared and session.can_ask:  # what others locked with the key before can't be taken in afterwards
        for words in list_report_words(run_round(session, shared)):
            session.say(words)
    identity = make_key(session, sheet, renews=True)
    if shared:
        _lock_anew(session, shared)
        session.say("On each machine that you still have: enquiry keys enter; then enquiry sync")
    session.say(
        "What the key before locked still opens here; whoever took a machine can read what was on it, and no more."
    )
    answer_key(session, identity)


def _lock_anew(session: Session, shared: SyncRecord) -> None:
    state = session.places.state
    with hold_folder(session):
        record = read_record(session.journal_file, state) or shared
        write_record(session.journal_file, state, replace(record, handed="", seen={}))
    run_round(session, record)
    session.say(f"The copy of {record.machine} in {record.folder} is locked with the new key.")
