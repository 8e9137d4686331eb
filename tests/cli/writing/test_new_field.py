"""A new optional field is a row in the table of fields and a line in its class: nothing else, anywhere.

It is added to a copy of the package, and goes there through all that a field goes through.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import TOP

ROW = '    Field("weather", _T.TEXT, (EVIDENCE,), "What the weather was like.", "SKY", label="the weather"),\n'
LINE = '    weather: str = ""\n'


class Copy:
    """A copy of the package with one field more, run in a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(TOP / "enquiry", folder / "enquiry")
        self.insert_after("model/fields.py", '    Field("source",', ROW)
        self.insert_after("model/entry.py", '    source: str = ""\n', LINE)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_", "ENQ"))}
        homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "STATE")}
        self.environ = {**kept, **homes, "PYTHONPATH": str(folder), "ENQUIRY_JOURNAL": str(folder / "journal.json")}
        self.environ |= {"COLUMNS": "80", "ENQUIRY_TODAY": "2026-02-03"}

    def insert_after(self, file: str, start: str, line: str) -> None:
        path = self.folder / "enquiry" / file
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        (at,) = (place for place, one in enumerate(lines) if one.startswith(start))
        path.write_text("".join([*lines[: at + 1], line, *lines[at + 1 :]]), encoding="utf-8")

    def run(self, *argv: str, **environ: str) -> str:
        command = [sys.executable, "-m", "enquiry", *argv]
        env = {**self.environ, **environ}
        ran = subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def python(self, program: str) -> str:
        command = [sys.executable, "-c", program]
        return subprocess.run(
            command, cwd=self.folder, env=self.environ, capture_output=True, text=True, check=True
        ).stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    made = Copy(tmp_path_factory.mktemp("copy"))
    made.run("start", "What changes when it rains?")
    made.run("evidence", "They were slower.", "--weather", "rain since seven", "--source", "blue folder")
    return made


def weather(copy: Copy) -> str:
    return str(json.loads(copy.run("show", "1.1", "--json"))["entry"]["weather"])


def test_it_has_its_option_with_its_help(copy: Copy) -> None:
    for command in ("evidence", "edit"):
        assert "What the weather was like." in copy.run(command, "--help", COLUMNS="120")
    assert "--weather" not in copy.run("reflect", "--help")


def test_it_is_written_read_and_shown_under_its_label(copy: Copy) -> None:
    assert "rain since seven" in (copy.folder / "journal.json").read_text(encoding="utf-8")
    assert weather(copy) == "rain since seven"
    assert "the weather  rain since seven" in " ".join(copy.run("show", "1.1").split("\n"))
    assert "the weather: rain since seven" in copy.run("show", "1.1", "--plain").splitlines()


def test_it_is_edited_cleared_and_named_in_the_history(copy: Copy) -> None:
    copy.run("edit", "1.1", "--weather", "sleet")
    assert weather(copy) == "sleet"
    assert "the weather was: rain since seven" in copy.run("show", "1.1", "--versions", "--plain").splitlines()
    copy.run("edit", "1.1", "--weather", "")
    assert weather(copy) == ""
    copy.run("undo", "2", "--yes")
    assert weather(copy) == "rain since seven"


def test_it_has_a_line_on_the_sheet_of_its_command_and_of_edit(copy: Copy) -> None:
    editor = copy.folder / "editor.py"
    editor.write_text(
        "import sys, pathlib; f = pathlib.Path(sys.argv[1]); t = f.read_text(); "
        "assert '\\nweather: rain since seven\\n' in t, t; f.write_text(t.replace('rain since seven', 'hail'))"
    )
    named = {"ENQUIRY_EDITOR": f"'{sys.executable}' '{editor}'"}
    copy.run("edit", "1.1", "--editor", **named)
    assert weather(copy) == "hail"
    copy.run("undo", "--yes")
    copy.run("evidence", "Again.", "--weather", "rain since seven", "--editor", **named)
    assert json.loads(copy.run("show", "1.2", "--json"))["entry"]["weather"] == "hail"


def test_a_prompt_may_fill_it(copy: Copy) -> None:
    program = "from enquiry.model.fields import list_prompt_fields as f; print(f('evidence'), f('reflect'))"
    assert copy.python(program).strip() == (
        "('tag', 'kind', 'stage', 'direction', 'n', 'measure', 'sd', 'source', 'weather') ('tag',)"
    )


def test_it_is_in_the_schema_and_comes_back_from_an_export(copy: Copy) -> None:
    program = "import msgspec; from enquiry.model.entry import Evidence; print(msgspec.json.schema(Evidence))"
    assert "weather" in copy.python(program)
    export = copy.folder / "export.json"
    export.write_text(copy.run("export"), encoding="utf-8")
    copy.run("import", str(export), ENQUIRY_JOURNAL=str(copy.folder / "other.json"))
    shown = copy.run("show", "1.1", "--plain", ENQUIRY_JOURNAL=str(copy.folder / "other.json"))
    assert "the weather: rain since seven" in shown.splitlines()
