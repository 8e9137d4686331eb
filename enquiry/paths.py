"""Folders: where the program keeps what, and the files that a person names."""

from pathlib import Path
from typing import NamedTuple

from enquiry.errors import UsageMistake


class ProgramFolders(NamedTuple):
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
        """The folder of a person's own calendars; those of other presets lie beside it."""
        return self.config / "calendars"

    @property
    def prompts(self) -> Path:
        """The folder of a person's own prompt sets."""
        return self.config / "prompts"

    @property
    def readers(self) -> Path:
        """The folder of a person's own readers for the summary."""
        return self.config / "readers"

    @property
    def standards(self) -> Path:
        """The folder of a person's own lists of standards."""
        return self.config / "standards"


def locate_folders() -> ProgramFolders:
    """Return the platform's folders for this program (on Linux those of the XDG specification)."""
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("enquiry", appauthor=False)
    return ProgramFolders(Path(dirs.user_config_dir), Path(dirs.user_data_dir), Path(dirs.user_state_dir))


def expand_path(named: str) -> Path:
    """Return the path a person named, from the root on; `~` is a home. Raises UsageMistake for an unknown one."""
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError as fault:
        raise UsageMistake(f"The home folder in “{named}” is not known.", "Name the file by its path.") from fault
