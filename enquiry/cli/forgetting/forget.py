"""Forgetting at the command line: what goes is shown, the word *forget* asked for, and then it is gone everywhere."""

from typing import Any

from enquiry.answers.answer import project
from enquiry.answers.forgetting import ForgetAnswer
from enquiry.cli.forgetting.receipt import describe_reach, forget_in_shared_folders, format_receipt, name_receipt
from enquiry.cli.history.undo import show_changes
from enquiry.cli.privacy.finding import load_pupils
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.errors import NotFound, UsageMistake
from enquiry.insight.forgetting.choose import build_word_pattern, settle_forgotten
from enquiry.insight.forgetting.erase import Eraser
from enquiry.insight.forgetting.words import WordPattern
from enquiry.insight.history.changes import build_record_changes, name_record
from enquiry.insight.merging.told import list_records
from enquiry.presets import load_name_lists
from enquiry.store.disk.batch import FileBatch
from enquiry.store.forgetting.everywhere import ForgettingOutcome, forget_everywhere, look_everywhere
from enquiry.views.privacy.tidy import draw_told_lines
from enquiry.words import join_words

WORD = "forget"
"""What has to be typed, since a yes is typed too easily."""


def read_word(session: Session, given: str) -> WordPattern:
    """Return what is to be looked for: a word, asked for or piped in where `-` was given, or whom it names.

    Raises UsageMistake for a word of signs alone, and Ambiguous for one that names several who are registered.
    """
    if given == "-":
        given = session.ask_line("Which word or name is to be forgotten?") if session.can_ask else session.stdin.read()
    meant = " ".join(given.split())
    try:
        return build_word_pattern(meant, load_pupils(session), load_name_lists().words)
    except ValueError as fault:
        raise UsageMistake(f"“{meant}” is no word that could be looked for.", "Give a word or a name.") from fault


def forget_and_tell(session: Session, eraser: Eraser, what: str, *, confirm: str | None, dry_run: bool) -> bool:
    """Show what goes, ask for the word, forget it everywhere, and tell what was and what was not reached.

    `what` is what is forgotten, as history and the receipt name it ("evidence 7.4", "a word"). Say whether it is done.
    Raises NotFound where it stands nowhere, UsageMistake where nobody confirms, and what `forget_everywhere` raises.
    """
    if confirm is not None and confirm.casefold() != WORD:
        raise UsageMistake(f"“{confirm}” is not the word that is asked for.", f"Give it so: --confirm {WORD}")
    path, state, places = session.journal_path, session.places.state, session.places
    where: dict[str, Any] = {"state_folder": state, "folders": (places.config, places.data)}
    with track_progress(session, "Looking through the backups", "backups") as follow:
        seen = look_everywhere(path, eraser, settle_forgotten, follow=follow, **where)
    if seen.is_empty:
        raise NotFound(describe_nothing(eraser, seen), "Nothing was changed.")
    changes = build_record_changes(seen.before, seen.after, hidden=True)
    show_changes(session, changes, dry_run=dry_run, whole=True)
    shown = {(one.kind, one.name) for one in changes}
    touched = (name_record(one) for one in list_records(seen.before) if one.id in seen.touched)  # type: ignore[arg-type]
    if earlier := [" ".join(one) for one in touched if one not in shown]:
        _tell(session, f"In earlier versions alone: {join_words(earlier)}.")
    if dry_run:
        _tell(session, f"Would be rewritten: {describe_reach(seen)}.", "Nothing was changed.")
        _answer(session, seen, what, dry_run=True)
        return False
    _tell(session, f"To be rewritten: {describe_reach(seen)}.")
    confirm_by_word(session, confirm)
    target, copies = name_receipt(session), [*forget_in_shared_folders(session)]

    def keep_receipt(outcome: ForgettingOutcome, batch: FileBatch) -> str:
        batch.stage(target, "".join(f"{line}\n" for line in format_receipt(session, outcome, what, copies)).encode())
        return f"What it reached and what not: {target}"

    with track_progress(session, "Rewriting the backups", "backups") as follow:
        done = forget_everywhere(
            path,
            eraser,
            settle_forgotten,
            stamp=session.stamp(),
            did=f"{what} forgotten",
            seen=seen.mark,
            receipt=keep_receipt,
            wait=session.config.wait,
            follow=follow,
            **where,
        )
    _tell(session, *format_receipt(session, done, what, copies))
    session.say(f"This is kept, without a word of it: {target}")
    _answer(session, done, what, dry_run=False, receipt=str(target))
    return True


def _tell(session: Session, *lines: str) -> None:
    session.show(lines, view=draw_told_lines, plain=iter)
    session.stdout.flush()


def confirm_by_word(session: Session, confirm: str | None) -> None:
    """Ask for the word, unless it was given. Raises UsageMistake where it is not typed, or nobody can be asked."""
    if confirm is not None:
        return
    if not session.can_ask:
        hint = f"To forget it without being asked: --confirm {WORD}; to see what would go: --dry-run"
        raise UsageMistake("Forgetting can't be undone, and there is nobody to ask.", hint)
    session.stdout.flush()
    typed = session.ask_line(
        f"This can't be undone, and no backup will have it. Type the word {WORD}, or Enter to stop."
    )
    if typed.casefold() != WORD:
        raise UsageMistake("Nothing was forgotten.", f"The word that is asked for is {WORD}.")


def describe_nothing(eraser: Eraser, seen: ForgettingOutcome) -> str:
    """Return in words that nothing of what is to be forgotten is there to be rewritten."""
    if eraser.word is None:
        return "Nothing is left of that to forget."
    found = f"the program's own to change. It stands in {join_words([str(path) for path in seen.others])}"
    return f"“{eraser.word.word}” stands in nothing that is {found if seen.others else 'kept here'}."


def _answer(session: Session, seen: ForgettingOutcome, what: str, *, dry_run: bool, receipt: str = "") -> None:
    if session.json:
        counts = {"backups": len(seen.backups), "drafts": len(seen.drafts.rewritten) + len(seen.drafts.discarded)}
        session.answer(project(ForgetAnswer, seen, forgotten=what, dry_run=dry_run, receipt=receipt or None, **counts))
