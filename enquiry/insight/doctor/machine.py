"""How the program is set up, and the machine it runs on."""

from collections.abc import Iterable, Iterator

from enquiry.insight.doctor.check import Check, fine, note, wrong
from enquiry.insight.doctor.observed import MachineSeen, OwnFile, SettingsSeen
from enquiry.insight.words import counted, joined


def checks_of_settings(seen: SettingsSeen) -> Iterator[Check]:
    """Yield the checks of the settings, the calendar, and what a person added of their own."""
    yield _settings(seen)
    yield _calendar(seen)
    yield _own("prompts", "set of prompts", "sets of prompts", seen.prompts)


def _settings(seen: SettingsSeen) -> Check:
    if seen.refused:
        told = "the settings can't be used"
        return wrong("settings", seen.refused.words, seen.refused.hint, told=told)
    if not seen.there:
        return fine("settings", "none are set; all is as usual")
    return fine("settings", f"{seen.path}{': ' if seen.changed else ''}{joined(seen.changed)}", _changed(seen.changed))


def _changed(keys: tuple[str, ...]) -> str:
    return f"changed: {', '.join(keys)}" if keys else "a file that changes nothing"


def _calendar(seen: SettingsSeen) -> Check:
    if seen.calendar_refused:
        words, hint = seen.calendar_refused.words, seen.calendar_refused.hint
        return wrong("calendar", words, hint, told="the journal's calendar can't be used")
    broken = _own("calendar", "calendar", "calendars", seen.calendars)
    if broken.state != "fine":
        return broken
    said = "of your own" if seen.calendar_is_own else "as it comes with the program"
    return fine("calendar", f"{seen.calendar}, {said}", said if seen.calendar_is_own else f"{seen.calendar}, {said}")


def _own(name: str, one: str, many: str, files: Iterable[OwnFile]) -> Check:
    found = tuple(files)
    broken = [file for file in found if file.refused]
    if broken and broken[0].refused:
        told = f"{counted(len(broken), one, many)} of your own can't be used"
        return wrong(name, f"{broken[0].refused.words}", broken[0].refused.hint, told=told)
    return fine(name, f"{counted(len(found), one, many)} of your own" if found else f"no {many} of your own")


def checks_of_machine(seen: MachineSeen) -> Iterator[Check]:
    """Yield the checks of the program, the clock, the terminal and what else is installed."""
    packages = ", ".join(f"{name} {version}" for name, version in seen.packages)
    yield fine("program", f"enquiry {seen.version}, Python {seen.python}, {seen.system}; {packages}")
    yield _clock(seen)
    yield _terminal(seen)
    yield _programs(seen)
    yield _extras(seen)
    yield fine("browser", seen.browser or "none was found; it is only ever needed to print a page")


def _clock(seen: MachineSeen) -> Check:
    if seen.day_refused:
        return wrong("clock", seen.day_refused.words, seen.day_refused.hint, told="ENQUIRY_TODAY names no day")
    if seen.fixed_today:
        return note("clock", "ENQUIRY_TODAY fixes the day", "Unset it to write on the day it is.")
    return fine("clock", "the day is this machine's own")


def _terminal(seen: MachineSeen) -> Check:
    kinds = {name for _, name in seen.encodings}
    encodings = kinds.pop() if len(kinds) == 1 else ", ".join(f"{name} {stream}" for stream, name in seen.encodings)
    size = f"{seen.width} columns" if seen.is_terminal else f"not a terminal, drawn at {seen.width} columns"
    if not seen.draws:
        remedy = "Everything can be read. For the finer ones use a terminal set to UTF-8 (PYTHONUTF8=1)."
        return note("terminal", f"{encodings}: plain signs are drawn; {size}", remedy)
    return fine("terminal", f"{size}; {encodings}")


def _programs(seen: MachineSeen) -> Check:
    missing = [f"{what} “{named}”" for what, named, there in _named(seen) if named and not there]
    if missing:
        told = joined([what for what, named, there in _named(seen) if named and not there])
        remedy = "Name one that is installed, in EDITOR or PAGER, or in the settings."
        return note("programs", f"the {joined(missing)} can't be found", remedy, told=f"the {told} can't be found")
    there = [f"{what} {named}" for what, named, _ in _named(seen) if named]
    kinds = [what for what, named, _ in _named(seen) if named]
    return fine("programs", joined(there) or "none are named", joined(kinds) or "none are named")


def _named(seen: MachineSeen) -> tuple[tuple[str, str, bool], ...]:
    return ("editor", seen.editor, seen.editor_found), ("pager", seen.pager, seen.pager_found)


def _extras(seen: MachineSeen) -> Check:
    if not seen.extras:
        return fine("extras", "this version has none")
    there = [name for name, installed in seen.extras if installed]
    absent = [name for name, installed in seen.extras if not installed]
    words = [f"installed: {', '.join(there)}"] if there else []
    words += [f"not installed, and needed only for what they are named after: {', '.join(absent)}"] if absent else []
    return fine("extras", "; ".join(words))
