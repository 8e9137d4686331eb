"""Writing in the person's own editor: a sheet is kept as a draft, opened, read back, and saved like typed words.

From before the editor starts until the journal has what was written, the sheet lies in the draft's own folder. Whatever
ends the program, the editor or the terminal, the draft is there to go on with. The journal is not locked meanwhile.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from enquiry.cli.editor.forms import build_edit_form, build_new_form
from enquiry.cli.editor.launch import Editor, find_editor, recover_swap_file, run_editor
from enquiry.cli.editor.save import (
    CONFLICT_SEPARATOR,
    ConflictChoice,
    EditConflict,
    SaveContext,
    ask_conflict_choice,
    join_conflict_texts,
    save_change,
    save_new,
    save_theirs,
    show_conflict,
)
from enquiry.cli.editor.sheet import PartHeading, SheetForm, find_words_line, format_sheet, parse_sheet
from enquiry.cli.names import resolve_item
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import collect_given_options, get_item_name
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
from enquiry.model.draft import Draft, StoredDraft
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.os_errors import translate_read_errors, translate_write_errors
from enquiry.store.drafts import OpenDraft, create_draft

# --- A sheet as a draft: the files in the draft's own folder, and what becomes of them when the editor has ended.


Error = TypeVar("Error", bound=EnquiryError)

SHEET_FILE, MERGE_BASE_FILE = "words.md", "opened.md"
"""The file the editor is given, and the sheet it began as, by which it is known what was changed in it."""

SWAP_FILE = f".{SHEET_FILE}.swp"
"""Where vim keeps words that were not saved yet."""

RESCUE_FILES = (f"{SHEET_FILE}.save", f"#{SHEET_FILE}#")
"""What nano and emacs leave of words that were not saved yet when their terminal was closed."""


def create_sheet(held: OpenDraft, form: SheetForm, words: str) -> None:
    """Put a form into the draft's folder, with words that were given already. Raises CannotWrite."""
    begun = form._replace(sheet=form.sheet._replace(text=words)) if words else form
    try:
        reset_merge_base(held, form)
        write_sheet(held, begun)
    except CannotWrite:
        held.discard()
        raise


def reset_merge_base(held: OpenDraft, form: SheetForm) -> None:
    """Let what is written from here on be compared with this form. Raises CannotWrite."""
    write_file_atomically(held.folder / MERGE_BASE_FILE, format_sheet(form).encode())


def write_sheet(held: OpenDraft, form: SheetForm) -> str:
    """Put a form in the place of the sheet, and return it as it stands there. Raises CannotWrite."""
    raw = format_sheet(form)
    write_file_atomically(held.folder / SHEET_FILE, raw.encode("utf-8", "surrogateescape"))
    return raw


def read_merge_base(held: OpenDraft) -> str:
    """Return the sheet as it was before anything was written on it. Raises CannotRead."""
    return _read_sheet_file(held.folder / MERGE_BASE_FILE)


def read_sheet(held: OpenDraft) -> str:
    """Return the sheet as it is now; nothing where an editor took the file away. Raises CannotRead."""
    file = held.folder / SHEET_FILE
    return _read_sheet_file(file) if file.exists() else ""


def refresh_draft_text(one: StoredDraft, state_folder: Path) -> StoredDraft:
    """Return a draft that waits with the words that stand on its sheet now, whatever ended the program."""
    if not one.draft or not one.draft.file:
        return one
    try:
        words = _extract_words(_read_sheet_file(state_folder / "drafts" / one.name / SHEET_FILE))
    except CannotRead:  # the list is no place to fail: going on with the draft says what is wrong
        return one
    return replace(one, draft=replace(one.draft, text=words))


def _read_sheet_file(file: Path) -> str:
    with translate_read_errors(file):
        return file.read_bytes().decode("utf-8", "surrogateescape")


def has_new_content(held: OpenDraft, raw: str) -> bool:
    """Say whether anything stands on a sheet that did not when it was opened."""
    if not raw.strip():
        return False
    before = parse_sheet(read_merge_base(held))
    try:
        now = parse_sheet(raw)
    except UsageMistake:
        return True
    return now != before and (bool(now.text.strip()) or now.fields != before.fields)


def keep_draft_on_error(held: OpenDraft, raw: str, error: Error) -> Error:
    """Return the error the writing ends with. What was written stays as a draft, and the error says how to go on."""
    if not has_new_content(held, raw):
        held.discard()
        return error
    with suppress(CannotWrite):  # the sheet itself is there: only the list of drafts would say a little less
        held.keep(replace(held.draft, text=_extract_words(raw)))
    error.hint = f"{format_hint(error.hint)} {format_resume_hint(held)}".lstrip()
    return error


