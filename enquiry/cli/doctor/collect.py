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
from enquiry.cli.progress import following
from enquiry.cli.session import Session
from enquiry.config import OPTIONS, Config, option
from enquiry.errors import EnquiryError
from enquiry.exchange.importing.journal import proposal
from enquiry.insight.doctor.observed import (
    BackupSeen,
    CopySeen,
    Everything,
    JournalSeen,
    KeepingSeen,
    MachineSeen,
    OwnFile,
    Refused,
    SettingsSeen,
    Stage,
)
from enquiry.model.journal import Journal
from enquiry.presets import load_calendar, load_prompts, own_names
from enquiry.progress import Follow
from enquiry.store.backups.catalogue import backups_of, is_whole
from enquiry.store.disk.journal_file import read_file
from enquiry.store.disk.places import Place, place_of
from enquiry.store.drafts import drafts_in
from enquiry.store.encoding.format import Sealed, opened, prove_lines
from enquiry.store.encoding.rows import Contents, contents, journal_of, steps_of
from enquiry.store.journal import read_journal
from enquiry.store.sync_copies import Beside, below, copies_beside, left_behind
from enquiry.views.theme import UNICODE

# --- Looking at a journal and around it for the doctor: it opens whatever is there, changes nothing and never fails.


T = TypeVar("T")

READ_WHOLE = 50_000_000
"""How many bytes of backups are read, the newest first: about a second's work."""


def tried(look: Callable[[], T]) -> T | Refused:
    """Return what `look` returns, or why it was refused."""
    try:
        return look()
    except EnquiryError as error:
        return Refused(kind=type(error).__name__, words=error.words, hint=error.hint)
    except (OSError, RuntimeError) as fault:  # a home that is not known is a RuntimeError
        return Refused(kind=type(fault).__name__, words=f"The system says: {fault}.")


def journal_seen(path: Path, state: Path) -> JournalSeen:
    """Return the journal at `path` as far as it can be read."""
    place = tried(lambda: place_of(path, state))
    if isinstance(place, Refused):
        return JournalSeen(path=path, there=True, reached=Stage.FILE, refused=place)
    data = tried(lambda: read_file(place))
    if isinstance(data, Refused):
        return JournalSeen(path=path, there=True, reached=Stage.FILE, refused=data)
    if data is None:
        return JournalSeen(path=path)
    seen = JournalSeen(
        path=path,
        there=True,
        leads_to=place.file if path.is_symlink() else None,
        size=len(data),
        writable=bool(place.file.stat().st_mode & 0o222) and os.access(place.file, os.W_OK),
    )
    return _read(seen, data, place)


def _read(seen: JournalSeen, data: bytes, place: Place) -> JournalSeen:
    """Return the same with what its bytes hold, stage by stage."""
    sealed = tried(lambda: opened(data, place))
    if isinstance(sealed, Refused):
        return replace(seen, reached=Stage.CHECKSUM, refused=sealed)
    kept = tried(lambda: _held(sealed, place))
    journal = kept if isinstance(kept, Refused) else tried(lambda: journal_of(kept))
    if isinstance(kept, Refused) or isinstance(journal, Refused):
        stage = Stage.SCHEMA if isinstance(kept, Refused) else Stage.IDS
        return replace(seen, reached=stage, refused=journal, writes=sealed.generation)
    steps = tried(lambda: steps_of(kept))
    seen = replace(seen, journal=journal, writes=sealed.generation)
    if isinstance(steps, Refused):
        return replace(seen, steps_refused=steps)
    return replace(seen, steps=tuple(step.at for step in steps))


def _held(sealed: Sealed, place: Place) -> Contents:
    prove_lines(sealed, place)
    return contents(sealed, place)


def keeping_seen(session: Session, journal: JournalSeen) -> KeepingSeen:
    """Return what lies around the journal."""
    state, place = session.places.state, Place(journal.path, Path(os.path.realpath(journal.path)))
    with following(session, "Reading the backups", "files") as follow:
        found = tried(lambda: _around(place, state, journal, follow))
    return KeepingSeen(refused=found) if isinstance(found, Refused) else found


def _around(place: Place, state: Path, journal: JournalSeen, follow: Follow) -> KeepingSeen:
    own = [*below(state), *([place.file] if place.file.is_file() else [])]
    folders = [place.file.parent, *(path for path in own if path.is_dir())]
    modes = {path: path.lstat() for path in own if not path.is_symlink()}
    user = _user()
    return KeepingSeen(
        modes_matter=user is not None,
        looked_at=len(own),
        open_to_others=tuple(path for path, mode in modes.items() if stat.S_IMODE(mode.st_mode) & 0o077),
        of_others=tuple(path for path, mode in modes.items() if user not in (None, mode.st_uid)),
        backups=_backups(place, state, follow),
        drafts=len(drafts_in(state)),
        leftovers=tuple(left_behind(folders)),
        copies=tuple(_copy(beside, journal.journal, state) for beside in copies_beside(place)),
    )


