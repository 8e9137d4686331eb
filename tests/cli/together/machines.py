"""Several machines on one: each a home with folders of its own, and a folder that they share."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, Home, Ran

SHARED = "shared"


class Machine(Home):
    """A machine: `laptop.ok("sync")` runs the program with its own journal, settings, key and clock."""

    def __init__(self, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / name).mkdir()
        super().__init__(folder / name)
        self.name, self.shared, self._patch = name, folder / SHARED, monkeypatch
        self.clock = NOW

    def run(self, *argv: str, now: datetime | None = None, **kwargs: Any) -> Ran:
        for kind in ("CONFIG", "DATA", "STATE"):
            self._patch.setenv(f"XDG_{kind}_HOME", str(self.folder / kind.casefold()))
        return super().run(*argv, now=now or self.clock, **kwargs)

    def said(self, *argv: str, **kwargs: Any) -> str:
        """Run what must succeed, and return what it said on standard error."""
        ran = self.run(*argv, **kwargs)
        assert ran.code == 0, ran.err
        return ran.err

    def join(self, *argv: str) -> str:
        """Share the journal by way of the folder, open, under the machine's own name."""
        return self.said("sync", str(self.shared), "--unlocked", "--machine", self.name, *argv)

    @property
    def state(self) -> Path:
        return self.folder / "state" / "enquiry"

    @property
    def copy(self) -> Path:
        return self.shared / f"{self.name}.json"
