"""The program full screen: its colours, its layout, and the ways it can end.

On a hundred columns and more all three panes stand side by side; on sixty the page slides over the other two; on less
there is one at a time. Colours are the terminal's own sixteen on its own ground, so that light and dark both hold.
"""

import asyncio
import signal
from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from enquiry.browse.desk import Desk, Shelf
from enquiry.browse.screen import BrowseScreen
from enquiry.views.theme import UNICODE, Glyphs

_OWN = "ansi_default"
THEME = Theme(
    name="enquiry",
    ansi=True,
    primary="ansi_magenta",
    secondary="ansi_magenta",
    accent="ansi_magenta",
    warning="ansi_red",
    error="ansi_red",
    success=_OWN,
    foreground=_OWN,
    background=_OWN,
    surface=_OWN,
    panel=_OWN,
    boost=_OWN,
    variables={
        "ansi-background": _OWN,
        "ansi-foreground": _OWN,
        "border-blurred": _OWN,
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "input-cursor-foreground": _OWN,
        "input-cursor-background": _OWN,
        "input-cursor-text-style": "reverse",
        "input-selection-foreground": "ansi_white",
        "input-selection-background": "ansi_magenta",
        "screen-selection-foreground": "ansi_white",
        "screen-selection-background": "ansi_magenta",
        **dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), "ansi_magenta"),
        **dict.fromkeys(("scrollbar-background", "scrollbar-background-hover"), _OWN),
        **dict.fromkeys(("scrollbar-background-active", "scrollbar-corner-color"), _OWN),
    },
)
"""The terminal's own ground and letters, with the two colours that the views use."""


LAYOUT = """
Screen { background: ansi_default; color: ansi_default; }
#head, #foot, #told { height: auto; scrollbar-size: 0 0; overflow: hidden hidden; }
#head { height: 2; }
#told { max-height: 4; }
#foot { height: 1; }
#panes { height: 1fr; }
#enquiries { width: 30%; }
#life { width: 34%; padding: 0 0 0 1; }
#page { width: 1fr; padding: 0 0 0 2; }
Rows, #page { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; scrollbar-gutter: stable; overflow-x: hidden; }
.-low #head, .-low #foot { display: none; }
.-low #told { max-height: 1; }
.-two #enquiries { width: 40%; }
.-two #life { width: 1fr; }
.-two #page, .-two.on-page #enquiries, .-two.on-page #life { display: none; }
.-two.on-page #page { display: block; padding: 0; }
.-one #enquiries, .-one #life, .-one #page { display: none; width: 1fr; padding: 0; }
.-one.on-enquiries #enquiries, .-one.on-life #life, .-one.on-page #page { display: block; }
.viewing #enquiries, .viewing #life { display: none; }
.viewing #page { display: block; padding: 0; }
"""
"""How the panes stand, by the classes that the width, the pane in use and an open view give the screen."""


class Browser(App[None]):
    """The program full screen: its screens, their colours, and the ways it can end."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "stop", show=False, priority=True, system=True),
        Binding("ctrl+z", "pause", show=False, priority=True),
        Binding("ctrl+q", "ignore", show=False, priority=True),
    ]
    CSS = LAYOUT

    def __init__(self, desk: Desk, shelf: Shelf, query: str = "", marks: Glyphs = UNICODE) -> None:
        super().__init__(ansi_color=True)  # from the beginning, since NO_COLOR is heard there
        self.desk, self.shelf, self.query_text, self.marks = desk, shelf, query, marks
        self.animation_level = "none"
        self.fault: Exception | None = None
        self.register_theme(THEME)
        self.theme = THEME.name

    def get_default_screen(self) -> Screen[None]:
        """Return the panes."""
        return BrowseScreen(self.desk, self.shelf, self.query_text, self.marks)

    def on_mount(self) -> None:
        """Hear of a window that closes and of a request to end, where the system tells."""
        for name in ("SIGHUP", "SIGTERM", "SIGINT"):
            if (number := getattr(signal, name, None)) is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # elsewhere the system's own way holds
                    asyncio.get_running_loop().add_signal_handler(number, self.end_early, 128 + number)

    def end_early(self, code: int) -> None:
        """Keep what is being written, then end with that code."""
        self.keep_writing()
        self.exit(return_code=code)

    def keep_writing(self) -> None:
        """Keep what stands in every sheet on the disk."""
        for screen in self.screen_stack:
            if keep := getattr(screen, "keep", None):
                keep()

    def action_stop(self) -> None:
        """End as Ctrl-C ends every command: what was being written waits as a draft."""
        self.end_early(130)

    def action_pause(self) -> None:
        """Let the shell have the terminal for a while; what is being written is on the disk first."""
        self.keep_writing()
        self.action_suspend_process()

    def action_ignore(self) -> None:
        """Do nothing: the key ends other programs, and here it lies beside the one that saves."""

    async def on_event(self, event: events.Event) -> None:
        """Look at the journal anew, by one glance at the file, before a key or a click is followed."""
        if isinstance(event, events.Key | events.MouseDown) and isinstance(self.screen, BrowseScreen):
            self.screen.read_again()
        await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        """End for a mistake of the program's own, which is told afterwards, without a word of the journal."""
        self.fault = self.fault or error
        self.keep_writing()
        super()._handle_exception(error)
        self._exit_renderables.clear()
