"""What is said back, at editors with windows and on terminals without the usual signs."""

import os
import subprocess
import sys

import pytest

from enquiry.unsafe_chars import replace_unencodable
from tests import TOP
from tests.conftest import Home
from tests.pretend_editor import PretendEditor

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="the pretend editor is a script")


@on_unix
def test_a_window_is_made_to_wait_and_that_is_said(home: Home, editor: PretendEditor) -> None:
    code = PretendEditor(editor.folder.parent / "other", "kate").writes("words")
    ran = home.run("note", "--editor", ENQUIRY_EDITOR=code.command)
    assert ran.code == 0
    assert ran.err.startswith("--block was added to your editor's command, so that it says when the file is closed.\n")
    assert code.called[0][0][1] == "--block"
    code.writes("words")
    assert "was added" not in home.run("note", "--editor", ENQUIRY_EDITOR=f"{code.command} --block").err


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("ascii", 'Reflection 1.1 added to 1 - What about "?" and it\'s...'),
        ("cp1252", "Reflection 1.1 added to 1 · What about “?” and it’s…"),
        ("cp850", 'Reflection 1.1 added to 1 · What about "?" and it\'s...'),
        ("utf-8", "Reflection 1.1 added to 1 · What about “日” and it’s…"),
    ],
)
def test_what_is_said_back_is_readable_in_any_encoding(home: Home, encoding: str, said: str) -> None:
    home.ok("start", "What about “日” and it’s…", "--quiet")
    environ = {**os.environ, **home.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "enquiry", "reflect", "x"]
    ran = subprocess.run(command, env=environ, cwd=TOP, capture_output=True, check=True)
    assert ran.stderr.decode(encoding).splitlines() == [said]


def test_only_what_can_not_be_written_has_a_plain_sign() -> None:
    assert "1 · “a” — b…".encode("latin-1", "replace").decode("latin-1") == "1 · ?a? ? b?"
    assert replace_unencodable(UnicodeEncodeError("ascii", "a·“…日b", 1, 5, "no")) == ('-"...?', 5)
    with pytest.raises(UnicodeDecodeError):
        replace_unencodable(UnicodeDecodeError("ascii", b"\xff", 0, 1, "no"))
