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
from enquiry.insight.summary.reader import Reader, reader_from
from enquiry.model.standards import Standards, standards_from

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
    def readers(self) -> Path:
        """The folder in which a person keeps readers of their own for the summary."""
        return self.config / "readers"

    @property
    def standards(self) -> Path:
        """The folder in which a person keeps lists of standards of their own."""
        return self.config / "standards"


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `settings.toml` may hold. `wait` is in seconds; the table `[pulse]` changes thresholds of the pulse."""

    journal: str = ""
    color: Literal["auto", "always", "never"] = "auto"
    pager: str = ""
    wait: float = 10.0
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


def names_of(what: str, own: Path) -> tuple[str, ...]:
    """Return the names of all data files of a sort (`calendars`, `readers`, `standards`): a person's own and ours."""
    return tuple(sorted({file.stem for folder in (own, DATA / what) for file in folder.glob("*.toml")}))


def load_calendar(name: str, own: Path) -> Calendar:
    """Return the calendar of that name; one in the folder `own` takes the place of a preset of the same name.

    Raises NotFound when there is none, and UsageMistake when its file can't be used.
    """
    return calendar_from(*_table("calendars", "calendar", name, own))


def load_reader(name: str, own: Path) -> Reader:
    """Return the reader of that name, of a person's own in the folder `own` or of ours. Raises as `load_calendar`."""
    return reader_from(*_table("readers", "reader", name, own))


def load_standards(own: Path) -> Standards:
    """Return every list of standards; one in the folder `own` takes the place of ours of the same file name."""
    names = names_of("standards", own)
    return Standards(tuple(standards_from(*_table("standards", "list of standards", name, own)) for name in names))


def _table(what: str, one: str, name: str, own: Path) -> tuple[dict[str, object], str]:
    """Return what a data file says, and the file's name. Raises NotFound and UsageMistake, worded for `one` of them."""
    known = names_of(what, own)
    if name not in known:
        raise NotFound(f"There is no {one} “{name}”.{near(name, known)}", f"The {one}s are: {', '.join(known)}.")
    file = next(path for path in (own / f"{name}.toml", DATA / what / f"{name}.toml") if path.exists())
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")), str(file)
    except (OSError, ValueError) as fault:
        raise UsageMistake(f"The {one} {file} can't be read: {fault}.", "Mend the file, or move it away.") from fault
