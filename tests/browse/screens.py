"""A screen that is driven without a terminal: keys and clicks go in, and what stands on it is read back as text.

Nothing here waits for a time: whoever presses a key waits for what is to come of it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from textual.pilot import Pilot

from enquiry.browse.app import Browser
from enquiry.cli.app import build_command_line
from enquiry.cli.browsing.desk import JournalDesk
from enquiry.cli.session import Session
from enquiry.model.journal import Journal
from tests.conftest import NOW, Home, Stream

LONGEST = 20.0
"""Seconds after which what was waited for will not come; a busy machine takes its time."""

Script = Callable[["Driven"], Awaitable[None]]


def keep(home: Home, journal: Journal) -> None:
    """Put a journal where the home has its own."""
    with session_in(home).change() as step:
        step.journal, step.did = journal, "laid out"


def session_in(home: Home, now: datetime = NOW, **environ: str) -> Session:
    return Session(Stream(), Stream(), Stream(), {**home.environ, **environ}, clock=lambda: now)


def desk_in(home: Home, now: datetime = NOW, **environ: str) -> JournalDesk:
    root = build_command_line()
    return JournalDesk(session_in(home, now, **environ), lambda name: root.get_command(None, name))


class Driven:
    """A browser under way."""

    def __init__(self, app: Browser, pilot: "Pilot[Any]") -> None:
        self.app, self.pilot = app, pilot

    @property
    def text(self) -> str:
        """What stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Put a text into the field that has the cursor, as pasted, which is one event."""
        from textual import events

        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, claim: Callable[[], object], what: str = "") -> None:
        end = monotonic() + LONGEST
        while not claim():
            assert monotonic() < end, f"{what}\n{self.text}"
            await self.pilot.pause(0.01)

    async def sees(self, *words: str) -> None:
        """Wait until all these words stand on the screen."""
        await self.until(lambda: all(word in self.text for word in words), f"never seen: {words}")

    async def misses(self, *words: str) -> None:
        """Wait until none of these words stands on the screen."""
        await self.until(lambda: not any(word in self.text for word in words), f"still seen: {words}")


def drive(
    home: Home,
    script: Script,
    *,
    size: tuple[int, int] = (100, 24),
    query: str = "",
    now: datetime = NOW,
    **environ: str,
) -> Browser:
    """Run the browser by a script, and return it as it ended."""
    desk = desk_in(home, now, **environ)
    shelf = desk.look(anew=True)
    assert shelf
    app = Browser(desk, shelf, query)

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            driven = Driven(app, pilot)
            await driven.until(lambda: app.screen.query("#foot"))
            await driven.pilot.pause()
            await script(driven)

    asyncio.run(run())
    return app


def drafts(home: Home) -> list[str]:
    """Return the words of every draft."""
    folder = home.folder / "state" / "enquiry" / "drafts"
    return [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("d*/words.md"))]
