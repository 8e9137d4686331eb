"""A sheet as a draft: the files in the draft's own folder, and what becomes of them when the editor has ended."""

from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from enquiry.cli.editor_sheet import Form, sheet_from, sheet_text
from enquiry.errors import CannotWrite, EnquiryError, UsageMistake
from enquiry.store.drafts import Held
from enquiry.store.refusal import reading, writing
from enquiry.store.whole import write_whole

Error = TypeVar("Error", bound=EnquiryError)

SHEET, OPENED = "words.md", "opened.md"
"""The file the editor is given, and the sheet it began as, by which it is known what was changed in it."""

LEFT = (f"{SHEET}.save", f"#{SHEET}#")
"""What nano and emacs leave of words that were not saved yet when their terminal was closed."""


def lay_out(held: Held, form: Form, words: str) -> None:
    """Put a form into the draft's folder, with words that were given already. Raises CannotWrite."""
    rebase(held, form)
    begun = form._replace(sheet=form.sheet._replace(text=words)) if words else form
    put(held, sheet_text(begun))


def rebase(held: Held, form: Form) -> None:
    """Let what is written from here on be compared with this form. Raises CannotWrite."""
    write_whole(held.folder / OPENED, sheet_text(form).encode())


def put(held: Held, raw: str) -> None:
    """Put a text in the place of the sheet. Raises CannotWrite."""
    write_whole(held.folder / SHEET, raw.encode("utf-8", "surrogateescape"))


def opened(held: Held) -> str:
    """Return the sheet as it was before anything was written on it. Raises CannotRead."""
    return _text(held.folder / OPENED)


def written(held: Held) -> str:
    """Return the sheet as it is now; nothing where an editor took the file away. Raises CannotRead."""
    file = held.folder / SHEET
    return _text(file) if file.exists() else ""


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
    error.hint = f"{error.hint} What you wrote is kept; to go on: enquiry drafts resume {held.name}".lstrip()
    return error


def _words(raw: str) -> str:
    try:
        return sheet_from(raw).text.encode("utf-8", "replace").decode()
    except UsageMistake:
        return raw.encode("utf-8", "replace").decode()


def take_over_what_was_left(held: Held) -> None:
    """Let what an editor saved in need, when its terminal was closed, take the place of an older sheet."""
    sheet = held.folder / SHEET
    for saved in (held.folder / name for name in LEFT):
        with writing(sheet):
            if saved.exists() and saved.stat().st_mtime_ns >= sheet.stat().st_mtime_ns:
                saved.replace(sheet)
