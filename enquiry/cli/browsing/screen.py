"""Whether there is a screen to browse on, the screen run, and how it ended."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec

from enquiry.cli.browsing.desk import JournalDesk
from enquiry.cli.output import can_encode_glyphs
from enquiry.cli.session import Session
from enquiry.errors import NotInstalled, UsageMistake
from enquiry.paths import format_install_command

OTHER_WAYS = "enquiry list, show, timeline and search tell the same in lines."


def refuse_unfit_terminal(session: Session) -> None:
    """Raise UsageMistake where no full screen can be drawn or read, and NotInstalled without what draws it."""
    for switch in ("json", "plain", "no_input", "wide"):
        if getattr(session, switch):
            raise UsageMistake(f"--{switch.replace('_', '-')} and a full screen contradict each other.", OTHER_WAYS)
    streams = (("input", session.stdin), ("output", session.stdout), ("error", session.stderr))
    if name := next((name for name, stream in streams if not stream.isatty()), ""):
        raise UsageMistake(f"Browsing needs a terminal, and standard {name} is none.", OTHER_WAYS)
    if (term := session.environ.get("TERM", "")) in ("dumb", "unknown"):
        raise UsageMistake(f"This terminal says it is “{term}”, and shows no full screen.", OTHER_WAYS)
    if is_read_aloud(session.environ):
        raise UsageMistake("A screen reader is in use, and a full screen can't be read with it.", OTHER_WAYS)
    if find_spec("textual") is None:
        words = "Browsing needs a part of this program that is not installed."
        raise NotInstalled(words, f"{format_install_command('browse')} adds it. {OTHER_WAYS}")


def is_read_aloud(environ: Mapping[str, str]) -> bool:
    """Say whether a screen reader is in use, as far as the system tells, or ACCESSIBLE is set to say so."""
    if environ.get("ACCESSIBLE", "") not in ("", "0"):
        return True
    asked: tuple[str, ...] = ()
    platform: str = sys.platform
    if platform == "win32":
        import ctypes

        told, system = ctypes.c_int(), vars(ctypes)["windll"]
        system.user32.SystemParametersInfoW(0x46, 0, ctypes.byref(told), 0)  # SPI_GETSCREENREADER
        return bool(told.value)
    if platform == "darwin":
        asked = ("defaults", "read", "com.apple.universalaccess", "voiceOverOnOffKey")
    elif environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        asked = ("gsettings", "get", "org.gnome.desktop.a11y.applications", "screen-reader-enabled")
    path = shutil.which(asked[0], path=environ.get("PATH", os.defpath)) if asked else None
    if path is None:
        return False
    with suppress(OSError, subprocess.TimeoutExpired):
        ran = subprocess.run([path, *asked[1:]], capture_output=True, text=True, timeout=1, check=False)  # noqa: S603
        return ran.stdout.strip() in ("true", "1")
    return False


def run_browser(session: Session, desk: JournalDesk, query: str) -> int:
    """Show the journal full screen until it is left, and return the exit code. Raises as reading the journal does."""
    import gc

    shelf = desk.look(anew=True)
    if query:
        desk.find(query)  # one that is no query is refused before the screen is drawn
    for name in ("COLUMNS", "LINES"):  # the terminal's own size holds, and it may change
        os.environ.pop(name, None)
    if session.console.no_color:
        os.environ["NO_COLOR"] = "1"  # which the library reads when it begins
    from enquiry.browse.app import Browser
    from enquiry.views.theme import ASCII, UNICODE

    assert shelf is not None  # noqa: S101 (it was looked at anew)
    browser = Browser(desk, shelf, query, UNICODE if can_encode_glyphs(session.stdout) else ASCII)
    gc.freeze()  # what was read is not looked through again
    gc.enable()  # unlike a command, this may run for hours
    browser.run()
    if browser.fault:
        raise browser.fault
    return browser.return_code or 0
