"""Which editor is started and how: named by the environment, without a shell, and kept from leaving copies."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from enquiry.cli.editor import launch as editor_program
from enquiry.cli.editor.launch import Editor, find_editor, run_editor
from enquiry.errors import EditorFailed

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="a program is a script here")


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole search path."""
    folder = tmp_path / "my bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def a_program(folder: Path, name: str, does: str = "exit 0") -> Path:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{does}\n")
    file.chmod(0o700)
    return file


@on_unix
def test_the_first_that_is_named_is_taken(bin_folder: Path) -> None:
    for name in ("one", "two", "three", "nano", "vi"):
        a_program(bin_folder, name)
    environ = {"EDITOR": "three", "VISUAL": "two -x", "ENQUIRY_EDITOR": "one"}
    for variable, name in (("ENQUIRY_EDITOR", "one"), ("VISUAL", "two"), ("EDITOR", "three")):
        assert Path(find_editor(environ).command[0]).name == name
        environ[variable] = "  "  # an empty one names none
    assert Path(find_editor(environ).command[0]).name == "nano"
    (bin_folder / "nano").unlink()
    assert Path(find_editor(environ).command[0]).name == "vi"
    (bin_folder / "vi").unlink()
    with pytest.raises(EditorFailed, match="none of the usual ones is installed"):
        find_editor(environ)


@on_unix
@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("x; touch pwned", "The editor “x;” (from EDITOR) is not installed."),
        ("$(touch pwned)", "The editor “$(touch” (from EDITOR) is not installed."),
        ("| touch pwned", "The editor “|” (from EDITOR) is not installed."),
        ("vim 'half", "The editor “vim 'half” (from EDITOR) can't be read: No closing quotation."),
        ("'' x", "The editor “'' x” (from EDITOR) has no name."),
    ],
)
def test_what_cannot_be_an_editor_is_named_and_does_nothing(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch, named: str, words: str
) -> None:
    monkeypatch.chdir(bin_folder)
    with pytest.raises(EditorFailed) as caught:
        find_editor({"EDITOR": named})
    assert caught.value.words == words
    assert "ENQUIRY_EDITOR=nano" in caught.value.hint
    assert not (bin_folder / "pwned").exists()


@on_unix
def test_no_shell_reads_the_arguments(bin_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bin_folder)
    a_program(bin_folder, "an editor", f'printf "%s\\n" "$@" > "{tmp_path}/asked"')
    editor = find_editor({"EDITOR": "'an editor' '; touch pwned' $(touch pwned) `touch pwned` && touch pwned"})
    assert run_editor(editor, tmp_path / "words.md", 3) == 0
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked == [
        "; touch pwned",
        "$(touch",
        "pwned)",
        "`touch",
        "pwned`",
        "&&",
        "touch",
        "pwned",
        f"{tmp_path}/words.md",
    ]
    assert not (bin_folder / "pwned").exists()


@on_unix
def test_backslashes_and_quotes_mean_on_windows_what_they_mean_there(bin_folder: Path) -> None:
    a_program(bin_folder, "code")
    for named in (f'"{bin_folder}/code" --wait', f"'{bin_folder}/code' --wait"):
        if named.startswith('"'):
            assert find_editor({"EDITOR": named}, windows=True).command == (f"{bin_folder}/code", "--wait")
        assert find_editor({"EDITOR": named}, windows=False).command == (f"{bin_folder}/code", "--wait")
    with pytest.raises(EditorFailed, match=r"“C:\\Tools\\ed.exe” \(from EDITOR\) is not installed"):
        find_editor({"EDITOR": r"C:\Tools\ed.exe -w"}, windows=True)


@on_unix
def test_vi_is_known_by_the_program_it_leads_to(bin_folder: Path) -> None:
    (bin_folder / "vi").symlink_to(a_program(bin_folder, "vim.basic"))
    assert getattr(find_editor({"EDITOR": "vi"}).family, "vim", False)
    (bin_folder / "vi").unlink()
    a_program(bin_folder, "vi")
    editor = find_editor({"EDITOR": "vi"})
    assert not getattr(editor.family, "vim", False)
    assert editor.build_arguments(Path("/d/words.md"), 7)[1:] == ["/d/words.md"]
    (bin_folder / "nano").symlink_to(a_program(bin_folder, "pico"))  # as on a Mac, where its options are others
    assert find_editor({"EDITOR": "nano"}).build_arguments(Path("/d/words.md"), 7)[1:] == ["/d/words.md"]


