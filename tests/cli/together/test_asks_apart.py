"""Asks on two machines: what was answered apart stands twice until it is settled, and what is forgotten is nowhere."""

import json
import shutil
from typing import Any

from tests.cli.together.conftest import Apart
from tests.conftest import Home


def entry(home: Home, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(home.ok("show", name, "--json"))["entry"]
    return found


def begin(home: Home) -> Apart:
    kept = Apart(home.folder)
    kept.ok("start", "What happens when I wait?")
    kept.ok("ask", "An hour of cover.", "--of", "depute")
    kept.laptop.parent.mkdir()
    shutil.copy(kept.journal, kept.laptop)
    return kept


def test_an_ask_answered_apart_keeps_both_answers_and_is_settled(home: Home) -> None:
    kept = begin(home)
    kept.ok("answer", "no", "No money.")
    kept.there("answer", "yes", "Fridays.")
    kept.there("ask", "Less paper.")
    kept.ok("merge", str(kept.laptop))
    told = entry(kept, "1.1")
    assert {told["answer"], *(one["value"] for one in told["otherwise"] if one["field"] == "answer")} == {"yes", "no"}
    assert entry(kept, "1.2")["text"] == "Less paper."
    kept.ok("settle", "1.1", "--keep", "2", tty=True, stdin="2\n2\n2\n")
    assert entry(kept, "1.1")["otherwise"] == []


def test_a_forgotten_ask_is_in_no_file(home: Home) -> None:
    kept = begin(home)
    kept.ok("answer", "partly", "The Zebedeeq hour.")
    kept.ok("forget", "1.1", "--confirm", "forget")
    assert kept.run("show", "1.1").code == 3
    held = [path for path in home.folder.rglob("*") if path.is_file() and "laptop" not in path.parts]
    assert not [path for path in held if b"Zebedeeq" in path.read_bytes()]
