"""The person's editor: which one it is, how it is kept from leaving copies, and how it is started, without a shell."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from enquiry.errors import EditorFailed

EDITOR_VARIABLES = ("ENQUIRY_EDITOR", "VISUAL", "EDITOR")
DEFAULT_EDITORS = ("notepad",) if sys.platform == "win32" else ("nano", "vi")
EDITOR_HINT = "Name one that is installed: ENQUIRY_EDITOR=nano, or with its options: ENQUIRY_EDITOR='code --wait'"


class EditorFamily(NamedTuple):
    """Editors that are started alike. `flags` go before the file, given its folder; `line` leads to a line of it.

    `waits` is the option that makes the editor return only when the file is closed, with the ways of writing it.
    """

    names: tuple[str, ...]
    flags: Callable[[Path], tuple[str, ...]] = lambda _folder: ()
    line: Callable[[Path, int], tuple[str, ...]] = lambda file, _line: (str(file),)
    waits: tuple[str, ...] = ()


def _format_plus_line(file: Path, line: int) -> tuple[str, ...]:
    return f"+{line}", str(file)


def _colon(file: Path, line: int) -> tuple[str, ...]:
    return (f"{file}:{line}",)


def _build_vim_flags(_folder: Path) -> tuple[str, ...]:
    """Return flags for no list of what was done, no backup and no undo file, whatever vimrc says.

    The swap file is moved beside the file, into the draft's own folder: after a closed window it has the last words.
    """
    off = "nobackup nowritebackup noundofile nomodeline"
    swap = "directory=. updatecount=40 swapfile"
    after_vimrc = ("-c", f"silent! set {off} noswapfile", "-c", f"silent! set {swap}")
    return ("-n", "-i", "NONE", "--cmd", f"set {off}", *after_vimrc)


def _build_emacs_flags(_folder: Path) -> tuple[str, ...]:
    """Return flags for no backup and lock files, and for saving in need beside the file, whatever the settings say."""
    off = "make-backup-files nil create-lockfiles nil auto-save-list-file-prefix nil auto-save-list-file-name nil"
    return "--eval", f"(setq {off} auto-save-default t auto-save-file-name-transforms nil auto-save-interval 40)"


def _build_vscode_flags(folder: Path) -> tuple[str, ...]:
    """Return flags for a window of its own that keeps its local history and backups in the file's own folder."""
    return (f"--user-data-dir={folder / 'window'}", "--new-window", "--disable-extensions", "--disable-telemetry")


VSCODE_NAMES = ("code", "code-insiders", "code-oss", "codium", "vscodium", "cursor", "windsurf")
EDITOR_FAMILIES = (
    EditorFamily(
        ("vim", "nvim", "vim.basic", "vim.tiny", "vim.nox", "vim.gtk3", "vimx"), _build_vim_flags, _format_plus_line
    ),
    EditorFamily(("gvim", "mvim", "vim.gtk3-gui"), _build_vim_flags, _format_plus_line, ("--nofork", "-f")),
    EditorFamily(("nano",), lambda _folder: ("--ignorercfiles", "--softwrap", "--atblanks"), _format_plus_line),
    EditorFamily(
        ("emacs", "emacs-nox", "emacs-gtk", "emacs-lucid", "emacs-pgtk"), _build_emacs_flags, _format_plus_line
    ),
    EditorFamily(VSCODE_NAMES, _build_vscode_flags, lambda file, line: ("--goto", f"{file}:{line}"), ("--wait", "-w")),
    EditorFamily(("subl", "sublime_text", "zed", "zeditor"), line=_colon, waits=("--wait", "-w")),
    EditorFamily(("gedit", "xed", "pluma", "gnome-text-editor"), waits=("--wait", "-w", "--standalone")),
    EditorFamily(("mate", "bbedit"), waits=("--wait", "-w")),
    EditorFamily(("kate", "kwrite"), waits=("--block", "-b")),
    EditorFamily(
        ("vi", "nvi", "busybox", "pico", "micro", "kak", "hx", "helix", "joe", "jed", "mcedit", "ne", "notepad")
    ),
)
"""Editors by the name of their program. What other names leave beside the file is taken away with its folder."""


