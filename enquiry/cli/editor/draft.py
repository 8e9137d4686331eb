"""A sheet that is kept as a draft: written, read back, known from what it began as, and saved like typed words.

From before it is written on until the journal has what was written, the sheet lies in the draft's own folder. Whatever
ends the program, an editor or the terminal, the draft is there to go on with. The journal is not locked meanwhile.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from enquiry.cli.editor import save
from enquiry.cli.editor.sheet import PartHeading, Sheet, SheetForm, format_sheet, parse_sheet
from enquiry.cli.session import Session
from enquiry.cli.writing.drafts import build_draft
from enquiry.command_lines import format_hint
from enquiry.errors import CannotWrite, EnquiryError, UsageMistake
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.os_errors import translate_read_errors
from enquiry.store.drafts import OpenDraft, create_draft

SHEET_FILE, MERGE_BASE_FILE = "words.md", "opened.md"
"""The file the editor is given, and the sheet it began as, by which it is known what was changed in it."""


def read_sheet_file(file: Path) -> str:
    """Return what stands in a sheet's file. Raises CannotRead."""
    with translate_read_errors(file):
        return file.read_bytes().decode("utf-8", "surrogateescape")


def extract_words(raw: str) -> str:
    """Return the words of a sheet; all of it where its ruled line is gone."""
    with suppress(UsageMistake):
        raw = parse_sheet(raw).text
    return raw.encode("utf-8", "replace").decode()


def create_sheet_draft(session: Session, command: str, about: str, form: SheetForm, **more: str) -> OpenDraft:
    """Return a new draft for a sheet of a command, about a thing where it changes one. Raises CannotWrite."""
    # Called again, the command is given the name of the thing; the headings are for reading the sheet.
    given = {"name": (about,), "headings": tuple(part for heading in form.headings for part in heading)}
    given = {name: values for name, values in given.items() if any(values)}
    draft = build_draft(session, command, about=about, given=given, file=SHEET_FILE, **more)
    return create_draft(session.places.state, draft)


class SheetDraft:
    """One writing on a sheet: the command it is for, and the draft that holds the sheet."""

    def __init__(self, session: Session, command: Any, held: OpenDraft) -> None:
        self.session, self.held = session, held
        lines = iter(held.draft.given.get("headings", ()))
        headings = tuple(PartHeading(*three) for three in zip(lines, lines, lines, strict=True))
        self.saver = save.SheetSaver(session, command, headings)

    def write_sheet(self, form: SheetForm, name: str = SHEET_FILE) -> str:
        """Put a form in the place of the sheet, or of MERGE_BASE_FILE; return it as it stands. Raises CannotWrite."""
        raw = format_sheet(form)
        write_file_atomically(self.held.folder / name, raw.encode("utf-8", "surrogateescape"))
        return raw

    def read_sheet(self) -> str:
        """Return the sheet as it is now; nothing where an editor took the file away. Raises CannotRead."""
        file = self.held.folder / SHEET_FILE
        return read_sheet_file(file) if file.exists() else ""

    def read_merge_base(self) -> Sheet:
        """Return the sheet as it was before anything was written on it. Raises CannotRead."""
        return parse_sheet(read_sheet_file(self.held.folder / MERGE_BASE_FILE))

    def has_new_content(self, raw: str) -> bool:
        """Say whether anything stands on a sheet that did not when it was opened."""
        if not raw.strip():
            return False
        before = self.read_merge_base()
        try:
            now = parse_sheet(raw)
        except UsageMistake:
            return True
        return now != before and (bool(now.text.strip()) or now.fields != before.fields)

    def keep_words(self, raw: str) -> None:
        """Keep the words beside the sheet, so that the list of drafts tells them."""
        with suppress(CannotWrite):  # the sheet itself is there: only the list would say a little less
            self.held.keep(replace(self.held.draft, text=extract_words(raw)))

    def keep_draft_on_error(self, raw: str, error: EnquiryError) -> EnquiryError:
        """Return the error the writing ends with. What was written stays as a draft, and it says how to go on."""
        if not self.has_new_content(raw):
            self.held.discard()
            return error
        self.keep_words(raw)
        error.hint = f"{format_hint(error.hint)} {self.resume_hint}".lstrip()
        return error

    @property
    def resume_hint(self) -> str:
        """How to go on with what was written."""
        name = self.held.name
        return f"What you wrote is kept as draft {name}; to go on with it: enquiry drafts resume {name}"

    def save_sheet(self, raw: str) -> bool:
        """Save what was written; False where another text stands on the sheet now, to go on with.

        Two texts for one thing are asked about. Raises EditConflict where that is left for later, and whatever keeps it
        from being saved.
        """
        draft, mine = self.held.draft, parse_sheet(raw)
        if save.CONFLICT_SEPARATOR in mine.text.split("\n"):
            raise UsageMistake("The line that parts the two texts is still there.", "Join them, and take it away.")
        try:
            if draft.about:
                self.saver.save_change(draft.about, self.read_merge_base(), mine)
            else:
                self.saver.save_new(mine, draft.makes)
        except save.EditConflict as clash:
            return self._resolve_conflict(raw, clash)
        return True

    def _resolve_conflict(self, raw: str, clash: save.EditConflict) -> bool:
        """Show both texts and do with them what the person says. Neither is lost, whatever that is."""
        save.show_conflict(self.session, clash)
        choice = save.ask_conflict_choice(self.session)
        if choice is save.ConflictChoice.LATER:
            raise self.keep_draft_on_error(raw, clash) from clash
        self.write_sheet(SheetForm("", {}, clash.theirs), MERGE_BASE_FILE)
        both = f"{clash.mine.text}\n\n{save.CONFLICT_SEPARATOR}\n{clash.theirs.text}"
        mine = clash.mine._replace(text=both) if choice is save.ConflictChoice.BOTH else clash.mine
        raw = self.write_sheet(SheetForm(f"{clash.name}, with what was changed elsewhere", {}, mine))
        match choice:
            case save.ConflictChoice.BOTH:
                return False
            case save.ConflictChoice.THEIRS:
                self.saver.save_theirs(clash)
            case save.ConflictChoice.MINE if not self.save_sheet(raw):
                return False
        other = "Theirs" if choice is save.ConflictChoice.MINE else "Yours"
        self.session.say(f"{other} is in its history: enquiry show {clash.name} --versions")
        return True
