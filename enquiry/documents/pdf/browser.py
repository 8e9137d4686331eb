"""The summary printed by a browser that is on the machine, with a profile of its own and no way to the network."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from enquiry.documents.html import render_html
from enquiry.documents.text import RenderedDocument
from enquiry.errors import CannotWrite, NotInstalled
from enquiry.insight.summary.build import Summary

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


def find_browser() -> Path | None:
    """Return a browser that prints to PDF, or None where none is installed."""
    found = (shutil.which(name) for name in _NAMES)
    return next((Path(path) for path in (*found, *_list_usual_paths()) if path and Path(path).is_file()), None)


def _list_usual_paths() -> Iterator[str]:
    """Yield where browsers lie that are on no search path."""
    yield from _PLACES
    for folder in filter(None, map(os.environ.get, _FOLDERS)):
        yield from (str(Path(folder, name)) for name in _WINDOWS)


def print_with_browser(summary: Summary, by: Path) -> bytes:
    """Return the summary as a browser prints it. Raises CannotWrite where it does not in LONGEST seconds."""
    with TemporaryDirectory(prefix="enquiry-", ignore_cleanup_errors=True) as folder:
        page, done = Path(folder, "summary.html"), Path(folder, "summary.pdf")
        page.write_text(render_html(summary), encoding="utf-8")
        try:
            # A program found on this machine, and arguments of our own: nothing of what anyone wrote.
            subprocess.run(  # noqa: S603
                _command(by, Path(folder), page, done), timeout=LONGEST, check=True, capture_output=True
            )
            return _dated(done.read_bytes(), summary.as_at)
        except (OSError, subprocess.SubprocessError) as fault:
            words = f"{by.stem} did not print the summary."
            raise CannotWrite(words, "Write .html, open it, and print it to a PDF; nothing was written.") from fault


def _command(by: Path, folder: Path, page: Path, done: Path) -> list[str]:
    """Return the command that prints a page. A browser's own sandbox does not start for an administrator."""
    alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    places = [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={done}"]
    return [str(by), *_SWITCHES, *alone, *places, page.as_uri()]


def _dated(pdf: bytes, day: date) -> bytes:
    """Return a PDF dated as the summary is, so that the same summary gives the same bytes; no place in it moves."""
    stamp = f"D:{day:%Y%m%d}000000+00'00'".encode()
    return re.sub(rb"D:\d{14}[+-]\d\d'\d\d'", stamp, pdf)


# --- The summary as a PDF: set by Typst where it is installed, else printed by a browser that is.


def render_pdf(summary: Summary) -> RenderedDocument:
    """Return the summary as a tagged PDF.

    Raises NotInstalled where there is neither Typst nor a browser to print with.
    """
    if has_typst():
        from enquiry.documents.pdf.typst import render_typst_pdf

        return render_typst_pdf(summary)
    if not (found := find_browser()):
        words = "A PDF needs a part of this program that is not installed, or Edge, Chrome or Chromium."
        raise NotInstalled(words, "pip install 'enquiry[pdf]'; or write .html, open it, and print it to a PDF.")
    return RenderedDocument(
        print_with_browser(summary, found), (f"Printed by {found.stem}; pip install 'enquiry[pdf]' sets it better.",)
    )


def has_typst() -> bool:
    """Say whether Typst is installed."""
    return find_spec("typst") is not None
