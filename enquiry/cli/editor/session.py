"""Writing in the person's own editor: it is opened on a sheet, which is read back when it ends, and saved."""

from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from enquiry.cli.editor import save
from enquiry.cli.editor.draft import (
    MERGE_BASE_FILE,
    SHEET_FILE,
    SheetDraft,
    create_sheet_draft,
    extract_words,
    read_sheet_file,
)
from enquiry.cli.editor.forms import build_edit_form, build_new_form
from enquiry.cli.editor.launch import Editor, find_editor, recover_swap_file, run_editor
from enquiry.cli.editor.sheet import find_words_line
from enquiry.cli.names import resolve_item
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import get_item_name, settle_target
from enquiry.cli.writing.options import collect_given_options
from enquiry.command_lines import format_hint
from enquiry.errors import (
    Ambiguous,
    CannotRead,
    CannotWrite,
    EditorFailed,
    EnquiryError,
    NotFound,
    NothingWritten,
    UsageMistake,
)
from enquiry.model.asking.draft import StoredDraft
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.drafts import OpenDraft

SWAP_FILE = f".{SHEET_FILE}.swp"
"""Where vim keeps words that were not saved yet."""

RESCUE_FILES = (f"{SHEET_FILE}.save", f"#{SHEET_FILE}#")
"""What nano and emacs leave of words that were not saved yet when their terminal was closed."""


