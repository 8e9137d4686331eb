"""Settings: how they are read, checked and changed.

What belongs to the journal (calendar, name, role) is kept in the journal, so that it travels with it. What belongs to
this machine (where the journal lies, colour, how long to wait) is kept in `settings.toml`, which a person may write by
hand: setting a value changes that line and leaves every other as it was. A line that can't be used stops nothing: the
usual value stands in for it.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from math import isnan
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import msgspec

from enquiry.errors import CannotRead, UsageMistake, suggest_nearest
from enquiry.foreign_files import MAX_TOML_BYTES, contain_parsing, read_foreign_file
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.words import join_words

_MEND = "Mend the file, or move it away."


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `settings.toml` may hold.

    `wait` is in seconds; `backup_size`, the most that backups of one journal may take, in megabytes; the table
    `[pulse]` changes thresholds of the pulse. `prompts` names the set to be asked by, in the commands that it is for.
    The table `[journals]` names journals: the path of each, by its name. `by` is how others of a team know the person.
    """

    journal: str = ""
    color: Literal["auto", "always", "never"] = "auto"
    pager: str = ""
    wait: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 10.0
    prompts: str = ""
    backup_size: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 200
    sync: Literal["asked", "auto"] = "asked"
    by: Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    pulse: PulseRules = DEFAULT_RULES
    journals: dict[str, str] = {}

    def __post_init__(self) -> None:
        """Raise ValueError for a wait that is no number, which no limit refuses."""
        if isnan(self.wait):
            raise ValueError("no number")


_TABLES = ("pulse", "journals")
JOURNALS = "journals."
"""What a journal's name follows where it is set as a setting is: `journals.team`."""

SETTING_NAMES = (
    *(name for name in Config.__struct_fields__ if name not in _TABLES),
    *(f"pulse.{name}" for name in PulseRules.__struct_fields__),
)
"""Every setting by the name `enquiry config` knows it by; those of a table as `table.name`."""

OF_JOURNAL = ("calendar", "name", "role", "meeting", "priorities")
"""The settings that travel with the journal."""

KEYS = (*OF_JOURNAL, *SETTING_NAMES)

_ABOUT = {
    "calendar": (
        "The school year you work by.",
        "australia, custom, england, ireland, new-zealand, northern-ireland, ontario, scotland, usa, wales or your own",
    ),
    "name": ("Your name, as summaries bear it.", "a text"),
    "role": ("Your role, as summaries bear it.", "a text"),
    "meeting": ("Your last review meeting, from which the summary for the next one begins.", "a day"),
    "priorities": ("What this year's cycles are to serve; a cycle names its own with --priority.", "up to three texts"),
    "journal": ("Where the journal lies; seen from the folder of the settings.", "the path of a file"),
    "color": ("When to use colour.", "auto, always or never"),
    "pager": ("What shows long output.", "a command, such as less -FRX"),
    "wait": ("How long to wait for another program that holds the journal.", "a number of seconds from 0 to 3600"),
    "prompts": (
        "The questions to be asked by, in the commands they are for.",
        "the name of a prompt set, such as rolfe",
    ),
    "backup_size": ("The most that backups may take.", "a whole number of megabytes from 1 to 1000000"),
    "by": ("How the others of a team's journal know you.", "a name on one line, of at most 60 characters"),
    "sync": ("When a shared journal is synced: when asked, or by itself.", "asked or auto"),
}
"""What each setting is for, and which values it takes."""


_THRESHOLDS = {
    "pieces": "How many pieces it takes to speak of their spread.",
    "mean_position": "End-loaded when the mean position is above this.",
    "late_from": "The place in a cycle from which a piece is late.",
    "late_share": "End-loaded when more than this share is late.",
    "quiet": "A silence of more teaching days than this is long.",
    "at_the_time": "Calendar days within which a thing counts as written at the time.",
    "sitting_share": "Written up afterwards when more than this share was typed on one day.",
    "sitting_days": "Of how many different days such a sitting must be.",
    "next_look": "Teaching days to the next look, where none is set.",
    "sprint": "The same in a cycle tagged sprint.",
    "leadership": "The same in a cycle tagged leadership.",
    "kinds": "How many kinds of evidence there should be.",
    "perspectives": "How many perspectives there should be.",
    "by_review": "By which review.",
    "one_sided": "How many pieces with a direction it takes to call them one-sided.",
    "as_planned": "From this share of its plan on an action was done as planned.",
    "delivered": "An action done less often than this share of its plan is thin.",
    "slipped": "The share of a change that is lost again before it is a slip.",
    "term": "Teaching days of a term, where the calendar names none.",
    "open_cycles": "How many open cycles are not too many.",
}


