"""The screen in a real terminal: a window that is closed in the middle of a sheet, and what reaches the terminal."""

import os
import re
import sys
import time
from pathlib import Path

import pytest

from tests.browse.screens import drafts, keep
from tests.conftest import Home
from tests.hostile import BUNDLES, FORBIDDEN, filled

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

SEQUENCES = re.compile(
    r"\x1b\[[0-9;:?<>=$ ]*[a-zA-Z]|\x1b\[[?0-9;]*\$p|\x1b[=>78]|\x1bP[^\x1b]*\x1b\\"
    r"|\x1b\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)"
)
"""What a full screen sends to move, to colour and to ask the terminal what it can."""


def test_a_closed_window_leaves_the_draft_and_nothing_of_the_journal_has_acted(home: Home) -> None:
    import pexpect

    keep(home, filled(BUNDLES[0].replace("\udc80", "?")))
    environ = {**os.environ, **home.environ, "TERM": "xterm-256color", "ENQUIRY_TODAY": "2026-02-03"}
    command = [sys.executable, "-m", "enquiry", "browse"]
    child = pexpect.spawn(command[0], command[1:], env=environ, encoding="utf-8", timeout=30, dimensions=(24, 100))
    child.expect("written week")
    child.send("n")
    child.expect("What did I notice")
    child.send("half a thought")
    for _ in range(500):  # the window has to be read, or the program would wait for it
        child.expect([pexpect.TIMEOUT, ".+"], timeout=0.02)
        if any("half a thought" in words for words in drafts(home)):
            break
    child.close(force=False)
    for _ in range(300):
        if not child.isalive():
            break
        time.sleep(0.02)
    assert not child.isalive()
    assert any("half a thought" in words for words in drafts(home))
    ran = home.run("drafts")
    assert "half a thought" in ran.out
    assert not list(Path(home.folder).rglob("*.part"))


@pytest.mark.long
def test_nothing_but_sequences_of_its_own_reaches_the_terminal(home: Home) -> None:
    import pexpect

    for text in BUNDLES:
        keep(home, filled(text.replace("\udc80", "?")))
        environ = {**os.environ, **home.environ, "TERM": "xterm-256color", "ENQUIRY_TODAY": "2026-02-03"}
        command = [sys.executable, "-m", "enquiry", "browse"]
        child = pexpect.spawn(command[0], command[1:], env=environ, encoding="utf-8", timeout=30, dimensions=(40, 140))
        child.expect("written week")
        shown = ""
        for key in (*("\x1b[C", "\x1b[B", "\x1b[B", "\x1b[B", "p", "y", "m", "t", "b"), *("E", "\x03")):
            child.send(key)
            found = child.expect([pexpect.TIMEOUT, pexpect.EOF], timeout=0.5)
            shown += child.before if isinstance(child.before, str) else ""
            if found:
                break
        rest = SEQUENCES.sub("", shown).replace("\r", "").replace("\n", "").replace("\x08", "")
        assert not [rest[max(0, at.start() - 40) : at.end() + 40] for at in FORBIDDEN.finditer(rest)], text
        child.close(force=True)
        home.journal.unlink()
