"""Looking at how the program is set up, and at the machine it runs on, for the doctor."""

import os
import platform
import re
import shlex
import shutil
from collections.abc import Iterable
from functools import partial
from importlib import metadata

import enquiry
from enquiry.cli.examining import journal_seen, keeping_seen, tried
from enquiry.cli.session import Session
from enquiry.config import OPTIONS, Config, option
from enquiry.insight.doctor.observed import Everything, JournalSeen, MachineSeen, OwnFile, Refused, SettingsSeen, Stage
from enquiry.model.journal import Journal
from enquiry.presets import load_calendar, load_prompts, own_names
from enquiry.views.theme import UNICODE

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
