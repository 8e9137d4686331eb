"""Folders: where the program keeps what, and the files that a person names."""

import os
import sys
from pathlib import Path

from enquiry.errors import UsageMistake


class ProgramFolders:
    """The folders the program uses: settings, the default journal, and what it keeps for itself (locks, backups).

    `settings` is the settings file; beside it lie the folders of a person's own presets, one for each sort of them, the
    table of codes for `pupils`, and the words that are `allowed` where names are looked for.
    """

    def __init__(self, config: Path, data: Path, state: Path) -> None:
        self.config, self.data, self.state = config, data, state
        self.settings = config / "settings.toml"
        self.calendars, self.prompts = config / "calendars", config / "prompts"
        self.readers, self.standards = config / "readers", config / "standards"
        self.pupils, self.allowed = config / "pupils.toml", config / "allowed.toml"
        self.languages = config / "languages"

    def find_journal(self, named: str) -> Path:
        """Return where the journal lies that the settings name, from their own folder on; unnamed the usual place."""
        return expand_path(named, self.config) if named else self.data / "journal.json"


_XDG_FOLDERS = {"CONFIG": ".config", "DATA": ".local/share", "STATE": ".local/state"}
"""The folders of the XDG Base Directory Specification, and where under the home they are unless said otherwise."""


def locate_folders() -> ProgramFolders:
    """Return the platform's folders for this program (on Linux those of the XDG specification)."""
    home = Path(os.environ.get("HOME", ""))
    if sys.platform == "linux" and home.is_absolute() and "ANDROID_ROOT" not in os.environ:
        named = [(Path(os.environ.get(f"XDG_{kind}_HOME", "")), usual) for kind, usual in _XDG_FOLDERS.items()]
        return ProgramFolders(*((root if root.is_absolute() else home / usual) / "enquiry" for root, usual in named))
    from platformdirs import PlatformDirs  # which takes milliseconds to load

    dirs = PlatformDirs("enquiry", appauthor=False)
    return ProgramFolders(Path(dirs.user_config_dir), Path(dirs.user_data_dir), Path(dirs.user_state_dir))


def expand_path(named: str, folder: Path | None = None) -> Path:
    """Return the path a person named, from the root on, in `folder` or else where the program is run; `~` is a home.

    Raises UsageMistake for an unknown home.
    """
    try:
        return Path(folder or "", Path(named).expanduser()).absolute()
    except RuntimeError as fault:
        raise UsageMistake(f"The home folder in “{named}” is not known.", "Name the file by its path.") from fault


def format_install_command(extra: str, prefix: str = sys.prefix) -> str:
    """Return the command that adds a part which is installed apart, for the way this program was installed."""
    parts = Path(prefix).parts
    if "pipx" in parts:
        return f"pipx install --force 'enquiry[{extra}]'"
    if {"uv", "tools"} <= set(parts):
        return f"uv tool install --force 'enquiry[{extra}]'"
    return f"pip install 'enquiry[{extra}]'"
