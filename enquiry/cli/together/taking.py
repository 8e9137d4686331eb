"""What others wrote taken into the journal, in one step."""

from collections.abc import Sequence
from typing import NamedTuple

from enquiry.cli.session import Session
from enquiry.store.encoding.rows import JournalContents
from enquiry.store.sharing.folder import SharedCopy


class TakenIn(NamedTuple):
    """What came of taking copies in: a summary in a few words, sentences, and names of what has two texts and so on."""

    summary: str = ""
    said: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()


def take_in(session: Session, copies: Sequence[tuple[SharedCopy, JournalContents]]) -> TakenIn:
    """Take the steps of these copies into the journal, which is made where there is none yet."""
    from enquiry.insight.merging.merge import merge_copies
    from enquiry.store.backups.catalogue import build_contents_version, build_file_version, locate_journal
    from enquiry.store.backups.make import BackupWriter
    from enquiry.store.disk.lock import hold_lock
    from enquiry.store.disk.places import get_backups_folder, read_file
    from enquiry.store.encoding.copies import decode_copy, encode_copy
    from enquiry.store.encoding.format import compute_file_mark
    from enquiry.store.encoding.rows import build_journal, decode_file

    state = session.places.state
    place = locate_journal(session.journal_path, state)
    with hold_lock(place.file, state, session.config.wait):
        seen = read_file(place)
        contents = [contents for _, contents in copies]
        old = None
        if seen is not None:
            kept = decode_file(seen, place)
            old = build_contents_version(kept, build_journal(kept), compute_file_mark(seen), session.now)
            contents.insert(0, kept)
        whole = decode_copy(contents[0])
        for one in contents[1:]:
            whole = merge_copies(whole, decode_copy(one)).copy
        data = encode_copy(whole) if len(contents) > 1 else contents[0].data
        after = decode_file(data, place)
        new = build_contents_version(after, build_journal(after), compute_file_mark(data), session.now)
        BackupWriter(get_backups_folder(place.file, state), old, new, session.backup_limit).replace_file(
            place, seen, [data]
        )
    return TakenIn()