def _user() -> int | None:
    """Return the number of whoever runs the program, or None where files have no modes."""
    return os.getuid() if sys.platform != "win32" else None


def _backups(place: Place, state: Path, follow: Follow) -> tuple[BackupSeen, ...]:
    """Return the backups, the newest first; the newest are read whole, up to as much as takes a moment."""
    found, room = list[BackupSeen](), READ_WHOLE
    for backup in follow(backups_of(place.file, state)):
        room -= backup.size
        whole = is_whole(backup) if backup.format and (room > 0 or not found) else None
        found.append(BackupSeen(name=backup.name, at=backup.at, size=backup.size, whole=whole))
    return tuple(found)


def _copy(beside: Beside, journal: Journal | None, state: Path) -> CopySeen:
    """Return a copy with how much it holds that the journal does not."""
    if beside.kind != "copy":
        return CopySeen(path=beside.path, kind=beside.kind)
    copy = tried(lambda: read_journal(beside.path, state_folder=state))
    if isinstance(copy, Refused):
        return CopySeen(path=beside.path, kind="unreadable")
    taken = proposal(journal or Journal(), copy)
    return CopySeen(path=beside.path, kind="copy", lacks=sum(taken.counts.values()), differs=len(taken.differing))


_PACKAGES = ("typer", "rich", "tinydb", "msgspec", "python-dateutil", "platformdirs", "tomlkit")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge", "firefox")


def everything_seen(session: Session) -> Everything:
    """Return all there is to see. Nothing is changed, and nothing that is wrong stops the looking."""
    settings, now = tried(lambda: session.config), tried(lambda: session.now)
    if isinstance(settings, Refused):  # all else is looked at as if there were none
        session.config = Config()
    journal = _journal_seen(session)
    return Everything(
        now=session.clock() if isinstance(now, Refused) else now,
        journal=journal,
        keeping=keeping_seen(session, journal),
        settings=_settings_seen(session, _refused(settings), journal.journal or Journal()),
        machine=_machine_seen(session, _refused(now)),
    )


def _refused(found: object) -> Refused | None:
    return found if isinstance(found, Refused) else None


def _journal_seen(session: Session) -> JournalSeen:
    path = tried(lambda: session.journal_path)
    if isinstance(path, Refused):
        return JournalSeen(path=session.places.data / "journal.json", reached=Stage.FILE, refused=path)
    return journal_seen(path, session.places.state)


def _settings_seen(session: Session, refused: Refused | None, journal: Journal) -> SettingsSeen:
    own, sets, usual = session.places.calendars, session.places.prompts, Config()
    calendar = journal.settings.calendar
    used = tried(lambda: load_calendar(calendar, own))
    names = own_names(own)
    return SettingsSeen(
        path=session.places.settings,
        there=session.places.settings.exists(),
        changed=tuple(name for name in OPTIONS if option(session.config, name) != option(usual, name)),
        refused=refused,
        calendar=calendar,
        calendar_is_own=calendar in names,
        calendar_refused=_refused(used),
        calendars=tuple(_own(name, tried(partial(load_calendar, name, own))) for name in names),
        prompts=tuple(_own(name, tried(partial(load_prompts, name, sets))) for name in own_names(sets)),
    )


def _own(name: str, found: object) -> OwnFile:
    return OwnFile(name=name, refused=_refused(found))


def _machine_seen(session: Session, day_refused: Refused | None) -> MachineSeen:
    environ = session.environ
    editor = environ.get("ENQUIRY_EDITOR") or environ.get("VISUAL") or environ.get("EDITOR") or ""
    pager = environ.get("ENQUIRY_PAGER") or session.config.pager or environ.get("PAGER") or ""
    streams = (("in", session.stdin), ("out", session.stdout), ("errors", session.stderr))
    return MachineSeen(
        version=enquiry.__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()}",
        packages=tuple(_versions(_PACKAGES)),
        fixed_today=bool(environ.get("ENQUIRY_TODAY", "").strip()),
        day_refused=day_refused,
        encodings=tuple((name, (getattr(stream, "encoding", None) or "none").casefold()) for name, stream in streams),
        draws=session.look.marks is UNICODE,
        is_terminal=session.stdout.isatty(),
        width=session.look.width,
        editor=editor,
        editor_found=_is_found(editor),
        pager=pager,
        pager_found=_is_found(pager),
        extras=tuple(_extras()),
        browser=next((name for name in _BROWSERS if shutil.which(name)), ""),
    )


def _versions(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name in names:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:  # a program frozen into one file has no list of what is in it
            yield name, "unknown"


def _is_found(command: str) -> bool:
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError:
        return False
    return bool(words) and shutil.which(words[0].strip('"')) is not None


def _extras() -> Iterable[tuple[str, bool]]:
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
    return named is not None and all(version != "unknown" for _, version in _versions([named[0]]))
