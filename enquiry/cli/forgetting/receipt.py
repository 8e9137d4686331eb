"""The receipt of a forgetting: what was rewritten, what is not yet, and what no program can reach. No word of it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from enquiry.cli.session import Session
from enquiry.dates.period import spell_moment
from enquiry.errors import CannotRead
from enquiry.insight.gifts.register import describe_gift
from enquiry.store.disk.batch import FileBatch
from enquiry.store.forgetting.everywhere import ForgettingOutcome
from enquiry.store.forgetting.taken import TakenForgetting
from enquiry.store.sharing.folder import list_copies
from enquiry.store.sharing.left import remove_left_copies
from enquiry.store.sharing.memory import read_record
from enquiry.words import choose_form, format_count, join_words

FOLDER = "forgotten"
"""Where receipts are kept, beside the settings."""

OUT_OF_REACH = (
    "documents that went to others, and those that you moved or wrote by way of a pipe",
    "your own copies of the journal, on sticks, in the cloud with its earlier versions, and in e-mails",
    "the history of a folder that git keeps",
    "your shell's history, if it was typed as a command's words: look with your shell's own history command",
    "what was printed or copied by hand",
    "old blocks of the disk, until something else is written there",
)
"""What no program can find for its owner; each is named, so that it can be looked for."""

SAFEGUARDING = "What belongs in the school's own record, such as a safeguarding concern, is not undone by this."


def name_receipt(session: Session) -> Path:
    """Return the path for a new receipt."""
    folder, name = session.places.config / FOLDER, f"{session.now:%Y-%m-%d-%H%M%S}"
    names = (f"{name}{f'-{number}' if number > 1 else ''}.txt" for number in range(1, 1000))
    return next(path for path in (folder / one for one in names) if not path.exists())


def forget_in_shared_folders(session: Session) -> Iterator[str]:
    """Take this machine's own copies away where it shares no more; yield what became of them and of all others.

    Raises CannotWrite for what this machine remembers of them.
    """
    journal, state = session.journal_file, session.places.state
    gone, kept = remove_left_copies(journal, state)
    if gone:
        yield f"Taken away, since it was written no more: {join_words([one.words for one in gone])}."
    if kept:
        yield f"Not yet, since it can't be reached now: {join_words([one.words for one in kept])}. Delete it there."
    record, copies, aside = None, list[str](), list[str]()
    with suppress(CannotRead):
        record = read_record(journal, state)
        there = list_copies(record.place) if record else []
        copies = sorted({copy.machine for copy in there if not copy.aside})
        aside = [copy.path.name for copy in there if copy.aside]
    if record and not record.place.is_dir():
        yield f"Not yet: the copies in {record.folder}, which is not there now."
    elif record and copies:
        named = f"the {choose_form(len(copies), 'copy', 'copies')} of {join_words(copies)} in {record.folder}"
        yield f"Not yet: {named}, until each machine syncs. Where one shares no more, delete its copy."
    if record and aside:
        them = choose_form(len(aside), "it", "them")
        yield f"Not yet: {join_words(aside)} in {record.folder}, put aside by a synchroniser. Delete {them} by hand."


def format_receipt(
    session: Session, outcome: ForgettingOutcome, what: str, copies: Iterable[str] = ()
) -> Iterator[str]:
    """Yield the lines of a receipt. They quote nothing of what was forgotten.

    `copies` are lines about copies in shared folders.
    """
    yield f"Forgotten on {spell_moment(session.now)}: {what}."
    yield f"Rewritten: {describe_reach(outcome)}."
    if outcome.machines:
        yield f"Not yet: {join_words(outcome.machines)}, at the next enquiry sync or merge on each."
    yield from copies
    if outcome.others:
        files = join_words([str(path) for path in outcome.others])
        yield f"It still stands in what is not this program's to change: {files}."
        if session.places.pupils in outcome.others:
            yield "To take it from the table of codes: enquiry pupils remove"
    for words, paths in (("that still hold it", outcome.documents), ("that may hold it", outcome.unsure)):
        if paths:
            yield f"Written for people, {words}: {join_words([str(path) for path in paths])}."
    if outcome.gifts:
        yield f"Given away, and out of reach: {join_words([describe_gift(gift) for gift in outcome.gifts])}."
        yield f"To ask for one to be deleted: enquiry gifts withdraw {outcome.gifts[0].name}"
    if outcome.names:
        names = format_count(outcome.names, "other name")
        yield f"The journal's old file has {names} (hard links), which still lead to it."
    yield from _format_limits()


def keep_taken_receipt(session: Session, taken: TakenForgetting, batch: FileBatch) -> str:
    """Stage the receipt of what another machine forgot and this one took in; return in a sentence where it is."""
    target, found = name_receipt(session), [step.did.removesuffix(" forgotten") for step in taken.steps]
    reached = [(taken.records, "record"), (taken.backups, "backup")]
    lines = [
        f"Forgotten on another machine, and taken in here on {spell_moment(session.now)}: {join_words(found)}.",
        f"Rewritten: {join_words([format_count(number, what) for number, what in reached if number])}.",
    ]
    if taken.stays:
        lines.append(
            "What was written here meanwhile, without knowing of it, stays. To look for names: enquiry privacy"
        )
    batch.stage(target, "".join(f"{line}\n" for line in (*lines, *_format_limits())).encode())
    return f"What went is kept, without a word of it: {target}"


def _format_limits() -> Iterator[str]:
    yield "Beyond the reach of any program:"
    yield from (f"- {place}" for place in OUT_OF_REACH)
    yield SAFEGUARDING


def describe_reach(seen: ForgettingOutcome) -> str:
    """Return in words what is rewritten: the journal's records, its history, backups and drafts."""
    drafts, gone = seen.drafts.rewritten, seen.drafts.discarded
    parts = (
        (seen.records, format_count(seen.records, "record")),
        (seen.steps, f"{format_count(seen.steps, 'step')} of the history"),
        (len(seen.backups), format_count(len(seen.backups), "backup")),
        (len(drafts), f"draft {join_words([one.name for one in drafts])}"),
        (len(gone), f"draft {join_words([one.name for one in gone])}, which goes whole"),
    )
    return join_words([words for number, words in parts if number])
