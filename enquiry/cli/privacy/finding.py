"""The finder of a run: made of who is registered here, of the words that are allowed, and of the journal."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from enquiry.cli.session import Session
from enquiry.errors import CannotRead
from enquiry.insight.privacy.finder import NameFinder
from enquiry.insight.privacy.places import PlacedText, iterate_journal_texts
from enquiry.insight.privacy.pupils import Pupil
from enquiry.insight.privacy.review import build_finder
from enquiry.model.journal import Journal

FILE_NAME = "the file’s name"
"""What the name of a file is called, as a place."""


def load_pupils(session: Session) -> tuple[Pupil, ...]:
    """Return who is registered. Raises UsageMistake and CannotRead for a table that can't be used."""
    from enquiry.store.pupils import read_pupils

    return read_pupils(session.places.pupils)


def load_allowed(session: Session) -> tuple[str, ...]:
    """Return the words that are allowed. Raises UsageMistake and CannotRead for a list that can't be used."""
    from enquiry.store.pupils import read_allowed

    return read_allowed(session.places.allowed)


def load_finder(session: Session, journal: Journal) -> NameFinder:
    """Return the finder that asks by every rule."""
    from enquiry.presets import load_name_lists

    return build_finder(journal, load_pupils(session), load_allowed(session), load_name_lists())


def iterate_all_texts(session: Session, journal: Journal) -> Iterator[PlacedText]:
    """Yield every text of the journal, of its drafts and of the person's own readers, prompts and lists.

    What a filed note and the entry it became both say is the entry's.
    """
    entries = {entry.id: entry for entry in journal.iterate_entries()}
    said = {note.name for note in journal.inbox if (one := entries.get(note.filed_as)) and note.text in one.text}
    yield from (one for one in iterate_journal_texts(journal, removed=False) if one.of not in said)
    yield from iterate_draft_texts(session)
    places = session.places
    for folder in (places.readers, places.prompts, places.standards, places.calendars):
        for path in sorted(folder.glob("*.toml")):
            with suppress(OSError, UnicodeDecodeError):
                yield PlacedText(f"{folder.name}/{path.name}", "file", f"{path.stem}\n{path.read_text('utf-8-sig')}")


def iterate_draft_texts(session: Session) -> Iterator[PlacedText]:
    """Yield every word of the drafts of this journal, and of the files that editors hold beside them."""
    from enquiry.store.drafts import list_drafts

    state = session.places.state
    with suppress(CannotRead):
        for one in list_drafts(state):
            draft = one.draft
            if draft is None or draft.journal != str(session.journal_file):
                continue
            given = (value for values in draft.given.values() for value in values)
            texts = dict.fromkeys((draft.text, *(answer.text for answer in draft.answers), *given))
            if draft.file:
                with suppress(OSError, UnicodeDecodeError):
                    texts[(state / "drafts" / one.name / Path(draft.file).name).read_text("utf-8")] = None
            yield from (PlacedText(f"draft {one.name}", "draft", text) for text in texts if text)


def place_file_name(path: Path) -> PlacedText:
    """Return the name of a file as a text to be looked through."""
    return PlacedText("", FILE_NAME, path.stem)
