"""Looking at how the program is set up, and at the machine it runs on, for the doctor."""

import os
import platform
import re
import shlex
import shutil
import stat
import sys
from collections.abc import Callable, Iterable
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

import enquiry
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.config import SETTING_NAMES, Config, get_setting
from enquiry.errors import EnquiryError
from enquiry.exchange.importing.journal import propose_import
from enquiry.insight.doctor.observed import (
    Observations,
    ObservedBackup,
    ObservedCopy,
    ObservedFailure,
    ObservedFiles,
    ObservedJournal,
    ObservedMachine,
    ObservedSettings,
    OwnFile,
    ReadStage,
)
from enquiry.model.journal import Journal
from enquiry.presets import list_preset_files, load_calendar, load_prompts
from enquiry.progress import ProgressTracker
from enquiry.store.backups.catalogue import is_readable_backup, list_stored_backups
from enquiry.store.disk.journal_file import read_file
from enquiry.store.disk.places import JournalPath, resolve_journal_path
from enquiry.store.drafts import list_drafts
from enquiry.store.encoding.format import VerifiedFile, prove_layout, verify_file
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_contents, decode_steps
from enquiry.store.journal import read_journal
from enquiry.store.sync_copies import SiblingFile, find_leftover_files, find_sync_copies, walk_folder
from enquiry.views.theme import UNICODE

# --- Looking at a journal and around it for the doctor: it opens whatever is there, changes nothing and never fails.


T = TypeVar("T")

MAX_BACKUP_BYTES = 50_000_000
"""How many bytes of backups are read, the newest first: about a second's work."""


def catch_refusal(look: Callable[[], T]) -> T | ObservedFailure:
    """Return what `look` returns, or why it was refused."""
    try:
        return look()
    except EnquiryError as error:
        return ObservedFailure(kind=type(error).__name__, words=error.words, hint=error.hint)
    except (OSError, RuntimeError) as fault:  # a home that is not known is a RuntimeError
        return ObservedFailure(kind=type(fault).__name__, words=f"The system says: {fault}.")


def examine_journal_file(path: Path, state: Path) -> ObservedJournal:
    """Return the journal at `path` as far as it can be read."""
    place = catch_refusal(lambda: resolve_journal_path(path, state))
    if isinstance(place, ObservedFailure):
        return ObservedJournal(path=path, there=True, reached=ReadStage.FILE, refused=place)
    data = catch_refusal(lambda: read_file(place))
    if isinstance(data, ObservedFailure):
        return ObservedJournal(path=path, there=True, reached=ReadStage.FILE, refused=data)
    if data is None:
        return ObservedJournal(path=path)
    seen = ObservedJournal(
        path=path,
        there=True,
        leads_to=place.file if path.is_symlink() else None,
        size=len(data),
        writable=bool(place.file.stat().st_mode & 0o222) and os.access(place.file, os.W_OK),
    )
    return _examine_journal_data(seen, data, place)


def _examine_journal_data(seen: ObservedJournal, data: bytes, place: JournalPath) -> ObservedJournal:
    """Return the same with what its bytes hold, stage by stage."""
    sealed = catch_refusal(lambda: verify_file(data, place))
    if isinstance(sealed, ObservedFailure):
        return replace(seen, reached=ReadStage.CHECKSUM, refused=sealed)
    kept = catch_refusal(lambda: _decode_proved_contents(sealed, place))
    journal = kept if isinstance(kept, ObservedFailure) else catch_refusal(lambda: build_journal(kept))
    if isinstance(kept, ObservedFailure) or isinstance(journal, ObservedFailure):
        stage = ReadStage.SCHEMA if isinstance(kept, ObservedFailure) else ReadStage.IDS
        return replace(seen, reached=stage, refused=journal, writes=sealed.generation)
    steps = catch_refusal(lambda: decode_steps(kept))
    seen = replace(seen, journal=journal, writes=sealed.generation)
    if isinstance(steps, ObservedFailure):
        return replace(seen, steps_refused=steps)
    return replace(seen, steps=tuple(step.at for step in steps))


def _decode_proved_contents(sealed: VerifiedFile, place: JournalPath) -> JournalContents:
    prove_layout(sealed, place)
    return decode_contents(sealed, place)


def examine_surroundings(session: Session, journal: ObservedJournal) -> ObservedFiles:
    """Return what lies around the journal."""
    state, place = session.places.state, JournalPath(journal.path, Path(os.path.realpath(journal.path)))
    with track_progress(session, "Reading the backups", "files") as follow:
        found = catch_refusal(lambda: _collect_surroundings(place, state, journal, follow))
    return ObservedFiles(refused=found) if isinstance(found, ObservedFailure) else found


def _collect_surroundings(
    place: JournalPath, state: Path, journal: ObservedJournal, follow: ProgressTracker
) -> ObservedFiles:
    own = [*walk_folder(state), *([place.file] if place.file.is_file() else [])]
    folders = [place.file.parent, *(path for path in own if path.is_dir())]
    modes = {path: path.lstat() for path in own if not path.is_symlink()}
    user = _get_user_id()
    return ObservedFiles(
        modes_matter=user is not None,
        looked_at=len(own),
        open_to_others=tuple(path for path, mode in modes.items() if stat.S_IMODE(mode.st_mode) & 0o077),
        of_others=tuple(path for path, mode in modes.items() if user not in (None, mode.st_uid)),
        backups=_examine_backups(place, state, follow),
        drafts=len(list_drafts(state)),
        leftovers=tuple(find_leftover_files(folders)),
        copies=tuple(_examine_sync_copy(beside, journal.journal, state) for beside in find_sync_copies(place)),
    )


def _get_user_id() -> int | None:
    """Return the number of whoever runs the program, or None where files have no modes."""
    return os.getuid() if sys.platform != "win32" else None