@on_unix
@pytest.mark.parametrize(
    ("named", "wait"),
    [
        ("code", "--wait"),
        ("code --wait", ""),
        ("code -w", ""),
        ("codium", "--wait"),
        ("gvim", "--nofork"),
        ("gvim -f", ""),
        ("subl", "--wait"),
        ("kate", "--block"),
        ("vim", ""),
        ("nano", ""),
        ("unheard-of", ""),
    ],
)
def test_an_editor_with_windows_is_made_to_wait(bin_folder: Path, named: str, wait: str) -> None:
    a_program(bin_folder, named.split(maxsplit=1)[0])
    editor = find_editor({"EDITOR": named})
    assert editor.made_to_wait == wait
    asked = editor.build_arguments(Path("/d/words.md"), 7)
    assert len({"--wait", "-w", "--nofork", "-f", "--block"} & set(asked)) == bool(wait or len(named.split()) > 1)


@on_unix
def test_each_is_given_what_keeps_it_from_leaving_copies_and_the_line_to_begin_on(bin_folder: Path) -> None:
    file = Path("/drafts/d1/words.md")

    def asked(name: str) -> list[str]:
        a_program(bin_folder, name)
        return find_editor({"EDITOR": name}).build_arguments(file, 7)[1:]

    for name in ("vim", "nvim"):
        assert asked(name)[:3] == ["-n", "-i", "NONE"]
        assert "noundofile" in " ".join(asked(name))
        assert asked(name)[-2:] == ["+7", str(file)]
    assert asked("nano") == ["--ignorercfiles", "--softwrap", "--atblanks", "+7", str(file)]
    assert asked("emacs")[0] == "--eval"
    assert asked("emacs")[-2:] == ["+7", str(file)]
    assert "--user-data-dir=/drafts/d1/window" in asked("code")
    assert asked("code")[-3:] == ["--wait", "--goto", f"{file}:7"]
    assert asked("subl") == ["--wait", f"{file}:7"]
    assert asked("other") == [str(file)]


@on_unix
def test_one_that_cannot_be_started_is_named(bin_folder: Path, tmp_path: Path) -> None:
    broken = bin_folder / "broken"
    broken.write_bytes(b"\x7fELF not really")
    broken.chmod(0o700)
    with pytest.raises(EditorFailed, match="The editor “broken” can't be started: Exec format error"):
        run_editor(find_editor({"EDITOR": "broken"}), tmp_path / "words.md", 1)


@on_unix
def test_ctrl_c_is_the_editor_s_while_it_runs(bin_folder: Path, tmp_path: Path) -> None:
    """The editor sends it to both; by itself it would end the one as well as the other."""
    a_program(bin_folder, "ed", "kill -INT $PPID; kill -INT $$; exit 0")
    before = signal.getsignal(signal.SIGINT)
    assert run_editor(find_editor({"EDITOR": "ed"}), tmp_path / "words.md", 1) == -signal.SIGINT
    assert signal.getsignal(signal.SIGINT) is before


@on_unix
def test_what_the_editor_draws_is_not_in_the_answer(tmp_path: Path) -> None:
    """At a terminal whose output is piped on: the editor gets the terminal, the pipe only what is answered."""
    import pexpect

    script = a_program(tmp_path, "ed", "test -t 0 && test -t 1 && echo drawn")
    calls = (
        "import sys; from pathlib import Path; from enquiry.cli.editor.launch import *;"
        f"print('ended', run_editor(find_editor({{'EDITOR': {str(script)!r}}}), Path('words.md'), 1))"
    )
    with open(tmp_path / "piped", "wb") as piped:  # noqa: PTH123
        child = pexpect.spawn(
            "/bin/sh", ["-c", f'{sys.executable} -c "{calls}" > "{tmp_path}/piped"'], encoding="utf-8"
        )
        child.expect("drawn")
        child.expect(pexpect.EOF)
        child.close()
        assert not piped.closed
    assert (tmp_path / "piped").read_text() == "ended 0\n"


def test_a_swap_file_that_nothing_can_read_leaves_an_empty_file(tmp_path: Path) -> None:
    nothing = Editor("none", (str(tmp_path / "none"),), None)
    editor_program.recover_swap_file(nothing, tmp_path / ".words.md.swp", tmp_path / "into")
    assert (tmp_path / "into").read_bytes() == b""
    if os.name == "posix":
        assert (tmp_path / "into").stat().st_mode & 0o777 == 0o600


def test_reading_a_swap_file_never_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("vim", 20)

    monkeypatch.setattr(subprocess, "run", slow)
    editor_program.recover_swap_file(Editor("vim", ("vim",), None), tmp_path / "x.swp", tmp_path / "into")
    assert (tmp_path / "into").read_bytes() == b""


@on_unix
@pytest.mark.parametrize(
    ("name", "waits"), [("gnome-text-editor", "--standalone"), ("gedit", "--wait"), ("pluma", ""), ("kwrite", "")]
)
def test_an_editor_is_given_only_the_option_it_knows(bin_folder: Path, name: str, waits: str) -> None:
    a_program(bin_folder, name)
    editor = find_editor({"EDITOR": name})
    assert editor.made_to_wait == waits
    assert editor.build_arguments(Path("sheet.md"), 3)[1:] == [*filter(None, [waits]), "sheet.md"]
