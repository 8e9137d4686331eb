"""What the program keeps of a journal beside it: backups, drafts, and other files that may hold its words."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from enquiry.errors import CannotRead, CannotWrite, JournalDamaged
from enquiry.insight.forgetting.erase import Blank, Eraser
from enquiry.model.asking.draft import StoredDraft
from enquiry.model.backup import Backup
from enquiry.model.cycle import Cycle
from enquiry.model.journal import JournalItem
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.store.backups.catalogue import scan_backups
from enquiry.store.disk import batch
from enquiry.store.disk.os_errors import translate_read_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, read_file
from enquiry.store.drafts import DRAFT_FILE, LOCK_FILE, list_drafts
from enquiry.store.encoding.rows import JournalContents, decode_file, decode_step_ids
from enquiry.store.forgetting.rewrite import Rewriter
from enquiry.store.outlet import get_page_path
from enquiry.store.sync_copies import find_sync_copies, walk_folder

MAX_BYTES = 200_000_000
"""Other files that are larger are not looked into; none of the program's own is."""


class KeptDrafts(msgspec.Struct, frozen=True):
    """The drafts in which something is to be forgotten: to be rewritten, or to go, since they are about what goes."""

    rewritten: tuple[StoredDraft, ...] = ()
    discarded: tuple[StoredDraft, ...] = ()


def rewrite_backups(
    place: JournalPath,
    kept: JournalContents,
    state_folder: Path,
    rewriter: Rewriter,
    follow: ProgressTracker = ignore_progress,
) -> Iterator[tuple[Backup, bytes]]:
    """Yield each backup that holds what is to be forgotten, with its bytes as they are to be.

    Held and set-aside ones are among them, and those of the same journal from when it lay elsewhere. Raises CannotRead
    and OSError.
    """
    own, steps = get_backups_folder(place.file, state_folder), set(decode_step_ids(kept))
    with suppress(FileNotFoundError):
        for folder in sorted((state_folder / "backups").iterdir(), key=lambda folder: folder != own):
            for backup in follow(sorted(scan_backups(folder), key=lambda backup: backup.number)):
                data = read_file(JournalPath(backup.path, backup.path)) or b""
                changed = rewriter.rewrite_kept(data, JournalPath(backup.path, backup.path))
                if changed != data and (folder == own or is_of_steps(data, backup, steps)):
                    yield backup, changed


def is_of_steps(data: bytes, backup: Backup, steps: set[str]) -> bool:
    """Say whether a backup from elsewhere is of the journal that has these steps."""
    with suppress(JournalDamaged, CannotRead):
        return not steps.isdisjoint(decode_step_ids(decode_file(data, JournalPath(backup.path, backup.path))))
    return False


def find_kept_drafts(place: JournalPath, kept: JournalContents, state_folder: Path, eraser: Eraser) -> KeptDrafts:
    """Return the drafts of the journal in which something is to be forgotten. Raises CannotRead."""
    gone = {record for record, how in eraser.items.items() if how is Blank.WHOLE}
    tables = (kept.tables.cycles, kept.tables.entries, kept.tables.inbox, kept.tables.beliefs)
    names = {get_record_name(one) for table in tables for one in table.values() if one.id in gone}
    rewritten, discarded = list[StoredDraft](), list[StoredDraft]()
    for one in list_drafts(state_folder):
        if one.draft and one.draft.journal != str(place.file):
            continue
        if one.draft and (one.draft.makes in gone or one.draft.about in names):
            discarded.append(one)
        elif eraser.word and any(holds_word(path, eraser) for path in list_draft_files(state_folder, one)):
            rewritten.append(one)
    return KeptDrafts(tuple(rewritten), tuple(discarded))


def get_record_name(record: JournalItem) -> str:
    """Return the name by which a draft knows a record: `7`, `7.4` or `n12`."""
    return str(record.number) if isinstance(record, Cycle) else record.name


def list_draft_files(state_folder: Path, draft: StoredDraft) -> list[Path]:
    """Return the files of a draft that may hold words. Raises OSError."""
    folder = walk_folder(state_folder / "drafts" / draft.name)
    return [path for path in folder if path.is_file() and path.name != LOCK_FILE]


def rewrite_draft_file(path: Path, eraser: Eraser, name: str) -> bytes:
    """Return the bytes of a draft's file without the word. Raises CannotRead and CannotWrite."""
    with translate_read_errors(path):
        data = path.read_bytes()
    if path.name == DRAFT_FILE:
        envelope = msgspec.json.decode(data)
        return msgspec.json.encode({**envelope, "draft": eraser.rewrite_draft(envelope["draft"])})
    changed = eraser.rewrite_text(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if b"\0" in data or eraser.holds_word(changed.decode("utf-8", "ignore")):  # a swap file, which an editor reads back
        words = f"The draft {name} holds it in {path.name}, which only an editor can change. Nothing was forgotten."
        hint = f"Go on with it or let it go first: enquiry drafts resume {name}, or enquiry drafts discard {name}"
        raise CannotWrite(words, hint)
    return changed


def find_passing_files(place: JournalPath, state_folder: Path, eraser: Eraser) -> list[Path]:
    """Return the files that are made anew when they are wanted, and go: the page of the journal, sheets of settling.

    Raises OSError.
    """
    page = get_page_path(place.file, state_folder)
    sheets = (path for path in walk_folder(state_folder / "settling") if path.is_file())
    ids = (*eraser.items, *eraser.rows)
    found = [path for path in sheets if path.stem in ids or holds_word(path, eraser)]
    return [*([page] if page.is_file() else []), *found]


def find_other_files(
    place: JournalPath, state_folder: Path, folders: Iterable[Path], eraser: Eraser, own: set[Path]
) -> list[Path]:
    """Return the files that hold a word which is to be forgotten and are not the program's to change.

    They lie in its folders, such as a person's own presets, or beside the journal, as copies of it do. `own` are those
    that are rewritten. Raises CannotRead.
    """
    with translate_read_errors(place.file.parent):
        within = [path for folder in dict.fromkeys((state_folder, *folders)) for path in walk_folder(folder)]
        beside = [copy.path for copy in find_sync_copies(place)]
        staged = state_folder / batch.FOLDER
        return [
            path
            for path in dict.fromkeys((*within, *beside))
            if path not in own and path != place.file and staged not in path.parents and holds_word(path, eraser)
        ]


def holds_word(path: Path, eraser: Eraser) -> bool:
    """Say whether a file holds a word that is to be forgotten. Raises OSError."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES or not eraser.word:
        return False
    data = path.read_bytes()
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return eraser.holds_word(data.decode("utf-16" if wide else "utf-8", "ignore"))
