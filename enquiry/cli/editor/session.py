"""Writing in the person's own editor: a sheet is kept as a draft, opened, read back, and saved like typed words.

From before the editor starts until the journal has what was written, the sheet lies in the draft's own folder. Whatever
ends the program, the editor or the terminal, the draft is there to go on with. The journal is not locked meanwhile.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from enquiry.cli.editor.forms import form_for, form_of
from enquiry.cli.editor.launch import Editor, editor_named, read_swap, run_editor
from enquiry.cli.editor.save import (
    PARTING,
    Choice,
    Clash,
    Saving,
    asked_which,
    join_conflict_texts,
    save_change,
    save_new,
    save_theirs,
    show_both,
)
from enquiry.cli.editor.sheet import Form, Heading, sheet_from, sheet_text, words_begin_in
from enquiry.cli.names import thing_named
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import given_in, name_of
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
from enquiry.model.draft import Draft, Waiting
from enquiry.store.disk.atomic import write_whole
from enquiry.store.disk.os_errors import reading, writing
from enquiry.store.drafts import Held, begin

# --- A sheet as a draft: the files in the draft's own folder, and what becomes of them when the editor has ended.


Error = TypeVar("Error", bound=EnquiryError)

SHEET, OPENED = "words.md", "opened.md"
"""The file the editor is given, and the sheet it began as, by which it is known what was changed in it."""

SWAP = f".{SHEET}.swp"
"""Where vim keeps words that were not saved yet."""

LEFT = (f"{SHEET}.save", f"#{SHEET}#")
"""What nano and emacs leave of words that were not saved yet when their terminal was closed."""


def lay_out(held: Held, form: Form, words: str) -> None:
    """Put a form into the draft's folder, with words that were given already. Raises CannotWrite."""
    begun = form._replace(sheet=form.sheet._replace(text=words)) if words else form
    try:
        rebase(held, form)
        put(held, begun)
    except CannotWrite:
        held.discard()
        raise


def rebase(held: Held, form: Form) -> None:
    """Let what is written from here on be compared with this form. Raises CannotWrite."""
    write_whole(held.folder / OPENED, sheet_text(form).encode())


def put(held: Held, form: Form) -> str:
    """Put a form in the place of the sheet, and return it as it stands there. Raises CannotWrite."""
    raw = sheet_text(form)
    write_whole(held.folder / SHEET, raw.encode("utf-8", "surrogateescape"))
    return raw


def opened(held: Held) -> str:
    """Return the sheet as it was before anything was written on it. Raises CannotRead."""
    return _text(held.folder / OPENED)


def written(held: Held) -> str:
    """Return the sheet as it is now; nothing where an editor took the file away. Raises CannotRead."""
    file = held.folder / SHEET
    return _text(file) if file.exists() else ""


def as_it_stands(one: Waiting, state_folder: Path) -> Waiting:
    """Return a draft that waits with the words that stand on its sheet now, whatever ended the program."""
    if not one.draft or not one.draft.file:
        return one
    try:
        words = _words(_text(state_folder / "drafts" / one.name / SHEET))
    except CannotRead:  # the list is no place to fail: going on with the draft says what is wrong
        return one
    return replace(one, draft=replace(one.draft, text=words))


def _text(file: Path) -> str:
    with reading(file):
        return file.read_bytes().decode("utf-8", "surrogateescape")


def says_something(held: Held, raw: str) -> bool:
    """Say whether anything stands on a sheet that did not when it was opened."""
    if not raw.strip():
        return False
    before = sheet_from(opened(held))
    try:
        now = sheet_from(raw)
    except UsageMistake:
        return True
    return now != before and (bool(now.text.strip()) or now.fields != before.fields)


def left(held: Held, raw: str, error: Error) -> Error:
    """Return the error the writing ends with. What was written stays as a draft, and the error says how to go on."""
    if not says_something(held, raw):
        held.discard()
        return error
    with suppress(CannotWrite):  # the sheet itself is there: only the list of drafts would say a little less
        held.keep(replace(held.draft, text=_words(raw)))
    error.hint = f"{error.hint} {kept_as(held)}".lstrip()
    return error


