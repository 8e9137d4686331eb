"""A real browser, where one is installed: pages judged by axe-core, requests counted, pages printed.

axe-core comes with a development package; nothing of it is kept here. Every browser that is started has a profile of
its own, a time limit, and a proxy on this machine in place of the network.
"""

import html
import json
import os
import re
import socket
import subprocess
import threading
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, Self

from enquiry.documents.pdf.browser import find_browser

LONGEST = 120
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_JUDGE = """
addEventListener("load", () => axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(
  found => { parent.document.getElementById("found").textContent = JSON.stringify(
    {violations: found.violations.map(one => one.id + ": " + one.nodes.map(node => node.html.slice(0, 99)).join(" ~ ")),
     passes: found.passes.length,
     wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth,
     dark: matchMedia("(prefers-color-scheme: dark)").matches,
     paper: getComputedStyle(document.documentElement).backgroundColor}); },
  fault => { parent.document.getElementById("found").textContent = JSON.stringify({fault: String(fault)}); }));
"""


class Judged(NamedTuple):
    """What axe-core says of a page, and how wide the page is in the room it has."""

    violations: list[str]
    passes: int
    wide: int
    room: int
    dark: bool
    paper: str


def run(folder: Path, *arguments: str, proxy: int = 9) -> str:
    """Run the browser and return its standard output."""
    program = find_browser()
    assert program
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    switches = (
        "--headless=new",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-sync",
    )
    network = (f"--proxy-server=127.0.0.1:{proxy}", "--proxy-bypass-list=<-loopback>")
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [str(program), *switches, *network, *alone, profile, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=True).stdout


def judged(page: str, folder: Path, *, width: int, dark: bool) -> Judged:
    """Return what axe-core says of a page shown so wide, on light or dark. Scripts are let in for it alone."""
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    script = f"<script>{axe}</script><script>{_JUDGE}</script>"
    inner = POLICY.sub("", page).replace("</head>", f"{script}</head>", 1)
    style = f"width:{width}px;height:900px;border:0"
    frame = f'<iframe id="page" title="x" style="{style}" srcdoc="{html.escape(inner)}"></iframe>'
    outer = folder / "outer.html"
    outer.write_text(f'<!DOCTYPE html><meta charset="utf-8"><pre id="found"></pre>{frame}', encoding="utf-8")
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    size = f"--window-size={max(width + 60, 600)},1000"
    shown = run(folder, scheme, size, "--virtual-time-budget=20000", "--dump-dom", outer.as_uri())
    found = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    assert found, shown[:500]
    told: dict[str, Any] = json.loads(html.unescape(found[1]) or '{"fault": "nothing was found"}')
    assert "fault" not in told, told
    return Judged(**told)


class Listening:
    """A proxy that answers nothing and remembers who asked for what."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(2)
                try:
                    self.asked.append(caller.recv(4096).decode("latin-1").split("\r\n")[0])
                except OSError:
                    continue
