"""Tidying at the command line: one entry at a time stays, keeps its values alone, or is forgotten; all at the end."""

from collections.abc import Sequence

from enquiry.answers.answer import project
from enquiry.answers.forgetting import TidyAnswer, TidyEntry
from enquiry.cli.choosing import list_choices, read_choice
from enquiry.cli.forgetting.forget import forget_and_tell
from enquiry.cli.forgetting.waiting import load_close_entries, remember_kept
from enquiry.cli.session import Session
from enquiry.errors import NotFound
from enquiry.insight.forgetting.choose import build_item_eraser
from enquiry.insight.forgetting.erase import Blank
from enquiry.insight.forgetting.tidy import CloseEntry
from enquiry.model.entry import Evidence
from enquiry.store.remembered import TidyMemory, keep_memory
from enquiry.views.privacy.tidy import draw_close_entries, draw_close_entry, format_close_entry_lines
from enquiry.words import format_amount, join_words

KEEP, VALUES, FORGET = "keep", "values", "forget"

_CHOICES = {
    KEEP: "it stays as it is, and is not asked about again",
    VALUES: "its words go; day, kind and values stay, and so do your reflections",
    FORGET: "all of it goes",
}


def dismiss_offer(session: Session) -> None:
    """Never offer tidying again for this journal."""
    keep_memory(TidyMemory, session.journal_file, session.places.state, dismissed=True)
    session.say("It is not offered again. To tidy all the same: enquiry tidy")
    _answer(session, (), dismissed=True)


def keep_entries(session: Session, names: Sequence[str]) -> None:
    """Let entries stay without being asked. Raises NotFound for a name that is not among those that wait."""
    waiting = {one.entry.name: one for one in load_close_entries(session)}
    if unknown := next((name for name in names if name not in waiting), ""):
        raise NotFound(f"{unknown} does not wait to be tidied.", "enquiry tidy lists what does.")
    remember_kept(session, [waiting[name] for name in names])
    session.say(f"Kept: {join_words(names)}.")
    _answer(session, load_close_entries(session), kept=tuple(names))


def go_through(session: Session) -> None:
    """Ask about each entry, then do what was decided; without a terminal only list them."""
    journal = session.load_journal_or_empty()
    waiting = load_close_entries(session, journal)
    if not session.can_ask or session.json or not waiting:
        session.show(waiting, view=draw_close_entries, plain=format_close_entry_lines)
        if waiting:
            session.say("At a terminal each is asked about; else: enquiry forget NAME, or enquiry tidy --keep NAME")
        _answer(session, waiting)
        return
    decided = ask_about_each(session, waiting)
    kept = [one for one, choice in decided if choice == KEEP]
    gone = [(one.entry, Blank.WORDS if choice == VALUES else Blank.WHOLE) for one, choice in decided if choice != KEEP]
    if kept:
        remember_kept(session, kept)
        session.say(f"Kept: {join_words([one.entry.name for one in kept])}.")
    if gone:
        eraser = build_item_eraser(journal, gone, session.stamp().at)
        what = format_amount(len(gone), "entry", "entries")
        forget_and_tell(session, eraser, f"{what} of earlier years", confirm=None, dry_run=False)
    if left := len(waiting) - len(decided):
        session.say(f"{format_amount(left, 'entry waits', 'entries wait')} for another time: enquiry tidy")


def ask_about_each(session: Session, waiting: Sequence[CloseEntry]) -> list[tuple[CloseEntry, str]]:
    """Return what was decided of each entry, as far as a person went on."""
    decided = list[tuple[CloseEntry, str]]()
    total = format_amount(len(waiting), "entry", "entries")
    session.tell(
        f"{total} of earlier school years about single learners. Nothing goes before the end, when it is asked."
    )
    for place, one in enumerate(waiting, 1):
        session.show(one, view=draw_close_entry, plain=lambda one: format_close_entry_lines((one,)))
        session.stdout.flush()
        choices = {name: words for name, words in _CHOICES.items() if name != VALUES or isinstance(one.entry, Evidence)}
        for line in list_choices(choices):
            session.tell(line, drawn=True)
        typed = session.ask_line(f"{place} of {len(waiting)}: a number or a word (Enter stops here)")
        chosen, wrong = read_choice(typed, list(choices)) if typed else ("", "")
        while typed and not chosen:
            session.tell(wrong)
            typed = session.ask_line("A number or a word (Enter stops here)")
            chosen, wrong = read_choice(typed, list(choices)) if typed else ("", "")
        if not chosen:
            break
        decided.append((one, chosen))
    return decided


def _answer(
    session: Session, waiting: Sequence[CloseEntry], *, kept: tuple[str, ...] = (), dismissed: bool = False
) -> None:
    if session.json:
        entries = tuple(
            project(TidyEntry, one.entry, because=one.because, kind=one.entry.kind.value) for one in waiting
        )
        session.answer(TidyAnswer(waiting=entries, kept=kept, dismissed=dismissed))
