"""`enquiry status`, and the bare command: what matters now, then the open cycles."""

from itertools import islice
from typing import TYPE_CHECKING

from enquiry.cli.session import Session
from enquiry.cli.together import is_shared
from enquiry.cli.writing.command import load_waiting_drafts

if TYPE_CHECKING:
    from enquiry.answers.journal import StatusAnswer
    from enquiry.insight.status import Status, StatusNotice
    from enquiry.model.journal import Journal


def find_sample_name(session: Session) -> str:
    """Return the name of the sample that the journal is, or nothing where it is a person's own."""
    path = session.journal_file
    if path.parent != (session.places.data / "demo").resolve():
        return ""
    from enquiry.exchange.samples import list_samples

    return path.stem if path.stem in list_samples() else ""


def list_sync_notices(session: Session) -> "list[StatusNotice]":
    """Return what other machines have laid in the shared folder, as far as it was not taken in by itself just now."""
    from enquiry.cli.together import auto

    if session.config.sync == "auto":
        auto.sync_by_itself(session)
        return auto.list_left_notices(session)
    return auto.list_sync_notices(session)


def list_tidy_offers(session: Session, journal: "Journal") -> "tuple[StatusNotice, ...]":
    """Return the offer to tidy that is made in a school year's last week; in other weeks nothing is loaded for it."""
    if not session.load_school_calendar(journal).is_last_week(session.today):
        return ()
    from enquiry.cli.forgetting import waiting

    return waiting.list_tidy_offers(session, journal)


def list_inbox_offers(session: Session, journal: "Journal") -> "tuple[StatusNotice, ...]":
    """Return the offer of notes that belong together; where fewer than three wait nothing is loaded for it."""
    if len(journal.waiting) < 3:
        return ()
    from enquiry.cli.writing import note_groups

    return note_groups.list_group_offers(session, journal)


def list_gift_notices(session: Session, journal: "Journal") -> "tuple[StatusNotice, ...]":
    """Return the notice of gifts that were to be deleted by now; without any nothing is loaded for it."""
    if not any(gift.delete_by and gift.delete_by <= session.today for gift in journal.gifts):
        return ()
    from enquiry.cli.colleagues import withdrawing

    return withdrawing.list_gift_notices(session, journal)


def build_answer(now: "Status", journal: "Journal") -> "StatusAnswer":
    """Return the status as programs get it. Its types take a twelfth of a start, and this command is called most."""
    from enquiry.answers.answer import project
    from enquiry.answers.journal import StatusAnswer

    return project(StatusAnswer, now, journal)


def status(session: Session) -> None:
    from enquiry.insight.drafts import build_draft_notice
    from enquiry.insight.status import build_copy_notice, build_status, find_clash_notice
    from enquiry.store.sync_copies import ANOTHER_JOURNAL, count_unseen_steps, find_conflict_copies
    from enquiry.views.status import draw_status, format_status_lines

    shared = list_sync_notices(session) if is_shared(session) else []
    journal = session.load_journal_or_empty()
    now = build_status(journal, session.load_school_calendar(journal), session.today, session.config.pulse)
    beside = (
        (path, count_unseen_steps(session.journal_file, path)) for path in find_conflict_copies(session.journal_file)
    )
    told = (build_copy_notice(path.name, unseen) for path, unseen in beside if unseen != ANOTHER_JOURNAL)
    copies = tuple(islice(told, 1))  # each is a file to be read
    clashes = (clash,) if (clash := find_clash_notice(journal)) else ()
    drafts = tuple(build_draft_notice(one, session.today) for one in load_waiting_drafts(session))
    gifts = list_gift_notices(session, journal)
    offers = (*gifts, *list_tidy_offers(session, journal), *list_inbox_offers(session, journal))
    now = now._replace(
        matters=(*drafts[-1:], *shared, *copies, *clashes, *offers, *now.matters), sample=find_sample_name(session)
    )
    session.show(now, view=draw_status, plain=format_status_lines, data=lambda now: build_answer(now, journal))