def describe_setting(key: str) -> tuple[str, str]:
    """Return what one of KEYS is for, and in words which values it takes."""
    if key in _ABOUT:
        return _ABOUT[key]
    if key.startswith(JOURNALS):
        return "Where a journal lies that is known by this name.", "the path of a file, in quotes"
    usual, name = get_setting(Config(), key), key.rpartition(".")[2]
    takes = "a number from 0 to 1" if isinstance(usual, float) else "a whole number from 1 to 1000"
    return _THRESHOLDS.get(name, f"{name.replace('_', ' ').capitalize()}."), f"{takes}; {usual} if not said"


class SettingsFault(NamedTuple):
    """A line of the settings file that can't be used as it stands: its number, what is wrong, how it reads mended.

    Number 0 stands for the whole file, which then can't be read. A line that is mended by a `#` before it is a comment.
    """

    line: int
    words: str
    mended: str = ""


class LoadedSettings(NamedTuple):
    """The settings as far as they can be used, and what can't be."""

    config: Config
    faults: tuple[SettingsFault, ...] = ()


def get_setting(config: Config, key: str) -> str | int | float:
    """Return the value of one of SETTING_NAMES."""
    table, _, name = key.rpartition(".")
    found: str | int | float = getattr(getattr(config, table) if table else config, name)
    return found


def read_settings(path: Path) -> LoadedSettings:
    """Return what the file at `path` sets, the usual values for all else, and every line that can't be used."""
    if not os.path.lexists(path):
        return LoadedSettings(Config())
    import tomllib

    try:
        with contain_parsing(f"The settings in {path}", _MEND):
            text = _read_settings_text(path)
            try:
                return LoadedSettings(msgspec.convert(tomllib.loads(text), Config))
            except ValueError as fault:
                found = _read_line_by_line(text)
                unexplained = SettingsFault(0, f"The settings in {path} can't be read: {fault}")
                return found if found.faults else found._replace(faults=(unexplained,))
    except (UsageMistake, CannotRead) as fault:
        return LoadedSettings(Config(), (SettingsFault(0, fault.words.rstrip(".")),))


def _read_settings_text(path: Path) -> str:
    """Return a file's text with its line ends as they are, without a byte order mark."""
    return read_foreign_file(path, MAX_TOML_BYTES, f"The settings in {path}").decode("utf-8-sig")


def _read_line_by_line(text: str) -> LoadedSettings:
    """Return what each line by itself can set."""
    settings, faults, within = dict[str, object](), list[SettingsFault](), ""
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip()
        if not written or written.startswith("#"):
            if not written.expandtabs().isprintable():
                mended = "".join(sign for sign in line if sign.isprintable() or sign == "\t")
                faults.append(SettingsFault(number, "the comment holds signs that can't stand there", mended))
            continue
        if written.startswith("["):
            within = written.partition("#")[0].strip(" []\"'")
            if within not in _TABLES:
                there = join_words([f"[{one}]" for one in _TABLES])
                words = f"there is no table [{within}].{suggest_nearest(within, _TABLES)} There are {there}"
                faults.append(SettingsFault(number, words, f"# {line}"))
            continue
        if within not in ("", *_TABLES):
            faults.append(SettingsFault(number, f"“{written}” stands under [{within}]", f"# {line}"))
            continue
        found, fault = _read_line(line, written)
        if fault:
            faults.append(SettingsFault(number, *fault))
        for name, value in found.items():
            key = f"{within}.{name}" if within else name
            if words := _find_flaw(settings, key, value):
                faults.append(SettingsFault(number, words, f"# {line}"))
            else:
                settings[key] = value
    return LoadedSettings(_build_config(settings), tuple(faults))


