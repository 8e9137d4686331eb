"""Long output through the person's pager, started without a shell."""

import shlex
import shutil
import subprocess
from typing import IO

from enquiry.errors import CannotWrite, UsageMistake


def page(text: str, pager: str, stdout: IO[str]) -> None:
    """Show `text` through `pager` when it is longer than the terminal, else write it to `stdout`.

    Where the pager is not installed the text is simply written. Raises CannotWrite when it can't be started, and
    UsageMistake when its command can't be read.
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
        subprocess.run(command, input=text.encode("utf-8", "replace"), check=False)  # noqa: S603 (the person's choice)
    except OSError as fault:
        raise CannotWrite(f"The pager “{pager}” can't be started: {fault}.", "Use --no-pager, or set PAGER.") from fault
