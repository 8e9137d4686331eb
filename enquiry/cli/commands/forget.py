"""`enquiry forget`: an entry, a cycle, a note or a word that is to be nowhere any more."""

from typing import Annotated

from enquiry.cli.completion import complete_items
from enquiry.cli.names import format_history_name, resolve_item_or_removed
from enquiry.cli.options import DryRun, build_argument, build_option
from enquiry.cli.session import Session
from enquiry.errors import NotFound, UsageMistake

Named = Annotated[
    str | None,
    build_argument("[NAME]", "A cycle (7), an entry (7.4), a note (n12) or a belief (belief-3).", complete_items),
]
Word = Annotated[str | None, build_option("--word", "WORD", "A word or a name, wherever it stands; - asks for it.")]
Values = Annotated[bool, build_option("--keep-values", None, "Of an entry its words alone: day and values stay.")]
Confirm = Annotated[str | None, build_option("--confirm", "forget", "The word that is asked for at a terminal.")]


def forget(
    session: Session,
    name: Named = None,
    word: Word = None,
    keep_values: Values = False,
    confirm: Confirm = None,
    dry_run: DryRun = False,
) -> None:
    from enquiry.cli.forgetting.forget import forget_and_tell, read_word
    from enquiry.insight.forgetting.choose import build_item_eraser, build_word_eraser
    from enquiry.insight.forgetting.erase import Blank

    if (name is None) == (word is None):
        hint = "Name an entry, a cycle or a note (enquiry forget 7.4), or give a word with --word."
        raise UsageMistake("Name one thing that is to be forgotten.", hint)
    journal, at = session.load_journal(), session.stamp().at
    if word is not None:
        if keep_values:
            raise UsageMistake("--keep-values belongs to an entry, not to a word.", "Leave one of them out.")
        eraser = build_word_eraser(read_word(session, word), journal, at)
        forget_and_tell(session, eraser, "a word", confirm=confirm, dry_run=dry_run)
        return
    thing = resolve_item_or_removed(journal, str(name))
    if thing.is_forgotten:
        raise NotFound(
            f"{name} was forgotten already: nothing is left of it.", "Receipts lie beside the settings: enquiry where"
        )
    how = Blank.WORDS if keep_values else Blank.WHOLE
    what = f"the words of {format_history_name(thing)}" if keep_values else format_history_name(thing)
    forget_and_tell(session, build_item_eraser(journal, [(thing, how)], at), what, confirm=confirm, dry_run=dry_run)