def format_resume_hint(held: OpenDraft) -> str:
    """Return in words how to go on with a draft."""
    return f"What you wrote is kept as draft {held.name}; to go on with it: enquiry drafts resume {held.name}"


def _extract_words(raw: str) -> str:
    try:
        return parse_sheet(raw).text.encode("utf-8", "replace").decode()
    except UsageMistake:
        return raw.encode("utf-8", "replace").decode()


def recover_unsaved_text(held: OpenDraft, editor: Editor) -> None:
    """Let what an editor saved in need, when its terminal was closed, take the place of an older sheet.

    Raises CannotWrite.
    """
    sheet, swap, read = (held.folder / name for name in (SHEET_FILE, SWAP_FILE, RESCUE_FILES[0]))
    with translate_write_errors(sheet):
        if editor.is_vim and _is_newer(swap, sheet):
            recover_swap_file(editor, swap, read)
            if read.stat().st_size:
                swap.unlink()  # else vim would ask about it
        for saved in (held.folder / name for name in RESCUE_FILES):
            if _is_newer(saved, sheet) and saved.stat().st_size:
                saved.replace(sheet)


def _is_newer(saved: Path, sheet: Path) -> bool:
    return saved.exists() and (not sheet.exists() or saved.stat().st_mtime_ns >= sheet.stat().st_mtime_ns)


UNCHANGED_QUESTION = (
    "Nothing was changed in the editor. Enter saves what stands there; d and Enter keeps it as a draft."
)
STILL_OPEN_QUESTION = "Nothing was changed. If your editor is still open, write there and save, then press Enter."


class EditorSession(NamedTuple):
    """One writing in an editor: the command it is for, the editor, and the draft that holds it."""

    session: Session
    command: Any
    editor: Editor
    held: OpenDraft


def write_in_editor(session: Session, command: Any, params: Mapping[str, Any]) -> None:
    """Run a writing command by way of the person's editor, with what it was given filled in.

    Raises EditorFailed, NothingWritten, and whatever the command raises; what was written is then kept as a draft.
    """
    session.editor = False  # what is written goes to the command as if it had been typed
    words = list(params.get("words") or ())
    if session.no_input or words == ["-"]:
        other = "--no-input" if session.no_input else "Standard input (-)"
        raise UsageMistake(f"{other} and the editor exclude each other.", "Leave one of the two out.")
    editor = find_editor(session.environ)
    about, form = _build_command_form(session, command, params)
    with create_draft(session.places.state, _build_sheet_draft(session, command, about, form)) as held:
        create_sheet(held, form, " ".join(words))
        _run_editor_session(EditorSession(session, command, editor, held))


def _build_sheet_draft(session: Session, command: Any, about: str, form: SheetForm) -> Draft:
    """Return the draft of a sheet: the name of the thing is what the command is called again with."""
    given = {"name": (about,), "headings": tuple(part for heading in form.headings for part in heading)}
    return Draft(
        journal=str(session.journal_file),
        command=command.name,
        began=session.now,
        about=about,
        given={name: values for name, values in given.items() if any(values)},
        file=SHEET_FILE,
        makes="" if about else session.stamp().id,
    )


def resume_in_editor(session: Session, command: Any, held: OpenDraft) -> None:
    """Go on with a draft that was begun in an editor. Raises as `write_in_editor` does."""
    session.resumed = None
    editor = find_editor(session.environ)
    recover_unsaved_text(held, editor)
    _run_editor_session(EditorSession(session, command, editor, held))


def _build_command_form(session: Session, command: Any, params: Mapping[str, Any]) -> tuple[str, SheetForm]:
    """Return the name of the thing that is edited (none for a new one) and the form it is written on."""
    if command.name != "edit":
        return "", build_new_form(session, command, params)
    if set(collect_given_options(params)) - {"words"}:
        raise UsageMistake("The editor opens all of it, and no other option goes with that.", "Change it all there.")
    journal = session.load_journal()
    thing = resolve_item(journal, params["name"])
    return get_item_name(thing), build_edit_form(journal, thing, command)


def _run_editor_session(writing: EditorSession) -> None:
    """Open a draft's sheet again and again, until it is saved or the person leaves it for later."""
    session, held = writing.session, writing.held
    if wait := writing.editor.made_to_wait:
        session.say(f"{wait} was added to your editor's command, so that it says when the file is closed.")
    try:
        while not _try_save(writing, _edit_sheet(writing)):
            pass
    except KeyboardInterrupt:  # at a question that was asked when the editor had ended
        session.tell(format_resume_hint(held))
        raise
    held.discard()


