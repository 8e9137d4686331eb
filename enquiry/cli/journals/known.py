"""Journals by name: what is known of them on this machine, and which one a name or a path means.

The names stand in the settings file. The usual journal is the one that is meant where none is named; where nobody has
given it a name it is called *usual*.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from enquiry.errors import CannotRead, JournalDamaged, JournalMissing, NotFound, UsageMistake, suggest_nearest
from enquiry.paths import ProgramFolders, expand_path

if TYPE_CHECKING:
    from enquiry.config import Config

USUAL = "usual"
MAX_NAME = 40

_OF_A_PATH = re.compile(r"[/\\.~:]")


class NamedJournal(NamedTuple):
    """A journal by its name, where it lies, and whether it is the usual one."""

    name: str
    path: Path
    is_usual: bool = False

    def has_name(self, name: str) -> bool:
        """Say whether this is what it is called, whatever the case of the letters and how they are encoded."""
        return fold_name(self.name) == fold_name(name)


def fold_name(name: str) -> str:
    """Return a journal's name as it is compared with others."""
    return unicodedata.normalize("NFC", name.strip()).casefold()


def is_path(named: str) -> bool:
    """Say whether a person named a path and no journal's name: there is a slash, a dot, a colon or a tilde in it."""
    return bool(_OF_A_PATH.search(named))


def clean_name(named: str) -> str:
    """Return a name that a journal can have. Raises UsageMistake for any other."""
    name = unicodedata.normalize("NFC", named.strip())
    letters = all(unicodedata.category(sign)[0] in "LMN" or sign in "-_" for sign in name)
    if not name or not letters or name[0] in "-_" or len(name) > MAX_NAME or unicodedata.category(name[0])[0] == "M":
        hint = f"Up to {MAX_NAME} letters, digits and hyphens without a space, such as leader."
        raise UsageMistake(f"A journal can't be called “{named}”.", hint)
    if fold_name(name) == USUAL:
        hint = "It means the journal that is used where none is named. Choose another."
        raise UsageMistake(f"“{named}” has a meaning of its own.", hint)
    return name


def list_journals(folders: ProgramFolders, config: "Config") -> list[NamedJournal]:
    """Return the usual journal, then those that were named, in the order of their names."""
    usual = folders.find_journal(config.journal)
    paths = {name: expand_path(path, folders.config) for name, path in config.journals.items()}
    named = [NamedJournal(name, path, is_same_file(path, usual)) for name, path in paths.items()]
    found = sorted(named, key=lambda one: (not one.is_usual, fold_name(one.name)))
    return found if any(one.is_usual for one in found) else [NamedJournal(USUAL, usual, is_usual=True), *found]


def is_same_file(one: Path, other: Path) -> bool:
    """Say whether two paths lead to one file, whether or not it is there."""
    return os.path.realpath(one) == os.path.realpath(other)


def get_named(known: Sequence[NamedJournal], name: str) -> NamedJournal:
    """Return the journal of that name; *usual* is the usual one, whatever else it is called. Raises NotFound."""
    for one in known:
        if one.has_name(name) or (one.is_usual and fold_name(name) == USUAL):
            return one
    words = f"No journal is called “{name}”.{suggest_nearest(name, [one.name for one in known])}"
    raise NotFound(words, "enquiry journals lists them. A path has a slash or a dot in it, such as ./journal.json.")


def find_journal(known: Sequence[NamedJournal], named: str) -> Path:
    """Return where the journal lies that is known by a name; one word may also be a file that is there.

    Raises NotFound for a name that is neither.
    """
    try:
        return get_named(known, named).path
    except NotFound:
        if os.path.isfile(path := expand_path(named)):  # noqa: PTH113 (of a name too long for a file it says no)
            return path
        raise


def tell_apart(known: Sequence[NamedJournal], file: Path) -> str:
    """Return what to call the journal in a file, where there are several; that of its file where it has no name."""
    if len({os.path.realpath(one.path) for one in known}) < 2:
        return ""
    return next((one.name for one in known if is_same_file(one.path, file)), file.name)


def find_key_folder(state: Path, file: Path, known: Sequence[NamedJournal], asks_team: Callable[[], bool]) -> Path:
    """Return where the key lies of the journal in a file: for a team's a folder of its own, else the one of all others.

    `asks_team` reads the journal, and is called only where its name may be a team's.
    """
    from enquiry.store.disk.places import hash_path

    own = state / "keys" / hash_path(file)
    if own.is_dir() or not any(is_same_file(one.path, file) for one in known if not one.is_usual):
        return own if own.is_dir() else state
    try:
        return own if asks_team() else state
    except JournalMissing:  # of one that is to be taken in nobody knows yet whose it is
        return own
    except (JournalDamaged, CannotRead):
        return state
