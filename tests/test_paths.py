"""Where the program keeps what: on Linux the folders of the XDG specification, as platformdirs finds them too."""

import sys
from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from enquiry.paths import locate_folders


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
@pytest.mark.parametrize("home", ["/home/teacher", "/"])
@pytest.mark.parametrize("named", [None, "", "  ", "relative/place", "~/place", "/srv/kept", "/srv/kept/"])
def test_the_folders_are_those_that_platformdirs_finds(
    home: str, named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", home)
    for kind in ("CONFIG", "DATA", "STATE"):
        if named is None:
            monkeypatch.delenv(f"XDG_{kind}_HOME", raising=False)
        else:
            monkeypatch.setenv(f"XDG_{kind}_HOME", named)
    found, dirs = locate_folders(), PlatformDirs("enquiry", appauthor=False)
    assert (found.config, found.data, found.state) == tuple(
        map(Path, (dirs.user_config_dir, dirs.user_data_dir, dirs.user_state_dir))
    )


def test_without_a_home_platformdirs_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "nowhere")
    assert locate_folders().config == Path(PlatformDirs("enquiry", appauthor=False).user_config_dir)
