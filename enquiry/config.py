"""Settings and places: where they are found, how they are read and checked.

What belongs to the journal (calendar, name, role) is kept in the journal, so that it travels with it. What belongs to
this machine (where the journal lies, colour, how long to wait) is kept in `settings.toml`, which a person may write by
hand: setting a value changes that line and leaves every other as it was.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from enquiry.dates.calendar import Calendar, calendar_from
from enquiry.errors import NotFound, UsageMistake, near
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.model.prompt import PromptSet, prompts_from

DATA = Path(__file__).parent / "data"


class Places(NamedTuple):
    """The folders the program uses: settings, the default journal, and what it keeps for itself (locks, backups)."""

    config: Path
    data: Path
    state: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def calendars(self) -> Path:
        """The folder in which a person keeps calendars of their own."""
        return self.config / "calendars"

    @property
    def prompts(self) -> Path:
        """The folder in which a person keeps prompt sets of their own."""
        return self.config / "prompts"


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `settings.toml` may hold. `wait` is in seconds; the table `[pulse]` changes thresholds of the pulse.

    `prompts` names the set to be asked by, in the commands that it is for.
    """

    journal: str = ""
    color: Literal["auto", "always", "never"] = "auto"
    pager: str = ""
    wait: float = 10.0
    prompts: str = ""
    pulse: Rules = USUAL


OPTIONS = (
    *(name for name in Config.__struct_fields__ if name != "pulse"),
    *(f"pulse.{name}" for name in Rules.__struct_fields__),
)
"""Every setting by the name `enquiry config` knows it by; those of a table as `table.name`."""


def option(config: Config, key: str) -> str:
    """Return the value of one of OPTIONS as it is shown."""
    table, _, name = key.rpartition(".")
    return str(getattr(getattr(config, table) if table else config, name))


def places() -> Places:
    """Return the platform's folders for this program (on Linux those of the XDG specification)."""
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("enquiry", appauthor=False)
    return Places(Path(dirs.user_config_dir), Path(dirs.user_data_dir), Path(dirs.user_state_dir))


def read_config(path: Path) -> Config:
    """Return the settings in the file at `path`, or the defaults where there is none.

    Raises UsageMistake naming the file and the place, for TOML that cannot be read, unknown keys and wrong values.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, ValueError) as fault:
        raise UsageMistake(
            f"The settings in {path} can't be read: {fault}.", "Mend the file, or move it away."
        ) from fault
    return _checked(table, str(path))


def _checked(table: Mapping[str, object], source: str) -> Config:
    _refuse_unknown(table, source)
    try:
        config = msgspec.convert(table, Config)
    except msgspec.ValidationError as fault:
        raise UsageMistake(
            f"A setting in {source} can't be used: {fault}.", "enquiry config shows them all."
        ) from fault
    if not 0 <= config.wait <= 3600:
        raise UsageMistake(f"The wait {config.wait} in {source} is not from 0 to 3600 seconds.", "Try 10.")
    return config


def _refuse_unknown(table: Mapping[str, object], source: str) -> None:
    """Raise UsageMistake for the first key that is no setting, naming the nearest one."""
    rules = [name for name in OPTIONS if "." in name]
    simple = [name for name in OPTIONS if "." not in name]
    if unknown := [key for key in table if key not in Config.__struct_fields__]:
        hint = f"The keys are: {', '.join(simple)}; and the table [pulse]."
        raise UsageMistake(f"{source} has no setting “{unknown[0]}”.{near(unknown[0], simple)}", hint)
    pulse = table.get("pulse")
    inner = [f"pulse.{key}" for key in pulse] if isinstance(pulse, Mapping) else []
    if unknown := [key for key in inner if key not in rules]:
        hint = f"The keys are: {', '.join(rules)}."
        raise UsageMistake(f"{source} has no setting “{unknown[0]}”.{near(unknown[0], rules)}", hint)


def set_config(path: Path, key: str, value: str) -> bytes:
    """Return the settings file at `path` as it reads with `key` set to `value`; all else in it stays as written.

    Raises UsageMistake when the value does not fit, before anything is written.
    """
    import tomlkit

    read_config(path)  # what can't be read is refused by its name before it is written to
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    table, _, name = key.rpartition(".")
    within = document.setdefault(table, tomlkit.table()) if table else document
    within[name] = _number(value, whole=bool(table)) if table or key == "wait" else value
    _checked(document.unwrap(), str(path))
    return tomlkit.dumps(document).encode()


def _number(value: str, *, whole: bool) -> float | str:
    try:
        return int(value) if whole and value.isdecimal() else float(value)
    except ValueError:
        return value


def calendar_names(own: Path) -> tuple[str, ...]:
    """Return the names of all calendars: those in the folder `own` and the presets."""
    return tuple(sorted({file.stem for folder in (own, DATA / "calendars") for file in folder.glob("*.toml")}))


def load_calendar(name: str, own: Path) -> Calendar:
    """Return the calendar of that name; one in the folder `own` takes the place of a preset of the same name.

    Raises NotFound when there is none, and UsageMistake when its file can't be used.
    """
    known = calendar_names(own)
    if name not in known:
        raise NotFound(f"There is no calendar “{name}”.{near(name, known)}", f"The calendars are: {', '.join(known)}.")
    file = next(path for path in (own / f"{name}.toml", DATA / "calendars" / f"{name}.toml") if path.exists())
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise UsageMistake(f"The calendar {file} can't be read: {fault}.", "Mend the file, or move it away.") from fault
    return calendar_from(table, str(file))


def prompt_names(own: Path) -> tuple[str, ...]:
    """Return the names of all prompt sets: those in the folder `own` and the presets."""
    return tuple(sorted({file.stem for folder in (own, DATA / "prompts") for file in folder.glob("*.toml")}))


def load_prompts(name: str, own: Path) -> PromptSet:
    """Return the prompt set of that name; one in the folder `own` takes the place of a preset of the same name.

    Raises UsageMistake where there is none, and for a file that can't be used, which it names.
    """
    known = prompt_names(own)
    if name not in known:
        words = f"There is no prompt set “{name}”.{near(name, known)}"
        raise UsageMistake(words, f"The sets are: {', '.join(known)}. Your own go in {own}.")
    file = next(path for path in (own / f"{name}.toml", DATA / "prompts" / f"{name}.toml") if path.exists())
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        msg = f"The prompt set {file} can't be read: {fault}."
        raise UsageMistake(msg, "Mend the file, or move it away.") from fault
    return prompts_from(table, name, str(file))


def prompts_for(command: str, named: str | None, usual: str, own: Path) -> PromptSet:
    """Return the set that a command asks by: the one named, else the usual one where it fits, else the command's own.

    Raises UsageMistake as `load_prompts` does, and for a named set that is for other commands.
    """
    if named is None and usual and command in (chosen := load_prompts(usual, own)).commands:
        return chosen
    found = load_prompts(named if named is not None else OWN_SETS.get(command, command), own)
    if command in found.commands:
        return found
    fitting = [name for name in prompt_names(own) if command in _commands_of(name, own)]
    words = f"The prompt set “{found.name}” is for {' and '.join(found.commands)}, not for {command}."
    raise UsageMistake(words, f"The sets for {command} are: {', '.join(fitting)}.")


def _commands_of(name: str, own: Path) -> tuple[str, ...]:
    """Return what a set is for: nothing for one that can't be used, which is said where it is named."""
    try:
        return load_prompts(name, own).commands
    except UsageMistake:
        return ()


OWN_SETS = {"reflect": "quick"}
"""The sets that commands ask by where none is named, but for those that have one of their own name."""
