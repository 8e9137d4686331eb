"""For whom a full screen is not, and what they are told; how it is got where it is not installed."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from enquiry.cli.browsing import screen
from enquiry.paths import format_install_command
from tests.browse.screens import session_in
from tests.conftest import Home, Stream


def refused(home: Home, *streams: bool, **more: Any) -> tuple[str, str]:
    """Return what is said where the streams are terminals or not."""
    from enquiry.errors import EnquiryError

    session = session_in(home, **{name: value for name, value in more.items() if name.isupper()})
    for stream, tty in zip((session.stdin, session.stdout, session.stderr), streams or (True,) * 3, strict=True):
        assert isinstance(stream, Stream)
        stream.tty = tty
    session.__dict__.update({name: value for name, value in more.items() if not name.isupper()})
    with pytest.raises(EnquiryError) as found:
        screen.refuse_unfit_terminal(session)
    return found.value.words, str(found.value.hint)


def test_who_can_t_use_a_full_screen_is_told_what_tells_the_same(home: Home, tmp_path: Path) -> None:
    ran = home.run("browse")
    assert ran.code == 2
    assert "enquiry list, show, timeline and search tell the same in lines." in ran.err
    cases: dict[str, tuple[tuple[bool, ...], dict[str, Any]]] = {
        "input": ((False, True, True), {}),
        "output": ((True, False, True), {}),
        "error": ((True, True, False), {}),
        "“dumb”": ((), {"TERM": "dumb"}),
        "--plain": ((), {"plain": True}),
        "--json": ((), {"json": True}),
        "screen reader": ((), {"ACCESSIBLE": "1"}),
    }
    for word, (streams, more) in cases.items():
        words, hint = refused(home, *streams, **more)
        assert word in words, words
        assert hint == screen.OTHER_WAYS
    asking = tmp_path / "gsettings"
    asking.write_text("#!/bin/sh\necho true\n")
    asking.chmod(0o755)
    if sys.platform == "linux":
        assert "screen reader" in refused(home, DISPLAY=":0", PATH=str(tmp_path))[0]
    assert not screen.is_read_aloud({"ACCESSIBLE": "0", "PATH": str(tmp_path)})


def test_without_the_extra_it_says_how_to_get_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "find_spec", lambda _name: None)
    words, hint = refused(home)
    assert "not installed" in words
    assert hint.startswith("pip install 'enquiry[browse]' adds it.")
    assert format_install_command("browse", "/home/x/.local/pipx/venvs/enquiry").startswith("pipx install --force")
    assert format_install_command("word", "/home/x/.local/share/uv/tools/enquiry").startswith("uv tool install")


def test_a_query_that_is_none_and_a_damaged_journal_are_refused_before_the_screen(home: Home) -> None:
    from enquiry.errors import EnquiryError, JournalDamaged
    from tests.browse.screens import desk_in

    home.ok("start", "How?")
    with pytest.raises(EnquiryError):
        screen.run_browser(session_in(home), desk_in(home), "tag:")
    assert json.loads(home.ok("list", "--json"))["cycles"]
    home.journal.write_bytes(home.journal.read_bytes()[:-9])
    with pytest.raises(JournalDamaged):
        screen.run_browser(session_in(home), desk_in(home), "")