def _edit_sheet(writing: EditorSession) -> str:
    """Return what stands on the sheet when the editor has ended. Raises EditorFailed and NothingWritten."""
    session, held, editor = writing.session, writing.held, writing.editor
    before = read_sheet(held)
    try:
        ended = run_editor(editor, held.folder / SHEET_FILE, find_words_line(before))
    except EditorFailed as fault:
        raise keep_draft_on_error(held, before, fault) from fault
    if ended:
        recover_unsaved_text(held, editor)
        how = f"ended with exit code {ended}" if ended > 0 else f"was ended by signal {-ended}"
        raise keep_draft_on_error(
            held, read_sheet(held), EditorFailed(f"The editor “{editor.named}” {how}, so nothing was saved.")
        )
    raw = read_sheet(held)
    if raw == before:
        raw = _confirm_unchanged(writing, raw) if session.can_ask else ""
    if not has_new_content(held, raw):
        raise keep_draft_on_error(
            held, read_sheet(held), NothingWritten("Nothing was changed in the editor, so nothing was saved.")
        )
    return raw


def _confirm_unchanged(writing: EditorSession, unchanged: str) -> str:
    """Return what stands on a sheet that was left unchanged, if that is to be saved, or was written after all."""
    session, held = writing.session, writing.held
    if has_new_content(held, unchanged):
        return read_sheet(held) if session.confirm_continue(UNCHANGED_QUESTION) else ""
    if writing.editor.family is None:
        session.ask_line(STILL_OPEN_QUESTION)
    return read_sheet(held)


def _try_save(writing: EditorSession, raw: str) -> bool:
    """Save what was written; False where the person wants to go on writing. Raises what kept it from being saved."""
    try:
        _save(writing, raw)
    except EditConflict as clash:
        return _resolve_conflict(writing, raw, clash)
    except EnquiryError as mistake:
        if not _ask_to_retry(writing.session, mistake):
            raise keep_draft_on_error(writing.held, raw, mistake) from mistake
        return False
    return True


def _save(writing: EditorSession, raw: str) -> None:
    mine, draft = parse_sheet(raw), writing.held.draft
    if CONFLICT_SEPARATOR in mine.text.split("\n"):
        raise UsageMistake("The line that parts the two texts is still there.", "Join them, and take it away.")
    if draft.about:
        save_change(_build_save_context(writing), draft.about, parse_sheet(read_merge_base(writing.held)), mine)
    else:
        save_new(_build_save_context(writing), mine, draft.makes)


def _build_save_context(writing: EditorSession) -> SaveContext:
    lines = iter(writing.held.draft.given.get("headings", ()))
    headings = tuple(PartHeading(*three) for three in zip(lines, lines, lines, strict=True))
    return SaveContext(writing.session, writing.command, headings)


def _ask_to_retry(session: Session, mistake: EnquiryError) -> bool:
    """Ask whether to mend in the editor what is wrong with the sheet; other faults are not mended there."""
    if not session.can_ask or not isinstance(mistake, UsageMistake | NotFound | Ambiguous):
        return False
    session.tell(mistake.words)
    session.tell(format_hint(mistake.hint))
    return session.confirm_continue("Enter opens the editor again; d and Enter keeps it as a draft.")


def _resolve_conflict(writing: EditorSession, raw: str, clash: EditConflict) -> bool:
    """Show both texts and do with them what the person says. Neither is lost, whatever that is."""
    session, held = writing.session, writing.held
    show_conflict(session, clash)
    choice = ask_conflict_choice(session)
    if choice is ConflictChoice.LATER:
        raise keep_draft_on_error(held, raw, clash) from clash
    reset_merge_base(held, SheetForm("", {}, clash.theirs))
    mine = join_conflict_texts(clash) if choice is ConflictChoice.BOTH else clash.mine
    raw = write_sheet(held, SheetForm(f"{clash.name}, with what was changed elsewhere", {}, mine))
    match choice:
        case ConflictChoice.BOTH:
            return False
        case ConflictChoice.THEIRS:
            save_theirs(_build_save_context(writing), clash)
        case ConflictChoice.MINE if not _try_save(writing, raw):
            return False
    other = "Theirs" if choice is ConflictChoice.MINE else "Yours"
    session.say(f"{other} is in its history: enquiry show {clash.name} --versions")
    return True