def _read_line(line: str, written: str) -> tuple[dict[str, Any], tuple[str, str] | None]:
    """Return what a line sets, `table.name` where it says so; and what is wrong with its writing, with the line mended.

    A text that lacks its quotes is taken as it was meant: a journal's path must not be lost.
    """
    import tomllib

    with suppress(ValueError):
        found = tomllib.loads(line)
        tables = {name: held for name, held in found.items() if isinstance(held, dict)}
        inner = {f"{table}.{name}": value for table, held in tables.items() for name, value in held.items()}
        return inner or found, None
    key, _, value = (part.strip() for part in written.partition("="))
    meant = value.strip("\"' ")
    if isinstance(getattr(Config(), key, None), str) and meant and "'" not in meant:
        mended = f"{key} = '{meant}'"
        with suppress(ValueError):
            return tomllib.loads(mended), (f"“{written}” lacks its quotes, and is read as {mended}", mended)
    return {}, (f"“{written}” can't be read", f"# {line}")


def _find_flaw(settings: Mapping[str, object], key: str, value: object) -> str:
    """Return what keeps a setting from being used beside those before it, or nothing."""
    if not is_setting(key):
        return f"there is no setting “{key}”.{suggest_nearest(key, SETTING_NAMES)}".rstrip(".")
    if key in settings:
        return f"{key} is set again; the line before counts"
    try:
        _build_config({key: value})
    except ValueError:
        return f"{key} can't be “{value}”; it takes {describe_setting(key)[1]}"
    return ""


def is_setting(key: str) -> bool:
    """Say whether there is a setting of that name, a journal's name among them."""
    return key in SETTING_NAMES or key.startswith(JOURNALS)


def _build_config(settings: Mapping[str, object]) -> Config:
    """Return the settings as one value. Raises ValueError for a value of which one can't be."""
    table: dict[str, Any] = {}
    for key, value in settings.items():
        within, _, name = key.rpartition(".")
        (table.setdefault(within, {}) if within else table)[name] = value
    return msgspec.convert(table, Config)


def describe_faults(path: Path, faults: tuple[SettingsFault, ...]) -> Iterator[str]:
    """Yield what is said beside a command's own work where settings can't be used: what is wrong, and what to do."""
    if not faults:
        return
    first = faults[0]
    place = f"{path}, line {first.line}: " if first.line else ""
    numbers = ", ".join(str(fault.line) for fault in faults)
    several = f"{len(faults)} lines of {path} can't be used: {numbers}"
    yield f"{several if len(faults) > 1 else f'{place}{first.words}'}. The usual values stand in."
    yield "To see and mend it: enquiry config" if first.line else _MEND


def mend_settings(path: Path, faults: tuple[SettingsFault, ...]) -> bytes:
    """Return the settings file with each faulty line as it reads mended, and every other as it was written."""
    lines = _read_settings_text(path).split("\n")
    for fault in faults:
        ending = "\r" if lines[fault.line - 1].endswith("\r") else ""
        lines[fault.line - 1] = fault.mended.removesuffix("\r") + ending
    return "\n".join(lines).encode()


def set_config(path: Path, key: str, value: str | None) -> bytes:
    """Return the settings file at `path` as it reads with `key` set to `value`; all else in it stays as written.

    None takes the setting away. Raises UsageMistake when the value does not fit or the file can't be read, before
    anything is written.
    """
    import tomlkit

    hint = "enquiry config names the lines and mends them." if path.is_file() else "Move it away."
    with contain_parsing(f"The settings in {path}", hint):
        document = tomlkit.parse(_read_settings_text(path)) if path.exists() else tomlkit.document()
    table, _, name = key.rpartition(".")
    within: Any = document
    if table:
        if not isinstance(document.setdefault(table, tomlkit.table()), dict):
            raise UsageMistake(f"{table} in {path} is no table.", "enquiry config mends it.")
        within = document[table]
    if value is None:
        within.pop(name, None)
        return tomlkit.dumps(document).encode()
    if not is_setting(key):
        raise UsageMistake(f"There is no setting “{key}”.", f"The settings are: {', '.join(SETTING_NAMES)}.")
    number: float | str = value
    if table == "pulse" or key in ("wait", "backup_size"):
        with suppress(ValueError):
            number = int(value) if key != "wait" and value.isdecimal() else float(value)
    if _find_flaw({}, key, number):
        raise UsageMistake(f"{key} can't be “{value}”.", f"It takes {describe_setting(key)[1]}.")
    within[name] = number
    return tomlkit.dumps(document).encode()
