"""Checks of how the program is set up, and of the machine it runs on."""

import os
import platform
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path

import enquiry
from enquiry.cli.doctor.probe import Probe, Refusal, catch_refusal
from enquiry.cli.journals.known import is_same_file
from enquiry.cli.journals.naming import NOT_MADE, THERE, look_at_journals
from enquiry.config import SETTING_NAMES, Config, describe_faults, get_setting
from enquiry.insight.doctor import Check, CheckState, report_fine, report_note, report_unseen, report_wrong
from enquiry.model.journal import Journal
from enquiry.presets import list_preset_files, load_calendar, load_prompts
from enquiry.store.backups.catalogue import list_stored_backups
from enquiry.store.pupils import read_allowed, read_pupils
from enquiry.views.theme import UNICODE
from enquiry.words import format_count, join_words

PACKAGES = ("typer", "rich", "tinydb", "msgspec", "python-dateutil", "platformdirs", "tomlkit")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge", "firefox")


def check_settings(probe: Probe) -> Iterator[Check]:
    """Yield the checks of the settings, the calendar, and what a person added of their own."""
    session = probe.session
    places, usual = session.places, Config()
    if probe.settings_faults:
        words, hint = describe_faults(places.settings, probe.settings_faults)
        yield report_wrong("settings", words, hint, told="lines of the settings can't be used")
    elif not places.settings.exists():
        yield report_fine("settings", "none are set; all is as usual")
    else:
        changed = [n for n in SETTING_NAMES if get_setting(session.config, n) != get_setting(usual, n)]
        told = f"changed: {', '.join(changed)}" if changed else "a file that changes nothing"
        yield report_fine("settings", f"{places.settings}{': ' if changed else ''}{join_words(changed)}", told=told)
    yield check_known_journals(probe)
    calendar, calendars = (probe.journal or Journal()).settings.calendar, list_preset_files(places.calendars)
    used = catch_refusal(lambda: load_calendar(calendar, places.calendars))
    own = _check_own_files("calendar", "calendar", calendars, lambda name: load_calendar(name, places.calendars))
    if isinstance(used, Refusal):
        yield report_wrong("calendar", used.words, used.hint, told="the journal's calendar can't be used")
    elif own.state is not CheckState.FINE:
        yield own
    elif calendar in calendars:
        yield report_fine("calendar", f"{calendar}, of your own", told="of your own")
    else:
        yield report_fine("calendar", f"{calendar}, as it comes with the program")
    sets = list_preset_files(places.prompts)
    yield _check_own_files("prompts", "set of prompts", sets, lambda name: load_prompts(name, places.prompts))
    pupils, allowed = (
        catch_refusal(lambda: read_pupils(places.pupils)),
        catch_refusal(lambda: read_allowed(places.allowed)),
    )
    if refused := next((one for one in (pupils, allowed) if isinstance(one, Refusal)), None):
        yield report_wrong("names", refused.words, refused.hint, told="the table of codes can't be read")
    elif isinstance(pupils, tuple) and pupils:
        words = "apart from the journal, and in no export, backup or report"
        names = f"{format_count(len(pupils), 'name')} under codes in {places.pupils}, {words}"
        yield report_fine("names", names, told=f"a table of codes is kept {words}")
    else:
        yield report_fine("names", "nobody is registered under a code")


def check_known_journals(probe: Probe) -> Check:
    """Return the check of the journals that are known by name: whether each is there, and has one name."""
    if any(not fault.line for fault in probe.settings_faults):
        return report_unseen("journals", "the settings can't be read, so that no journal is known by its name")
    found = catch_refusal(lambda: look_at_journals(probe.session))
    if isinstance(found, Refusal):
        return report_wrong("journals", found.words, found.hint, told="a journal on the list can't be looked at")
    named = [one for one in found if one.name in probe.session.config.journals]
    for one in named:
        unfit = f"“{one.name}” leads to {one.path}, which is"
        kept = list_stored_backups(Path(os.path.realpath(one.path)), probe.session.places.state)  # it was there once
        if one.state == NOT_MADE and (kept or not one.path.parent.is_dir()):
            told, words = "a journal on the list is no longer there", f"“{one.name}” is no longer at {one.path}"
            remedy = f"Where it lies elsewhere now: enquiry journals forget {one.name}, then add it there. "
            remedy += f"To bring back a version that was kept: enquiry -j {one.name} restore"
            return report_wrong("journals", words, remedy, told=told)
        if one.state not in (THERE, NOT_MADE):
            remedy = f"To see why: enquiry -j {one.name} doctor; to take it off the list: enquiry journals forget "
            told = f"a journal on the list is {one.state}"
            return report_wrong("journals", f"{unfit} {one.state}", f"{remedy}{one.name}", told=told)
    for at, one in enumerate(named):
        if other := next((other for other in named[:at] if is_same_file(other.path, one.path)), None):
            told, words = "two names are of one journal", f"“{other.name}” and “{one.name}” are both {one.path}"
            return report_note("journals", words, f"To let one go: enquiry journals forget {one.name}", told=told)
    known = join_words([one.name for one in named])
    told = f"{format_count(len(named), 'journal')} known by a name" if named else "only the usual one is known"
    return report_fine("journals", f"{told}: {known}" if known else told, told=told)