class Editor(NamedTuple):
    """An editor as it is to be started; `named` is how the person named it, for messages."""

    named: str
    command: tuple[str, ...]
    family: EditorFamily | None

    @property
    def is_vim(self) -> bool:
        """Whether it is one of the editors that leave a swap file of vim's kind."""
        return self.family is not None and self.family.flags is _build_vim_flags

    @property
    def made_to_wait(self) -> str:
        """The option that is added so that the editor returns only when the file is closed; empty where none is."""
        waits = self.family.waits if self.family else ()
        return "" if not waits or set(waits) & set(self.command) else waits[0]

    def build_arguments(self, file: Path, line: int) -> list[str]:
        """Return the command line that opens `file` at `line`."""
        if not self.family:
            return [*self.command, str(file)]
        wait = filter(None, [self.made_to_wait])
        return [*self.command, *self.family.flags(file.parent), *wait, *self.family.line(file, line)]


def find_editor(environ: Mapping[str, str], windows: bool = sys.platform == "win32") -> Editor:
    """Return the editor the environment names, else a usual one. Raises EditorFailed where there is none."""
    variable = next((name for name in EDITOR_VARIABLES if environ.get(name, "").strip()), None)
    if variable:
        return _resolve_editor(environ[variable].strip(), f" (from {variable})", windows=windows)
    usual = next(filter(shutil.which, DEFAULT_EDITORS), None)
    if not usual:
        raise EditorFailed("No editor is named, and none of the usual ones is installed.", EDITOR_HINT)
    return _resolve_editor(usual, "", windows=windows)


def _resolve_editor(named: str, whence: str, *, windows: bool) -> Editor:
    command = _split_editor_command(named, whence, windows=windows)
    program = shutil.which(command[0])
    if not program:
        raise EditorFailed(f"The editor “{command[0]}”{whence} is not installed.", EDITOR_HINT)
    return Editor(named, (program, *command[1:]), _find_editor_family(program, command[0]))


def _split_editor_command(named: str, whence: str, *, windows: bool) -> list[str]:
    """Return the words of an editor's command; on Windows a backslash is a part of a name, and quotes hold spaces."""
    try:
        words = shlex.split(named, posix=not windows)
    except ValueError as fault:
        raise EditorFailed(f"The editor “{named}”{whence} can't be read: {fault}.", EDITOR_HINT) from fault
    words = [word.strip('"') for word in words] if windows else words
    if not words[0]:
        raise EditorFailed(f"The editor “{named}”{whence} has no name.", EDITOR_HINT)
    return words


def _find_editor_family(program: str, called: str) -> EditorFamily | None:
    """Return the family of the program a name leads to (`vi` is often vim), else of the name itself."""
    names = (Path(os.path.realpath(program)), Path(called))
    stems = [name.name.casefold().removesuffix(".exe").removesuffix(".cmd") for name in names]
    return next((family for stem in stems for family in EDITOR_FAMILIES if stem in family.names), None)


def run_editor(editor: Editor, file: Path, line: int) -> int:
    """Run the editor on a file until it ends, and return its exit code (less than 0: the signal that ended it).

    Ctrl-C is the editor's while it runs. Raises EditorFailed where it can't be started.
    """
    with _ignore_signal(signal.SIGINT), _open_terminal() as terminal:
        try:
            ran = subprocess.run(  # noqa: S603 (the person's choice, and no shell)
                editor.build_arguments(file, line), stdin=terminal, stdout=terminal, check=False
            )
        except OSError as fault:
            raise EditorFailed(
                f"The editor “{editor.named}” can't be started: {fault.strerror}.", EDITOR_HINT
            ) from fault
    return ran.returncode


def recover_swap_file(editor: Editor, swap: Path, into: Path) -> None:
    """Let vim write what its swap file holds `into` a file, which stays empty where it can't."""
    os.close(os.open(into, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    reading = ("-u", "NONE", "-i", "NONE", "-n", "-es", "-r", swap.name, "-c", f"write! {into.name}", "-c", "qa!")
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 (the person's choice, and no shell)
            [editor.command[0], *reading],
            cwd=swap.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=False,
        )


@contextmanager
def _ignore_signal(number: signal.Signals) -> Iterator[None]:
    """Let a signal pass this process by; a handler, since what is ignored would stay ignored in the editor too."""
    before = signal.signal(number, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(number, before)


@contextmanager
def _open_terminal() -> Iterator[int | None]:
    """Give the terminal where standard input or output is not one (None where both are, or there is none).

    So `--json | jq` gets the answer alone, and not what the editor draws. The terminal's modes are put back, since an
    editor that is killed leaves them as it had them.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:  # no terminal, or a system that calls it otherwise
        yield None
        return
    try:
        import termios

        modes = termios.tcgetattr(terminal)
        yield None if os.isatty(0) and os.isatty(1) else terminal
        with suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSADRAIN, modes)
    finally:
        os.close(terminal)
