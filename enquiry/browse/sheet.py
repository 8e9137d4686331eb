"""Writing on the screen: the line for a query, the sheet for an entry, and the questions that saving asks.

Text is kept as it is typed; a character that could act on a terminal is only shown as another, of the same width in the
text, so that the cursor stays where it is.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from rich.text import Text
from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import TextArea

from enquiry.browse import keys
from enquiry.browse.desk import Area, Ask, Saved, Writing, WritingForm
from enquiry.browse.panes import Page
from enquiry.command_lines import format_hint
from enquiry.errors import EnquiryError
from enquiry.unsafe_chars import UNSAFE_CHARS, flatten_text
from enquiry.views.layout import draw_text

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

KEEP_AFTER = 0.4
"""Seconds after the last key until what stands in a sheet is on the disk; leaving and ending keep it at once."""

_AS_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421, 0x09: 0x09}


class SafeArea(TextArea):
    """A text area that shows no character which could act on the terminal, whatever is typed or pasted into it."""

    def __init__(self, text: str, name: str, *, tall: bool) -> None:
        super().__init__(text, id=name, compact=True, highlight_cursor_line=False, tab_behavior="focus")
        self.tall = tall
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is shown."""
        line = self.document.get_line(line_index).translate(_AS_PICTURES)
        return Text(re.sub(UNSAFE_CHARS, "\ufffd", line), end="", no_wrap=True)

    async def _on_key(self, event: events.Key) -> None:
        """Go on to the next field at the end of a line that stands alone; else as every text area does."""
        if event.key == "enter" and not self.tall:
            event.prevent_default()
            event.stop()
            self.end_line()
            return
        await super()._on_key(event)

    def end_line(self) -> None:
        """Follow Enter in a field of one line."""
        self.screen.focus_next()


class FindLine(SafeArea):
    """The line in which a query is typed: each key posts `Typed`, Enter `Left`, and Esc `Left` with nothing."""

    class Typed(Message):
        """The text is another."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Typed):
        """The line was left, with the text to go on with."""

    DEFAULT_CSS = "FindLine { height: 1; border: none; padding: 0 1; scrollbar-size: 0 0; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "keep", show=False),
        Binding("ctrl+w", "delete_word_left", show=False),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(text, "find", tall=False)
        self.select_all()
        self.placeholder = "find: words, a field such as tag:reading; Enter keeps, Esc shows all"

    @property
    def line(self) -> str:
        """What is looked for: the text on one line."""
        return " ".join(self.text.split())

    def on_text_area_changed(self) -> None:
        """Say that the text is another."""
        self.post_message(self.Typed(self.line))

    def end_line(self) -> None:
        """Keep what was found."""
        self.post_message(self.Left(self.line))

    def action_keep(self) -> None:
        """Keep what was found."""
        self.end_line()

    def action_leave(self) -> None:
        """Show everything again."""
        self.post_message(self.Left(""))


class SheetScreen(Screen[str]):
    """A sheet: what is written is kept on the disk as it grows, and saved as its command would save it.

    It ends with what there is to say of it.
    """

    CSS = """
    SheetScreen Page { height: auto; scrollbar-size: 0 0; overflow: hidden hidden; }
    #areas { height: 1fr; scrollbar-size-vertical: 1; }
    #said { max-height: 6; }
    SafeArea { height: auto; max-height: 12; border: none; border-left: solid ansi_default; padding: 0 1; }
    SafeArea:focus { border-left: thick ansi_magenta; }
    SafeArea.tall { min-height: 3; }
    SheetScreen.-low #keys, SheetScreen.-low #title { display: none; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]  # noqa: RUF012 (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(use.key, use.action, use.does, show=False, priority=use.key != "escape")
        for use in keys.IN_A_SHEET
        if use.key
    ]

    AUTO_FOCUS = ""

    def __init__(self, writing: Writing) -> None:
        super().__init__()
        self.writing = writing
        self._keeping: Timer | None = None
        self.saving = False

    def compose(self) -> ComposeResult:
        """Make a label and an area for everything that can be written."""
        yield Page("title", focusable=False)
        with VerticalScroll(id="areas", can_focus=False):
            for place, area in enumerate(self.writing.form.areas):
                yield Page(f"label-{place}", focusable=False)
                field = SafeArea(area.value, f"area-{place}", tall=area.tall)
                field.set_class(area.tall, "tall")
                yield field
        yield Page("said", focusable=False)
        yield Page("keys", focusable=False)

    def on_mount(self) -> None:
        """Draw the labels, and begin where the words go."""
        self.query_one("#title", Page).show_drawing(lambda _look: draw_text(self.writing.form.title, "question"))
        self.query_one("#keys", Page).show_drawing(lambda look: keys.draw_foot(keys.IN_A_SHEET, look))
        for place, area in enumerate(self.writing.form.areas):
            self.query_one(f"#label-{place}", Page).show_drawing(partial(_draw_label, area))
        self.say("")
        for field in self.query(SafeArea):
            field.focus(scroll_visible=False)
            break

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring what stands above a field to sight with it."""
        if isinstance(event.widget, SafeArea) and event.widget.id:
            label = self.query_one(f"#label-{event.widget.id.removeprefix('area-')}", Page)
            self.call_after_refresh(label.scroll_visible, animate=False)

    @property
    def answers(self) -> dict[str, str]:
        """What stands in the areas, by their names."""
        fields = self.query(SafeArea)
        return {area.name: field.text for area, field in zip(self.writing.form.areas, fields, strict=True)}

    def say(self, words: str) -> None:
        """Say something above the keys."""
        said = self.query_one("#said", Page)
        said.display = bool(words)
        lines = [Text(flatten_text(line)) for line in words.split("\n")]
        said.show_drawing(lambda _look: Group(*lines))

    def say_error(self, error: EnquiryError) -> None:
        """Say what went wrong and what to do, a line each."""
        self.say("\n".join(filter(None, (error.words, format_hint(error.hint)))))

    def on_text_area_changed(self) -> None:
        """Keep what stands here once no key was pressed for a moment."""
        if self._keeping:
            self._keeping.stop()
        self._keeping = self.set_timer(KEEP_AFTER, self.keep)

    def keep(self) -> None:
        """Keep what stands here on the disk."""
        if self._keeping:
            self._keeping.stop()
        if not self.saving:
            try:
                self.writing.keep(self.answers)
            except EnquiryError as error:
                if self.is_running:
                    self.say_error(error)

    def action_save(self) -> None:
        """Save, unless that is under way; a mistake is told here, and what was written stays."""
        if self.saving:
            return
        self.keep()
        self.saving = True
        self.say("Saving …")
        run_asking(self.app, partial(self.writing.save, self.answers), self.end_saving)

    def end_saving(self, saved: Saved | EnquiryError) -> None:
        """Leave the sheet where it was saved; else go on with it."""
        self.saving = False
        if isinstance(saved, EnquiryError):
            self.say_error(saved)
        elif saved.form:
            self.fill(saved.form)
            self.say("\n".join(saved.said))
        else:
            self.dismiss("\n".join(saved.said))

    def fill(self, form: WritingForm) -> None:
        """Put what stands in another state of the same form into the areas."""
        for area, field in zip(form.areas, self.query(SafeArea), strict=True):
            if field.text != area.value:
                field.text = area.value

    def action_edit(self) -> None:
        """Go on in the person's own editor, which has the terminal meanwhile. One that fails is told of."""
        self.keep()
        try:
            with self.app.suspend():
                form = self.writing.edit(self.answers)
        except EnquiryError as error:
            self.say_error(error)
        except SuspendNotSupported:
            self.say("This terminal can't be lent to an editor. Esc keeps the draft; enquiry drafts resume opens it.")
        else:
            self.fill(form)
        self.refresh(layout=True)

    def action_leave(self) -> None:
        """Put the sheet off."""
        if self.saving:
            return
        if self._keeping:
            self._keeping.stop()
        try:
            self.dismiss(self.writing.leave(self.answers))
        except EnquiryError as error:
            self.say_error(error)


