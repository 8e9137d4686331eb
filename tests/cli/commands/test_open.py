"""`enquiry open`: where the page lies, who can read it, and what is shown of it."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def written(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "-t", "talk")
    home.ok("act", "Waited three seconds.", "--planned", "4")
    for day, hands in (("2026-01-05", 5), ("2026-02-02", 9)):
        home.ok("evidence", f"{hands} hands", "--measure", f"hands={hands} of 24", "--on", day)
    home.ok("note", "Later.")
    return home


def test_the_page_lies_with_the_program_s_own_files_for_its_owner_alone(written: Home) -> None:
    ran = written.run("open", "--plain")
    page = Path(ran.out.removeprefix("page: ").strip())
    assert page.parent == written.folder / "state" / "enquiry" / "pages"
    assert (page.stat().st_mode & 0o777, page.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg") == 2  # the timeline, and the measure
    assert "Later." in text
    assert "for you alone" in ran.err
    assert written.ok("open", "--plain") == ran.out
    assert len(list(page.parent.iterdir())) == 1


def test_a_query_s_part_goes_where_it_is_said(written: Home) -> None:
    out = written.folder / "part.html"
    told = json.loads(written.ok("open", "kind:action", "-o", str(out), "--json"))
    assert (told["written"], told["format"]) == (str(out), "html")
    text = out.read_text(encoding="utf-8")
    assert "Only part of the journal is here: kind:action." in text
    assert ("Waited three" in text, "9 hands" in text, "Later." in text) == (True, False, False)
    assert written.run("open", "-o", str(out)).code == 1  # it is there already
    assert written.run("open", "-o", str(written.journal), "--force").code == 1
    assert written.run("open", "--force").code == 2
    assert written.run("open", "tag:gone").code == 3
    assert written.run("open", "zzz", "-o", str(out), "--force").code == 0
    assert "Nothing is written here yet." in out.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="elsewhere the system itself opens files")
def test_it_is_shown_where_there_is_a_screen(written: Home) -> None:
    folder, seen = written.folder / "bin", written.folder / "seen"
    folder.mkdir()
    opener = folder / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}\n')
    opener.chmod(0o755)
    ran = written.run("open", "--plain", DISPLAY=":0", PATH=f"{folder}{os.pathsep}{os.environ['PATH']}")
    for _ in range(100):
        if seen.exists() and seen.read_text():
            break
        time.sleep(0.02)
    assert seen.read_text() == ran.out.removeprefix("page: ").strip()
    assert "no screen here" not in ran.err
