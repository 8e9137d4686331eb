"""Settings: how they are read, checked and changed.

What belongs to the journal (calendar, name, role) is kept in the journal, so that it travels with it. What belongs to
this machine (where the journal lies, colour, how long to wait) is kept in `settings.toml`, which a person may write by
hand: setting a value changes that line and leaves every other as it was.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.foreign_files import MAX_TOML_BYTES, contain_parsing, read_foreign_file
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules

_MEND = "Mend the file, or move it away."


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `settings.toml` may hold.

    `wait` is in seconds; `backup_size`, the most that backups of one journal may take, in megabytes; the table
    `[pulse]` changes thresholds of the pulse. `prompts` names the set to be asked by, in the commands that it is for.
    """

    journal: str = ""
    color: Literal["auto", "always", "never"] = "auto"
    pager: str = ""
    wait: float = 10.0
    prompts: str = ""
    backup_size: int = 200
    pulse: PulseRules = DEFAULT_RULES


SETTING_NAMES = (
    *(name for name in Config.__struct_fields__ if name != "pulse"),
    *(f"pulse.{name}" for name in PulseRules.__struct_fields__),
)
"""Every setting by the name `enquiry config` knows it by; those of a table as `table.name`."""


def get_setting(config: Config, key: str) -> str | int | float:
    """Return the value of one of SETTING_NAMES."""
    table, _, name = key.rpartition(".")
    found: str | int | float = getattr(getattr(config, table) if table else config, name)
    return found


def read_config(path: Path) -> Config:
    """Return the settings in the file at `path`, or the defaults where there is none.

    Raises UsageMistake naming the file and the place, for TOML that cannot be read, unknown keys and wrong values.
    """
    if not os.path.lexists(path):
        return Config()
    import tomllib

    with contain_parsing(f"The settings in {path}", _MEND):
        table = tomllib.loads(_read_settings_text(path))
    return _validate_config(table, str(path))


def _read_settings_text(path: Path) -> str:
    """Return a file's text with its line ends as they are, without a byte order mark."""
    return read_foreign_file(path, MAX_TOML_BYTES, f"The settings in {path}").decode("utf-8-sig")


def _validate_config(table: Mapping[str, object], source: str) -> Config:
    pulse = table.get("pulse")
    inner = [f"pulse.{key}" for key in pulse] if isinstance(pulse, Mapping) else []
    simple, rules = ([name for name in SETTING_NAMES if ("." in name) is dotted] for dotted in (False, True))
    for keys, known, more in (
        ([key for key in table if key != "pulse"], simple, "; and the table [pulse]"),
        (inner, rules, ""),
    ):
        if unknown := [key for key in keys if key not in known]:
            words = f"{source} has no setting “{unknown[0]}”.{suggest_nearest(unknown[0], known)}"
            raise UsageMistake(words, f"The keys are: {', '.join(known)}{more}.")
    try:
        config = msgspec.convert(table, Config)
    except msgspec.ValidationError as fault:
        words = f"A setting in {source} can't be used: {fault}."
        raise UsageMistake(words, "enquiry config shows them all.") from fault
    if not 0 <= config.wait <= 3600:
        raise UsageMistake(f"The wait {config.wait} in {source} is not from 0 to 3600 seconds.", "Try 10.")
    if not 1 <= config.backup_size <= 1_000_000:
        msg = f"The backup_size {config.backup_size} in {source} is not from 1 to 1000000 megabytes."
        raise UsageMistake(msg, "Try 200.")
    return config


def set_config(path: Path, key: str, value: str) -> bytes:
    """Return the settings file at `path` as it reads with `key` set to `value`; all else in it stays as written.

    Raises UsageMistake when the value does not fit, before anything is written.
    """
    import tomlkit

    read_config(path)  # what can't be read is refused by its name before it is written to
    with contain_parsing(f"The settings in {path}", _MEND):
        document = tomlkit.parse(_read_settings_text(path)) if path.exists() else tomlkit.document()
    table, _, name = key.rpartition(".")
    within = document.setdefault(table, tomlkit.table()) if table else document
    number: float | str = value
    if table or key in ("wait", "backup_size"):
        with suppress(ValueError):
            number = int(value) if key != "wait" and value.isdecimal() else float(value)
    within[name] = number
    _validate_config(document.unwrap(), str(path))
    return tomlkit.dumps(document).encode()
