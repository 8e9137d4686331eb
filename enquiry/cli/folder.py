"""The journal as a folder of Markdown: written for a notes program, and taken in again."""

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session

if TYPE_CHECKING:
    from enquiry.cli.privacy.leaving import ClearedJournal
    from enquiry.model.journal import Journal


def is_folder(path: Path) -> bool:
    """Say whether a path leads to a folder; one that no system can have does not."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_own_folder(path: Path) -> bool:
    """Say whether a folder is one that enquiry wrote: one of its notes says so in its first field."""
    with suppress(OSError):
        for note in sorted(path.glob("*.md")):
            with note.open("rb") as file:
                if re.match(rb"(?:\xef\xbb\xbf)?---\s*\n(?:.*\n){0,60}?enquiry:", file.read(20_000)):
                    return True
    return False


def write_notes(session: Session, cleared: "ClearedJournal", folder: Path, *, force: bool) -> None:
    """Write a journal that is cleared into a folder, and say so. Raises as the writing does."""
    from enquiry.exchange.folder.read import find_cycle_files, read_markdown_files
    from enquiry.exchange.folder.write import render_folder

    journal = cleared.journal
    known = find_cycle_files(read_markdown_files(folder)) if force and is_folder(folder) else {}
    known = {cycle: name for cycle, name in known.items() if cleared.is_clean(Path(name).stem.replace("-", " "))}
    with track_progress(session, "Making the notes", "cycles") as follow:
        files = render_folder(journal, known, follow)
    with track_progress(session, "Writing the notes", "files") as follow:
        session.outlet.write_folder(folder, files, cleared.clearance, overwrite=force, follow=follow)
    session.say(f"The journal was written to the folder {folder}: {len(files)} files.")
    if earlier := sorted(name for name in known.values() if name not in files):
        session.say(f"There from before, and not written again: {', '.join(earlier)}.")
    if session.json:
        from enquiry.answers.journal import FolderAnswer

        session.answer(FolderAnswer(folder, "markdown", tuple(files)))


def import_notes_folder(session: Session, folder: Path) -> "Journal":
    """Return the journal in a folder, saying which files were passed over and which are missing."""
    from enquiry.exchange.folder.read import parse_folder, read_markdown_files

    with track_progress(session, "Reading the notes", "files") as follow:
        taken = parse_folder(read_markdown_files(folder), str(folder), follow)
    if taken.passed_over:
        session.say(f"Passed over, since enquiry did not write them: {', '.join(taken.passed_over)}.")
    if taken.missing:
        numbers = ", ".join(map(str, taken.missing))
        session.say(f"The folder's journal.md lists cycles whose files are not there: {numbers}.")
    return taken.journal
