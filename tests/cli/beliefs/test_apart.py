"""Beliefs that two machines wrote apart: every version and every reason of either is there after a merge."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, Home, made_once

LATER = NOW + timedelta(hours=2)


@pytest.fixture
@made_once
def apart(home: Home) -> Home:
    """A journal with one belief, and a copy in which it was written on; both made a second one."""
    home.ok("start", "What happens when I wait?")
    home.ok("evidence", "they said less")
    home.ok("reflect", "the pause was mine")
    home.ok("believe", "Waiting helps")
    laptop = home.folder / "laptop" / "journal.json"
    laptop.parent.mkdir()
    shutil.copy(home.journal, laptop)
    home.ok("believe", "1", "Waiting helps some of them", "--because", "1.1")
    home.ok("believe", "Talk comes first")
    there: dict[str, Any] = {"now": LATER, "ENQUIRY_JOURNAL": str(laptop), "XDG_STATE_HOME": str(home.folder / "other")}
    home.ok("believe", "1", "--against", "1.1=at home", **there)
    home.ok("believe", "1", "Waiting helps when they know why", "--because", "1.2", **there)
    home.ok("believe", "Drawing helps", **there)
    return home


def test_both_machines_versions_and_reasons_stay_and_the_second_number_leads_on(apart: Home) -> None:
    apart.ok("merge", str(apart.folder / "laptop" / "journal.json"))
    found = json.loads(apart.ok("show", "belief-1", "--json"))["belief"]
    assert [version["text"] for version in found["versions"]] == [
        "Waiting helps",
        "Waiting helps some of them",
        "Waiting helps when they know why",
    ]
    assert [(one["entry"], one["side"], one["why"]) for one in found["supports"]] == [("1.1", "against", "at home")]
    names = [line["belief"]["name"] for line in json.loads(apart.ok("beliefs", "--json"))["beliefs"]]
    assert names == ["belief-1", "belief-2", "belief-3"]
    assert "also called  belief-2" in apart.ok("show", "belief-3")
    assert apart.run("doctor").code == 0


def test_what_was_forgotten_on_one_machine_is_gone_after_the_merge(apart: Home) -> None:
    apart.ok("forget", "belief-2", "--confirm", "forget")
    apart.ok("forget", "--word", "some of them", "--confirm", "forget")
    laptop = apart.folder / "laptop" / "journal.json"
    merged = Path(shutil.copy(apart.journal, apart.folder / "laptop" / "school.json"))
    apart.ok("merge", str(merged), ENQUIRY_JOURNAL=str(laptop), now=LATER)
    data = laptop.read_bytes()
    assert b"Talk comes first" not in data
    assert b"some of them" not in data
    assert b"Waiting helps when they know why" in data
