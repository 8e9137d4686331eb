"""Standard output: the console that draws for people, long output through a pager, and documents as bytes.

The only module of the command line that imports Rich.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from enquiry.errors import CannotWrite, UsageMistake

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def build_console(stream: IO[str], environ: Mapping[str, str], color: str) -> "Console":
    """Return a console for a stream; `color` is auto, always or never.

    NO_COLOR, FORCE_COLOR and COLUMNS are honoured; a console is never narrower than 20 columns.
    """
    from rich.console import Console
    from rich.theme import Theme

    from enquiry.views.theme import STYLES

    no_color = bool(environ.get("NO_COLOR"))
    forced = {"always": True, "never": False}.get(color)
    columns = environ.get("COLUMNS", "")[:5]  # of more digits Python makes no number, and nobody has such a screen
    return Console(
        file=stream,
        force_terminal=((bool(environ.get("FORCE_COLOR")) and not no_color) or None) if forced is None else forced,
        no_color=color == "never" or (color == "auto" and no_color),
        width=max(20, int(columns)) if columns.isdecimal() else None,
        theme=Theme(STYLES, inherit=False),
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=None,
        _environ={**environ, "COLUMNS": columns},
    )


LINES_AT_ONCE = 100
"""How many lines of a drawing are put into words at once."""


def render_in_parts(console: "Console", drawing: "RenderableType", at_once: int = LINES_AT_ONCE) -> Iterator[str]:
    """Yield a drawing some lines at a time as it is drawn, without spaces at their ends, cut at the width."""
    from rich.segment import Segment, Segments

    from enquiry.views.drawing.lines import iterate_lines, measure_text

    lines, width = iter(iterate_lines(drawing, console, console.options)), console.width
    while part := list(islice(lines, at_once)):
        words = ["".join([segment.text for segment in line]) for line in part]
        for place, told in enumerate(words):
            if (len(told) > width or not told.isascii()) and measure_text(told) > width:
                part[place] = Segment.adjust_line_length(part[place], width)
                words[place] = "".join([segment.text for segment in part[place]])
        if console.color_system:
            with console.capture() as capture:
                console.print(Segments(piece for line in part for piece in (*line, Segment.line())), crop=False, end="")
            words = capture.get().splitlines()
        yield "".join([f"{line.rstrip()}\n" for line in words])


def can_encode_glyphs(stream: IO[str]) -> bool:
    """Say whether the encoding of a stream has the glyphs that views draw with."""
    try:
        "─▁█◆⚑«…".encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def write_bytes(stream: IO[str], data: bytes) -> None:
    """Write bytes to the stream under a text stream; decoded, where there is none under it."""
    raw = getattr(stream, "buffer", None)
    if raw is None:
        stream.write(data.decode())
        return
    stream.flush()
    left = memoryview(data)
    while left:  # an unbuffered stream takes no more than a pipe has space for
        left = left[raw.write(left) :]


def open_file(path: Path, environ: Mapping[str, str]) -> str:
    """Show a file with the program the system opens it with. Returns what kept it from that in words, else nothing."""
    if sys.platform in ("win32", "darwin", "cygwin"):
        import typer

        failed = bool(typer.launch(str(path)))
    elif not any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")):
        return "There is no screen here to show it on; open it where there is one."
    elif opener := shutil.which("xdg-open", path=environ.get("PATH", os.defpath)):
        opening = subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            failed = bool(opening.wait(3))
        except subprocess.TimeoutExpired:  # some stay as long as what they show
            failed = False
    else:
        failed = True
    return "No program was found to show it with; open it as you open other files." if failed else ""


_PAGER_DEFAULTS = {"LESS": "FRXP?e(END) .Space goes on, b goes back, q ends$", "LV": "-c"}
"""What pagers are told where the person told them nothing: to draw colours, to leave a short text, and the way on."""


def show_in_pager(text: str, pager: str, stdout: IO[str]) -> None:
    """Show `text` through `pager` when it is longer than the terminal, else write it to `stdout`.

    The pager is started without a shell. Where it is not installed, or fails, the text is simply written. Raises
    CannotWrite when it can't be started, and UsageMistake when its command can't be read.
    """
    try:
        command = shlex.split(pager)
    except ValueError as fault:
        raise UsageMistake(f"The pager “{pager}” can't be read: {fault}.", "Use --no-pager, or set PAGER.") from fault
    fits = text.count("\n") < shutil.get_terminal_size().lines
    if fits or not command or not shutil.which(command[0]):
        stdout.write(text)
        return
    stdout.flush()
    try:
        environ = {**_PAGER_DEFAULTS, **os.environ}
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=environ) as child:  # noqa: S603 (the person's choice)
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's meanwhile
            try:
                child.communicate(text.encode("utf-8", "replace"))
            finally:
                signal.signal(signal.SIGINT, before)
    except OSError as fault:
        raise CannotWrite(f"The pager “{pager}” can't be started: {fault}.", "Use --no-pager, or set PAGER.") from fault
    if child.returncode:  # it may have shown nothing, and the answer must not be lost
        stdout.write(text)