def _examine_backups(place: JournalPath, state: Path, follow: ProgressTracker) -> tuple[ObservedBackup, ...]:
    """Return the backups, the newest first; the newest are read whole, up to as much as takes a moment."""
    found, room = list[ObservedBackup](), MAX_BACKUP_BYTES
    for backup in follow(list_stored_backups(place.file, state)):
        room -= backup.size
        whole = is_readable_backup(backup) if backup.format and (room > 0 or not found) else None
        found.append(ObservedBackup(name=backup.name, at=backup.at, size=backup.size, whole=whole))
    return tuple(found)


def _examine_sync_copy(beside: SiblingFile, journal: Journal | None, state: Path) -> ObservedCopy:
    """Return a copy with how much it holds that the journal does not."""
    if beside.kind != "copy":
        return ObservedCopy(path=beside.path, kind=beside.kind)
    copy = catch_refusal(lambda: read_journal(beside.path, state_folder=state))
    if isinstance(copy, ObservedFailure):
        return ObservedCopy(path=beside.path, kind="unreadable")
    taken = propose_import(journal or Journal(), copy)
    return ObservedCopy(path=beside.path, kind="copy", lacks=sum(taken.counts.values()), differs=len(taken.differing))


_PACKAGES = ("typer", "rich", "tinydb", "msgspec", "python-dateutil", "platformdirs", "tomlkit")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge", "firefox")


def collect_observations(session: Session) -> Observations:
    """Return all there is to see. Nothing is changed, and nothing that is wrong stops the looking."""
    settings, now = catch_refusal(lambda: session.config), catch_refusal(lambda: session.now)
    if isinstance(settings, ObservedFailure):  # all else is looked at as if there were none
        session.config = Config()
    journal = _collect_journal(session)
    return Observations(
        now=session.clock() if isinstance(now, ObservedFailure) else now,
        journal=journal,
        keeping=examine_surroundings(session, journal),
        settings=_collect_settings(session, _get_refusal(settings), journal.journal or Journal()),
        machine=_collect_machine(session, _get_refusal(now)),
    )


def _get_refusal(found: object) -> ObservedFailure | None:
    return found if isinstance(found, ObservedFailure) else None


def _collect_journal(session: Session) -> ObservedJournal:
    path = catch_refusal(lambda: session.journal_path)
    if isinstance(path, ObservedFailure):
        return ObservedJournal(path=session.places.data / "journal.json", reached=ReadStage.FILE, refused=path)
    return examine_journal_file(path, session.places.state)


def _collect_settings(session: Session, refused: ObservedFailure | None, journal: Journal) -> ObservedSettings:
    own, sets, usual = session.places.calendars, session.places.prompts, Config()
    calendar = journal.settings.calendar
    used = catch_refusal(lambda: load_calendar(calendar, own))
    names = list_preset_files(own)
    return ObservedSettings(
        path=session.places.settings,
        there=session.places.settings.exists(),
        changed=tuple(name for name in SETTING_NAMES if get_setting(session.config, name) != get_setting(usual, name)),
        refused=refused,
        calendar=calendar,
        calendar_is_own=calendar in names,
        calendar_refused=_get_refusal(used),
        calendars=tuple(_build_own_file(name, catch_refusal(partial(load_calendar, name, own))) for name in names),
        prompts=tuple(
            _build_own_file(name, catch_refusal(partial(load_prompts, name, sets))) for name in list_preset_files(sets)
        ),
    )


def _build_own_file(name: str, found: object) -> OwnFile:
    return OwnFile(name=name, refused=_get_refusal(found))


def _collect_machine(session: Session, day_refused: ObservedFailure | None) -> ObservedMachine:
    environ = session.environ
    editor = environ.get("ENQUIRY_EDITOR") or environ.get("VISUAL") or environ.get("EDITOR") or ""
    pager = environ.get("ENQUIRY_PAGER") or session.config.pager or environ.get("PAGER") or ""
    streams = (("in", session.stdin), ("out", session.stdout), ("errors", session.stderr))
    return ObservedMachine(
        version=enquiry.__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()}",
        packages=tuple(_list_versions(_PACKAGES)),
        fixed_today=bool(environ.get("ENQUIRY_TODAY", "").strip()),
        day_refused=day_refused,
        encodings=tuple((name, (getattr(stream, "encoding", None) or "none").casefold()) for name, stream in streams),
        draws=session.look.marks is UNICODE,
        is_terminal=session.stdout.isatty(),
        width=session.look.width,
        editor=editor,
        editor_found=_is_on_path(editor),
        pager=pager,
        pager_found=_is_on_path(pager),
        extras=tuple(_list_extras()),
        browser=next((name for name in _BROWSERS if shutil.which(name)), ""),
    )


def _list_versions(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name in names:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:  # a program frozen into one file has no list of what is in it
            yield name, "unknown"


def _is_on_path(command: str) -> bool:
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError:
        return False
    return bool(words) and shutil.which(words[0].strip('"')) is not None


def _list_extras() -> Iterable[tuple[str, bool]]:
    """Yield the extras this version offers, those for development apart, and whether each is installed whole."""
    needs = dict[str, list[str]]()
    for line in metadata.requires("enquiry") or ():
        name, _, condition = line.partition("; extra == ")
        extra = condition.strip("'\" ")
        if extra and extra != "dev":
            needs.setdefault(extra, []).append(name)
    for extra, packages in needs.items():
        yield extra, all(_is_installed(package) for package in packages)


def _is_installed(requirement: str) -> bool:
    named = re.match(r"[A-Za-z0-9._-]+", requirement)
    return named is not None and all(version != "unknown" for _, version in _list_versions([named[0]]))