def _draw_label(area: Area, _look: object) -> Text:
    return Text.assemble(
        (flatten_text(area.label), "strong"), (f"  {flatten_text(area.hint)}" if area.hint else "", "quiet")
    )


# --- Questions, which are asked while something is saved.


class QuestionScreen(ModalScreen[str]):
    """Words with a question, and a line to answer in. It ends with the answer, and with nothing where it is left."""

    CSS = """
    QuestionScreen { align: center middle; background: ansi_default; }
    QuestionScreen VerticalScroll { height: auto; max-height: 80%; }
    #asked { height: auto; scrollbar-size: 0 0; overflow: hidden hidden; padding: 0 1; }
    QuestionScreen SafeArea { height: 1; border: none; border-left: thick ansi_magenta; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", show=False),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
    ]
    AUTO_FOCUS = ""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        """Make the words and the line."""
        with VerticalScroll():
            yield Page("asked", focusable=False)
        yield AnswerLine("", "answer", tall=False)

    def on_mount(self) -> None:
        """Draw the words, with what is asked in sight, which comes last."""
        asked = Text.assemble(draw_text(self.words), "\n\n", ("Enter answers; Esc answers nothing", "quiet"))
        self.query_one(Page).show_drawing(lambda _look: asked)
        self.query_one(AnswerLine).focus(scroll_visible=False)
        self.call_after_refresh(self.query_one(VerticalScroll).scroll_end, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll what is told before the question."""
        told = self.query_one(VerticalScroll)
        (told.scroll_page_up if step < 0 else told.scroll_page_down)(animate=False)


class AnswerLine(SafeArea):
    """The line that answers a question; Enter ends it."""

    def end_line(self) -> None:
        """End the question with what stands here."""
        if isinstance(self.screen, QuestionScreen):
            self.screen.dismiss(" ".join(self.text.split()))


def run_asking(app: "App[None]", work: Callable[[Ask], Saved], close: Callable[[Saved | EnquiryError], None]) -> None:
    """Do something that may ask or wait, while the screen goes on; then hand over what came of it."""
    import asyncio

    loop = asyncio.get_running_loop()

    async def ask_on_screen(words: str) -> str:
        answered: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        await app.push_screen(QuestionScreen(words), lambda answer: answered.set_result(answer or ""))
        return await answered

    def ask(words: str) -> str:
        begun = asyncio.run_coroutine_threadsafe(ask_on_screen(words), loop)
        return begun.result()

    async def run() -> None:
        try:
            saved: Saved | EnquiryError = await asyncio.to_thread(work, ask)
        except EnquiryError as error:
            saved = error
        close(saved)

    app.run_worker(run(), exclusive=False)
