"""A journal that went apart: one at school, and a copy of it on a laptop, each written to since."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from enquiry.store.disk.places import hash_path, make_folder
from enquiry.store.journal import read_journal_and_steps
from tests.conftest import NOW, Home, made_once

LATER = NOW + timedelta(hours=2)
COPY = "journal-LAPTOP.json"


class Apart(Home):
    """The journal at school, with what the laptop writes in a folder of its own."""

    @property
    def laptop(self) -> Path:
        return self.folder / "laptop" / "journal.json"

    @property
    def copy(self) -> Path:
        """Where a synchronising program lays the laptop's copy."""
        return self.folder / COPY

    def there(self, *argv: str, **kwargs: Any) -> str:
        """Run a command on the laptop, later."""
        return self.ok(*argv, "--journal", str(self.laptop), **{"now": LATER, **kwargs})

    def bring(self, name: str = COPY) -> Path:
        """Lay the laptop's copy beside the journal."""
        return Path(shutil.copy(self.laptop, self.folder / name))


@pytest.fixture
@made_once
def apart(home: Home) -> Home:
    """What both know: cycle 1 with 1.1 and 1.2; then each edits 1.1, one removes and one edits 1.2, both add 1.3."""
    kept = Apart(home.folder)
    kept.ok("start", "What happens when I wait?")
    kept.ok("evidence", "15 of 30 spoke")
    kept.ok("reflect", "so they need time")
    kept.laptop.parent.mkdir()
    shutil.copy(kept.journal, kept.laptop)
    kept.ok("evidence", "seen at school")
    kept.ok("edit", "1.1", "half of them spoke")
    kept.ok("remove", "1.2")
    kept.ok("edit", "1", "--group", "S2")
    kept.there("evidence", "seen at home")
    kept.there("edit", "1.1", "16 of 30 spoke")
    kept.there("edit", "1.2", "so they need time to think")
    kept.there("note", "a line")
    kept.there("edit", "1", "-t", "waiting")
    return kept


@pytest.fixture
def kept(apart: Home) -> Apart:
    """Return the same, each copy with the id of the machine that writes it."""
    found = Apart(apart.folder)
    for path in (found.journal, found.laptop):
        kept = found.folder / "state" / "enquiry" / "devices" / hash_path(path)
        make_folder(kept.parent)
        kept.touch(0o600)
        kept.write_text(read_journal_and_steps(path)[1][-1].clock.device)
    return found