def kept_as(held: Held) -> str:
    """Return in words how to go on with a draft."""
    return f"What you wrote is kept as draft {held.name}; to go on with it: enquiry drafts resume {held.name}"


def _words(raw: str) -> str:
    try:
        return sheet_from(raw).text.encode("utf-8", "replace").decode()
    except UsageMistake:
        return raw.encode("utf-8", "replace").decode()


def take_over_what_was_left(held: Held, editor: Editor) -> None:
    """Let what an editor saved in need, when its terminal was closed, take the place of an older sheet.

    Raises CannotWrite.
    """
    sheet, swap, read = (held.folder / name for name in (SHEET, SWAP, LEFT[0]))
    with writing(sheet):
        if editor.is_vim and _is_newer(swap, sheet):
            read_swap(editor, swap, read)
            if read.stat().st_size:
                swap.unlink()  # else vim would ask about it
        for saved in (held.folder / name for name in LEFT):
            if _is_newer(saved, sheet) and saved.stat().st_size:
                saved.replace(sheet)


def _is_newer(saved: Path, sheet: Path) -> bool:
    return saved.exists() and (not sheet.exists() or saved.stat().st_mtime_ns >= sheet.stat().st_mtime_ns)


AS_IT_STANDS = "Nothing was changed in the editor. Enter saves what stands there; d and Enter keeps it as a draft."
STILL_OPEN = "Nothing was changed. If your editor is still open, write there and save, then press Enter."


class Writing(NamedTuple):
    """One writing in an editor: the command it is for, the editor, and the draft that holds it."""

    session: Session
    command: Any
    editor: Editor
    held: Held


def write_in_editor(session: Session, command: Any, params: Mapping[str, Any]) -> None:
    """Run a writing command by way of the person's editor, with what it was given filled in.

    Raises EditorFailed, NothingWritten, and whatever the command raises; what was written is then kept as a draft.
    """
    session.editor = False  # what is written goes to the command as if it had been typed
    words = list(params.get("words") or ())
    if session.no_input or words == ["-"]:
        other = "--no-input" if session.no_input else "Standard input (-)"
        raise UsageMistake(f"{other} and the editor exclude each other.", "Leave one of the two out.")
    editor = editor_named(session.environ)
    about, form = _form(session, command, params)
    with begin(session.places.state, _draft(session, command, about, form)) as held:
        lay_out(held, form, " ".join(words))
        _write_on(Writing(session, command, editor, held))


def _draft(session: Session, command: Any, about: str, form: Form) -> Draft:
    """Return the draft of a sheet: the name of the thing is what the command is called again with."""
    given = {"name": (about,), "headings": tuple(part for heading in form.headings for part in heading)}
    return Draft(
        journal=str(session.journal_file),
        command=command.name,
        began=session.now,
        about=about,
        given={name: values for name, values in given.items() if any(values)},
        file=SHEET,
        makes="" if about else session.stamp().id,
    )


def resume_in_editor(session: Session, command: Any, held: Held) -> None:
    """Go on with a draft that was begun in an editor. Raises as `write_in_editor` does."""
    session.resumed = None
    editor = editor_named(session.environ)
    take_over_what_was_left(held, editor)
    _write_on(Writing(session, command, editor, held))


def _form(session: Session, command: Any, params: Mapping[str, Any]) -> tuple[str, Form]:
    """Return the name of the thing that is edited (none for a new one) and the form it is written on."""
    if command.name != "edit":
        return "", form_for(session, command, params)
    if set(given_in(params)) - {"words"}:
        raise UsageMistake("The editor opens all of it, and no other option goes with that.", "Change it all there.")
    journal = session.journal()
    thing = thing_named(journal, params["name"])
    return name_of(thing), form_of(journal, thing, command)


