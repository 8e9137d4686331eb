"""Real editors, with settings that would leave copies: a planted word is in no file but the journal and its backups."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.cli.editor.test_session import drafts, kept, shown
from tests.conftest import Home

if TYPE_CHECKING:
    import pexpect

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

WORD = "PlantedWord"
VIMRC = """
set swapfile backup undofile updatecount=1
set directory=~/copies backupdir=~/copies undodir=~/copies
set viminfo='100,<50
autocmd BufReadPost * set undofile
"""
NANORC = "set backup\nset backupdir {home}/copies\nset historylog\nset positionlog\n"
EMACS = '(setq backup-directory-alist \'(("." . "~/copies")) auto-save-default t)'


class Keys(NamedTuple):
    """What is typed into an editor: to write a word, to save it and write more, to end."""

    write: str
    save: str
    end: str


VIM = Keys(f"i{WORD}\x1b", ":w\rA more\x1b", ":wq\r")
KEYS = {
    "vim": VIM,
    "nvim": VIM,
    "nano": Keys(WORD, "\x0f\r more", "\x0f\r\x18"),
    "emacs -nw": Keys(WORD, "\x18\x13 more", "\x18\x13\x18\x03"),
}


def _marked(name: str) -> list[pytest.MarkDecorator]:
    absent = pytest.mark.skipif(not shutil.which(name.split(maxsplit=1)[0]), reason=f"{name} is not installed")
    return [absent] if name in ("vim", "nano") else [absent, pytest.mark.long]


INSTALLED = [pytest.param(name, marks=_marked(name)) for name in KEYS]


@pytest.fixture
def settled(home: Home) -> Home:
    """A home whose editors are set to leave as many copies as they can."""
    home.ok("start", "What happens when I wait?", "--quiet")
    (home.folder / "copies").mkdir()
    (home.folder / ".vimrc").write_text(VIMRC)
    (home.folder / ".nanorc").write_text(NANORC.format(home=home.folder))
    (home.folder / ".emacs").write_text(EMACS)
    nvim = home.folder / "config" / "nvim"
    nvim.mkdir(parents=True)
    (nvim / "init.vim").write_text(VIMRC.replace("set viminfo='100,<50\n", ""))
    return home


@contextmanager
def writing_in(home: Home, editor: str, *argv: str) -> "Iterator[pexpect.spawn[str]]":
    import pexpect

    own = {"HOME": str(home.folder), "XDG_CACHE_HOME": str(home.folder / "cache"), "ENQUIRY_EDITOR": editor}
    env = {**os.environ, **home.environ, **own, "TERM": "xterm", "NO_COLOR": "1", "ENQUIRY_TODAY": "2026-02-03"}
    env.pop("COLUMNS")
    child = pexpect.spawn(
        sys.executable, ["-m", "enquiry", *argv], env=env, encoding="utf-8", timeout=20, dimensions=(24, 80)
    )
    try:
        child.expect("below this line")  # it is drawn, so it listens
        time.sleep(0.5 if "emacs" in editor else 0.2)
        yield child
    finally:
        child.close(force=True)


def slowly(child: "pexpect.spawn[str]", keys: str) -> None:
    """Type as a person does: an editor tells a lone escape by the pause that follows."""
    for key in keys:
        child.send(key)
        time.sleep(0.1 if key < " " else 0.002)


def holding(home: Home) -> list[str]:
    """Return the files in the home that hold the word, in any encoding an editor may use; the journal's backups may."""
    planted = (WORD.encode(), WORD.encode("utf-16-le"), WORD[1:].encode())
    files = [path for path in home.folder.rglob("*") if path.is_file() and "backups" not in path.parts]
    return sorted(str(p.relative_to(home.folder)) for p in files if any(word in p.read_bytes() for word in planted))


@pytest.mark.parametrize("name", INSTALLED)
def test_a_real_editor_leaves_no_copy(settled: Home, name: str) -> None:
    with writing_in(settled, name, "reflect", "--editor") as child:
        slowly(child, KEYS[name].write + KEYS[name].save + KEYS[name].end)
        child.expect("Reflection 1.1 added to 1")
        child.wait()
    assert child.exitstatus == 0
    assert shown(settled, "1.1")["text"].startswith(f"{WORD} more")
    assert holding(settled) == ["journal.json"]
    assert list((settled.folder / "copies").iterdir()) == []
    assert kept(settled) == []


@pytest.mark.parametrize("name", INSTALLED)
def test_words_not_saved_when_the_window_was_closed_are_there_when_it_goes_on(settled: Home, name: str) -> None:
    with writing_in(settled, name, "reflect", "--editor") as child:
        slowly(child, KEYS[name].write)
        time.sleep(0.3)
        assert child.pid
        os.kill(child.pid, signal.SIGHUP)
    assert all(file.startswith("state/enquiry/drafts/d1/") for file in holding(settled))
    for _ in range(100):
        if holding(settled):
            break
        time.sleep(0.05)
    assert holding(settled)
    with writing_in(settled, name, "drafts", "resume", "d1") as child:
        slowly(child, KEYS[name].write if name == "nano" else "")
        slowly(child, KEYS[name].save + KEYS[name].end)
        child.expect("Reflection 1.1 added to 1")
        child.wait()
    assert WORD in shown(settled, "1.1")["text"]
    assert holding(settled) == ["journal.json"]
    assert list(drafts(settled).iterdir()) == []


@pytest.mark.parametrize("name", INSTALLED)
def test_ctrl_c_belongs_to_the_editor(settled: Home, name: str) -> None:
    with writing_in(settled, name, "reflect", "--editor") as child:
        slowly(child, KEYS[name].write + "\x03")
        if name.startswith("emacs"):
            slowly(child, "\x07")  # ctrl-c begins a command there
        slowly(child, KEYS[name].save + KEYS[name].end)
        child.expect("Reflection 1.1 added to 1")
        child.wait()
    assert child.exitstatus == 0
    assert shown(settled, "1.1")["text"].startswith(f"{WORD} more")


@pytest.mark.skipif(not shutil.which("vim"), reason="vim is not installed")
def test_without_the_flags_there_would_be_copies(settled: Home) -> None:
    """So the proofs above can fail: what is behind this name is vim, and nobody knows."""
    unknown = settled.folder / "unknown"
    unknown.write_text('#!/bin/sh\nexec vim "$@"\n')
    unknown.chmod(0o700)
    with writing_in(settled, str(unknown), "reflect", "--editor") as child:
        slowly(child, f"G{VIM.write}{VIM.save}{VIM.end}")
        child.expect("Reflection 1.1 added to 1")
        child.wait()
    assert any(file.startswith("copies/") for file in holding(settled))