def _check_own_files(name: str, one: str, files: Sequence[str], load: Callable[[str], object]) -> Check:
    """Return the check of files that a person made, each loaded."""
    first, _, rest = one.partition(" ")
    many = " ".join(filter(None, (f"{first}s", rest)))
    loaded = [catch_refusal(partial(load, file)) for file in files]
    broken = [found for found in loaded if isinstance(found, Refusal)]
    if broken:
        told = f"{format_count(len(broken), one, many)} of your own can't be used"
        return report_wrong(name, broken[0].words, broken[0].hint, told=told)
    return report_fine(name, f"{format_count(len(files), one, many) if files else f'no {many}'} of your own")


def check_machine(probe: Probe) -> Iterator[Check]:
    """Yield the checks of the program, the clock, the terminal and what else is installed."""
    packages = ", ".join(f"{name} {find_version(name)}" for name in PACKAGES)
    python, system = platform.python_version(), f"{platform.system()} {platform.release()}"
    yield report_fine("program", f"enquiry {enquiry.__version__}, Python {python}, {system}; {packages}")
    if refused := probe.day_refused:
        yield report_wrong("clock", refused.words, refused.hint, told="ENQUIRY_TODAY names no day")
    elif probe.session.environ.get("ENQUIRY_TODAY", "").strip():
        yield report_note("clock", "ENQUIRY_TODAY fixes the day", "Unset it to write on the day it is.")
    else:
        yield report_fine("clock", "the day is this machine's own")
    yield check_terminal(probe)
    yield check_programs(probe)
    yield check_extras()
    browser = next((name for name in BROWSERS if shutil.which(name)), "")
    yield report_fine("browser", browser or "none was found; it is only ever needed to print a page")


def check_terminal(probe: Probe) -> Check:
    """Return the check of the streams' encodings, the width, and whether Unicode can be drawn."""
    session = probe.session
    streams = (("in", session.stdin), ("out", session.stdout), ("errors", session.stderr))
    named = [(name, (getattr(stream, "encoding", None) or "none").casefold()) for name, stream in streams]
    several = len({encoding for _, encoding in named}) > 1
    encodings = ", ".join(f"{encoding} {name}" for name, encoding in named) if several else named[0][1]
    width = f"{session.look.width} columns"
    size = width if session.stdout.isatty() else f"not a terminal, drawn at {width}"
    if session.look.marks is UNICODE:
        return report_fine("terminal", f"{size}; {encodings}")
    remedy = "Everything can be read. For the finer ones use a terminal set to UTF-8 (PYTHONUTF8=1)."
    return report_note("terminal", f"{encodings}: plain signs are drawn; {size}", remedy)


def check_programs(probe: Probe) -> Check:
    """Return the check of the editor and the pager that are named: whether they can be started."""
    environ = probe.session.environ
    editor = environ.get("ENQUIRY_EDITOR") or environ.get("VISUAL") or environ.get("EDITOR") or ""
    pager = environ.get("ENQUIRY_PAGER") or probe.session.config.pager or environ.get("PAGER") or ""
    named = [(what, command) for what, command in (("editor", editor), ("pager", pager)) if command]
    if missing := [(what, command) for what, command in named if not _is_on_path(command)]:
        told = f"the {join_words([what for what, _ in missing])} can't be found"
        reason = f"the {join_words([f'{what} “{command}”' for what, command in missing])} can't be found"
        remedy = "Name one that is installed, in EDITOR or PAGER, or in the settings."
        return report_note("programs", reason, remedy, told=told)
    told = join_words([what for what, _ in named])
    return report_fine("programs", join_words([" ".join(one) for one in named]) or "none are named", told=told)


def _is_on_path(command: str) -> bool:
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError:
        return False
    return bool(words) and shutil.which(words[0].strip('"')) is not None


def check_extras() -> Check:
    """Return the check of the extras this version offers, those for development apart."""
    extras = list_extras()
    there = ", ".join(name for name, installed in extras if installed)
    absent = ", ".join(name for name, installed in extras if not installed)
    told = [f"installed: {there}"] if there else []
    told += [f"not installed, and needed only for what they are named after: {absent}"] if absent else []
    return report_fine("extras", "; ".join(told) or "this version has none")


def list_extras() -> list[tuple[str, bool]]:
    """Return the extras this version offers, and whether each is installed whole."""
    needs = dict[str, list[str]]()
    for line in metadata.requires("enquiry") or ():
        package, _, condition = line.partition("; extra == ")
        extra, named = condition.strip("'\" "), re.match(r"[A-Za-z0-9._-]+", package)
        if extra and extra != "dev" and named:
            needs.setdefault(extra, []).append(named[0])
    return [(extra, all(find_version(name) != "unknown" for name in names)) for extra, names in needs.items()]


def find_version(package: str) -> str:
    """Return the version of a package that is installed; "unknown" where there is none, or no list of what there is."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # a program frozen into one file has no list of what is in it
        return "unknown"