def _write_on(writing: Writing) -> None:
    """Open a draft's sheet again and again, until it is saved or the person leaves it for later."""
    session, held = writing.session, writing.held
    if wait := writing.editor.made_to_wait:
        session.say(f"{wait} was added to your editor's command, so that it says when the file is closed.")
    try:
        while not _saved(writing, _edited(writing)):
            pass
    except KeyboardInterrupt:  # at a question that was asked when the editor had ended
        session.tell(kept_as(held))
        raise
    held.discard()


def _edited(writing: Writing) -> str:
    """Return what stands on the sheet when the editor has ended. Raises EditorFailed and NothingWritten."""
    session, held, editor = writing.session, writing.held, writing.editor
    before = written(held)
    try:
        ended = run_editor(editor, held.folder / SHEET, words_begin_in(before))
    except EditorFailed as fault:
        raise left(held, before, fault) from fault
    if ended:
        take_over_what_was_left(held, editor)
        how = f"ended with exit code {ended}" if ended > 0 else f"was ended by signal {-ended}"
        raise left(held, written(held), EditorFailed(f"The editor “{editor.named}” {how}, so nothing was saved."))
    raw = written(held)
    if raw == before:
        raw = _asked_about(writing, raw) if session.can_ask else ""
    if not says_something(held, raw):
        raise left(held, written(held), NothingWritten("Nothing was changed in the editor, so nothing was saved."))
    return raw


def _asked_about(writing: Writing, unchanged: str) -> str:
    """Return what stands on a sheet that was left unchanged, if that is to be saved, or was written after all."""
    session, held = writing.session, writing.held
    if says_something(held, unchanged):
        return written(held) if session.goes_on(AS_IT_STANDS) else ""
    if writing.editor.family is None:
        session.ask_line(STILL_OPEN)
    return written(held)


def _saved(writing: Writing, raw: str) -> bool:
    """Save what was written; False where the person wants to go on writing. Raises what kept it from being saved."""
    try:
        _save(writing, raw)
    except Clash as clash:
        return _settled(writing, raw, clash)
    except EnquiryError as mistake:
        if not _again(writing.session, mistake):
            raise left(writing.held, raw, mistake) from mistake
        return False
    return True


def _save(writing: Writing, raw: str) -> None:
    mine, draft = sheet_from(raw), writing.held.draft
    if PARTING in mine.text.split("\n"):
        raise UsageMistake("The line that parts the two texts is still there.", "Join them, and take it away.")
    if draft.about:
        save_change(_saving(writing), draft.about, sheet_from(opened(writing.held)), mine)
    else:
        save_new(_saving(writing), mine, draft.makes)


def _saving(writing: Writing) -> Saving:
    lines = iter(writing.held.draft.given.get("headings", ()))
    headings = tuple(Heading(*three) for three in zip(lines, lines, lines, strict=True))
    return Saving(writing.session, writing.command, headings)


def _again(session: Session, mistake: EnquiryError) -> bool:
    """Ask whether to mend in the editor what is wrong with the sheet; other faults are not mended there."""
    if not session.can_ask or not isinstance(mistake, UsageMistake | NotFound | Ambiguous):
        return False
    session.tell(mistake.words)
    session.tell(mistake.hint)
    return session.goes_on("Enter opens the editor again; d and Enter keeps it as a draft.")


def _settled(writing: Writing, raw: str, clash: Clash) -> bool:
    """Show both texts and do with them what the person says. Neither is lost, whatever that is."""
    session, held = writing.session, writing.held
    show_both(session, clash)
    choice = asked_which(session)
    if choice is Choice.LATER:
        raise left(held, raw, clash) from clash
    rebase(held, Form("", {}, clash.theirs))
    mine = join_conflict_texts(clash) if choice is Choice.BOTH else clash.mine
    raw = put(held, Form(f"{clash.name}, with what was changed elsewhere", {}, mine))
    match choice:
        case Choice.BOTH:
            return False
        case Choice.THEIRS:
            save_theirs(_saving(writing), clash)
        case Choice.MINE if not _saved(writing, raw):
            return False
    other = "Theirs" if choice is Choice.MINE else "Yours"
    session.say(f"{other} is in its history: enquiry show {clash.name} --versions")
    return True