def write_in_editor(
    session: Session, command: Any, params: Mapping[str, Any], filled: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Run a writing command by way of the person's editor, with what it was given filled in.

    `filled` are values that fields of the sheet begin with, to be kept as they stand or changed.

    Raises EditorFailed, NothingWritten, and whatever the command raises; what was written is then kept as a draft.
    """
    session.editor = False  # what is written goes to the command as if it had been typed
    words = list(params.get("words") or ())
    if session.no_input or words == ["-"]:
        other = "--no-input" if session.no_input else "Standard input (-)"
        raise UsageMistake(f"{other} and the editor exclude each other.", "Leave one of the two out.")
    editor, about, more = find_editor(session.environ), "", {}
    if command.name == "edit":
        params = settle_target(params)
        if set(collect_given_options(params)) - {"words"}:
            hint = "Change it all there."
            raise UsageMistake("The editor opens all of it, and no other option goes with that.", hint)
        journal = session.load_journal()
        thing = resolve_item(journal, params["name"])
        about, form = get_item_name(thing), build_edit_form(journal, thing)
        more = {"makes": ""}  # a change makes no record
    else:
        form = build_new_form(session, command, params)
    held = create_sheet_draft(session, command.name, about, form, **more)
    with held:
        writing = EditorSession(session, command, editor, held)
        try:
            writing.write_sheet(form, MERGE_BASE_FILE)
            opened = tuple((name, filled.get(name, value)) for name, value in form.sheet.fields)
            text = " ".join(words) or form.sheet.text
            writing.write_sheet(form._replace(sheet=form.sheet._replace(fields=opened, text=text)))
        except CannotWrite:
            held.discard()
            raise
        writing.run()


def resume_in_editor(session: Session, command: Any, held: OpenDraft) -> None:
    """Go on with a draft that was begun in an editor. Raises as `write_in_editor` does."""
    session.resumed = None
    writing = EditorSession(session, command, find_editor(session.environ), held)
    writing.recover_unsaved_text()
    writing.run()


def refresh_draft_text(one: StoredDraft, state_folder: Path) -> StoredDraft:
    """Return a draft that waits with the words that stand on its sheet now, whatever ended the program."""
    if not one.draft or not one.draft.file:
        return one
    try:
        words = extract_words(read_sheet_file(state_folder / "drafts" / one.name / SHEET_FILE))
    except CannotRead:  # the list is no place to fail: going on with the draft says what is wrong
        return one
    return replace(one, draft=replace(one.draft, text=words))


_AT_ONCE = 1.0
"""In how many seconds nobody has opened an editor, looked and closed it again."""


class EditorSession(SheetDraft):
    """One writing in an editor: the command it is for, the editor, and the draft that holds the sheet."""

    def __init__(self, session: Session, command: Any, editor: Editor, held: OpenDraft) -> None:
        super().__init__(session, command, held)
        self.editor = editor

    def run(self) -> None:
        """Open the draft's sheet again and again, until it is saved or the person leaves it for later."""
        if wait := self.editor.made_to_wait:
            self.session.say(f"{wait} was added to your editor's command, so that it says when the file is closed.")
        try:
            while not self._try_save(self._edit_sheet()):
                pass
        except KeyboardInterrupt:  # at a question that was asked when the editor had ended
            self.session.tell(self.resume_hint)
            raise
        self.held.discard()

    def recover_unsaved_text(self) -> None:
        """Replace an older sheet by what the editor saved of itself as its terminal was closed. Raises CannotWrite."""
        sheet, swap, read = (self.held.folder / name for name in (SHEET_FILE, SWAP_FILE, RESCUE_FILES[0]))

        def is_newer(saved: Path) -> bool:
            return saved.exists() and (not sheet.exists() or saved.stat().st_mtime_ns >= sheet.stat().st_mtime_ns)

        with translate_write_errors(sheet):
            if self.editor.family and self.editor.family.vim and is_newer(swap):
                recover_swap_file(self.editor, swap, read)
                if read.stat().st_size:
                    swap.unlink()  # else vim would ask about it
            for saved in (self.held.folder / name for name in RESCUE_FILES):
                if is_newer(saved) and saved.stat().st_size:
                    saved.replace(sheet)

    def _edit_sheet(self) -> str:
        """Return what stands on the sheet when the editor has ended. Raises EditorFailed and NothingWritten."""
        before, began = self.read_sheet(), monotonic()
        try:
            ended = run_editor(self.editor, self.held.folder / SHEET_FILE, find_words_line(before))
        except EditorFailed as fault:
            raise self.keep_draft_on_error(before, fault) from fault
        if ended:
            self.recover_unsaved_text()
            how = f"ended with exit code {ended}" if ended > 0 else f"was ended by signal {-ended}"
            failed = EditorFailed(f"The editor “{self.editor.named}” {how}, so nothing was saved.")
            raise self.keep_draft_on_error(self.read_sheet(), failed)
        raw = self.read_sheet()
        if raw == before:
            left_at_once = monotonic() - began < _AT_ONCE
            raw = self._confirm_unchanged(raw, left_at_once=left_at_once) if self.session.can_ask else ""
        if not self.has_new_content(raw):
            nothing = NothingWritten("Nothing was changed in the editor, so nothing was saved.")
            raise self.keep_draft_on_error(self.read_sheet(), nothing)
        return raw

    def _confirm_unchanged(self, unchanged: str, *, left_at_once: bool) -> str:
        """Return what stands on a sheet that was left unchanged, if that is to be saved, or was written after all.

        An editor that ended at once may have handed the file to a window that is still open, whatever it is called.
        """
        if self.has_new_content(unchanged):
            words = "Nothing was changed in the editor. Enter saves what stands there; d and Enter keeps it as a draft."
            return self.read_sheet() if self.session.confirm_continue(words) else ""
        if self.editor.family is None or left_at_once:
            words = "Nothing was changed. If your editor is still open, write there and save, then press Enter."
            self.session.ask_line(words)
        return self.read_sheet()

    def _try_save(self, raw: str) -> bool:
        """Save what was written; False where the person wants to go on writing. Raises what kept it from being saved.

        A mistake that can be corrected in the editor is told first, and the editor opened again if that is wanted.
        """
        session = self.session
        try:
            return self.save_sheet(raw)
        except save.EditConflict:  # which was left for later
            raise
        except EnquiryError as mistake:
            if session.can_ask and isinstance(mistake, UsageMistake | NotFound | Ambiguous):
                session.tell(f"{mistake.words}\n{format_hint(mistake.hint)}")
                if session.confirm_continue("Enter opens the editor again; d and Enter keeps it as a draft."):
                    return False
            raise self.keep_draft_on_error(raw, mistake) from mistake
