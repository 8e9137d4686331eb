"""Long output through the person's pager, started without a shell."""

import shlex
import shutil
import signal
import subprocess
from typing import IO

from enquiry.errors import CannotWrite, UsageMistake


def page(text: str, pager: str, stdout: IO[str]) -> None:
    """Show `text` through `pager` when it is longer than the terminal, else write it to `stdout`.

    Where the pager is not installed, or fails, the text is simply written. Raises CannotWrite when it can't be started,
    and UsageMistake when its command can't be read.
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
        ended = _shown(command, text)
    except OSError as fault:
        raise CannotWrite(f"The pager “{pager}” can't be started: {fault}.", "Use --no-pager, or set PAGER.") from fault
    if ended:  # it may have shown nothing, and what was asked for is not to be lost
        stdout.write(text)


def _shown(command: list[str], text: str) -> int:
    """Hand `text` to the pager and wait for it; Ctrl-C is the pager's meanwhile. Return its exit code."""
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:  # noqa: S603 (the person's choice)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            child.communicate(text.encode("utf-8", "replace"))
        finally:
            signal.signal(signal.SIGINT, before)
    return child.returncode
