"""The README is true: its transcripts give what they show, and its command lines are the ones that are run."""

import os
import re

from tests import TOP
from tests.conftest import Home
from tests.transcript import replayed

README = TOP / "README.md"


def test_its_transcripts_give_what_they_show(home: Home) -> None:
    now = replayed(home, README)
    if os.environ.get("TRANSCRIPTS") == "write":
        README.write_text(now, encoding="utf-8")
    assert now == README.read_text(encoding="utf-8")


def test_ci_runs_its_test_line() -> None:
    section = README.read_text(encoding="utf-8").split("\n## Tests\n", 1)[1]
    found = re.search(r"```sh\n(.+)\n", section)
    assert found
    assert found[1] in (TOP / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_is_named_in_it() -> None:
    from enquiry.cli.app import PANELS

    text = README.read_text(encoding="utf-8")
    missing = [name for commands in PANELS.values() for name in commands if f"`{name}`" not in text]
    assert not missing
