"""A sheet as a draft: the files in the draft's own folder, and what becomes of them when the editor has ended."""

from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from enquiry.cli.editor.launch import Editor, read_swap
from enquiry.cli.editor.sheet import Form, sheet_from, sheet_text
from enquiry.errors import CannotRead, CannotWrite, EnquiryError, UsageMistake
from enquiry.model.draft import Waiting
from enquiry.store.disk.atomic import write_whole
from enquiry.store.disk.os_errors import reading, writing
from enquiry.store.drafts import Held

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
