"""The summary printed by a browser that is on the machine, with a profile of its own and no way to the network."""

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

from enquiry.documents import PrivateFolder
from enquiry.documents.html import render_html
from enquiry.errors import CannotWrite
from enquiry.insight.summary.value import Summary

LONGEST = 60
"""Seconds after which a browser is given up."""

_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS = (r"Microsoft\Edge\Application\msedge.exe", r"Google\Chrome\Application\chrome.exe")
_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_SWITCHES = (
    *("--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-sync", "--disable-background-networking", "--disable-component-update", "--no-pings"),
    # No name is ever looked up and no address reached: whatever the page asked for, it would get nothing.
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>"),
    *("--no-pdf-header-footer", "--export-tagged-pdf"),
)


_MAKER = re.compile(rb"(/Creator \()((?:\\.|[^\\)])*)")
"""What a browser writes of itself and the machine."""


def find_browser() -> Path | None:
    """Return a browser that prints to PDF, from the search path or where it is put; None without one."""
    folders = filter(None, map(os.environ.get, _FOLDERS))
    usual = (*_PLACES, *(str(Path(folder, name)) for folder in folders for name in _WINDOWS))
    found = (*map(shutil.which, _NAMES), *usual)
    return next((Path(path) for path in found if path and Path(path).is_file()), None)


def print_with_browser(summary: Summary, by: Path, open_folder: PrivateFolder) -> bytes:
    """Return the summary as a browser prints it, so that it is the same bytes every time.

    It is dated as the summary is; a gift bears the same day always, and no word of the browser and the machine.

    The page and the browser's profile lie in a folder that `open_folder` gives. Raises CannotWrite where it does not
    print in LONGEST seconds.
    """
    with open_folder() as folder:
        page, done = Path(folder, "summary.html"), Path(folder, "summary.pdf")
        page.write_text(render_html(summary), encoding="utf-8")
        page.chmod(0o600)  # the umask may have taken away even the owner's rights
        # A browser's own sandbox does not start for an administrator.
        alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        places = [f"--user-data-dir={Path(folder, 'profile')}", f"--print-to-pdf={done}"]
        command = [str(by), *_SWITCHES, *alone, *places, page.as_uri()]
        try:
            # A program found on this machine, and arguments of our own: nothing of what anyone wrote.
            subprocess.run(command, timeout=LONGEST, check=True, capture_output=True)  # noqa: S603
            stamp = f"D:{date(1980, 1, 1) if summary.gift else summary.as_at:%Y%m%d}000000+00'00'".encode()
            data = re.sub(rb"D:\d{14}[+-]\d\d'\d\d'", stamp, done.read_bytes())  # as long, so that no place moves
            return _MAKER.sub(lambda found: found[1] + b" " * len(found[2]), data) if summary.gift else data
        except (OSError, subprocess.SubprocessError) as fault:
            words = f"{by.stem} did not print the summary."
            raise CannotWrite(words, "Write .html, open it, and print it to a PDF; nothing was written.") from fault
