"""How the program is set up, and the machine it runs on."""

from collections.abc import Iterable, Iterator

from enquiry.insight.doctor.check import Check, report_fine, report_note, report_wrong
from enquiry.insight.doctor.observed import ObservedMachine, ObservedSettings, OwnFile
from enquiry.words import format_count, join_words


def check_settings(seen: ObservedSettings) -> Iterator[Check]:
    """Yield the checks of the settings, the calendar, and what a person added of their own."""
    yield _check_settings_file(seen)
    yield _check_calendar(seen)
    yield _check_own_files("prompts", "set of prompts", "sets of prompts", seen.prompts)


def _check_settings_file(seen: ObservedSettings) -> Check:
    if seen.refused:
        told = "the settings can't be used"
        return report_wrong("settings", seen.refused.words, seen.refused.hint, told=told)
    if not seen.there:
        return report_fine("settings", "none are set; all is as usual")
    return report_fine(
        "settings", f"{seen.path}{': ' if seen.changed else ''}{join_words(seen.changed)}", _changed(seen.changed)
    )


def _changed(keys: tuple[str, ...]) -> str:
    return f"changed: {', '.join(keys)}" if keys else "a file that changes nothing"


def _check_calendar(seen: ObservedSettings) -> Check:
    if seen.calendar_refused:
        words, hint = seen.calendar_refused.words, seen.calendar_refused.hint
        return report_wrong("calendar", words, hint, told="the journal's calendar can't be used")
    broken = _check_own_files("calendar", "calendar", "calendars", seen.calendars)
    if broken.state != "fine":
        return broken
    said = "of your own" if seen.calendar_is_own else "as it comes with the program"
    return report_fine(
        "calendar", f"{seen.calendar}, {said}", said if seen.calendar_is_own else f"{seen.calendar}, {said}"
    )


def _check_own_files(name: str, one: str, many: str, files: Iterable[OwnFile]) -> Check:
    found = tuple(files)
    broken = [file for file in found if file.refused]
    if broken and broken[0].refused:
        told = f"{format_count(len(broken), one, many)} of your own can't be used"
        return report_wrong(name, f"{broken[0].refused.words}", broken[0].refused.hint, told=told)
    return report_fine(
        name, f"{format_count(len(found), one, many)} of your own" if found else f"no {many} of your own"
    )


def check_machine(seen: ObservedMachine) -> Iterator[Check]:
    """Yield the checks of the program, the clock, the terminal and what else is installed."""
    packages = ", ".join(f"{name} {version}" for name, version in seen.packages)
    yield report_fine("program", f"enquiry {seen.version}, Python {seen.python}, {seen.system}; {packages}")
    yield _check_clock(seen)
    yield _check_terminal(seen)
    yield _check_programs(seen)
    yield _check_extras(seen)
    yield report_fine("browser", seen.browser or "none was found; it is only ever needed to print a page")


def _check_clock(seen: ObservedMachine) -> Check:
    if seen.day_refused:
        return report_wrong("clock", seen.day_refused.words, seen.day_refused.hint, told="ENQUIRY_TODAY names no day")
    if seen.fixed_today:
        return report_note("clock", "ENQUIRY_TODAY fixes the day", "Unset it to write on the day it is.")
    return report_fine("clock", "the day is this machine's own")


def _check_terminal(seen: ObservedMachine) -> Check:
    kinds = {name for _, name in seen.encodings}
    encodings = kinds.pop() if len(kinds) == 1 else ", ".join(f"{name} {stream}" for stream, name in seen.encodings)
    size = f"{seen.width} columns" if seen.is_terminal else f"not a terminal, drawn at {seen.width} columns"
    if not seen.draws:
        remedy = "Everything can be read. For the finer ones use a terminal set to UTF-8 (PYTHONUTF8=1)."
        return report_note("terminal", f"{encodings}: plain signs are drawn; {size}", remedy)
    return report_fine("terminal", f"{size}; {encodings}")


def _check_programs(seen: ObservedMachine) -> Check:
    missing = [f"{what} “{named}”" for what, named, there in _list_programs(seen) if named and not there]
    if missing:
        told = join_words([what for what, named, there in _list_programs(seen) if named and not there])
        remedy = "Name one that is installed, in EDITOR or PAGER, or in the settings."
        return report_note(
            "programs", f"the {join_words(missing)} can't be found", remedy, told=f"the {told} can't be found"
        )
    there = [f"{what} {named}" for what, named, _ in _list_programs(seen) if named]
    kinds = [what for what, named, _ in _list_programs(seen) if named]
    return report_fine("programs", join_words(there) or "none are named", join_words(kinds) or "none are named")


def _list_programs(seen: ObservedMachine) -> tuple[tuple[str, str, bool], ...]:
    return ("editor", seen.editor, seen.editor_found), ("pager", seen.pager, seen.pager_found)


def _check_extras(seen: ObservedMachine) -> Check:
    if not seen.extras:
        return report_fine("extras", "this version has none")
    there = [name for name, installed in seen.extras if installed]
    absent = [name for name, installed in seen.extras if not installed]
    words = [f"installed: {', '.join(there)}"] if there else []
    words += [f"not installed, and needed only for what they are named after: {', '.join(absent)}"] if absent else []
    return report_fine("extras", "; ".join(words))
