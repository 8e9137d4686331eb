"""The person's editor: which one it is, how it is kept from leaving copies, and how it is started, without a shell."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from enquiry.errors import EditorFailed

EDITOR_VARIABLES = ("ENQUIRY_EDITOR", "VISUAL", "EDITOR")
DEFAULT_EDITORS = ("notepad",) if sys.platform == "win32" else ("nano", "vi")
EDITOR_HINT = "Name one that is installed: ENQUIRY_EDITOR=nano, or with its options: ENQUIRY_EDITOR='code --wait'"


class EditorFamily(NamedTuple):
    """Editors that are started alike. `flags` stand before `place`, which leads to a line of the file.

    `{file}`, `{line}` and `{folder}` (one of the editor's own beside the file) in them are filled in. `waits` is the
    option that makes the editor return only when the file is closed, with the ways of writing it. Editors of `vim`'s
    kind leave a swap file.
    """

    names: tuple[str, ...]
    flags: tuple[str, ...] = ()
    place: tuple[str, ...] = ("{file}",)
    waits: tuple[str, ...] = ()
    vim: bool = False


_AT_PLUS_LINE = ("+{line}", "{file}")
_NO_COPIES = "nobackup nowritebackup noundofile nomodeline"
_VIM_FLAGS = (
    *("-n", "-i", "NONE", "--cmd", f"set {_NO_COPIES}", "-c", f"silent! set {_NO_COPIES} noswapfile"),
    *("-c", "silent! set directory=. updatecount=40 swapfile"),
)
"""No list of what was done, no backup and no undo file, whatever vimrc says.

The swap file is moved beside the file, into the draft's own folder: after a closed window it has the last words.
"""

_EMACS_OFF = "make-backup-files nil create-lockfiles nil auto-save-list-file-prefix nil auto-save-list-file-name nil"
_EMACS_SAVING = "auto-save-default t auto-save-file-name-transforms nil auto-save-interval 40"
_EMACS_FLAGS = ("--eval", f"(setq {_EMACS_OFF} {_EMACS_SAVING})")
"""No backup and lock files, and auto-save files beside the file, whatever the settings say."""

_VSCODE_FLAGS = ("--user-data-dir={folder}", "--new-window", "--disable-extensions", "--disable-telemetry")
"""A window of its own that keeps its local history and backups in the file's own folder."""

EDITOR_FAMILIES = (
    EditorFamily(
        *(("vim", "nvim", "vim.basic", "vim.tiny", "vim.nox", "vim.gtk3", "vimx"), _VIM_FLAGS, _AT_PLUS_LINE), vim=True
    ),
    EditorFamily(("gvim", "mvim", "vim.gtk3-gui"), _VIM_FLAGS, _AT_PLUS_LINE, ("--nofork", "-f"), vim=True),
    EditorFamily(("nano",), ("--ignorercfiles", "--softwrap", "--atblanks"), _AT_PLUS_LINE),
    EditorFamily(("emacs", "emacs-nox", "emacs-gtk", "emacs-lucid", "emacs-pgtk"), _EMACS_FLAGS, _AT_PLUS_LINE),
    EditorFamily(
        ("code", "code-insiders", "code-oss", "codium", "vscodium", "cursor", "windsurf"),
        *(_VSCODE_FLAGS, ("--goto", "{file}:{line}"), ("--wait", "-w")),
    ),
    EditorFamily(("subl", "sublime_text", "zed", "zeditor"), (), ("{file}:{line}",), ("--wait", "-w")),
    EditorFamily(("gedit", "xed"), waits=("--wait", "-w", "--standalone")),
    EditorFamily(("gnome-text-editor",), waits=("--standalone", "-s")),
    EditorFamily(("mate", "bbedit"), waits=("--wait", "-w")),
    EditorFamily(("kate",), waits=("--block", "-b")),
    EditorFamily(
        (
            *("vi", "nvi", "busybox", "pico", "micro", "kak", "hx", "helix", "joe", "jed", "mcedit", "ne", "notepad"),
            *("pluma", "kwrite"),  # which know no option to wait, and refuse one
        )
    ),
)
"""Editors by the name of their program. What other names leave beside the file is taken away with its folder."""


class Editor(NamedTuple):
    """An editor as it is to be started; `named` is how the person named it, for messages."""

    named: str
    command: tuple[str, ...]
    family: EditorFamily | None

    @property
    def made_to_wait(self) -> str:
        """The option that is added so that the editor returns only when the file is closed; empty where none is."""
        waits = self.family.waits if self.family else ()
        return "" if not waits or set(waits) & set(self.command) else waits[0]

    def build_arguments(self, file: Path, line: int) -> list[str]:
        """Return the command line that opens `file` at `line`."""
        if not self.family:
            return [*self.command, str(file)]
        wait, values = filter(None, [self.made_to_wait]), {"folder": file.parent / "window", "file": file, "line": line}
        before, after = ([part.format(**values) for part in parts] for parts in (self.family.flags, self.family.place))
        return [*self.command, *before, *wait, *after]


def find_editor(environ: Mapping[str, str], windows: bool = sys.platform == "win32") -> Editor:
    """Return the editor the environment names, else a usual one. Raises EditorFailed where there is none.

    On Windows a backslash is a part of a name, and quotes hold spaces. Its family is that of the program a name leads
    to (`vi` is often vim), else that of the name itself.
    """
    variable = next((name for name in EDITOR_VARIABLES if environ.get(name, "").strip()), None)
    named = environ[variable].strip() if variable else next(filter(shutil.which, DEFAULT_EDITORS), None)
    whence = f" (from {variable})" if variable else ""
    if not named:
        raise EditorFailed("No editor is named, and none of the usual ones is installed.", EDITOR_HINT)
    try:
        words = shlex.split(named, posix=not windows)
    except ValueError as fault:
        raise EditorFailed(f"The editor “{named}”{whence} can't be read: {fault}.", EDITOR_HINT) from fault
    called, *options = [word.strip('"') for word in words] if windows else words
    if not called:
        raise EditorFailed(f"The editor “{named}”{whence} has no name.", EDITOR_HINT)
    program = shutil.which(called)
    if not program:
        raise EditorFailed(f"The editor “{called}”{whence} is not installed.", EDITOR_HINT)
    names = (name.name.casefold() for name in (Path(os.path.realpath(program)), Path(called)))
    stems = [name.removesuffix(".exe").removesuffix(".cmd") for name in names]
    family = next((family for stem in stems for family in EDITOR_FAMILIES if stem in family.names), None)
    return Editor(named, (program, *options), family)


def run_editor(editor: Editor, file: Path, line: int) -> int:
    """Run the editor on a file until it ends, and return its exit code (less than 0: the signal that ended it).

    Ctrl-C is the editor's while it runs. Raises EditorFailed where it can't be started.
    """
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)  # what is ignored stays so in the editor too
    try:
        with _open_terminal() as terminal:
            arguments = editor.build_arguments(file, line)
            ran = subprocess.Popen(arguments, stdin=terminal, stdout=terminal)  # noqa: S603 (the person's choice)
            return ran.wait()  # which a closed window ends without ending the editor: it keeps its words for itself
    except OSError as fault:
        raise EditorFailed(f"The editor “{editor.named}” can't be started: {fault.strerror}.", EDITOR_HINT) from fault
    finally:
        signal.signal(signal.SIGINT, before)


def recover_swap_file(editor: Editor, swap: Path, into: Path) -> None:
    """Let vim write what its swap file holds `into` a file, which stays empty where it can't."""
    os.close(os.open(into, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    reading = ("-u", "NONE", "-i", "NONE", "-n", "-es", "-r", swap.name, "-c", f"write! {into.name}", "-c", "qa!")
    command, none = [editor.command[0], *reading], subprocess.DEVNULL
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 (the person's choice, and no shell)
            command, cwd=swap.parent, stdin=none, stdout=none, stderr=none, timeout=20, check=False
        )


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
