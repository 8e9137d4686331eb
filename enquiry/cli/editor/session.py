"""Writing in the person's own editor: a sheet is kept as a draft, opened, read back, and saved like typed words.

From before the editor starts until the journal has what was written, the sheet lies in the draft's own folder. Whatever
ends the program, the editor or the terminal, the draft is there to go on with. The journal is not locked meanwhile.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from enquiry.cli.editor import save
from enquiry.cli.editor.forms import build_edit_form, build_new_form
from enquiry.cli.editor.launch import Editor, find_editor, recover_swap_file, run_editor
from enquiry.cli.editor.sheet import PartHeading, Sheet, SheetForm, find_words_line, format_sheet, parse_sheet
from enquiry.cli.names import resolve_item
from enquiry.cli.session import Session
from enquiry.cli.writing.drafts import build_draft
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
from enquiry.model.draft import StoredDraft
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.os_errors import translate_read_errors, translate_write_errors
from enquiry.store.drafts import OpenDraft, create_draft

SHEET_FILE, MERGE_BASE_FILE = "words.md", "opened.md"
"""The file the editor is given, and the sheet it began as, by which it is known what was changed in it."""

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
    # Called again, the command is given the name of the thing; the headings are for reading the sheet.
    given = {"name": (about,), "headings": tuple(part for heading in form.headings for part in heading)}
    given = {name: values for name, values in given.items() if any(values)}
    draft = build_draft(session, command.name, about=about, given=given, file=SHEET_FILE, **more)
    with create_draft(session.places.state, draft) as held:
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
        words = _extract_words(_read_sheet_file(state_folder / "drafts" / one.name / SHEET_FILE))
    except CannotRead:  # the list is no place to fail: going on with the draft says what is wrong
        return one
    return replace(one, draft=replace(one.draft, text=words))


_AT_ONCE = 1.0
"""In how many seconds nobody has opened an editor, looked and closed it again."""


def _read_sheet_file(file: Path) -> str:
    with translate_read_errors(file):
        return file.read_bytes().decode("utf-8", "surrogateescape")


def _extract_words(raw: str) -> str:
    with suppress(UsageMistake):
        raw = parse_sheet(raw).text
    return raw.encode("utf-8", "replace").decode()


class EditorSession:
    """One writing in an editor: the command it is for, the editor, and the draft that holds the sheet."""

    def __init__(self, session: Session, command: Any, editor: Editor, held: OpenDraft) -> None:
        self.session, self.editor, self.held = session, editor, held
        lines = iter(held.draft.given.get("headings", ()))
        headings = tuple(PartHeading(*three) for three in zip(lines, lines, lines, strict=True))
        self.saver = save.SheetSaver(session, command, headings)

    def run(self) -> None:
        """Open the draft's sheet again and again, until it is saved or the person leaves it for later."""
        if wait := self.editor.made_to_wait:
            self.session.say(f"{wait} was added to your editor's command, so that it says when the file is closed.")
        try:
            while not self._try_save(self._edit_sheet()):
                pass
        except KeyboardInterrupt:  # at a question that was asked when the editor had ended
            self.session.tell(self._resume_hint)
            raise
        self.held.discard()

    def write_sheet(self, form: SheetForm, name: str = SHEET_FILE) -> str:
        """Put a form in the place of the sheet, or of MERGE_BASE_FILE; return it as it stands. Raises CannotWrite."""
        raw = format_sheet(form)
        write_file_atomically(self.held.folder / name, raw.encode("utf-8", "surrogateescape"))
        return raw

    def read_sheet(self) -> str:
        """Return the sheet as it is now; nothing where an editor took the file away. Raises CannotRead."""
        file = self.held.folder / SHEET_FILE
        return _read_sheet_file(file) if file.exists() else ""

    def read_merge_base(self) -> Sheet:
        """Return the sheet as it was before anything was written on it. Raises CannotRead."""
        return parse_sheet(_read_sheet_file(self.held.folder / MERGE_BASE_FILE))

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

    def _has_new_content(self, raw: str) -> bool:
        """Say whether anything stands on a sheet that did not when it was opened."""
        if not raw.strip():
            return False
        before = self.read_merge_base()
        try:
            now = parse_sheet(raw)
        except UsageMistake:
            return True
        return now != before and (bool(now.text.strip()) or now.fields != before.fields)

    def _keep_draft_on_error(self, raw: str, error: EnquiryError) -> EnquiryError:
        """Return the error the writing ends with. What was written stays as a draft, and it says how to go on."""
        if not self._has_new_content(raw):
            self.held.discard()
            return error
        with suppress(CannotWrite):  # the sheet itself is there: only the list of drafts would say a little less
            self.held.keep(replace(self.held.draft, text=_extract_words(raw)))
        error.hint = f"{format_hint(error.hint)} {self._resume_hint}".lstrip()
        return error

    @property
    def _resume_hint(self) -> str:
        name = self.held.name
        return f"What you wrote is kept as draft {name}; to go on with it: enquiry drafts resume {name}"

    def _edit_sheet(self) -> str:
        """Return what stands on the sheet when the editor has ended. Raises EditorFailed and NothingWritten."""
        before, began = self.read_sheet(), monotonic()
        try:
            ended = run_editor(self.editor, self.held.folder / SHEET_FILE, find_words_line(before))
        except EditorFailed as fault:
            raise self._keep_draft_on_error(before, fault) from fault
        if ended:
            self.recover_unsaved_text()
            how = f"ended with exit code {ended}" if ended > 0 else f"was ended by signal {-ended}"
            failed = EditorFailed(f"The editor “{self.editor.named}” {how}, so nothing was saved.")
            raise self._keep_draft_on_error(self.read_sheet(), failed)
        raw = self.read_sheet()
        if raw == before:
            left_at_once = monotonic() - began < _AT_ONCE
            raw = self._confirm_unchanged(raw, left_at_once=left_at_once) if self.session.can_ask else ""
        if not self._has_new_content(raw):
            nothing = NothingWritten("Nothing was changed in the editor, so nothing was saved.")
            raise self._keep_draft_on_error(self.read_sheet(), nothing)
        return raw

    def _confirm_unchanged(self, unchanged: str, *, left_at_once: bool) -> str:
        """Return what stands on a sheet that was left unchanged, if that is to be saved, or was written after all.

        An editor that ended at once may have handed the file to a window that is still open, whatever it is called.
        """
        if self._has_new_content(unchanged):
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
        session, draft = self.session, self.held.draft
        try:
            mine = parse_sheet(raw)
            if save.CONFLICT_SEPARATOR in mine.text.split("\n"):
                raise UsageMistake("The line that parts the two texts is still there.", "Join them, and take it away.")
            if draft.about:
                self.saver.save_change(draft.about, self.read_merge_base(), mine)
            else:
                self.saver.save_new(mine, draft.makes)
        except save.EditConflict as clash:
            return self._resolve_conflict(raw, clash)
        except EnquiryError as mistake:
            if session.can_ask and isinstance(mistake, UsageMistake | NotFound | Ambiguous):
                session.tell(f"{mistake.words}\n{format_hint(mistake.hint)}")
                if session.confirm_continue("Enter opens the editor again; d and Enter keeps it as a draft."):
                    return False
            raise self._keep_draft_on_error(raw, mistake) from mistake
        return True

    def _resolve_conflict(self, raw: str, clash: save.EditConflict) -> bool:
        """Show both texts and do with them what the person says. Neither is lost, whatever that is."""
        save.show_conflict(self.session, clash)
        choice = save.ask_conflict_choice(self.session)
        if choice is save.ConflictChoice.LATER:
            raise self._keep_draft_on_error(raw, clash) from clash
        self.write_sheet(SheetForm("", {}, clash.theirs), MERGE_BASE_FILE)
        both = f"{clash.mine.text}\n\n{save.CONFLICT_SEPARATOR}\n{clash.theirs.text}"
        mine = clash.mine._replace(text=both) if choice is save.ConflictChoice.BOTH else clash.mine
        raw = self.write_sheet(SheetForm(f"{clash.name}, with what was changed elsewhere", {}, mine))
        match choice:
            case save.ConflictChoice.BOTH:
                return False
            case save.ConflictChoice.THEIRS:
                self.saver.save_theirs(clash)
            case save.ConflictChoice.MINE if not self._try_save(raw):
                return False
        other = "Theirs" if choice is save.ConflictChoice.MINE else "Yours"
        self.session.say(f"{other} is in its history: enquiry show {clash.name} --versions")
        return True
