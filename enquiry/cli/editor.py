"""Writing in the person's own editor: a sheet is kept as a draft, opened, read back, and saved like typed words.

From before the editor starts until the journal has what was written, the sheet lies in the draft's own folder. Whatever
ends the program, the editor or the terminal, the draft is there to go on with. The journal is not locked meanwhile.
"""

import os
from collections.abc import Mapping
from typing import Any

from enquiry.cli.editing import given_in, name_of
from enquiry.cli.editor_clash import PARTING, Choice, asked_which, joined, show_both
from enquiry.cli.editor_draft import (
    SHEET,
    lay_out,
    left,
    opened,
    put,
    rebase,
    says_something,
    take_over_what_was_left,
    written,
)
from enquiry.cli.editor_forms import form_for, form_of
from enquiry.cli.editor_program import Editor, editor_named, run_editor
from enquiry.cli.editor_save import Clash, save_change, save_new, save_theirs
from enquiry.cli.editor_sheet import Form, sheet_from, sheet_text, words_begin_in
from enquiry.cli.naming import thing_named
from enquiry.cli.session import Session
from enquiry.errors import Ambiguous, EditorFailed, EnquiryError, NotFound, NothingWritten, UsageMistake
from enquiry.model.draft import Draft
from enquiry.store.drafts import Held, begin


def write_in_editor(session: Session, command: Any, params: Mapping[str, Any]) -> None:
    """Run a writing command by way of the person's editor, with what it was given filled in.

    Raises EditorFailed, NothingWritten, and whatever the command raises; what was written is then kept as a draft.
    """
    session.editor = False  # what is written goes to the command as if it had been typed
    words = params.get("words") or []
    if session.no_input or words == ["-"]:
        other = "--no-input" if session.no_input else "Standard input (-)"
        raise UsageMistake(f"{other} and the editor exclude each other.", "Leave one of the two out.")
    editor = editor_named(session.environ)
    about, form = _form(session, command, params)
    journal = os.path.realpath(session.journal_path)
    draft = Draft(journal=journal, command=command.name, began=session.now, about=about, file=SHEET)
    with begin(session.places.state, draft) as held:
        lay_out(held, form, " ".join(words))
        _write_on(session, editor, held)


def _form(session: Session, command: Any, params: Mapping[str, Any]) -> tuple[str, Form]:
    """Return the name of the thing that is edited (none for a new one) and the form it is written on."""
    if command.name != "edit":
        return "", form_for(session, command, params)
    if set(given_in(params)) - {"words"}:
        raise UsageMistake("The editor opens all of it, and no other option goes with that.", "Change it all there.")
    journal = session.journal()
    thing = thing_named(journal, params["name"])
    return name_of(thing), form_of(journal, thing, command)


def resume_in_editor(session: Session, held: Held) -> None:
    """Go on with a draft that was written in an editor. Raises as `write_in_editor` does."""
    editor = editor_named(session.environ)
    take_over_what_was_left(held)
    _write_on(session, editor, held)


def _write_on(session: Session, editor: Editor, held: Held) -> None:
    """Open a draft's sheet again and again, until it is saved or the person leaves it for later."""
    if editor.made_to_wait:
        session.say(f"{editor.made_to_wait} was added to your editor's command, so that it says when it is closed.")
    while not _saved(session, held, _edited(session, editor, held)):
        pass
    held.discard()


def _edited(session: Session, editor: Editor, held: Held) -> str:
    """Return what stands on the sheet when the editor has ended. Raises EditorFailed and NothingWritten."""
    before = written(held)
    try:
        ended = run_editor(editor, held.folder / SHEET, words_begin_in(before))
    except EditorFailed as fault:
        raise left(held, before, fault) from fault
    raw = written(held)
    if ended:
        how = f"ended with exit code {ended}" if ended > 0 else f"was ended by signal {-ended}"
        raise left(held, raw, EditorFailed(f"The editor “{editor.named}” {how}, so nothing was saved."))
    if raw == before and editor.family is None and session.can_ask:
        session.ask_line("Nothing was changed. If your editor is still open, write there and save, then press Enter.")
        raw = written(held)
    if raw == before or not says_something(held, raw):
        raise left(held, raw, NothingWritten("Nothing was changed in the editor, so nothing was saved."))
    return raw


def _saved(session: Session, held: Held, raw: str) -> bool:
    """Save what was written; False where the person wants to go on writing. Raises what kept it from being saved."""
    try:
        _save(session, held, raw)
    except Clash as clash:
        return _settled(session, held, raw, clash)
    except EnquiryError as mistake:
        if not _again(session, mistake):
            raise left(held, raw, mistake) from mistake
        return False
    return True


def _save(session: Session, held: Held, raw: str) -> None:
    mine = sheet_from(raw)
    if PARTING in mine.text.split("\n"):
        raise UsageMistake("The line that parts the two texts is still there.", "Join them, and take it away.")
    if held.draft.about:
        save_change(session, held.draft.about, sheet_from(opened(held)), mine)
    else:
        save_new(session, held.draft, mine)


def _again(session: Session, mistake: EnquiryError) -> bool:
    """Ask whether to mend in the editor what is wrong with the sheet; other faults are not mended there."""
    if not session.can_ask or not isinstance(mistake, UsageMistake | NotFound | Ambiguous):
        return False
    session.tell(mistake.words)
    session.tell(mistake.hint)
    return session.goes_on("Enter opens the editor again, d keeps it as a draft.")


def _settled(session: Session, held: Held, raw: str, clash: Clash) -> bool:
    """Show both texts and do with them what the person says. Neither is lost, whatever that is."""
    show_both(session, clash)
    choice = asked_which(session)
    if choice is Choice.LATER:
        raise left(held, raw, clash) from clash
    rebase(held, Form("", {}, clash.theirs))
    if choice is Choice.BOTH:
        put(held, sheet_text(Form(f"Both texts of {clash.name}", {}, joined(clash))))
        return False
    if choice is Choice.THEIRS:
        save_theirs(session, clash)
    elif not _saved(session, held, raw):
        return False
    other = "theirs" if choice is Choice.MINE else "yours"
    session.say(f"The other text ({other}) is in its history: enquiry show {clash.name} --versions")
    return True
