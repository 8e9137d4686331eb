"""The README and the guide are true: transcripts give what they show, and the lines named are those that are run."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from enquiry.cli.app import PANELS
from enquiry.guide import TOPICS
from tests import TOP
from tests.conftest import Home
from tests.transcript import replayed

README = TOP / "README.md"
GUIDE = TOP / "enquiry" / "data" / "guide"
PAGES = (README, *sorted(GUIDE.glob("*.md")))
TOLD = [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", TOLD, ids=lambda page: page.stem)
def test_its_transcripts_give_what_they_show(page: Path, home: Home) -> None:
    now = replayed(home, page)
    if os.environ.get("TRANSCRIPTS") == "write":
        page.write_text(now, encoding="utf-8")
    assert now == page.read_text(encoding="utf-8")


def test_the_readme_and_the_tour_have_transcripts() -> None:
    assert {page.stem for page in TOLD} >= {"README", "tour"}


def test_the_readme_is_read_in_five_minutes() -> None:
    words = [word for word in README.read_text(encoding="utf-8").split() if word != "\\"]
    assert len(words) <= 900


def test_ci_runs_its_test_line() -> None:
    section = README.read_text(encoding="utf-8").split("\n## Tests\n", 1)[1]
    found = re.search(r"```sh\n(.+)\n", section)
    assert found
    assert found[1] in (TOP / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_is_named_in_the_guide() -> None:
    text = (GUIDE / "commands.md").read_text(encoding="utf-8")
    missing = [name for commands in PANELS.values() for name in commands if f"`{name}`" not in text]
    assert not missing


def test_every_page_is_a_topic() -> None:
    assert sorted(TOPICS) == sorted(page.stem for page in GUIDE.glob("*.md"))


@pytest.mark.parametrize("page", [README, GUIDE / "promises.md"], ids=lambda page: page.stem)
def test_the_tests_it_names_are_there(page: Path) -> None:
    folder = ""
    for name in re.findall(r"`((?:[\w]+/)*test_\w+\.py)`", page.read_text(encoding="utf-8")):
        if "/" in name:
            folder = name.rpartition("/")[0]
        assert (TOP / "tests" / (name if "/" in name else f"{folder}/{name}")).exists(), name


def test_the_lowest_versions_are_those_of_the_project() -> None:
    """`tests/lowest.txt` holds each lower bound as a constraint, so that a run with them can be made."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    bounded = [*project["dependencies"], *(one for name in extras if name != "dev" for one in extras[name])]
    bounds = dict(re.findall(r"^([\w-]+)>=([\d.]+)", "\n".join(bounded), re.MULTILINE))
    lines = (TOP / "tests" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    lowest = dict(line.split("==") for line in lines if "==" in line)
    assert lowest.keys() == bounds.keys()
    assert all(f"{version}.0".startswith(f"{bounds[name]}.") for name, version in lowest.items())
